#include "services/gateway/domain/headers.h"

#include <string>

#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {
namespace {

TEST(RequestHeaders, PassUnlessTheyBelongToOneHop) {
  for (const char* key :
       {"authorization", "accept-language", "tracestate", "x-anything", "foo-bin"}) {
    EXPECT_TRUE(ForwardsRequestHeader(key, "v")) << key;
  }
  for (const char* key :
       {"", ":authority", "grpc-timeout", "grpc-previous-rpc-attempts", "grpc-trace-bin", "te",
        "user-agent", "content-type", "connection", "host", "transfer-encoding",
        "proxy-authorization", "x-request-id", "traceparent"}) {
    EXPECT_FALSE(ForwardsRequestHeader(key, "v")) << key;
  }
}

TEST(RequestHeaders, ABinaryOneHasALimit) {
  EXPECT_TRUE(ForwardsRequestHeader("foo-bin", std::string(kMaxForwardedBinaryBytes, 'x')));
  EXPECT_FALSE(ForwardsRequestHeader("foo-bin", std::string(kMaxForwardedBinaryBytes + 1, 'x')));
  EXPECT_TRUE(ForwardsRequestHeader("foo", std::string(kMaxForwardedBinaryBytes + 1, 'x')));
}

TEST(ResponseHeaders, PassUnlessTheyBelongToOneHop) {
  for (const char* key : {"x-anything", "grpc-retry-pushback-ms", "foo-bin"}) {
    EXPECT_TRUE(ForwardsResponseHeader(key)) << key;
  }
  for (const char* key : {"", ":status", "grpc-status", "grpc-message", "grpc-status-details-bin",
                          "server", "content-type", "date", "grpc-encoding"}) {
    EXPECT_FALSE(ForwardsResponseHeader(key)) << key;
  }
}

}  // namespace
}  // namespace dondoc::gateway
