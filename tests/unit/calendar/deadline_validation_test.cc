#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"
#include "common/calendar/deadline.h"

namespace dondoc::calendar {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::Recurrence;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> DeadlineErrors(const Deadline& deadline) {
  FieldErrors errors;
  ValidateDeadline(deadline, "d.", errors);
  return Fields(errors);
}

TEST(ValidateDeadline, AcceptsEveryKindOfRule) {
  EXPECT_THAT(DeadlineErrors(Deadline()), IsEmpty());
  EXPECT_THAT(DeadlineErrors(OnDay(D(29, 2, 2024))), IsEmpty());
  EXPECT_THAT(DeadlineErrors(BeforeDay(D(7, 10, 2022))), IsEmpty());
  for (int month = 1; month <= 12; ++month) {
    EXPECT_THAT(DeadlineErrors(Within(Period::MONTH, month, 2022)), IsEmpty());
  }
  EXPECT_THAT(DeadlineErrors(Within(Period::QUARTER, 4, 2022)), IsEmpty());
  EXPECT_THAT(DeadlineErrors(Within(Period::HALF, 2, 2022)), IsEmpty());
  EXPECT_THAT(DeadlineErrors(Within(Period::YEAR, 0, 2200)), IsEmpty());
  EXPECT_THAT(DeadlineErrors(Term(D(7, 10, 2022), 1, EventTerm::DAY)), IsEmpty());
  EXPECT_THAT(DeadlineErrors(Term(D(7, 10, 2022), 3660, EventTerm::WORKING_DAY)), IsEmpty());
  Deadline deadline = Term(D(7, 10, 2022), 7, EventTerm::WORKING_DAY);
  deadline.mutable_from_event()->clear_event_date();
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
  deadline.set_standing(true);
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
  deadline.set_condition("theo tiến độ");
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
}

TEST(ValidateDeadline, RefusesImpossibleDates) {
  Deadline deadline;
  deadline.mutable_on_day();
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.on_day"));
  *deadline.mutable_before_day() = ToDate(D(31, 12, 1899));
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.before_day"));
  *deadline.mutable_before_day() = ToDate(D(1, 1, 2201));
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.before_day"));
}

TEST(ValidateDeadline, RefusesBadPeriods) {
  EXPECT_THAT(DeadlineErrors(Within(Period::MONTH, 0, 2022)), ElementsAre("d.within.ordinal"));
  EXPECT_THAT(DeadlineErrors(Within(Period::MONTH, 13, 2022)), ElementsAre("d.within.ordinal"));
  EXPECT_THAT(DeadlineErrors(Within(Period::QUARTER, 5, 2022)), ElementsAre("d.within.ordinal"));
  EXPECT_THAT(DeadlineErrors(Within(Period::HALF, 3, 2022)), ElementsAre("d.within.ordinal"));
  EXPECT_THAT(DeadlineErrors(Within(Period::YEAR, 1, 2022)), ElementsAre("d.within.ordinal"));
  EXPECT_THAT(DeadlineErrors(Within(Period::UNIT_UNSPECIFIED, 1, 22)),
              ElementsAre("d.within.unit", "d.within.year"));
  EXPECT_THAT(DeadlineErrors(Within(static_cast<Period::Unit>(9), 1, 2022)),
              ElementsAre("d.within.unit"));
}

TEST(ValidateDeadline, NamesEveryBadFieldOfATermAtOnce) {
  Deadline deadline = Term(D(7, 10, 2022), 0, EventTerm::UNIT_UNSPECIFIED);
  auto* term = deadline.mutable_from_event();
  term->mutable_event_date()->set_month(13);
  term->set_event("valid dossier");
  term->set_event_phrase(std::string(kMaxPhraseBytes + 1, 'x'));
  deadline.set_phrase(std::string(kMaxPhraseBytes + 1, 'x'));
  deadline.set_minute_of_day(1440);
  EXPECT_THAT(
      DeadlineErrors(deadline),
      ElementsAre("d.from_event.count", "d.from_event.unit", "d.from_event.event_date", "d.phrase",
                  "d.from_event.event", "d.from_event.event_phrase", "d.minute_of_day"));
  for (const int count : {-1, 3661, 2147483647, -2147483647 - 1}) {
    EXPECT_THAT(DeadlineErrors(Term(D(7, 10, 2022), count, EventTerm::DAY)),
                ElementsAre("d.from_event.count"));
  }
}

TEST(ValidateDeadline, EventNamesAreStable) {
  Deadline deadline = Term(D(7, 10, 2022), 1, EventTerm::DAY);
  for (const char* good : {"OTHER", "VALID_DOSSIER", "A", "ROUND_2"}) {
    deadline.mutable_from_event()->set_event(good);
    EXPECT_THAT(DeadlineErrors(deadline), IsEmpty()) << good;
  }
  for (const std::string& bad : std::vector<std::string>{
           "", "other", "2ND", "_A", "A-B", "HỒ_SƠ", std::string(kMaxEventNameChars + 1, 'A')}) {
    deadline.mutable_from_event()->set_event(bad);
    EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.from_event.event")) << bad;
  }
}

TEST(ValidateDeadline, HoursBelongToDays) {
  Deadline deadline = OnDay(D(15, 6, 2026));
  deadline.set_minute_of_day(15 * 60);
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
  deadline.set_minute_of_day(-1);
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
  deadline.set_minute_of_day(60);
  *deadline.mutable_before_day() = ToDate(D(15, 6, 2026));
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
  deadline.set_standing(true);
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
  deadline.set_condition("đến kỳ");
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
  deadline.clear_rule();
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
  deadline.mutable_recurring()->set_frequency(Recurrence::WEEKLY);
  deadline.mutable_recurring()->set_weekday(5);
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
  deadline.mutable_recurring()->set_exclusive(true);
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.minute_of_day"));
}

TEST(ValidateDeadline, WithoutDate) {
  Deadline deadline;
  deadline.set_standing(false);
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.standing"));
  deadline.set_condition(" \t");
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.condition"));
  deadline.set_condition(std::string(kMaxPhraseBytes + 1, 'x'));
  EXPECT_THAT(DeadlineErrors(deadline), ElementsAre("d.condition"));
}

TEST(ValidateDeadline, OutputsAreNotLookedAt) {
  Deadline deadline = OnDay(D(7, 10, 2022));
  deadline.mutable_last_day()->set_month(99);
  deadline.set_missing_year(-1);
  EXPECT_THAT(DeadlineErrors(deadline), IsEmpty());
}

TEST(ValidatePolicy, NamesWhatIsOutOfRange) {
  FieldErrors none;
  ValidatePolicy(Policy(), "p.", none);
  EXPECT_TRUE(none.empty());
  Policy policy;
  policy.name.clear();
  policy.receipt_closing_minute = 1441;
  policy.due_soon_days = -1;
  FieldErrors errors;
  ValidatePolicy(policy, "p.", errors);
  EXPECT_THAT(Fields(errors), ElementsAre("p.name", "p.receipt_closing_minute", "p.due_soon_days"));
}

}  // namespace
}  // namespace dondoc::calendar
