#include "common/calendar/deadline.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::TraceStep;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Vector {
  absl::CivilDay event;
  int count;
  EventTerm::Unit unit;
  const char* last_day;
};

class TermVectors : public ::testing::TestWithParam<Vector> {};

TEST_P(TermVectors, Resolve) {
  const Vector& vector = GetParam();
  const Calendar calendar = Official();
  const Deadline deadline = Resolved(calendar, Term(vector.event, vector.count, vector.unit));
  EXPECT_EQ(deadline.kind(), Deadline::FROM_EVENT);
  EXPECT_EQ(LastDay(deadline), vector.last_day);
  EXPECT_EQ(deadline.resolution(), common::v1::RESOLVED);
  EXPECT_EQ(deadline.calendar_version(), calendar.version());
  EXPECT_EQ(deadline.missing_year(), 0);
  // The account ends on the last day and has counted everything.
  ASSERT_GT(deadline.trace_size(), 1);
  EXPECT_EQ(deadline.trace(0).reason(), TraceStep::START);
  const TraceStep& last = deadline.trace(deadline.trace_size() - 1);
  EXPECT_EQ(FormatDay(*CivilDayOf(last.day())), vector.last_day);
  EXPECT_EQ(last.count(), vector.count);
}

constexpr auto kWd = EventTerm::WORKING_DAY;
constexpr auto kDay = EventTerm::DAY;

INSTANTIATE_TEST_SUITE_P(
    Domain, TermVectors,
    ::testing::Values(
        Vector{D(3, 10, 2022), 7, kWd, "12/10/2022"}, Vector{D(28, 9, 2022), 7, kWd, "07/10/2022"},
        Vector{D(26, 8, 2022), 7, kWd, "08/09/2022"}, Vector{D(26, 1, 2022), 7, kWd, "11/02/2022"},
        Vector{D(27, 4, 2022), 7, kWd, "10/05/2022"}, Vector{D(28, 12, 2022), 7, kWd, "09/01/2023"},
        Vector{D(25, 4, 2023), 7, kWd, "09/05/2023"}, Vector{D(24, 4, 2024), 7, kWd, "07/05/2024"},
        Vector{D(26, 4, 2024), 3, kWd, "04/05/2024"}, Vector{D(24, 4, 2025), 7, kWd, "07/05/2025"},
        Vector{D(9, 1, 2026), 1, kWd, "10/01/2026"}, Vector{D(28, 8, 2026), 7, kWd, "11/09/2026"},
        Vector{D(20, 11, 2026), 7, kWd, "02/12/2026"},
        Vector{D(20, 11, 2026), 3, kWd, "26/11/2026"}, Vector{D(8, 10, 2022), 7, kWd, "18/10/2022"},
        Vector{D(6, 10, 2022), 3, kDay, "10/10/2022"},
        Vector{D(7, 10, 2022), 3, kDay, "10/10/2022"},
        Vector{D(31, 8, 2022), 3, kDay, "05/09/2022"},
        Vector{D(26, 1, 2022), 3, kDay, "07/02/2022"}));

TEST(Deadline, TheProposedSwapMakesTermsProvisional) {
  const Deadline three = Resolved(Official(), Term(D(20, 11, 2026), 3, kWd));
  EXPECT_TRUE(three.provisional());
  EXPECT_THAT(Warnings(three), ElementsAre("PROVISIONAL_CALENDAR 23/11/2026"));
  // What the proposal would make of it.
  const Calendar approved = OfficialWithSwapApproved();
  EXPECT_EQ(LastDay(Resolved(approved, Term(D(20, 11, 2026), 3, kWd))), "27/11/2026");
  EXPECT_EQ(LastDay(Resolved(approved, Term(D(20, 11, 2026), 7, kWd))), "02/12/2026");
  EXPECT_FALSE(Resolved(approved, Term(D(20, 11, 2026), 7, kWd)).provisional());
  // A term that stays clear of it is certain; so is 24/11, which is law.
  EXPECT_FALSE(Resolved(Official(), Term(D(23, 11, 2026), 3, kWd)).provisional());
  EXPECT_FALSE(Resolved(Official(), Term(D(1, 11, 2026), 14, kWd)).provisional());
}

