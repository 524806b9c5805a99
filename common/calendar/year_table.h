// One calendar year as data. Which days are off is decided every year by the Prime Minister (Labour
// Code 2019 Art. 112(3)) and cannot be computed, so a year is a table: one row per day that differs
// from "Monday to Friday worked, weekend off", each with its legal reference.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"

namespace dondoc::calendar {

// Rows of one year. The fullest official year so far has 19; ten times that is a mistake.
inline constexpr int kMaxTableRows = 200;
// Bytes of a row's name and of its legal reference: one long sentence of Vietnamese.
inline constexpr size_t kMaxRowTextBytes = 500;
// Bytes of a table's version text.
inline constexpr size_t kMaxVersionBytes = 64;

// Whether the competent authority has decided.
enum class TableStatus {
  kConfirmed,
  // Drafted or announced as a proposal; what rests on it is provisional.
  kProposed,
};

// Why a day differs from its weekday.
enum class DayKind {
  // A holiday of Labour Code 2019 Art. 112(1) or later law. Also listed when it falls on a weekend.
  kPublicHoliday,
  // Day off in lieu of a holiday that fell on a weekly rest day (Art. 111(3)). A weekday.
  kCompensatory,
  // A weekday off in exchange for a make-up day.
  kSwappedOff,
  // A weekend day worked in exchange (so far always a Saturday).
  kMakeUp,
};

// One day that differs from its weekday.
struct DayRow {
  absl::CivilDay day;
  DayKind kind = DayKind::kPublicHoliday;
  // Vietnamese name, e.g. "Giỗ Tổ Hùng Vương".
  std::string name_vi;
  // Article, notice or letter that says so.
  std::string legal_reference;
  // Set where the row differs from its table. A PROPOSED row of a CONFIRMED table is not in force:
  // it is not applied, but whatever is counted across it is provisional.
  std::optional<TableStatus> status;
};

// One year.
struct YearTable {
  // kMinYear to kMaxYear (date_proto.h).
  int year = 0;
  // A PROPOSED table is applied as it stands (the best draft there is) and makes what rests on it
  // provisional.
  TableStatus status = TableStatus::kProposed;
  // Names this edition of the table, e.g. "2026.2"; required, chosen by its editor.
  std::string version;
  // In any order, at most one per day.
  std::vector<DayRow> rows;
};

// True when `row` of `table` changes its day: everything but a proposal in a confirmed year.
bool RowApplies(const YearTable& table, const DayRow& row);

// True for Saturday and Sunday, the weekly rest days of public bodies.
bool IsWeekend(absl::CivilDay day);

// "Thứ Hai" to "Thứ Bảy", "Chủ nhật".
absl::string_view WeekdayNameVi(absl::CivilDay day);

// Adds every error that makes the table unusable, on fields "<prefix>year", "<prefix>rows[2].day":
// year out of range, missing or long texts, a day outside the year, two rows for one day, a make-up
// day that is not on a weekend, a compensatory or swapped day that is.
// `prefix` is empty or ends with a dot.
void ValidateYearTable(const YearTable& table, absl::string_view prefix, FieldErrors& errors);

// A question for the reviewer of a table. Not an error: the Prime Minister may decide otherwise.
struct TableDoubt {
  // HOLIDAY_COUNT, FIXED_HOLIDAY_MISSING, COMPENSATORY_DAY_MISSING, COMPENSATORY_DAY_UNEXPECTED,
  // UNBALANCED_SWAPS.
  std::string reason;
  Text message;
  // The day in question, where there is one.
  std::optional<absl::CivilDay> day;
};

// What a careful reviewer would ask about a valid table, with proposed rows taken as they stand:
// number of holidays (11, from 2026 12), the fixed dates, a compensatory day for every holiday on
// a weekend and no other, as many make-up days as swapped days.
std::vector<TableDoubt> ReviewYearTable(const YearTable& table);

// Compensatory days that Art. 111(3) gives for the table's holidays: for each holiday on a weekend,
// the next day that is no weekend, no holiday and not taken by an earlier one. Ascending. Ignores
// the table's own compensatory rows.
std::vector<absl::CivilDay> ExpectedCompensatoryDays(const YearTable& table);

// SHA-256 over the table's whole content, rows in day order, as 64 lower-case hexadecimal digits:
// equal exactly when the tables say the same.
std::string ContentHash(const YearTable& table);

}  // namespace dondoc::calendar
