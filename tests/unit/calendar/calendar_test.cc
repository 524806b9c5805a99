#include "common/calendar/calendar.h"

#include <algorithm>
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Calendar, UnknownYearIsAnErrorThatNamesIt) {
  const Calendar calendar = Official();
  for (const int year : {1899, 1900, 2020, 2028, 2200, 2201, 9999}) {
    const auto result = calendar.IsWorkingDay(D(5, 6, year));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(ReasonOf(result.status()), "YEAR_MISSING");
    EXPECT_EQ(MissingYearOf(result.status()), year);
    EXPECT_EQ(MissingYearOf(calendar.Describe(D(5, 6, year)).status()), year);
    EXPECT_EQ(MissingYearOf(calendar.NextWorkingDay(D(5, 6, year)).status()), year);
    EXPECT_EQ(MissingYearOf(calendar.PreviousWorkingDay(D(5, 6, year)).status()), year);
    EXPECT_EQ(MissingYearOf(calendar.LastWorkingDayOnOrBefore(D(5, 6, year)).status()), year);
    EXPECT_EQ(MissingYearOf(calendar.FirstWorkingDayOnOrAfter(D(5, 6, year)).status()), year);
    EXPECT_EQ(MissingYearOf(calendar.WorkingDaysInYear(year).status()), year);
  }
  EXPECT_EQ(MissingYearOf(absl::OkStatus()), std::nullopt);
  EXPECT_EQ(MissingYearOf(absl::FailedPreconditionError("x")), std::nullopt);
  EXPECT_EQ(MissingYearOf(calendar.AddWorkingDays(D(30, 12, 2027), 5).status()), 2028);
  EXPECT_EQ(MissingYearOf(calendar.AddWorkingDays(D(5, 1, 2021), -5).status()), 2020);
  EXPECT_EQ(MissingYearOf(calendar.CountWorkingDays(D(1, 6, 2020), D(1, 6, 2022)).status()), 2020);
  EXPECT_EQ(MissingYearOf(calendar.CountWorkingDays(D(1, 6, 2022), D(1, 6, 2030)).status()), 2028);
}

TEST(Calendar, EmptyCalendarKnowsNothing) {
  const Calendar calendar = Calendar::Create({}).value();
  EXPECT_THAT(calendar.years(), IsEmpty());
  EXPECT_EQ(MissingYearOf(calendar.IsWorkingDay(D(3, 10, 2022)).status()), 2022);
}

TEST(Calendar, KnowsItsYears) {
  const Calendar calendar = Official();
  EXPECT_THAT(calendar.years(), ElementsAre(2021, 2022, 2023, 2024, 2025, 2026, 2027));
  EXPECT_TRUE(calendar.HasYear(2022));
  EXPECT_FALSE(calendar.HasYear(2020));
  EXPECT_FALSE(calendar.HasYear(-1));
  EXPECT_EQ(calendar.FindYear(2022)->version, "2022.1");
  EXPECT_EQ(calendar.FindYear(1'000'000'000'000), nullptr);
}

TEST(Calendar, CreateRefusesEveryBadTableAtOnce) {
  YearTable bad = PlainYear(2023);
  bad.rows = {Row(D(4, 1, 2023), DayKind::kMakeUp)};
  const auto result =
      Calendar::Create({PlainYear(2022), bad, PlainYear(2022), PlainYear(1800), PlainYear(2022)});
  EXPECT_EQ(ReasonOf(result.status()), "INVALID_FIELD");
  EXPECT_THAT(Fields(result.status()),
              ElementsAre("tables[1].rows[0].day", "tables[2].year", "tables[3].year"));
}

TEST(Calendar, VersionChangesWithContentOnly) {
  const std::string version = Official().version();
  EXPECT_EQ(version, Official().version());
  std::vector<YearTable> reversed = OfficialTables();
  std::reverse(reversed.begin(), reversed.end());
  EXPECT_EQ(Calendar::Create(reversed)->version(), version);
  EXPECT_NE(OfficialWithSwapApproved().version(), version);
  std::vector<YearTable> fewer = OfficialTables();
  fewer.pop_back();
  EXPECT_NE(Calendar::Create(fewer)->version(), version);
  EXPECT_NE(Calendar::Create({})->version(), version);
}

