#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/entity.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/storage/enterprise_years.h"
#include "services/inspection/storage/entity_store.h"

namespace dondoc::inspection {
namespace {

absl::StatusOr<v1::Entity> LoadEntity(sql::Transaction& tx, absl::string_view field,
                                      const std::string& name) {
  ASSIGN_OR_RETURN(const rpc::ChildName parsed, rpc::ParseChild(field, name, "entities"));
  ASSIGN_OR_RETURN(auto entity, FindEntity(tx, parsed.agency, name));
  if (!entity) return NotFound(name);
  return *std::move(entity);
}

}  // namespace

absl::Status CreateEntity(WriteCall& call, const v1::CreateEntityRequest& request,
                          v1::Entity& response) {
  RETURN_IF_ERROR(Validate(request));
  const std::string id = request.entity_id().empty() ? call.write.NewId() : request.entity_id();
  ASSIGN_OR_RETURN(response,
                   CreateEntity(request, rpc::MakeChild(request.parent(), "entities", id)));
  StampNew(call.write, response);
  RETURN_IF_ERROR(InsertEntity(call.tx(), request.parent(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetEntity(ReadCall& call, const v1::GetEntityRequest& request, v1::Entity& response) {
  ASSIGN_OR_RETURN(response, LoadEntity(call.tx, "name", request.name()));
  return absl::OkStatus();
}

absl::Status ListEntities(ReadCall& call, const v1::ListEntitiesRequest& request,
                          v1::ListEntitiesResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const EntityQuery query, ParseEntityQuery(request.filter()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageEntities(call.tx, request.parent(), query, page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_entities(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateEntity(WriteCall& call, const v1::UpdateEntityRequest& request,
                          v1::Entity& response) {
  RETURN_IF_ERROR(Validate(request));
  const std::string& name = request.entity().name();
  ASSIGN_OR_RETURN(const v1::Entity before, LoadEntity(call.tx(), "entity.name", name));
  RETURN_IF_ERROR(CheckEtag(request.entity().etag(), before));
  ASSIGN_OR_RETURN(response, UpdateEntity(before, request));
  StampChanged(call.write, response);
  RETURN_IF_ERROR(UpdateEntity(call.tx(), rpc::AgencyOfName(name), before, response));
  call.write.Record(response.name(), &before, &response);
  return absl::OkStatus();
}

absl::Status LookUpEnterpriseYear(ReadCall& call, const v1::LookUpEnterpriseYearRequest& request,
                                  v1::EnterpriseYear& response) {
  RETURN_IF_ERROR(Validate(request));
  ASSIGN_OR_RETURN(const EnterpriseYearKey key, KeyOf(request));
  ASSIGN_OR_RETURN(const auto holder, FindHolder(call.tx, key));
  response = Describe(key, holder ? &*holder : nullptr, request.parent());
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
