#include "services/finance/domain/dossier.h"

#include "common/calendar/official_tables.h"
#include "services/finance/domain/clock_policy.h"
#include "services/finance/domain/validate.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Dossier;
using v1::Project;

class DossierTest : public ::testing::Test {
 protected:
  DossierTest() : calendar_(*calendar::OfficialCalendar()) {
    for (const auto purpose : {v1::ClockRule::SETTLEMENT, v1::ClockRule::LIQUIDATION}) {
      AddRule(purpose, kValidDossierEvent, 7, common::v1::EventTerm::WORKING_DAY);
    }
    AddRule(v1::ClockRule::PAYMENT, kApprovalEvent, 3, common::v1::EventTerm::DAY);
    policy_.set_version(4);
  }
  void AddRule(v1::ClockRule::Purpose purpose, absl::string_view event, int count,
               common::v1::EventTerm::Unit unit) {
    v1::ClockRule& rule = *policy_.add_rules();
    rule.set_purpose(purpose);
    rule.mutable_term()->set_event(std::string(event));
    rule.mutable_term()->set_count(count);
    rule.mutable_term()->set_unit(unit);
  }
  ClockContext Clocks() const { return {policy_, calendar_, calendar_policy_}; }
  DossierContext Context(bool with_contract = true) {
    contracts_ = scene_.contracts();
    return {scene_.project,  with_contract ? &contracts_[0] : nullptr,
            contracts_,      scene_.sources,
            scene_.policies, scene_.book};
  }
  absl::StatusOr<Dossier> Receive(const v1::ReceiveDossierRequest& request) {
    const Contract* contract = request.dossier().contract().empty() ? nullptr : &scene_.contract;
    auto dossier = ReceiveDossier(request, scene_.project, contract, ActOf(kOfficer));
    if (dossier.ok()) dossier->set_name(kAgency + "/dossiers/d1");
    return dossier;
  }
  v1::ReceiveDossierRequest Payment() const {
    v1::ReceiveDossierRequest request;
    request.set_parent(kAgency);
    request.mutable_dossier()->set_kind(Dossier::PAYMENT);
    request.mutable_dossier()->set_payment_kind(Dossier::ADVANCE);
    request.mutable_dossier()->set_project(kProject);
    request.mutable_dossier()->set_contract(kContract);
    *request.mutable_dossier()->add_lines() = Line(kState, 300);
    return request;
  }
  v1::ReceiveDossierRequest OfKind(Dossier::Kind kind) const {
    v1::ReceiveDossierRequest request;
    request.mutable_dossier()->set_kind(kind);
    if (kind == Dossier::LIQUIDATION) request.mutable_dossier()->set_contract(kContract);
    return request;
  }
  // Received by the officer, found complete by the accountant.
  Dossier Valid(const v1::ReceiveDossierRequest& request) {
    const auto received = Receive(request);
    EXPECT_THAT(received, Succeeds());
    const auto valid = ValidateDossier(*received, {}, Clocks(), ActOf(kAccountant));
    EXPECT_THAT(valid, Succeeds());
    return *valid;
  }
  absl::StatusOr<Conclusion> Conclude(const Dossier& dossier, bool with_contract) {
    v1::ConcludeDossierRequest request;
    *request.mutable_conclusion() = Paper("BBTL 01", Date(2022, 10, 3));
    return ConcludeDossier(dossier, request, Context(with_contract), ActOf(kAccountant));
  }
  // An accepted project whose whole state money was advanced, settled and paid to the end.
  void FinishPayments() {
    scene_.project.set_state(Project::ACCEPTED);
    scene_.project.mutable_evaluation()->set_grade(v1::Evaluation::PASSED);
    scene_.Pay(Dossier::ADVANCE, {Line(kState, 300)});
    scene_.Pay(Dossier::FINAL, {Line(kState, 200, 300)});
    scene_.contract.set_final_payment_posted(true);
  }

  Scene scene_;
  calendar::Calendar calendar_;
  calendar::Policy calendar_policy_;
  v1::ClockPolicy policy_;
  std::vector<Contract> contracts_;
};