TEST(Deadline, CalendarDayTermsDependOnlyOnWhereTheyEnd) {
  // Passes 23/11 without resting on it.
  EXPECT_FALSE(Resolved(Official(), Term(D(20, 11, 2026), 5, kDay)).provisional());
  // Ends on it: a proposal would make it roll.
  const Deadline on = Resolved(Official(), Term(D(20, 11, 2026), 3, kDay));
  EXPECT_EQ(LastDay(on), "23/11/2026");
  EXPECT_TRUE(on.provisional());
  EXPECT_EQ(LastDay(Resolved(OfficialWithSwapApproved(), Term(D(20, 11, 2026), 3, kDay))),
            "25/11/2026");
  // Rolls across it: Sun 22/11 goes to Mon 23/11.
  EXPECT_TRUE(Resolved(Official(), Term(D(20, 11, 2026), 2, kDay)).provisional());
  // A whole missing year in the middle does not matter either.
  const Calendar gap = Calendar::Create({PlainYear(2022), PlainYear(2024)}).value();
  EXPECT_EQ(LastDay(Resolved(gap, Term(D(1, 12, 2022), 400, kDay))), "05/01/2024");
}

TEST(Deadline, DraftYearIsProvisional) {
  const Deadline deadline = Resolved(Official(), Term(D(2, 2, 2027), 3, kWd));
  EXPECT_EQ(LastDay(deadline), "12/02/2027");
  EXPECT_TRUE(deadline.provisional());
  EXPECT_THAT(Warnings(deadline), ElementsAre("PROVISIONAL_CALENDAR 03/02/2027"));
  EXPECT_TRUE(Resolved(Official(), Term(D(31, 12, 2026), 1, kWd)).provisional());
  EXPECT_FALSE(Resolved(Official(), Term(D(30, 12, 2026), 1, kWd)).provisional());
}

TEST(Deadline, ReceiptOnADayOffIsAPolicy) {
  const Deadline stays = Resolved(Official(), Receipt(D(8, 10, 2022), 7, kWd));
  EXPECT_EQ(LastDay(stays), "18/10/2022");
  EXPECT_THAT(Warnings(stays), ElementsAre("EVENT_ON_DAY_OFF 10/10/2022"));

  Policy deferring;
  deferring.defer_receipt_on_day_off = true;
  const Deadline deferred = Resolved(Official(), Receipt(D(8, 10, 2022), 7, kWd), deferring);
  EXPECT_EQ(LastDay(deferred), "19/10/2022");
  EXPECT_THAT(Warnings(deferred), ElementsAre("EVENT_ON_DAY_OFF 10/10/2022"));
  const auto steps = Steps(deferred);
  ASSERT_GE(steps.size(), 4u);
  EXPECT_EQ(steps[0], "08/10 START 0");
  EXPECT_EQ(steps[1], "09/10 WEEKEND 0");
  EXPECT_EQ(steps[2], "10/10 START 0");
  EXPECT_EQ(steps[3], "11/10 COUNTED 1");

  EXPECT_EQ(LastDay(Resolved(Official(), Receipt(D(8, 10, 2022), 3, kDay), deferring)),
            "13/10/2022");
  // On a working day, and for an event that is no receipt, the policy changes nothing.
  EXPECT_EQ(LastDay(Resolved(Official(), Receipt(D(3, 10, 2022), 7, kWd), deferring)),
            "12/10/2022");
  const Deadline approval = Resolved(Official(), Term(D(8, 10, 2022), 7, kWd), deferring);
  EXPECT_EQ(LastDay(approval), "18/10/2022");
  EXPECT_THAT(Warnings(approval), IsEmpty());
  // A deferral that needs a missing year says so; without deferral the event's year is not needed.
  EXPECT_EQ(Resolved(Official(), Receipt(D(31, 12, 2020), 3, kWd), deferring).missing_year(), 2020);
  EXPECT_EQ(LastDay(Resolved(Official(), Receipt(D(31, 12, 2020), 3, kWd))), "06/01/2021");
}

