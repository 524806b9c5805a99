// Resolves a deadline, which is data, to its last allowed day.
//
// The rules, in the order of the law (Civil Code 2015 Art. 144 to 148) and of office practice:
//  - the day of the event is not counted (Art. 147);
//  - "ngày" are calendar days, "ngày làm việc" working days; one is never read as the other;
//  - terms in days, weeks, months and years that end on a day off end on the next working day
//    (Art. 148(5)); a term in working days ends on one by construction;
//  - a month or year without the corresponding day ends on its last day (Art. 148(3));
//  - a fixed date, "trước ngày" and the end of a period never move, least of all across 31/12 into
//    the next budget year; a last day that is a day off is a warning;
//  - terms counted backward ("ít nhất 05 ngày trước ...") that reach a day off move to the working
//    day *before* it: moving toward the event would leave less time than the document demands;
//  - what no calendar knows (standing, conditional, nothing said) has no date and is never guessed.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"
#include "common/calendar/recurrence.h"

#include "dondoc/common/v1/deadline.pb.h"

namespace dondoc::calendar {

// Bytes of a phrase, a condition or an event in words: a long clause of a Vietnamese document.
inline constexpr size_t kMaxPhraseBytes = 2000;
// Characters of an event's stable name.
inline constexpr size_t kMaxEventNameChars = 63;

// Reasons of DeadlineWarning.reason. Programs compare these; the message is for people.
namespace warning {
// The last day does not move and is a day off. `day`: the last working day on or before it.
inline constexpr absl::string_view kLastDayIsDayOff = "LAST_DAY_IS_DAY_OFF";
// The last day is a weekend day worked in exchange. `day`: that day.
inline constexpr absl::string_view kLastDayIsMakeUpDay = "LAST_DAY_IS_MAKE_UP_DAY";
// A fixed last day on which something is only proposed. `day`: that day.
inline constexpr absl::string_view kProposedDay = "PROPOSED_DAY";
// The last day of a term may change when a proposal is decided. `day`: the first proposed day met.
inline constexpr absl::string_view kProvisionalCalendar = "PROVISIONAL_CALENDAR";
// The dossier was received on a day off. `day`: the working day it is, or would otherwise be,
// deemed received (Policy::defer_receipt_on_day_off).
inline constexpr absl::string_view kEventOnDayOff = "EVENT_ON_DAY_OFF";
// The month has no corresponding day; its last day was taken. `day`: that day.
inline constexpr absl::string_view kMonthEnd = "MONTH_END";
// A term ended on a day off and rolled into another year, hence another budget year. `day`: the
// last working day before the roll.
inline constexpr absl::string_view kRolledIntoNextYear = "ROLLED_INTO_NEXT_YEAR";
// A year without a table; see `missing_year`. No `day`.
inline constexpr absl::string_view kCalendarYearMissing = "CALENDAR_YEAR_MISSING";
// There is a phrase but no rule: nobody has said what it means. No `day`.
inline constexpr absl::string_view kNoRule = "NO_RULE";
// The rule is impossible (ValidateDeadline was skipped or the data is damaged). No `day`.
inline constexpr absl::string_view kInvalidRule = "INVALID_RULE";
// The term ends outside the years kMinYear to kMaxYear. No `day`.
inline constexpr absl::string_view kOutOfRange = "LAST_DAY_OUT_OF_RANGE";
}  // namespace warning

// The kind that follows from the rule: NONE without rule and phrase, KIND_UNSPECIFIED with a phrase
// that has no rule yet.
common::v1::Deadline::Kind KindOf(const common::v1::Deadline& deadline);

// Clears everything that is output only. What a client sends there is ignored.
void ClearOutputOnly(common::v1::Deadline& deadline);

// Adds every error of a deadline sent by a client, on fields "<prefix>on_day",
// "<prefix>from_event.count" and so on; `prefix` is empty or ends with a dot ("task.deadline.").
// Output-only fields are not looked at. A deadline without rule is valid.
void ValidateDeadline(const common::v1::Deadline& deadline, absl::string_view prefix,
                      FieldErrors& errors);

// Fills every output-only field of `deadline` from its rule. Never fails and never blocks a write:
//   RESOLVED        last_day, calendar_version, trace (terms only), warnings, provisional (terms
//                   that meet a proposed table or row: the last day may change);
//   AWAITING_EVENT  a term whose event has no date;
//   YEAR_MISSING    missing_year; no last_day, no trace;
//   NO_DATE         recurring (ask NextOccurrence), standing, conditional, none;
//   unspecified     a phrase without a rule, or an impossible rule; a warning says which.
// Depends on nothing but its arguments: the same input gives the same output.
void Resolve(const Calendar& calendar, const Policy& policy, common::v1::Deadline& deadline);

// The last day of a valid period.
absl::CivilDay LastDayOf(const common::v1::Period& period);

}  // namespace dondoc::calendar
