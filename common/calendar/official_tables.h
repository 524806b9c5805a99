// The official calendars of public bodies on a five-day week, as announced each year, and a draft
// of the coming year. Shipped so that a new installation counts correctly from its first minute;
// a registry replaces them by reviewed tables of its own.
#pragma once

#include <vector>

#include "absl/status/statusor.h"

#include "common/calendar/calendar.h"
#include "common/calendar/year_table.h"

namespace dondoc::calendar {

inline constexpr int kFirstOfficialYear = 2021;
// The last CONFIRMED year. The exchange of Mon 23/11/2026 for Sat 28/11/2026 is only proposed.
inline constexpr int kLastConfirmedYear = 2026;
// A PROPOSED draft, to be replaced once the Prime Minister's decision has been read. It follows the
// Ministry of Home Affairs' first proposal of September 2026 (Tết off from 04/02 to 10/02/2027: two
// days before and three from lunar new year's day, Sat 06/02, then two compensatory days) and the
// pattern of 2021 for National Day (Thu 02/9 and Fri 03/9).
inline constexpr int kDraftYear = 2027;

// Years kFirstOfficialYear to kDraftYear, ascending. Every day is listed, also holidays that fall
// on a weekend.
std::vector<YearTable> OfficialTables();

// A calendar of OfficialTables().
absl::StatusOr<Calendar> OfficialCalendar();

}  // namespace dondoc::calendar
