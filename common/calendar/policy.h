// Choices the law leaves open, named so that nobody has to find them in code, with the default each
// has and where it comes from. A change of policy changes dates: it is reviewed like a calendar.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"

namespace dondoc::calendar {

// Minutes of a day; as an office closing time it means "open until 24:00", as Art. 148(6) has it.
inline constexpr int kMinutesPerDay = 24 * 60;
// Widest accepted window of "due soon", in days.
inline constexpr int kMaxDueSoonDays = 60;

struct Policy {
  // Says which policy a stored result came from.
  std::string name = "default-2015";

  // Whether a term whose last day is a weekday swapped off rolls on, as it does on weekends and
  // holidays. Civil Code 2015 Art. 148(5) names only weekly rest days and holidays; offices are
  // closed on swapped days all the same.
  bool roll_over_swapped_days = true;

  // Whether a receipt on a day off counts as received on the next working day. Art. 147 only says
  // that the day of the event is not counted, so by default the receipt stays where it is:
  // received Sat 08/10/2022, 7 working days end on Tue 18/10/2022 (deemed Monday: Wed 19/10).
  bool defer_receipt_on_day_off = false;

  // Events that are receipts (proto EventTerm.event). Only these are ever deferred: a decision
  // signed on a Saturday was signed on that Saturday.
  std::vector<std::string> receipt_events = {"VALID_DOSSIER", "RECEIPT"};

  // Minute of the day (0 to 1440) from which a receipt counts as of the next day. Default: none,
  // the day ends at 24:00 (Art. 148(6)); an office closing at 17:00 would set 1020.
  int receipt_closing_minute = kMinutesPerDay;

  // A task is "due soon" when its last day is at most this many calendar days ahead. 72 hours is
  // the usual window of task trackers.
  int due_soon_days = 3;

  // What the return of a dossier for supplement does to its clock.
  enum class Supplement {
    // The clock starts anew with the supplemented dossier: it runs from a *valid* dossier only.
    kReset,
    // The clock stands still until the supplement arrives.
    kPause,
  };
  Supplement supplement = Supplement::kReset;

  // Whether fixed dates and period ends, which never roll, resolve in a year without a table. By
  // default they wait like everything else, so that no last day escapes the check for days off.
  bool fixed_days_without_table = false;
};

// Adds an error for every value out of range, on fields "<prefix>due_soon_days" and so on. `prefix`
// is empty or ends with a dot.
void ValidatePolicy(const Policy& policy, absl::string_view prefix, FieldErrors& errors);

// The day a dossier that arrived on `day` at `minute_of_day` (Vietnam, 0 to 1439) counts as
// received under `policy`. YEAR_MISSING where the policy needs a day of a year without table.
absl::StatusOr<absl::CivilDay> ReceiptDay(const Calendar& calendar, const Policy& policy,
                                          absl::CivilDay day, int minute_of_day);

}  // namespace dondoc::calendar
