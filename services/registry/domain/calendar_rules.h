// Calendar years between their contract and the arithmetic. Pure.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/year_table.h"

#include "dondoc/registry/v1/calendar.pb.h"

namespace dondoc::registry {

inline constexpr int kMaxCalendarDays = 120;

// The year of `agencies/{agency}/calendarYears/{year}`; INVALID_ARGUMENT on `field`.
absl::StatusOr<int> YearOfName(absl::string_view field, absl::string_view name);

// Adds every error of a table sent by a client; `prefix` ends with a dot.
void ValidateCalendarYear(const v1::CalendarYear& table, absl::string_view prefix,
                          FieldErrors& errors);

// A valid table for the arithmetic. `version` names this edition.
calendar::YearTable ToYearTable(const v1::CalendarYear& table, absl::string_view version);

// A table for a client, without name and etag.
v1::CalendarYear FromYearTable(const calendar::YearTable& table);

// The built-in tables with an agency's own in their place.
absl::StatusOr<calendar::Calendar> MakeCalendar(const std::vector<v1::CalendarYear>& own);

}  // namespace dondoc::registry