TEST(Deadline, ReceiptDayByHour) {
  const Calendar calendar = Official();
  Policy policy;
  EXPECT_EQ(ReceiptDay(calendar, policy, D(7, 10, 2022), 1439).value(), D(7, 10, 2022));
  policy.receipt_closing_minute = 17 * 60;
  EXPECT_EQ(ReceiptDay(calendar, policy, D(7, 10, 2022), 17 * 60 - 1).value(), D(7, 10, 2022));
  EXPECT_EQ(ReceiptDay(calendar, policy, D(7, 10, 2022), 17 * 60).value(), D(8, 10, 2022));
  policy.defer_receipt_on_day_off = true;
  EXPECT_EQ(ReceiptDay(calendar, policy, D(7, 10, 2022), 17 * 60).value(), D(10, 10, 2022));
  EXPECT_EQ(ReceiptDay(calendar, policy, D(7, 10, 2022), 60).value(), D(7, 10, 2022));
  EXPECT_EQ(MissingYearOf(ReceiptDay(calendar, policy, D(31, 12, 2027), 1200).status()), 2028);
}

TEST(Deadline, FixedDatesNeverMove) {
  const Calendar calendar = Official();
  // The notice of 03/10/2022 has both phrases for one date: different last days.
  EXPECT_EQ(LastDay(Resolved(calendar, OnDay(D(7, 10, 2022)))), "07/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, BeforeDay(D(7, 10, 2022)))), "06/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, BeforeDay(D(15, 11, 2022)))), "14/11/2022");
  EXPECT_EQ(Resolved(calendar, OnDay(D(7, 10, 2022))).kind(), Deadline::ON_DAY);
  EXPECT_EQ(Resolved(calendar, BeforeDay(D(7, 10, 2022))).kind(), Deadline::BEFORE_DAY);
  EXPECT_THAT(Warnings(Resolved(calendar, OnDay(D(7, 10, 2022)))), IsEmpty());

  const Deadline sunday = Resolved(calendar, OnDay(D(9, 10, 2022)));
  EXPECT_EQ(LastDay(sunday), "09/10/2022");
  EXPECT_THAT(Warnings(sunday), ElementsAre("LAST_DAY_IS_DAY_OFF 07/10/2022"));
  const Deadline before_monday = Resolved(calendar, BeforeDay(D(10, 10, 2022)));
  EXPECT_EQ(LastDay(before_monday), "09/10/2022");
  EXPECT_THAT(Warnings(before_monday), ElementsAre("LAST_DAY_IS_DAY_OFF 07/10/2022"));
  // The first of January: the last day belongs to the year before.
  EXPECT_EQ(LastDay(Resolved(calendar, BeforeDay(D(1, 1, 2028)))), "31/12/2027");

  const Deadline make_up = Resolved(calendar, OnDay(D(4, 5, 2024)));
  EXPECT_THAT(Warnings(make_up), ElementsAre("LAST_DAY_IS_MAKE_UP_DAY 04/05/2024"));
  const Deadline swapped = Resolved(calendar, OnDay(D(31, 8, 2026)));
  EXPECT_THAT(Warnings(swapped), ElementsAre("LAST_DAY_IS_DAY_OFF 28/08/2026"));

  // Proposals never make a fixed date provisional; the doubt is a warning.
  const Deadline proposed = Resolved(calendar, OnDay(D(23, 11, 2026)));
  EXPECT_FALSE(proposed.provisional());
  EXPECT_THAT(Warnings(proposed), ElementsAre("PROPOSED_DAY 23/11/2026"));
  const Deadline draft = Resolved(calendar, OnDay(D(8, 2, 2027)));
  EXPECT_FALSE(draft.provisional());
  EXPECT_THAT(Warnings(draft),
              ElementsAre("LAST_DAY_IS_DAY_OFF 03/02/2027", "PROPOSED_DAY 08/02/2027"));
  EXPECT_THAT(Warnings(Resolved(calendar, OnDay(D(15, 3, 2027)))), IsEmpty());
  // Nothing known before 2021: the warning has no working day to offer.
  EXPECT_THAT(Warnings(Resolved(calendar, OnDay(D(1, 1, 2021)))),
              ElementsAre("LAST_DAY_IS_DAY_OFF"));
}

