// Dossiers and disbursements in the database, the board's counters kept in step.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/calendar/policy.h"
#include "common/sql/transaction.h"
#include "services/finance/storage/list_query.h"

#include "dondoc/finance/v1/disbursement.pb.h"
#include "dondoc/finance/v1/dossier.pb.h"

namespace dondoc::finance {

// By name or office number. INVALID_ARGUMENT on `field`, NOT_FOUND.
absl::StatusOr<v1::Dossier> GetDossier(sql::Transaction& tx, absl::string_view name,
                                       absl::string_view field);
// Stored dossiers carry no derived fields (ClearDerived).
absl::Status InsertDossier(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const v1::Dossier& dossier);
absl::Status UpdateDossier(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                           const v1::Dossier& before, const v1::Dossier& after);
// Dossiers with a clock that waits for the calendar of `year`, by name, after `after`.
absl::StatusOr<std::vector<v1::Dossier>> DossiersWaitingFor(sql::Transaction& tx,
                                                            absl::string_view agency, int64_t year,
                                                            absl::string_view after, int limit);
// INVALID_ARGUMENT on `filter` and `order_by`. `due_soon_days`: of the calendar policy.
absl::StatusOr<ListQuery> ParseDossierQuery(absl::string_view agency, absl::string_view filter,
                                            absl::string_view order_by, absl::CivilDay as_of,
                                            int due_soon_days);

// By name or office number. INVALID_ARGUMENT on `field`, NOT_FOUND.
absl::StatusOr<v1::Disbursement> GetDisbursement(sql::Transaction& tx, absl::string_view name,
                                                 absl::string_view field);
absl::Status InsertDisbursement(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                const v1::Disbursement& disbursement);
absl::Status UpdateDisbursement(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                                const v1::Disbursement& disbursement);
// Notes the voucher of a posting. ALREADY_EXISTS, reason VOUCHER_NUMBER_TAKEN.
absl::Status TakeVoucher(sql::Transaction& tx, absl::string_view agency,
                         const v1::Disbursement& disbursement);
// INVALID_ARGUMENT on `filter` and `order_by`.
absl::StatusOr<ListQuery> ParseDisbursementQuery(absl::string_view agency, absl::string_view filter,
                                                 absl::string_view order_by);

}  // namespace dondoc::finance
