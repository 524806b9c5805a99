#include <set>

#include "common/base/status_macros.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/funding.h"
#include "services/finance/domain/ledger.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

absl::StatusOr<std::string> AgencyOfSource(absl::string_view name, absl::string_view field) {
  ASSIGN_OR_RETURN(const ParsedName parsed,
                   ParseResourceName(name, Collection::kFundingSources, field));
  return AgencyName(parsed.agency);
}

absl::Status StoreSource(WriteCall& call, const std::string& agency,
                         const v1::FundingSource& before, v1::FundingSource& after) {
  after.set_etag(call.write.Etag());
  RETURN_IF_ERROR(UpdateFundingSource(call.tx(), agency, call.write.revision(), after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

}  // namespace

absl::Status CreateFundingSource(Environment&, WriteCall& call,
                                 const v1::CreateFundingSourceRequest& request,
                                 v1::FundingSource& response) {
  ASSIGN_OR_RETURN(const std::string id, ParseAgencyName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(response, CreateFundingSource(request, ActOf(call)));
  response.set_name(ResourceName(id, Collection::kFundingSources, request.funding_source_id()));
  response.set_etag(call.write.Etag());
  RETURN_IF_ERROR(
      InsertFundingSource(call.tx(), request.parent(), call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status GetFundingSource(Environment&, ReadCall& call,
                              const v1::GetFundingSourceRequest& request,
                              v1::FundingSource& response) {
  ASSIGN_OR_RETURN(const std::string agency, AgencyOfSource(request.name(), "name"));
  ASSIGN_OR_RETURN(response, GetFundingSource(call.tx, agency, request.name()));
  return absl::OkStatus();
}

absl::Status ListFundingSources(Environment&, ReadCall& call,
                                const v1::ListFundingSourcesRequest& request,
                                v1::ListFundingSourcesResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 200, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows,
                   PageFundingSources(call.tx, request.parent(), page.token, page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys),
               response.mutable_funding_sources(), response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status UpdateFundingSource(Environment&, WriteCall& call,
                                 const v1::UpdateFundingSourceRequest& request,
                                 v1::FundingSource& response) {
  const v1::FundingSource& wanted = request.funding_source();
  ASSIGN_OR_RETURN(const std::string agency, AgencyOfSource(wanted.name(), "funding_source.name"));
  ASSIGN_OR_RETURN(const v1::FundingSource before,
                   GetFundingSource(call.tx(), agency, wanted.name()));
  RETURN_IF_ERROR(CheckEtag(wanted.etag(), /*required=*/true, before, "funding_source.etag"));
  ASSIGN_OR_RETURN(response, UpdateFundingSource(before, request, ActOf(call)));
  return StoreSource(call, agency, before, response);
}

absl::Status SetYearEstimate(Environment&, WriteCall& call,
                             const v1::SetYearEstimateRequest& request,
                             v1::FundingSource& response) {
  ASSIGN_OR_RETURN(const std::string agency, AgencyOfSource(request.name(), "name"));
  ASSIGN_OR_RETURN(const v1::FundingSource before,
                   GetFundingSource(call.tx(), agency, request.name()));
  RETURN_IF_ERROR(CheckEtag(request.etag(), /*required=*/true, before));
  Book book;
  for (const int32_t year : {request.estimate().year() - 1, request.estimate().year()}) {
    for (const auto kind : {v1::Account::TREASURY, v1::Account::APPROPRIATION}) {
      RETURN_IF_ERROR(LoadYear(call.tx(), agency, kind, {before.name()}, year, book));
    }
  }
  ASSIGN_OR_RETURN(EstimateChange change, SetYearEstimate(before, request, book, ActOf(call)));
  for (v1::Journal& journal : change.journals) {
    journal.set_name(ResourceName(LastSegment(agency), Collection::kJournals, call.write.NewId()));
    RETURN_IF_ERROR(InsertJournal(call.tx(), agency, journal));
    call.write.Record(journal.name(), nullptr, &journal);
  }
  RETURN_IF_ERROR(StoreBook(call.tx(), agency, call.write.now(), book));
  response = std::move(change.source);
  return StoreSource(call, agency, before, response);
}

}  // namespace dondoc::finance
