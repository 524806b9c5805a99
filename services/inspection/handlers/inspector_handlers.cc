#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/inspector.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/inspector_store.h"

namespace dondoc::inspection {

absl::Status GetInspector(ReadCall& call, const v1::GetInspectorRequest& request,
                          v1::Inspector& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("name", request.name(), "inspectors"));
  ASSIGN_OR_RETURN(response, GetInspector(call.tx, name.agency, request.name()));
  return absl::OkStatus();
}

absl::Status ListInspectors(ReadCall& call, const v1::ListInspectorsRequest& request,
                            v1::ListInspectorsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 2}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageInspectors(call.tx, request.parent(), request.include_all_officers(),
                                  page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_inspectors(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateInspector(WriteCall& call, const v1::UpdateInspectorRequest& request,
                             v1::Inspector& response) {
  RETURN_IF_ERROR(Validate(request));
  const std::string& name = request.inspector().name();
  const absl::string_view agency = rpc::AgencyOfName(name);
  ASSIGN_OR_RETURN(const v1::Inspector before, GetInspector(call.tx(), agency, name));
  RETURN_IF_ERROR(CheckEtag(request.inspector().etag(), before));
  ASSIGN_OR_RETURN(const auto inspections, LiveInspectionsOf(call.tx(), agency, before.officer()));
  std::vector<std::string> live;
  for (const v1::Inspection& inspection : inspections) live.push_back(inspection.name());
  ASSIGN_OR_RETURN(response, UpdateInspector(before, request, live));
  StampChanged(call.write, response);
  RETURN_IF_ERROR(StoreInspector(call.tx(), agency, response));
  call.write.Record(response.name(), &before, &response);
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
