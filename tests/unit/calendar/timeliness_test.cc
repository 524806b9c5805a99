#include "common/calendar/timeliness.h"

#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

constexpr std::nullopt_t kNone = std::nullopt;

TimelinessResult Derive(std::optional<absl::CivilDay> last, std::optional<absl::CivilDay> completed,
                        absl::CivilDay as_of, bool cancelled = false) {
  return DeriveTimeliness(last, completed, cancelled, as_of, Policy());
}

TEST(Timeliness, CompletionOnTheLastDayIsOnTime) {
  const auto last = D(7, 10, 2022);
  EXPECT_EQ(Derive(last, D(6, 10, 2022), D(20, 10, 2022)).timeliness, Timeliness::kOnTime);
  EXPECT_EQ(Derive(last, D(7, 10, 2022), D(20, 10, 2022)).timeliness, Timeliness::kOnTime);
  const auto late = Derive(last, D(8, 10, 2022), D(20, 10, 2022));
  EXPECT_EQ(late.timeliness, Timeliness::kLate);
  EXPECT_EQ(late.days_late, 1);
  EXPECT_FALSE(late.due_soon);
}

TEST(Timeliness, OverdueBeginsTheDayAfter) {
  const auto last = D(7, 10, 2022);
  const auto today = Derive(last, kNone, D(7, 10, 2022));
  EXPECT_EQ(today.timeliness, Timeliness::kInTime);
  EXPECT_TRUE(today.due_soon);
  EXPECT_EQ(today.days_late, 0);
  const auto after = Derive(last, kNone, D(9, 10, 2022));
  EXPECT_EQ(after.timeliness, Timeliness::kOverdue);
  EXPECT_EQ(after.days_late, 2);
  EXPECT_FALSE(after.due_soon);
}

TEST(Timeliness, DueSoonIsAWindow) {
  const auto last = D(7, 10, 2022);
  EXPECT_TRUE(Derive(last, kNone, D(4, 10, 2022)).due_soon);
  EXPECT_FALSE(Derive(last, kNone, D(3, 10, 2022)).due_soon);
  Policy policy;
  policy.due_soon_days = 0;
  EXPECT_FALSE(DeriveTimeliness(last, kNone, false, D(6, 10, 2022), policy).due_soon);
  EXPECT_TRUE(DeriveTimeliness(last, kNone, false, D(7, 10, 2022), policy).due_soon);
}

TEST(Timeliness, WithoutDeadlineNeverOverdue) {
  const auto open = Derive(kNone, kNone, D(1, 1, 2200));
  EXPECT_EQ(open.timeliness, Timeliness::kInTime);
  EXPECT_TRUE(open.no_date);
  EXPECT_FALSE(open.due_soon);
  const auto done = Derive(kNone, D(1, 1, 2022), D(1, 1, 2023));
  EXPECT_EQ(done.timeliness, Timeliness::kOnTime);
  EXPECT_FALSE(done.no_date);
}

TEST(Timeliness, ABoardOfAPastDayDoesNotKnowTheFuture) {
  const auto last = D(7, 10, 2022);
  EXPECT_EQ(Derive(last, D(10, 10, 2022), D(6, 10, 2022)).timeliness, Timeliness::kInTime);
  EXPECT_EQ(Derive(last, D(10, 10, 2022), D(9, 10, 2022)).timeliness, Timeliness::kOverdue);
  EXPECT_EQ(Derive(last, D(10, 10, 2022), D(10, 10, 2022)).timeliness, Timeliness::kLate);
}

TEST(Timeliness, CancelledStandsBeside) {
  const auto result = Derive(D(7, 10, 2022), D(9, 10, 2022), D(20, 10, 2022), true);
  EXPECT_EQ(result.timeliness, Timeliness::kCancelled);
  EXPECT_FALSE(result.due_soon);
  EXPECT_FALSE(result.no_date);
  EXPECT_EQ(result.days_late, 0);
}

}  // namespace
}  // namespace dondoc::calendar
