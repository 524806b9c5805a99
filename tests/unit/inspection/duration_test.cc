#include "services/inspection/domain/duration.h"

#include <optional>

#include "gtest/gtest.h"

#include "services/inspection/domain/warnings.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;
using L = v1::LegalLimit;

v1::Suspension Pause(absl::CivilDay from, std::optional<absl::CivilDay> resumed,
                     v1::Suspension::Ground ground = v1::Suspension::URGENT_DUTY) {
  v1::Suspension pause;
  pause.set_ground(ground);
  *pause.mutable_from() = Date(from);
  if (resumed) *pause.mutable_resumed() = Date(*resumed);
  return pause;
}

I Examination(absl::CivilDay first, absl::CivilDay last, absl::CivilDay decided) {
  I inspection = Ready(first, last);
  inspection.set_kind(I::EXAMINATION);
  inspection.mutable_decision()->set_body(v1::Decision::DEPARTMENT);
  *inspection.mutable_decision()->mutable_date() = Date(decided);
  return inspection;
}

const L* LimitFor(const I& inspection, L::Purpose purpose) {
  for (const L& limit : inspection.limits()) {
    if (limit.purpose() == purpose) return &limit;
  }
  return nullptr;
}

TEST(Duration, TheDayOfAnnouncementIsNotCounted) {
  // Announced Mon 13/10/2025, ten days: Thu 23/10/2025.
  I inspection = Examination(D(13, 10, 2025), D(23, 10, 2025), D(1, 10, 2025));
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  *inspection.mutable_last_day() = Date(D(24, 10, 2025));
  const absl::Status status = CheckDuration(TestCalendar(), TestPolicy(), inspection);
  EXPECT_EQ(ReasonOf(status), "DURATION_OVER_LIMIT");
  EXPECT_EQ(Fact(status, "days"), "11");
  EXPECT_EQ(Fact(status, "limit_days"), "10");
  EXPECT_EQ(Fact(status, "regime"), "LAW_2025");
}

TEST(Duration, ALimitThatEndsOnADayOffRunsToTheNextWorkingDay) {
  // Wed 15/10/2025 + 10 days = Sat 25/10 -> Mon 27/10.
  I inspection = Examination(D(15, 10, 2025), D(27, 10, 2025), D(1, 10, 2025));
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  *inspection.mutable_last_day() = Date(D(28, 10, 2025));
  EXPECT_FALSE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
}

TEST(Duration, AMissingCalendarYearCountsPlainDays) {
  I inspection = Examination(D(15, 10, 2035), D(25, 10, 2035), D(1, 10, 2035));
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  *inspection.mutable_last_day() = Date(D(26, 10, 2035));
  EXPECT_FALSE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
}

TEST(Duration, RemoteAreasGetMoreUnderTheOldLaw) {
  I inspection = Ready(D(3, 10, 2022), D(17, 11, 2022));  // 45 days.
  inspection.set_kind(I::ADMINISTRATIVE);
  *inspection.mutable_decision()->mutable_date() = Date(D(30, 9, 2022));
  EXPECT_EQ(ReasonOf(CheckDuration(TestCalendar(), TestPolicy(), inspection)),
            "DURATION_OVER_LIMIT");
  inspection.mutable_decision()->set_remote_area(true);
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  *inspection.mutable_last_day() = Date(D(18, 11, 2022));
  EXPECT_FALSE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
}

TEST(Duration, AnUnverifiedLimitWarnsAndNeverRefuses) {
  I inspection = Ready(D(3, 10, 2022), D(31, 12, 2022));
  *inspection.mutable_decision()->mutable_date() = Date(D(30, 9, 2022));
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  EXPECT_TRUE(HasWarning(warning::kLimitUnverified, inspection.warnings()));
  *inspection.mutable_last_day() = Date(D(10, 10, 2022));
  EXPECT_TRUE(CheckDuration(TestCalendar(), TestPolicy(), inspection).ok());
  EXPECT_FALSE(HasWarning(warning::kLimitUnverified, inspection.warnings()));
}

TEST(Duration, PausesAreNotCounted) {
  I inspection = Examination(D(13, 10, 2025), D(23, 10, 2025), D(1, 10, 2025));
  *inspection.mutable_announce_date() = Date(D(13, 10, 2025));
  EXPECT_EQ(CountedFieldworkDays(inspection, D(23, 10, 2025)), 10);
  *inspection.add_suspensions() = Pause(D(16, 10, 2025), D(20, 10, 2025));
  // Four days, 16 to 19, are left out.
  EXPECT_EQ(CountedFieldworkDays(inspection, D(23, 10, 2025)), 6);
  EXPECT_EQ(CountedFieldworkDays(inspection, D(17, 10, 2025)), 2);
  // A pause from the day of the announcement leaves out that day, which was never counted.
  *inspection.mutable_suspensions(0) = Pause(D(13, 10, 2025), D(15, 10, 2025));
  EXPECT_EQ(CountedFieldworkDays(inspection, D(23, 10, 2025)), 9);
  // A pause of no days.
  *inspection.mutable_suspensions(0) = Pause(D(16, 10, 2025), D(16, 10, 2025));
  EXPECT_EQ(CountedFieldworkDays(inspection, D(23, 10, 2025)), 10);
  // A pause that lasts leaves out everything since.
  *inspection.mutable_suspensions(0) = Pause(D(16, 10, 2025), std::nullopt);
  EXPECT_EQ(CountedFieldworkDays(inspection, D(23, 10, 2025)), 2);
}