TEST_F(DossierTest, Receive) {
  v1::ReceiveDossierRequest request = Payment();
  *request.mutable_dossier()->mutable_received_date() = Date(2022, 9, 30);
  request.mutable_dossier()->set_state(Dossier::APPROVED);
  request.mutable_dossier()->set_approved_by(kDirector);
  const auto dossier = Receive(request);
  ASSERT_THAT(dossier, Succeeds());
  EXPECT_EQ(dossier->state(), Dossier::RECEIVED);
  EXPECT_EQ(dossier->approved_by(), "");
  EXPECT_EQ(dossier->unit(), kUnit);
  EXPECT_EQ(dossier->pay_total_amount(), 300);
  EXPECT_EQ(dossier->received_date().day(), 30);
  EXPECT_EQ(dossier->first_received_date().day(), 30);
  EXPECT_EQ(dossier->received_by(), kOfficer);
  EXPECT_FALSE(dossier->has_processing_deadline());
}

TEST_F(DossierTest, ReceiveNamesEveryBadField) {
  v1::ReceiveDossierRequest request = Payment();
  Dossier& dossier = *request.mutable_dossier();
  dossier.clear_lines();
  *dossier.add_lines() = Line(kState, -1, 1);
  *dossier.add_lines() = Line(kState, 0, 0);
  *dossier.add_lines() = Line(kAgency + "/fundingSources/la", 5);
  dossier.set_instalment(1);
  dossier.set_settlement_amount(5);
  dossier.mutable_equipment_exception();
  dossier.add_documents();
  EXPECT_THAT(Receive(request),
              HasBadFields(std::vector<std::string>{
                  "dossier.lines[0].pay_amount", "dossier.lines[0].settle_amount",
                  "dossier.lines[1].source", "dossier.lines[1].pay_amount",
                  "dossier.lines[2].source", "dossier.instalment", "dossier.settlement_amount",
                  "dossier.equipment_exception.reason", "dossier.equipment_exception.confirmed_by",
                  "dossier.equipment_exception.basis", "dossier.documents[0].reference"}));
  request = Payment();
  *request.mutable_dossier()->mutable_received_date() = Date(2022, 10, 4);
  EXPECT_THAT(Receive(request), HasBadFields(std::vector<std::string>{"dossier.received_date"}));
}

TEST_F(DossierTest, EveryKindTakesOnlyItsOwnFields) {
  EXPECT_THAT(Receive(OfKind(Dossier::KIND_UNSPECIFIED)),
              HasBadFields(std::vector<std::string>{"dossier.kind"}));
  v1::ReceiveDossierRequest request = Payment();
  request.mutable_dossier()->set_kind(Dossier::SETTLEMENT);
  EXPECT_THAT(Receive(request), HasBadFields(std::vector<std::string>{
                                    "dossier.payment_kind", "dossier.lines", "dossier.contract"}));
  request = OfKind(Dossier::LIQUIDATION);
  request.mutable_dossier()->clear_contract();
  EXPECT_THAT(Receive(request), HasBadFields(std::vector<std::string>{"dossier.contract"}));
  request = Payment();
  request.mutable_dossier()->clear_contract();
  EXPECT_THAT(Receive(request), HasBadFields(std::vector<std::string>{"dossier.contract"}));
}

TEST_F(DossierTest, ClockStartsWithValidityNotReceipt) {
  v1::ReceiveDossierRequest request = OfKind(Dossier::SETTLEMENT);
  *request.mutable_dossier()->mutable_received_date() = Date(2022, 9, 20);
  const auto received = Receive(request);
  ASSERT_THAT(received, Succeeds());
  v1::ValidateDossierRequest validate;
  *validate.mutable_valid_date() = Date(2022, 9, 28);
  const auto valid = ValidateDossier(*received, validate, Clocks(), ActOf(kAccountant));
  ASSERT_THAT(valid, Succeeds());
  EXPECT_EQ(valid->processing_deadline().last_day().day(), 7);
  EXPECT_EQ(valid->clock_policy_version(), 4);
  *validate.mutable_valid_date() = Date(2022, 9, 19);
  EXPECT_THAT(ValidateDossier(*received, validate, Clocks(), ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"valid_date"}));
}

