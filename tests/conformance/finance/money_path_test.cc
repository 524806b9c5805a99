// The way of the money over every engine: advance, settlement and payment with their limits at the
// boundary, and a board that equals what was done.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class MoneyPathTest : public FinanceTest {};

TEST_P(MoneyPathTest, NumbersNamesAndSecondHands) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  v1::CreateFundingSourceRequest again;
  again.set_parent(kAgency);
  again.set_funding_source_id("snkh");
  again.mutable_funding_source()->set_display_name("Khác");
  again.mutable_funding_source()->set_kind(v1::FundingSource::OTHER);
  EXPECT_ERROR(Do(kDirector, &CreateFundingSource, again), absl::StatusCode::kAlreadyExists,
               "FUNDING_SOURCE_EXISTS");

  const v1::Project proposed = ProposeProject(kUnit, {Amount(kSource, 1000)}, kAccountant);
  EXPECT_EQ(proposed.number(), "DA-2022-0001");
  EXPECT_EQ(ProposeProject(kUnit, {Amount(kSource, 1)}).number(), "DA-2022-0002");
  // An office number serves wherever a name does.
  v1::ApproveProjectRequest approve;
  approve.set_name("agencies/so/projects/DA-2022-0001");
  approve.set_etag(proposed.etag());
  *approve.mutable_approval() = Paper("2/QĐ-UBND");
  EXPECT_ERROR(Do(kAccountant, &ApproveProject, approve), kDenied, "ROLE_NOT_ALLOWED");
  const v1::Project approved = Must(Do(kDirector, &ApproveProject, approve));
  EXPECT_EQ(approved.name(), proposed.name());
  EXPECT_EQ(approved.approved_by(), kDirector);

  const v1::Contract draft = DraftContract(proposed.name(), "05/2022/HĐ", {Amount(kSource, 800)});
  v1::CreateContractRequest second;
  second.set_parent(proposed.name());
  *second.mutable_contract() = draft;
  second.mutable_contract()->set_contract_number("05/2022/hđ");
  EXPECT_ERROR(Do(kAccountant, &CreateContract, second), absl::StatusCode::kAlreadyExists,
               "CONTRACT_NUMBER_TAKEN");
  // A dropped draft gives its number back.
  v1::CancelContractRequest cancel;
  cancel.set_name(draft.name());
  cancel.set_etag(draft.etag());
  cancel.set_reason("Soạn nhầm");
  EXPECT_EQ(Must(Do(kAccountant, &CancelContract, cancel)).state(), v1::Contract::CANCELLED);
  EXPECT_ERROR(Sign(ContractNow(draft.name())), kPrecondition, "WRONG_STATE");
  const v1::Contract other = Must(Do(kAccountant, &CreateContract, second));
  const v1::Contract active = Must(Sign(other));
  EXPECT_EQ(active.limit_policy().version(), "ttlt-27-2015/1");
  EXPECT_EQ(active.original_end_date().year(), 2023);
  EXPECT_EQ(ProjectNow(proposed.name()).state(), v1::Project::CONTRACTED);
  EXPECT_EQ(ProjectNow(proposed.name()).contracted_total_amount(), 800);
  EXPECT_EQ(Board().total().contracted_amount(), 800);
}

TEST_P(MoneyPathTest, AdvanceAtTheShareThenSettlementBySteps) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  // Half of what the state approved is the most of a first advance.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 501)), kPrecondition,
               "FIRST_ADVANCE_ABOVE_SHARE");
  const v1::Dossier approved = ApprovedDossier(v1::Dossier::ADVANCE, 500);
  const v1::Disbursement reserved = Must(Reserve(approved));
  EXPECT_EQ(reserved.number(), "GN-2022-0001");
  EXPECT_EQ(Board().total().reserved_amount(), 500);
  // The dossier has moved on, and even its new etag buys no second reservation.
  EXPECT_ERROR(Reserve(approved), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  EXPECT_ERROR(Reserve(DossierNow(approved.name())), absl::StatusCode::kAlreadyExists,
               "DISBURSEMENT_EXISTS");
  const v1::Disbursement posted = Must(Post(reserved, "UNC 01"));
  EXPECT_ERROR(Post(posted, "UNC 02"), kPrecondition, "WRONG_STATE");
  EXPECT_EQ(DossierNow(approved.name()).state(), v1::Dossier::PAID);

  // Next advance: only once half of the earlier ones is settled.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 1)), kPrecondition,
               "ADVANCES_NOT_SETTLED");
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 0, 501)), kPrecondition,
               "SETTLES_MORE_THAN_ADVANCED");
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 301)), kPrecondition,
               "CONTRACT_LIMIT_EXCEEDED");
  Pay(v1::Dossier::VOLUME, 100, 250, "UNC 03");
  Pay(v1::Dossier::ADVANCE, 200, 0, "UNC 04");

  const v1::FinanceBoard board = Board();
  ASSERT_EQ(board.rows_size(), 1);
  EXPECT_EQ(board.rows(0).unit(), kUnit);
  EXPECT_EQ(board.total().contracted_amount(), 800);
  EXPECT_EQ(board.total().disbursed_amount(), 500 + 100 + 200);
  EXPECT_EQ(board.total().outstanding_advance_amount(), 500 + 200 - 250);
  EXPECT_EQ(board.total().reserved_amount(), 0);
  EXPECT_EQ(board.total().disbursed_basis_points(), 10000);
  // Dossiers refused at approval stay open.
  EXPECT_EQ(board.total().open_dossiers(), 4);
  ASSERT_EQ(board.sources_size(), 1);
  EXPECT_EQ(board.sources(0).disbursed_amount(), 800);
  EXPECT_EQ(board.sources(0).available_amount(), 200);
}

TEST_P(MoneyPathTest, EquipmentBuysTheNextAdvanceEarlier) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 400, 0, "UNC 01");
  v1::ReceiveDossierRequest request =
      PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 100)});
  auto& exception = *request.mutable_dossier()->mutable_equipment_exception();
  exception.set_reason("Mua máy sấy");
  *exception.mutable_basis() = Paper("Xác nhận 01");
  exception.set_confirmed_by("agencies/so/officers/khong-co");
  EXPECT_ERROR(Do(kAccountant, &ReceiveDossier, request), absl::StatusCode::kNotFound, "NOT_FOUND");
  // Whoever prepared the dossier confirms nothing.
  exception.set_confirmed_by(kAccountant);
  EXPECT_ERROR(Approve(Must(Validate(Must(Do(kAccountant, &ReceiveDossier, request))))), kDenied,
               "SELF_APPROVAL");
  exception.set_confirmed_by(kHead);
  EXPECT_EQ(Must(Approve(Must(Validate(Must(Do(kAccountant, &ReceiveDossier, request)))))).state(),
            v1::Dossier::APPROVED);
}

TEST_P(MoneyPathTest, AVoucherServesOnce) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::VOLUME, 50)));
  EXPECT_ERROR(Post(reserved, "unc 01"), absl::StatusCode::kAlreadyExists, "VOUCHER_NUMBER_TAKEN");
  // The refusal left nothing behind.
  EXPECT_EQ(Board().total().disbursed_amount(), 100);
  EXPECT_EQ(Board().total().reserved_amount(), 50);
  EXPECT_EQ(DisbursementNow(reserved.name()).etag(), reserved.etag());
  ASSERT_OK(Post(reserved, "UNC 02"));
  EXPECT_EQ(Board().total().disbursed_amount(), 150);
}

DONDOC_ON_EVERY_ENGINE(MoneyPathTest);

}  // namespace
}  // namespace dondoc::finance
