// Going down: streams are told, calls under way end well, nothing holds the process.
#include <chrono>
#include <thread>

#include "gtest/gtest.h"

#include "common/rpc/limits.h"
#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

using DrainTest = GatewayTest;
using grpc::StatusCode;

TEST_F(DrainTest, IdleStreamsEndAtOnce) {
  TestStream watch(channel_, kWatch, As("services/finance", {{"x-mode", "hang"}}));
  ASSERT_TRUE(watch.Write("x"));
  TestStream reflection(channel_, kReflectionV1, {});
  ASSERT_TRUE(reflection.Write("\x3a\x01*"));
  ASSERT_TRUE(reflection.Read().has_value());
  ASSERT_TRUE(registry_.WaitFor([](const auto& calls) { return !calls.empty(); }));
  const auto begun = std::chrono::steady_clock::now();
  gateway_->Drain();
  EXPECT_LT(absl::FromChrono(std::chrono::steady_clock::now() - begun), rpc::kDrainDeadline / 2);
  for (TestStream* stream : {&watch, &reflection}) {
    EXPECT_EQ(stream->Read(), std::nullopt);
    const Outcome outcome = stream->Finish();
    EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
    EXPECT_EQ(outcome.reason(), "SERVER_STOPPING");
  }
  EXPECT_TRUE(registry_.WaitFor([](const auto& calls) { return calls[0].cancelled; }));
}

TEST_F(DrainTest, ACallUnderWayEndsWell) {
  TestStream call(channel_, kGetTask, Officer());
  // Opened, and its message not sent yet.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::thread drain([this] { gateway_->Drain(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(call.Write("x"));
  EXPECT_EQ(call.Read(), "x");
  EXPECT_EQ(call.Finish().code(), StatusCode::OK);
  drain.join();
}

TEST_F(DrainTest, NothingIsLeftBehind) {
  for (int i = 0; i < 20; ++i) Call(kGetTask, "x", Officer());
  { TestStream stream(channel_, kWatch, As("services/finance", {{"x-mode", "hang"}})); }
  gateway_->Drain();
  EXPECT_EQ(gateway_->parts().calls.load(), 0);
  EXPECT_EQ(gateway_->parts().streams.size(), 0u);
}

}  // namespace
}  // namespace dondoc::gateway::testing