TEST_F(DossierTest, SupplementResetsTheClockAndKeepsEveryDay) {
  v1::ReceiveDossierRequest request = OfKind(Dossier::SETTLEMENT);
  *request.mutable_dossier()->mutable_received_date() = Date(2022, 9, 20);
  v1::ValidateDossierRequest validate;
  *validate.mutable_valid_date() = Date(2022, 9, 21);
  auto dossier = ValidateDossier(*Receive(request), validate, Clocks(), ActOf(kAccountant));
  ASSERT_THAT(dossier, Succeeds());

  v1::ReturnDossierRequest back;
  EXPECT_THAT(ReturnDossier(*dossier, back, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"reason"}));
  back.set_reason("Thiếu bảng kê");
  *back.mutable_returned_date() = Date(2022, 9, 20);
  EXPECT_THAT(ReturnDossier(*dossier, back, ActOf(kAccountant)),
              HasBadFields(std::vector<std::string>{"returned_date"}));
  *back.mutable_returned_date() = Date(2022, 9, 23);
  dossier = ReturnDossier(*dossier, back, ActOf(kAccountant));
  ASSERT_THAT(dossier, Succeeds());
  EXPECT_EQ(dossier->state(), Dossier::RETURNED);
  EXPECT_FALSE(dossier->has_processing_deadline());
  EXPECT_FALSE(dossier->has_valid_date());
  EXPECT_EQ(dossier->returned_date().day(), 23);

  v1::ResubmitDossierRequest again;
  *again.mutable_received_date() = Date(2022, 9, 22);
  EXPECT_THAT(ResubmitDossier(*dossier, again, ActOf(kOfficer)),
              HasBadFields(std::vector<std::string>{"received_date"}));
  *again.mutable_received_date() = Date(2022, 9, 27);
  *again.add_documents() = Paper("Bảng kê", Date(2022, 9, 26));
  dossier = ResubmitDossier(*dossier, again, ActOf(kOfficer));
  ASSERT_THAT(dossier, Succeeds());
  EXPECT_EQ(dossier->state(), Dossier::RECEIVED);
  EXPECT_EQ(dossier->documents_size(), 1);
  EXPECT_EQ(dossier->received_date().day(), 27);
  EXPECT_EQ(dossier->first_received_date().day(), 20);
  ASSERT_EQ(dossier->supplements_size(), 1);
  EXPECT_EQ(dossier->supplements(0).valid_date().day(), 21);
  EXPECT_EQ(dossier->supplements(0).resubmitted_date().day(), 27);

  *validate.mutable_valid_date() = Date(2022, 9, 28);
  dossier = ValidateDossier(*dossier, validate, Clocks(), ActOf(kAccountant));
  ASSERT_THAT(dossier, Succeeds());
  EXPECT_EQ(dossier->processing_deadline().last_day().month(), 10);
  EXPECT_EQ(dossier->processing_deadline().last_day().day(), 7);
}

TEST_F(DossierTest, SupplementsEndSomewhere) {
  auto dossier = Receive(Payment());
  for (int i = 0; i < kMaxSupplements; ++i) dossier->add_supplements();
  v1::ReturnDossierRequest back;
  back.set_reason("Thiếu");
  EXPECT_THAT(ReturnDossier(*dossier, back, ActOf(kAccountant)),
              Fails(kPrecondition, "TOO_MANY_SUPPLEMENTS"));
}

