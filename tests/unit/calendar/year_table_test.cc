#include "common/calendar/year_table.h"

#include <algorithm>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> YearTableErrors(const YearTable& table) {
  FieldErrors errors;
  ValidateYearTable(table, "year_table.", errors);
  return Fields(errors);
}

TEST(YearTable, PlainYearIsValid) { EXPECT_THAT(YearTableErrors(PlainYear(2030)), IsEmpty()); }

TEST(YearTable, NamesEveryBadFieldAtOnce) {
  YearTable table = PlainYear(2022);
  table.version = std::string(kMaxVersionBytes + 1, 'x');
  table.rows = {
      Row(D(1, 1, 2023), DayKind::kPublicHoliday),  // Another year.
      Row(D(2, 5, 2022), DayKind::kCompensatory),   //
      Row(D(2, 5, 2022), DayKind::kSwappedOff),     // The same day again.
      Row(D(4, 5, 2022), DayKind::kMakeUp),         // A Wednesday.
      Row(D(7, 5, 2022), DayKind::kCompensatory),   // A Saturday.
      Row(D(8, 5, 2022), DayKind::kSwappedOff),     // A Sunday.
      Row(D(14, 5, 2022), DayKind::kMakeUp),        // A Saturday: right.
  };
  table.rows[1].name_vi.clear();
  table.rows[6].legal_reference.clear();
  EXPECT_THAT(
      YearTableErrors(table),
      ElementsAre("year_table.version", "year_table.rows[0].day", "year_table.rows[1].name_vi",
                  "year_table.rows[2].day", "year_table.rows[3].day", "year_table.rows[4].day",
                  "year_table.rows[5].day", "year_table.rows[6].legal_reference"));
}

