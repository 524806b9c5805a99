#include "common/calendar/year_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <openssl/evp.h>

#include "common/calendar/date_proto.h"

namespace dondoc::calendar {
namespace {

// From this year on Resolution 28/2026/QH16 adds 24/11 to the eleven days of Art. 112(1).
constexpr int kCultureDayFromYear = 2026;

void ValidateText(absl::string_view text, size_t max_bytes, const std::string& field,
                  FieldErrors& errors) {
  if (text.empty()) {
    errors.Add(field, {"is required", "không được để trống"});
  } else if (text.size() > max_bytes) {
    errors.Add(field, {absl::StrCat("must be at most ", max_bytes, " bytes"),
                       absl::StrCat("dài tối đa ", max_bytes, " byte")});
  }
}

// Length-prefixed, so that no two different tables write the same bytes.
void AppendField(std::string& out, absl::string_view value) {
  absl::StrAppend(&out, value.size(), ":", value, ";");
}

std::vector<const DayRow*> RowsByDay(const YearTable& table) {
  std::vector<const DayRow*> rows;
  rows.reserve(table.rows.size());
  for (const DayRow& row : table.rows) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const DayRow* a, const DayRow* b) { return a->day < b->day; });
  return rows;
}

std::set<absl::CivilDay> DaysOf(const YearTable& table, DayKind kind) {
  std::set<absl::CivilDay> days;
  for (const DayRow& row : table.rows) {
    if (row.kind == kind) days.insert(row.day);
  }
  return days;
}

}  // namespace

bool RowApplies(const YearTable& table, const DayRow& row) {
  return table.status == TableStatus::kProposed ||
         row.status.value_or(table.status) == TableStatus::kConfirmed;
}

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

absl::string_view WeekdayNameVi(absl::CivilDay day) {
  switch (absl::GetWeekday(day)) {
    case absl::Weekday::monday:
      return "Thứ Hai";
    case absl::Weekday::tuesday:
      return "Thứ Ba";
    case absl::Weekday::wednesday:
      return "Thứ Tư";
    case absl::Weekday::thursday:
      return "Thứ Năm";
    case absl::Weekday::friday:
      return "Thứ Sáu";
    case absl::Weekday::saturday:
      return "Thứ Bảy";
    case absl::Weekday::sunday:
      return "Chủ nhật";
  }
  return "";
}

void ValidateYearTable(const YearTable& table, absl::string_view prefix, FieldErrors& errors) {
  const bool year_ok = table.year >= kMinYear && table.year <= kMaxYear;
  if (!year_ok) {
    errors.Add(absl::StrCat(prefix, "year"),
               {absl::StrCat("must be from ", kMinYear, " to ", kMaxYear),
                absl::StrCat("phải từ ", kMinYear, " đến ", kMaxYear)});
  }
  ValidateText(table.version, kMaxVersionBytes, absl::StrCat(prefix, "version"), errors);
  if (table.rows.size() > kMaxTableRows) {
    errors.Add(absl::StrCat(prefix, "rows"),
               {absl::StrCat("must be at most ", kMaxTableRows, " rows"),
                absl::StrCat("tối đa ", kMaxTableRows, " dòng")});
    return;  // One error says it; thousands of row errors would not say more.
  }
  std::map<absl::CivilDay, size_t> first_row_of_day;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    const DayRow& row = table.rows[i];
    const std::string at = absl::StrCat(prefix, "rows[", i, "].");
    ValidateText(row.name_vi, kMaxRowTextBytes, absl::StrCat(at, "name_vi"), errors);
    ValidateText(row.legal_reference, kMaxRowTextBytes, absl::StrCat(at, "legal_reference"),
                 errors);
    const std::string day_field = absl::StrCat(at, "day");
    if (row.day.year() != table.year) {
      if (year_ok) {
        errors.Add(day_field, {absl::StrCat("must be in ", table.year),
                               absl::StrCat("phải thuộc năm ", table.year)});
      }
      continue;
    }
    const auto [first, inserted] = first_row_of_day.emplace(row.day, i);
    if (!inserted) {
      errors.Add(
          day_field,
          {absl::StrCat("the same day as rows[", first->second, "]; join the names in one row"),
           absl::StrCat("trùng ngày với rows[", first->second, "]; hãy gộp tên vào một dòng")});
    }
    if (row.kind == DayKind::kMakeUp && !IsWeekend(row.day)) {
      errors.Add(day_field, {"a make-up working day must be a Saturday or Sunday",
                             "ngày làm bù phải là Thứ Bảy hoặc Chủ nhật"});
    }
    if ((row.kind == DayKind::kCompensatory || row.kind == DayKind::kSwappedOff) &&
        IsWeekend(row.day)) {
      errors.Add(day_field, {"a compensatory or swapped day off must be Monday to Friday",
                             "ngày nghỉ bù, nghỉ hoán đổi phải từ Thứ Hai đến Thứ Sáu"});
    }
  }
}

