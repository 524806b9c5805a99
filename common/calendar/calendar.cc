#include "common/calendar/calendar.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <openssl/evp.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"

namespace dondoc::calendar {
namespace {

constexpr int16_t kNoRow = -1;
constexpr absl::string_view kYearMissing = "YEAR_MISSING";
constexpr absl::string_view kYearKey = "year";
// Hexadecimal digits of the content hash that a version keeps: 64 bits, ample against accident.
constexpr size_t kVersionDigits = 16;

int DayIndex(absl::CivilDay day) {
  return static_cast<int>(day - absl::CivilDay(day.year(), 1, 1));
}

int DaysInYear(int64_t year) {
  return static_cast<int>(absl::CivilDay(year + 1, 1, 1) - absl::CivilDay(year, 1, 1));
}

std::string VersionOf(absl::string_view content) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(content.data(), content.size(), digest, &size, EVP_sha256(), nullptr);
  const std::string hex =
      absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
  return absl::StrCat("cal-", absl::string_view(hex).substr(0, kVersionDigits));
}

}  // namespace

absl::Status YearMissing(int64_t year) {
  return Error(absl::StatusCode::kFailedPrecondition, kYearMissing,
               {absl::StrCat("there is no calendar table for ", year),
                absl::StrCat("chưa có lịch làm việc năm ", year)})
      .With(kYearKey, absl::StrCat(year));
}

std::optional<int> MissingYearOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  if (!info || info->reason() != kYearMissing) return std::nullopt;
  const auto found = info->metadata().find(std::string(kYearKey));
  int year = 0;
  if (found == info->metadata().end() || !absl::SimpleAtoi(found->second, &year)) {
    return std::nullopt;
  }
  return year;
}

std::unique_ptr<const Calendar::Year> Calendar::Index(YearTable table) {
  auto year = std::make_unique<Year>();
  year->table = std::move(table);
  year->row_of_day.fill(kNoRow);
  for (size_t i = 0; i < year->table.rows.size(); ++i) {
    const int index = DayIndex(year->table.rows[i].day);
    year->row_of_day[static_cast<size_t>(index)] = static_cast<int16_t>(i);
  }
  int16_t working = 0;
  const auto days = static_cast<size_t>(DaysInYear(year->table.year));
  const absl::CivilDay first(year->table.year, 1, 1);
  year->working_before.fill(0);
  for (size_t i = 0; i < days; ++i) {
    year->working_before[i] = working;
    if (DescribeIn(*year, first + static_cast<int>(i)).working) ++working;
  }
  year->working_before[days] = working;
  return year;
}

DayInfo Calendar::DescribeIn(const Year& year, absl::CivilDay day) {
  DayInfo info;
  info.proposed = year.table.status == TableStatus::kProposed;
  const int16_t index = year.row_of_day[static_cast<size_t>(DayIndex(day))];
  if (index != kNoRow) {
    const DayRow& row = year.table.rows[static_cast<size_t>(index)];
    if (RowApplies(year.table, row)) {
      info.row = &row;
    } else {
      info.pending = &row;
      info.proposed = true;
    }
  }
  info.working = info.row ? info.row->kind == DayKind::kMakeUp : !IsWeekend(day);
  return info;
}

absl::StatusOr<Calendar> Calendar::Create(std::vector<YearTable> tables) {
  FieldErrors errors;
  auto data = std::make_shared<Data>();
  data->years.resize(kMaxYear - kMinYear + 1);
  std::vector<int> given(data->years.size(), 0);
  for (size_t i = 0; i < tables.size(); ++i) {
    const std::string prefix = absl::StrCat("tables[", i, "].");
    ValidateYearTable(tables[i], prefix, errors);
    if (tables[i].year < kMinYear || tables[i].year > kMaxYear) continue;
    if (++given[static_cast<size_t>(tables[i].year - kMinYear)] == 2) {
      errors.Add(absl::StrCat(prefix, "year"),
                 {absl::StrCat("two tables for ", tables[i].year),
                  absl::StrCat("có hai bảng cho năm ", tables[i].year)});
    }
  }
  RETURN_IF_ERROR(errors.ToStatus());
  for (YearTable& table : tables) {
    const auto slot = static_cast<size_t>(table.year - kMinYear);
    data->years[slot] = Index(std::move(table));
  }
  std::string content = "calendar-1;";
  for (const auto& year : data->years) {
    if (year) absl::StrAppend(&content, year->table.year, ":", ContentHash(year->table), ";");
  }
  data->version = VersionOf(content);
  return Calendar(std::move(data));
}

const Calendar::Year* Calendar::Find(int64_t year) const {
  if (year < kMinYear || year > kMaxYear) return nullptr;
  return data_->years[static_cast<size_t>(year - kMinYear)].get();
}

const YearTable* Calendar::FindYear(int64_t year) const {
  const Year* found = Find(year);
  return found ? &found->table : nullptr;
}

std::vector<int> Calendar::years() const {
  std::vector<int> result;
  for (const auto& year : data_->years) {
    if (year) result.push_back(year->table.year);
  }
  return result;
}

