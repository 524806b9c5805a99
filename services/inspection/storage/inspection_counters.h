// The board's counters: how many inspections stand at each stage.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/transaction.h"
#include "services/inspection/domain/board.h"

namespace dondoc::inspection {

// Adds `by` (1 or -1) to a counter; a counter that reaches 0 is removed.
absl::Status Count(sql::Transaction& tx, absl::string_view agency, const Stage& stage, int by);

// The counters of a plan year; of all where it is 0.
absl::StatusOr<std::vector<StageCount>> ReadCounters(sql::Transaction& tx, absl::string_view agency,
                                                     int plan_year);

}  // namespace dondoc::inspection
