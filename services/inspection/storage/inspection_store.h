// Inspections in the database, with everything that follows from them kept in step: search words,
// teams, bookings, the board's counters and the enterprise's year.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// Takes the next office number of `plan_year`, under the agency lock of the mutation.
// RESOURCE_EXHAUSTED, NUMBERS_EXHAUSTED.
absl::StatusOr<std::string> TakeOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                             int plan_year);

// By resource name or office number (`agencies/a/inspections/TT-2022-0003`). NOT_FOUND.
absl::StatusOr<v1::Inspection> GetInspection(sql::Transaction& tx, absl::string_view agency,
                                             absl::string_view name);

// Inserts an inspection whose name and number are set. ENTERPRISE_ALREADY_PLANNED and
// ENTERPRISE_YEAR_CONTENDED as in enterprise_years.h; that nobody is booked twice, CheckTeam has
// seen to in this transaction.
absl::Status InsertInspection(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                              const v1::Inspection& inspection);

// Replaces `before` by `after`; errors as above.
absl::Status UpdateInspection(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                              const v1::Inspection& before, const v1::Inspection& after);

// Live inspections whose team holds `officer`, by first day.
absl::StatusOr<std::vector<v1::Inspection>> LiveInspectionsOf(sql::Transaction& tx,
                                                              absl::string_view agency,
                                                              absl::string_view officer);

// Names of inspections of that year and kind that are PLANNED, at most `limit`.
absl::StatusOr<std::vector<std::string>> PlannedOf(sql::Transaction& tx, absl::string_view agency,
                                                   int plan_year, v1::Inspection::Kind kind,
                                                   int limit);

// Notes that `inspection` was made from its origin's item of its clause's directive. False where
// that item has given an inspection before: then nothing is noted.
absl::StatusOr<bool> NoteDerived(sql::Transaction& tx, absl::string_view agency,
                                 const v1::Inspection& inspection);

}  // namespace dondoc::inspection
