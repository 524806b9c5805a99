#include <set>

#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/rpc/listing.h"
#include "common/rpc/names.h"
#include "services/finance/domain/disbursement.h"
#include "services/finance/domain/errors.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/handlers/payment_steps.h"
#include "services/finance/handlers/stamps.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {

absl::Status GetAccount(Environment&, ReadCall& call, const v1::GetAccountRequest& request,
                        v1::Account& response) {
  ASSIGN_OR_RETURN(const ParsedName parsed,
                   ParseResourceName(request.name(), Collection::kAccounts, "name"));
  ASSIGN_OR_RETURN(response, GetAccount(call.tx, AgencyName(parsed.agency), request.name()));
  return absl::OkStatus();
}

absl::Status ListAccounts(Environment&, ReadCall& call, const v1::ListAccountsRequest& request,
                          v1::ListAccountsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const auto conditions, ParseAccountFilter(request.parent(), request.filter()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 500, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageAccounts(call.tx, request.parent(), conditions, page.token,
                                           page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_accounts(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status GetJournal(Environment&, ReadCall& call, const v1::GetJournalRequest& request,
                        v1::Journal& response) {
  ASSIGN_OR_RETURN(const ParsedName parsed,
                   ParseResourceName(request.name(), Collection::kJournals, "name"));
  ASSIGN_OR_RETURN(response, GetJournal(call.tx, AgencyName(parsed.agency), request.name()));
  return absl::OkStatus();
}

absl::Status ListJournals(Environment&, ReadCall& call, const v1::ListJournalsRequest& request,
                          v1::ListJournalsResponse& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(const auto conditions, ParseJournalFilter(request.parent(), request.filter()));
  ASSIGN_OR_RETURN(rpc::Page page,
                   rpc::BeginPage(call, request.parent(), request,
                                  {.default_size = 50, .max_size = 200, .keys = 1}));
  PageKeys keys;
  ASSIGN_OR_RETURN(auto rows, PageJournals(call.tx, request.parent(), conditions, page.token,
                                           page.size + 1, keys));
  response.set_revision(page.token.revision());
  rpc::EndPage(std::move(page), std::move(rows), std::move(keys), response.mutable_journals(),
               response.mutable_next_page_token());
  return absl::OkStatus();
}

absl::Status GetTrialBalance(Environment&, ReadCall& call,
                             const v1::GetTrialBalanceRequest& request,
                             v1::TrialBalance& response) {
  RETURN_IF_ERROR(rpc::CheckAgency("parent", request.parent()));
  ASSIGN_OR_RETURN(response, SumAccounts(call.tx, request.parent()));
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, request.parent()));
  response.set_revision(head.revision);
  return absl::OkStatus();
}

absl::Status RecordRecovery(Environment&, WriteCall& call, const v1::RecordRecoveryRequest& request,
                            v1::Journal& response) {
  ASSIGN_OR_RETURN(const v1::Contract contract,
                   GetContract(call.tx(), request.contract(), "contract"));
  const std::string agency(AgencyOf(contract.name()));
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, contract.unit()));
  RETURN_IF_ERROR(CheckEtag(request.etag(), /*required=*/true, contract));
  ASSIGN_OR_RETURN(const v1::Project project,
                   GetProject(call.tx(), ProjectOfContract(contract.name()), "contract"));
  Book book;
  RETURN_IF_ERROR(LoadContracts(call.tx(), agency, {contract}, book));
  std::set<std::string> sources;
  for (const v1::SourceAmount& amount : contract.amounts()) sources.insert(amount.source());
  RETURN_IF_ERROR(LoadYear(call.tx(), agency, v1::Account::STATE_REVENUE, sources,
                           static_cast<int32_t>(call.today().year()), book));
  const Book before = book;
  const std::string name =
      ResourceName(LastSegment(agency), Collection::kJournals, call.write.NewId());
  ASSIGN_OR_RETURN(Recovery recovery,
                   RecordRecovery(request, project, contract, name, book, ActOf(call)));
  RETURN_IF_ERROR(StorePosting(call, contract, recovery.journal, before, book));
  RETURN_IF_ERROR(StoreChanged(call, contract, recovery.contract));
  response = std::move(recovery.journal);
  return absl::OkStatus();
}

absl::Status ReverseRecovery(Environment&, WriteCall& call,
                             const v1::ReverseRecoveryRequest& request, v1::Journal& response) {
  ASSIGN_OR_RETURN(const ParsedName parsed,
                   ParseResourceName(request.name(), Collection::kJournals, "name"));
  const std::string agency = AgencyName(parsed.agency);
  ASSIGN_OR_RETURN(const v1::Journal journal, GetJournal(call.tx(), agency, request.name()));
  if (journal.kind() != v1::Journal::RECOVERY) {
    // A journal of a year has no contract to load.
    return NotARecovery(journal.name(), v1::Journal::Kind_Name(journal.kind()));
  }
  ASSIGN_OR_RETURN(const bool reversed, IsReversed(call.tx(), agency, journal.name()));
  ASSIGN_OR_RETURN(const v1::Contract contract, GetContract(call.tx(), journal.contract(), "name"));
  RETURN_IF_ERROR(AuthorizeUnit(call, agency, contract.unit()));
  RETURN_IF_ERROR(CheckEtag(request.contract_etag(), /*required=*/true, contract, "contract_etag"));
  ASSIGN_OR_RETURN(const v1::Project project,
                   GetProject(call.tx(), ProjectOfContract(contract.name()), "name"));
  Book book;
  RETURN_IF_ERROR(LoadContracts(call.tx(), agency, {contract}, book));
  std::vector<std::string> others;
  for (std::string& account : AccountsOf(journal)) {
    ASSIGN_OR_RETURN(const AccountKey key, KeyFromName(account, contract.name()));
    if (IsYearAccount(key.kind)) others.push_back(std::move(account));
  }
  RETURN_IF_ERROR(LoadAccounts(call.tx(), agency, others, book));
  const Book before = book;
  const std::string name =
      ResourceName(LastSegment(agency), Collection::kJournals, call.write.NewId());
  ASSIGN_OR_RETURN(Recovery reversal, ReverseRecovery(request, journal, reversed, project, contract,
                                                      name, book, ActOf(call)));
  RETURN_IF_ERROR(StorePosting(call, contract, reversal.journal, before, book));
  RETURN_IF_ERROR(StoreChanged(call, contract, reversal.contract));
  response = std::move(reversal.journal);
  return absl::OkStatus();
}

}  // namespace dondoc::finance
