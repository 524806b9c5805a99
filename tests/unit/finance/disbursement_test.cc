#include "services/finance/domain/disbursement.h"

#include "services/finance/domain/errors.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Contract;
using v1::Disbursement;
using v1::Dossier;
using v1::Journal;
using v1::Project;

const std::string kDisbursement = kAgency + "/disbursements/b1";
const std::string kReserveJournal = kAgency + "/journals/j1";
const std::string kNextJournal = kAgency + "/journals/j2";
const std::string kThirdJournal = kAgency + "/journals/j3";

class DisbursementTest : public ::testing::Test {
 protected:
  absl::StatusOr<Movement> Reserve(const Dossier& dossier,
                                   const v1::ReserveDisbursementRequest& request = {},
                                   const Act& act = ActOf(kAccountant)) {
    const std::vector<Contract> contracts = scene_.contracts();
    return ReserveDisbursement(
        request,
        {dossier, scene_.project, scene_.contract, contracts, scene_.sources, scene_.policies},
        kDisbursement, kReserveJournal, scene_.book, act);
  }
  Movement Reserved(Dossier::PaymentKind kind = Dossier::ADVANCE,
                    const std::vector<v1::PaymentLine>& lines = {Line(kState, 300)}) {
    auto movement = Reserve(scene_.Approved(kind, lines));
    EXPECT_THAT(movement, Succeeds());
    return *movement;
  }
  DisbursementContext ContextOf(const Movement& movement) const {
    return {movement.disbursement, movement.dossier, scene_.project, scene_.contract};
  }
  absl::StatusOr<Movement> Post(const Movement& reserved, const Act& act = ActOf(kDirector)) {
    v1::PostDisbursementRequest request;
    *request.mutable_voucher() = Paper("GRDT 0045", Date(2022, 10, 3));
    return PostDisbursement(request, ContextOf(reserved), scene_.policies.front(), kNextJournal,
                            scene_.book, act);
  }
  absl::StatusOr<Movement> Reverse(const Movement& posted, const Act& act = ActOf(kDirector)) {
    v1::ReverseDisbursementRequest request;
    request.set_reason("Chuyển nhầm tài khoản");
    return ReverseDisbursement(request, ContextOf(posted), posted.journal, kThirdJournal,
                               scene_.book, act);
  }
  Scene scene_;
};

TEST_F(DisbursementTest, ReservePostReverse) {
  const Movement reserved = Reserved();
  EXPECT_EQ(reserved.disbursement.state(), Disbursement::RESERVED);
  EXPECT_EQ(reserved.disbursement.budget_year(), 2022);
  EXPECT_EQ(reserved.disbursement.expire_date().month(), 11);
  EXPECT_EQ(reserved.disbursement.expire_date().day(), 2);
  EXPECT_EQ(reserved.dossier.disbursement(), kDisbursement);
  EXPECT_EQ(reserved.journal.kind(), Journal::RESERVE);
  EXPECT_EQ(reserved.journal.disbursement(), kDisbursement);

  const auto posted = Post(reserved);
  ASSERT_THAT(posted, Succeeds());
  EXPECT_EQ(posted->disbursement.state(), Disbursement::POSTED);
  EXPECT_EQ(posted->disbursement.posted_by(), kDirector);
  EXPECT_EQ(posted->dossier.state(), Dossier::PAID);
  EXPECT_EQ(posted->dossier.conclusion().reference(), "GRDT 0045");
  EXPECT_EQ(posted->journal.kind(), Journal::POST);
  EXPECT_EQ(posted->journal.refers_to(), kReserveJournal);
  EXPECT_FALSE(posted->contract.has_value());
  EXPECT_EQ(scene_.book.Position(kContract, kState).disbursed(), 300);

  const auto reversed = Reverse(*posted);
  ASSERT_THAT(reversed, Succeeds());
  EXPECT_EQ(reversed->disbursement.state(), Disbursement::REVERSED);
  EXPECT_EQ(reversed->dossier.state(), Dossier::APPROVED);
  EXPECT_EQ(reversed->dossier.disbursement(), "");
  EXPECT_FALSE(reversed->dossier.has_close_date());
  EXPECT_EQ(reversed->journal.refers_to(), kNextJournal);
  EXPECT_EQ(scene_.book.Position(kContract, kState).disbursed(), 0);
  EXPECT_EQ(scene_.book.Year(kState, 2022).available, 600);
  // Resolved is resolved.
  EXPECT_THAT(Post(*reversed), Fails(kPrecondition, "WRONG_STATE"));
  EXPECT_THAT(Reverse(*reversed), Fails(kPrecondition, "WRONG_STATE"));
  // And the dossier can be paid anew.
  EXPECT_THAT(Reserve(reversed->dossier), Succeeds());
}