TEST(Duration, ARequestedPauseLeavesOutThirtyDaysAtMost) {
  const v1::Suspension requested =
      Pause(D(1, 10, 2025), D(1, 12, 2025), v1::Suspension::SUBJECT_REQUEST);
  EXPECT_EQ(UncountedDays(requested, D(1, 12, 2025)), 30);
  EXPECT_EQ(UncountedDays(requested, D(11, 10, 2025)), 10);
  EXPECT_EQ(UncountedDays(Pause(D(1, 10, 2025), D(1, 12, 2025)), D(1, 12, 2025)), 61);
  EXPECT_EQ(UncountedDays(Pause(D(1, 10, 2025), std::nullopt), D(5, 10, 2025)), 4);
}

TEST(Duration, CountAgreesWithADayByDayCount) {
  I inspection = Examination(D(13, 10, 2025), D(23, 12, 2025), D(1, 10, 2025));
  *inspection.mutable_announce_date() = Date(D(13, 10, 2025));
  *inspection.add_suspensions() = Pause(D(13, 10, 2025), D(16, 10, 2025));
  *inspection.add_suspensions() =
      Pause(D(20, 10, 2025), D(30, 11, 2025), v1::Suspension::SUBJECT_REQUEST);
  *inspection.add_suspensions() = Pause(D(5, 12, 2025), D(9, 12, 2025));
  for (absl::CivilDay last = D(13, 10, 2025); last <= D(23, 12, 2025); ++last) {
    int64_t counted = 0;
    for (absl::CivilDay day = D(14, 10, 2025); day <= last; ++day) {
      bool paused = false;
      for (const calendar::Pause& pause : PausesOf(inspection)) {
        paused |= day >= pause.from && (!pause.to || day < *pause.to);
      }
      if (!paused) ++counted;
    }
    ASSERT_EQ(CountedFieldworkDays(inspection, last), counted) << calendar::FormatIsoDay(last);
  }
}

TEST(Duration, LimitsFollowWhatHappened) {
  I inspection = Ready(D(13, 10, 2025), D(20, 11, 2025));
  inspection.set_state(I::DECIDED);
  inspection.mutable_decision()->set_body(v1::Decision::PROVINCIAL_INSPECTORATE);
  *inspection.mutable_decision()->mutable_date() = Date(D(6, 10, 2025));
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  ASSERT_EQ(inspection.limits_size(), 5);
  EXPECT_EQ(Day(LimitFor(inspection, L::ANNOUNCEMENT)->last_day()), D(21, 10, 2025));
  EXPECT_FALSE(LimitFor(inspection, L::FIELDWORK)->has_last_day());
  EXPECT_EQ(Day(inspection.due_date()), D(21, 10, 2025));

  inspection.set_state(I::ANNOUNCED);
  *inspection.mutable_announce_date() = Date(D(13, 10, 2025));
  *inspection.add_suspensions() = Pause(D(20, 10, 2025), D(27, 10, 2025));
  inspection.mutable_extension()->set_days(10);
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  // 55 days from 13/10, seven left out: Sun 14/12 -> Mon 15/12/2025.
  EXPECT_EQ(LimitFor(inspection, L::FIELDWORK)->days(), 55);
  EXPECT_EQ(Day(LimitFor(inspection, L::FIELDWORK)->last_day()), D(15, 12, 2025));
  EXPECT_EQ(Day(inspection.due_date()), D(20, 11, 2025));
  EXPECT_EQ(LimitFor(inspection, L::FIELDWORK)->calendar_version(), TestCalendar().version());

  inspection.set_state(I::REPORTING);
  *inspection.mutable_fieldwork_end_date() = Date(D(20, 11, 2025));
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  EXPECT_EQ(Day(LimitFor(inspection, L::REPORT)->last_day()), D(10, 12, 2025));
  EXPECT_EQ(Day(inspection.due_date()), Day(LimitFor(inspection, L::CONCLUSION)->last_day()));

  inspection.set_state(I::CONCLUDED);
  *inspection.mutable_conclusion()->mutable_date() = Date(D(22, 12, 2025));
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  // 22/12/2025 + 10 = 1/1/2026, then Friday 2/1 swapped off, then the weekend: Mon 5/1/2026.
  EXPECT_EQ(Day(inspection.due_date()), D(5, 1, 2026));
  *inspection.mutable_conclusion()->mutable_publish_date() = Date(D(25, 12, 2025));
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  EXPECT_FALSE(inspection.has_due_date());
}

TEST(Duration, AMissingYearIsNamedNotGuessed) {
  I inspection = Ready(D(13, 10, 2035), D(20, 10, 2035));
  inspection.set_state(I::DECIDED);
  inspection.mutable_decision()->set_body(v1::Decision::PROVINCIAL_INSPECTORATE);
  *inspection.mutable_decision()->mutable_date() = Date(D(6, 10, 2035));
  ASSERT_TRUE(RefreshLimits(TestCalendar(), TestPolicy(), inspection).ok());
  const L* limit = LimitFor(inspection, L::ANNOUNCEMENT);
  ASSERT_NE(limit, nullptr);
  EXPECT_FALSE(limit->has_last_day());
  EXPECT_EQ(limit->missing_year(), 2035);
  EXPECT_FALSE(inspection.has_due_date());
}

}  // namespace
}  // namespace dondoc::inspection
