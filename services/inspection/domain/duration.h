// How long an inspection may take: calendar days from the announcement, which is not itself counted
// (Civil Code 2015 Art. 147), pauses left out, one extension. What is left of the law's other
// limits (report, conclusion, publication) is kept here too.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

#include "common/calendar/calendar.h"
#include "common/calendar/clock_budget.h"
#include "common/calendar/policy.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// Days of a pause that are not counted; `until` stands for the end of one that lasts. A pause at
// the subject's request leaves out at most kMaxRequestedPauseDays, the rest is counted.
int64_t UncountedDays(const v1::Suspension& suspension, absl::CivilDay until);

// The pauses as the clock wants them.
std::vector<calendar::Pause> PausesOf(const v1::Inspection& inspection);

// Days on site that count, from the announcement (or the first day, before it) to `last_day`: start
// excluded, ended pauses excluded.
int64_t CountedFieldworkDays(const v1::Inspection& inspection, absl::CivilDay last_day);

// Judges the planned days against the law that the decision chooses. DURATION_OVER_LIMIT
// (FAILED_PRECONDITION; metadata `days`, `limit_days`, `legal_source`, `regime`) beyond a limit
// that was read in a text; a limit that was not gives the warning LIMIT_UNVERIFIED on `inspection`
// instead. A limit that ends on a day off runs to the next working day, where the calendar knows
// it. `inspection` must have days and a decision.
absl::Status CheckDuration(const calendar::Calendar& calendar, const calendar::Policy& policy,
                           v1::Inspection& inspection);

// Judges an extension by `days`: EXTENSION_OVER_LIMIT beyond what the law adds or allows in all,
// with the same metadata; a warning where the limit is not verified.
absl::Status CheckExtension(int days, v1::Inspection& inspection);

// Writes `limits` and `due_date` anew from what has happened. Never fails on a missing calendar
// year: the limit then names it and has no last day.
absl::Status RefreshLimits(const calendar::Calendar& calendar, const calendar::Policy& policy,
                           v1::Inspection& inspection);

}  // namespace dondoc::inspection
