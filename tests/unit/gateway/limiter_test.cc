#include "services/gateway/limiter.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/rate.h"
#include "services/gateway/failure_log.h"

namespace dondoc::gateway {
namespace {

const absl::Time kStart = absl::UnixEpoch() + absl::Hours(24 * 365 * 50);

TEST(Bucket, HoldsABurstAndRefillsAtTheRate) {
  const Rate rate = Rate::Of(10, 5);
  Bucket bucket;
  int64_t now = 1'000'000'000'000;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(bucket.Take(rate, now), 0) << i;
  EXPECT_EQ(bucket.Take(rate, now), 100'000'000);
  // A refusal costs nothing.
  EXPECT_EQ(bucket.Take(rate, now), 100'000'000);
  now += 100'000'000;
  EXPECT_EQ(bucket.Take(rate, now), 0);
  EXPECT_GT(bucket.Take(rate, now), 0);
  EXPECT_FALSE(bucket.Idle(now));
  now += 500'000'000;
  EXPECT_TRUE(bucket.Idle(now));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(bucket.Take(rate, now), 0) << i;
  EXPECT_GT(bucket.Take(rate, now), 0);
}

TEST(Bucket, AClockThatStepsBackLocksNobodyOut) {
  const Rate rate = Rate::Of(10, 5);
  Bucket bucket;
  EXPECT_EQ(bucket.Take(rate, 1'000'000'000'000), 0);
  EXPECT_LE(bucket.Take(rate, 1'000'000'000), 100'000'000);
  EXPECT_EQ(bucket.Take(rate, 1'100'000'000), 0);
}

TEST(SubjectLimiter, SubjectsDoNotShare) {
  SubjectLimiter limiter(Rate::Of(1, 1));
  EXPECT_EQ(limiter.Take("a", kStart), absl::ZeroDuration());
  EXPECT_EQ(limiter.Take("a", kStart), absl::Seconds(1));
  EXPECT_EQ(limiter.Take("b", kStart), absl::ZeroDuration());
}

TEST(SubjectLimiter, IsBoundedAndForgetsTheQuiet) {
  SubjectLimiter limiter(Rate::Of(1, 2), /*capacity=*/10);
  for (int i = 0; i < 10; ++i) limiter.Take("early" + std::to_string(i), kStart);
  EXPECT_EQ(limiter.size(), 10u);
  // All busy: newcomers share one bucket of two.
  EXPECT_EQ(limiter.Take("x", kStart), absl::ZeroDuration());
  EXPECT_EQ(limiter.Take("y", kStart), absl::ZeroDuration());
  EXPECT_GT(limiter.Take("z", kStart), absl::ZeroDuration());
  EXPECT_EQ(limiter.size(), 10u);
  const absl::Time later = kStart + absl::Seconds(5);
  EXPECT_EQ(limiter.Take("x", later), absl::ZeroDuration());
  EXPECT_EQ(limiter.size(), 1u);
}

TEST(SubjectLimiter, StreamsAreCountedBySubject) {
  SubjectLimiter limiter(Rate::Of(1, 1));
  for (int i = 0; i < kMaxStreamsPerSubject; ++i) EXPECT_TRUE(limiter.OpenStream("a"));
  EXPECT_FALSE(limiter.OpenStream("a"));
  EXPECT_TRUE(limiter.OpenStream("b"));
  limiter.CloseStream("a");
  EXPECT_TRUE(limiter.OpenStream("a"));
  EXPECT_FALSE(limiter.OpenStream("a"));
}

TEST(FailureLog, LeavesOutWhatNobodyCouldRead) {
  FailureLog log;
  int64_t left_out = -1;
  int written = 0;
  for (int i = 0; i < 1000; ++i) written += log.Admit(kStart, left_out) ? 1 : 0;
  EXPECT_EQ(written, kFailureLinesBurst);
  ASSERT_TRUE(log.Admit(kStart + absl::Seconds(1), left_out));
  EXPECT_EQ(left_out, 1000 - kFailureLinesBurst);
  ASSERT_TRUE(log.Admit(kStart + absl::Seconds(2), left_out));
  EXPECT_EQ(left_out, 0);
}

}  // namespace
}  // namespace dondoc::gateway