TEST(Deadline, PeriodsEndOnTheirLastDay) {
  const Calendar calendar = Official();
  const Deadline october = Resolved(calendar, Within(Period::MONTH, 10, 2022));
  EXPECT_EQ(LastDay(october), "31/10/2022");
  EXPECT_EQ(october.kind(), Deadline::WITHIN_PERIOD);
  EXPECT_THAT(Warnings(october), IsEmpty());
  EXPECT_THAT(october.trace(), IsEmpty());
  const Deadline april = Resolved(calendar, Within(Period::MONTH, 4, 2022));
  EXPECT_EQ(LastDay(april), "30/04/2022");
  EXPECT_THAT(Warnings(april), ElementsAre("LAST_DAY_IS_DAY_OFF 29/04/2022"));
  const Deadline fourth = Resolved(calendar, Within(Period::QUARTER, 4, 2022));
  EXPECT_EQ(LastDay(fourth), "31/12/2022");
  EXPECT_THAT(Warnings(fourth), ElementsAre("LAST_DAY_IS_DAY_OFF 30/12/2022"));
  EXPECT_EQ(LastDay(Resolved(calendar, Within(Period::MONTH, 2, 2024))), "29/02/2024");
  EXPECT_EQ(LastDay(Resolved(calendar, Within(Period::QUARTER, 1, 2022))), "31/03/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Within(Period::HALF, 1, 2026))), "30/06/2026");
  EXPECT_EQ(LastDay(Resolved(calendar, Within(Period::HALF, 2, 2026))), "31/12/2026");
  EXPECT_EQ(LastDay(Resolved(calendar, Within(Period::YEAR, 0, 2026))), "31/12/2026");
}

TEST(Deadline, WeeksMonthsAndYears) {
  const Calendar calendar = Official();
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(3, 10, 2022), 2, EventTerm::WEEK))), "17/10/2022");
  // Sat 01/10 + 1 week = Sat 08/10, rolls.
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(1, 10, 2022), 1, EventTerm::WEEK))), "10/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(15, 6, 2022), 4, EventTerm::MONTH))), "17/10/2022");
  const Deadline clamped = Resolved(calendar, Term(D(31, 1, 2022), 1, EventTerm::MONTH));
  EXPECT_EQ(LastDay(clamped), "28/02/2022");
  EXPECT_THAT(Warnings(clamped), ElementsAre("MONTH_END 28/02/2022"));
  // Counted from the event each time, not from the clamped day.
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(31, 1, 2022), 2, EventTerm::MONTH))), "31/03/2022");
  const Deadline leap = Resolved(calendar, Term(D(29, 2, 2024), 1, EventTerm::YEAR));
  EXPECT_EQ(LastDay(leap), "28/02/2025");
  EXPECT_THAT(Warnings(leap), ElementsAre("MONTH_END 28/02/2025"));
  const Deadline months = Resolved(calendar, Term(D(10, 8, 2022), 2, EventTerm::MONTH));
  EXPECT_THAT(Steps(months), ElementsAre("10/08 START 0", "10/09 COUNTED 1", "10/10 COUNTED 2"));
}

TEST(Deadline, RollingIntoTheNextBudgetYearIsSaid) {
  const Deadline deadline = Resolved(Official(), Term(D(1, 12, 2022), 30, kDay));
  EXPECT_EQ(LastDay(deadline), "03/01/2023");
  EXPECT_THAT(Warnings(deadline), ElementsAre("ROLLED_INTO_NEXT_YEAR 30/12/2022"));
  EXPECT_THAT(Warnings(Resolved(Official(), Term(D(6, 10, 2022), 3, kDay))), IsEmpty());
}

TEST(Deadline, SwappedDaysRollByPolicyOnly) {
  // Raw end Mon 29/04/2024, a swapped day; next working day Thu 02/05.
  EXPECT_EQ(LastDay(Resolved(Official(), Term(D(26, 4, 2024), 3, kDay))), "02/05/2024");
  Policy strict;
  strict.roll_over_swapped_days = false;
  const Deadline stays = Resolved(Official(), Term(D(26, 4, 2024), 3, kDay), strict);
  EXPECT_EQ(LastDay(stays), "29/04/2024");
  EXPECT_THAT(Warnings(stays), ElementsAre("LAST_DAY_IS_DAY_OFF 26/04/2024"));
  // Weekends and holidays roll all the same, to a day that is worked.
  EXPECT_EQ(LastDay(Resolved(Official(), Term(D(26, 4, 2024), 2, kDay), strict)), "02/05/2024");
  // A make-up Saturday is worked: nothing rolls, and the surprise is a warning.
  const Deadline make_up = Resolved(Official(), Term(D(1, 5, 2024), 3, kDay));
  EXPECT_EQ(LastDay(make_up), "04/05/2024");
  EXPECT_THAT(Warnings(make_up), ElementsAre("LAST_DAY_IS_MAKE_UP_DAY 04/05/2024"));
  EXPECT_THAT(Warnings(Resolved(Official(), Term(D(26, 4, 2024), 3, kWd))),
              ElementsAre("LAST_DAY_IS_MAKE_UP_DAY 04/05/2024"));
}

