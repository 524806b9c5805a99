// Annexes, dropped drafts and projects that end early.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class ContractChangesTest : public FinanceTest {
 protected:
  v1::AmendContractRequest Annex() {
    v1::AmendContractRequest request;
    request.set_name(contract_);
    request.set_etag(ContractNow(contract_).etag());
    *request.mutable_basis() = Paper("PL 01");
    request.set_reason("Điều chỉnh");
    return request;
  }
  absl::StatusOr<v1::Contract> AmendTo(int64_t amount) {
    v1::AmendContractRequest request = Annex();
    *request.add_amounts() = Amount(kSource, amount);
    return Do(kDirector, &AmendContract, request);
  }
  absl::StatusOr<v1::Project> Terminate(const v1::Project& project, bool with_basis) {
    v1::TerminateProjectRequest request;
    request.set_name(project.name());
    request.set_etag(project.etag());
    request.set_reason("Bất khả kháng");
    if (with_basis) *request.mutable_basis() = Paper("3/QĐ-UBND");
    return Do(kDirector, &TerminateProject, request);
  }
};

TEST_P(ContractChangesTest, AnAnnexKeepsBetweenWhatIsTakenAndWhatIsApproved) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  Pay(v1::Dossier::ADVANCE, 300, 0, "UNC 01");
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::VOLUME, 100)));
  EXPECT_ERROR(AmendTo(1001), kPrecondition, "CONTRACT_ABOVE_APPROVED");
  EXPECT_ERROR(AmendTo(399), kPrecondition, "CONTRACT_BELOW_DISBURSED");
  const v1::Contract least = Must(AmendTo(400));
  EXPECT_EQ(least.total_amount(), 400);
  ASSERT_EQ(least.amendments_size(), 1);
  EXPECT_EQ(least.amendments(0).previous_total_amount(), 800);
  EXPECT_EQ(least.amendments(0).amended_by(), kDirector);
  EXPECT_EQ(ProjectNow(project_).contracted_total_amount(), 400);
  EXPECT_EQ(Board().total().contracted_amount(), 400);
  ASSERT_OK(Post(reserved, "UNC 02"));
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::VOLUME, 1)), kPrecondition,
               "CONTRACT_LIMIT_EXCEEDED");
  EXPECT_EQ(Must(AmendTo(1000)).amendments_size(), 2);
  EXPECT_EQ(Board().total().contracted_amount(), 1000);
  EXPECT_EQ(Board().total().disbursed_basis_points(), 4000);
  // Yesterday's board knows nothing of today.
  EXPECT_EQ(Board(today() - 1).total().contracted_amount(), 0);
}

TEST_P(ContractChangesTest, AnAnnexSaysWhatItChanges) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  EXPECT_ERROR(Do(kDirector, &AmendContract, Annex()), kInvalid, "INVALID_FIELD");
  v1::AmendContractRequest request = Annex();
  *request.mutable_end_date() = Date(2022, 10, 2);
  const auto refused = Do(kDirector, &AmendContract, request);
  EXPECT_ERROR(refused, kInvalid, "INVALID_FIELD");
  // Named as the request has it.
  const auto bad_fields = BadRequestOf(refused.status());
  ASSERT_EQ(bad_fields.field_violations_size(), 1);
  EXPECT_EQ(bad_fields.field_violations(0).field(), "end_date");
  *request.mutable_end_date() = Date(2024, 6, 30);
  const v1::Contract longer = Must(Do(kDirector, &AmendContract, request));
  EXPECT_EQ(longer.end_date().year(), 2024);
  EXPECT_EQ(longer.original_end_date().year(), 2023);
  EXPECT_EQ(longer.amendments(0).previous_end_date().year(), 2023);
  // Stale: the contract has moved on.
  EXPECT_ERROR(Do(kDirector, &AmendContract, request), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  request.set_etag(longer.etag());
  EXPECT_ERROR(Do(kAccountant, &AmendContract, request), kDenied, "ROLE_NOT_ALLOWED");
  // A source that does not exist cannot be added.
  request = Annex();
  *request.add_amounts() = Amount(kSource, 800);
  *request.add_amounts() = Amount(kOtherSource, 1);
  EXPECT_ERROR(Do(kDirector, &AmendContract, request), kPrecondition, "CONTRACT_ABOVE_APPROVED");
}

