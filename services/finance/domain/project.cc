#include "services/finance/domain/project.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/finance/domain/errors.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/project_state.h"
#include "services/finance/domain/update_mask.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::Evaluation;
using v1::Project;

constexpr size_t kMaxCodeChars = 50;
constexpr size_t kMaxPersonChars = 100;

const std::vector<absl::string_view>& EditableProjectFields() {
  static const auto* const fields = new std::vector<absl::string_view>{
      "title", "code", "kind",       "funding_mode", "lead_unit",        "investigator",
      "host",  "task", "start_date", "end_date",     "approved_amounts",
  };
  return *fields;
}

void ValidateProject(const Project& project, absl::string_view agency_name, FieldErrors& errors) {
  ValidateText(project.title(), 1, kMaxTitleChars, "project.title", errors);
  ValidateText(project.code(), 0, kMaxCodeChars, "project.code", errors);
  ValidateText(project.investigator(), 0, kMaxPersonChars, "project.investigator", errors);
  if (project.kind() == Project::KIND_UNSPECIFIED || !Project::Kind_IsValid(project.kind())) {
    errors.Add("project.kind",
               {"RESEARCH, PILOT_PRODUCTION or OTHER.", "RESEARCH, PILOT_PRODUCTION hoặc OTHER."});
  }
  if (project.funding_mode() == Project::FUNDING_MODE_UNSPECIFIED ||
      !Project::FundingMode_IsValid(project.funding_mode())) {
    errors.Add("project.funding_mode", {"OUTPUT_BASED or PARTIAL.", "OUTPUT_BASED hoặc PARTIAL."});
  }
  ValidateNameBelow(project.lead_unit(), agency_name, "units", /*optional=*/false,
                    "project.lead_unit", errors);
  ValidateNameBelow(project.task(), agency_name, "tasks", /*optional=*/true, "project.task",
                    errors);
  ValidateOrganisation(project.host(), /*tax_code_required=*/false, "project.host", errors);
  const auto start = ValidateDay(project.has_start_date(), project.start_date(),
                                 /*optional=*/true, "project.start_date", errors);
  const auto end = ValidateDay(project.has_end_date(), project.end_date(), /*optional=*/true,
                               "project.end_date", errors);
  if (start && end && *end < *start) {
    errors.Add("project.end_date",
               {"The last day lies before the first.", "Ngày kết thúc trước ngày bắt đầu."});
  }
  ValidateSourceAmounts(project.approved_amounts(), 1, agency_name, "project.approved_amounts",
                        errors);
}

absl::Status SetTotals(Project& project) {
  ASSIGN_OR_RETURN(const int64_t total, SumOf(project.approved_amounts()));
  project.set_approved_total_amount(total);
  return absl::OkStatus();
}

Project TouchedProject(const Project& current, const Act& act) {
  Project project = current;
  *project.mutable_update_time() = ToTimestamp(act.now);
  return project;
}

v1::Termination TerminationOf(std::string reason, const v1::Document& basis, const Act& act) {
  v1::Termination termination;
  termination.set_reason(std::move(reason));
  *termination.mutable_basis() = basis;
  *termination.mutable_terminate_date() = calendar::ToDate(act.today);
  termination.set_terminated_by(act.actor);
  return termination;
}

}  // namespace

absl::StatusOr<Project> CreateProject(const v1::CreateProjectRequest& request, const Act& act) {
  FieldErrors errors;
  ValidateProject(request.project(), request.parent(), errors);
  RETURN_IF_ERROR(errors.ToStatus());
  Project project;
  const auto& fields = EditableProjectFields();
  CopyFields({fields.begin(), fields.end()}, request.project(), project);
  RETURN_IF_ERROR(SetTotals(project));
  project.set_state(Project::PROPOSED);
  project.set_proposed_by(act.actor);
  *project.mutable_create_time() = ToTimestamp(act.now);
  *project.mutable_update_time() = ToTimestamp(act.now);
  return project;
}

