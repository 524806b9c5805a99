#include <set>

#include "absl/functional/function_ref.h"

#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/project.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/payment_steps.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

using ProjectStep = absl::FunctionRef<absl::StatusOr<v1::Project>(const v1::Project&, const Act&)>;

// The verbs' common steps: load, decide, check the etag, change, store, note.
absl::Status ChangeProject(WriteCall& call, const std::string& name, absl::string_view etag,
                           bool etag_required, v1::Project& response, ProjectStep verb,
                           absl::string_view field = "name",
                           absl::string_view etag_field = "etag") {
  ASSIGN_OR_RETURN(const v1::Project before, GetProject(call.tx(), name, field));
  RETURN_IF_ERROR(AuthorizeUnit(call, AgencyOf(before.name()), before.lead_unit()));
  RETURN_IF_ERROR(CheckEtag(etag, etag_required, before, etag_field));
  ASSIGN_OR_RETURN(response, verb(before, ActOf(call)));
  return StoreChanged(call, before, response);
}

}  // namespace

absl::Status CreateProject(Environment&, WriteCall& call, const v1::CreateProjectRequest& request,
                           v1::Project& response) {
  const std::string& agency = request.parent();
  ASSIGN_OR_RETURN(const std::string id, ParseAgencyName(agency, "parent"));
  ASSIGN_OR_RETURN(response, CreateProject(request, ActOf(call)));
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, response.lead_unit()));
  RETURN_IF_ERROR(RequireUnit(call.tx(), agency, response.lead_unit()));
  RETURN_IF_ERROR(RequireSources(call, agency, response.approved_amounts()));
  ASSIGN_OR_RETURN(const std::string number,
                   TakeOfficeNumber(call.tx(), agency, kProjectPrefix, call.today().year()));
  response.set_number(number);
  response.set_name(ResourceName(id, Collection::kProjects, call.write.NewId()));
  response.set_etag(call.write.Etag());
  RETURN_IF_ERROR(InsertProject(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetProject(Environment&, ReadCall& call, const v1::GetProjectRequest& request,
                        v1::Project& response) {
  ASSIGN_OR_RETURN(response, GetProject(call.tx, request.name(), "name"));
  return absl::OkStatus();
}

absl::Status ListProjects(Environment&, ReadCall& call, const v1::ListProjectsRequest& request,
                          v1::ListProjectsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const ListQuery query,
                   ParseProjectQuery(request.parent(), request.filter(), request.order_by()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageBodies<v1::Project>(call.tx, "projects", request.parent(), query,
                                                      page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_projects(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateProject(Environment&, WriteCall& call, const v1::UpdateProjectRequest& request,
                           v1::Project& response) {
  return ChangeProject(
      call, request.project().name(), request.project().etag(), /*etag_required=*/true, response,
      [&](const v1::Project& before, const Act& act) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(v1::Project after, UpdateProject(before, request, act));
        const std::string agency(AgencyOf(after.name()));
        if (after.lead_unit() != before.lead_unit()) {
          RETURN_IF_ERROR(RequireUnit(call.tx(), agency, after.lead_unit()));
        }
        RETURN_IF_ERROR(RequireSources(call, agency, after.approved_amounts()));
        return after;
      },
      "project.name", "project.etag");
}

absl::Status ApproveProject(Environment&, WriteCall& call, const v1::ApproveProjectRequest& request,
                            v1::Project& response) {
  return ChangeProject(
      call, request.name(), request.etag(), /*etag_required=*/true, response,
      [&](const v1::Project& before, const Act& act) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(v1::Project after, ApproveProject(before, request, act));
        RETURN_IF_ERROR(RequireSources(call, AgencyOf(after.name()), after.approved_amounts()));
        return after;
      });
}

absl::Status StartProject(Environment&, WriteCall& call, const v1::StartProjectRequest& request,
                          v1::Project& response) {
  return ChangeProject(
      call, request.name(), request.etag(), /*etag_required=*/false, response,
      [](const v1::Project& before, const Act& act) { return StartProject(before, act); });
}

absl::Status RecordEvaluation(Environment&, WriteCall& call,
                              const v1::RecordEvaluationRequest& request, v1::Project& response) {
  return ChangeProject(
      call, request.name(), request.etag(), /*etag_required=*/true, response,
      [&](const v1::Project& before, const Act& act) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(const Ground ground, LoadGround(call.tx(), before, {}));
        return RecordEvaluation(before, request, ReservedUnder(ground), act);
      });
}

absl::Status TerminateProject(Environment&, WriteCall& call,
                              const v1::TerminateProjectRequest& request, v1::Project& response) {
  return ChangeProject(
      call, request.name(), request.etag(), /*etag_required=*/true, response,
      [&](const v1::Project& before, const Act& act) -> absl::StatusOr<v1::Project> {
        ASSIGN_OR_RETURN(const Ground ground, LoadGround(call.tx(), before, {}));
        return TerminateProject(before, request, ReservedUnder(ground), act);
      });
}

}  // namespace dondoc::finance
