// All spellings of one word have one id, different words have different ones.
#include "services/registry/reader/word_id.h"

#include <iterator>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace dondoc::registry {
namespace {

TEST(WordIdTest, ToneMarksOfOneWordMayStandOnEitherVowel) {
  const std::pair<const char*, const char*> same[] = {
      {"hòa", "hoà"},   {"ủy", "uỷ"},   {"soát", "sóat"}, {"hoàn", "hòan"}, {"trước", "trứơc"},
      {"khỏe", "khoẻ"}, {"quý", "qúy"}, {"thuý", "thúy"}, {"việc", "vịêc"}, {"giữa", "giưã"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(HashWord(a), HashWord(b)) << a << ' ' << b;
}

TEST(WordIdTest, IAndYEndOneSyllable) {
  const std::pair<const char*, const char*> same[] = {
      {"quý", "quí"}, {"kỳ", "kì"}, {"lý", "lí"}, {"tỷ", "tỉ"}, {"thy", "thi"}, {"sỹ", "sĩ"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(HashWord(a), HashWord(b)) << a << ' ' << b;
}

TEST(WordIdTest, OtherWordsDiffer) {
  const std::pair<const char*, const char*> different[] = {
      {"tuy", "tui"}, {"thủy", "thủi"},   {"may", "mai"}, {"hoa", "hòa"},     {"hòa", "hóa"},
      {"hỏa", "họa"}, {"ban", "bản"},     {"bản", "bẩn"}, {"tháng", "thắng"}, {"do", "đo"},
      {"cỏ", "co"},   {"ngừng", "ngưng"}, {"a", "á"},     {"y", "i"},
  };
  for (const auto& [a, b] : different) EXPECT_NE(HashWord(a), HashWord(b)) << a << ' ' << b;
}

TEST(WordIdTest, EveryToneOfEveryVowelIsRead) {
  const char* rows[][5] = {
      {"á", "à", "ả", "ã", "ạ"}, {"ấ", "ầ", "ẩ", "ẫ", "ậ"}, {"ắ", "ằ", "ẳ", "ẵ", "ặ"},
      {"é", "è", "ẻ", "ẽ", "ẹ"}, {"ế", "ề", "ể", "ễ", "ệ"}, {"í", "ì", "ỉ", "ĩ", "ị"},
      {"ó", "ò", "ỏ", "õ", "ọ"}, {"ố", "ồ", "ổ", "ỗ", "ộ"}, {"ớ", "ờ", "ở", "ỡ", "ợ"},
      {"ú", "ù", "ủ", "ũ", "ụ"}, {"ứ", "ừ", "ử", "ữ", "ự"}, {"ý", "ỳ", "ỷ", "ỹ", "ỵ"},
  };
  const char* plain[] = {"a", "â", "ă", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"};
  for (size_t row = 0; row < std::size(rows); ++row) {
    for (size_t tone = 0; tone < 5; ++tone) {
      // The mark on the first vowel or on the second.
      const std::string on = std::string(rows[row][tone]) + "a";
      const std::string behind = std::string(plain[row]) + rows[0][tone];
      EXPECT_EQ(HashWord(on), HashWord(behind)) << on << ' ' << behind;
      EXPECT_NE(HashWord(rows[row][tone]), HashWord(plain[row])) << rows[row][tone];
    }
  }
}

}  // namespace
}  // namespace dondoc::registry
