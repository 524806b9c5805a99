// What to tell a caller when gRPC's own library, not the service, ended a call. Pure.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::gateway {

// The explanation of a failure that came without details: services always send some, so it is the
// library's, and its text names addresses. OK where it may pass as it is. `service`: "registry";
// `path`: the method.
absl::Status Explain(absl::string_view service, absl::string_view path, absl::StatusCode code,
                     absl::string_view message);

}  // namespace dondoc::gateway
