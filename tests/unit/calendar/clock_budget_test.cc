#include "common/calendar/clock_budget.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using Unit = ClockBudget::Unit;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ClockBudget Budget(Unit unit, int count, absl::CivilDay start, std::vector<Pause> pauses = {}) {
  ClockBudget budget;
  budget.unit = unit;
  budget.count = count;
  budget.start = start;
  budget.pauses = std::move(pauses);
  return budget;
}

ClockReading Read(const ClockBudget& budget, absl::CivilDay as_of,
                  const Policy& policy = Policy()) {
  return ReadClock(Official(), policy, budget, as_of).value();
}

TEST(ClockBudget, WorkingDaysWithoutPause) {
  const ClockBudget budget = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022));
  ClockReading reading = Read(budget, D(3, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kRunning);
  EXPECT_EQ(reading.last_day, D(12, 10, 2022));
  EXPECT_EQ(reading.used, 0);
  EXPECT_EQ(reading.left, 7);
  reading = Read(budget, D(9, 10, 2022));
  EXPECT_EQ(reading.used, 4);
  EXPECT_EQ(reading.left, 3);
  reading = Read(budget, D(12, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kRunning);
  EXPECT_EQ(reading.left, 0);
  reading = Read(budget, D(13, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kExpired);
  EXPECT_EQ(reading.days_over, 1);
  EXPECT_EQ(reading.used, 7);
  EXPECT_EQ(Read(budget, D(2, 10, 2022)).state, ClockState::kNotStarted);
}

TEST(ClockBudget, NotStarted) {
  ClockBudget budget;
  budget.count = 7;
  const ClockReading reading = Read(budget, D(3, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kNotStarted);
  EXPECT_EQ(reading.last_day, std::nullopt);
  EXPECT_EQ(reading.left, 7);
}

TEST(ClockBudget, CalendarDaysRollButAreNotUsedMore) {
  const ClockBudget budget = Budget(Unit::kCalendarDays, 3, D(6, 10, 2022));
  EXPECT_EQ(Read(budget, D(9, 10, 2022)).last_day, D(10, 10, 2022));
  EXPECT_EQ(Read(budget, D(9, 10, 2022)).used, 3);
  EXPECT_EQ(Read(budget, D(10, 10, 2022)).state, ClockState::kRunning);
  EXPECT_EQ(Read(budget, D(10, 10, 2022)).used, 3);
  EXPECT_EQ(Read(budget, D(11, 10, 2022)).state, ClockState::kExpired);
  Policy strict;
  strict.roll_over_swapped_days = false;
  const ClockBudget swapped = Budget(Unit::kCalendarDays, 3, D(26, 4, 2024));
  EXPECT_EQ(Read(swapped, D(26, 4, 2024)).last_day, D(2, 5, 2024));
  EXPECT_EQ(Read(swapped, D(26, 4, 2024), strict).last_day, D(29, 4, 2024));
}

TEST(ClockBudget, PausesAreNotCounted) {
  // An examination of 10 days announced 01/08/2022 (ends Thu 11/08), suspended 05/08 to 09/08.
  const ClockBudget budget =
      Budget(Unit::kCalendarDays, 10, D(1, 8, 2022), {{D(5, 8, 2022), D(10, 8, 2022)}});
  ClockReading reading = Read(budget, D(4, 8, 2022));
  EXPECT_EQ(reading.last_day, D(16, 8, 2022));
  EXPECT_EQ(reading.used, 3);
  EXPECT_EQ(reading.state, ClockState::kRunning);
  reading = Read(budget, D(9, 8, 2022));
  EXPECT_EQ(reading.state, ClockState::kPaused);
  EXPECT_EQ(reading.used, 3);
  EXPECT_EQ(reading.left, 7);
  reading = Read(budget, D(10, 8, 2022));
  EXPECT_EQ(reading.state, ClockState::kRunning);
  EXPECT_EQ(reading.used, 4);
}

TEST(ClockBudget, OpenPauseLeavesTheLastDayUnknown) {
  ClockBudget budget = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022), {{D(6, 10, 2022), {}}});
  ClockReading reading = Read(budget, D(20, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kPaused);
  EXPECT_EQ(reading.last_day, std::nullopt);
  EXPECT_EQ(reading.used, 2);
  EXPECT_EQ(reading.left, 5);
  EXPECT_EQ(reading.days_over, 0);
  // A budget used up before the pause is not saved by it.
  budget.pauses = {{D(13, 10, 2022), {}}};
  reading = Read(budget, D(20, 10, 2022));
  EXPECT_EQ(reading.state, ClockState::kExpired);
  EXPECT_EQ(reading.last_day, D(12, 10, 2022));
}

TEST(ClockBudget, RollingSkipsPauses) {
  // Used up on Sat 08/10; Mon 10/10 and Tue 11/10 are paused.
  const ClockBudget budget =
      Budget(Unit::kCalendarDays, 3, D(5, 10, 2022), {{D(10, 10, 2022), D(12, 10, 2022)}});
  EXPECT_EQ(Read(budget, D(5, 10, 2022)).last_day, D(12, 10, 2022));
}

TEST(ClockBudget, OverlappingAndNestedPausesCountOnce) {
  const ClockBudget budget = Budget(Unit::kCalendarDays, 10, D(1, 8, 2022),
                                    {{D(8, 8, 2022), D(10, 8, 2022)},
                                     {D(5, 8, 2022), D(9, 8, 2022)},
                                     {D(6, 8, 2022), D(7, 8, 2022)},
                                     {D(20, 7, 2022), D(25, 7, 2022)},
                                     {D(3, 8, 2022), D(3, 8, 2022)}});
  EXPECT_EQ(Read(budget, D(4, 8, 2022)).last_day, D(16, 8, 2022));
  EXPECT_EQ(Read(budget, D(4, 8, 2022)).used, 3);
}

TEST(ClockBudget, StoppedOnTimeAndLate) {
  ClockBudget budget = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022));
  budget.stopped = D(12, 10, 2022);
  ClockReading reading = Read(budget, D(1, 12, 2022));
  EXPECT_EQ(reading.state, ClockState::kStopped);
  EXPECT_EQ(reading.days_over, 0);
  budget.stopped = D(6, 10, 2022);
  reading = Read(budget, D(1, 12, 2022));
  EXPECT_EQ(reading.used, 3);
  EXPECT_EQ(reading.left, 4);
  budget.stopped = D(14, 10, 2022);
  reading = Read(budget, D(1, 12, 2022));
  EXPECT_EQ(reading.state, ClockState::kStopped);
  EXPECT_EQ(reading.days_over, 2);
  // Seen from before the stop it still runs, or has expired.
  EXPECT_EQ(Read(budget, D(12, 10, 2022)).state, ClockState::kRunning);
  EXPECT_EQ(Read(budget, D(13, 10, 2022)).state, ClockState::kExpired);
}

