#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "common/commit/change_log.h"
#include "common/rpc/names.h"
#include "services/registry/domain/calendar_rules.h"
#include "services/registry/domain/task_state.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/storage/calendar_store.h"
#include "services/registry/storage/task_store.h"

namespace dondoc::registry {
namespace {

// Tasks that one table may resolve: each is a change row of the same mutation.
constexpr int kMaxResolved = 1000;
// Open tasks looked at to say how many keep a day the new table would place elsewhere.
constexpr int kMaxCompared = 10000;

// A built-in or stored table as clients see it.
absl::Status Finish(absl::string_view agency, int64_t year, const calendar::Calendar& calendar,
                    v1::CalendarYear& table) {
  table.set_name(rpc::MakeChild(agency, "calendarYears", absl::StrCat(year)));
  ASSIGN_OR_RETURN(const int working, calendar.WorkingDaysInYear(static_cast<int>(year)));
  table.set_working_day_count(working);
  return absl::OkStatus();
}

// Resolves the tasks that waited for the year, in the same mutation.
absl::Status ResolveWaiting(const calendar::Calendar& calendar, const calendar::Policy& policy,
                            absl::string_view agency, int year, WriteCall& call,
                            v1::SetCalendarYearResponse& response) {
  ASSIGN_OR_RETURN(const auto waiting,
                   TasksWaitingFor(call.tx(), agency, year, "", kMaxResolved + 1));
  if (static_cast<int>(waiting.size()) > kMaxResolved) {
    return Error(
        absl::StatusCode::kResourceExhausted, "TOO_MANY_CHANGES",
        {absl::StrCat("more than ", kMaxResolved, " tasks wait for this year: ask the operator"),
         absl::StrCat("hơn ", kMaxResolved, " nhiệm vụ chờ lịch năm này: hãy báo người vận hành")});
  }
  for (const v1::Task& before : waiting) {
    v1::Task after = before;
    calendar::Resolve(calendar, policy, *after.mutable_deadline());
    if (!after.deadline().has_last_day()) continue;
    StampChanged(call, after);
    RETURN_IF_ERROR(UpdateTask(call.tx(), agency, call.write.revision(), before, after));
    call.write.Record(after.name(), &before, &after);
    response.add_resolved_tasks(after.name());
  }
  response.set_resolved_count(response.resolved_tasks_size());
  return absl::OkStatus();
}

absl::StatusOr<int> CountKept(const calendar::Calendar& calendar, const calendar::Policy& policy,
                              absl::string_view agency, int year, WriteCall& call) {
  ASSIGN_OR_RETURN(const auto open, OpenTasksOfYear(call.tx(), agency, year, kMaxCompared));
  return static_cast<int>(std::count_if(open.begin(), open.end(), [&](const v1::Task& task) {
    common::v1::Deadline again = task.deadline();
    calendar::Resolve(calendar, policy, again);
    return again.has_last_day() && calendar::CivilDayOf(again.last_day()) !=
                                       calendar::CivilDayOf(task.deadline().last_day());
  }));
}

}  // namespace

absl::Status GetCalendarYear(ReadCall& call, const v1::GetCalendarYearRequest& request,
                             v1::CalendarYear& response) {
  ASSIGN_OR_RETURN(const int year, YearOfName("name", request.name()));
  const absl::string_view agency = rpc::AgencyOfName(request.name());
  ASSIGN_OR_RETURN(const auto own, AllCalendarYears(call.tx, agency));
  ASSIGN_OR_RETURN(const calendar::Calendar calendar, MakeCalendar(own));
  ASSIGN_OR_RETURN(const auto stored, GetCalendarYear(call.tx, agency, year));
  if (stored) {
    response = *stored;
  } else if (const auto* built_in = calendar.FindYear(year)) {
    response = FromYearTable(*built_in);
  } else {
    return NotFound(request.name());
  }
  return Finish(agency, year, calendar, response);
}

absl::Status ListCalendarYears(ReadCall& call, const v1::ListCalendarYearsRequest& request,
                               v1::ListCalendarYearsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const auto own, AllCalendarYears(call.tx, request.parent()));
  ASSIGN_OR_RETURN(const calendar::Calendar calendar, MakeCalendar(own));
  for (const int year : calendar.years()) {
    v1::CalendarYear table = FromYearTable(*calendar.FindYear(year));
    RETURN_IF_ERROR(Finish(request.parent(), year, calendar, table));
    const auto stored = std::find_if(own.begin(), own.end(), [&](const v1::CalendarYear& other) {
      return other.name() == table.name();
    });
    if (stored != own.end()) {
      table.set_etag(stored->etag());
      *table.mutable_update_time() = stored->update_time();
    }
    *response.add_calendar_years() = std::move(table);
  }
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, request.parent()));
  response.set_revision(head.revision);
  return absl::OkStatus();
}

absl::Status SetCalendarYear(Environment& environment, WriteCall& call,
                             const v1::SetCalendarYearRequest& request,
                             v1::SetCalendarYearResponse& response) {
  ASSIGN_OR_RETURN(const int year,
                   YearOfName("calendar_year.name", request.calendar_year().name()));
  const std::string agency(rpc::AgencyOfName(request.calendar_year().name()));
  FieldErrors errors;
  ValidateCalendarYear(request.calendar_year(), "calendar_year.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const auto before, GetCalendarYear(call.tx(), agency, year));
  if (before)
    RETURN_IF_ERROR(CheckEtag(request.calendar_year().etag(), /*required=*/true, *before));

  v1::CalendarYear table = request.calendar_year();
  table.set_version(absl::StrCat(year, ".", call.write.revision()));
  std::sort(table.mutable_days()->begin(), table.mutable_days()->end(),
            [](const v1::CalendarDay& a, const v1::CalendarDay& b) {
              return calendar::CivilDayOf(a.day()) < calendar::CivilDayOf(b.day());
            });
  StampChanged(call, table);
  table.set_working_day_count(0);
  RETURN_IF_ERROR(StoreCalendarYear(call.tx(), agency, year, call.write.revision(), table));
  ASSIGN_OR_RETURN(const auto own, AllCalendarYears(call.tx(), agency));
  ASSIGN_OR_RETURN(const calendar::Calendar calendar, MakeCalendar(own));
  RETURN_IF_ERROR(Finish(agency, year, calendar, table));
  RETURN_IF_ERROR(StoreCalendarYear(call.tx(), agency, year, call.write.revision(), table));
  call.write.Record(table.name(), before ? &*before : nullptr, &table);
  RETURN_IF_ERROR(ResolveWaiting(calendar, environment.policy, agency, year, call, response));
  ASSIGN_OR_RETURN(const int kept, CountKept(calendar, environment.policy, agency, year, call));
  response.set_kept_count(kept);
  *response.mutable_calendar_year() = std::move(table);
  return absl::OkStatus();
}

absl::Status ResolveDeadline(Environment& environment, ReadCall& call,
                             const v1::ResolveDeadlineRequest& request,
                             common::v1::Deadline& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  FieldErrors errors;
  calendar::ValidateDeadline(request.deadline(), "deadline.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx, request.parent()));
  response = request.deadline();
  calendar::ClearOutputOnly(response);
  calendar::Resolve(*calendar, environment.policy, response);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
