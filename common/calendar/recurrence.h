// Recurring deadlines as generators of occurrences, each judged alone.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::calendar {

// Occurrences returned by one call: nineteen years of weekly reports.
inline constexpr int kMaxOccurrences = 1000;

// One time a recurring deadline falls due.
struct Occurrence {
  // The period it belongs to: week (Monday to Sunday), month, quarter, half year or year.
  absl::CivilDay period_start;
  absl::CivilDay period_end;
  // The day the rule names, within the period.
  absl::CivilDay nominal_day;
  // Last allowed day: the nominal day, or the day before it where the rule says "trước ngày". Never
  // rolls over days off.
  absl::CivilDay last_day;

  friend bool operator==(const Occurrence& a, const Occurrence& b) = default;
};

// Adds an error for every value out of range or without meaning for the frequency, on fields
// "<prefix>day" and so on. `prefix` is empty or ends with a dot.
void ValidateRecurrence(const common::v1::Recurrence& recurrence, absl::string_view prefix,
                        FieldErrors& errors);

// The occurrences whose last day is from `from` to `to`, both included, ascending; the first `max`
// of them, and never more than kMaxOccurrences. INVALID_ARGUMENT, reason INVALID_FIELD, for an
// invalid recurrence or days outside the years kMinYear to kMaxYear.
absl::StatusOr<std::vector<Occurrence>> Occurrences(const common::v1::Recurrence& recurrence,
                                                    absl::CivilDay from, absl::CivilDay to,
                                                    int max);

// The first occurrence whose last day is on or after `on_or_after`. Errors as above.
absl::StatusOr<Occurrence> NextOccurrence(const common::v1::Recurrence& recurrence,
                                          absl::CivilDay on_or_after);

// `recurring` (a deadline with a recurrence) for one occurrence: an ordinary ON_DAY or BEFORE_DAY
// deadline with the same phrase and hour, ready for Resolve.
common::v1::Deadline DeadlineOf(const common::v1::Deadline& recurring,
                                const Occurrence& occurrence);

}  // namespace dondoc::calendar
