// Callers that leave at any moment, services that fail at any moment: every call ends exactly once,
// and nothing is left behind. For the sanitizers above all.
#include <atomic>
#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

class StressTest : public GatewayTest {
 protected:
  void Configure(GatewayConfig& config) override {
    config.subject_calls_per_second = kMaxSubjectCallsPerSecond;
    config.health_interval = absl::Milliseconds(5);
  }
};

TEST_F(StressTest, RandomCancels) {
  SetRoles({OFFICE});
  constexpr int kThreads = 4;
  constexpr int kCallsPerThread = 750;
  std::atomic<int> ended{0}, well{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      const std::vector<std::string> modes = {"",        "",     "hang",  "deaf",
                                              "many:20", "fail", "early", "bare:14"};
      const std::vector<std::string> paths = {
          kGetTask, kCreateTask,   kParseNotice,
          kWatch,   kReflectionV1, "/dondoc.gateway.v1.OverviewService/GetBoard"};
      for (int i = 0; i < kCallsPerThread; ++i) {
        const std::string& mode = modes[random() % modes.size()];
        const std::string& path = paths[random() % paths.size()];
        Headers headers = path == kWatch ? As("services/finance")
                                         : As(absl::StrCat("agencies/so-khcn/officers/o", i % 7));
        if (!mode.empty()) headers.emplace("x-mode", mode);
        TestStream stream(channel_, path, headers, absl::Milliseconds(1 + random() % 40));
        std::thread canceller;
        const bool cancels = random() % 2 == 0;
        if (cancels) {
          canceller = std::thread([&stream, wait = random() % 3000] {
            std::this_thread::sleep_for(std::chrono::microseconds(wait));
            stream.Cancel();
          });
        }
        // Asks the board for an agency, which is also a question for reflection.
        const std::string message(
            "\x0a\x10"
            "agencies/so-khcn",
            18);
        if (stream.Write(message) && random() % 2 == 0) stream.Read();
        if (random() % 2 == 0) stream.WritesDone();
        if (random() % 4 == 0) stream.Cancel();
        const Outcome outcome = stream.Finish();
        if (cancels) canceller.join();
        ended.fetch_add(1);
        if (outcome.status.ok()) well.fetch_add(1);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ended.load(), kThreads * kCallsPerThread);
  EXPECT_GT(well.load(), 0);
  // Still in order.
  EXPECT_EQ(Call(kGetTask, "x", Officer()).body, "x");
  gateway_->Drain();
  EXPECT_EQ(gateway_->parts().calls.load(), 0);
  EXPECT_EQ(gateway_->parts().streams.size(), 0u);
}

TEST_F(StressTest, DrainInTheMiddle) {
  SetRoles({OFFICE});
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      while (!stop) {
        const bool unary = random() % 2 == 0;
        TestStream stream(channel_, unary ? kGetTask : kParseNotice, Officer(),
                          absl::Milliseconds(200));
        if (stream.Write("x") && random() % 2 == 0) stream.Read();
        stream.Finish();
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  gateway_->Drain();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(gateway_->parts().calls.load(), 0);
}

}  // namespace
}  // namespace dondoc::gateway::testing
