#include "common/calendar/official_tables.h"

#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"
#include "lunar.h"

namespace dondoc::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<absl::CivilDay> DaysOf(const YearTable& table, DayKind kind) {
  std::set<absl::CivilDay> days;
  for (const DayRow& row : table.rows) {
    if (row.kind == kind) days.insert(row.day);
  }
  return {days.begin(), days.end()};
}

TEST(OfficialTables, AreValidAndLeaveNoDoubt) {
  const std::vector<YearTable> tables = OfficialTables();
  ASSERT_THAT(tables, SizeIs(7));
  for (const YearTable& table : tables) {
    FieldErrors errors;
    ValidateYearTable(table, "", errors);
    EXPECT_TRUE(errors.empty()) << table.year << ": " << errors.ToStatus();
    std::vector<std::string> doubts;
    for (const TableDoubt& doubt : ReviewYearTable(table)) {
      doubts.push_back(absl::StrCat(doubt.reason, " ", doubt.message.en));
    }
    EXPECT_THAT(doubts, IsEmpty()) << table.year;
  }
}

// Art. 111(3), computed from the holidays alone, gives every compensatory day and no other.
TEST(OfficialTables, CompensatoryDaysFollowTheLaw) {
  const std::vector<YearTable> tables = OfficialTables();
  for (const YearTable& table : tables) {
    EXPECT_EQ(DaysOf(table, DayKind::kCompensatory), ExpectedCompensatoryDays(table)) << table.year;
  }
}

TEST(OfficialTables, WorkingDayTotals) {
  const Calendar calendar = Official();
  const std::map<int, int> totals = {{2021, 250}, {2022, 249}, {2023, 249},
                                     {2024, 251}, {2025, 250}, {2026, 249}};
  for (const auto& [year, total] : totals) {
    EXPECT_EQ(calendar.WorkingDaysInYear(year).value(), total) << year;
    EXPECT_EQ(calendar.CountWorkingDays(D(31, 12, year - 1), D(31, 12, year)).value(), total);
  }
  // The same number with the proposed exchange of 23/11 and 28/11.
  EXPECT_EQ(OfficialWithSwapApproved().WorkingDaysInYear(2026).value(), 249);
  EXPECT_EQ(calendar.WorkingDaysInYear(2027).value(), 249);
}

TEST(OfficialTables, WorkingSaturdays) {
  const Calendar calendar = Official();
  std::vector<absl::CivilDay> worked;
  for (absl::CivilDay day = D(1, 1, 2021); day < D(1, 1, 2028); ++day) {
    if (IsWeekend(day) && calendar.IsWorkingDay(day).value()) worked.push_back(day);
  }
  EXPECT_THAT(worked, ElementsAre(D(4, 5, 2024), D(26, 4, 2025), D(10, 1, 2026), D(22, 8, 2026)));
}

