// The calendar an agency counts by: the official tables, with the ones it has set in the registry
// in their place. `CalendarYear` is the registry's message, which common code does not know.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/mutex.h"
#include "common/base/status_macros.h"
#include "common/calendar/calendar.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "common/sql/transaction.h"

namespace dondoc::rpc {

// The year of `agencies/{agency}/calendarYears/{year}`; INVALID_ARGUMENT on `name`.
absl::StatusOr<int> CalendarYearOf(absl::string_view name);

namespace internal {

template <typename CalendarDay>
calendar::DayKind DayKindOf(const CalendarDay& day) {
  switch (day.kind()) {
    case CalendarDay::COMPENSATORY:
      return calendar::DayKind::kCompensatory;
    case CalendarDay::SWAPPED_OFF:
      return calendar::DayKind::kSwappedOff;
    case CalendarDay::MAKE_UP:
      return calendar::DayKind::kMakeUp;
    default:
      return calendar::DayKind::kPublicHoliday;
  }
}

template <typename CalendarYear>
absl::StatusOr<calendar::YearTable> ToYearTable(const CalendarYear& table) {
  using calendar::TableStatus;
  calendar::YearTable result;
  ASSIGN_OR_RETURN(result.year, CalendarYearOf(table.name()));
  result.status =
      table.status() == CalendarYear::CONFIRMED ? TableStatus::kConfirmed : TableStatus::kProposed;
  result.version = table.version();
  for (const auto& day : table.days()) {
    calendar::DayRow row;
    row.day = calendar::CivilDayOf(day.day()).value_or(absl::CivilDay());
    row.kind = DayKindOf(day);
    row.name_vi = day.display_name();
    row.legal_reference = day.legal_reference();
    if (day.proposed()) row.status = TableStatus::kProposed;
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace internal

// INVALID_ARGUMENT where a table cannot be counted by.
template <typename CalendarYear>
absl::StatusOr<calendar::Calendar> MakeCalendar(const std::vector<CalendarYear>& own) {
  std::vector<calendar::YearTable> tables = calendar::OfficialTables();
  for (const CalendarYear& table : own) {
    ASSIGN_OR_RETURN(calendar::YearTable replacement, internal::ToYearTable(table));
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

// Agencies whose own calendar is kept ready. More only cost a rebuild, some 50 µs each.
inline constexpr size_t kMaxCachedCalendars = 1000;

// Calendars made ready for counting, by agency and the revision of its newest table. Thread-safe.
class CalendarCache {
 public:
  // How a service reads its tables, in the transaction it is given.
  struct Source {
    // Of the agency's newest own table; 0 = it has none and counts by the official ones.
    absl::StatusOr<int64_t> (*revision)(sql::Transaction& tx, absl::string_view agency);
    // The calendar with the agency's own tables in it.
    absl::StatusOr<calendar::Calendar> (*make)(sql::Transaction& tx, absl::string_view agency);
  };
  explicit CalendarCache(Source source) : source_(source) {}

  // The calendar an agency counts by, as of the transaction's snapshot.
  absl::StatusOr<std::shared_ptr<const calendar::Calendar>> Get(sql::Transaction& tx,
                                                                absl::string_view agency)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Entry {
    int64_t revision = -1;
    std::shared_ptr<const calendar::Calendar> calendar;
  };
  const Source source_;
  Mutex mutex_;
  std::shared_ptr<const calendar::Calendar> official_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Entry, std::less<>> by_agency_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::rpc
