// One planned visit to an enterprise a year, whichever agency: kept by the key of a table that all
// agencies share.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/sql/transaction.h"
#include "services/inspection/domain/overlap.h"

namespace dondoc::inspection {

// Who visits the enterprise that year, as of the transaction.
absl::StatusOr<std::optional<EnterpriseYearHolder>> FindHolder(sql::Transaction& tx,
                                                               const EnterpriseYearKey& key);

// Moves what an inspection holds from what `before` held (null for a new one) to what `after`
// needs. FAILED_PRECONDITION, ENTERPRISE_ALREADY_PLANNED, where another inspection has it; ABORTED,
// ENTERPRISE_YEAR_CONTENDED, where it keeps changing hands.
absl::Status MoveEnterpriseYear(sql::Transaction& tx, const v1::Inspection* before,
                                const v1::Inspection& after);

}  // namespace dondoc::inspection
