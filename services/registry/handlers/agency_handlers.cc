#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/registry/domain/directory_rules.h"
#include "services/registry/handlers/handlers.h"
#include "services/registry/handlers/stamps.h"
#include "services/registry/storage/directory_store.h"

namespace dondoc::registry {

absl::Status CreateAgency(WriteCall& call, const v1::CreateAgencyRequest& request,
                          v1::Agency& response) {
  const std::string name = absl::StrCat("agencies/", request.agency_id());
  FieldErrors errors;
  rpc::CheckNewId("agency_id", request.agency_id(), errors);
  rpc::CheckNewId("admin_id", request.admin_id(), errors);
  ValidateAgency(request.agency(), "agency.", errors);
  v1::Officer admin = request.admin();
  if (!IsLiveAdministrator(admin)) admin.add_roles(ADMIN);
  ValidateOfficer(admin, name, "admin.", errors);
  if (!admin.unit().empty()) {
    errors.Add("admin.unit", {"must be empty: the agency has no units yet",
                              "phải để trống: cơ quan chưa có đơn vị"});
  }
  if (admin.disabled()) {
    errors.Add("admin.disabled", {"must be false", "không được khóa"});
  }
  RETURN_IF_ERROR(errors.ToStatus());

  response = request.agency();
  response.set_name(name);
  StampNew(call, response);
  RETURN_IF_ERROR(InsertAgency(call.tx(), response));
  call.write.Record(name, nullptr, &response);
  admin.set_name(rpc::MakeChild(name, "officers", request.admin_id()));
  StampNew(call, admin);
  RETURN_IF_ERROR(InsertOfficer(call.tx(), name, admin));
  call.write.Record(admin.name(), nullptr, &admin);
  return absl::OkStatus();
}

absl::Status GetAgency(ReadCall& call, const v1::GetAgencyRequest& request, v1::Agency& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("name", request.name()));
  ASSIGN_OR_RETURN(response, GetAgency(call.tx, request.name()));
  return absl::OkStatus();
}

absl::Status ListAgencies(ReadCall& call, const v1::ListAgenciesRequest& request,
                          v1::ListAgenciesResponse& response) {
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, "", request, {.default_size = 50, .max_size = 500, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageAgencies(call.tx, page.token, page.size + 1, keys));
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_agencies(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status GetCaller(ReadCall& call, const v1::GetCallerRequest&, v1::Caller& response) {
  const identity::Principal& principal = call.caller.principal();
  RETURN_IF_ERROR(call.caller.Authorize(
      {.agency = principal.agency, .units = {}, .self_subject = principal.subject}));
  response.set_subject(principal.subject);
  SetTime(principal.expires_at, *response.mutable_expire_time());
  *response.mutable_business_date() = calendar::ToDate(call.today);
  for (int role = Role_MIN; role <= Role_MAX; ++role) {
    if (call.caller.Has(static_cast<Role>(role))) response.add_roles(static_cast<Role>(role));
  }
  if (principal.kind == identity::PrincipalKind::kOfficer) {
    ASSIGN_OR_RETURN(*response.mutable_officer(),
                     GetOfficer(call.tx, rpc::AgencyOfName(principal.subject), principal.subject));
  }
  return absl::OkStatus();
}

}  // namespace dondoc::registry
