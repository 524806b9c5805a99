// Checks of numbers and days that several rules of this folder share.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"

namespace dondoc::calendar {

inline constexpr int kDaysPerWeek = 7;

// Whether a day lies in the years kMinYear to kMaxYear.
inline bool InYears(absl::CivilDay day) { return day.year() >= kMinYear && day.year() <= kMaxYear; }

// Adds an error on `field` unless InYears(day).
void CheckYears(absl::CivilDay day, absl::string_view field, FieldErrors& errors);

// Adds an error on `field` unless `value` is `min` to `max`.
void CheckRange(int value, int min, int max, absl::string_view field, FieldErrors& errors);

}  // namespace dondoc::calendar
