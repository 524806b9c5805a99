// The end of a project: acceptance, final payment, liquidation, one settlement, in this order and
// by the clocks of the notice: seven working days from a valid dossier, three days from approval.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

using common::v1::EventTerm;

v1::ClockRule ClosingClock(v1::ClockRule::Purpose purpose, const char* event, int count,
                           EventTerm::Unit unit) {
  v1::ClockRule rule;
  rule.set_purpose(purpose);
  rule.mutable_term()->set_event(event);
  rule.mutable_term()->set_count(count);
  rule.mutable_term()->set_unit(unit);
  rule.set_phrase("theo thông báo");
  return rule;
}

class ClosingTest : public FinanceTest {
 protected:
  void SetUp() override {
    FinanceTest::SetUp();
    v1::SetClockPolicyRequest request;
    v1::ClockPolicy& policy = *request.mutable_clock_policy();
    policy.set_name("agencies/so/clockPolicy");
    *policy.add_rules() =
        ClosingClock(v1::ClockRule::SETTLEMENT, "VALID_DOSSIER", 7, EventTerm::WORKING_DAY);
    *policy.add_rules() =
        ClosingClock(v1::ClockRule::LIQUIDATION, "VALID_DOSSIER", 7, EventTerm::WORKING_DAY);
    *policy.add_rules() = ClosingClock(v1::ClockRule::PAYMENT, "APPROVAL", 3, EventTerm::DAY);
    ASSERT_OK(Do(kDirector, &SetClockPolicy, request));
    ASSERT_NO_FATAL_FAILURE(MakeContract());
  }
  // Valid and approved today.
  v1::Dossier Approved(v1::Dossier::Kind kind, int64_t settlement_amount = 0) {
    return Must(Approve(Must(Validate(ReceivedOfKind(kind, settlement_amount)))));
  }
};

TEST_P(ClosingTest, TheWholeWayInItsOrder) {
  // Friday 14/10: three days from approval end on Monday 17/10.
  GoTo(absl::CivilDay(2022, 10, 14));
  const v1::Dossier advance = ApprovedDossier(v1::Dossier::ADVANCE, 400);
  EXPECT_EQ(calendar::CivilDayOf(advance.last_day()), absl::CivilDay(2022, 10, 17));
  EXPECT_EQ(advance.clock_policy_version(), 1);
  const v1::Disbursement reserved = Must(Reserve(advance));
  GoTo(absl::CivilDay(2022, 10, 18));
  EXPECT_EQ(DossierNow(advance.name()).timeliness(), v1::Dossier::OVERDUE);
  EXPECT_EQ(Board().total().overdue_dossiers(), 1);
  ASSERT_OK(Post(reserved, "UNC 01"));
  EXPECT_EQ(DossierNow(advance.name()).timeliness(), v1::Dossier::LATE);
  EXPECT_EQ(Board().total().overdue_dossiers(), 0);

  // Nothing closes before the council has met.
  EXPECT_ERROR(Approve(Must(Validate(ReceivedOfKind(v1::Dossier::LIQUIDATION)))), kPrecondition,
               "PROJECT_NOT_ACCEPTED");
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::FINAL, 100)), kPrecondition,
               "PROJECT_NOT_ACCEPTED");
  EXPECT_EQ(Must(Evaluate(v1::Evaluation::PASSED)).state(), v1::Project::ACCEPTED);
  EXPECT_ERROR(Approve(Must(Validate(ReceivedOfKind(v1::Dossier::LIQUIDATION)))), kPrecondition,
               "FINAL_PAYMENT_MISSING");
  EXPECT_ERROR(Approve(Must(Validate(ReceivedOfKind(v1::Dossier::SETTLEMENT, 0)))), kPrecondition,
               "CONTRACT_NOT_LIQUIDATED");

  const v1::Disbursement final_payment = Pay(v1::Dossier::FINAL, 300, 250, "UNC 02");
  EXPECT_TRUE(ContractNow(contract_).final_payment_posted());
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 1)), kPrecondition,
               "FINAL_PAYMENT_POSTED");

  // Thursday 20/10 and seven working days: Monday 31/10.
  GoTo(absl::CivilDay(2022, 10, 20));
  const v1::Dossier liquidation = Approved(v1::Dossier::LIQUIDATION);
  EXPECT_EQ(calendar::CivilDayOf(liquidation.last_day()), absl::CivilDay(2022, 10, 31));
  EXPECT_ERROR(Conclude(liquidation, "BB thanh lý"), kPrecondition, "ADVANCE_OUTSTANDING");
  ASSERT_OK(Recover(/*advance=*/150, /*expenditure=*/0));
  GoTo(absl::CivilDay(2022, 10, 31));
  EXPECT_EQ(DossierNow(liquidation.name()).timeliness(), v1::Dossier::IN_TIME);
  const v1::Dossier closed = Must(Conclude(liquidation, "BB thanh lý"));
  EXPECT_EQ(closed.state(), v1::Dossier::CONCLUDED);
  EXPECT_EQ(closed.timeliness(), v1::Dossier::ON_TIME);
  EXPECT_EQ(ContractNow(contract_).state(), v1::Contract::LIQUIDATED);
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::LIQUIDATED);
  EXPECT_EQ(ProjectNow(project_).liquidate_date().day(), 31);
  EXPECT_ERROR(Reverse(DisbursementNow(final_payment.name())), kPrecondition,
               "CONTRACT_LIQUIDATED");
  EXPECT_ERROR(Approve(Must(Validate(ReceivedOfKind(v1::Dossier::LIQUIDATION)))), kPrecondition,
               "WRONG_STATE");

  // The settlement states what the ledger holds, once.
  const v1::Dossier wrong = Approved(v1::Dossier::SETTLEMENT, 549);
  EXPECT_ERROR(Conclude(wrong, "QĐ quyết toán"), kPrecondition, "SETTLEMENT_MISMATCH");
  const v1::Dossier settlement = Approved(v1::Dossier::SETTLEMENT, 300 + 250);
  const v1::Dossier second = Approved(v1::Dossier::SETTLEMENT, 300 + 250);
  GoTo(absl::CivilDay(2022, 11, 10));
  EXPECT_EQ(Must(Conclude(settlement, "QĐ quyết toán")).timeliness(), v1::Dossier::LATE);
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::SETTLED);
  EXPECT_ERROR(Conclude(second, "QĐ quyết toán"), kPrecondition, "PROJECT_ALREADY_SETTLED");
  v1::ReceiveDossierRequest third;
  third.set_parent(kAgency);
  third.mutable_dossier()->set_kind(v1::Dossier::SETTLEMENT);
  third.mutable_dossier()->set_project(project_);
  EXPECT_ERROR(Do(kAccountant, &ReceiveDossier, third), kPrecondition, "PROJECT_ALREADY_SETTLED");
  EXPECT_ERROR(Recover(0, 1), kPrecondition, "WRONG_STATE");
}

