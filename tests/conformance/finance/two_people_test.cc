// Money takes two people: whoever prepared a step does not approve it, even with both roles, and a
// stale reading decides nothing.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class TwoPeopleTest : public FinanceTest {
 protected:
  v1::PostDisbursementRequest PostRequest(const v1::Disbursement& disbursement) {
    v1::PostDisbursementRequest request;
    request.set_name(disbursement.name());
    request.set_etag(disbursement.etag());
    *request.mutable_voucher() = Paper("UNC 01");
    return request;
  }
};

TEST_P(TwoPeopleTest, PlansAreApprovedByAnother) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  const v1::Project proposed = ProposeProject(kUnit, {Amount(kSource, 100)}, kDeputy);
  v1::ApproveProjectRequest approve;
  approve.set_name(proposed.name());
  approve.set_etag(proposed.etag());
  *approve.mutable_approval() = Paper("2/QĐ-UBND");
  EXPECT_ERROR(Do(kDeputy, &ApproveProject, approve), kDenied, "SELF_APPROVAL");
  ASSERT_OK(Do(kDirector, &ApproveProject, approve));

  const v1::Contract draft = DraftContract(proposed.name(), "05/2022/HĐ", {Amount(kSource, 80)});
  v1::UpdateContractRequest update;
  *update.mutable_contract() = draft;
  update.mutable_contract()->mutable_amounts(0)->set_amount(90);
  update.mutable_update_mask()->add_paths("amounts");
  const v1::Contract changed = Must(Do(kDeputy, &UpdateContract, update));
  v1::SignContractRequest sign;
  sign.set_name(draft.name());
  sign.set_etag(draft.etag());
  EXPECT_ERROR(Do(kDirector, &SignContract, sign), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  sign.set_etag(changed.etag());
  EXPECT_ERROR(Do(kDeputy, &SignContract, sign), kDenied, "SELF_APPROVAL");
  EXPECT_EQ(Must(Do(kDirector, &SignContract, sign)).total_amount(), 90);
}

TEST_P(TwoPeopleTest, PaymentsAreApprovedPostedAndReversedByAnother) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  v1::ReceiveDossierRequest receive =
      PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 100)});
  const v1::Dossier valid = Must(Validate(Must(Do(kDeputy, &ReceiveDossier, receive))));
  v1::ApproveDossierRequest approve;
  approve.set_name(valid.name());
  approve.set_etag(valid.etag());
  EXPECT_ERROR(Do(kDeputy, &ApproveDossier, approve), kDenied, "SELF_APPROVAL");
  const v1::Disbursement prepared = Must(Reserve(Must(Do(kDirector, &ApproveDossier, approve))));
  // The deputy prepared the dossier, though another reserved.
  EXPECT_ERROR(Do(kDeputy, &PostDisbursement, PostRequest(prepared)), kDenied, "SELF_APPROVAL");
  ASSERT_OK(Void(prepared));

  v1::ReserveDisbursementRequest reserve;
  reserve.set_parent(kAgency);
  reserve.set_dossier(ApprovedDossier(v1::Dossier::ADVANCE, 50).name());
  reserve.set_dossier_etag(DossierNow(reserve.dossier()).etag());
  const v1::Disbursement reserved = Must(Do(kDeputy, &ReserveDisbursement, reserve));
  v1::PostDisbursementRequest post = PostRequest(reserved);
  EXPECT_ERROR(Do(kDeputy, &PostDisbursement, post), kDenied, "SELF_APPROVAL");
  EXPECT_ERROR(Do(kAccountant, &PostDisbursement, post), kDenied, "ROLE_NOT_ALLOWED");
  EXPECT_EQ(Board().total().disbursed_amount(), 0);
  const v1::Disbursement posted = Must(Do(kDirector, &PostDisbursement, post));
  v1::ReverseDisbursementRequest reverse;
  reverse.set_name(posted.name());
  reverse.set_etag(posted.etag());
  reverse.set_reason("Chi nhầm");
  EXPECT_ERROR(Do(kDeputy, &ReverseDisbursement, reverse), kDenied, "SELF_APPROVAL");
  ASSERT_OK(Do(kDirector, &ReverseDisbursement, reverse));
}

TEST_P(TwoPeopleTest, RecoveriesAreReversedByAnother) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 100, 0, "UNC 01");
  v1::RecordRecoveryRequest record;
  record.set_contract(contract_);
  record.set_etag(ContractNow(contract_).etag());
  *record.mutable_basis() = Paper("C2-05a");
  record.add_lines()->set_source(kSource);
  record.mutable_lines(0)->set_advance_amount(10);
  v1::ReverseRecoveryRequest back;
  back.set_name(Must(Do(kDeputy, &RecordRecovery, record)).name());
  back.set_reason("Ghi nhầm");
  back.set_contract_etag(record.etag());
  EXPECT_ERROR(Do(kDirector, &ReverseRecovery, back), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  back.set_contract_etag(ContractNow(contract_).etag());
  EXPECT_ERROR(Do(kDeputy, &ReverseRecovery, back), kDenied, "SELF_APPROVAL");
  ASSERT_OK(Do(kDirector, &ReverseRecovery, back));
}

// An etag is needed wherever money moves, and a stale one moves none.
TEST_P(TwoPeopleTest, AStaleReadingMovesNoMoney) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::ADVANCE, 100)));
  for (const auto& [etag, code, reason] :
       {std::tuple("", kInvalid, "INVALID_FIELD"),
        std::tuple("stale", absl::StatusCode::kAborted, "ETAG_MISMATCH")}) {
    v1::Disbursement stale = reserved;
    stale.set_etag(etag);
    EXPECT_ERROR(Post(stale, "UNC 01"), code, reason);
    EXPECT_ERROR(Void(stale), code, reason);
    EXPECT_ERROR(Reverse(stale), code, reason);
    v1::ExpireDisbursementRequest expire;
    expire.set_name(stale.name());
    expire.set_etag(etag);
    EXPECT_ERROR(Do(kAccountant, &ExpireDisbursement, expire), code, reason);
    v1::Dossier dossier = ValidDossier(v1::Dossier::VOLUME, 1);
    dossier.set_etag(etag);
    EXPECT_ERROR(Approve(dossier), code, reason);
    EXPECT_ERROR(Reserve(dossier), code, reason);
    EXPECT_ERROR(Conclude(dossier, "BB"), code, reason);
    v1::Project project = ProjectNow(project_);
    v1::UpdateProjectRequest update;
    *update.mutable_project() = project;
    update.mutable_project()->set_etag(etag);
    update.mutable_project()->set_title("Khác");
    update.mutable_update_mask()->add_paths("title");
    EXPECT_ERROR(Do(kOffice, &UpdateProject, update), code, reason);
    v1::SetYearEstimateRequest estimate;
    estimate.set_name(kSource);
    estimate.set_etag(etag);
    estimate.mutable_estimate()->set_year(2022);
    *estimate.mutable_estimate()->mutable_basis() = Paper("1/QĐ");
    EXPECT_ERROR(Do(kDirector, &SetYearEstimate, estimate), code, reason);
  }
  // The mismatch says the current one.
  v1::Disbursement stale = reserved;
  stale.set_etag("stale");
  const auto info = ErrorInfoOf(Post(stale, "UNC 01").status());
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("current_etag"), reserved.etag());
  EXPECT_EQ(Board().total().reserved_amount(), 100);
  EXPECT_EQ(Board().total().disbursed_amount(), 0);
}

DONDOC_ON_EVERY_ENGINE(TwoPeopleTest);

}  // namespace
}  // namespace dondoc::finance
