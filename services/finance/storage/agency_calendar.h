// The calendar an agency counts by: the official tables with the ones it has set in the registry in
// their place.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/calendar/calendar.h"

#include "dondoc/registry/v1/calendar.pb.h"

namespace dondoc::finance {

// The year of `agencies/{agency}/calendarYears/{year}`; INVALID_ARGUMENT on `name`.
absl::StatusOr<int> CalendarYearOf(absl::string_view name);

// INVALID_ARGUMENT where a table cannot be counted by.
absl::StatusOr<calendar::Calendar> MakeCalendar(const std::vector<registry::v1::CalendarYear>& own);

}  // namespace dondoc::finance