TEST_P(ClosingTest, NothingReservedStaysBehind) {
  ASSERT_OK(Evaluate(v1::Evaluation::EXCELLENT));
  const v1::Dossier waiting = ApprovedDossier(v1::Dossier::VOLUME, 50);
  const v1::Disbursement reserved = Must(Reserve(waiting));
  EXPECT_ERROR(Reserve(ApprovedDossier(v1::Dossier::FINAL, 100)), kPrecondition,
               "RESERVATION_OPEN");
  ASSERT_OK(Void(reserved));
  Pay(v1::Dossier::FINAL, 100, 0, "UNC 01");
  const v1::Dossier liquidation = Approved(v1::Dossier::LIQUIDATION);
  ASSERT_OK(Conclude(liquidation, "BB thanh lý"));
  // A liquidated contract pays nothing more, whatever was approved before.
  EXPECT_ERROR(Reserve(DossierNow(waiting.name())), kPrecondition, "WRONG_STATE");
}

TEST_P(ClosingTest, AFailedProjectIsRecoveredLiquidatedAndSettled) {
  Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::VOLUME, 10)));
  EXPECT_ERROR(Evaluate(v1::Evaluation::FAILED), kPrecondition, "RESERVATION_OPEN");
  ASSERT_OK(Void(reserved));
  EXPECT_EQ(Must(Evaluate(v1::Evaluation::FAILED)).state(), v1::Project::TERMINATED);
  // Spent properly is recognised; nothing more is paid; the rest comes back.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 1)), kPrecondition, "WRONG_STATE");
  Pay(v1::Dossier::VOLUME, 0, 100, "UNC 02");
  ASSERT_OK(Recover(300, 40));
  ASSERT_OK(Conclude(Approved(v1::Dossier::LIQUIDATION), "BB thanh lý"));
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::TERMINATED);
  ASSERT_OK(Conclude(Approved(v1::Dossier::SETTLEMENT, 100 - 40), "QĐ quyết toán"));
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::SETTLED);
  EXPECT_EQ(Board().total().recovered_amount(), 340);
  EXPECT_EQ(Board().total().outstanding_advance_amount(), 0);
}

// A project is liquidated with its last contract, not before.
TEST_P(ClosingTest, TheLastContractClosesTheProject) {
  const v1::Contract other = DraftContract(project_, "06/2022/HĐ", {Amount(kSource, 200)});
  ASSERT_OK(Sign(other));
  ASSERT_OK(Evaluate(v1::Evaluation::PASSED));
  Pay(v1::Dossier::FINAL, 100, 0, "UNC 01");
  ASSERT_OK(Conclude(Approved(v1::Dossier::LIQUIDATION), "BB 1"));
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::ACCEPTED);
  EXPECT_FALSE(ProjectNow(project_).has_liquidate_date());
  contract_ = other.name();
  Pay(v1::Dossier::FINAL, 200, 0, "UNC 02");
  ASSERT_OK(Conclude(Approved(v1::Dossier::LIQUIDATION), "BB 2"));
  EXPECT_EQ(ProjectNow(project_).state(), v1::Project::LIQUIDATED);
}

DONDOC_ON_EVERY_ENGINE(ClosingTest);

}  // namespace
}  // namespace dondoc::finance
