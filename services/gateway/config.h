// From flags to a config.
#pragma once

#include "absl/status/statusor.h"

#include "services/gateway/gateway.h"

namespace dondoc::gateway {

// Reads the flags. INVALID_ARGUMENT naming the flag where one is missing, out of range or
// contradicts another.
absl::StatusOr<GatewayConfig> ConfigFromFlags();

}  // namespace dondoc::gateway
