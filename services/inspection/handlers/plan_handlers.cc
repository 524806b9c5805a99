#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/plan.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/handlers/steps.h"
#include "services/inspection/storage/plan_store.h"

namespace dondoc::inspection {
namespace {

absl::StatusOr<v1::Plan> LoadPlan(sql::Transaction& tx, const PlanName& name) {
  ASSIGN_OR_RETURN(auto plan, FindPlan(tx, name.agency, name.year));
  if (!plan) return NotFound(PlanResource(name.agency, name.year));
  return *std::move(plan);
}

absl::Status Store(WriteCall& call, const std::string& agency, const v1::Plan& before,
                   v1::Plan& after) {
  StampChanged(call.write, after);
  RETURN_IF_ERROR(UpdatePlan(call.tx(), agency, after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

}  // namespace

absl::Status CreatePlan(WriteCall& call, const v1::CreatePlanRequest& request, v1::Plan& response) {
  RETURN_IF_ERROR(Validate(request));
  response = CreatePlan(request);
  StampNew(call.write, response);
  RETURN_IF_ERROR(InsertPlan(call.tx(), request.parent(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetPlan(ReadCall& call, const v1::GetPlanRequest& request, v1::Plan& response) {
  ASSIGN_OR_RETURN(const PlanName name, ParsePlanName(request.name(), "name"));
  ASSIGN_OR_RETURN(response, LoadPlan(call.tx, name));
  return absl::OkStatus();
}

absl::Status ListPlans(ReadCall& call, const v1::ListPlansRequest& request,
                       v1::ListPlansResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 200, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PagePlans(call.tx, request.parent(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_plans(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdatePlan(WriteCall& call, const v1::UpdatePlanRequest& request, v1::Plan& response) {
  RETURN_IF_ERROR(Validate(request));
  ASSIGN_OR_RETURN(const PlanName name, ParsePlanName(request.plan().name(), "plan.name"));
  ASSIGN_OR_RETURN(const v1::Plan before, LoadPlan(call.tx(), name));
  RETURN_IF_ERROR(CheckEtag(request.plan().etag(), before));
  ASSIGN_OR_RETURN(response, UpdatePlan(before, request));
  return Store(call, name.agency, before, response);
}

absl::Status ApprovePlan(Environment& environment, WriteCall& call,
                         const v1::ApprovePlanRequest& request, v1::Plan& response) {
  RETURN_IF_ERROR(Validate(request));
  ASSIGN_OR_RETURN(const PlanName name, ParsePlanName(request.name(), "name"));
  ASSIGN_OR_RETURN(const v1::Plan before, LoadPlan(call.tx(), name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before));
  ASSIGN_OR_RETURN(const Scene scene, SceneOf(environment, call, name.agency));
  ASSIGN_OR_RETURN(response, ApprovePlan(before, request, scene.context));
  return Store(call, name.agency, before, response);
}

}  // namespace dondoc::inspection