std::vector<absl::CivilDay> ExpectedCompensatoryDays(const YearTable& table) {
  const std::set<absl::CivilDay> holidays = DaysOf(table, DayKind::kPublicHoliday);
  std::set<absl::CivilDay> taken;
  for (const absl::CivilDay holiday : holidays) {
    if (!IsWeekend(holiday)) continue;
    absl::CivilDay next = holiday + 1;
    while (IsWeekend(next) || holidays.contains(next) || taken.contains(next)) ++next;
    taken.insert(next);
  }
  return {taken.begin(), taken.end()};
}

std::vector<TableDoubt> ReviewYearTable(const YearTable& table) {
  std::vector<TableDoubt> doubts;
  const std::set<absl::CivilDay> holidays = DaysOf(table, DayKind::kPublicHoliday);
  const bool has_culture_day = table.year >= kCultureDayFromYear;
  const size_t expected = has_culture_day ? 12 : 11;
  if (holidays.size() != expected) {
    doubts.push_back({"HOLIDAY_COUNT",
                      {absl::StrCat(holidays.size(), " public holidays; the law gives ", expected),
                       absl::StrCat("có ", holidays.size(), " ngày lễ; luật định ", expected)},
                      std::nullopt});
  }
  std::vector<absl::CivilDay> fixed = {
      absl::CivilDay(table.year, 1, 1), absl::CivilDay(table.year, 4, 30),
      absl::CivilDay(table.year, 5, 1), absl::CivilDay(table.year, 9, 2)};
  if (has_culture_day) fixed.emplace_back(table.year, 11, 24);
  for (const absl::CivilDay day : fixed) {
    if (holidays.contains(day)) continue;
    doubts.push_back({"FIXED_HOLIDAY_MISSING",
                      {absl::StrCat(FormatDay(day), " is a holiday by law and is not listed"),
                       absl::StrCat("thiếu ngày lễ ", FormatDay(day), " theo luật")},
                      day});
  }
  const std::set<absl::CivilDay> compensatory = DaysOf(table, DayKind::kCompensatory);
  const std::vector<absl::CivilDay> due = ExpectedCompensatoryDays(table);
  for (const absl::CivilDay day : due) {
    if (compensatory.contains(day)) continue;
    doubts.push_back({"COMPENSATORY_DAY_MISSING",
                      {absl::StrCat("Art. 111(3) gives a compensatory day on ", FormatDay(day)),
                       absl::StrCat("thiếu ngày nghỉ bù ", FormatDay(day), " (Điều 111(3))")},
                      day});
  }
  for (const absl::CivilDay day : compensatory) {
    if (std::find(due.begin(), due.end(), day) != due.end()) continue;
    doubts.push_back({"COMPENSATORY_DAY_UNEXPECTED",
                      {absl::StrCat("no holiday on a weekend explains ", FormatDay(day)),
                       absl::StrCat("ngày nghỉ bù ", FormatDay(day),
                                    " không ứng với ngày lễ trùng ngày nghỉ tuần nào")},
                      day});
  }
  const size_t swapped = DaysOf(table, DayKind::kSwappedOff).size();
  const size_t made_up = DaysOf(table, DayKind::kMakeUp).size();
  if (swapped != made_up) {
    doubts.push_back(
        {"UNBALANCED_SWAPS",
         {absl::StrCat(swapped, " swapped days off but ", made_up, " make-up days"),
          absl::StrCat("có ", swapped, " ngày nghỉ hoán đổi nhưng ", made_up, " ngày làm bù")},
         std::nullopt});
  }
  return doubts;
}

std::string ContentHash(const YearTable& table) {
  std::string bytes;
  AppendField(bytes, "year-table-1");  // Format of this serialisation.
  AppendField(bytes, absl::StrCat(table.year));
  AppendField(bytes, absl::StrCat(static_cast<int>(table.status)));
  AppendField(bytes, table.version);
  for (const DayRow* row : RowsByDay(table)) {
    AppendField(bytes, FormatIsoDay(row->day));
    AppendField(bytes, absl::StrCat(static_cast<int>(row->kind)));
    AppendField(bytes, row->name_vi);
    AppendField(bytes, row->legal_reference);
    AppendField(bytes, absl::StrCat(static_cast<int>(row->status.value_or(table.status))));
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

}  // namespace dondoc::calendar