TEST(Calendar, CopiesOutliveTheOriginal) {
  auto original = std::make_unique<Calendar>(Official());
  const Calendar copy = *original;
  original.reset();
  EXPECT_FALSE(copy.IsWorkingDay(D(2, 9, 2022)).value());
}

TEST(Calendar, DescribesDays) {
  const Calendar calendar = Official();
  EXPECT_TRUE(calendar.Describe(D(3, 10, 2022))->working);
  EXPECT_EQ(calendar.Describe(D(3, 10, 2022))->row, nullptr);
  EXPECT_FALSE(calendar.Describe(D(8, 10, 2022))->working);
  const DayInfo holiday_on_sunday = calendar.Describe(D(10, 4, 2022)).value();
  ASSERT_NE(holiday_on_sunday.row, nullptr);
  EXPECT_EQ(holiday_on_sunday.row->kind, DayKind::kPublicHoliday);
  EXPECT_FALSE(holiday_on_sunday.working);
  const DayInfo proposed_off = calendar.Describe(D(23, 11, 2026)).value();
  EXPECT_TRUE(proposed_off.working);
  EXPECT_TRUE(proposed_off.proposed);
  EXPECT_EQ(proposed_off.row, nullptr);
  ASSERT_NE(proposed_off.pending, nullptr);
  EXPECT_EQ(proposed_off.pending->kind, DayKind::kSwappedOff);
  EXPECT_TRUE(calendar.Describe(D(15, 3, 2027))->proposed);
  EXPECT_FALSE(calendar.Describe(D(15, 3, 2026))->proposed);
}

TEST(Calendar, NeighbouringWorkingDays) {
  const Calendar calendar = Official();
  EXPECT_EQ(calendar.NextWorkingDay(D(31, 8, 2022)).value(), D(5, 9, 2022));
  EXPECT_EQ(calendar.NextWorkingDay(D(30, 12, 2022)).value(), D(3, 1, 2023));
  EXPECT_EQ(calendar.PreviousWorkingDay(D(5, 9, 2022)).value(), D(31, 8, 2022));
  EXPECT_EQ(calendar.PreviousWorkingDay(D(3, 1, 2023)).value(), D(30, 12, 2022));
  EXPECT_EQ(calendar.FirstWorkingDayOnOrAfter(D(31, 8, 2022)).value(), D(31, 8, 2022));
  EXPECT_EQ(calendar.FirstWorkingDayOnOrAfter(D(1, 9, 2022)).value(), D(5, 9, 2022));
  EXPECT_EQ(calendar.LastWorkingDayOnOrBefore(D(30, 4, 2022)).value(), D(29, 4, 2022));
  EXPECT_EQ(calendar.LastWorkingDayOnOrBefore(D(29, 4, 2022)).value(), D(29, 4, 2022));
  EXPECT_EQ(calendar.NextWorkingDay(D(3, 5, 2024)).value(), D(4, 5, 2024));
}

TEST(Calendar, AddsAndCounts) {
  const Calendar calendar = Official();
  EXPECT_EQ(calendar.AddWorkingDays(D(3, 10, 2022), 7).value(), D(12, 10, 2022));
  EXPECT_EQ(calendar.AddWorkingDays(D(12, 10, 2022), -7).value(), D(3, 10, 2022));
  EXPECT_EQ(calendar.AddWorkingDays(D(8, 10, 2022), 0).value(), D(8, 10, 2022));
  EXPECT_EQ(calendar.CountWorkingDays(D(3, 10, 2022), D(12, 10, 2022)).value(), 7);
  EXPECT_EQ(calendar.CountWorkingDays(D(12, 10, 2022), D(3, 10, 2022)).value(), -7);
  EXPECT_EQ(calendar.CountWorkingDays(D(8, 10, 2022), D(9, 10, 2022)).value(), 0);
  EXPECT_EQ(calendar.CountWorkingDays(D(9, 10, 2022), D(8, 10, 2022)).value(), 0);
  EXPECT_EQ(calendar.CountWorkingDays(D(8, 10, 2022), D(8, 10, 2022)).value(), 0);
  EXPECT_EQ(calendar.CountWorkingDays(D(31, 12, 2021), D(31, 12, 2025)).value(),
            249 + 249 + 251 + 250);
}

