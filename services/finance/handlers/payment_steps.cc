#include "services/finance/handlers/payment_steps.h"

#include "common/base/status_macros.h"
#include "services/finance/domain/limits.h"
#include "services/finance/domain/names.h"
#include "services/finance/storage/board_store.h"
#include "services/finance/storage/dossier_store.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

// What the ledger says of a contract, over the sources of a journal.
MoneyChange SumOf(const v1::Contract& contract, const std::set<std::string>& sources,
                  const Book& book) {
  MoneyChange sum;
  for (const std::string& source : sources) {
    const ContractPosition position = book.Position(contract.name(), source);
    sum.disbursed += position.disbursed();
    sum.outstanding += position.outstanding();
    sum.recovered += position.advance_returned + position.expenditure_returned;
    sum.reserved += position.reserved_payment;
  }
  return sum;
}

}  // namespace

absl::StatusOr<Ground> LoadGround(sql::Transaction& tx, const v1::Project& project,
                                  const std::set<std::string>& more_sources) {
  const std::string agency(AgencyOf(project.name()));
  Ground ground;
  ground.project = project;
  ASSIGN_OR_RETURN(ground.contracts, ContractsOf(tx, agency, project.name()));
  const std::vector<std::string> own = SourcesOf(ground.contracts);
  std::set<std::string> names(own.begin(), own.end());
  names.insert(more_sources.begin(), more_sources.end());
  ASSIGN_OR_RETURN(ground.sources, GetFundingSources(tx, agency, names));
  RETURN_IF_ERROR(LoadContracts(tx, agency, ground.contracts, ground.book));
  return ground;
}

absl::Status RequireSources(rpc::WriteCall& call, absl::string_view agency,
                            const google::protobuf::RepeatedPtrField<v1::SourceAmount>& amounts) {
  std::set<std::string> names;
  for (const v1::SourceAmount& amount : amounts) names.insert(amount.source());
  return GetFundingSources(call.tx(), agency, names).status();
}

std::set<std::string> SourcesOfLines(const PaymentLines& lines) {
  std::set<std::string> sources;
  for (const v1::PaymentLine& line : lines) sources.insert(line.source());
  return sources;
}

int64_t ReservedUnder(const Ground& ground) {
  int64_t reserved = 0;
  for (const v1::Contract& contract : ground.contracts) {
    for (const v1::FundingSource& source : ground.sources) {
      const ContractPosition position = ground.book.Position(contract.name(), source.name());
      reserved += position.reserved_payment + position.reserved_settle;
    }
  }
  return reserved;
}

absl::Status StoreChanged(rpc::WriteCall& call, const v1::Project& before, v1::Project& after) {
  after.set_etag(call.write.Etag());
  RETURN_IF_ERROR(UpdateProject(call.tx(), AgencyOf(after.name()), call.write.revision(), after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

absl::Status StoreChanged(rpc::WriteCall& call, const v1::Contract& before, v1::Contract& after) {
  after.set_etag(call.write.Etag());
  RETURN_IF_ERROR(
      UpdateContract(call.tx(), AgencyOf(after.name()), call.write.revision(), before, after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

absl::Status StoreChanged(rpc::WriteCall& call, const v1::Dossier& before, v1::Dossier& after) {
  after.set_etag(call.write.Etag());
  RETURN_IF_ERROR(
      UpdateDossier(call.tx(), AgencyOf(after.name()), call.write.revision(), before, after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

absl::Status StoreChanged(rpc::WriteCall& call, const v1::Disbursement& before,
                          v1::Disbursement& after) {
  after.set_etag(call.write.Etag());
  RETURN_IF_ERROR(
      UpdateDisbursement(call.tx(), AgencyOf(after.name()), call.write.revision(), after));
  call.write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

absl::Status StorePosting(rpc::WriteCall& call, const v1::Contract& contract,
                          const v1::Journal& journal, const Book& before, const Book& after) {
  const std::string agency(AgencyOf(contract.name()));
  RETURN_IF_ERROR(InsertJournal(call.tx(), agency, journal));
  call.write.Record(journal.name(), nullptr, &journal);
  RETURN_IF_ERROR(StoreBook(call.tx(), agency, call.write.now(), after));
  std::set<std::string> sources;
  for (const v1::Account& account : after.Changed()) {
    if (account.contract() == contract.name()) sources.insert(account.source());
  }
  const MoneyChange from = SumOf(contract, sources, before);
  MoneyChange change = SumOf(contract, sources, after);
  change.disbursed -= from.disbursed;
  change.outstanding -= from.outstanding;
  change.recovered -= from.recovered;
  change.reserved -= from.reserved;
  return AddMoney(call.tx(), agency, contract.unit(), call.today(), change);
}

}  // namespace dondoc::finance
