// The board's counters: how many tasks stand in each bucket, by unit and, while open, by last day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/sql/transaction.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// Where a task is counted.
struct CounterKey {
  enum Bucket : int64_t { kOpen = 1, kOnTime = 2, kLate = 3, kCancelled = 4 };
  std::string unit;
  Bucket bucket = kOpen;
  // Last day of an open task (kNoDay where none); 0 for the others.
  int64_t day = 0;

  friend bool operator==(const CounterKey&, const CounterKey&) = default;
};

CounterKey CounterOf(const v1::Task& task);

// Adds `by` (1 or -1) to a counter; a counter that reaches 0 is removed.
absl::Status Count(sql::Transaction& tx, absl::string_view agency, const CounterKey& key, int by);

struct UnitCounts {
  std::string unit;
  v1::TaskCounts counts;
};

// Sums the counters as of a day, one row a unit that has tasks. Due soon: last day within
// `due_soon_days` of `as_of`.
absl::StatusOr<std::vector<UnitCounts>> SumCounters(sql::Transaction& tx, absl::string_view agency,
                                                    absl::CivilDay as_of, int due_soon_days);

}  // namespace dondoc::registry
