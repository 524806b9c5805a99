// The queue around the batches: bounds, stop, wake-ups.
#include <atomic>
#include <future>
#include <thread>

#include "google/rpc/error_details.pb.h"

#include "common/commit/limits.h"
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

using ::absl::StatusCode;

using QueueTest = CommitTest;

// A mutation that reports when it runs and waits for `gate`.
std::unique_ptr<Mutation> Blocking(std::unique_ptr<Mutation> mutation, std::promise<void>& entered,
                                   std::shared_future<void> gate) {
  mutation->body = [&entered, gate, first = true](WriteContext&) mutable {
    if (std::exchange(first, false)) {
      entered.set_value();
      gate.wait();
    }
    return absl::OkStatus();
  };
  return mutation;
}

TEST_P(QueueTest, AFullQueueRefusesAtOnceAndSaysWhenToComeBack) {
  auto queue = NewQueue({.max_waiting = 3});
  std::promise<void> entered, gate;
  queue->Submit(Blocking(Make(kA, {}), entered, gate.get_future().share()));
  entered.get_future().wait();
  std::atomic<int> done{0};
  for (int i = 0; i < 3; ++i) {
    auto mutation = Write(kA, "x", nullptr);
    mutation->done = [&done](const absl::StatusOr<Committed>& committed) {
      EXPECT_TRUE(committed.ok()) << committed.status();
      ++done;
    };
    queue->Submit(std::move(mutation));
  }
  const auto refused = queue->Run(Write(kA, "refused", nullptr));
  EXPECT_ERROR(refused, StatusCode::kUnavailable, "OVERLOADED");
  const auto payload = refused.status().GetPayload("type.googleapis.com/google.rpc.RetryInfo");
  ASSERT_TRUE(payload.has_value());
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(std::string(*payload)));
  EXPECT_EQ(retry.retry_delay().nanos(), absl::ToInt64Nanoseconds(kOverloadRetry));
  EXPECT_EQ(done, 0);
  gate.set_value();
  queue->Stop();
  EXPECT_EQ(done, 3);
  EXPECT_EQ(Notes(kA), 3);
}

TEST_P(QueueTest, StopRunsWhatWaitsAndRefusesTheRest) {
  std::promise<void> entered, gate;
  queue_->Submit(Blocking(Make(kA, {}), entered, gate.get_future().share()));
  entered.get_future().wait();
  std::atomic<int> done{0};
  for (int i = 0; i < 200; ++i) {
    auto mutation = Write(kA, "x", nullptr);
    mutation->done = [&done](const absl::StatusOr<Committed>& committed) {
      EXPECT_TRUE(committed.ok()) << committed.status();
      ++done;
    };
    queue_->Submit(std::move(mutation));
  }
  std::thread stopper([this] { queue_->Stop(); });
  gate.set_value();
  queue_->Stop();
  stopper.join();
  EXPECT_EQ(done, 200);
  EXPECT_EQ(Notes(kA), 200);
  EXPECT_ERROR(queue_->Run(Write(kA, "late", nullptr)), StatusCode::kUnavailable, "SHUTTING_DOWN");
}

TEST_P(QueueTest, TellsOfChangedAgenciesAfterTheCommitAndBeforeTheAnswer) {
  std::atomic<int> told{0};
  int64_t seen = -1;
  CommitOptions options;
  options.on_commit = [&](const std::vector<std::string>& agencies) {
    EXPECT_THAT(agencies, ::testing::ElementsAre(kA));
    seen = Notes(kA);
    ++told;
  };
  auto queue = NewQueue(std::move(options));
  ASSERT_OK(queue->Run(Write(kA, "x", nullptr)));
  EXPECT_EQ(told, 1);
  EXPECT_EQ(seen, 1);
  // Nothing changed, nothing to tell.
  ASSERT_OK(queue->Run(Make(kA, [](WriteContext&) { return absl::OkStatus(); })));
  EXPECT_FALSE(queue->Run(Make(kA, [](WriteContext&) { return absl::InternalError("no"); })).ok());
  queue->Stop();
  EXPECT_EQ(told, 1);
}

TEST_P(QueueTest, ManySubmittersAndAStopLoseNobody) {
  std::atomic<int> submitted{0}, answered{0}, kept{0};
  std::thread stopper;
  InThreads(9, [&](int thread) {
    if (thread == 8) {
      while (submitted < 400) std::this_thread::yield();
      queue_->Stop();
      return;
    }
    for (int i = 0; i < 150; ++i) {
      auto mutation = Write(absl::StrCat("agencies/a", i % 3), "x", nullptr, NewRequestId());
      mutation->done = [&](const absl::StatusOr<Committed>& committed) {
        ++answered;
        if (committed.ok()) ++kept;
      };
      ++submitted;
      queue_->Submit(std::move(mutation));
    }
  });
  EXPECT_EQ(answered, 8 * 150);
  EXPECT_EQ(CountOf("SELECT COUNT(*) FROM notes"), kept);
  EXPECT_GT(kept, 0);
}

DONDOC_ON_EVERY_ENGINE(QueueTest);

}  // namespace
}  // namespace dondoc::commit
