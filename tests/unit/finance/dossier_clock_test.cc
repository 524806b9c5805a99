#include "services/finance/domain/dossier_clock.h"

#include "common/calendar/official_tables.h"
#include "services/finance/domain/clock_policy.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::ClockRule;
using v1::Dossier;

ClockRule Rule(ClockRule::Purpose purpose, absl::string_view event, int count,
               common::v1::EventTerm::Unit unit) {
  ClockRule rule;
  rule.set_purpose(purpose);
  rule.mutable_term()->set_count(count);
  rule.mutable_term()->set_unit(unit);
  rule.mutable_term()->set_event(std::string(event));
  rule.set_phrase("không quá 07 ngày làm việc kể từ khi nhận được hồ sơ hợp lệ");
  return rule;
}

class DossierClockTest : public ::testing::Test {
 protected:
  DossierClockTest() : calendar_(*calendar::OfficialCalendar()) {
    policy_.set_version(1);
    *policy_.add_rules() =
        Rule(ClockRule::SETTLEMENT, kValidDossierEvent, 7, common::v1::EventTerm::WORKING_DAY);
    *policy_.add_rules() =
        Rule(ClockRule::LIQUIDATION, kValidDossierEvent, 7, common::v1::EventTerm::WORKING_DAY);
    *policy_.add_rules() = Rule(ClockRule::PAYMENT, kApprovalEvent, 3, common::v1::EventTerm::DAY);
  }
  ClockContext Clocks() const { return {policy_, calendar_, calendar_policy_}; }
  Dossier Valid(Dossier::Kind kind, const google::type::Date& valid_date) const {
    Dossier dossier;
    dossier.set_kind(kind);
    dossier.set_state(Dossier::VALID);
    *dossier.mutable_valid_date() = valid_date;
    StartProcessingClock(Clocks(), dossier);
    return dossier;
  }
  Dossier ApprovedPayment(const google::type::Date& approve_date) const {
    Dossier dossier;
    dossier.set_kind(Dossier::PAYMENT);
    dossier.set_state(Dossier::APPROVED);
    *dossier.mutable_approve_date() = approve_date;
    StartPaymentClock(Clocks(), dossier);
    return dossier;
  }
  calendar::Calendar calendar_;
  calendar::Policy calendar_policy_;
  v1::ClockPolicy policy_;
};

TEST_F(DossierClockTest, SevenWorkingDaysFromAValidDossier) {
  struct Case {
    google::type::Date start, end;
  };
  const Case cases[] = {
      {Date(2022, 10, 3), Date(2022, 10, 12)}, {Date(2022, 9, 28), Date(2022, 10, 7)},
      {Date(2022, 8, 26), Date(2022, 9, 8)},   {Date(2022, 1, 26), Date(2022, 2, 11)},
      {Date(2022, 4, 27), Date(2022, 5, 10)},  {Date(2022, 12, 28), Date(2023, 1, 9)},
      {Date(2024, 4, 24), Date(2024, 5, 7)},   {Date(2026, 8, 28), Date(2026, 9, 11)},
      {Date(2022, 10, 8), Date(2022, 10, 18)},
  };
  for (const Case& c : cases) {
    const Dossier dossier = Valid(Dossier::SETTLEMENT, c.start);
    const auto& deadline = dossier.processing_deadline();
    EXPECT_EQ(deadline.last_day().ShortDebugString(), c.end.ShortDebugString());
    EXPECT_EQ(deadline.resolution(), common::v1::RESOLVED);
    EXPECT_FALSE(deadline.trace().empty());
    EXPECT_EQ(deadline.from_event().event(), "VALID_DOSSIER");
    EXPECT_FALSE(deadline.calendar_version().empty());
    EXPECT_EQ(dossier.clock_policy_version(), 1);
    EXPECT_FALSE(dossier.has_payment_deadline());
  }
}

