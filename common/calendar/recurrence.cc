#include "common/calendar/recurrence.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/ranges.h"

namespace dondoc::calendar {
namespace {

using common::v1::Recurrence;

constexpr int kMaxDayOfMonth = 31;

// Months of one period; 0 for WEEKLY and for anything unknown.
int PeriodMonths(Recurrence::Frequency frequency) {
  switch (frequency) {
    case Recurrence::MONTHLY:
      return 1;
    case Recurrence::QUARTERLY:
      return 3;
    case Recurrence::HALF_YEARLY:
      return 6;
    case Recurrence::YEARLY:
      return 12;
    default:
      return 0;
  }
}

// 0 to 0: the field has no meaning for the frequency.
void CheckPart(int value, int min, int max, const std::string& field, FieldErrors& errors) {
  if (min == 0 && max == 0 && value != 0) {
    errors.Add(field, {"has no meaning for this frequency; leave it 0",
                       "không dùng cho chu kỳ này; để 0"});
    return;
  }
  CheckRange(value, min, max, field, errors);
}

absl::CivilDay LastDayOf(absl::CivilMonth month) { return absl::CivilDay(month + 1) - 1; }

absl::CivilDay Monday(absl::CivilDay day) {
  return absl::PrevWeekday(day + 1, absl::Weekday::monday);
}

absl::CivilDay PeriodStart(const Recurrence& recurrence, absl::CivilDay day) {
  const int months = PeriodMonths(recurrence.frequency());
  if (months == 0) return Monday(day);
  const int first_month = (day.month() - 1) / months * months + 1;
  return absl::CivilDay(day.year(), first_month, 1);
}

Occurrence OccurrenceOf(const Recurrence& recurrence, absl::CivilDay start) {
  Occurrence result;
  result.period_start = start;
  const int months = PeriodMonths(recurrence.frequency());
  if (months == 0) {
    result.period_end = start + (kDaysPerWeek - 1);
    result.nominal_day = start + (recurrence.weekday() - 1);
  } else {
    const absl::CivilMonth first(start);
    result.period_end = LastDayOf(first + (months - 1));
    const int month = recurrence.month_of_period() == 0 ? months : recurrence.month_of_period();
    const absl::CivilMonth named = first + (month - 1);
    const absl::CivilDay end = LastDayOf(named);
    // A day beyond the month's end means its last day.
    result.nominal_day =
        recurrence.day() == 0 ? end : std::min(end, absl::CivilDay(named) + (recurrence.day() - 1));
  }
  result.last_day = result.nominal_day - (recurrence.exclusive() ? 1 : 0);
  return result;
}

absl::CivilDay NextPeriod(const Occurrence& occurrence) { return occurrence.period_end + 1; }

}  // namespace

void ValidateRecurrence(const Recurrence& recurrence, absl::string_view prefix,
                        FieldErrors& errors) {
  const bool weekly = recurrence.frequency() == Recurrence::WEEKLY;
  const int months = PeriodMonths(recurrence.frequency());
  if (!weekly && months == 0) {
    errors.Add(absl::StrCat(prefix, "frequency"),
               {"must be WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY or YEARLY",
                "phải là WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY hoặc YEARLY"});
    return;  // The other fields have no meaning without it.
  }
  CheckPart(recurrence.weekday(), weekly ? 1 : 0, weekly ? kDaysPerWeek : 0,
            absl::StrCat(prefix, "weekday"), errors);
  CheckPart(recurrence.day(), 0, weekly ? 0 : kMaxDayOfMonth, absl::StrCat(prefix, "day"), errors);
  CheckPart(recurrence.month_of_period(), 0, months, absl::StrCat(prefix, "month_of_period"),
            errors);
}

absl::StatusOr<std::vector<Occurrence>> Occurrences(const Recurrence& recurrence,
                                                    absl::CivilDay from, absl::CivilDay to,
                                                    int max) {
  FieldErrors errors;
  ValidateRecurrence(recurrence, "recurrence.", errors);
  CheckYears(from, "from", errors);
  CheckYears(to, "to", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  const auto limit = static_cast<size_t>(std::clamp(max, 0, kMaxOccurrences));
  std::vector<Occurrence> result;
  // A last day is at most the nominal day, so no earlier period can fall on or after `from`.
  absl::CivilDay start = PeriodStart(recurrence, from);
  while (result.size() < limit) {
    const Occurrence occurrence = OccurrenceOf(recurrence, start);
    if (occurrence.last_day > to) break;
    if (occurrence.last_day >= from) result.push_back(occurrence);
    start = NextPeriod(occurrence);
  }
  return result;
}

absl::StatusOr<Occurrence> NextOccurrence(const Recurrence& recurrence,
                                          absl::CivilDay on_or_after) {
  FieldErrors errors;
  ValidateRecurrence(recurrence, "recurrence.", errors);
  CheckYears(on_or_after, "on_or_after", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  Occurrence occurrence = OccurrenceOf(recurrence, PeriodStart(recurrence, on_or_after));
  while (occurrence.last_day < on_or_after) {
    occurrence = OccurrenceOf(recurrence, NextPeriod(occurrence));
  }
  return occurrence;
}

common::v1::Deadline DeadlineOf(const common::v1::Deadline& recurring,
                                const Occurrence& occurrence) {
  common::v1::Deadline deadline;
  deadline.set_phrase(recurring.phrase());
  deadline.set_minute_of_day(recurring.minute_of_day());
  if (recurring.recurring().exclusive()) {
    *deadline.mutable_before_day() = ToDate(occurrence.nominal_day);
  } else {
    *deadline.mutable_on_day() = ToDate(occurrence.nominal_day);
  }
  return deadline;
}

}  // namespace dondoc::calendar