TEST(YearTable, BoundsYearRowsAndTexts) {
  for (const int year : {0, -1, kMinYear - 1, kMaxYear + 1, 2'000'000'000}) {
    EXPECT_THAT(YearTableErrors(PlainYear(year)), ElementsAre("year_table.year")) << year;
  }
  YearTable table = PlainYear(2022);
  table.rows.assign(kMaxTableRows + 1, Row(D(1, 1, 2022), DayKind::kPublicHoliday));
  EXPECT_THAT(YearTableErrors(table), ElementsAre("year_table.rows"));
  table.rows.resize(1);
  table.rows[0].name_vi = std::string(kMaxRowTextBytes + 1, 'x');
  table.version.clear();
  EXPECT_THAT(YearTableErrors(table),
              ElementsAre("year_table.version", "year_table.rows[0].name_vi"));
}

TEST(YearTable, AProposalInAConfirmedYearDoesNotApply) {
  DayRow row = Row(D(23, 11, 2026), DayKind::kSwappedOff);
  EXPECT_TRUE(RowApplies(PlainYear(2026), row));
  EXPECT_TRUE(RowApplies(PlainYear(2026, TableStatus::kProposed), row));
  row.status = TableStatus::kProposed;
  EXPECT_FALSE(RowApplies(PlainYear(2026), row));
  EXPECT_TRUE(RowApplies(PlainYear(2026, TableStatus::kProposed), row));
  row.status = TableStatus::kConfirmed;
  EXPECT_TRUE(RowApplies(PlainYear(2026, TableStatus::kProposed), row));
}

TEST(YearTable, TwoHolidaysOnOneWeekendGiveTwoCompensatoryDays) {
  YearTable table = PlainYear(2022);
  table.rows = {Row(D(1, 5, 2022), DayKind::kPublicHoliday),
                Row(D(30, 4, 2022), DayKind::kPublicHoliday)};
  EXPECT_THAT(ExpectedCompensatoryDays(table), ElementsAre(D(2, 5, 2022), D(3, 5, 2022)));
  // A holiday on the Monday pushes them on.
  table.rows.push_back(Row(D(2, 5, 2022), DayKind::kPublicHoliday));
  EXPECT_THAT(ExpectedCompensatoryDays(table), ElementsAre(D(3, 5, 2022), D(4, 5, 2022)));
}

std::vector<std::string> Doubts(const YearTable& table) {
  std::vector<std::string> result;
  for (const TableDoubt& doubt : ReviewYearTable(table)) {
    result.push_back(doubt.reason);
    if (doubt.day) absl::StrAppend(&result.back(), " ", FormatDay(*doubt.day));
  }
  return result;
}

TEST(YearTable, ReviewAsksWhatAReviewerWouldAsk) {
  const std::vector<YearTable> official = OfficialTables();
  YearTable table = official[1];
  ASSERT_EQ(table.year, 2022);
  ASSERT_THAT(Doubts(table), IsEmpty());
  std::erase_if(table.rows, [](const DayRow& row) { return row.day == D(3, 5, 2022); });
  EXPECT_THAT(Doubts(table), ElementsAre("COMPENSATORY_DAY_MISSING 03/05/2022"));
  table.rows.push_back(Row(D(4, 5, 2022), DayKind::kCompensatory));
  EXPECT_THAT(Doubts(table), ElementsAre("COMPENSATORY_DAY_MISSING 03/05/2022",
                                         "COMPENSATORY_DAY_UNEXPECTED 04/05/2022"));
  table = official[1];
  std::erase_if(table.rows, [](const DayRow& row) { return row.day == D(2, 9, 2022); });
  EXPECT_THAT(Doubts(table), ElementsAre("HOLIDAY_COUNT", "FIXED_HOLIDAY_MISSING 02/09/2022"));
  table = official[1];
  table.rows.push_back(Row(D(14, 5, 2022), DayKind::kMakeUp));
  EXPECT_THAT(Doubts(table), ElementsAre("UNBALANCED_SWAPS"));
  // 24/11 is a holiday by law from 2026 only.
  EXPECT_THAT(Doubts(PlainYear(2026)), Contains("FIXED_HOLIDAY_MISSING 24/11/2026"));
  EXPECT_THAT(Doubts(PlainYear(2025)), Not(Contains("FIXED_HOLIDAY_MISSING 24/11/2025")));
}

TEST(YearTable, ContentHashFollowsContentNotOrder) {
  YearTable table = OfficialTables()[5];
  const std::string hash = ContentHash(table);
  EXPECT_EQ(hash.size(), 64u);
  YearTable reversed = table;
  std::reverse(reversed.rows.begin(), reversed.rows.end());
  EXPECT_EQ(ContentHash(reversed), hash);
  // A status written out is the same as one inherited.
  YearTable explicit_status = table;
  explicit_status.rows[0].status = table.status;
  EXPECT_EQ(ContentHash(explicit_status), hash);

  std::set<std::string> hashes = {hash};
  const auto differs = [&](auto change) {
    YearTable changed = table;
    change(changed);
    EXPECT_TRUE(hashes.insert(ContentHash(changed)).second);
  };
  differs([](YearTable& t) { t.year = 2025; });
  differs([](YearTable& t) { t.status = TableStatus::kProposed; });
  differs([](YearTable& t) { t.version += "x"; });
  differs([](YearTable& t) { t.rows.pop_back(); });
  differs([](YearTable& t) { t.rows[0].day = D(3, 1, 2026); });
  differs([](YearTable& t) { t.rows[0].kind = DayKind::kCompensatory; });
  differs([](YearTable& t) { t.rows[0].name_vi += "x"; });
  differs([](YearTable& t) { t.rows[0].legal_reference += "x"; });
  differs([](YearTable& t) { t.rows[0].status = TableStatus::kProposed; });
  // Text cannot move from one field to the next unnoticed.
  differs([](YearTable& t) {
    t.rows[0].name_vi = "ab";
    t.rows[0].legal_reference = "c";
  });
  differs([](YearTable& t) {
    t.rows[0].name_vi = "a";
    t.rows[0].legal_reference = "bc";
  });
}

TEST(YearTable, WeekdayNames) {
  EXPECT_EQ(WeekdayNameVi(D(3, 10, 2022)), "Thứ Hai");
  EXPECT_EQ(WeekdayNameVi(D(7, 10, 2022)), "Thứ Sáu");
  EXPECT_EQ(WeekdayNameVi(D(8, 10, 2022)), "Thứ Bảy");
  EXPECT_EQ(WeekdayNameVi(D(9, 10, 2022)), "Chủ nhật");
}

}  // namespace
}  // namespace dondoc::calendar
