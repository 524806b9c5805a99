// Streams in every shape, as bytes.
#include <algorithm>
#include <string>
#include <thread>

#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"
#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

using grpc::StatusCode;

class StreamTest : public GatewayTest {
 protected:
  void SetUp() override {
    GatewayTest::SetUp();
    SetRoles({OFFICE});
  }
  Headers Service(Headers more = {}) const { return As("services/finance", std::move(more)); }
  // The last call of `path`.
  bool WaitForLast(const std::string& path, const std::function<bool(const SeenCall&)>& holds) {
    return registry_.WaitFor([&](const auto&) {
      const auto calls = registry_.CallsOf(path);
      return !calls.empty() && holds(calls.back());
    });
  }
};

TEST_F(StreamTest, BothDirectionsAtOnce) {
  TestStream stream(channel_, kParseNotice, Officer());
  for (int i = 0; i < 200; ++i) {
    const std::string message = std::string(static_cast<size_t>(i) * 100, 'a') + "\xff";
    ASSERT_TRUE(stream.Write(message));
    ASSERT_EQ(stream.Read(), message);
  }
  stream.WritesDone();
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_EQ(stream.Finish().code(), StatusCode::OK);
}

TEST_F(StreamTest, ManyRequestsOneAnswer) {
  TestStream stream(channel_, kParseNotice, Officer({{"x-mode", "hang"}}));
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(stream.Write(std::to_string(i)));
  stream.WritesDone();
  ASSERT_TRUE(WaitForLast(kParseNotice, [](const SeenCall& call) { return call.half_closed; }));
  const SeenCall seen = registry_.CallsOf(kParseNotice).back();
  ASSERT_EQ(seen.messages.size(), 20u);
  EXPECT_EQ(seen.messages[19], "19");
  EXPECT_FALSE(seen.cancelled);
}

TEST_F(StreamTest, OneRequestManyAnswers) {
  TestStream stream(channel_, kWatch, Service({{"x-mode", "many:500"}}));
  ASSERT_TRUE(stream.Write("x"));
  stream.WritesDone();
  int count = 0;
  while (const auto message = stream.Read()) {
    EXPECT_EQ(*message, "x");
    ++count;
  }
  EXPECT_EQ(count, 500);
  EXPECT_EQ(stream.Finish().code(), StatusCode::OK);
}

TEST_F(StreamTest, AServiceMayAnswerBeforeItHasHeardAll) {
  TestStream stream(channel_, kParseNotice, Officer({{"x-mode", "early"}}));
  EXPECT_EQ(stream.Read(), "early");
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_EQ(stream.Finish().code(), StatusCode::OK);
}

TEST_F(StreamTest, FailuresPassWithDetailsTrailersAndHeaders) {
  TestStream stream(channel_, kParseNotice, Officer({{"x-mode", "fail"}}));
  ASSERT_TRUE(stream.Write("x"));
  EXPECT_EQ(stream.Read(), std::nullopt);
  const Outcome outcome = stream.Finish();
  EXPECT_EQ(outcome.code(), StatusCode::ABORTED);
  EXPECT_TRUE(outcome.status.error_details() == FakeBackend::Details());
  EXPECT_EQ(HeaderOf(outcome.trailers, "x-late"), "trailer");
  EXPECT_EQ(HeaderOf(outcome.trailers, "grpc-retry-pushback-ms"), "1234");
}

TEST_F(StreamTest, ACallerThatLeavesCancelsTheService) {
  TestStream stream(channel_, kWatch, Service({{"x-mode", "hang"}}));
  ASSERT_TRUE(stream.Write("x"));
  ASSERT_TRUE(WaitForLast(kWatch, [](const SeenCall& call) { return !call.messages.empty(); }));
  stream.Cancel();
  EXPECT_EQ(stream.Finish().code(), StatusCode::CANCELLED);
  EXPECT_TRUE(WaitForLast(kWatch, [](const SeenCall& call) { return call.cancelled; }));
}

TEST_F(StreamTest, ACutOffUploadDoesNotLookComplete) {
  for (int i = 0; i < 50; ++i) {
    TestStream stream(channel_, kParseNotice, Officer({{"x-mode", "hang"}}));
    ASSERT_TRUE(stream.Write("half a document"));
    ASSERT_TRUE(WaitForLast(
        kParseNotice, [](const SeenCall& call) { return !call.messages.empty() && !call.done; }));
    stream.Cancel();
    stream.Finish();
    ASSERT_TRUE(WaitForLast(kParseNotice, [](const SeenCall& call) { return call.done; }));
    // Its read ends by the cancellation itself: it must not have ended before.
    EXPECT_TRUE(registry_.CallsOf(kParseNotice).back().cancelled);
  }
}

TEST_F(StreamTest, ASlowReaderSlowsTheService) {
  // 2 GiB, were it not for the caller who reads one message.
  TestStream stream(channel_, kWatch, Service({{"x-mode", "many:2048"}}));
  ASSERT_TRUE(stream.Write(std::string(1 << 20, 'x')));
  ASSERT_TRUE(stream.Read().has_value());
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_FALSE(registry_.CallsOf(kWatch).back().done);
  stream.Cancel();
  EXPECT_EQ(stream.Finish().code(), StatusCode::CANCELLED);
  EXPECT_TRUE(WaitForLast(kWatch, [](const SeenCall& call) { return call.done; }));
}

TEST_F(StreamTest, AStreamWithoutADeadlineHasABound) {
  TestStream stream(channel_, kWatch, Service(), absl::InfiniteDuration());
  ASSERT_TRUE(stream.Write("x"));
  ASSERT_EQ(stream.Read(), "x");
  const SeenCall seen = registry_.CallsOf(kWatch).back();
  // gRPC rounds timeouts up on the wire.
  EXPECT_LE(seen.time_left, kStreamBound * 1.02);
  EXPECT_GT(seen.time_left, absl::Minutes(33));
}

TEST_F(StreamTest, AServiceThatIsDownIsNamed) {
  registry_.Stop();
  TestStream stream(channel_, kWatch, Service());
  EXPECT_EQ(stream.Read(), std::nullopt);
  const Outcome outcome = stream.Finish();
  EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(outcome.reason(), "BACKEND_UNREACHABLE");
}

TEST_F(StreamTest, AServiceThatDiesEndsTheStream) {
  TestStream stream(channel_, kWatch, Service({{"x-mode", "hang"}}));
  ASSERT_TRUE(stream.Write("x"));
  ASSERT_TRUE(WaitForLast(kWatch, [](const SeenCall& call) { return !call.messages.empty(); }));
  registry_.Stop();
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_NE(stream.Finish().code(), StatusCode::OK);
}

TEST_F(StreamTest, AMessageThatIsTooLargeEndsTheStream) {
  TestStream stream(channel_, kParseNotice, Officer());
  stream.Write(std::string(5 << 20, 'x'));
  EXPECT_EQ(stream.Read(), std::nullopt);
  EXPECT_EQ(stream.Finish().code(), StatusCode::RESOURCE_EXHAUSTED);
}

}  // namespace
}  // namespace dondoc::gateway::testing
