#include <map>
#include <utility>

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/feed_consumer.h"
#include "common/rpc/names.h"
#include "services/finance/domain/funding.h"
#include "services/finance/domain/money.h"
#include "services/finance/handlers/handlers.h"
#include "services/finance/storage/board_store.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/ledger_store.h"
#include "services/finance/storage/project_store.h"

namespace dondoc::finance {
namespace {

void AddTotals(const v1::FinanceTotals& row, v1::FinanceTotals& total) {
  total.set_contracted_amount(total.contracted_amount() + row.contracted_amount());
  total.set_disbursed_amount(total.disbursed_amount() + row.disbursed_amount());
  total.set_reserved_amount(total.reserved_amount() + row.reserved_amount());
  total.set_outstanding_advance_amount(total.outstanding_advance_amount() +
                                       row.outstanding_advance_amount());
  total.set_recovered_amount(total.recovered_amount() + row.recovered_amount());
  total.set_open_dossiers(total.open_dossiers() + row.open_dossiers());
  total.set_returned_dossiers(total.returned_dossiers() + row.returned_dossiers());
  total.set_due_soon_dossiers(total.due_soon_dossiers() + row.due_soon_dossiers());
  total.set_overdue_dossiers(total.overdue_dossiers() + row.overdue_dossiers());
}

void SetShare(v1::FinanceTotals& totals) {
  const auto share = BasisPoints(totals.disbursed_amount(), totals.contracted_amount());
  if (share) totals.set_disbursed_basis_points(*share);
}

void AddRow(const UnitName& unit, v1::FinanceTotals totals, v1::FinanceBoard& board) {
  AddTotals(totals, *board.mutable_total());
  SetShare(totals);
  v1::FinanceBoardRow& row = *board.add_rows();
  row.set_unit(unit.unit);
  row.set_unit_display_name(unit.display_name);
  *row.mutable_totals() = std::move(totals);
}

absl::Status AddSources(sql::Transaction& tx, absl::string_view agency, int32_t year,
                        v1::FinanceBoard& board) {
  ASSIGN_OR_RETURN(const auto sources, AllFundingSources(tx, agency));
  for (const v1::FundingSource& source : sources) {
    const v1::YearEstimate* estimate = FindEstimate(source, year);
    if (estimate == nullptr) continue;
    Book book;
    RETURN_IF_ERROR(LoadYear(tx, agency, v1::Account::TREASURY, {source.name()}, year, book));
    const YearPosition position = book.Year(source.name(), year);
    // What went on to the next year is neither paid nor left.
    const v1::YearEstimate* next = FindEstimate(source, year + 1);
    const int64_t carried_on = next == nullptr ? 0 : next->carry_over_amount();
    v1::FinanceBoardSource& line = *board.add_sources();
    line.set_source(source.name());
    line.set_source_display_name(source.display_name());
    line.set_year(year);
    line.set_estimate_amount(estimate->estimate_amount());
    line.set_carry_over_amount(estimate->carry_over_amount());
    line.set_reserved_amount(position.reserved);
    line.set_available_amount(position.available);
    line.set_disbursed_amount(estimate->estimate_amount() + estimate->carry_over_amount() -
                              carried_on - position.available - position.reserved);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status GetFinanceBoard(Environment& environment, ReadCall& call,
                             const v1::GetFinanceBoardRequest& request,
                             v1::FinanceBoard& response) {
  const std::string& agency = request.parent();
  RETURN_IF_ERROR(rpc::CheckAgency("parent", agency));
  absl::CivilDay as_of = call.today;
  if (request.has_as_of()) {
    FieldErrors errors;
    const auto day = calendar::ValidateDate(request.as_of(), "as_of", errors);
    if (!day) return errors.ToStatus();
    as_of = *day;
  }
  *response.mutable_as_of() = calendar::ToDate(as_of);
  ASSIGN_OR_RETURN(auto sums, SumBoard(call.tx, agency, as_of, environment.policy.due_soon_days));
  ASSIGN_OR_RETURN(const auto units, AllUnits(call.tx, agency));
  response.mutable_total();
  for (const UnitName& unit : units) {
    const auto found = sums.find(unit.unit);
    if (found == sums.end()) continue;
    AddRow(unit, std::move(found->second), response);
    sums.erase(found);
  }
  // Units that the feed has not told of.
  for (auto& [unit, totals] : sums) AddRow({unit, ""}, std::move(totals), response);
  SetShare(*response.mutable_total());
  RETURN_IF_ERROR(AddSources(call.tx, agency, static_cast<int32_t>(as_of.year()), response));
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, agency));
  response.set_revision(head.revision);
  ASSIGN_OR_RETURN(const int64_t followed,
                   rpc::ReadConsumerRevision(call.tx, rpc::kRegistrySource, agency));
  response.set_registry_revision(followed);
  return absl::OkStatus();
}

}  // namespace dondoc::finance
