#include "common/calendar/recurrence.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using common::v1::Recurrence;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Recurrence Make(Recurrence::Frequency frequency, int day, int month_of_period = 0,
                bool exclusive = false) {
  Recurrence recurrence;
  recurrence.set_frequency(frequency);
  recurrence.set_day(day);
  recurrence.set_month_of_period(month_of_period);
  recurrence.set_exclusive(exclusive);
  return recurrence;
}

Recurrence Weekly(int weekday, bool exclusive = false) {
  Recurrence recurrence;
  recurrence.set_frequency(Recurrence::WEEKLY);
  recurrence.set_weekday(weekday);
  recurrence.set_exclusive(exclusive);
  return recurrence;
}

std::vector<absl::CivilDay> LastDays(const Recurrence& recurrence, absl::CivilDay from,
                                     absl::CivilDay to, int max = kMaxOccurrences) {
  std::vector<absl::CivilDay> days;
  const std::vector<Occurrence> found = Occurrences(recurrence, from, to, max).value();
  for (const Occurrence& occurrence : found) {
    days.push_back(occurrence.last_day);
  }
  return days;
}

TEST(Recurrence, MonthlyOnThe25th) {
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 25), D(3, 10, 2022), D(31, 12, 2022)),
              ElementsAre(D(25, 10, 2022), D(25, 11, 2022), D(25, 12, 2022)));
  // Both ends included.
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 25), D(25, 10, 2022), D(25, 11, 2022)),
              ElementsAre(D(25, 10, 2022), D(25, 11, 2022)));
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 25), D(26, 10, 2022), D(24, 11, 2022)), IsEmpty());
}

TEST(Recurrence, MonthEndsAreClamped) {
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 31), D(1, 1, 2024), D(30, 4, 2024)),
              ElementsAre(D(31, 1, 2024), D(29, 2, 2024), D(31, 3, 2024), D(30, 4, 2024)));
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 0), D(1, 2, 2023), D(31, 3, 2023)),
              ElementsAre(D(28, 2, 2023), D(31, 3, 2023)));
}

TEST(Recurrence, LastDayOfEveryQuarter) {
  EXPECT_THAT(LastDays(Make(Recurrence::QUARTERLY, 0), D(1, 1, 2022), D(31, 12, 2022)),
              ElementsAre(D(31, 3, 2022), D(30, 6, 2022), D(30, 9, 2022), D(31, 12, 2022)));
}

TEST(Recurrence, BeforeThe20thOfTheQuartersLastMonth) {
  EXPECT_THAT(LastDays(Make(Recurrence::QUARTERLY, 20, 0, true), D(1, 7, 2022), D(31, 12, 2022)),
              ElementsAre(D(19, 9, 2022), D(19, 12, 2022)));
  // "trước ngày 05 của tháng đầu quý".
  EXPECT_THAT(LastDays(Make(Recurrence::QUARTERLY, 5, 1, true), D(1, 7, 2022), D(31, 12, 2022)),
              ElementsAre(D(4, 7, 2022), D(4, 10, 2022)));
}

TEST(Recurrence, BeforeTheFirstFallsInThePeriodBefore) {
  EXPECT_THAT(LastDays(Make(Recurrence::MONTHLY, 1, 0, true), D(31, 10, 2022), D(31, 12, 2022)),
              ElementsAre(D(31, 10, 2022), D(30, 11, 2022), D(31, 12, 2022)));
  const Occurrence next =
      NextOccurrence(Make(Recurrence::YEARLY, 1, 1, true), D(31, 12, 2022)).value();
  EXPECT_EQ(next.last_day, D(31, 12, 2022));
  EXPECT_EQ(next.nominal_day, D(1, 1, 2023));
  EXPECT_EQ(next.period_start, D(1, 1, 2023));
}

TEST(Recurrence, HalfYearlyAndYearly) {
  // "6 tháng: 15/6; năm: 10/12".
  EXPECT_THAT(LastDays(Make(Recurrence::HALF_YEARLY, 15, 6), D(1, 1, 2022), D(31, 12, 2022)),
              ElementsAre(D(15, 6, 2022), D(15, 12, 2022)));
  EXPECT_THAT(LastDays(Make(Recurrence::YEARLY, 10, 12), D(1, 1, 2022), D(31, 12, 2023)),
              ElementsAre(D(10, 12, 2022), D(10, 12, 2023)));
  EXPECT_THAT(LastDays(Make(Recurrence::YEARLY, 29, 2), D(1, 1, 2023), D(31, 12, 2024)),
              ElementsAre(D(28, 2, 2023), D(29, 2, 2024)));
  EXPECT_THAT(LastDays(Make(Recurrence::YEARLY, 0), D(1, 1, 2023), D(31, 12, 2023)),
              ElementsAre(D(31, 12, 2023)));
}

TEST(Recurrence, EveryFriday) {
  EXPECT_THAT(LastDays(Weekly(5), D(3, 10, 2022), D(21, 10, 2022)),
              ElementsAre(D(7, 10, 2022), D(14, 10, 2022), D(21, 10, 2022)));
  EXPECT_THAT(LastDays(Weekly(5, true), D(3, 10, 2022), D(14, 10, 2022)),
              ElementsAre(D(6, 10, 2022), D(13, 10, 2022)));
  EXPECT_THAT(LastDays(Weekly(1, true), D(9, 10, 2022), D(9, 10, 2022)),
              ElementsAre(D(9, 10, 2022)));
  EXPECT_THAT(LastDays(Weekly(7), D(9, 10, 2022), D(16, 10, 2022)),
              ElementsAre(D(9, 10, 2022), D(16, 10, 2022)));
  const Occurrence sunday = NextOccurrence(Weekly(7), D(9, 10, 2022)).value();
  EXPECT_EQ(sunday.period_start, D(3, 10, 2022));
  EXPECT_EQ(sunday.period_end, D(9, 10, 2022));
}