TEST(ClockBudget, MissingAndProposedYears) {
  ClockReading reading = Read(Budget(Unit::kWorkingDays, 7, D(29, 12, 2027)), D(31, 12, 2027));
  EXPECT_EQ(reading.missing_year, 2028);
  EXPECT_EQ(reading.last_day, std::nullopt);
  EXPECT_EQ(reading.used, 2);
  EXPECT_EQ(reading.state, ClockState::kRunning);
  EXPECT_TRUE(reading.provisional);
  reading = Read(Budget(Unit::kCalendarDays, 7, D(29, 12, 2027)), D(31, 12, 2027));
  EXPECT_EQ(reading.missing_year, 2028);
  EXPECT_TRUE(Read(Budget(Unit::kWorkingDays, 3, D(20, 11, 2026)), D(20, 11, 2026)).provisional);
  EXPECT_FALSE(Read(Budget(Unit::kWorkingDays, 3, D(3, 10, 2022)), D(3, 10, 2022)).provisional);
}

TEST(ClockBudget, AgreesWithDeadlines) {
  const Calendar calendar = Official();
  for (absl::CivilDay start = D(1, 1, 2022); start.year() < 2024; ++start) {
    for (const int count : {1, 3, 7, 20}) {
      EXPECT_EQ(
          FormatDay(*Read(Budget(Unit::kWorkingDays, count, start), start).last_day),
          LastDay(Resolved(calendar, Term(start, count, common::v1::EventTerm::WORKING_DAY))));
      EXPECT_EQ(FormatDay(*Read(Budget(Unit::kCalendarDays, count, start), start).last_day),
                LastDay(Resolved(calendar, Term(start, count, common::v1::EventTerm::DAY))));
    }
  }
}

TEST(ClockBudget, PauseAndResume) {
  ClockBudget budget = Budget(Unit::kCalendarDays, 10, D(1, 8, 2022));
  EXPECT_EQ(ReasonOf(ResumeClock(D(5, 8, 2022), budget)), "CLOCK_NOT_PAUSED");
  ASSERT_TRUE(PauseClock(D(5, 8, 2022), budget).ok());
  EXPECT_EQ(ReasonOf(PauseClock(D(6, 8, 2022), budget)), "CLOCK_NOT_RUNNING");
  EXPECT_EQ(ReasonOf(ResumeClock(D(4, 8, 2022), budget)), "INVALID_FIELD");
  ASSERT_TRUE(ResumeClock(D(10, 8, 2022), budget).ok());
  EXPECT_THAT(budget.pauses, ElementsAre(Pause{D(5, 8, 2022), D(10, 8, 2022)}));
  ASSERT_TRUE(PauseClock(D(12, 8, 2022), budget).ok());
  ASSERT_TRUE(ResumeClock(D(12, 8, 2022), budget).ok());
  EXPECT_EQ(budget.pauses.size(), 1u);
  budget.stopped = D(15, 8, 2022);
  EXPECT_EQ(ReasonOf(PauseClock(D(16, 8, 2022), budget)), "CLOCK_NOT_RUNNING");
  ClockBudget unstarted;
  unstarted.count = 1;
  EXPECT_EQ(ReasonOf(PauseClock(D(5, 8, 2022), unstarted)), "CLOCK_NOT_RUNNING");
}

