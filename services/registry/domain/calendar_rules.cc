#include "services/registry/domain/calendar_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "common/rpc/names.h"

namespace dondoc::registry {
namespace {

using calendar::DayKind;
using v1::CalendarDay;
using v1::CalendarYear;

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

CalendarDay::Kind KindOf(DayKind kind) {
  switch (kind) {
    case DayKind::kCompensatory:
      return CalendarDay::COMPENSATORY;
    case DayKind::kSwappedOff:
      return CalendarDay::SWAPPED_OFF;
    case DayKind::kMakeUp:
      return CalendarDay::MAKE_UP;
    case DayKind::kPublicHoliday:
      return CalendarDay::PUBLIC_HOLIDAY;
  }
  return CalendarDay::KIND_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<int> YearOfName(absl::string_view field, absl::string_view name) {
  ASSIGN_OR_RETURN(const rpc::ChildName parsed, rpc::ParseChild(field, name, "calendarYears"));
  int year = 0;
  if (!absl::SimpleAtoi(parsed.id, &year) || year < calendar::kMinYear ||
      year > calendar::kMaxYear) {
    return InvalidField(field, {absl::StrCat("must end with a year, ", calendar::kMinYear, " to ",
                                             calendar::kMaxYear),
                                absl::StrCat("phải kết thúc bằng năm, từ ", calendar::kMinYear,
                                             " đến ", calendar::kMaxYear)});
  }
  return year;
}

void ValidateCalendarYear(const CalendarYear& table, absl::string_view prefix,
                          FieldErrors& errors) {
  if (table.status() != CalendarYear::PROPOSED && table.status() != CalendarYear::CONFIRMED) {
    errors.Add(absl::StrCat(prefix, "status"),
               {"must be PROPOSED or CONFIRMED", "phải là PROPOSED hoặc CONFIRMED"});
  }
  if (table.days_size() > kMaxCalendarDays) {
    errors.Add(absl::StrCat(prefix, "days"), {absl::StrCat("at most ", kMaxCalendarDays),
                                              absl::StrCat("nhiều nhất ", kMaxCalendarDays)});
    return;
  }
  bool days_are_real = true;
  for (int i = 0; i < table.days_size(); ++i) {
    const std::string at = absl::StrCat(prefix, "days[", i, "].");
    days_are_real &= calendar::ValidateDate(table.days(i).day(), at + "day", errors).has_value();
    if (table.days(i).kind() < CalendarDay::PUBLIC_HOLIDAY ||
        table.days(i).kind() > CalendarDay::MAKE_UP) {
      errors.Add(at + "kind", {"is required", "bắt buộc"});
    }
  }
  // The table's own rules speak of rows; a client knows them as days.
  if (!days_are_real) return;
  const auto year = YearOfName("name", table.name());
  if (!year.ok()) return;
  calendar::YearTable rows = ToYearTable(table, "check");
  rows.year = *year;
  calendar::ValidateYearTable(rows, prefix, errors);
}

calendar::YearTable ToYearTable(const CalendarYear& table, absl::string_view version) {
  calendar::YearTable result;
  result.year = YearOfName("name", table.name()).value_or(0);
  result.status = table.status() == CalendarYear::CONFIRMED ? calendar::TableStatus::kConfirmed
                                                            : calendar::TableStatus::kProposed;
  result.version = std::string(version);
  for (const CalendarDay& day : table.days()) {
    calendar::DayRow row;
    row.day = calendar::CivilDayOf(day.day()).value_or(absl::CivilDay());
    row.kind = KindOf(day.kind());
    row.name_vi = day.display_name();
    row.legal_reference = day.legal_reference();
    if (day.proposed()) row.status = calendar::TableStatus::kProposed;
    result.rows.push_back(std::move(row));
  }
  return result;
}

CalendarYear FromYearTable(const calendar::YearTable& table) {
  CalendarYear result;
  result.set_status(table.status == calendar::TableStatus::kConfirmed ? CalendarYear::CONFIRMED
                                                                      : CalendarYear::PROPOSED);
  result.set_version(table.version);
  for (const calendar::DayRow& row : table.rows) {
    CalendarDay* day = result.add_days();
    *day->mutable_day() = calendar::ToDate(row.day);
    day->set_kind(KindOf(row.kind));
    day->set_display_name(row.name_vi);
    day->set_legal_reference(row.legal_reference);
    day->set_proposed(row.status == calendar::TableStatus::kProposed);
  }
  return result;
}

absl::StatusOr<calendar::Calendar> MakeCalendar(const std::vector<CalendarYear>& own) {
  std::vector<calendar::YearTable> tables = calendar::OfficialTables();
  for (const CalendarYear& table : own) {
    calendar::YearTable replacement = ToYearTable(table, table.version());
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

}  // namespace dondoc::registry
