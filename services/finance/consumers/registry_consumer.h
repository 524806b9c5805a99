// What the registry's changes mean here: officers get their rights, units and calendars are copied,
// dossiers that waited for a calendar get their last day, and the clocks that a directive sets
// become the agency's clock policy.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

#include "common/commit/mutation.h"
#include "services/finance/handlers/environment.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::finance {

// Types of the registry's resources that matter here.
std::vector<std::string> RegistryTypes();

// Applies one change inside the transaction that moves the cursor. May be called again for a change
// that was applied: copies are replaced by themselves, and a directive makes a policy once. What
// can never be applied is logged and skipped; an error is one that may pass.
absl::Status ApplyRegistryChange(Environment& environment, commit::WriteContext& write,
                                 const common::v1::Change& change);

}  // namespace dondoc::finance
