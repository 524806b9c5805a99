#include "absl/strings/str_format.h"

#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/inspector.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/domain/overlap.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/self.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/handlers/steps.h"
#include "services/inspection/storage/entity_store.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/inspector_store.h"
#include "services/inspection/storage/team_facts.h"

namespace dondoc::inspection {
namespace {

// What the feed says of an interest: that it was declared or withdrawn, not in whom, whose and why.
// The feed is open to the Office and the administrator, ListInterests is not.
v1::Interest ForFeed(const v1::Interest& interest) {
  v1::Interest shown;
  shown.set_name(interest.name());
  shown.set_withdrawn(interest.withdrawn());
  shown.set_etag(interest.etag());
  *shown.mutable_create_time() = interest.create_time();
  *shown.mutable_update_time() = interest.update_time();
  return shown;
}

// The tax code of the entity an interest is in; NOT_FOUND where its entity or unit does not exist.
absl::StatusOr<std::string> TaxCodeOf(sql::Transaction& tx, absl::string_view agency,
                                      const v1::Interest& interest) {
  if (!interest.has_entity()) {
    RETURN_IF_ERROR(RequireUnit(tx, agency, interest.unit()));
    return std::string();
  }
  ASSIGN_OR_RETURN(const auto entity, FindEntity(tx, agency, interest.entity()));
  if (!entity) return NotFound(interest.entity());
  return entity->tax_code();
}

// Sets and clears the warnings of the person's live inspections by the interests that stand now.
absl::Status MarkLive(WriteCall& call, absl::string_view agency,
                      const std::vector<v1::Inspection>& live) {
  for (const v1::Inspection& before : live) {
    ASSIGN_OR_RETURN(const auto interests,
                     LoadInterests(call.tx(), agency, PeopleOf(before.team())));
    v1::Inspection after = before;
    if (!MarkConflicts(interests, after)) continue;
    RETURN_IF_ERROR(StoreChange(call.write, agency, before, after));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DeclareInterest(Environment& environment, WriteCall& call,
                             const v1::DeclareInterestRequest& request, v1::Interest& response) {
  RETURN_IF_ERROR(Validate(request));
  const absl::string_view agency = rpc::AgencyOfName(request.parent());
  RETURN_IF_ERROR(AuthorizeRecord(call.caller, request.parent()));
  ASSIGN_OR_RETURN(const v1::Inspector inspector,
                   GetInspector(call.tx(), agency, request.parent()));
  ASSIGN_OR_RETURN(const std::string tax_code, TaxCodeOf(call.tx(), agency, request.interest()));
  ASSIGN_OR_RETURN(const Scene scene, SceneOf(environment, call, agency));
  // The revision, padded, makes names sort by time.
  const std::string name =
      absl::StrFormat("%s/interests/r%012d", inspector.name(), call.write.revision());
  response = DeclareInterest(request, name, scene.context);
  ASSIGN_OR_RETURN(const auto live, LiveInspectionsOf(call.tx(), agency, inspector.officer()));
  const std::vector<DeclaredInterest> declared = {DeclaredInterestOf(response, tax_code)};
  for (const v1::Inspection& inspection : live) {
    if (FindConflicts(inspection, declared).empty()) continue;
    response.add_affected_inspections(inspection.name());
  }
  StampNew(call.write, response);
  RETURN_IF_ERROR(InsertInterest(call.tx(), agency, response, tax_code));
  const v1::Interest shown = ForFeed(response);
  call.write.Record(response.name(), nullptr, &shown);
  return MarkLive(call, agency, live);
}

absl::Status ListInterests(ReadCall& call, const v1::ListInterestsRequest& request,
                           v1::ListInterestsResponse& response) {
  ASSIGN_OR_RETURN(const rpc::ChildName name,
                   rpc::ParseChild("parent", request.parent(), "inspectors"));
  RETURN_IF_ERROR(AuthorizeRecord(call.caller, request.parent()));
  ASSIGN_OR_RETURN(
      rpc::Page page,
      rpc::BeginPage(call, name.agency, request, {.default_size = 50, .max_size = 200, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageInterests(call.tx, name.agency, OfficerOf(request.parent()),
                                 request.include_withdrawn(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_interests(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status WithdrawInterest(WriteCall& call, const v1::WithdrawInterestRequest& request,
                              v1::Interest& response) {
  RETURN_IF_ERROR(Validate(request));
  const absl::string_view agency = rpc::AgencyOfName(request.name());
  ASSIGN_OR_RETURN(const v1::Interest before, GetInterest(call.tx(), agency, request.name()));
  response = before;
  if (before.withdrawn()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckEtag(request.etag(), before));
  response = WithdrawInterest(before, request);
  StampChanged(call.write, response);
  RETURN_IF_ERROR(UpdateInterest(call.tx(), agency, response));
  const v1::Interest was = ForFeed(before), is = ForFeed(response);
  call.write.Record(response.name(), &was, &is);
  ASSIGN_OR_RETURN(const auto live,
                   LiveInspectionsOf(call.tx(), agency, OfficerOf(request.name())));
  return MarkLive(call, agency, live);
}

}  // namespace dondoc::inspection
