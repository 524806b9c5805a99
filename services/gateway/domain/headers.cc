#include "services/gateway/domain/headers.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"

#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {
namespace {

// RFC 9110 section 7.6.1 and RFC 9113 section 8.2.2, and what each client or server writes anew.
bool IsHopByHop(absl::string_view key) {
  static constexpr absl::string_view kKeys[] = {"accept-encoding",
                                                "connection",
                                                "content-encoding",
                                                "content-length",
                                                "content-type",
                                                "date",
                                                "expect",
                                                "host",
                                                "http2-settings",
                                                "keep-alive",
                                                "lb-cost-bin",
                                                "lb-token",
                                                "proxy-authenticate",
                                                "proxy-authorization",
                                                "proxy-connection",
                                                "server",
                                                "te",
                                                "trailer",
                                                "transfer-encoding",
                                                "upgrade",
                                                "user-agent",
                                                "via"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

}  // namespace

bool ForwardsRequestHeader(absl::string_view key, absl::string_view value) {
  // gRPC's own begin with "grpc-", HTTP/2's with a colon.
  if (key.empty() || key[0] == ':' || absl::StartsWith(key, "grpc-")) return false;
  if (key == "x-request-id" || key == "traceparent") return false;
  if (absl::EndsWith(key, "-bin") && value.size() > kMaxForwardedBinaryBytes) return false;
  return !IsHopByHop(key);
}

bool ForwardsResponseHeader(absl::string_view key) {
  if (key == "grpc-retry-pushback-ms") return true;
  if (key.empty() || key[0] == ':' || absl::StartsWith(key, "grpc-")) return false;
  return !IsHopByHop(key);
}

}  // namespace dondoc::gateway