TEST_F(DossierClockTest, ThreeDaysFromApprovalAreCalendarDaysThatRoll) {
  struct Case {
    google::type::Date start, end;
  };
  const Case cases[] = {
      {Date(2022, 10, 6), Date(2022, 10, 10)}, {Date(2022, 10, 7), Date(2022, 10, 10)},
      {Date(2022, 8, 31), Date(2022, 9, 5)},   {Date(2022, 1, 26), Date(2022, 2, 7)},
      {Date(2022, 10, 3), Date(2022, 10, 6)},
  };
  for (const Case& c : cases) {
    const Dossier dossier = ApprovedPayment(c.start);
    EXPECT_EQ(dossier.payment_deadline().last_day().ShortDebugString(), c.end.ShortDebugString());
    EXPECT_FALSE(dossier.has_processing_deadline());
  }
}

TEST_F(DossierClockTest, NoRuleNoClock) {
  const Dossier dossier = Valid(Dossier::PAYMENT, Date(2022, 10, 3));
  EXPECT_FALSE(dossier.has_processing_deadline());
  EXPECT_EQ(RunningLastDay(dossier), std::nullopt);
  EXPECT_EQ(WaitingYear(dossier), std::nullopt);
}

TEST_F(DossierClockTest, ReturningResets) {
  Dossier dossier = Valid(Dossier::SETTLEMENT, Date(2022, 10, 3));
  ResetProcessingClock(dossier);
  EXPECT_FALSE(dossier.has_processing_deadline());
  EXPECT_EQ(dossier.clock_policy_version(), 0);
}

TEST_F(DossierClockTest, WaitsForAYearWithoutTableAndResolvesWhenItComes) {
  const auto only_2022 = calendar::Calendar::Create({calendar::OfficialTables()[1]});
  ASSERT_THAT(only_2022, Succeeds());
  ASSERT_EQ(only_2022->years(), std::vector<int>{2022});
  Dossier dossier;
  dossier.set_kind(Dossier::LIQUIDATION);
  dossier.set_state(Dossier::VALID);
  *dossier.mutable_valid_date() = Date(2022, 12, 28);
  StartProcessingClock({policy_, *only_2022, calendar_policy_}, dossier);
  EXPECT_EQ(dossier.processing_deadline().resolution(), common::v1::YEAR_MISSING);
  EXPECT_EQ(WaitingYear(dossier), 2023);
  EXPECT_EQ(RunningLastDay(dossier), std::nullopt);
  EXPECT_FALSE(ResolveWaitingClocks(*only_2022, calendar_policy_, dossier));
  EXPECT_TRUE(ResolveWaitingClocks(calendar_, calendar_policy_, dossier));
  EXPECT_EQ(RunningLastDay(dossier), absl::CivilDay(2023, 1, 9));
  // Resolved once, it stays, whatever the calendar.
  EXPECT_FALSE(ResolveWaitingClocks(*only_2022, calendar_policy_, dossier));
  EXPECT_EQ(RunningLastDay(dossier), absl::CivilDay(2023, 1, 9));
}

TEST_F(DossierClockTest, JudgedByTheRunningClock) {
  Dossier dossier = Valid(Dossier::SETTLEMENT, Date(2022, 10, 3));  // To 12/10.
  const auto judge = [&](int month, int day) {
    JudgeDossier(absl::CivilDay(2022, month, day), calendar_policy_, dossier);
    return dossier.timeliness();
  };
  EXPECT_EQ(judge(10, 4), Dossier::IN_TIME);
  EXPECT_FALSE(dossier.due_soon());
  EXPECT_EQ(dossier.last_day().day(), 12);
  EXPECT_EQ(judge(10, 9), Dossier::IN_TIME);
  EXPECT_TRUE(dossier.due_soon());
  EXPECT_EQ(judge(10, 12), Dossier::IN_TIME);
  EXPECT_EQ(judge(10, 13), Dossier::OVERDUE);
  EXPECT_FALSE(dossier.due_soon());
  // Approval does not end it, conclusion does.
  dossier.set_state(Dossier::APPROVED);
  EXPECT_EQ(judge(10, 13), Dossier::OVERDUE);
  dossier.set_state(Dossier::CONCLUDED);
  *dossier.mutable_close_date() = Date(2022, 10, 12);
  EXPECT_EQ(judge(10, 30), Dossier::ON_TIME);
  EXPECT_FALSE(dossier.has_last_day());
  *dossier.mutable_close_date() = Date(2022, 10, 13);
  EXPECT_EQ(judge(10, 30), Dossier::LATE);
  // Also from a day when it was open.
  EXPECT_EQ(judge(10, 4), Dossier::LATE);
  *dossier.mutable_close_date() = Date(2022, 10, 12);
  EXPECT_EQ(judge(10, 4), Dossier::ON_TIME);
  EXPECT_FALSE(dossier.due_soon());
  dossier.set_state(Dossier::REJECTED);
  EXPECT_EQ(judge(10, 30), Dossier::TIMELINESS_UNSPECIFIED);
}

