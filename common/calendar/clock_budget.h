// A clock is a budget of days with pauses: the 7 working days to settle a valid dossier, the 10
// days of an examination on site. One definition for every service.
//
// Days are counted from the day after the start (Civil Code 2015 Art. 147); days inside a pause are
// not counted. A budget in calendar days that is used up on a day off runs on to the next working
// day (Art. 148(5)) that is not inside a pause; its `used` and `left` do not change meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"

namespace dondoc::calendar {

// Pauses of one clock. Real ones have a handful.
inline constexpr size_t kMaxPauses = 200;

// Days that are not counted: from `from`, included, to `to`, excluded.
struct Pause {
  absl::CivilDay from;
  // First day counted again; absent while the clock stands still.
  std::optional<absl::CivilDay> to;

  friend bool operator==(const Pause& a, const Pause& b) = default;
};

struct ClockBudget {
  enum class Unit { kCalendarDays, kWorkingDays };
  Unit unit = Unit::kWorkingDays;
  // Days allowed, 1 to kMaxTermCount, extensions included.
  int count = 0;
  // Day of the event that starts the clock; absent until it happens.
  std::optional<absl::CivilDay> start;
  // In any order; they may overlap. At most one is open.
  std::vector<Pause> pauses;
  // Day the work was done. That day is still counted.
  std::optional<absl::CivilDay> stopped;
};

enum class ClockState {
  // No start, or a start after the day asked about.
  kNotStarted,
  kRunning,
  // The day asked about is inside a pause.
  kPaused,
  // The work was done on or before the day asked about.
  kStopped,
  // The last day is over and the work was not done.
  kExpired,
};

// A clock read on one day.
struct ClockReading {
  ClockState state = ClockState::kNotStarted;
  // Last allowed day; absent before the start, while an open pause leaves it unknown, and where a
  // calendar year is missing.
  std::optional<absl::CivilDay> last_day;
  // Days counted up to and including the day asked about, or the day of stopping: 0 to count.
  // A lower bound where `missing_year` is set.
  int used = 0;
  // count - used.
  int left = 0;
  // Whole days past last_day: to the stop for a late kStopped, to the day asked about for kExpired.
  int64_t days_over = 0;
  // Rests on a proposed table or row.
  bool provisional = false;
  // Year whose table is needed to know the last day.
  std::optional<int> missing_year;
};

// Adds every error of `budget`, on fields "<prefix>count", "<prefix>pauses[1].to" and so on;
// `prefix` is empty or ends with a dot.
void ValidateClockBudget(const ClockBudget& budget, absl::string_view prefix, FieldErrors& errors);

// Reads the clock on `as_of`. Every pause given is taken into account for the last day, also one
// that begins after `as_of`; a stop after `as_of` has not happened yet. INVALID_ARGUMENT, reason
// INVALID_FIELD, for an invalid budget; a missing year is not an error but part of the reading.
absl::StatusOr<ClockReading> ReadClock(const Calendar& calendar, const Policy& policy,
                                       const ClockBudget& budget, absl::CivilDay as_of);

// Stops counting from `first_uncounted` on, that day included. FAILED_PRECONDITION, reason
// CLOCK_NOT_RUNNING, where the clock has no start, is stopped or already stands still.
absl::Status PauseClock(absl::CivilDay first_uncounted, ClockBudget& budget);

// Counts again from `first_counted` on, that day included. FAILED_PRECONDITION, reason
// CLOCK_NOT_PAUSED; INVALID_ARGUMENT, reason INVALID_FIELD (field "day"), before the pause began.
absl::Status ResumeClock(absl::CivilDay first_counted, ClockBudget& budget);

// A dossier goes back for supplement on `day`. By Policy::supplement the clock is reset (it has no
// start until the supplement comes) or pauses from the next day on: on `day` itself the dossier was
// in the office. Errors as PauseClock.
absl::Status ReturnForSupplement(const Policy& policy, absl::CivilDay day, ClockBudget& budget);

// The supplement arrives on `day`. A paused clock counts again from the next day on, for the day of
// receipt is not counted (Art. 147); a reset one starts anew from `day`. The budget says which, so
// that a policy changed in between does no harm. FAILED_PRECONDITION, reason CLOCK_NOT_WAITING,
// where no dossier was returned.
absl::Status ReceiveSupplement(absl::CivilDay day, ClockBudget& budget);

}  // namespace dondoc::calendar
