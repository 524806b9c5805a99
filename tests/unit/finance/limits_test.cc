#include "services/finance/domain/limits.h"

#include "services/finance/domain/money.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;
using v1::FundingSource;
using v1::Project;

absl::Status Check(const Scene& scene, Dossier::PaymentKind kind,
                   const std::vector<v1::PaymentLine>& lines, bool exception = false,
                   int32_t year = 2022) {
  const std::vector<Contract> contracts = scene.contracts();
  const PaymentContext context{scene.project,          scene.contract, contracts, scene.sources,
                               scene.policies.front(), scene.book,     year};
  const PaymentLines asked = Lines(lines);
  return CheckPayment(context, {kind, asked, exception});
}

TEST(FirstAdvance, ExactlyHalfOfTheApprovedStateTotalPasses) {
  Scene scene;
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 500)}), Succeeds());
  const absl::Status status = Check(scene, Dossier::ADVANCE, {Line(kState, 501)});
  EXPECT_THAT(status, Fails(kPrecondition, "FIRST_ADVANCE_ABOVE_SHARE"));
  EXPECT_EQ(Metadata(status, "allowed_amount"), "500");
  EXPECT_EQ(Metadata(status, "asked_amount"), "501");
  EXPECT_EQ(Metadata(status, "policy_version"), "ttlt-27-2015/1");
}

TEST(FirstAdvance, HalfOfAnOddTotalRoundsToTheStateSide) {
  Scene scene;
  scene.project.mutable_approved_amounts(0)->set_amount(1001);
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 500)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 501)}),
              Fails(kPrecondition, "FIRST_ADVANCE_ABOVE_SHARE"));
}

TEST(FirstAdvance, AndWithinTheYearsEstimateWithoutCarryOver) {
  Scene scene;
  scene.sources[0].mutable_estimates(0)->set_estimate_amount(400);
  scene.sources[0].mutable_estimates(0)->set_carry_over_amount(200);  // The ledger still holds 600.
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 400)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 401)}),
              Fails(kPrecondition, "FIRST_ADVANCE_ABOVE_ESTIMATE"));
}

TEST(FirstAdvance, OtherMoneyIsFree) {
  Scene scene;
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kOther, 200)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 500), Line(kOther, 200)}), Succeeds());
}

TEST(NextAdvance, ExactlyHalfSettledPasses) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  const absl::Status status = Check(scene, Dossier::ADVANCE, {Line(kState, 10)});
  EXPECT_THAT(status, Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
  EXPECT_EQ(Metadata(status, "allowed_amount"), "150");
  scene.Pay(Dossier::VOLUME, {Line(kState, 0, 149)});
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 10)}),
              Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
  scene.Pay(Dossier::VOLUME, {Line(kState, 0, 1)});
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 10)}), Succeeds());
}

TEST(NextAdvance, AReservedAdvanceCountsAsAdvancedAReservedSettlementNotAsSettled) {
  Scene scene;
  ASSERT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::ADVANCE, kContract, Lines({Line(kState, 250)}), 2022)),
              Succeeds());
  // Two "first" advances side by side would be twice the share.
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 250)}),
              Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
  ASSERT_THAT(
      scene.book.Apply(PostJournal(Dossier::ADVANCE, kContract, Lines({Line(kState, 250)}), 2022)),
      Succeeds());
  ASSERT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::VOLUME, kContract, Lines({Line(kState, 0, 250)}), 2022)),
              Succeeds());
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 10)}),
              Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
}

TEST(NextAdvance, EquipmentIsExceptedWhereTheRegimeSaysSo) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 10)}, /*exception=*/true), Succeeds());
  scene.policies.front().set_equipment_exception(false);
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 10)}, /*exception=*/true),
              Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
}

TEST(NextAdvance, CountsAllContractsOfTheProject) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  Contract second = scene.contract;
  second.set_name(kProject + "/contracts/c2");
  const std::vector<Contract> contracts = {scene.contract, second};
  const PaymentContext context{scene.project,          second,     contracts, scene.sources,
                               scene.policies.front(), scene.book, 2022};
  EXPECT_THAT(CheckPayment(context, {Dossier::ADVANCE, Lines({Line(kState, 100)}), false}),
              Fails(kPrecondition, "ADVANCES_NOT_SETTLED"));
}

