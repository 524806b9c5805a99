#include "common/calendar/policy.h"

#include "absl/strings/str_cat.h"

#include "common/calendar/ranges.h"

namespace dondoc::calendar {

void ValidatePolicy(const Policy& policy, absl::string_view prefix, FieldErrors& errors) {
  if (policy.name.empty()) {
    errors.Add(absl::StrCat(prefix, "name"), {"is required", "không được để trống"});
  }
  CheckRange(policy.receipt_closing_minute, 0, kMinutesPerDay,
             absl::StrCat(prefix, "receipt_closing_minute"), errors);
  CheckRange(policy.due_soon_days, 0, kMaxDueSoonDays, absl::StrCat(prefix, "due_soon_days"),
             errors);
}

absl::StatusOr<absl::CivilDay> ReceiptDay(const Calendar& calendar, const Policy& policy,
                                          absl::CivilDay day, int minute_of_day) {
  if (minute_of_day >= policy.receipt_closing_minute) ++day;
  if (!policy.defer_receipt_on_day_off) return day;
  return calendar.FirstWorkingDayOnOrAfter(day);
}

}  // namespace dondoc::calendar