TEST_F(DisbursementTest, OneLiveDisbursementADossier) {
  const Movement reserved = Reserved();
  EXPECT_THAT(Reserve(reserved.dossier),
              Fails(absl::StatusCode::kAlreadyExists, "DISBURSEMENT_EXISTS"));
}

TEST_F(DisbursementTest, OnlyApprovedPayments) {
  Dossier dossier = scene_.Approved(Dossier::ADVANCE, {Line(kState, 10)});
  dossier.set_state(Dossier::VALID);
  EXPECT_THAT(Reserve(dossier), Fails(kPrecondition, "WRONG_STATE"));
  dossier.set_state(Dossier::APPROVED);
  dossier.set_kind(Dossier::LIQUIDATION);
  EXPECT_THAT(Reserve(dossier), Fails(kPrecondition, "WRONG_STATE"));
}

TEST_F(DisbursementTest, LimitsHoldAndARefusalChangesNothing) {
  EXPECT_THAT(Reserve(scene_.Approved(Dossier::ADVANCE, {Line(kState, 501)})),
              Fails(kPrecondition, "FIRST_ADVANCE_ABOVE_SHARE"));
  EXPECT_EQ(scene_.book.Year(kState, 2022).reserved, 0);
  EXPECT_THAT(Reserve(scene_.Approved(Dossier::ADVANCE, {Line(kState, 500)})), Succeeds());
}

TEST_F(DisbursementTest, WhoeverReservesDoesNotPost) {
  const Movement reserved = Reserved();
  EXPECT_THAT(Post(reserved, ActOf(kAccountant)), Fails(kDenied, "SELF_APPROVAL"));
  EXPECT_THAT(Post(reserved, ActOf(kOfficer)), Fails(kDenied, "SELF_APPROVAL"));  // Received it.
  const auto posted = Post(reserved);
  ASSERT_THAT(posted, Succeeds());
  EXPECT_THAT(Reverse(*posted, ActOf(kAccountant)), Fails(kDenied, "SELF_APPROVAL"));
}

TEST_F(DisbursementTest, AReservationRunsOutAfterItsLastDay) {
  const Movement reserved = Reserved();  // Holds to 02/11.
  const absl::CivilDay last(2022, 11, 2);
  {
    Book kept = scene_.book;
    EXPECT_THAT(Post(reserved, ActOf(kDirector, last)), Succeeds());
    scene_.book = kept;
  }
  EXPECT_THAT(Post(reserved, ActOf(kDirector, last + 1)),
              Fails(kPrecondition, "RESERVATION_EXPIRED"));
  EXPECT_THAT(ExpireDisbursement(ContextOf(reserved), kNextJournal, scene_.book,
                                 ActOf("services/finance", last)),
              Fails(kPrecondition, "RESERVATION_STILL_HOLDS"));
  const auto expired = ExpireDisbursement(ContextOf(reserved), kNextJournal, scene_.book,
                                          ActOf("services/finance", last + 1));
  ASSERT_THAT(expired, Succeeds());
  EXPECT_EQ(expired->disbursement.state(), Disbursement::EXPIRED);
  EXPECT_EQ(expired->journal.kind(), Journal::EXPIRE);
  EXPECT_EQ(expired->dossier.state(), Dossier::APPROVED);
  EXPECT_EQ(expired->dossier.disbursement(), "");
  EXPECT_EQ(scene_.book.Year(kState, 2022).available, 600);
}

TEST_F(DisbursementTest, ExpireDateIsBounded) {
  const Dossier dossier = scene_.Approved(Dossier::ADVANCE, {Line(kState, 10)});
  v1::ReserveDisbursementRequest request;
  *request.mutable_expire_date() = Date(2022, 10, 2);
  EXPECT_THAT(Reserve(dossier, request), HasBadFields(std::vector<std::string>{"expire_date"}));
  *request.mutable_expire_date() = Date(2023, 1, 2);  // 91 days.
  EXPECT_THAT(Reserve(dossier, request), HasBadFields(std::vector<std::string>{"expire_date"}));
  *request.mutable_expire_date() = Date(2023, 1, 1);
  EXPECT_THAT(Reserve(dossier, request), Succeeds());
}