TEST_F(DossierTest, UpdateOnlyBeforeItIsValid) {
  auto dossier = Receive(Payment());
  v1::UpdateDossierRequest change;
  *change.mutable_dossier()->add_lines() = Line(kState, 250);
  const auto changed = UpdateDossier(*dossier, change, &scene_.contract, ActOf(kSecondAccountant));
  ASSERT_THAT(changed, Succeeds());
  EXPECT_EQ(changed->pay_total_amount(), 250);
  EXPECT_THAT(changed->changed_by(), ::testing::ElementsAre(kSecondAccountant));
  EXPECT_THAT(UpdateDossier(Valid(Payment()), change, &scene_.contract, ActOf(kOfficer)),
              Fails(kPrecondition, "WRONG_STATE"));
}

TEST_F(DossierTest, NobodyWhoPreparedItApproves) {
  Dossier dossier = Valid(Payment());
  for (const std::string& actor : {kOfficer, kAccountant}) {
    EXPECT_THAT(ApproveDossier(dossier, Context(), Clocks(), ActOf(actor)),
                Fails(kDenied, "SELF_APPROVAL"));
  }
  dossier.add_changed_by(kDirector);
  EXPECT_THAT(ApproveDossier(dossier, Context(), Clocks(), ActOf(kDirector)),
              Fails(kDenied, "SELF_APPROVAL"));
}

TEST_F(DossierTest, ApprovalStartsTheClockOfPayment) {
  const auto approved = ApproveDossier(Valid(Payment()), Context(), Clocks(),
                                       ActOf(kDirector, absl::CivilDay(2022, 10, 6)));
  ASSERT_THAT(approved, Succeeds());
  EXPECT_EQ(approved->state(), Dossier::APPROVED);
  EXPECT_EQ(approved->payment_deadline().last_day().day(), 10);
  EXPECT_FALSE(approved->has_processing_deadline());
}

TEST_F(DossierTest, ApprovalHoldsAPaymentAgainstTheLimits) {
  v1::ReceiveDossierRequest request = Payment();
  request.mutable_dossier()->mutable_lines(0)->set_pay_amount(501);
  EXPECT_THAT(ApproveDossier(Valid(request), Context(), Clocks(), ActOf(kDirector)),
              Fails(kPrecondition, "FIRST_ADVANCE_ABOVE_SHARE"));
  const Dossier dossier = Valid(Payment());
  scene_.contract.set_state(Contract::DRAFT);
  scene_.contract.clear_limit_policy();
  EXPECT_THAT(ApproveDossier(dossier, Context(), Clocks(), ActOf(kDirector)),
              Fails(kPrecondition, "WRONG_STATE"));
}

TEST_F(DossierTest, AnExceptionIsConfirmedBySomebodyElse) {
  v1::ReceiveDossierRequest request = Payment();
  auto& exception = *request.mutable_dossier()->mutable_equipment_exception();
  exception.set_reason("Mua thiết bị");
  exception.set_confirmed_by(kOfficer);
  *exception.mutable_basis() = Paper();
  EXPECT_THAT(ApproveDossier(Valid(request), Context(), Clocks(), ActOf(kDirector)),
              Fails(kDenied, "SELF_APPROVAL"));
  exception.set_confirmed_by(kSecondAccountant);
  EXPECT_THAT(ApproveDossier(Valid(request), Context(), Clocks(), ActOf(kDirector)), Succeeds());
}

TEST_F(DossierTest, RejectAndWithdraw) {
  Dossier dossier = Valid(Payment());
  v1::RejectDossierRequest reject;
  EXPECT_THAT(RejectDossier(dossier, reject, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"reason"}));
  reject.set_reason("Sai đối tượng");
  const auto rejected = RejectDossier(dossier, reject, ActOf(kDirector));
  ASSERT_THAT(rejected, Succeeds());
  EXPECT_EQ(rejected->closed_by(), kDirector);
  dossier.set_state(Dossier::APPROVED);
  dossier.set_disbursement(kAgency + "/disbursements/b1");
  EXPECT_THAT(RejectDossier(dossier, reject, ActOf(kDirector)),
              Fails(kPrecondition, "RESERVATION_OPEN"));
  v1::WithdrawDossierRequest withdraw;
  withdraw.set_reason("Nộp lại sau");
  EXPECT_EQ(WithdrawDossier(Valid(Payment()), withdraw, ActOf(kOfficer))->state(),
            Dossier::WITHDRAWN);
}