TEST(ContractLimit, DisbursedReservedAndAskedBySource) {
  Scene scene;
  scene.project.set_state(Project::IN_PROGRESS);
  ASSERT_THAT(scene.book.Apply(EstimateJournal(kState, 2022, 10'000)), Succeeds());
  scene.Pay(Dossier::VOLUME, {Line(kState, 500)});
  ASSERT_THAT(scene.book.Apply(
                  ReserveJournal(Dossier::VOLUME, kContract, Lines({Line(kState, 200)}), 2022)),
              Succeeds());
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 100)}), Succeeds());
  const absl::Status status = Check(scene, Dossier::VOLUME, {Line(kState, 101)});
  EXPECT_THAT(status, Fails(kPrecondition, "CONTRACT_LIMIT_EXCEEDED"));
  EXPECT_EQ(Metadata(status, "allowed_amount"), "100");
  EXPECT_EQ(Metadata(status, "subject"), kState);
}

TEST(ContractLimit, SettledAdvancesAreNotPaidTwice) {
  Scene scene;
  ASSERT_THAT(scene.book.Apply(EstimateJournal(kState, 2022, 10'000)), Succeeds());
  scene.Pay(Dossier::ADVANCE, {Line(kState, 400)});
  scene.Pay(Dossier::VOLUME, {Line(kState, 0, 400)});
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 400)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 401)}),
              Fails(kPrecondition, "CONTRACT_LIMIT_EXCEEDED"));
}

TEST(EstimateLimit, BySourceAndYear) {
  Scene scene;
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 600)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 601)}),
              Fails(kPrecondition, "ESTIMATE_EXCEEDED"));
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 1)}, false, 2023),
              Fails(kPrecondition, "ESTIMATE_EXCEEDED"));
  // A multi-year commitment is held against the approved total, not one year's estimate.
  EXPECT_GT(scene.contract.amounts(0).amount(), 600);
}

TEST(Violations, AreNamedAllAtOnce) {
  Scene scene;
  scene.sources[1].set_closed(true);
  const absl::Status status =
      Check(scene, Dossier::ADVANCE, {Line(kState, 900), Line(kOther, 201)});
  EXPECT_THAT(status, Fails(kPrecondition, "CONTRACT_LIMIT_EXCEEDED"));
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.PreconditionFailure");
  ASSERT_TRUE(payload.has_value());
  google::rpc::PreconditionFailure failure;
  ASSERT_TRUE(failure.ParseFromString(std::string(*payload)));
  std::vector<std::string> reasons;
  for (const auto& violation : failure.violations()) reasons.push_back(violation.type());
  EXPECT_THAT(reasons, ::testing::ElementsAre("CONTRACT_LIMIT_EXCEEDED", "ESTIMATE_EXCEEDED",
                                              "CONTRACT_LIMIT_EXCEEDED", "SOURCE_CLOSED",
                                              "ESTIMATE_EXCEEDED", "FIRST_ADVANCE_ABOVE_SHARE",
                                              "FIRST_ADVANCE_ABOVE_ESTIMATE"));
}

TEST(FinalPayment, NeedsAcceptanceOfAtLeastPassed) {
  Scene scene;
  EXPECT_THAT(Check(scene, Dossier::FINAL, {Line(kState, 100)}),
              Fails(kPrecondition, "PROJECT_NOT_ACCEPTED"));
  scene.project.set_state(Project::ACCEPTED);
  for (const auto grade : {v1::Evaluation::PASSED, v1::Evaluation::EXCELLENT}) {
    scene.project.mutable_evaluation()->set_grade(grade);
    EXPECT_THAT(Check(scene, Dossier::FINAL, {Line(kState, 100)}), Succeeds());
  }
  for (const auto grade : {v1::Evaluation::FAILED, v1::Evaluation::GRADE_UNSPECIFIED}) {
    scene.project.mutable_evaluation()->set_grade(grade);
    EXPECT_THAT(Check(scene, Dossier::FINAL, {Line(kState, 100)}),
                Fails(kPrecondition, "PROJECT_NOT_ACCEPTED"));
  }
}

