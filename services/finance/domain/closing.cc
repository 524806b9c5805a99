#include "services/finance/domain/closing.h"

#include <string>

#include "common/base/status_macros.h"
#include "services/finance/domain/errors.h"
#include "services/finance/domain/limits.h"
#include "services/finance/domain/project_state.h"

namespace dondoc::finance {

using v1::Contract;
using v1::Project;

namespace {

// Outstanding advances of a contract over all its sources.
int64_t OutstandingOf(const Contract& contract, const Book& book) {
  int64_t outstanding = 0;
  for (const std::string& source : SourcesOf({contract})) {
    outstanding += book.Position(contract.name(), source).outstanding();
  }
  return outstanding;
}

// Everything contracted is paid and no advance is open: no final payment can follow.
bool NothingLeftToPay(const Contract& contract, const Book& book) {
  for (const v1::SourceAmount& amount : contract.amounts()) {
    const ContractPosition position = book.Position(contract.name(), amount.source());
    if (position.disbursed() != amount.amount() || position.outstanding() != 0) return false;
  }
  return true;
}

}  // namespace

absl::Status CheckLiquidation(const Project& project, const Contract& contract, const Book& book) {
  const Project::State state = project.state();
  if (state == Project::SETTLED) return ProjectAlreadySettled(project.name());
  if (state != Project::ACCEPTED && state != Project::LIQUIDATED && state != Project::TERMINATED) {
    return ProjectNotAccepted(project.name());
  }
  // Of a liquidated project every contract is: this one says so.
  RETURN_IF_ERROR(NextContractState(contract.state(), ContractVerb::kLiquidate).status());
  if (state == Project::ACCEPTED && !contract.final_payment_posted() &&
      !NothingLeftToPay(contract, book)) {
    return FinalPaymentMissing(contract.name());
  }
  return absl::OkStatus();
}

absl::Status CheckSettlement(const Project& project, const std::vector<Contract>& contracts) {
  const Project::State state = project.state();
  if (state == Project::SETTLED) return ProjectAlreadySettled(project.name());
  if (state != Project::ACCEPTED && state != Project::LIQUIDATED && state != Project::TERMINATED) {
    return ProjectNotAccepted(project.name());
  }
  for (const Contract& contract : contracts) {
    if (contract.state() == Contract::ACTIVE) return ContractNotLiquidated(contract.name());
  }
  return NextProjectState(state, ProjectVerb::kSettle).status();
}

int64_t ExpenditureOf(const std::vector<Contract>& contracts, const Book& book) {
  int64_t expenditure = 0;
  for (const Contract& contract : contracts) {
    for (const std::string& source : SourcesOf({contract})) {
      const ContractPosition position = book.Position(contract.name(), source);
      expenditure += position.expenditure - position.expenditure_returned;
    }
  }
  return expenditure;
}

absl::Status CheckClear(const Contract& contract, const Book& book) {
  if (HasReservation(contract, book)) return ReservationOpen(contract.name());
  const int64_t outstanding = OutstandingOf(contract, book);
  return outstanding == 0 ? absl::OkStatus() : AdvanceOutstanding(contract.name(), outstanding);
}

}  // namespace dondoc::finance