TEST_F(DossierTest, TheOrderIsAcceptanceFinalPaymentLiquidationSettlement) {
  const Dossier liquidation = Valid(OfKind(Dossier::LIQUIDATION));
  v1::ReceiveDossierRequest settle = OfKind(Dossier::SETTLEMENT);
  settle.mutable_dossier()->set_settlement_amount(500);
  const Dossier settlement = Valid(settle);
  const auto approve = [&](const Dossier& dossier) {
    return ApproveDossier(dossier, Context(dossier.kind() == Dossier::LIQUIDATION), Clocks(),
                          ActOf(kDirector));
  };
  EXPECT_THAT(approve(liquidation), Fails(kPrecondition, "PROJECT_NOT_ACCEPTED"));
  EXPECT_THAT(approve(settlement), Fails(kPrecondition, "PROJECT_NOT_ACCEPTED"));
  scene_.project.set_state(Project::ACCEPTED);
  scene_.project.mutable_evaluation()->set_grade(v1::Evaluation::PASSED);
  EXPECT_THAT(approve(liquidation), Fails(kPrecondition, "FINAL_PAYMENT_MISSING"));
  EXPECT_THAT(approve(settlement), Fails(kPrecondition, "CONTRACT_NOT_LIQUIDATED"));
  FinishPayments();
  EXPECT_THAT(approve(settlement), Fails(kPrecondition, "CONTRACT_NOT_LIQUIDATED"));

  const auto approved = approve(liquidation);
  ASSERT_THAT(approved, Succeeds());
  const auto liquidated = Conclude(*approved, true);
  ASSERT_THAT(liquidated, Succeeds());
  EXPECT_EQ(liquidated->dossier.state(), Dossier::CONCLUDED);
  EXPECT_EQ(liquidated->contract->state(), Contract::LIQUIDATED);
  EXPECT_EQ(liquidated->project.state(), Project::LIQUIDATED);
  EXPECT_TRUE(liquidated->project.has_liquidate_date());
  scene_.contract = *liquidated->contract;
  scene_.project = liquidated->project;

  const auto second = approve(settlement);
  ASSERT_THAT(second, Succeeds());
  const auto settled = Conclude(*second, false);
  ASSERT_THAT(settled, Succeeds());
  EXPECT_EQ(settled->project.state(), Project::SETTLED);
  EXPECT_FALSE(settled->contract.has_value());
  scene_.project = settled->project;

  // Once and finally: a second settlement is refused at every step.
  EXPECT_THAT(Receive(settle), Fails(kPrecondition, "PROJECT_ALREADY_SETTLED"));
  EXPECT_THAT(approve(settlement), Fails(kPrecondition, "PROJECT_ALREADY_SETTLED"));
  EXPECT_THAT(Conclude(*second, false), Fails(kPrecondition, "PROJECT_ALREADY_SETTLED"));
}

TEST_F(DossierTest, AContractPaidInFullNeedsNoFinalPayment) {
  scene_.project.set_state(Project::ACCEPTED);
  ASSERT_THAT(scene_.book.Apply(EstimateJournal(kState, 2022, 1000)), Succeeds());
  scene_.Pay(Dossier::VOLUME, {Line(kState, 800), Line(kOther, 199)});
  const Dossier liquidation = Valid(OfKind(Dossier::LIQUIDATION));
  EXPECT_THAT(ApproveDossier(liquidation, Context(), Clocks(), ActOf(kDirector)),
              Fails(kPrecondition, "FINAL_PAYMENT_MISSING"));
  scene_.Pay(Dossier::VOLUME, {Line(kOther, 1)});
  EXPECT_THAT(ApproveDossier(liquidation, Context(), Clocks(), ActOf(kDirector)), Succeeds());
}

