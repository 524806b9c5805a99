// One request, one answer: what passes and what does not.
#include <algorithm>
#include <string>

#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"
#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

using UnaryTest = GatewayTest;
using grpc::StatusCode;

TEST_F(UnaryTest, BytesPassAsTheyAre) {
  // Unknown fields, bytes that are no protobuf at all, nothing, and a lot.
  std::string large(3 << 20, '\0');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31);
  for (const std::string& body : {std::string("\x0a\x03\x61\x62\x63\xfa\x3e\x01z", 9),
                                  std::string("\xff\xff\xff", 3), std::string(), large}) {
    const Outcome outcome = Call(kGetTask, body, Officer());
    ASSERT_EQ(outcome.code(), StatusCode::OK) << outcome.status.error_message();
    EXPECT_TRUE(outcome.body == body);
    EXPECT_TRUE(registry_.CallsOf(kGetTask).back().messages == std::vector<std::string>({body}));
  }
}

TEST_F(UnaryTest, EachMethodGoesToItsService) {
  EXPECT_EQ(Call(kGetTask, "", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(Call(kGetDossier, "", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(Call("/dondoc.inspection.v1.InspectionService/GetInspection", "", Officer()).code(),
            StatusCode::OK);
  EXPECT_EQ(registry_.calls().size(), 1u);
  EXPECT_EQ(finance_.calls().size(), 1u);
  EXPECT_EQ(inspection_.calls().size(), 1u);
}

TEST_F(UnaryTest, HeadersPassExceptThoseOfOneHop) {
  const Headers sent =
      Officer({{"accept-language", "vi"},
               {"x-request-id", "abc-123"},
               {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
               {"x-other", "1"},
               {"x-other", "2"},
               {"small-bin", std::string("\0\xff", 2)},
               {"large-bin", std::string(kMaxForwardedBinaryBytes + 1, 'x')},
               {"proxy-authorization", "secret"}});
  ASSERT_EQ(Call(kGetTask, "", sent).code(), StatusCode::OK);
  const Headers seen = registry_.CallsOf(kGetTask).at(0).headers;
  for (const char* key : {"authorization", "accept-language", "x-request-id", "small-bin"}) {
    EXPECT_EQ(HeaderOf(seen, key), HeaderOf(sent, key)) << key;
  }
  EXPECT_EQ(seen.count("x-other"), 2u);
  EXPECT_EQ(seen.count("large-bin"), 0u);
  EXPECT_EQ(seen.count("proxy-authorization"), 0u);
  // The trace goes on with a span of our own.
  const std::string trace = HeaderOf(seen, "traceparent");
  ASSERT_EQ(trace.size(), 55u);
  EXPECT_EQ(trace.substr(0, 36), "00-0af7651916cd43dd8448eb211c80319c-");
  EXPECT_NE(trace.substr(36, 16), "b7ad6b7169203331");
}

TEST_F(UnaryTest, ARequestIdIsMadeWhereNoneOrABadOneCame) {
  ASSERT_EQ(Call(kGetTask, "", Officer()).code(), StatusCode::OK);
  ASSERT_EQ(Call(kGetTask, "", Officer({{"x-request-id", "no spaces, please"}})).code(),
            StatusCode::OK);
  const auto calls = registry_.CallsOf(kGetTask);
  const std::string first = HeaderOf(calls[0].headers, "x-request-id");
  const std::string second = HeaderOf(calls[1].headers, "x-request-id");
  EXPECT_FALSE(first.empty());
  EXPECT_FALSE(second.empty());
  EXPECT_NE(first, second);
  EXPECT_EQ(second.find(' '), std::string::npos);
}

TEST_F(UnaryTest, FailuresPassWithDetailsTrailersAndHeaders) {
  const Outcome outcome = Call(kGetTask, "x", Officer({{"x-mode", "fail"}}));
  EXPECT_EQ(outcome.code(), StatusCode::ABORTED);
  EXPECT_EQ(outcome.status.error_message(), "đã thay đổi");
  EXPECT_TRUE(outcome.status.error_details() == FakeBackend::Details());
  EXPECT_EQ(outcome.reason(), "ETAG_MISMATCH");
  EXPECT_EQ(HeaderOf(outcome.headers, "x-early"), "header");
  EXPECT_EQ(HeaderOf(outcome.trailers, "x-late"), "trailer");
  EXPECT_EQ(HeaderOf(outcome.trailers, "x-late-bin"), std::string("\0\1\xff", 3));
  EXPECT_EQ(HeaderOf(outcome.trailers, "grpc-retry-pushback-ms"), "1234");
}

TEST_F(UnaryTest, TheDeadlineIsTheSoonerOfTheCallersAndTheClass) {
  ASSERT_EQ(Call(kGetTask, "", Officer(), absl::InfiniteDuration()).code(), StatusCode::OK);
  ASSERT_EQ(Call(kGetTask, "", Officer(), absl::Seconds(3)).code(), StatusCode::OK);
  ASSERT_EQ(Call(kGetTask, "", Officer(), absl::Hours(1)).code(), StatusCode::OK);
  const auto calls = registry_.CallsOf(kGetTask);
  // gRPC rounds timeouts up on the wire.
  EXPECT_LE(calls[0].time_left, absl::Seconds(10.2));
  EXPECT_GT(calls[0].time_left, absl::Seconds(5));
  EXPECT_LE(calls[1].time_left, absl::Seconds(3.1));
  EXPECT_LE(calls[2].time_left, absl::Seconds(10.2));
  SetRoles({OFFICE});
  ASSERT_EQ(Call(kCreateTask, "", Officer(), absl::InfiniteDuration()).code(), StatusCode::OK);
  const SeenCall write = registry_.CallsOf(kCreateTask).at(0);
  EXPECT_LE(write.time_left, absl::Seconds(30.6));
  EXPECT_GT(write.time_left, absl::Seconds(20));
}

TEST_F(UnaryTest, ACallerThatLeavesCancelsTheService) {
  {
    TestStream call(channel_, kGetTask, Officer({{"x-mode", "hang"}}));
    ASSERT_TRUE(call.Write("x"));
    call.WritesDone();
    ASSERT_TRUE(registry_.WaitFor([](const auto& calls) { return !calls.empty(); }));
    call.Cancel();
    EXPECT_EQ(call.Finish().code(), StatusCode::CANCELLED);
  }
  EXPECT_TRUE(registry_.WaitFor([](const auto& calls) { return calls.at(0).cancelled; }));
}

TEST_F(UnaryTest, ADeadlineThatPassesCancelsTheService) {
  const Outcome outcome =
      Call(kGetTask, "x", Officer({{"x-mode", "hang"}}), absl::Milliseconds(100));
  EXPECT_EQ(outcome.code(), StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(registry_.WaitFor([](const auto& calls) { return calls.at(0).cancelled; }));
}

TEST_F(UnaryTest, ACallWithoutItsMessageIsRefused) {
  TestStream call(channel_, kGetTask, Officer());
  call.WritesDone();
  const Outcome outcome = call.Finish();
  EXPECT_EQ(outcome.code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(outcome.reason(), "REQUEST_MISSING");
  EXPECT_TRUE(registry_.calls().empty());
}

TEST_F(UnaryTest, AMessageThatIsTooLargeIsRefused) {
  const std::string large(5 << 20, 'x');
  const Outcome sent = Call(kGetTask, large, Officer());
  EXPECT_EQ(sent.code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(registry_.calls().empty());
  registry_.On(kGetTask, [&](const std::string&, std::string& response) {
    response = large;
    return grpc::Status::OK;
  });
  const Outcome received = Call(kGetTask, "", Officer());
  EXPECT_EQ(received.code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(received.reason(), "MESSAGE_TOO_LARGE");
}

TEST_F(UnaryTest, AServiceThatIsDownIsNamed) {
  finance_.Stop();
  const Outcome outcome = Call(kGetDossier, "x", Officer({{"accept-language", "vi"}}));
  EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(outcome.reason(), "BACKEND_UNREACHABLE");
  EXPECT_FALSE(HeaderOf(outcome.trailers, "grpc-retry-pushback-ms").empty());
  // No address leaves the gateway.
  EXPECT_EQ(outcome.status.error_message().find("127.0.0.1"), std::string::npos);
  EXPECT_EQ(Call(kGetTask, "x", Officer()).code(), StatusCode::OK);
}

TEST_F(UnaryTest, WhatTheLibrarySaysIsExplained) {
  const auto bare = [&](StatusCode code) {
    return Call(kGetTask, "x", Officer({{"x-mode", "bare:" + std::to_string(code)}}));
  };
  EXPECT_EQ(bare(StatusCode::UNAVAILABLE).reason(), "BACKEND_UNREACHABLE");
  EXPECT_EQ(bare(StatusCode::DEADLINE_EXCEEDED).reason(), "BACKEND_TIMEOUT");
  EXPECT_EQ(bare(StatusCode::UNIMPLEMENTED).reason(), "METHOD_NOT_SERVED");
  for (const StatusCode code : {StatusCode::INTERNAL, StatusCode::UNKNOWN}) {
    const Outcome internal = bare(code);
    EXPECT_EQ(internal.code(), StatusCode::INTERNAL);
    EXPECT_EQ(internal.reason(), "INTERNAL");
    EXPECT_EQ(internal.status.error_message().find("10.0.0.1"), std::string::npos);
  }
  // The rest is the service's own.
  EXPECT_EQ(bare(StatusCode::NOT_FOUND).code(), StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace dondoc::gateway::testing