TEST_F(DossierClockTest, PaymentIsJudgedFromApproval) {
  Dossier dossier = ApprovedPayment(Date(2022, 10, 6));  // To 10/10.
  JudgeDossier(absl::CivilDay(2022, 10, 11), calendar_policy_, dossier);
  EXPECT_EQ(dossier.timeliness(), Dossier::OVERDUE);
  dossier.set_state(Dossier::PAID);
  *dossier.mutable_close_date() = Date(2022, 10, 10);
  JudgeDossier(absl::CivilDay(2022, 11, 1), calendar_policy_, dossier);
  EXPECT_EQ(dossier.timeliness(), Dossier::ON_TIME);
  // A supplement stops the clock: nothing runs while it is away.
  dossier.set_state(Dossier::RETURNED);
  JudgeDossier(absl::CivilDay(2023, 1, 1), calendar_policy_, dossier);
  EXPECT_EQ(dossier.timeliness(), Dossier::IN_TIME);
  EXPECT_FALSE(dossier.has_last_day());
}

TEST_F(DossierClockTest, PaymentWithAClockFromValidityEndsItWithApproval) {
  *policy_.add_rules() =
      Rule(ClockRule::PAYMENT, kValidDossierEvent, 7, common::v1::EventTerm::WORKING_DAY);
  policy_.mutable_rules()->DeleteSubrange(2, 1);  // None from approval.
  Dossier dossier = Valid(Dossier::PAYMENT, Date(2022, 10, 3));
  EXPECT_EQ(RunningLastDay(dossier), absl::CivilDay(2022, 10, 12));
  dossier.set_state(Dossier::APPROVED);
  EXPECT_EQ(RunningLastDay(dossier), std::nullopt);
  dossier.set_state(Dossier::PAID);
  *dossier.mutable_approve_date() = Date(2022, 10, 12);
  *dossier.mutable_close_date() = Date(2022, 11, 30);
  JudgeDossier(absl::CivilDay(2022, 12, 1), calendar_policy_, dossier);
  EXPECT_EQ(dossier.timeliness(), Dossier::ON_TIME);
  *dossier.mutable_approve_date() = Date(2022, 10, 13);
  JudgeDossier(absl::CivilDay(2022, 12, 1), calendar_policy_, dossier);
  EXPECT_EQ(dossier.timeliness(), Dossier::LATE);
}

TEST_F(DossierClockTest, OfTwoRunningClocksTheEarlierCounts) {
  *policy_.add_rules() = Rule(ClockRule::SETTLEMENT, kApprovalEvent, 1, common::v1::EventTerm::DAY);
  Dossier dossier = Valid(Dossier::SETTLEMENT, Date(2022, 10, 3));
  *dossier.mutable_approve_date() = Date(2022, 10, 4);
  dossier.set_state(Dossier::APPROVED);
  StartPaymentClock(Clocks(), dossier);
  EXPECT_EQ(RunningLastDay(dossier), absl::CivilDay(2022, 10, 5));
}

}  // namespace
}  // namespace dondoc::finance