TEST_F(DisbursementTest, VoidGivesItBackWithAReason) {
  const Movement reserved = Reserved();
  v1::VoidDisbursementRequest request;
  EXPECT_THAT(
      VoidDisbursement(request, ContextOf(reserved), kNextJournal, scene_.book, ActOf(kAccountant)),
      HasBadFields(std::vector<std::string>{"reason"}));
  request.set_reason("Nhà thầu rút");
  const auto voided =
      VoidDisbursement(request, ContextOf(reserved), kNextJournal, scene_.book, ActOf(kAccountant));
  ASSERT_THAT(voided, Succeeds());
  EXPECT_EQ(voided->disbursement.reason(), "Nhà thầu rút");
  EXPECT_EQ(voided->journal.kind(), Journal::VOID);
  EXPECT_EQ(scene_.book.Position(kContract, kState).reserved_payment, 0);
}

TEST_F(DisbursementTest, BudgetYears) {
  const Dossier dossier = scene_.Approved(Dossier::ADVANCE, {Line(kState, 10)});
  v1::ReserveDisbursementRequest request;
  request.set_budget_year(2023);
  EXPECT_THAT(Reserve(dossier, request), Fails(kPrecondition, "BUDGET_YEAR_CLOSED"));
  request.set_budget_year(2022);
  EXPECT_THAT(Reserve(dossier, request, ActOf(kAccountant, absl::CivilDay(2023, 2, 1))),
              Fails(kPrecondition, "BUDGET_YEAR_CLOSED"));
  *request.mutable_expire_date() = Date(2023, 3, 1);
  const auto late = Reserve(dossier, request, ActOf(kAccountant, absl::CivilDay(2023, 1, 31)));
  ASSERT_THAT(late, Succeeds());
  EXPECT_THAT(Post(*late, ActOf(kDirector, absl::CivilDay(2023, 2, 1))),
              Fails(kPrecondition, "BUDGET_YEAR_CLOSED"));
  EXPECT_THAT(Post(*late, ActOf(kDirector, absl::CivilDay(2023, 1, 31))), Succeeds());
}

TEST_F(DisbursementTest, VoucherIsDatedAndNotAhead) {
  const Movement reserved = Reserved();
  v1::PostDisbursementRequest request;
  const auto post = [&] {
    return PostDisbursement(request, ContextOf(reserved), scene_.policies.front(), kNextJournal,
                            scene_.book, ActOf(kDirector));
  };
  EXPECT_THAT(post(), HasBadFields(std::vector<std::string>{"voucher"}));
  request.mutable_voucher()->set_reference("GRDT 0045");
  EXPECT_THAT(post(), HasBadFields(std::vector<std::string>{"voucher.date"}));
  *request.mutable_voucher()->mutable_date() = Date(2022, 10, 4);
  EXPECT_THAT(post(), HasBadFields(std::vector<std::string>{"voucher.date"}));
}

TEST_F(DisbursementTest, AFinalPaymentIsTheLast) {
  scene_.project.set_state(Project::ACCEPTED);
  scene_.project.mutable_evaluation()->set_grade(v1::Evaluation::EXCELLENT);
  const Movement volume = Reserved(Dossier::VOLUME, {Line(kState, 100)});
  EXPECT_THAT(Reserve(scene_.Approved(Dossier::FINAL, {Line(kState, 50)})),
              Fails(kPrecondition, "RESERVATION_OPEN"));
  v1::VoidDisbursementRequest give_up;
  give_up.set_reason("Gộp vào lần cuối");
  ASSERT_THAT(
      VoidDisbursement(give_up, ContextOf(volume), kNextJournal, scene_.book, ActOf(kAccountant)),
      Succeeds());
  const Movement final_payment = Reserved(Dossier::FINAL, {Line(kState, 150)});
  // One more on its way when the final one is posted would be paid after it.
  const Movement straggler = Reserved(Dossier::VOLUME, {Line(kState, 10)});
  {
    Book kept = scene_.book;
    EXPECT_THAT(Post(final_payment), Fails(kPrecondition, "RESERVATION_OPEN"));
    scene_.book = kept;
  }
  ASSERT_THAT(VoidDisbursement(give_up, ContextOf(straggler), kNextJournal, scene_.book,
                               ActOf(kAccountant)),
              Succeeds());
  const auto posted = Post(final_payment);
  ASSERT_THAT(posted, Succeeds());
  ASSERT_TRUE(posted->contract.has_value());
  EXPECT_TRUE(posted->contract->final_payment_posted());
  scene_.contract = *posted->contract;
  EXPECT_THAT(Reserve(scene_.Approved(Dossier::VOLUME, {Line(kState, 1)})),
              Fails(kPrecondition, "FINAL_PAYMENT_POSTED"));
  const auto reversed = Reverse(*posted);
  ASSERT_THAT(reversed, Succeeds());
  EXPECT_FALSE(reversed->contract->final_payment_posted());
}

