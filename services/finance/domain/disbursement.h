// Disbursements: reserve, then post, void or expire; reverse. Every function applies its journal to
// the book it is given and returns what to store, or the error to answer with; on error the book
// must be dropped. Resource names are given by the caller, office numbers and etags are its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "services/finance/domain/act.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/ledger.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// What a reservation looks at. Non-owning; see PaymentContext.
struct ReserveContext {
  const v1::Dossier& dossier;
  const v1::Project& project;
  const v1::Contract& contract;
  const std::vector<v1::Contract>& contracts;
  const std::vector<v1::FundingSource>& sources;
  const std::vector<v1::LimitPolicy>& limit_policies;
};

// Everything a step of a disbursement changed.
struct Movement {
  v1::Disbursement disbursement;
  v1::Dossier dossier;
  v1::Journal journal;
  // Set where the step changed the contract (a final payment posted or reversed).
  std::optional<v1::Contract> contract;
};

// The year that a reservation with this request is charged to: the one it names, else today's. For
// loading the accounts.
int32_t BudgetYearOf(const v1::ReserveDisbursementRequest& request, const Act& act);

// `book`: every account of the project's contracts, TREASURY of the lines' sources and budget year.
// INVALID_ARGUMENT INVALID_FIELD; FAILED_PRECONDITION WRONG_STATE, BUDGET_YEAR_CLOSED,
// LIMIT_POLICY_UNKNOWN, RESERVATION_OPEN (a final payment beside other reservations) and the errors
// of CheckPayment; ALREADY_EXISTS DISBURSEMENT_EXISTS; OUT_OF_RANGE AMOUNT_OVERFLOW.
absl::StatusOr<Movement> ReserveDisbursement(const v1::ReserveDisbursementRequest& request,
                                             const ReserveContext& context,
                                             const std::string& disbursement_name,
                                             const std::string& journal_name, Book& book,
                                             const Act& act);

// What the later steps look at. Non-owning.
struct DisbursementContext {
  const v1::Disbursement& disbursement;
  const v1::Dossier& dossier;
  const v1::Project& project;
  const v1::Contract& contract;
};

// `book` of this and the functions below: every account of the contract, TREASURY of the lines'
// sources and the budget year. FAILED_PRECONDITION WRONG_STATE, RESERVATION_EXPIRED,
// BUDGET_YEAR_CLOSED, FINAL_PAYMENT_POSTED, RESERVATION_OPEN (posting a final payment while others
// are reserved), PERMISSION_DENIED SELF_APPROVAL. `policy`: the contract's.
absl::StatusOr<Movement> PostDisbursement(const v1::PostDisbursementRequest& request,
                                          const DisbursementContext& context,
                                          const v1::LimitPolicy& policy,
                                          const std::string& journal_name, Book& book,
                                          const Act& act);

absl::StatusOr<Movement> VoidDisbursement(const v1::VoidDisbursementRequest& request,
                                          const DisbursementContext& context,
                                          const std::string& journal_name, Book& book,
                                          const Act& act);

// FAILED_PRECONDITION, reason RESERVATION_STILL_HOLDS, on or before the last day.
absl::StatusOr<Movement> ExpireDisbursement(const DisbursementContext& context,
                                            const std::string& journal_name, Book& book,
                                            const Act& act);

// `posted`: the journal that posted it. PERMISSION_DENIED SELF_APPROVAL; FAILED_PRECONDITION
// CONTRACT_LIQUIDATED, SETTLES_MORE_THAN_ADVANCED, RETURNS_MORE_THAN_SPENT.
absl::StatusOr<Movement> ReverseDisbursement(const v1::ReverseDisbursementRequest& request,
                                             const DisbursementContext& context,
                                             const v1::Journal& posted,
                                             const std::string& journal_name, Book& book,
                                             const Act& act);

// A recovery: its journal, and the contract with a new update time, for its etag guards recoveries.
struct Recovery {
  v1::Journal journal;
  v1::Contract contract;
};

// `book`: every account of the contract, STATE_REVENUE of the lines' sources and today's year.
// INVALID_ARGUMENT INVALID_FIELD; FAILED_PRECONDITION WRONG_STATE, RETURNS_MORE_THAN_ADVANCED,
// RETURNS_MORE_THAN_SPENT.
absl::StatusOr<Recovery> RecordRecovery(const v1::RecordRecoveryRequest& request,
                                        const v1::Project& project, const v1::Contract& contract,
                                        const std::string& journal_name, Book& book,
                                        const Act& act);

// `already_reversed`: another journal takes it back. FAILED_PRECONDITION NOT_A_RECOVERY,
// JOURNAL_ALREADY_REVERSED, PROJECT_ALREADY_SETTLED; PERMISSION_DENIED SELF_APPROVAL.
absl::StatusOr<Recovery> ReverseRecovery(const v1::ReverseRecoveryRequest& request,
                                         const v1::Journal& recovery, bool already_reversed,
                                         const v1::Project& project, const v1::Contract& contract,
                                         const std::string& journal_name, Book& book,
                                         const Act& act);

}  // namespace dondoc::finance
