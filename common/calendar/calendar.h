// Working-day arithmetic over year tables. Pure: no I/O, no clock.
//
// A year without a table is an error that names the year, never "a year without holidays": a wrong
// date is worse than none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/calendar/trace.h"
#include "common/calendar/year_table.h"

namespace dondoc::calendar {

// Working days counted in one call: the largest term a document may state (proto EventTerm.count).
inline constexpr int kMaxTermCount = 3660;

// FAILED_PRECONDITION, reason YEAR_MISSING, metadata "year".
absl::Status YearMissing(int64_t year);

// The year named by a YEAR_MISSING error; nullopt for every other status.
std::optional<int> MissingYearOf(const absl::Status& status);

// What a calendar knows about one day.
struct DayInfo {
  bool working = false;
  // Rests on a proposed table, or on this day a proposed row waits for its decision.
  bool proposed = false;
  // The row in force on this day, null where none is. Owned by the calendar.
  const DayRow* row = nullptr;
  // A proposed row not in force (see DayRow::status), null where none is.
  const DayRow* pending = nullptr;
};

// Immutable; safe to share between threads; cheap to copy (copies share their tables).
class Calendar {
 public:
  // INVALID_ARGUMENT, reason INVALID_FIELD, with every error of every table
  // ("tables[1].rows[0].day") and for a year given twice. No tables at all is allowed: every year
  // is then missing.
  static absl::StatusOr<Calendar> Create(std::vector<YearTable> tables);

  // "cal-" and 16 hexadecimal digits of a hash over all tables: changes with any content.
  const std::string& version() const { return data_->version; }

  // Years with a table, ascending.
  std::vector<int> years() const;
  bool HasYear(int64_t year) const { return FindYear(year) != nullptr; }
  // The table of `year`, null where there is none. Owned by the calendar.
  const YearTable* FindYear(int64_t year) const;

  // Every function below fails with YEAR_MISSING as soon as it needs a day of a year without table.

  absl::StatusOr<DayInfo> Describe(absl::CivilDay day) const;
  absl::StatusOr<bool> IsWorkingDay(absl::CivilDay day) const;

  // The `count`-th working day after `start` (before it, where `count` is negative), `start` itself
  // not counted (Civil Code 2015 Art. 147); `start` for 0. `trace`, where given, gets one step per
  // day looked at, `start` not included.
  // INVALID_ARGUMENT, reason TERM_OUT_OF_RANGE, beyond ±kMaxTermCount.
  absl::StatusOr<absl::CivilDay> AddWorkingDays(absl::CivilDay start, int count,
                                                Trace* trace = nullptr) const;

  // First working day after / last before `day`, `day` itself excluded.
  absl::StatusOr<absl::CivilDay> NextWorkingDay(absl::CivilDay day) const;
  absl::StatusOr<absl::CivilDay> PreviousWorkingDay(absl::CivilDay day) const;
  // The same, `day` itself included.
  absl::StatusOr<absl::CivilDay> FirstWorkingDayOnOrAfter(absl::CivilDay day) const;
  absl::StatusOr<absl::CivilDay> LastWorkingDayOnOrBefore(absl::CivilDay day) const;

  // Working days after `from` up to and including `to`; the inverse of AddWorkingDays. Negative
  // where `to` is before `from`: then the working days from `to` up to, not including, `from`.
  absl::StatusOr<int> CountWorkingDays(absl::CivilDay from, absl::CivilDay to,
                                       Trace* trace = nullptr) const;

  // Working days of a whole year.
  absl::StatusOr<int> WorkingDaysInYear(int year) const;

 private:
  static constexpr int kMaxDaysInYear = 366;

  struct Year {
    YearTable table;
    // Index into table.rows by day of the year from 0; kNoRow where there is none.
    std::array<int16_t, kMaxDaysInYear> row_of_day;
    // Working days of the year before day i; [days in the year] is the year's total.
    std::array<int16_t, kMaxDaysInYear + 1> working_before;
  };

  struct Data {
    // By year - kMinYear; null where there is no table.
    std::vector<std::unique_ptr<const Year>> years;
    std::string version;
  };

  explicit Calendar(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  static std::unique_ptr<const Year> Index(YearTable table);
  static DayInfo DescribeIn(const Year& year, absl::CivilDay day);
  const Year* Find(int64_t year) const;
  // Working days from 1/1 of `day`'s year up to and including `day`.
  absl::StatusOr<int> WorkingDaysThrough(absl::CivilDay day) const;
  absl::StatusOr<int> CountForward(absl::CivilDay from, absl::CivilDay to) const;

  std::shared_ptr<const Data> data_;
};

// Name and legal reference of what makes `day` special, or the weekday's name on an ordinary
// weekend, or empty. For traces and messages, in Vietnamese.
std::string DescribeDayVi(absl::CivilDay day, const DayInfo& info);

// Writes the step of one day of a working-day count: counted, make-up, weekend or day off.
void TraceWorkingDayStep(absl::CivilDay day, const DayInfo& info, int count, Trace& trace);

}  // namespace dondoc::calendar