TEST(Recurrence, NextOccurrenceIncludesTheDayItself) {
  const Recurrence monthly = Make(Recurrence::MONTHLY, 25);
  EXPECT_EQ(NextOccurrence(monthly, D(24, 10, 2022))->last_day, D(25, 10, 2022));
  EXPECT_EQ(NextOccurrence(monthly, D(25, 10, 2022))->last_day, D(25, 10, 2022));
  EXPECT_EQ(NextOccurrence(monthly, D(26, 10, 2022))->last_day, D(25, 11, 2022));
  EXPECT_EQ(NextOccurrence(monthly, D(31, 12, 2200))->last_day, D(25, 1, 2201));
}

TEST(Recurrence, OutputIsBounded) {
  EXPECT_THAT(LastDays(Weekly(5), D(1, 1, 1900), D(31, 12, 2200)), SizeIs(kMaxOccurrences));
  EXPECT_THAT(LastDays(Weekly(5), D(1, 1, 1900), D(31, 12, 2200), 2147483647),
              SizeIs(kMaxOccurrences));
  EXPECT_THAT(LastDays(Weekly(5), D(1, 1, 2022), D(31, 12, 2022), 3), SizeIs(3));
  EXPECT_THAT(LastDays(Weekly(5), D(1, 1, 2022), D(31, 12, 2022), 0), IsEmpty());
  EXPECT_THAT(LastDays(Weekly(5), D(1, 1, 2022), D(31, 12, 2022), -5), IsEmpty());
  EXPECT_THAT(LastDays(Weekly(5), D(2, 1, 2022), D(1, 1, 2022)), IsEmpty());
}

TEST(Recurrence, RefusesWhatHasNoMeaning) {
  const auto fields = [](const Recurrence& recurrence) {
    return Fields(Occurrences(recurrence, D(1, 1, 2022), D(1, 2, 2022), 5).status());
  };
  EXPECT_THAT(fields(Recurrence()), ElementsAre("recurrence.frequency"));
  Recurrence recurrence = Make(static_cast<Recurrence::Frequency>(42), 1);
  EXPECT_THAT(fields(recurrence), ElementsAre("recurrence.frequency"));
  EXPECT_THAT(fields(Weekly(0)), ElementsAre("recurrence.weekday"));
  EXPECT_THAT(fields(Weekly(8)), ElementsAre("recurrence.weekday"));
  recurrence = Weekly(5);
  recurrence.set_day(3);
  recurrence.set_month_of_period(1);
  EXPECT_THAT(fields(recurrence), ElementsAre("recurrence.day", "recurrence.month_of_period"));
  recurrence = Make(Recurrence::MONTHLY, 32, 2);
  recurrence.set_weekday(1);
  EXPECT_THAT(fields(recurrence),
              ElementsAre("recurrence.weekday", "recurrence.day", "recurrence.month_of_period"));
  EXPECT_THAT(fields(Make(Recurrence::QUARTERLY, -1, 4)),
              ElementsAre("recurrence.day", "recurrence.month_of_period"));
  EXPECT_THAT(fields(Make(Recurrence::HALF_YEARLY, 1, 7)),
              ElementsAre("recurrence.month_of_period"));
  EXPECT_THAT(fields(Make(Recurrence::YEARLY, 1, 13)), ElementsAre("recurrence.month_of_period"));
  EXPECT_THAT(Fields(NextOccurrence(Weekly(9), D(1, 1, 2300)).status()),
              ElementsAre("recurrence.weekday", "on_or_after"));
  EXPECT_THAT(Fields(Occurrences(Weekly(1), D(1, 1, 1899), absl::CivilDay::max(), 5).status()),
              ElementsAre("from", "to"));
}

TEST(Recurrence, EachOccurrenceIsJudgedAlone) {
  common::v1::Deadline deadline;
  deadline.set_phrase("trước ngày 20 hằng tháng");
  *deadline.mutable_recurring() = Make(Recurrence::MONTHLY, 20, 0, true);
  const Calendar calendar = Official();
  const auto november = NextOccurrence(deadline.recurring(), D(1, 11, 2022)).value();
  const auto resolved = Resolved(calendar, DeadlineOf(deadline, november));
  EXPECT_EQ(resolved.phrase(), deadline.phrase());
  EXPECT_EQ(LastDay(resolved), "19/11/2022");  // A Saturday, which stays.
  EXPECT_THAT(Warnings(resolved), ElementsAre("LAST_DAY_IS_DAY_OFF 18/11/2022"));

  deadline.set_minute_of_day(16 * 60);
  *deadline.mutable_recurring() = Weekly(5);
  const auto friday = DeadlineOf(deadline, NextOccurrence(Weekly(5), D(3, 10, 2022)).value());
  EXPECT_EQ(LastDay(Resolved(calendar, friday)), "07/10/2022");
  EXPECT_EQ(friday.minute_of_day(), 16 * 60);
}

}  // namespace
}  // namespace dondoc::calendar
