// From directive to policy: what the clock clauses of a registry directive make of the agency's
// clock policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/finance/domain/act.h"

#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::finance {

// What a directive does.
struct ClauseEffect {
  // The next version of the policy; absent where the directive changes nothing.
  std::optional<v1::ClockPolicy> policy;
  // Clauses that no dossier can follow, each with its reason, for the log: an event other than
  // VALID_DOSSIER and APPROVAL, a term counted backward or without a length.
  std::vector<std::string> skipped;
};

// Applies the clock clauses of `directive` to `current` (version 0 and empty where none was set).
// A rule replaces the one for the same purpose and event, unless that one is of a later day; rules
// for other purposes stay. Never fails: a directive is on record whatever finance thinks of it.
// `origin`: the change that brought it. `act.actor`: this service; `on_behalf_of`: who imported it.
ClauseEffect ApplyClauses(const v1::ClockPolicy& current, const registry::v1::Directive& directive,
                          const v1::Origin& origin, const std::string& on_behalf_of,
                          const Act& act);

}  // namespace dondoc::finance
