// The registry's handlers: one function a method, in the order of the contracts. Each reads or
// writes through its call's transaction only; what they return is what the contract says.
#pragma once

#include <string>

#include "absl/status/status.h"

#include "common/rpc/unary.h"
#include "services/registry/handlers/environment.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

using rpc::ReadCall;
using rpc::WriteCall;

// DirectoryService.
absl::Status CreateAgency(WriteCall&, const v1::CreateAgencyRequest&, v1::Agency&);
absl::Status GetAgency(ReadCall&, const v1::GetAgencyRequest&, v1::Agency&);
absl::Status ListAgencies(ReadCall&, const v1::ListAgenciesRequest&, v1::ListAgenciesResponse&);
absl::Status CreateUnit(WriteCall&, const v1::CreateUnitRequest&, v1::Unit&);
absl::Status GetUnit(ReadCall&, const v1::GetUnitRequest&, v1::Unit&);
absl::Status ListUnits(ReadCall&, const v1::ListUnitsRequest&, v1::ListUnitsResponse&);
absl::Status UpdateUnit(WriteCall&, const v1::UpdateUnitRequest&, v1::Unit&);
absl::Status CreateOfficer(WriteCall&, const v1::CreateOfficerRequest&, v1::Officer&);
absl::Status GetOfficer(ReadCall&, const v1::GetOfficerRequest&, v1::Officer&);
absl::Status ListOfficers(ReadCall&, const v1::ListOfficersRequest&, v1::ListOfficersResponse&);
absl::Status UpdateOfficer(WriteCall&, const v1::UpdateOfficerRequest&, v1::Officer&);
absl::Status GetCaller(ReadCall&, const v1::GetCallerRequest&, v1::Caller&);

// CalendarService.
absl::Status GetCalendarYear(ReadCall&, const v1::GetCalendarYearRequest&, v1::CalendarYear&);
absl::Status ListCalendarYears(ReadCall&, const v1::ListCalendarYearsRequest&,
                               v1::ListCalendarYearsResponse&);
absl::Status SetCalendarYear(Environment&, WriteCall&, const v1::SetCalendarYearRequest&,
                             v1::SetCalendarYearResponse&);
absl::Status ResolveDeadline(Environment&, ReadCall&, const v1::ResolveDeadlineRequest&,
                             common::v1::Deadline&);

// DirectiveService. ParseNotice is streamed: the service gathers the bytes.
absl::Status ParseNotice(Environment&, ReadCall&, const v1::ParseNoticeHeader&,
                         const std::string& bytes, v1::NoticeDraft&);
absl::Status ImportNotice(Environment&, WriteCall&, const v1::ImportNoticeRequest&,
                          v1::ImportNoticeResponse&);
absl::Status GetDirective(ReadCall&, const v1::GetDirectiveRequest&, v1::Directive&);
absl::Status GetNoticeDraft(ReadCall&, const v1::GetNoticeDraftRequest&, v1::NoticeDraft&);
absl::Status ListDirectives(ReadCall&, const v1::ListDirectivesRequest&,
                            v1::ListDirectivesResponse&);

// TaskService.
absl::Status CreateTask(Environment&, WriteCall&, const v1::CreateTaskRequest&, v1::Task&);
absl::Status GetTask(Environment&, ReadCall&, const v1::GetTaskRequest&, v1::Task&);
absl::Status ListTasks(Environment&, ReadCall&, const v1::ListTasksRequest&,
                       v1::ListTasksResponse&);
absl::Status UpdateTask(Environment&, WriteCall&, const v1::UpdateTaskRequest&, v1::Task&);
absl::Status AssignTask(Environment&, WriteCall&, const v1::AssignTaskRequest&, v1::Task&);
absl::Status AcceptTask(Environment&, WriteCall&, const v1::AcceptTaskRequest&, v1::Task&);
absl::Status ReportProgress(Environment&, WriteCall&, const v1::ReportProgressRequest&, v1::Task&);
absl::Status ListProgressReports(ReadCall&, const v1::ListProgressReportsRequest&,
                                 v1::ListProgressReportsResponse&);
absl::Status SubmitTask(Environment&, WriteCall&, const v1::SubmitTaskRequest&, v1::Task&);
absl::Status CompleteTask(Environment&, WriteCall&, const v1::CompleteTaskRequest&, v1::Task&);
absl::Status ReturnTask(Environment&, WriteCall&, const v1::ReturnTaskRequest&, v1::Task&);
absl::Status CancelTask(Environment&, WriteCall&, const v1::CancelTaskRequest&, v1::Task&);
absl::Status ReopenTask(Environment&, WriteCall&, const v1::ReopenTaskRequest&, v1::Task&);
absl::Status RecordDeadlineEvent(Environment&, WriteCall&, const v1::RecordDeadlineEventRequest&,
                                 v1::Task&);
absl::Status GetTaskBoard(Environment&, ReadCall&, const v1::GetTaskBoardRequest&, v1::TaskBoard&);

}  // namespace dondoc::registry
