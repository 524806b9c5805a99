#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/clock_policy.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/directory_store.h"

namespace dondoc::finance {

absl::Status GetClockPolicy(Environment&, ReadCall& call, const v1::GetClockPolicyRequest& request,
                            v1::ClockPolicy& response) {
  ASSIGN_OR_RETURN(const std::string agency, ParseClockPolicyName(request.name(), "name"));
  ASSIGN_OR_RETURN(response, CurrentClockPolicy(call.tx, AgencyName(agency)));
  return absl::OkStatus();
}

absl::Status ListClockPolicyHistory(Environment&, ReadCall& call,
                                    const v1::ListClockPolicyHistoryRequest& request,
                                    v1::ListClockPolicyHistoryResponse& response) {
  ASSIGN_OR_RETURN(const std::string id, ParseClockPolicyName(request.name(), "name"));
  const std::string agency = AgencyName(id);
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, agency, request, {.default_size = 50, .max_size = 200, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageClockPolicies(call.tx, agency, page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_clock_policies(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status SetClockPolicy(Environment&, WriteCall& call, const v1::SetClockPolicyRequest& request,
                            v1::ClockPolicy& response) {
  ASSIGN_OR_RETURN(const std::string id,
                   ParseClockPolicyName(request.clock_policy().name(), "clock_policy.name"));
  const std::string agency = AgencyName(id);
  ASSIGN_OR_RETURN(const v1::ClockPolicy before, CurrentClockPolicy(call.tx(), agency));
  RETURN_IF_ERROR(CheckEtag(request.clock_policy().etag(), /*required=*/before.version() > 0,
                            before, "clock_policy.etag"));
  ASSIGN_OR_RETURN(response, SetClockPolicy(before, request, ActOf(call)));
  response.set_etag(call.write.Etag());
  RETURN_IF_ERROR(InsertClockPolicy(call.tx(), agency, "", response));
  call.write.Record(response.name(), before.version() > 0 ? &before : nullptr, &response);
  return absl::OkStatus();
}

absl::Status ListLimitPolicies(Environment& environment, ReadCall&,
                               const v1::ListLimitPoliciesRequest& request,
                               v1::ListLimitPoliciesResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  for (const v1::LimitPolicy& policy : environment.limit_policies) {
    *response.add_limit_policies() = policy;
  }
  return absl::OkStatus();
}

}  // namespace dondoc::finance