TEST(ClockBudget, SupplementResetsByDefault) {
  ClockBudget budget = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022));
  EXPECT_EQ(ReasonOf(ReceiveSupplement(D(4, 10, 2022), budget)), "CLOCK_NOT_WAITING");
  EXPECT_EQ(ReasonOf(ReturnForSupplement(Policy(), D(2, 10, 2022), budget)), "INVALID_FIELD");
  ASSERT_TRUE(ReturnForSupplement(Policy(), D(5, 10, 2022), budget).ok());
  EXPECT_EQ(Read(budget, D(6, 10, 2022)).state, ClockState::kNotStarted);
  EXPECT_EQ(ReasonOf(ReturnForSupplement(Policy(), D(6, 10, 2022), budget)), "CLOCK_NOT_RUNNING");
  ASSERT_TRUE(ReceiveSupplement(D(10, 10, 2022), budget).ok());
  EXPECT_EQ(Read(budget, D(10, 10, 2022)).last_day, D(19, 10, 2022));
  EXPECT_THAT(budget.pauses, IsEmpty());
}

TEST(ClockBudget, SupplementMayPause) {
  Policy pausing;
  pausing.supplement = Policy::Supplement::kPause;
  ClockBudget budget = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022));
  ASSERT_TRUE(ReturnForSupplement(pausing, D(5, 10, 2022), budget).ok());
  EXPECT_EQ(Read(budget, D(7, 10, 2022)).state, ClockState::kPaused);
  EXPECT_EQ(Read(budget, D(7, 10, 2022)).used, 2);
  ASSERT_TRUE(ReceiveSupplement(D(10, 10, 2022), budget).ok());
  // Two days used, five left after the day of receipt.
  EXPECT_EQ(Read(budget, D(10, 10, 2022)).last_day, D(17, 10, 2022));
  // Returned and supplemented on one day: nothing is lost.
  ClockBudget same = Budget(Unit::kWorkingDays, 7, D(3, 10, 2022));
  ASSERT_TRUE(ReturnForSupplement(pausing, D(5, 10, 2022), same).ok());
  ASSERT_TRUE(ReceiveSupplement(D(5, 10, 2022), same).ok());
  EXPECT_EQ(Read(same, D(5, 10, 2022)).last_day, D(12, 10, 2022));
}

TEST(ClockBudget, NamesEveryBadField) {
  ClockBudget budget = Budget(Unit::kWorkingDays, 0, D(1, 1, 1800),
                              {{D(5, 8, 2022), D(4, 8, 2022)},
                               {D(5, 8, 2022), {}},
                               {D(6, 8, 2022), {}},
                               {D(6, 8, 2300), D(7, 8, 2300)}});
  budget.stopped = D(1, 1, 1700);
  EXPECT_THAT(Fields(ReadClock(Official(), Policy(), budget, D(1, 1, 2022)).status()),
              ElementsAre("count", "start", "stopped", "stopped", "pauses[0].to", "pauses[2].to",
                          "pauses[3].from", "pauses[3].to"));
  budget = Budget(Unit::kWorkingDays, kMaxTermCount + 1, D(1, 1, 2022));
  budget.pauses.assign(kMaxPauses + 1, Pause{D(1, 1, 2022), D(2, 1, 2022)});
  FieldErrors errors;
  ValidateClockBudget(budget, "clock.", errors);
  EXPECT_THAT(Fields(errors), ElementsAre("clock.count", "clock.pauses"));
}

TEST(ClockBudget, FarAwayDaysAreBounded) {
  const ClockBudget budget =
      Budget(Unit::kCalendarDays, kMaxTermCount, D(1, 1, 1900), {{D(2, 1, 1900), D(31, 12, 2199)}});
  const ClockReading reading = Read(budget, absl::CivilDay(5000000, 1, 1));
  EXPECT_EQ(reading.last_day, std::nullopt);
  EXPECT_EQ(reading.missing_year, 2210);
  EXPECT_EQ(reading.used, kMaxTermCount);
}

}  // namespace
}  // namespace dondoc::calendar
