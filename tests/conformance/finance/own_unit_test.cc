// Who may touch what: a unit its own projects and dossiers, another unit none of them, everybody
// reads.
#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {
namespace {

class OwnUnitTest : public FinanceTest {
 protected:
  absl::StatusOr<v1::Project> Retitle(absl::string_view officer, const v1::Project& project) {
    v1::UpdateProjectRequest request;
    *request.mutable_project() = project;
    request.mutable_project()->set_title("Tên khác");
    request.mutable_update_mask()->add_paths("title");
    return Do(officer, &UpdateProject, request);
  }
};

TEST_P(OwnUnitTest, ProjectsOfOnesOwnUnit) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  v1::CreateProjectRequest create;
  create.set_parent(kAgency);
  v1::Project& wanted = *create.mutable_project();
  wanted.set_title("Nhân giống");
  wanted.set_kind(v1::Project::RESEARCH);
  wanted.set_funding_mode(v1::Project::PARTIAL);
  wanted.set_lead_unit(kUnit);
  wanted.mutable_host()->set_display_name("HTX");
  *wanted.add_approved_amounts() = Amount(kSource, 100);
  for (const char* stranger : {kOtherHead, kOtherOfficer}) {
    EXPECT_ERROR(Do(stranger, &CreateProject, create), kDenied, "NOT_YOUR_UNIT");
  }
  EXPECT_ERROR(Do(kAuditor, &CreateProject, create), kDenied, "ROLE_NOT_ALLOWED");
  EXPECT_ERROR(Do("agencies/so/officers/la-mat", &CreateProject, create), kDenied,
               "OFFICER_UNKNOWN");
  const v1::Project project = Must(Do(kOfficer, &CreateProject, create));
  // A refusal took no number.
  EXPECT_EQ(project.number(), "DA-2022-0001");
  EXPECT_EQ(project.proposed_by(), kOfficer);

  EXPECT_ERROR(Retitle(kOtherHead, project), kDenied, "NOT_YOUR_UNIT");
  const v1::Project renamed = Must(Retitle(kHead, project));
  EXPECT_EQ(renamed.title(), "Tên khác");
  EXPECT_EQ(Must(Retitle(kOffice, renamed)).changed_by_size(), 2);
  for (const char* reader : {kOtherHead, kOtherOfficer, kAuditor, kAccountant}) {
    v1::GetProjectRequest get;
    get.set_name(project.name());
    EXPECT_EQ(Must(Ask(reader, &GetProject, get)).number(), project.number()) << reader;
  }
}

// A project that moves to another unit is that unit's from then on.
TEST_P(OwnUnitTest, AProjectChangesHands) {
  NewSource("snkh", v1::FundingSource::STATE_BUDGET);
  const v1::Project project = ProposeProject(kUnit, {Amount(kSource, 100)});
  v1::UpdateProjectRequest move;
  *move.mutable_project() = project;
  move.mutable_project()->set_lead_unit(kOtherUnit);
  move.mutable_update_mask()->add_paths("lead_unit");
  EXPECT_ERROR(Do(kOtherHead, &UpdateProject, move), kDenied, "NOT_YOUR_UNIT");
  const v1::Project moved = Must(Do(kHead, &UpdateProject, move));
  EXPECT_ERROR(Retitle(kHead, moved), kDenied, "NOT_YOUR_UNIT");
  ASSERT_OK(Retitle(kOtherOfficer, moved));
  move.mutable_project()->set_lead_unit("agencies/so/units/khong-co");
  move.mutable_project()->set_etag(ProjectNow(project.name()).etag());
  EXPECT_ERROR(Do(kOffice, &UpdateProject, move), absl::StatusCode::kNotFound, "NOT_FOUND");
}

TEST_P(OwnUnitTest, StartAndEvaluationByTheUnitsHead) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::Project second = NewProject(kUnit, {Amount(kSource, 10)});
  ASSERT_OK(Sign(DraftContract(second.name(), "09/2022/HĐ", {Amount(kSource, 10)})));
  v1::StartProjectRequest start;
  start.set_name(second.name());
  EXPECT_ERROR(Do(kOtherHead, &finance::StartProject, start), kDenied, "NOT_YOUR_UNIT");
  EXPECT_ERROR(Do(kOfficer, &finance::StartProject, start), kDenied, "ROLE_NOT_ALLOWED");
  ASSERT_OK(Do(kHead, &finance::StartProject, start));
  v1::RecordEvaluationRequest evaluate;
  evaluate.set_name(project_);
  evaluate.set_etag(ProjectNow(project_).etag());
  evaluate.mutable_evaluation()->set_grade(v1::Evaluation::PASSED);
  *evaluate.mutable_evaluation()->mutable_minutes() = Paper("BB 01");
  *evaluate.mutable_evaluation()->mutable_evaluate_date() = Date(2022, 10, 3);
  EXPECT_ERROR(Do(kOtherHead, &RecordEvaluation, evaluate), kDenied, "NOT_YOUR_UNIT");
  EXPECT_EQ(Must(Do(kHead, &RecordEvaluation, evaluate)).evaluation().recorded_by(), kHead);
}

TEST_P(OwnUnitTest, DossiersOfOnesOwnUnit) {
  ASSERT_NO_FATAL_FAILURE(MakeContract());
  const v1::ReceiveDossierRequest receive =
      PaymentRequest(contract_, v1::Dossier::ADVANCE, {Line(kSource, 100)});
  EXPECT_ERROR(Do(kOtherOfficer, &ReceiveDossier, receive), kDenied, "NOT_YOUR_UNIT");
  const v1::Dossier dossier = Must(Do(kOfficer, &ReceiveDossier, receive));
  EXPECT_EQ(dossier.unit(), kUnit);
  v1::UpdateDossierRequest update;
  *update.mutable_dossier() = dossier;
  update.mutable_dossier()->set_sender("HTX Đồng Văn");
  update.mutable_update_mask()->add_paths("sender");
  EXPECT_ERROR(Do(kOtherHead, &UpdateDossier, update), kDenied, "NOT_YOUR_UNIT");
  ASSERT_OK(Do(kHead, &UpdateDossier, update));
  v1::WithdrawDossierRequest withdraw;
  withdraw.set_name(dossier.name());
  withdraw.set_reason("Rút");
  EXPECT_ERROR(Do(kOtherOfficer, &WithdrawDossier, withdraw), kDenied, "NOT_YOUR_UNIT");
  v1::ReturnDossierRequest give_back;
  give_back.set_name(dossier.name());
  give_back.set_reason("Thiếu");
  EXPECT_ERROR(Do(kHead, &ReturnDossier, give_back), kDenied, "ROLE_NOT_ALLOWED");
  ASSERT_OK(Do(kAccountant, &ReturnDossier, give_back));
  v1::ResubmitDossierRequest resubmit;
  resubmit.set_name(dossier.name());
  EXPECT_ERROR(Do(kOtherOfficer, &ResubmitDossier, resubmit), kDenied, "NOT_YOUR_UNIT");
  ASSERT_OK(Do(kOfficer, &ResubmitDossier, resubmit));
  ASSERT_OK(Do(kOfficer, &WithdrawDossier, withdraw));
}

DONDOC_ON_EVERY_ENGINE(OwnUnitTest);

}  // namespace
}  // namespace dondoc::finance
