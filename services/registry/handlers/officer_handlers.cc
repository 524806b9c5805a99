#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/registry/domain/directory_rules.h"
#include "services/registry/domain/errors.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/storage/directory_store.h"

namespace dondoc::registry {

absl::Status CreateOfficer(WriteCall& call, const v1::CreateOfficerRequest& request,
                           v1::Officer& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  FieldErrors errors;
  rpc::CheckNewId("officer_id", request.officer_id(), errors);
  ValidateOfficer(request.officer(), request.parent(), "officer.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  RETURN_IF_ERROR(GetAgency(call.tx(), request.parent()).status());
  if (!request.officer().unit().empty()) {
    RETURN_IF_ERROR(RequireUnits(call.tx(), request.parent(), {request.officer().unit()}));
  }
  response = request.officer();
  response.set_name(rpc::MakeChild(request.parent(), "officers", request.officer_id()));
  StampNew(call, response);
  RETURN_IF_ERROR(InsertOfficer(call.tx(), request.parent(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetOfficer(ReadCall& call, const v1::GetOfficerRequest& request,
                        v1::Officer& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name, rpc::ParseChild("name", request.name(), "officers"));
  ASSIGN_OR_RETURN(response, GetOfficer(call.tx, name.agency, request.name()));
  return absl::OkStatus();
}

absl::Status ListOfficers(ReadCall& call, const v1::ListOfficersRequest& request,
                          v1::ListOfficersResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageOfficers(call.tx, request.parent(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_officers(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateOfficer(WriteCall& call, const v1::UpdateOfficerRequest& request,
                           v1::Officer& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("officer.name", request.officer().name(), "officers"));
  ASSIGN_OR_RETURN(const auto paths,
                   UpdatePaths(request.update_mask(), request.officer(),
                               {"display_name", "title", "unit", "roles", "disabled"}));
  ASSIGN_OR_RETURN(const v1::Officer before,
                   GetOfficer(call.tx(), name.agency, request.officer().name()));
  RETURN_IF_ERROR(CheckEtag(request.officer().etag(), /*required=*/true, before));
  response = before;
  ApplyPaths(paths, request.officer(), response);
  FieldErrors errors;
  ValidateOfficer(response, name.agency, "officer.", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  if (!response.unit().empty()) {
    RETURN_IF_ERROR(RequireUnits(call.tx(), name.agency, {response.unit()}));
  }
  if (IsLiveAdministrator(before) && !IsLiveAdministrator(response)) {
    ASSIGN_OR_RETURN(const bool others,
                     HasOtherAdministrator(call.tx(), name.agency, response.name()));
    if (!others) return LastAdministrator();
  }
  StampChanged(call, response);
  RETURN_IF_ERROR(UpdateOfficer(call.tx(), name.agency, response));
  call.write.Record(response.name(), &before, &response);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
