// How lists count.
#include "services/registry/formats/list_labels.h"

#include <cstdint>

#include "gtest/gtest.h"

#include "services/registry/formats/page_number.h"

namespace dondoc::registry {
namespace {

TEST(ListLabelsTest, FormatsNumbers) {
  struct Case {
    NumberFormat format;
    int64_t number;
    const char* shown;
  };
  const Case cases[] = {{NumberFormat::kDecimal, 12, "12"},
                        {NumberFormat::kDecimal, -3, "-3"},
                        {NumberFormat::kDecimalZero, 7, "07"},
                        {NumberFormat::kDecimalZero, 12, "12"},
                        {NumberFormat::kLowerLetter, 1, "a"},
                        {NumberFormat::kLowerLetter, 26, "z"},
                        {NumberFormat::kLowerLetter, 28, "bb"},
                        {NumberFormat::kLowerLetterRow, 28, "ab"},
                        {NumberFormat::kUpperLetterRow, 53, "BA"},
                        {NumberFormat::kUpperLetter, 53, "AAA"},
                        {NumberFormat::kUpperLetter, 0, "0"},
                        {NumberFormat::kLowerRoman, 4, "iv"},
                        {NumberFormat::kUpperRoman, 49, "XLIX"},
                        {NumberFormat::kUpperRoman, 100000, "100000"},
                        {NumberFormat::kNone, 5, ""},
                        {NumberFormat::kBullet, 5, ""}};
  for (const Case& each : cases) EXPECT_EQ(FormatNumber(each.format, each.number), each.shown);
}

TEST(ListLabelsTest, ShowsLevelsAboveThatWereNotUsed) {
  ListLevels levels;
  levels[0].start = 3;
  levels[1].pieces = {{"", 0}, {"."}, {"", 1}, {"."}};
  ListCounter counter;
  counter.Next(levels, 1);
  EXPECT_EQ(counter.Label(levels, 1), "3.1.");
}

TEST(ListLabelsTest, NeverShowsLevelsBelow) {
  ListLevels levels;
  levels[0].pieces = {{"", 5}};
  ListCounter counter;
  counter.Next(levels, 0);
  EXPECT_EQ(counter.Label(levels, 0), "1");
}

TEST(ListLabelsTest, CutsLabelsBetweenCharacters) {
  ListLevels levels;
  levels[0].pieces = {{std::string(kMaxLabelBytes - 1, 'x') + "đ"}};
  ListCounter counter;
  counter.Next(levels, 0);
  EXPECT_EQ(counter.Label(levels, 0), std::string(kMaxLabelBytes - 1, 'x'));
}

TEST(PageNumberTest, KnowsNumbersFromText) {
  for (const char* number : {"", "3", "- 3 -", "Trang 3/12", "Page 3 of 12", "– iv –"})
    EXPECT_TRUE(IsPageNumber(number)) << number;
  for (const char* text : {"Số: 12/KL", "UBND TỈNH", "Trang thông tin", "Phụ lục 1"})
    EXPECT_FALSE(IsPageNumber(text)) << text;
}

}  // namespace
}  // namespace dondoc::registry