absl::StatusOr<DayInfo> Calendar::Describe(absl::CivilDay day) const {
  const Year* year = Find(day.year());
  if (!year) return YearMissing(day.year());
  return DescribeIn(*year, day);
}

absl::StatusOr<bool> Calendar::IsWorkingDay(absl::CivilDay day) const {
  ASSIGN_OR_RETURN(const DayInfo info, Describe(day));
  return info.working;
}

absl::StatusOr<absl::CivilDay> Calendar::AddWorkingDays(absl::CivilDay start, int count,
                                                        Trace* trace) const {
  if (count < -kMaxTermCount || count > kMaxTermCount) {
    return Error(absl::StatusCode::kInvalidArgument, "TERM_OUT_OF_RANGE",
                 {absl::StrCat("a term is at most ", kMaxTermCount, " working days"),
                  absl::StrCat("thời hạn tối đa ", kMaxTermCount, " ngày làm việc")})
        .With("count", absl::StrCat(count));
  }
  const int step = count < 0 ? -1 : 1;
  const int wanted = std::abs(count);
  absl::CivilDay day = start;
  for (int counted = 0; counted < wanted;) {
    day += step;
    ASSIGN_OR_RETURN(const DayInfo info, Describe(day));
    if (info.working) ++counted;
    if (trace) TraceWorkingDayStep(day, info, counted, *trace);
  }
  return day;
}

absl::StatusOr<absl::CivilDay> Calendar::NextWorkingDay(absl::CivilDay day) const {
  return AddWorkingDays(day, 1);
}

absl::StatusOr<absl::CivilDay> Calendar::PreviousWorkingDay(absl::CivilDay day) const {
  return AddWorkingDays(day, -1);
}

absl::StatusOr<absl::CivilDay> Calendar::FirstWorkingDayOnOrAfter(absl::CivilDay day) const {
  ASSIGN_OR_RETURN(const bool working, IsWorkingDay(day));
  if (working) return day;
  return NextWorkingDay(day);
}

absl::StatusOr<absl::CivilDay> Calendar::LastWorkingDayOnOrBefore(absl::CivilDay day) const {
  ASSIGN_OR_RETURN(const bool working, IsWorkingDay(day));
  if (working) return day;
  return PreviousWorkingDay(day);
}

absl::StatusOr<int> Calendar::WorkingDaysThrough(absl::CivilDay day) const {
  const Year* year = Find(day.year());
  if (!year) return YearMissing(day.year());
  return year->working_before[static_cast<size_t>(DayIndex(day)) + 1];
}

absl::StatusOr<int> Calendar::WorkingDaysInYear(int year) const {
  return WorkingDaysThrough(absl::CivilDay(year, 12, 31));
}

absl::StatusOr<int> Calendar::CountForward(absl::CivilDay from, absl::CivilDay to) const {
  // Days `first` to `to`, both included; whole years in between come from the yearly totals.
  const absl::CivilDay first = from + 1;
  int total = 0;
  for (int64_t year = first.year(); year <= to.year(); ++year) {
    const Year* found = Find(year);
    if (!found) return YearMissing(year);
    const int begin = year == first.year() ? DayIndex(first) : 0;
    const int end = year == to.year() ? DayIndex(to) + 1 : DaysInYear(year);
    total += found->working_before[static_cast<size_t>(end)] -
             found->working_before[static_cast<size_t>(begin)];
  }
  return total;
}

absl::StatusOr<int> Calendar::CountWorkingDays(absl::CivilDay from, absl::CivilDay to,
                                               Trace* trace) const {
  if (from == to) return 0;
  if (trace) {
    const int step = to < from ? -1 : 1;
    int count = 0;
    for (absl::CivilDay day = from; day != to;) {
      day += step;
      ASSIGN_OR_RETURN(const DayInfo info, Describe(day));
      if (info.working) count += step;
      TraceWorkingDayStep(day, info, std::abs(count), *trace);
    }
    return count;
  }
  if (from < to) return CountForward(from, to);
  ASSIGN_OR_RETURN(const int backward, CountForward(to - 1, from - 1));
  return -backward;
}

std::string DescribeDayVi(absl::CivilDay day, const DayInfo& info) {
  if (info.row) return absl::StrCat(info.row->name_vi, " (", info.row->legal_reference, ")");
  std::string text;
  if (IsWeekend(day)) text = std::string(WeekdayNameVi(day));
  if (info.pending) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", "chưa quyết định: ", info.pending->name_vi,
                    " (", info.pending->legal_reference, ")");
  }
  return text;
}

void TraceWorkingDayStep(absl::CivilDay day, const DayInfo& info, int count, Trace& trace) {
  using common::v1::TraceStep;
  if (info.proposed) trace.NoteProposed(day);
  TraceStep::Reason reason = TraceStep::WEEKEND;
  if (info.working) {
    reason = info.row ? TraceStep::MAKE_UP_DAY : TraceStep::COUNTED;
  } else if (info.row) {
    reason = TraceStep::DAY_OFF;
  }
  trace.Add(day, count, reason, DescribeDayVi(day, info));
}

}  // namespace dondoc::calendar