TEST(FinalPayment, ClosesTheContractToFurtherPayments) {
  Scene scene;
  scene.project.set_state(Project::ACCEPTED);
  scene.project.mutable_evaluation()->set_grade(v1::Evaluation::PASSED);
  scene.contract.set_final_payment_posted(true);
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 1)}),
              Fails(kPrecondition, "FINAL_PAYMENT_POSTED"));
}

TEST(Payments, FollowTheStates) {
  Scene scene;
  scene.contract.set_state(Contract::DRAFT);
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 1)}),
              Fails(kPrecondition, "WRONG_STATE"));
  scene.contract.set_state(Contract::ACTIVE);
  scene.project.set_state(Project::ACCEPTED);
  EXPECT_THAT(Check(scene, Dossier::ADVANCE, {Line(kState, 1)}),
              Fails(kPrecondition, "WRONG_STATE"));
  // Of a terminated project, advances are settled, nothing is paid.
  scene.Pay(Dossier::ADVANCE, {Line(kState, 100)});
  scene.project.set_state(Project::TERMINATED);
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 0, 100)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 1, 99)}),
              Fails(kPrecondition, "WRONG_STATE"));
}

TEST(Settling, NoMoreThanIsOutstanding) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 100)});
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 0, 100)}), Succeeds());
  EXPECT_THAT(Check(scene, Dossier::VOLUME, {Line(kState, 0, 101)}),
              Fails(kPrecondition, "SETTLES_MORE_THAN_ADVANCED"));
}

TEST(Contracted, WithinTheApprovedAmountBySource) {
  Scene scene;
  Contract second = scene.contract;
  second.set_name(kProject + "/contracts/c2");
  second.set_state(Contract::DRAFT);
  second.clear_amounts();
  *second.add_amounts() = Amount(kState, 200);
  EXPECT_THAT(CheckContracted(scene.project, second, {scene.contract, second}), Succeeds());
  second.mutable_amounts(0)->set_amount(201);
  EXPECT_THAT(CheckContracted(scene.project, second, {scene.contract, second}),
              Fails(kPrecondition, "CONTRACT_ABOVE_APPROVED"));
  // A draft commits nothing; a liquidated contract did.
  Contract first = scene.contract;
  first.set_state(Contract::DRAFT);
  EXPECT_THAT(CheckContracted(scene.project, second, {first, second}), Succeeds());
  first.set_state(Contract::LIQUIDATED);
  EXPECT_THAT(CheckContracted(scene.project, second, {first, second}),
              Fails(kPrecondition, "CONTRACT_ABOVE_APPROVED"));
  // A source that was never approved.
  *second.mutable_amounts(0) = Amount(kAgency + "/fundingSources/la", 1);
  EXPECT_THAT(CheckContracted(scene.project, second, {second}),
              Fails(kPrecondition, "CONTRACT_ABOVE_APPROVED"));
}

TEST(Recovery, NoMoreThanWasPaid) {
  Scene scene;
  scene.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  scene.Pay(Dossier::VOLUME, {Line(kState, 0, 100)});
  google::protobuf::RepeatedPtrField<v1::RecoveryLine> lines;
  v1::RecoveryLine& line = *lines.Add();
  line.set_source(kState);
  line.set_advance_amount(200);
  line.set_expenditure_amount(100);
  EXPECT_THAT(CheckRecovery(kContract, lines, scene.book), Succeeds());
  line.set_advance_amount(201);
  EXPECT_THAT(CheckRecovery(kContract, lines, scene.book),
              Fails(kPrecondition, "RETURNS_MORE_THAN_ADVANCED"));
  line.set_advance_amount(200);
  line.set_expenditure_amount(101);
  EXPECT_THAT(CheckRecovery(kContract, lines, scene.book),
              Fails(kPrecondition, "RETURNS_MORE_THAN_SPENT"));
}

}  // namespace
}  // namespace dondoc::finance
