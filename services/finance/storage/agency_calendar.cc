#include "services/finance/storage/agency_calendar.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "common/rpc/names.h"

namespace dondoc::finance {
namespace {

using calendar::DayKind;
using calendar::TableStatus;
using registry::v1::CalendarDay;
using registry::v1::CalendarYear;

DayKind KindOf(CalendarDay::Kind kind) {
  switch (kind) {
    case CalendarDay::COMPENSATORY:
      return DayKind::kCompensatory;
    case CalendarDay::SWAPPED_OFF:
      return DayKind::kSwappedOff;
    case CalendarDay::MAKE_UP:
      return DayKind::kMakeUp;
    default:
      return DayKind::kPublicHoliday;
  }
}

absl::StatusOr<calendar::YearTable> ToYearTable(const CalendarYear& table) {
  calendar::YearTable result;
  ASSIGN_OR_RETURN(result.year, CalendarYearOf(table.name()));
  result.status =
      table.status() == CalendarYear::CONFIRMED ? TableStatus::kConfirmed : TableStatus::kProposed;
  result.version = table.version();
  for (const CalendarDay& day : table.days()) {
    calendar::DayRow row;
    row.day = calendar::CivilDayOf(day.day()).value_or(absl::CivilDay());
    row.kind = KindOf(day.kind());
    row.name_vi = day.display_name();
    row.legal_reference = day.legal_reference();
    if (day.proposed()) row.status = TableStatus::kProposed;
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace

absl::StatusOr<int> CalendarYearOf(absl::string_view name) {
  ASSIGN_OR_RETURN(const rpc::ChildName parsed, rpc::ParseChild("name", name, "calendarYears"));
  int year = 0;
  if (!absl::SimpleAtoi(parsed.id, &year) || year < calendar::kMinYear ||
      year > calendar::kMaxYear) {
    return InvalidField("name", {"must end with a year", "phải kết thúc bằng năm"});
  }
  return year;
}

absl::StatusOr<calendar::Calendar> MakeCalendar(const std::vector<CalendarYear>& own) {
  std::vector<calendar::YearTable> tables = calendar::OfficialTables();
  for (const CalendarYear& table : own) {
    ASSIGN_OR_RETURN(calendar::YearTable replacement, ToYearTable(table));
    const auto same_year = std::find_if(
        tables.begin(), tables.end(),
        [&](const calendar::YearTable& built_in) { return built_in.year == replacement.year; });
    if (same_year == tables.end()) {
      tables.push_back(std::move(replacement));
    } else {
      *same_year = std::move(replacement);
    }
  }
  return calendar::Calendar::Create(std::move(tables));
}

}  // namespace dondoc::finance