TEST(Deadline, BackwardTerms) {
  const Calendar calendar = Official();
  // "ít nhất 07 ngày làm việc trước phiên họp": the meeting day is not counted.
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(12, 10, 2022), 7, kWd, true))), "03/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(10, 10, 2022), 1, kWd, true))), "07/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(6, 9, 2022), 2, kWd, true))), "31/08/2022");
  // Calendar days that reach a day off move away from the event, never toward it.
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(12, 10, 2022), 3, kDay, true))), "07/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(12, 10, 2022), 5, kDay, true))), "07/10/2022");
  const Deadline rolled = Resolved(calendar, Term(D(12, 10, 2022), 3, kDay, true));
  EXPECT_THAT(Steps(rolled), ElementsAre("12/10 START 0", "11/10 COUNTED 1", "10/10 COUNTED 2",
                                         "09/10 COUNTED 3", "08/10 WEEKEND 3", "07/10 ROLLED 3"));
  // "trước khi kết thúc hợp đồng ít nhất 01 tháng".
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(30, 12, 2022), 1, EventTerm::MONTH, true))),
            "30/11/2022");
  const Deadline clamped = Resolved(calendar, Term(D(31, 3, 2023), 1, EventTerm::MONTH, true));
  EXPECT_EQ(LastDay(clamped), "28/02/2023");
  EXPECT_THAT(Warnings(clamped), ElementsAre("MONTH_END 28/02/2023"));
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(24, 10, 2022), 1, EventTerm::WEEK, true))),
            "17/10/2022");
  EXPECT_EQ(LastDay(Resolved(calendar, Term(D(10, 10, 2023), 1, EventTerm::YEAR, true))),
            "10/10/2022");
  // Backward across a new year that has no table.
  EXPECT_EQ(Resolved(calendar, Term(D(5, 1, 2021), 5, kWd, true)).missing_year(), 2020);
  EXPECT_EQ(Resolved(calendar, Term(D(3, 1, 2021), 2, kDay, true)).missing_year(), 2020);
}

TEST(Deadline, TraceSaysWhyInWords) {
  const Deadline working = Resolved(Official(), Term(D(26, 4, 2024), 3, kWd));
  EXPECT_THAT(Steps(working),
              ElementsAre("26/04 START 0", "27/04 WEEKEND 0", "28/04 WEEKEND 0", "29/04 DAY_OFF 0",
                          "30/04 DAY_OFF 0", "01/05 DAY_OFF 0", "02/05 COUNTED 1",
                          "03/05 COUNTED 2", "04/05 MAKE_UP_DAY 3"));
  EXPECT_THAT(working.trace(3).note(), HasSubstr("2450/VPCP-KGVX"));
  EXPECT_THAT(working.trace(4).note(), HasSubstr("Điều 112"));
  EXPECT_THAT(working.trace(8).note(), HasSubstr("Làm bù"));
  EXPECT_EQ(working.trace(1).note(), "Thứ Bảy");

  const Deadline days = Resolved(Official(), Term(D(31, 8, 2022), 3, kDay));
  EXPECT_THAT(Steps(days), ElementsAre("31/08 START 0", "01/09 COUNTED 1", "02/09 COUNTED 2",
                                       "03/09 COUNTED 3", "04/09 WEEKEND 3", "05/09 ROLLED 3"));
  EXPECT_THAT(days.trace(2).note(), HasSubstr("Quốc khánh"));

  const Deadline proposed = Resolved(Official(), Term(D(20, 11, 2026), 1, kWd));
  EXPECT_THAT(proposed.trace(3).note(), HasSubstr("chưa quyết định"));
  EXPECT_EQ(proposed.trace(3).reason(), TraceStep::COUNTED);
}

