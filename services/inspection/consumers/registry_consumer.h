// What the registry's changes mean here: officers become inspectors and get their rights, units and
// calendars are copied, and what a directive orders becomes inspections.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

#include "common/commit/mutation.h"
#include "services/inspection/handlers/environment.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::inspection {

// Types of the registry's resources that matter here.
std::vector<std::string> RegistryTypes();

// Applies one change inside the transaction that moves the cursor. May be called again for a change
// that was applied: copies are replaced by themselves, and every item of a directive gives its
// inspection once. What can never be applied is logged and skipped; an error is one that may pass.
absl::Status ApplyRegistryChange(Environment& environment, commit::WriteContext& write,
                                 const common::v1::Change& change);

}  // namespace dondoc::inspection
