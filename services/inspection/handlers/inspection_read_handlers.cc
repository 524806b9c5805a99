#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/feed_consumer.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/board.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/storage/inspection_counters.h"
#include "services/inspection/storage/inspection_query.h"
#include "services/inspection/storage/inspection_store.h"

namespace dondoc::inspection {

absl::Status GetInspection(ReadCall& call, const v1::GetInspectionRequest& request,
                           v1::Inspection& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("name", request.name(), "inspections"));
  ASSIGN_OR_RETURN(response, GetInspection(call.tx, name.agency, request.name()));
  return absl::OkStatus();
}

absl::Status ListInspections(ReadCall& call, const v1::ListInspectionsRequest& request,
                             v1::ListInspectionsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const InspectionQuery query,
                   ParseInspectionQuery(request.parent(), request.filter(), request.order_by()));
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, request.parent(), request,
                     {.default_size = 50, .max_size = 500, .keys = InspectionQuery::kKeys}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageInspections(call.tx, request.parent(), query, page.token,
                                              page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_inspections(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status GetInspectionBoard(ReadCall& call, const v1::GetInspectionBoardRequest& request,
                                v1::InspectionBoard& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  FieldErrors errors;
  absl::CivilDay as_of = call.today;
  if (request.has_as_of()) {
    as_of = calendar::ValidateDate(request.as_of(), "as_of", errors).value_or(as_of);
  }
  const int year = request.plan_year();
  if (year != 0 && (year < kMinPlanYear || year > kMaxPlanYear)) {
    errors.Add("plan_year",
               {absl::StrCat("must lie in ", kMinPlanYear, " to ", kMaxPlanYear),
                absl::StrCat("phải trong khoảng ", kMinPlanYear, " đến ", kMaxPlanYear)});
  }
  RETURN_IF_ERROR(errors.ToStatus());
  ASSIGN_OR_RETURN(const auto counts, ReadCounters(call.tx, request.parent(), year));
  response = SumBoard(counts, as_of);
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, request.parent()));
  response.set_revision(head.revision);
  ASSIGN_OR_RETURN(const int64_t followed,
                   rpc::ReadConsumerRevision(call.tx, rpc::kRegistrySource, request.parent()));
  response.set_registry_revision(followed);
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