TEST(Deadline, LongTermsHaveABoundedTrace) {
  std::vector<YearTable> tables;
  for (int year = 2021; year <= 2060; ++year) tables.push_back(PlainYear(year));
  const Calendar calendar = Calendar::Create(tables).value();
  for (const auto unit : {kWd, kDay}) {
    const Deadline deadline = Resolved(calendar, Term(D(4, 1, 2021), kMaxTermCount, unit));
    EXPECT_EQ(deadline.resolution(), common::v1::RESOLVED);
    EXPECT_EQ(deadline.trace_size(), kMaxTraceSteps);
    EXPECT_EQ(deadline.trace(0).reason(), TraceStep::START);
    EXPECT_EQ(deadline.trace(kMaxTraceSteps - 1).count(), kMaxTermCount);
    EXPECT_EQ(
        std::count_if(deadline.trace().begin(), deadline.trace().end(),
                      [](const TraceStep& step) { return step.reason() == TraceStep::SUMMARY; }),
        1);
  }
}

TEST(Deadline, MissingYearsAreNamedAndNothingElseIsSaid) {
  const Calendar calendar = Official();
  for (const Deadline& rule :
       {OnDay(D(7, 10, 2028)), BeforeDay(D(2, 1, 2028)), Within(Period::QUARTER, 1, 2028),
        Term(D(30, 12, 2027), 3, kWd), Term(D(30, 12, 2027), 3, kDay),
        Term(D(31, 12, 2027), 1, EventTerm::MONTH), Receipt(D(8, 10, 2028), 3, kWd)}) {
    const Deadline deadline = Resolved(calendar, rule);
    EXPECT_EQ(deadline.resolution(), common::v1::YEAR_MISSING) << rule.ShortDebugString();
    EXPECT_EQ(deadline.missing_year(), 2028);
    EXPECT_EQ(deadline.kind(), KindOf(rule));
    EXPECT_FALSE(deadline.has_last_day());
    EXPECT_FALSE(deadline.provisional());
    EXPECT_THAT(deadline.trace(), IsEmpty());
    EXPECT_THAT(Warnings(deadline), ElementsAre("CALENDAR_YEAR_MISSING"));
  }
  // A roll may need the next year too.
  const Calendar only_2022 = Calendar::Create({PlainYear(2022)}).value();
  EXPECT_EQ(Resolved(only_2022, Term(D(30, 12, 2022), 1, kDay)).missing_year(), 2023);
  // It resolves when the table arrives.
  std::vector<YearTable> tables = OfficialTables();
  tables.push_back(PlainYear(2028));
  Deadline stored = Resolved(calendar, Term(D(30, 12, 2027), 3, kWd));
  Resolve(Calendar::Create(tables).value(), Policy(), stored);
  EXPECT_EQ(LastDay(stored), "04/01/2028");
  EXPECT_EQ(stored.missing_year(), 0);
}

TEST(Deadline, FixedDaysMayResolveWithoutTableByPolicy) {
  Policy policy;
  policy.fixed_days_without_table = true;
  const Deadline fixed = Resolved(Official(), BeforeDay(D(31, 12, 2030)), policy);
  EXPECT_EQ(LastDay(fixed), "30/12/2030");
  EXPECT_THAT(Warnings(fixed), ElementsAre("CALENDAR_YEAR_MISSING"));
  EXPECT_EQ(fixed.missing_year(), 0);
  EXPECT_EQ(Resolved(Official(), Term(D(1, 1, 2030), 3, kDay), policy).resolution(),
            common::v1::YEAR_MISSING);
}