TEST_P(ContractChangesTest, AScheduleSumsToItsContract) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  project_ = NewProject(kUnit, {Amount(kSource, 1000)}).name();
  v1::Contract draft = DraftContract(project_, "07/2022/HĐ", {Amount(kSource, 100)});
  v1::UpdateContractRequest update;
  *update.mutable_contract() = draft;
  update.mutable_update_mask()->add_paths("instalments");
  for (int i = 0; i < 3; ++i) update.mutable_contract()->add_instalments()->set_weight(1);
  draft = Must(Do(kAccountant, &UpdateContract, update));
  ASSERT_EQ(draft.instalments_size(), 3);
  EXPECT_EQ(
      draft.instalments(0).amount() + draft.instalments(1).amount() + draft.instalments(2).amount(),
      100);
  contract_ = Must(Sign(draft)).name();
  // The value alone cannot change under a schedule.
  EXPECT_ERROR(AmendTo(90), kInvalid, "INVALID_FIELD");
  v1::AmendContractRequest request = Annex();
  *request.add_amounts() = Amount(kSource, 90);
  request.add_instalments()->set_amount(40);
  request.add_instalments()->set_amount(49);
  EXPECT_ERROR(Do(kDirector, &AmendContract, request), kInvalid, "INVALID_FIELD");
  request.mutable_instalments(1)->set_amount(50);
  EXPECT_EQ(Must(Do(kDirector, &AmendContract, request)).instalments_size(), 2);
  // Its end may, and then the schedule stays as it was.
  request = Annex();
  *request.mutable_end_date() = Date(2024, 1, 31);
  EXPECT_EQ(Must(Do(kDirector, &AmendContract, request)).instalments(1).amount(), 50);
}

TEST_P(ContractChangesTest, ContractsTogetherKeepWithinTheApproval) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Contract second = DraftContract(project_, "06/2022/HĐ", {Amount(kSource, 201)});
  EXPECT_ERROR(Sign(second), kPrecondition, "CONTRACT_ABOVE_APPROVED");
  v1::UpdateContractRequest update;
  *update.mutable_contract() = second;
  update.mutable_contract()->mutable_amounts(0)->set_amount(200);
  update.mutable_update_mask()->add_paths("amounts");
  ASSERT_OK(Sign(Must(Do(kSecondAccountant, &UpdateContract, update))));
  EXPECT_EQ(Board().total().contracted_amount(), 1000);
  EXPECT_ERROR(AmendTo(801), kPrecondition, "CONTRACT_ABOVE_APPROVED");
}

TEST_P(ContractChangesTest, EndsEarlyFromEveryStateBeforeAcceptance) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Project proposed = ProposeProject(kUnit, {Amount(kSource, 1)});
  EXPECT_EQ(Must(Terminate(proposed, false)).state(), v1::Project::TERMINATED);
  const v1::Project ended = Must(Terminate(NewProject(kUnit, {Amount(kSource, 1)}), false));
  EXPECT_EQ(ended.termination().terminated_by(), kDirector);
  EXPECT_ERROR(Terminate(ended, true), kPrecondition, "WRONG_STATE");
  v1::CreateContractRequest late;
  late.set_parent(ended.name());
  *late.mutable_contract() = ContractNow(contract_);
  late.mutable_contract()->set_contract_number("08/2022/HĐ");
  EXPECT_ERROR(Do(kAccountant, &CreateContract, late), kPrecondition, "WRONG_STATE");

  // Bound by contract it needs a decision, and nothing may be reserved.
  EXPECT_ERROR(Terminate(ProjectNow(project_), false), kInvalid, "INVALID_FIELD");
  const v1::Disbursement reserved = Must(Reserve(ApprovedDossier(v1::Dossier::ADVANCE, 100)));
  EXPECT_ERROR(Terminate(ProjectNow(project_), true), kPrecondition, "RESERVATION_OPEN");
  ASSERT_OK(Void(reserved));
  v1::Project stale = ProjectNow(project_);
  stale.set_etag(proposed.etag());
  EXPECT_ERROR(Terminate(stale, true), absl::StatusCode::kAborted, "ETAG_MISMATCH");
  EXPECT_EQ(Must(Terminate(ProjectNow(project_), true)).state(), v1::Project::TERMINATED);
  EXPECT_ERROR(AmendTo(900), kPrecondition, "WRONG_STATE");
  EXPECT_ERROR(Evaluate(v1::Evaluation::PASSED), kPrecondition, "WRONG_STATE");
  // An approval from before buys nothing any more.
  EXPECT_ERROR(Approve(ValidDossier(v1::Dossier::ADVANCE, 100)), kPrecondition, "WRONG_STATE");
}

DONDOC_ON_EVERY_ENGINE(ContractChangesTest);

}  // namespace
}  // namespace dondoc::finance