TEST_F(DossierTest, ConclusionNeedsAClearLedger) {
  FinishPayments();
  scene_.Pay(Dossier::ADVANCE, {Line(kState, 10)});
  Dossier liquidation = Valid(OfKind(Dossier::LIQUIDATION));
  liquidation.set_state(Dossier::APPROVED);
  const auto status = Conclude(liquidation, true).status();
  EXPECT_THAT(status, Fails(kPrecondition, "ADVANCE_OUTSTANDING"));
  EXPECT_EQ(Metadata(status, "outstanding_amount"), "10");
  ASSERT_THAT(scene_.book.Apply(
                  ReserveJournal(Dossier::VOLUME, kContract, Lines({Line(kState, 0, 10)}), 2022)),
              Succeeds());
  EXPECT_THAT(Conclude(liquidation, true), Fails(kPrecondition, "RESERVATION_OPEN"));
  ASSERT_THAT(scene_.book.Apply(
                  PostJournal(Dossier::VOLUME, kContract, Lines({Line(kState, 0, 10)}), 2022)),
              Succeeds());
  EXPECT_THAT(Conclude(liquidation, true), Succeeds());
}

TEST_F(DossierTest, TheStatedSettlementIsTheLedgers) {
  FinishPayments();
  scene_.contract.set_state(Contract::LIQUIDATED);
  scene_.project.set_state(Project::LIQUIDATED);
  v1::ReceiveDossierRequest request = OfKind(Dossier::SETTLEMENT);
  request.mutable_dossier()->set_settlement_amount(499);
  Dossier settlement = Valid(request);
  settlement.set_state(Dossier::APPROVED);
  const auto status = Conclude(settlement, false).status();
  EXPECT_THAT(status, Fails(kPrecondition, "SETTLEMENT_MISMATCH"));
  EXPECT_EQ(Metadata(status, "ledger_amount"), "500");
  settlement.set_settlement_amount(500);
  EXPECT_THAT(Conclude(settlement, false), Succeeds());
}

TEST_F(DossierTest, TheProjectIsLiquidatedWithItsLastContract) {
  FinishPayments();
  Contract second = scene_.contract;
  second.set_name(kProject + "/contracts/c2");
  Dossier liquidation = Valid(OfKind(Dossier::LIQUIDATION));
  liquidation.set_state(Dossier::APPROVED);
  v1::ConcludeDossierRequest request;
  *request.mutable_conclusion() = Paper();
  const std::vector<Contract> both = {scene_.contract, second};
  const auto conclusion = ConcludeDossier(
      liquidation, request,
      {scene_.project, &both[0], both, scene_.sources, scene_.policies, scene_.book},
      ActOf(kAccountant));
  ASSERT_THAT(conclusion, Succeeds());
  EXPECT_EQ(conclusion->contract->state(), Contract::LIQUIDATED);
  EXPECT_EQ(conclusion->project.state(), Project::ACCEPTED);
  EXPECT_FALSE(conclusion->project.has_liquidate_date());
}

TEST_F(DossierTest, ATerminatedProjectIsLiquidatedAndSettledToo) {
  scene_.Pay(Dossier::ADVANCE, {Line(kState, 300)});
  scene_.Pay(Dossier::VOLUME, {Line(kState, 0, 300)});
  scene_.project.set_state(Project::TERMINATED);
  Dossier liquidation = Valid(OfKind(Dossier::LIQUIDATION));
  const auto approved = ApproveDossier(liquidation, Context(), Clocks(), ActOf(kDirector));
  ASSERT_THAT(approved, Succeeds());
  const auto liquidated = Conclude(*approved, true);
  ASSERT_THAT(liquidated, Succeeds());
  EXPECT_EQ(liquidated->project.state(), Project::TERMINATED);
  scene_.contract = *liquidated->contract;
  v1::ReceiveDossierRequest request = OfKind(Dossier::SETTLEMENT);
  request.mutable_dossier()->set_settlement_amount(300);
  const auto second = ApproveDossier(Valid(request), Context(false), Clocks(), ActOf(kDirector));
  ASSERT_THAT(second, Succeeds());
  EXPECT_EQ(Conclude(*second, false)->project.state(), Project::SETTLED);
}

}  // namespace
}  // namespace dondoc::finance
