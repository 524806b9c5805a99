// Dossiers: what each verb of DossierService makes of a stored dossier. Names, office numbers and
// etags are the caller's. Every function returns the new dossier or the error to answer with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/finance/domain/act.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/ledger.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/funding.pb.h"
#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Common errors: INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field; FAILED_PRECONDITION,
// reason WRONG_STATE.

// A received dossier. `contract` is null where the request names none; names in the stored dossier
// are those of `project` and `contract`. FAILED_PRECONDITION, reason PROJECT_ALREADY_SETTLED, for a
// second settlement.
absl::StatusOr<v1::Dossier> ReceiveDossier(const v1::ReceiveDossierRequest& request,
                                           const v1::Project& project, const v1::Contract* contract,
                                           const Act& act);

// `contract` as above, of the stored dossier.
absl::StatusOr<v1::Dossier> UpdateDossier(const v1::Dossier& current,
                                          const v1::UpdateDossierRequest& request,
                                          const v1::Contract* contract, const Act& act);

// FAILED_PRECONDITION, reason TOO_MANY_SUPPLEMENTS, at kMaxSupplements.
absl::StatusOr<v1::Dossier> ReturnDossier(const v1::Dossier& current,
                                          const v1::ReturnDossierRequest& request, const Act& act);

absl::StatusOr<v1::Dossier> ResubmitDossier(const v1::Dossier& current,
                                            const v1::ResubmitDossierRequest& request,
                                            const Act& act);

absl::StatusOr<v1::Dossier> ValidateDossier(const v1::Dossier& current,
                                            const v1::ValidateDossierRequest& request,
                                            const ClockContext& clocks, const Act& act);

// What approval and conclusion look at. Non-owning.
struct DossierContext {
  const v1::Project& project;
  // Null for SETTLEMENT.
  const v1::Contract* contract;
  // Every contract of the project.
  const std::vector<v1::Contract>& contracts;
  // Sources of the project's contracts.
  const std::vector<v1::FundingSource>& sources;
  const std::vector<v1::LimitPolicy>& limit_policies;
  // Every account of the project's contracts; for PAYMENT also TREASURY of the lines' sources and
  // the business day's year.
  const Book& book;
};

// PERMISSION_DENIED SELF_APPROVAL; for PAYMENT the errors of CheckPayment; for LIQUIDATION
// PROJECT_NOT_ACCEPTED, FINAL_PAYMENT_MISSING; for SETTLEMENT PROJECT_NOT_ACCEPTED,
// CONTRACT_NOT_LIQUIDATED, PROJECT_ALREADY_SETTLED.
absl::StatusOr<v1::Dossier> ApproveDossier(const v1::Dossier& current,
                                           const DossierContext& context,
                                           const ClockContext& clocks, const Act& act);

// FAILED_PRECONDITION, reason RESERVATION_OPEN, while it has a live disbursement.
absl::StatusOr<v1::Dossier> RejectDossier(const v1::Dossier& current,
                                          const v1::RejectDossierRequest& request, const Act& act);

absl::StatusOr<v1::Dossier> WithdrawDossier(const v1::Dossier& current,
                                            const v1::WithdrawDossierRequest& request,
                                            const Act& act);

// A concluded dossier and what it closed.
struct Conclusion {
  v1::Dossier dossier;
  v1::Project project;
  // Set for LIQUIDATION.
  std::optional<v1::Contract> contract;
};

// The errors of ApproveDossier for the kind but SELF_APPROVAL, and RESERVATION_OPEN,
// ADVANCE_OUTSTANDING, SETTLEMENT_MISMATCH.
absl::StatusOr<Conclusion> ConcludeDossier(const v1::Dossier& current,
                                           const v1::ConcludeDossierRequest& request,
                                           const DossierContext& context, const Act& act);

// PERMISSION_DENIED, reason SELF_APPROVAL, where `actor` received, changed or validated it.
absl::Status RequireNotPreparer(const v1::Dossier& dossier, const std::string& actor,
                                absl::string_view verb);

}  // namespace dondoc::finance
