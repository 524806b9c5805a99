// The agency's clock policy: which time limits its dossiers have.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/finance/domain/act.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/policy.pb.h"

namespace dondoc::finance {

// Events that a clock can start from (EventTerm.event).
inline constexpr absl::string_view kValidDossierEvent = "VALID_DOSSIER";
inline constexpr absl::string_view kApprovalEvent = "APPROVAL";

// True for the two events above.
bool IsClockEvent(absl::string_view event);

// The purpose of a dossier's clocks.
v1::ClockRule::Purpose PurposeOf(v1::Dossier::Kind kind);

// The rule for a purpose and event, null where there is none.
const v1::ClockRule* FindRule(const v1::ClockPolicy& policy, v1::ClockRule::Purpose purpose,
                              absl::string_view event);

// The next version of `current` (version 0 and empty where none was set), as set by a person.
// INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field: rules that are not terms of days
// forward from VALID_DOSSIER or APPROVAL, or two for one purpose and event.
absl::StatusOr<v1::ClockPolicy> SetClockPolicy(const v1::ClockPolicy& current,
                                               const v1::SetClockPolicyRequest& request,
                                               const Act& act);

}  // namespace dondoc::finance