TEST(Calendar, BoundsTheCount) {
  const Calendar calendar = Official();
  for (const int count : {kMaxTermCount + 1, -kMaxTermCount - 1, 2147483647, -2147483647 - 1}) {
    EXPECT_EQ(ReasonOf(calendar.AddWorkingDays(D(3, 10, 2022), count).status()),
              "TERM_OUT_OF_RANGE");
  }
}

TEST(Calendar, LeapYearsHaveTheirDay) {
  const Calendar calendar =
      Calendar::Create({PlainYear(2024), PlainYear(2023), PlainYear(2025)}).value();
  EXPECT_TRUE(calendar.IsWorkingDay(D(29, 2, 2024)).value());
  EXPECT_EQ(calendar.WorkingDaysInYear(2024).value(), 262);
  EXPECT_EQ(calendar.WorkingDaysInYear(2023).value(), 260);
  EXPECT_TRUE(calendar.IsWorkingDay(D(31, 12, 2024)).value());
}

TEST(Trace, WorkingDaysAreCountedOrSkippedWithTheirReason) {
  Trace trace;
  const Calendar calendar = Official();
  ASSERT_EQ(calendar.AddWorkingDays(D(26, 4, 2024), 3, &trace).value(), D(4, 5, 2024));
  std::vector<std::string> steps;
  const auto traced = trace.Steps();
  for (const auto& step : traced) {
    steps.push_back(absl::StrCat(FormatDay(*CivilDayOf(step.day())), " ",
                                 common::v1::TraceStep::Reason_Name(step.reason()), " ",
                                 step.count()));
  }
  EXPECT_THAT(steps,
              ElementsAre("27/04/2024 WEEKEND 0", "28/04/2024 WEEKEND 0", "29/04/2024 DAY_OFF 0",
                          "30/04/2024 DAY_OFF 0", "01/05/2024 DAY_OFF 0", "02/05/2024 COUNTED 1",
                          "03/05/2024 COUNTED 2", "04/05/2024 MAKE_UP_DAY 3"));
  EXPECT_EQ(trace.first_proposed(), std::nullopt);
}

TEST(Trace, CountTracesTheSameDays) {
  Trace forward, backward;
  const Calendar calendar = Official();
  EXPECT_EQ(calendar.CountWorkingDays(D(26, 4, 2024), D(4, 5, 2024), &forward).value(), 3);
  EXPECT_EQ(calendar.CountWorkingDays(D(4, 5, 2024), D(26, 4, 2024), &backward).value(), -3);
  EXPECT_THAT(forward.Steps(), SizeIs(8));
  EXPECT_THAT(backward.Steps(), SizeIs(8));
  EXPECT_EQ(backward.Steps().back().count(), 3);
}

TEST(Trace, LongTracesKeepBothEndsAndSaySo) {
  for (const int added : {1, kMaxTraceSteps - 1, kMaxTraceSteps, kMaxTraceSteps + 1, 5000}) {
    Trace trace;
    for (int i = 0; i < added; ++i) {
      trace.Add(D(1, 1, 2021) + i, i + 1, common::v1::TraceStep::COUNTED, "");
    }
    const auto steps = trace.Steps();
    ASSERT_EQ(steps.size(), static_cast<size_t>(std::min(added, kMaxTraceSteps))) << added;
    EXPECT_EQ(steps.front().count(), 1);
    EXPECT_EQ(steps.back().count(), added);
    int summaries = 0;
    int previous = 0;
    for (const auto& step : steps) {
      EXPECT_GT(step.count(), previous);
      // Only the summary may stand for more than one day.
      if (step.reason() == common::v1::TraceStep::SUMMARY) {
        ++summaries;
        EXPECT_FALSE(step.note().empty());
      } else {
        EXPECT_EQ(step.count(), previous + 1);
      }
      previous = step.count();
    }
    EXPECT_EQ(summaries, added > kMaxTraceSteps ? 1 : 0) << added;
  }
}

}  // namespace
}  // namespace dondoc::calendar
