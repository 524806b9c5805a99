// The order in which a project ends: acceptance, final payment, liquidation of every contract, one
// final settlement (TTLT 27/2015 Art. 13 and 14), whatever order a document names them in.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"

#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Whether a contract may be liquidated. FAILED_PRECONDITION PROJECT_NOT_ACCEPTED (unless the
// project is terminated), WRONG_STATE, FINAL_PAYMENT_MISSING (of an accepted project, unless
// everything contracted is paid and no advance is open), PROJECT_ALREADY_SETTLED.
absl::Status CheckLiquidation(const v1::Project& project, const v1::Contract& contract,
                              const Book& book);

// Whether a project's accounts may be settled. `contracts`: all of the project. FAILED_PRECONDITION
// PROJECT_NOT_ACCEPTED, CONTRACT_NOT_LIQUIDATED, PROJECT_ALREADY_SETTLED.
absl::Status CheckSettlement(const v1::Project& project,
                             const std::vector<v1::Contract>& contracts);

// FAILED_PRECONDITION RESERVATION_OPEN, ADVANCE_OUTSTANDING while something under the contract is
// set aside or advanced and neither settled nor returned.
absl::Status CheckClear(const v1::Contract& contract, const Book& book);

// Expenditure recognised under the contracts, returned money taken off, in đồng.
int64_t ExpenditureOf(const std::vector<v1::Contract>& contracts, const Book& book);

}  // namespace dondoc::finance
