#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/registry/domain/directory_rules.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/storage/directory_store.h"

namespace dondoc::registry {

absl::Status CreateUnit(WriteCall& call, const v1::CreateUnitRequest& request, v1::Unit& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  FieldErrors errors;
  rpc::CheckNewId("unit_id", request.unit_id(), errors);
  ValidateUnit(request.unit(), "unit.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(GetAgency(call.tx(), request.parent()).status());
  response = request.unit();
  response.set_name(rpc::MakeChild(request.parent(), "units", request.unit_id()));
  StampNew(call, response);
  RETURN_IF_ERROR(InsertUnit(call.tx(), request.parent(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetUnit(ReadCall& call, const v1::GetUnitRequest& request, v1::Unit& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name, rpc::ParseChild("name", request.name(), "units"));
  ASSIGN_OR_RETURN(response, GetUnit(call.tx, name.agency, request.name()));
  return absl::OkStatus();
}

absl::Status ListUnits(ReadCall& call, const v1::ListUnitsRequest& request,
                       v1::ListUnitsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 3}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageUnits(call.tx, request.parent(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_units(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateUnit(WriteCall& call, const v1::UpdateUnitRequest& request, v1::Unit& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("unit.name", request.unit().name(), "units"));
  ASSIGN_OR_RETURN(const auto paths,
                   UpdatePaths(request.update_mask(), request.unit(),
                               {"display_name", "aliases", "position", "valid_from", "valid_to"}));
  ASSIGN_OR_RETURN(const v1::Unit before, GetUnit(call.tx(), name.agency, request.unit().name()));
  RETURN_IF_ERROR(CheckEtag(request.unit().etag(), /*required=*/true, before));
  response = before;
  ApplyPaths(paths, request.unit(), response);
  FieldErrors errors;
  ValidateUnit(response, "unit.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  StampChanged(call, response);
  RETURN_IF_ERROR(UpdateUnit(call.tx(), name.agency, response));
  call.write.Record(response.name(), &before, &response);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
