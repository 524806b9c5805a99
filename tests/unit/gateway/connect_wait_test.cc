// A service that is being started again: calls wait a moment for it, and not for ever.
#include <algorithm>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"
#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

using grpc::StatusCode;
using std::chrono::steady_clock;

constexpr char kWatchFinance[] = "/dondoc.finance.v1.FinanceFeedService/WatchChanges";

class ConnectWaitTest : public GatewayTest {
 protected:
  // Stops finance after a call has gone through, and has the gateway notice.
  void LoseFinance() {
    ASSERT_EQ(Call(kGetDossier, "x", Officer()).code(), StatusCode::OK);
    finance_.Stop();
    ASSERT_EQ(Call(kGetDossier, "x", Officer()).reason(), "BACKEND_UNREACHABLE");
  }
  static absl::Duration Since(steady_clock::time_point begun) {
    return absl::FromChrono(steady_clock::now() - begun);
  }
};

TEST_F(ConnectWaitTest, CallsThatCameBeforeTheServiceAreServed) {
  LoseFinance();
  constexpr int kCalls = 20;
  std::vector<std::future<Outcome>> calls;
  for (int i = 0; i < kCalls; ++i) {
    calls.push_back(std::async(std::launch::async, [this] {
      return Call(kGetDossier, "x", Officer({{"x-request-id", "waited"}}));
    }));
  }
  TestStream stream(channel_, kWatchFinance, As("services/inspection"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  finance_.Start(finance_.port());
  for (auto& call : calls) {
    const Outcome outcome = call.get();
    EXPECT_EQ(outcome.code(), StatusCode::OK) << outcome.reason();
    EXPECT_EQ(outcome.body, "x");
  }
  ASSERT_TRUE(stream.Write("s"));
  EXPECT_EQ(stream.Read(), "s");
}

TEST_F(ConnectWaitTest, NobodyWaitsForEver) {
  LoseFinance();
  const auto begun = steady_clock::now();
  const Outcome outcome = Call(kGetDossier, "x", Officer());
  EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(outcome.reason(), "BACKEND_UNREACHABLE");
  EXPECT_GE(Since(begun), kConnectWait);
  EXPECT_LT(Since(begun), kConnectWait + absl::Seconds(3));
  // Whoever has less time hears of it within that.
  const Outcome hasty = Call(kGetDossier, "x", Officer(), absl::Seconds(1));
  EXPECT_EQ(hasty.reason(), "BACKEND_UNREACHABLE");
  TestStream stream(channel_, kWatchFinance, As("services/inspection"));
  EXPECT_EQ(stream.Finish().reason(), "BACKEND_UNREACHABLE");
}

TEST_F(ConnectWaitTest, ACallUnderWayOutlivesTheWait) {
  LoseFinance();
  TestStream stream(channel_, kWatchFinance, As("services/inspection"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  finance_.Start(finance_.port());
  ASSERT_TRUE(finance_.WaitFor([](const auto& calls) {
    return std::any_of(calls.begin(), calls.end(),
                       [](const SeenCall& call) { return call.path == kWatchFinance; });
  }));
  // Until after the moment at which it would have been given up.
  std::this_thread::sleep_for(absl::ToChronoMilliseconds(kConnectWait));
  ASSERT_TRUE(stream.Write("s"));
  EXPECT_EQ(stream.Read(), "s");
}

TEST_F(ConnectWaitTest, ACallerThatLeavesWaitsNoLonger) {
  LoseFinance();
  const auto begun = steady_clock::now();
  TestStream call(channel_, kGetDossier, Officer());
  ASSERT_TRUE(call.Write("x"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  call.Cancel();
  EXPECT_EQ(call.Finish().code(), StatusCode::CANCELLED);
  EXPECT_LT(Since(begun), kConnectWait);
  gateway_->Drain();
  EXPECT_EQ(gateway_->parts().calls.load(), 0);
}

TEST_F(ConnectWaitTest, OnlySoManyWait) {
  LoseFinance();
  // Who waits cannot be seen from outside: on a busy machine the crowd may come in too slowly to
  // fill all places, and is then tried again. Without the bound no try would end as it must.
  bool refused_at_once = false;
  for (int attempt = 0; attempt < 10 && !refused_at_once; ++attempt) {
    // On connections of their own: one carries rpc::kMaxStreamsPerConnection calls.
    std::shared_ptr<grpc::Channel> crowd;
    std::vector<std::unique_ptr<TestStream>> waiting;
    for (int i = 0; i < kMaxConnectWaits; ++i) {
      if (i % 128 == 0) {
        grpc::ChannelArguments arguments;
        arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
        crowd = grpc::CreateCustomChannel(gateway_->address(), grpc::InsecureChannelCredentials(),
                                          arguments);
      }
      waiting.push_back(std::make_unique<TestStream>(
          crowd, kGetDossier, As("agencies/so-khcn/officers/o" + std::to_string(i % 10))));
      ASSERT_TRUE(waiting.back()->Write("x"));
    }
    // Whoever comes now is told at once.
    const auto begun = steady_clock::now();
    EXPECT_EQ(Call(kGetDossier, "x", Officer()).reason(), "BACKEND_UNREACHABLE");
    refused_at_once = Since(begun) < kConnectWait / 2;
    // The other services do not suffer.
    EXPECT_EQ(Call(kGetTask, "x", Officer()).code(), StatusCode::OK);
    for (auto& call : waiting) EXPECT_EQ(call->Finish().reason(), "BACKEND_UNREACHABLE");
  }
  EXPECT_TRUE(refused_at_once);
  // Every place was given back.
  auto late = std::async(std::launch::async, [this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    finance_.Start(finance_.port());
  });
  EXPECT_EQ(Call(kGetDossier, "x", Officer()).code(), StatusCode::OK);
}

TEST_F(ConnectWaitTest, TheBoardSaysAtOnceWhoIsAway) {
  LoseFinance();
  registry_.On("/dondoc.registry.v1.TaskService/GetTaskBoard",
               [](const std::string&, std::string& response) {
                 response.clear();
                 return grpc::Status::OK;
               });
  const auto begun = steady_clock::now();
  EXPECT_EQ(Call("/dondoc.gateway.v1.OverviewService/GetBoard",
                 "\x0a\x10"
                 "agencies/so-khcn",
                 Officer())
                .code(),
            StatusCode::OK);
  EXPECT_LT(Since(begun), kConnectWait);
}

}  // namespace
}  // namespace dondoc::gateway::testing
