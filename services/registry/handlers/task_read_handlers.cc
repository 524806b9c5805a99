#include <map>

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/registry/domain/board.h"
#include "services/registry/domain/task_rules.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/storage/directory_store.h"
#include "services/registry/storage/task_counters.h"
#include "services/registry/storage/task_query.h"
#include "services/registry/storage/task_store.h"

namespace dondoc::registry {
namespace {

// The day asked for, or the business day.
absl::StatusOr<absl::CivilDay> AsOf(bool given, const google::type::Date& date,
                                    absl::CivilDay today) {
  if (!given) return today;
  FieldErrors errors;
  const auto day = calendar::ValidateDate(date, "as_of", errors);
  if (!day) return errors.ToStatus();
  return *day;
}

}  // namespace

absl::Status GetTask(Environment& environment, ReadCall& call, const v1::GetTaskRequest& request,
                     v1::Task& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name, rpc::ParseChild("name", request.name(), "tasks"));
  ASSIGN_OR_RETURN(response, GetTask(call.tx, name.agency, request.name()));
  Derive(call.today, environment.policy, response);
  return absl::OkStatus();
}

absl::Status ListTasks(Environment& environment, ReadCall& call,
                       const v1::ListTasksRequest& request, v1::ListTasksResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of,
                   AsOf(request.has_as_of(), request.as_of(), call.today));
  ASSIGN_OR_RETURN(const TaskQuery query,
                   ParseTaskQuery(request.parent(), request.filter(), request.order_by(), as_of,
                                  environment.policy.due_soon_days));
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, request.parent(), request,
                     {.default_size = 50, .max_size = 500, .keys = query.key_count()}));
  std::vector<common::v1::PageToken> keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageTasks(call.tx, request.parent(), query, page.token, page.size + 1, keys));
  for (v1::Task& task : rows) Derive(as_of, environment.policy, task);
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_tasks(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status ListProgressReports(ReadCall& call, const v1::ListProgressReportsRequest& request,
                                 v1::ListProgressReportsResponse& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name, rpc::ParseChild("parent", request.parent(), "tasks"));
  ASSIGN_OR_RETURN(const v1::Task task, GetTask(call.tx, name.agency, request.parent()));
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, name.agency, request, {.default_size = 50, .max_size = 200, .keys = 1}));
  std::vector<common::v1::PageToken> keys;
  ASSIGN_OR_RETURN(auto rows, PageProgressReports(call.tx, name.agency, task.name(), page.token,
                                                  page.size + 1, keys));
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys),
               response.mutable_progress_reports(), response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status GetTaskBoard(Environment& environment, ReadCall& call,
                          const v1::GetTaskBoardRequest& request, v1::TaskBoard& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of,
                   AsOf(request.has_as_of(), request.as_of(), call.today));
  ASSIGN_OR_RETURN(const v1::Agency agency, GetAgency(call.tx, request.parent()));
  ASSIGN_OR_RETURN(const auto units, AllUnits(call.tx, request.parent()));
  ASSIGN_OR_RETURN(const auto sums,
                   SumCounters(call.tx, request.parent(), as_of, environment.policy.due_soon_days));
  std::map<std::string, v1::TaskCounts> by_unit;
  for (const UnitCounts& sum : sums) by_unit[sum.unit] = sum.counts;
  response = MakeBoard(agency, units, by_unit, as_of);
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, request.parent()));
  response.set_revision(head.revision);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
