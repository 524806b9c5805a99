#include "absl/strings/str_format.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "services/registry/domain/directory_rules.h"
#include "services/registry/domain/task_rules.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/storage/directory_store.h"
#include "services/registry/storage/task_store.h"

namespace dondoc::registry {
namespace {

absl::Status RequireOfficer(sql::Transaction& tx, absl::string_view agency,
                            const std::string& officer) {
  return officer.empty() ? absl::OkStatus() : GetOfficer(tx, agency, officer).status();
}

absl::Status RequirePlaces(sql::Transaction& tx, absl::string_view agency, const v1::Task& task) {
  std::vector<std::string> units(task.cooperating_units().begin(), task.cooperating_units().end());
  if (!task.lead_unit().empty()) units.push_back(task.lead_unit());
  RETURN_IF_ERROR(RequireUnits(tx, agency, units));
  RETURN_IF_ERROR(RequireOfficer(tx, agency, task.assignee()));
  return RequireOfficer(tx, agency, task.monitor());
}

// An assignee belongs to the unit that answers for the task.
absl::Status RequireAssigneeOf(sql::Transaction& tx, absl::string_view agency,
                               const std::string& unit, const std::string& assignee) {
  if (assignee.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::Officer officer, GetOfficer(tx, agency, assignee));
  if (officer.unit() == unit && !officer.disabled()) return absl::OkStatus();
  return InvalidField("assignee", {absl::StrCat("must be a live officer of ", unit),
                                   absl::StrCat("phải là người đang làm việc của ", unit)});
}

// The verbs' common steps: load by `name`, decide, check `etag`, `change`, store, note.
template <typename Change>
absl::Status ChangeTask(Environment& environment, WriteCall& call, const std::string& task_name,
                        absl::string_view etag, bool etag_required, v1::Task& response,
                        Change change) {
  ASSIGN_OR_RETURN(const rpc::ChildName name, rpc::ParseChild("name", task_name, "tasks"));
  ASSIGN_OR_RETURN(const v1::Task before, GetTask(call.tx(), name.agency, task_name));
  // Only the lead unit speaks for a task; cooperating units help.
  RETURN_IF_ERROR(call.caller.Authorize({.agency = rpc::LastSegment(name.agency),
                                         .units = {rpc::LastSegment(before.lead_unit())},
                                         .self_subject = ""}));
  RETURN_IF_ERROR(CheckEtag(etag, etag_required, before));
  response = before;
  RETURN_IF_ERROR(change(response));
  StampChanged(call, response);
  RETURN_IF_ERROR(UpdateTask(call.tx(), name.agency, call.write.revision(), before, response));
  call.write.Record(response.name(), &before, &response);
  Derive(call.today(), environment.policy, response);
  return absl::OkStatus();
}

absl::Status RequireReason(const std::string& reason) {
  FieldErrors errors;
  ValidateFreeText("reason", reason, kMaxReasonChars, /*required=*/true, errors);
  return errors.ToStatus();
}

}  // namespace

absl::Status CreateTask(Environment& environment, WriteCall& call,
                        const v1::CreateTaskRequest& request, v1::Task& response) {
  const std::string& agency = request.parent();
  RETURN_IF_ERROR(rpc::CheckAgency("parent", agency));
  FieldErrors errors;
  ValidateTask(request.task(), agency, "task.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(RequirePlaces(call.tx(), agency, request.task()));
  RETURN_IF_ERROR(
      RequireAssigneeOf(call.tx(), agency, request.task().lead_unit(), request.task().assignee()));
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx(), agency));
  response = NewTask(request.task(), *calendar, environment.policy);
  const int64_t year = call.today().year();
  ASSIGN_OR_RETURN(const int64_t sequence, NextOfficeNumber(call.tx(), agency, year));
  response.set_name(rpc::MakeChild(agency, "tasks", call.write.NewId()));
  response.set_number(FormatOfficeNumber("NV", year, sequence));
  StampNew(call, response);
  RETURN_IF_ERROR(InsertTask(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  Derive(call.today(), environment.policy, response);
  return absl::OkStatus();
}

absl::Status UpdateTask(Environment& environment, WriteCall& call,
                        const v1::UpdateTaskRequest& request, v1::Task& response) {
  ASSIGN_OR_RETURN(const auto paths, UpdatePaths(request.update_mask(), request.task(),
                                                 {"cooperating_units", "monitor", "topic",
                                                  "quantity.target", "quantity.noun"}));
  return ChangeTask(environment, call, request.task().name(), request.task().etag(),
                    /*etag_required=*/true, response, [&](v1::Task& task) -> absl::Status {
                      ApplyPaths(paths, request.task(), task);
                      const std::string agency(rpc::AgencyOfName(task.name()));
                      FieldErrors errors;
                      ValidateTask(task, agency, "task.", errors);
                      RETURN_IF_ERROR(errors.ToStatus());
                      return RequirePlaces(call.tx(), agency, task);
                    });
}

absl::Status AssignTask(Environment& environment, WriteCall& call,
                        const v1::AssignTaskRequest& request, v1::Task& response) {
  const std::string agency(rpc::AgencyOfName(request.name()));
  FieldErrors errors;
  rpc::CheckChildOf("lead_unit", request.lead_unit(), "units", agency, errors);
  if (!request.assignee().empty()) {
    rpc::CheckChildOf("assignee", request.assignee(), "officers", agency, errors);
  }
  RETURN_IF_ERROR(errors.ToStatus());
  return ChangeTask(environment, call, request.name(), request.etag(), /*etag_required=*/true,
                    response, [&](v1::Task& task) -> absl::Status {
                      RETURN_IF_ERROR(RequireUnits(call.tx(), agency, {request.lead_unit()}));
                      RETURN_IF_ERROR(RequireAssigneeOf(call.tx(), agency, request.lead_unit(),
                                                        request.assignee()));
                      return Assign(request.lead_unit(), request.assignee(), task);
                    });
}

absl::Status AcceptTask(Environment& environment, WriteCall& call,
                        const v1::AcceptTaskRequest& request, v1::Task& response) {
  return ChangeTask(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                    response, [](v1::Task& task) { return Accept(task); });
}

absl::Status ReportProgress(Environment& environment, WriteCall& call,
                            const v1::ReportProgressRequest& request, v1::Task& response) {
  FieldErrors errors;
  ValidateFreeText("note", request.note(), kMaxNoteChars, /*required=*/true, errors);
  if (request.has_quantity_done() &&
      (request.quantity_done() < 0 || request.quantity_done() > kMaxQuantity)) {
    errors.Add("quantity_done", {absl::StrCat("must be 0 to ", kMaxQuantity),
                                 absl::StrCat("phải từ 0 đến ", kMaxQuantity)});
  }
  RETURN_IF_ERROR(errors.ToStatus());
  return ChangeTask(
      environment, call, request.name(), request.etag(), /*etag_required=*/false, response,
      [&](v1::Task& task) -> absl::Status {
        if (request.has_quantity_done() && !task.has_quantity()) {
          return InvalidField("quantity_done", {"this task has no quantity",
                                                "nhiệm vụ này không có chỉ tiêu số lượng"});
        }
        std::optional<int64_t> done;
        if (request.has_quantity_done()) done = request.quantity_done();
        RETURN_IF_ERROR(Report(request.note(), done, task));
        v1::ProgressReport report;
        // The revision, padded, makes names sort by time within a task.
        report.set_name(
            absl::StrFormat("%s/progressReports/r%012d", task.name(), call.write.revision()));
        report.set_note(request.note());
        report.set_quantity_done(task.quantity().done());
        report.set_reporter(call.caller.subject());
        *report.mutable_report_date() = calendar::ToDate(call.today());
        SetTime(call.write.now(), *report.mutable_create_time());
        RETURN_IF_ERROR(
            InsertProgressReport(call.tx(), rpc::AgencyOfName(task.name()), task.name(), report));
        call.write.Record(report.name(), nullptr, &report);
        return absl::OkStatus();
      });
}

absl::Status SubmitTask(Environment& environment, WriteCall& call,
                        const v1::SubmitTaskRequest& request, v1::Task& response) {
  FieldErrors errors;
  ValidateEvidence(request.evidence(), errors);
  ValidateFreeText("note", request.note(), kMaxNoteChars, /*required=*/false, errors);
  RETURN_IF_ERROR(errors.ToStatus());
  return ChangeTask(
      environment, call, request.name(), request.etag(), /*etag_required=*/false, response,
      [&](v1::Task& task) { return Submit(request, call.caller.subject(), call.today(), task); });
}

absl::Status CompleteTask(Environment& environment, WriteCall& call,
                          const v1::CompleteTaskRequest& request, v1::Task& response) {
  return ChangeTask(
      environment, call, request.name(), request.etag(), /*etag_required=*/false, response,
      [&](v1::Task& task) { return Complete(call.caller.subject(), call.today(), task); });
}

absl::Status ReturnTask(Environment& environment, WriteCall& call,
                        const v1::ReturnTaskRequest& request, v1::Task& response) {
  RETURN_IF_ERROR(RequireReason(request.reason()));
  return ChangeTask(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                    response, [&](v1::Task& task) { return Return(request.reason(), task); });
}

absl::Status CancelTask(Environment& environment, WriteCall& call,
                        const v1::CancelTaskRequest& request, v1::Task& response) {
  RETURN_IF_ERROR(RequireReason(request.reason()));
  return ChangeTask(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                    response, [&](v1::Task& task) { return Cancel(request.reason(), task); });
}

absl::Status ReopenTask(Environment& environment, WriteCall& call,
                        const v1::ReopenTaskRequest& request, v1::Task& response) {
  RETURN_IF_ERROR(RequireReason(request.reason()));
  return ChangeTask(environment, call, request.name(), request.etag(), /*etag_required=*/false,
                    response, [&](v1::Task& task) { return Reopen(request.reason(), task); });
}

absl::Status RecordDeadlineEvent(Environment& environment, WriteCall& call,
                                 const v1::RecordDeadlineEventRequest& request,
                                 v1::Task& response) {
  FieldErrors errors;
  const auto event = calendar::ValidateDate(request.event_date(), "event_date", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  const absl::string_view agency = rpc::AgencyOfName(request.name());
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx(), agency));
  return ChangeTask(
      environment, call, request.name(), request.etag(), /*etag_required=*/false, response,
      [&](v1::Task& task) { return RecordEvent(*event, *calendar, environment.policy, task); });
}

}  // namespace dondoc::registry
