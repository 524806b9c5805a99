// Days and teams for inspections that have none. A small exact search with a declared effort: on
// the sizes an office has (a handful of inspections, a dozen inspectors) it proves its answer;
// beyond that it returns the best it found with the bounds nothing can beat, and says so.
//
// An inspection of w working days that begins on a working day keeps its people from that day to
// its w-th working day, weekends between included, exactly like a booking. Objectives, in this
// order: fewest left out, least lateness (calendar days after `latest`, summed), shortest span
// (calendar days from the first begin to the last end). Equal answers: the one found first, so the
// same question always gets the same answer.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "common/calendar/calendar.h"

namespace dondoc::inspection {

// Inspections placed in one call: more than any department holds in a year.
inline constexpr int kMaxScheduleItems = 50;
// People considered in one call.
inline constexpr int kMaxSchedulePeople = 100;
// Calendar days of the window: a year and its edges.
inline constexpr int kMaxScheduleDays = 400;
// Working days of one inspection.
inline constexpr int kMaxScheduleWorkingDays = 260;
// Partial placements looked at before the search gives up its proof, fewer where each is dear:
// about a second.
inline constexpr int64_t kScheduleNodeBudget = 200'000;

struct ScheduleTask {
  // Working days on site, at least 1.
  int working_days = 1;
  // How many people are needed, at least 1.
  int people_needed = 1;
  // Who may be chosen, as indices of people, ascending; a fixed team is exactly `people_needed`
  // long.
  std::vector<int> candidates;
  // Bounds of its own.
  std::optional<absl::CivilDay> earliest;
  std::optional<absl::CivilDay> latest;
};

// Days on which one person cannot be on site, both ends included.
struct BusyDays {
  int person = 0;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

struct ScheduleProblem {
  std::vector<ScheduleTask> tasks;
  int people = 0;
  std::vector<BusyDays> busy;
  // The window, both ends included.
  absl::CivilDay earliest;
  absl::CivilDay latest;
};

struct Placement {
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  // Indices of people, ascending.
  std::vector<int> people;
  int64_t lateness_days = 0;
};

struct ScheduleCost {
  int unplaced = 0;
  int64_t lateness_days = 0;
  int64_t span_days = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): the check misreads defaulted comparisons.
  friend auto operator<=>(const ScheduleCost&, const ScheduleCost&) = default;
};

struct ScheduleAnswer {
  // By task; nullopt where it fits nowhere in the window.
  std::vector<std::optional<Placement>> placements;
  ScheduleCost cost;
  // No answer costs less. Equal to `cost` where `optimal`.
  ScheduleCost lower_bound;
  bool optimal = false;
  int64_t nodes = 0;
};

// YEAR_MISSING where the window reaches into a year without calendar; INVALID_ARGUMENT
// (INVALID_FIELD) for a problem beyond the limits above or with indices out of range.
absl::StatusOr<ScheduleAnswer> Solve(const ScheduleProblem& problem,
                                     const calendar::Calendar& calendar,
                                     int64_t node_budget = kScheduleNodeBudget);

}  // namespace dondoc::inspection
