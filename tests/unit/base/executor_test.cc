#include "common/base/executor.h"

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace dondoc {
namespace {

TEST(ExecutorTest, TakesNoMoreThanItsCapacity) {
  Executor executor(1, 2);
  std::promise<void> entered, gate;
  std::atomic<int> ran{0};
  ASSERT_TRUE(executor.TryPost([&] {
    entered.set_value();
    gate.get_future().wait();
  }));
  entered.get_future().wait();
  EXPECT_TRUE(executor.TryPost([&] { ++ran; }));
  EXPECT_TRUE(executor.TryPost([&] { ++ran; }));
  EXPECT_EQ(executor.waiting(), 2);
  auto refused = std::make_shared<int>(1);
  EXPECT_FALSE(executor.TryPost([refused, &ran] { ++ran; }));
  EXPECT_EQ(refused.use_count(), 1) << "what is refused is destroyed";
  gate.set_value();
  executor.Stop();
  EXPECT_EQ(ran, 2);
}

TEST(ExecutorTest, StopRunsWhatWaitsAndRefusesTheRest) {
  Executor executor(2, 1000);
  std::atomic<int> ran{0};
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(executor.TryPost([&] { ++ran; }));
  std::thread other([&] { executor.Stop(); });
  executor.Stop();
  other.join();
  EXPECT_EQ(ran, 500);
  EXPECT_FALSE(executor.TryPost([&] { ++ran; }));
  executor.Stop();
  EXPECT_EQ(ran, 500);
}

TEST(ExecutorTest, ManyPostersLoseNothing) {
  std::atomic<int> ran{0}, taken{0};
  {
    Executor executor(3, 8);
    std::vector<std::thread> posters;
    for (int t = 0; t < 4; ++t) {
      posters.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) {
          if (executor.TryPost([&] { ++ran; })) ++taken;
        }
      });
    }
    for (auto& poster : posters) poster.join();
  }
  EXPECT_EQ(ran, taken);
  EXPECT_GT(taken, 0);
}

}  // namespace
}  // namespace dondoc
