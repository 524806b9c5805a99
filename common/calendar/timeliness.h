// On time, late, in time, overdue: derived from three days whenever somebody looks, never stored.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"

#include "common/calendar/policy.h"

namespace dondoc::calendar {

// The buckets of official reports. The first four always sum to the total; cancelled work stands
// beside it.
enum class Timeliness {
  // Done on or before the last day, or done where there is none.
  kOnTime,
  // Done after the last day.
  kLate,
  // Not done, and the last day is not over, or there is none.
  kInTime,
  // Not done, and the last day is over.
  kOverdue,
  kCancelled,
};

struct TimelinessResult {
  Timeliness timeliness = Timeliness::kInTime;
  // Part of kInTime: the last day is as_of or at most Policy::due_soon_days after it.
  bool due_soon = false;
  // Part of kInTime: there is no last day (yet).
  bool no_date = false;
  // Whole days past the last day: to completion for kLate, to as_of for kOverdue; else 0.
  int64_t days_late = 0;
};

// `completed` after `as_of` has not happened yet for a board of that day. Cancelled wins over
// everything; the caller says whether it was cancelled as of that day.
TimelinessResult DeriveTimeliness(std::optional<absl::CivilDay> last_day,
                                  std::optional<absl::CivilDay> completed, bool cancelled,
                                  absl::CivilDay as_of, const Policy& policy);

}  // namespace dondoc::calendar
