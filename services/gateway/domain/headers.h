// Which headers pass through the gateway. Pure.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::gateway {

// True for a request header that a service may see: everything but what belongs to one hop
// (gRPC's own, HTTP's), what the gateway writes itself (x-request-id, traceparent), and binary
// headers that are too long. Keys are lower case, as HTTP/2 has them.
bool ForwardsRequestHeader(absl::string_view key, absl::string_view value);

// True for a header or trailer of a service that the caller may see. The status travels by itself;
// grpc-retry-pushback-ms is for the caller.
bool ForwardsResponseHeader(absl::string_view key);

}  // namespace dondoc::gateway