TEST_F(DisbursementTest, ReversalDoesNotPullTheGroundFromUnderLaterSteps) {
  const auto advance = Post(Reserved());
  ASSERT_THAT(advance, Succeeds());
  scene_.Pay(Dossier::VOLUME, {Line(kState, 0, 1)});
  EXPECT_THAT(Reverse(*advance), Fails(kPrecondition, "SETTLES_MORE_THAN_ADVANCED"));
}

TEST_F(DisbursementTest, ReversalOfExpenditureThatWasReturned) {
  const auto volume = Post(Reserved(Dossier::VOLUME, {Line(kState, 100)}));
  ASSERT_THAT(volume, Succeeds());
  google::protobuf::RepeatedPtrField<v1::RecoveryLine> lines;
  lines.Add()->set_source(kState);
  lines.Mutable(0)->set_expenditure_amount(1);
  ASSERT_THAT(scene_.book.Apply(RecoveryJournal(kContract, lines, 2022)), Succeeds());
  EXPECT_THAT(Reverse(*volume), Fails(kPrecondition, "RETURNS_MORE_THAN_SPENT"));
}

TEST_F(DisbursementTest, AfterLiquidationCorrectionsAreRecoveries) {
  const auto posted = Post(Reserved());
  ASSERT_THAT(posted, Succeeds());
  scene_.contract.set_state(Contract::LIQUIDATED);
  EXPECT_THAT(Reverse(*posted), Fails(kPrecondition, "CONTRACT_LIQUIDATED"));
}

class RecoveryTest : public DisbursementTest {
 protected:
  RecoveryTest() {
    scene_.Pay(Dossier::ADVANCE, {Line(kState, 300)});
    scene_.Pay(Dossier::VOLUME, {Line(kState, 0, 100)});
    v1::RecoveryLine& line = *request_.add_lines();
    line.set_source(kState);
    line.set_advance_amount(200);
    *request_.mutable_basis() = Paper("C2-05a/NS 12", Date(2022, 10, 3));
  }
  absl::StatusOr<Recovery> Record() {
    return RecordRecovery(request_, scene_.project, scene_.contract, kReserveJournal, scene_.book,
                          ActOf(kAccountant));
  }
  absl::StatusOr<Recovery> ReverseIt(const Journal& journal, bool already, const Act& act) {
    v1::ReverseRecoveryRequest request;
    request.set_reason("Ghi trùng");
    return ReverseRecovery(request, journal, already, scene_.project, scene_.contract, kNextJournal,
                           scene_.book, act);
  }
  v1::RecordRecoveryRequest request_;
};

TEST_F(RecoveryTest, RecordAndReverse) {
  const auto recovery = Record();
  ASSERT_THAT(recovery, Succeeds());
  EXPECT_EQ(recovery->journal.kind(), Journal::RECOVERY);
  EXPECT_EQ(scene_.book.Position(kContract, kState).outstanding(), 0);
  EXPECT_THAT(ReverseIt(recovery->journal, false, ActOf(kAccountant)),
              Fails(kDenied, "SELF_APPROVAL"));
  EXPECT_THAT(ReverseIt(recovery->journal, true, ActOf(kDirector)),
              Fails(kPrecondition, "JOURNAL_ALREADY_REVERSED"));
  const auto reversed = ReverseIt(recovery->journal, false, ActOf(kDirector));
  ASSERT_THAT(reversed, Succeeds());
  EXPECT_EQ(scene_.book.Position(kContract, kState).outstanding(), 200);
  EXPECT_THAT(ReverseIt(reversed->journal, false, ActOf(kDirector)),
              Fails(kPrecondition, "NOT_A_RECOVERY"));
}

TEST_F(RecoveryTest, NoMoreThanOutstandingAndNotAfterSettlement) {
  request_.mutable_lines(0)->set_advance_amount(201);
  EXPECT_THAT(Record(), Fails(kPrecondition, "RETURNS_MORE_THAN_ADVANCED"));
  request_.mutable_lines(0)->set_advance_amount(200);
  scene_.project.set_state(Project::SETTLED);
  EXPECT_THAT(Record(), Fails(kPrecondition, "WRONG_STATE"));
}

TEST_F(RecoveryTest, NamesEveryBadField) {
  request_.clear_basis();
  request_.mutable_lines(0)->set_advance_amount(-1);
  v1::RecoveryLine& second = *request_.add_lines();
  second.set_source(kState);
  EXPECT_THAT(Record(),
              HasBadFields(std::vector<std::string>{"lines[0].advance_amount", "lines[1].source",
                                                    "lines[1].advance_amount", "basis"}));
  request_.clear_lines();
  EXPECT_THAT(Record(), HasBadFields(std::vector<std::string>{"lines"}));
}

}  // namespace
}  // namespace dondoc::finance
