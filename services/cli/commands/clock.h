// What the commands of clocks share.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/cli/command.h"
#include "services/cli/context.h"

#include "dondoc/finance/v1/policy.pb.h"

namespace dondoc::cli {

// The agency's clock policy as it holds now.
absl::StatusOr<finance::v1::ClockPolicy> GetClockPolicy(Context& context);

absl::Status PrintClockPolicy(Context& context, const finance::v1::ClockPolicy& policy);

// Adds set and remove below `clock`.
void RegisterClockSet(Command& clock);

}  // namespace dondoc::cli