TEST(Deadline, WithoutDate) {
  const Calendar calendar = Official();
  Deadline waiting = Term(D(1, 1, 2022), 7, kWd);
  waiting.mutable_from_event()->clear_event_date();
  EXPECT_EQ(LastDay(Resolved(calendar, waiting)), "AWAITING_EVENT");

  Deadline recurring;
  recurring.mutable_recurring()->set_frequency(common::v1::Recurrence::MONTHLY);
  recurring.mutable_recurring()->set_day(25);
  EXPECT_EQ(LastDay(Resolved(calendar, recurring)), "NO_DATE");
  EXPECT_EQ(Resolved(calendar, recurring).kind(), Deadline::RECURRING);

  Deadline standing;
  standing.set_standing(true);
  EXPECT_EQ(LastDay(Resolved(calendar, standing)), "NO_DATE");
  EXPECT_EQ(Resolved(calendar, standing).kind(), Deadline::STANDING);

  Deadline conditional;
  conditional.set_condition("đến kỳ");
  EXPECT_EQ(LastDay(Resolved(calendar, conditional)), "NO_DATE");
  EXPECT_EQ(Resolved(calendar, conditional).kind(), Deadline::CONDITIONAL);

  EXPECT_EQ(LastDay(Resolved(calendar, Deadline())), "NO_DATE");
  EXPECT_EQ(Resolved(calendar, Deadline()).kind(), Deadline::NONE);

  Deadline unread;
  unread.set_phrase("sớm hoàn thành");
  EXPECT_EQ(LastDay(Resolved(calendar, unread)), "RESOLUTION_UNSPECIFIED");
  EXPECT_EQ(Resolved(calendar, unread).kind(), Deadline::KIND_UNSPECIFIED);
  EXPECT_THAT(Warnings(Resolved(calendar, unread)), ElementsAre("NO_RULE"));
}

TEST(Deadline, ImpossibleRulesAreAWarningNotACrash) {
  const Calendar calendar = Official();
  Deadline bad_date;
  bad_date.mutable_on_day()->set_year(2022);
  bad_date.mutable_on_day()->set_month(2);
  bad_date.mutable_on_day()->set_day(30);
  Deadline huge = Term(D(1, 1, 2022), 2147483647, EventTerm::YEAR);
  Deadline negative = Term(D(1, 1, 2022), -2147483647 - 1, kWd);
  Deadline unknown_unit = Term(D(1, 1, 2022), 1, static_cast<EventTerm::Unit>(77));
  Deadline partial = Term(D(1, 1, 2022), 1, kDay);
  partial.mutable_from_event()->mutable_event_date()->clear_day();
  for (const Deadline& rule :
       {bad_date, huge, negative, unknown_unit, partial, Within(Period::MONTH, 13, 2022),
        Within(Period::UNIT_UNSPECIFIED, 1, 2022), Within(Period::MONTH, -2147483647 - 1, 2022),
        Within(Period::YEAR, 0, 2147483647)}) {
    const Deadline deadline = Resolved(calendar, rule);
    EXPECT_EQ(LastDay(deadline), "RESOLUTION_UNSPECIFIED") << rule.ShortDebugString();
    EXPECT_THAT(Warnings(deadline), ElementsAre("INVALID_RULE"));
    EXPECT_EQ(deadline.kind(), KindOf(rule));
  }
  for (const bool before : {false, true}) {
    EXPECT_THAT(
        Warnings(Resolved(calendar, Term(D(1, 1, 2022), kMaxTermCount, EventTerm::YEAR, before))),
        ElementsAre("LAST_DAY_OUT_OF_RANGE"));
  }
}

TEST(Deadline, OutputsOfAClientAreReplaced) {
  Deadline deadline = OnDay(D(7, 10, 2022));
  deadline.set_phrase("Hoàn thành ngày 07/10/2022");
  deadline.set_minute_of_day(15 * 60);
  const Deadline sent = deadline;
  const Deadline clean = Resolved(Official(), deadline);
  deadline.set_kind(Deadline::STANDING);
  *deadline.mutable_last_day() = ToDate(D(1, 1, 1999));
  deadline.set_resolution(common::v1::YEAR_MISSING);
  deadline.add_trace()->set_count(9);
  deadline.add_warnings()->set_reason("X");
  deadline.set_calendar_version("forged");
  deadline.set_provisional(true);
  deadline.set_missing_year(1999);
  EXPECT_EQ(Resolved(Official(), deadline).SerializeAsString(), clean.SerializeAsString());
  ClearOutputOnly(deadline);
  EXPECT_EQ(deadline.SerializeAsString(), sent.SerializeAsString());
  // Resolving twice changes nothing.
  EXPECT_EQ(Resolved(Official(), clean).SerializeAsString(), clean.SerializeAsString());
}

}  // namespace
}  // namespace dondoc::calendar