// Every weekday off, written down a second time from the announcements.
TEST(OfficialTables, WeekdaysOff) {
  const Calendar calendar = Official();
  using MonthDays = std::vector<std::pair<int, int>>;  // (day, month)
  const std::map<int, MonthDays> off = {
      {2021,
       {{1, 1},
        {10, 2},
        {11, 2},
        {12, 2},
        {15, 2},
        {16, 2},
        {21, 4},
        {30, 4},
        {3, 5},
        {2, 9},
        {3, 9}}},
      {2022,
       {{3, 1}, {31, 1}, {1, 2}, {2, 2}, {3, 2}, {4, 2}, {11, 4}, {2, 5}, {3, 5}, {1, 9}, {2, 9}}},
      {2023,
       {{2, 1},
        {20, 1},
        {23, 1},
        {24, 1},
        {25, 1},
        {26, 1},
        {1, 5},
        {2, 5},
        {3, 5},
        {1, 9},
        {4, 9}}},
      {2024,
       {{1, 1},
        {8, 2},
        {9, 2},
        {12, 2},
        {13, 2},
        {14, 2},
        {18, 4},
        {29, 4},
        {30, 4},
        {1, 5},
        {2, 9},
        {3, 9}}},
      {2025,
       {{1, 1},
        {27, 1},
        {28, 1},
        {29, 1},
        {30, 1},
        {31, 1},
        {7, 4},
        {30, 4},
        {1, 5},
        {2, 5},
        {1, 9},
        {2, 9}}},
      {2026,
       {{1, 1},
        {2, 1},
        {16, 2},
        {17, 2},
        {18, 2},
        {19, 2},
        {20, 2},
        {27, 4},
        {30, 4},
        {1, 5},
        {31, 8},
        {1, 9},
        {2, 9},
        {24, 11}}},
      {2027,
       {{1, 1},
        {4, 2},
        {5, 2},
        {8, 2},
        {9, 2},
        {10, 2},
        {16, 4},
        {30, 4},
        {3, 5},
        {2, 9},
        {3, 9},
        {24, 11}}},
  };
  for (const auto& [year, expected] : off) {
    MonthDays found;
    for (absl::CivilDay day = D(1, 1, year); day.year() == year; ++day) {
      if (!IsWeekend(day) && !calendar.IsWorkingDay(day).value()) {
        found.emplace_back(day.day(), day.month());
      }
    }
    EXPECT_EQ(found, expected) << year;
  }
}

// Tết holds the day of the new moon and Giỗ Tổ is the tenth of the third month, computed from the
// sun and the moon, not from another table.
TEST(OfficialTables, LunarHolidaysAgreeWithTheMoon) {
  EXPECT_EQ(LunarNewYear(2007), D(17, 2, 2007));  // A year when China celebrated a day later.
  EXPECT_EQ(LunarNewYear(2030), D(2, 2, 2030));   // And again.
  EXPECT_EQ(LunarNewYear(2020), D(25, 1, 2020));
  const std::vector<YearTable> tables = OfficialTables();
  for (const YearTable& table : tables) {
    int tet_days = 0;
    bool first_of_year = false;
    bool hung = false;
    for (const DayRow& row : table.rows) {
      if (row.kind != DayKind::kPublicHoliday) continue;
      if (row.name_vi.find("Tết Nguyên đán") == 0) ++tet_days;
      if (row.name_vi.find("(mùng 1)") != std::string::npos) {
        first_of_year = row.day == LunarNewYear(table.year);
      }
      if (row.name_vi == "Giỗ Tổ Hùng Vương") hung = row.day == HungKingsDay(table.year);
    }
    EXPECT_EQ(tet_days, 5) << table.year;
    EXPECT_TRUE(first_of_year) << table.year;
    EXPECT_TRUE(hung) << table.year;
  }
  EXPECT_EQ(LunarNewYear(2027), D(6, 2, 2027));
  EXPECT_EQ(HungKingsDay(2027), D(16, 4, 2027));
}

TEST(OfficialTables, StatusOfYearsAndRows) {
  const std::vector<YearTable> tables = OfficialTables();
  for (const YearTable& table : tables) {
    EXPECT_EQ(table.status == TableStatus::kProposed, table.year == kDraftYear);
    std::vector<absl::CivilDay> proposed;
    for (const DayRow& row : table.rows) {
      if (row.status) proposed.push_back(row.day);
      if (table.year == kDraftYear) {
        EXPECT_THAT(row.legal_reference, HasSubstr("dự thảo, chờ quyết định"));
      }
    }
    if (table.year == 2026) {
      EXPECT_THAT(proposed, ElementsAre(D(23, 11, 2026), D(28, 11, 2026)));
    } else {
      EXPECT_THAT(proposed, IsEmpty());
    }
  }
  const Calendar calendar = Official();
  EXPECT_TRUE(calendar.IsWorkingDay(D(23, 11, 2026)).value());
  EXPECT_FALSE(calendar.IsWorkingDay(D(28, 11, 2026)).value());
  EXPECT_FALSE(calendar.IsWorkingDay(D(24, 11, 2026)).value());
  EXPECT_FALSE(calendar.Describe(D(24, 11, 2026))->proposed);
}

}  // namespace
}  // namespace dondoc::calendar
