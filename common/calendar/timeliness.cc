#include "common/calendar/timeliness.h"

namespace dondoc::calendar {

TimelinessResult DeriveTimeliness(std::optional<absl::CivilDay> last_day,
                                  std::optional<absl::CivilDay> completed, bool cancelled,
                                  absl::CivilDay as_of, const Policy& policy) {
  TimelinessResult result;
  if (cancelled) {
    result.timeliness = Timeliness::kCancelled;
    return result;
  }
  if (completed && *completed <= as_of) {
    const bool late = last_day && *completed > *last_day;
    result.timeliness = late ? Timeliness::kLate : Timeliness::kOnTime;
    if (late) result.days_late = *completed - *last_day;
    return result;
  }
  if (!last_day) {
    result.no_date = true;
    return result;
  }
  if (*last_day < as_of) {
    result.timeliness = Timeliness::kOverdue;
    result.days_late = as_of - *last_day;
    return result;
  }
  result.due_soon = *last_day - as_of <= policy.due_soon_days;
  return result;
}

}  // namespace dondoc::calendar