absl::StatusOr<Project> UpdateProject(const Project& current,
                                      const v1::UpdateProjectRequest& request, const Act& act) {
  ASSIGN_OR_RETURN(
      const std::set<std::string> fields,
      FieldsToUpdate(request.update_mask(), EditableProjectFields(), request.project()));
  RETURN_IF_ERROR(NextProjectState(current.state(), ProjectVerb::kUpdate).status());
  if (fields.contains("funding_mode") || fields.contains("approved_amounts")) {
    RETURN_IF_ERROR(NextProjectState(current.state(), ProjectVerb::kUpdateFunding).status());
  }
  Project project = TouchedProject(current, act);
  CopyFields(fields, request.project(), project);
  FieldErrors errors;
  ValidateProject(project, AgencyOf(current.name()), errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(SetTotals(project));
  if (current.state() == Project::PROPOSED) AddPerson(act.actor, *project.mutable_changed_by());
  return project;
}

absl::StatusOr<Project> ApproveProject(const Project& current,
                                       const v1::ApproveProjectRequest& request, const Act& act) {
  FieldErrors errors;
  ValidateDocument(request.has_approval(), request.approval(), /*required=*/true,
                   /*date_required=*/true, "approval", errors);
  if (!request.approved_amounts().empty()) {
    ValidateSourceAmounts(request.approved_amounts(), 1, AgencyOf(current.name()),
                          "approved_amounts", errors);
  }
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const Project::State state,
                   NextProjectState(current.state(), ProjectVerb::kApprove));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.proposed_by(), "APPROVE", "CREATE"));
  RETURN_IF_ERROR(RequireOtherPerson(act.actor, current.changed_by(), "APPROVE", "UPDATE"));
  Project project = TouchedProject(current, act);
  if (!request.approved_amounts().empty()) {
    *project.mutable_approved_amounts() = request.approved_amounts();
    RETURN_IF_ERROR(SetTotals(project));
  }
  *project.mutable_approval() = request.approval();
  project.set_approved_by(act.actor);
  project.set_state(state);
  return project;
}

absl::StatusOr<Project> StartProject(const Project& current, const Act& act) {
  ASSIGN_OR_RETURN(const Project::State state,
                   NextProjectState(current.state(), ProjectVerb::kStart));
  Project project = TouchedProject(current, act);
  project.set_state(state);
  return project;
}

absl::StatusOr<Project> RecordEvaluation(const Project& current,
                                         const v1::RecordEvaluationRequest& request,
                                         int64_t reserved_amount, const Act& act) {
  FieldErrors errors;
  const Evaluation& evaluation = request.evaluation();
  if (evaluation.grade() == Evaluation::GRADE_UNSPECIFIED ||
      !Evaluation::Grade_IsValid(evaluation.grade())) {
    errors.Add("evaluation.grade",
               {"EXCELLENT, PASSED or FAILED.", "EXCELLENT, PASSED hoặc FAILED."});
  }
  ValidateDocument(evaluation.has_minutes(), evaluation.minutes(), /*required=*/true,
                   /*date_required=*/false, "evaluation.minutes", errors);
  if (!evaluation.has_evaluate_date()) {
    errors.Add("evaluation.evaluate_date", {"A date is needed here.", "Cần có ngày."});
  }
  ValidatePastDay(evaluation.has_evaluate_date(), evaluation.evaluate_date(), act.today,
                  std::nullopt, "evaluation.evaluate_date", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  const bool failed = evaluation.grade() == Evaluation::FAILED;
  ASSIGN_OR_RETURN(
      const Project::State state,
      NextProjectState(current.state(), failed ? ProjectVerb::kFail : ProjectVerb::kAccept));
  if (failed && reserved_amount != 0) return ReservationOpen(current.name());
  Project project = TouchedProject(current, act);
  *project.mutable_evaluation() = evaluation;
  project.mutable_evaluation()->set_recorded_by(act.actor);
  if (failed)
    *project.mutable_termination() = TerminationOf("Không đạt", evaluation.minutes(), act);
  project.set_state(state);
  return project;
}

absl::StatusOr<Project> TerminateProject(const Project& current,
                                         const v1::TerminateProjectRequest& request,
                                         int64_t reserved_amount, const Act& act) {
  FieldErrors errors;
  ValidateText(request.reason(), 1, kMaxReasonChars, "reason", errors);
  const bool bound = current.state() != Project::PROPOSED && current.state() != Project::APPROVED;
  ValidateDocument(request.has_basis(), request.basis(), /*required=*/bound,
                   /*date_required=*/bound, "basis", errors);
  ASSIGN_OR_RETURN(const Project::State state,
                   NextProjectState(current.state(), ProjectVerb::kTerminate));
  RETURN_IF_ERROR(errors.ToStatus());
  if (reserved_amount != 0) return ReservationOpen(current.name());
  Project project = TouchedProject(current, act);
  *project.mutable_termination() = TerminationOf(request.reason(), request.basis(), act);
  project.set_state(state);
  return project;
}

}  // namespace dondoc::finance
