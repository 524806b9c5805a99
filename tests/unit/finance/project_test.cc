#include "services/finance/domain/project.h"

#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using v1::Evaluation;
using v1::Project;

v1::CreateProjectRequest Proposal() {
  v1::CreateProjectRequest request;
  request.set_parent(kAgency);
  Scene scene;
  *request.mutable_project() = scene.project;
  return request;
}

TEST(CreateProject, TakesWhatAClientMaySay) {
  v1::CreateProjectRequest request = Proposal();
  request.mutable_project()->set_state(Project::SETTLED);
  request.mutable_project()->set_number("DA-2022-0001");
  request.mutable_project()->set_approved_total_amount(7);
  request.mutable_project()->set_approved_by(kOfficer);
  const auto project = CreateProject(request, ActOf(kOfficer));
  ASSERT_THAT(project, Succeeds());
  EXPECT_EQ(project->state(), Project::PROPOSED);
  EXPECT_EQ(project->number(), "");
  EXPECT_EQ(project->approved_by(), "");
  EXPECT_EQ(project->approved_total_amount(), 1200);
  EXPECT_EQ(project->proposed_by(), kOfficer);
}

TEST(CreateProject, NamesEveryBadField) {
  v1::CreateProjectRequest request;
  request.set_parent(kAgency);
  *request.mutable_project()->mutable_start_date() = Date(2022, 5, 1);
  *request.mutable_project()->mutable_end_date() = Date(2022, 4, 30);
  request.mutable_project()->set_task("agencies/khac/tasks/t1");
  EXPECT_THAT(CreateProject(request, ActOf(kOfficer)),
              HasBadFields(std::vector<std::string>{
                  "project.title", "project.kind", "project.funding_mode", "project.lead_unit",
                  "project.task", "project.host.display_name", "project.end_date",
                  "project.approved_amounts"}));
}

class ProjectTest : public ::testing::Test {
 protected:
  ProjectTest() : project_(*CreateProject(Proposal(), ActOf(kOfficer))) {
    project_.set_name(kProject);
  }
  v1::ApproveProjectRequest Approval() const {
    v1::ApproveProjectRequest request;
    *request.mutable_approval() = Paper();
    return request;
  }
  Project project_;
};

TEST_F(ProjectTest, ApproverIsNeitherProposerNorEditor) {
  EXPECT_THAT(ApproveProject(project_, Approval(), ActOf(kOfficer)),
              Fails(kDenied, "SELF_APPROVAL"));
  v1::UpdateProjectRequest change;
  change.mutable_project()->set_title("Tên mới");
  auto changed = UpdateProject(project_, change, ActOf(kDirector));
  ASSERT_THAT(changed, Succeeds());
  changed = UpdateProject(*changed, change, ActOf(kAccountant));
  ASSERT_THAT(changed, Succeeds());
  // Not only the last one.
  EXPECT_THAT(ApproveProject(*changed, Approval(), ActOf(kDirector)),
              Fails(kDenied, "SELF_APPROVAL"));
  EXPECT_THAT(ApproveProject(project_, Approval(), ActOf(kDirector)), Succeeds());
}

TEST_F(ProjectTest, ApprovalFixesAmounts) {
  v1::ApproveProjectRequest request = Approval();
  *request.add_approved_amounts() = Amount(kState, 900);
  const auto approved = ApproveProject(project_, request, ActOf(kDirector));
  ASSERT_THAT(approved, Succeeds());
  EXPECT_EQ(approved->state(), Project::APPROVED);
  EXPECT_EQ(approved->approved_total_amount(), 900);
  v1::UpdateProjectRequest change;
  *change.mutable_project()->add_approved_amounts() = Amount(kState, 1000);
  EXPECT_THAT(UpdateProject(*approved, change, ActOf(kOfficer)),
              Fails(kPrecondition, "WRONG_STATE"));
  change.mutable_project()->clear_approved_amounts();
  change.mutable_project()->set_funding_mode(Project::OUTPUT_BASED);
  EXPECT_THAT(UpdateProject(*approved, change, ActOf(kOfficer)),
              Fails(kPrecondition, "WRONG_STATE"));
  change.mutable_project()->clear_funding_mode();
  change.mutable_project()->set_investigator("Nguyễn Văn A");
  EXPECT_THAT(UpdateProject(*approved, change, ActOf(kOfficer)), Succeeds());
}

TEST_F(ProjectTest, ApprovalNeedsADatedDecision) {
  EXPECT_THAT(ApproveProject(project_, {}, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"approval"}));
}

TEST_F(ProjectTest, GradeDecidesWhereItGoes) {
  project_.set_state(Project::IN_PROGRESS);
  v1::RecordEvaluationRequest request;
  *request.mutable_evaluation()->mutable_minutes() = Paper();
  *request.mutable_evaluation()->mutable_evaluate_date() = Date(2022, 9, 30);
  for (const auto grade : {Evaluation::EXCELLENT, Evaluation::PASSED}) {
    request.mutable_evaluation()->set_grade(grade);
    const auto project =
        RecordEvaluation(project_, request, /*reserved_amount=*/5, ActOf(kDirector));
    ASSERT_THAT(project, Succeeds());
    EXPECT_EQ(project->state(), Project::ACCEPTED);
    EXPECT_EQ(project->evaluation().recorded_by(), kDirector);
  }
  request.mutable_evaluation()->set_grade(Evaluation::FAILED);
  EXPECT_THAT(RecordEvaluation(project_, request, 5, ActOf(kDirector)),
              Fails(kPrecondition, "RESERVATION_OPEN"));
  const auto failed = RecordEvaluation(project_, request, 0, ActOf(kDirector));
  ASSERT_THAT(failed, Succeeds());
  EXPECT_EQ(failed->state(), Project::TERMINATED);
  EXPECT_TRUE(failed->has_termination());
  request.clear_evaluation();
  *request.mutable_evaluation()->mutable_evaluate_date() = Date(2022, 10, 4);
  EXPECT_THAT(RecordEvaluation(project_, request, 0, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"evaluation.grade", "evaluation.minutes",
                                                    "evaluation.evaluate_date"}));
}

TEST_F(ProjectTest, TerminationNeedsADecisionOnceContracted) {
  v1::TerminateProjectRequest request;
  request.set_reason("Rút đề xuất");
  EXPECT_THAT(TerminateProject(project_, request, 0, ActOf(kDirector)), Succeeds());
  project_.set_state(Project::IN_PROGRESS);
  EXPECT_THAT(TerminateProject(project_, request, 0, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"basis"}));
  *request.mutable_basis() = Paper();
  EXPECT_THAT(TerminateProject(project_, request, 1, ActOf(kDirector)),
              Fails(kPrecondition, "RESERVATION_OPEN"));
  const auto ended = TerminateProject(project_, request, 0, ActOf(kDirector));
  ASSERT_THAT(ended, Succeeds());
  EXPECT_EQ(ended->state(), Project::TERMINATED);
  EXPECT_EQ(ended->termination().terminated_by(), kDirector);
}

TEST_F(ProjectTest, Start) {
  EXPECT_THAT(StartProject(project_, ActOf(kOfficer)), Fails(kPrecondition, "WRONG_STATE"));
  project_.set_state(Project::CONTRACTED);
  const auto started = StartProject(project_, ActOf(kOfficer));
  ASSERT_THAT(started, Succeeds());
  EXPECT_EQ(started->state(), Project::IN_PROGRESS);
}

}  // namespace
}  // namespace dondoc::finance
