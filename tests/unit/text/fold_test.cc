#include "common/text/fold.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/text/normalize.h"
#include "common/text/unicode.h"
#include "tests/unit/text/text_testing.h"

namespace dondoc::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(CanonicalTonePlacement, Table) {
  const Pairs cases = {
      // Open syllables: on the first vowel.
      {"hoà", "hòa"},
      {"hoá", "hóa"},
      {"hoả", "hỏa"},
      {"loã", "lõa"},
      {"hoạ", "họa"},
      {"khoẻ", "khỏe"},
      {"khoé", "khóe"},
      {"loè", "lòe"},
      {"thuý", "thúy"},
      {"uỷ", "ủy"},
      {"luỹ", "lũy"},
      {"tuỳ", "tùy"},
      {"thuỵ", "thụy"},
      {"hòa", "hòa"},
      {"ủy", "ủy"},
      // Closed ones and triphthongs: on the second, also where it was typed on the first.
      {"hoàn", "hoàn"},
      {"hòan", "hoàn"},
      {"tóan", "toán"},
      {"hòai", "hoài"},
      {"xóay", "xoáy"},
      {"khóet", "khoét"},
      {"ngòeo", "ngoèo"},
      {"hùynh", "huỳnh"},
      {"húyt", "huýt"},
      {"khủyu", "khuỷu"},
      // After q the u is part of the consonant.
      {"qúy", "quý"},
      {"quý", "quý"},
      {"qúa", "quá"},
      {"quà", "quà"},
      {"Qủa", "Quả"},
      {"qùe", "què"},
      {"QÚY", "QUÝ"},
      // Case stays.
      {"HOÀ", "HÒA"},
      {"Hoà", "Hòa"},
      {"THUỶ", "THỦY"},
      {"UỶ BAN", "ỦY BAN"},
      {"hOÀ", "hÒA"},
      // No choice of place: untouched.
      {"mùa", "mùa"},
      {"chúa", "chúa"},
      {"của", "của"},
      {"nghĩa", "nghĩa"},
      {"huế", "huế"},
      {"thuở", "thuở"},
      {"hoặc", "hoặc"},
      {"túi", "túi"},
      {"giá", "giá"},
      {"óà", "óà"},
      {"hoa", "hoa"},
      {"", ""},
      {"à", "à"},
      {"Hoà.Thuý,uỷ-luỹ", "Hòa.Thúy,ủy-lũy"}};
  for (const auto& [input, expected] : cases) {
    EXPECT_EQ(CanonicalTonePlacement(input), expected) << input;
    EXPECT_EQ(CanonicalTonePlacement(NfdOf(input)), expected) << input;
    EXPECT_EQ(CanonicalTonePlacement(expected), expected) << input;
  }
}

TEST(Fold, Table) {
  const Pairs cases = {{"  ỦY BAN\u00A0 NHÂN\tDÂN\r\nTỈNH ", "ủy ban nhân dân tỉnh"},
                       {"Uỷ ban nhân dân tỉnh", "ủy ban nhân dân tỉnh"},
                       {"ĐẮK LẮK", "đắk lắk"},
                       {"Ðà Nẵng", "đà nẵng"},  // Eth.
                       {"ƯỚC ƠI", "ước ơi"},
                       {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
                       {"Stra\u00DFe", "straße"},
                       {"\uFEFF", ""},
                       {"a\xFF", "a\uFFFD"},
                       {"\n \n", ""}};
  for (const auto& [input, expected] : cases) {
    EXPECT_EQ(Fold(input), expected) << input;
    EXPECT_EQ(Fold(expected), expected);
  }
}

TEST(Fold, BothSpellingsOfAPairAreEqual) {
  const std::vector<std::string> tones = {"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"};
  for (const std::string pair : {"oa", "oe", "uy"}) {
    for (const std::string& tone : tones) {
      for (const std::string after : {"", "n", ".", " x"}) {
        const std::string first = absl::StrCat("h", pair.substr(0, 1), tone, pair.substr(1), after);
        const std::string second = absl::StrCat("h", pair, tone, after);
        EXPECT_EQ(Fold(first), Fold(second)) << first << " " << second;
        EXPECT_NE(Fold(first), Fold(absl::StrCat("h", pair, after)));
      }
    }
  }
}

TEST(Fold, IsStableForAnyText) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const std::u32string common = U"aAoOeEuUyYqQ \nđĐÐàòÝúỷỲ\u0301\u0300\u0323\u0302\u031B";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = static_cast<int>(random() % 8); i >= 0; --i) {
      char32_t c = common[random() % common.size()];
      if (random() % 3 == 0) c = random() % 0x3000;
      if (random() % 20 == 0) c = random() % 0x110000;
      if (c >= 0xD800 && c < 0xE000) c = 'x';
      internal::AppendUtf8(c, &text);
    }
    const std::string folded = Fold(text);
    ASSERT_EQ(Fold(folded), folded) << testing::PrintToString(text);
    ASSERT_EQ(Fold(NfdOf(text)), folded) << testing::PrintToString(text);
    const std::string bare = StripMarks(text);
    ASSERT_EQ(StripMarks(bare), bare) << testing::PrintToString(text);
    ASSERT_EQ(StripMarks(folded), bare) << testing::PrintToString(text);
  }
}

TEST(StripMarks, Table) {
  const Pairs cases = {{"Đường Hoà Bình", "duong hoa binh"},
                       {"Nguyễn Thị Thu Mỹ", "nguyen thi thu my"},
                       {"ƯƠNG Ơ Ư Ă Â Ê Ô", "uong o u a a e o"},
                       {"12/KL-SNV", "12/kl-snv"},
                       {"각", "각"},
                       {"", ""}};
  for (const auto& [input, expected] : cases) {
    EXPECT_EQ(StripMarks(input), expected);
    EXPECT_EQ(StripMarks(NfdOf(input)), expected);
  }
}

// The letters that a table answers for and those that ICU does must not be told apart by the
// result.
TEST(StripMarks, EveryLetterAloneAndBesideAnyOther) {
  for (char32_t c = 0x21; c < 0x3000; c = c == 0x24F ? 0x1E00 : c + 1) {
    std::string letter;
    internal::AppendUtf8(c, &letter);
    const std::string bare = StripMarks(letter);
    if (bare.empty()) continue;  // A mark, or white space.
    // The snowman has no mark and is in no table: it sends the text the long way.
    EXPECT_EQ(StripMarks(absl::StrCat("☃", letter)), absl::StrCat("☃", bare)) << letter;
  }
}

TEST(StripMarks, EveryVietnameseLetter) {
  const Pairs cases = {{"àáảãạăằắẳẵặâầấẩẫậ", "aaaaaaaaaaaaaaaaa"},
                       {"èéẻẽẹêềếểễệ", "eeeeeeeeeee"},
                       {"ìíỉĩị", "iiiii"},
                       {"òóỏõọôồốổỗộơờớởỡợ", "ooooooooooooooooo"},
                       {"ùúủũụưừứửữự", "uuuuuuuuuuu"},
                       {"ỳýỷỹỵ", "yyyyy"},
                       {"đ", "d"}};
  for (const auto& [input, expected] : cases) {
    EXPECT_EQ(StripMarks(input), expected);
    EXPECT_EQ(StripMarks(absl::StrCat("☃", input)), absl::StrCat("☃", expected));
  }
}

TEST(SearchTokens, MarkedAndUnmarked) {
  EXPECT_THAT(SearchTokens("Kết luận số 12/KL-SNV: kết  LUẬN"),
              ElementsAre("kết", "ket", "luận", "luan", "số", "so", "12", "kl", "snv"));
  EXPECT_THAT(SearchTokens("Hoà hòa HOA"), ElementsAre("hòa", "hoa"));
  EXPECT_THAT(SearchTokens("… – !"), IsEmpty());
  EXPECT_THAT(SearchTokens(""), IsEmpty());
}

TEST(QueryTokens, AsTyped) {
  EXPECT_THAT(QueryTokens("  Hoà bình, BINH bình"), ElementsAre("hòa", "bình", "binh"));
  EXPECT_THAT(QueryTokens("\xFF!"), IsEmpty());
}

TEST(QueryTokens, FindWhatIsIndexed) {
  const auto indexed = SearchTokens("Thanh tra hành chính tại Huyện Đắk R'Lấp, quý IV/2022");
  for (const std::string query :
       {"huyện", "huyen", "đắk", "dak", "ĐẮK R'LẤP", "qúy iv", "quy", "2022", "R’Lấp"}) {
    for (const std::string& token : QueryTokens(query)) {
      EXPECT_THAT(indexed, testing::Contains(token)) << query;
    }
  }
  EXPECT_THAT(indexed, testing::Not(testing::Contains("hưyen")));
}

TEST(SearchTokens, AreBounded) {
  std::string many, query;
  for (int i = 0; i < 100000; ++i) absl::StrAppend(&many, "từ", i, " ");
  EXPECT_EQ(SearchTokens(many).size(), kMaxSearchTokens);
  EXPECT_EQ(QueryTokens(many).size(), kMaxQueryTokens);
  std::string long_word;
  for (int i = 0; i < 200; ++i) long_word += "ế";
  const auto tokens = SearchTokens(long_word);
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(CountCodePoints(tokens[0]), kMaxTokenChars);
  EXPECT_EQ(CountCodePoints(tokens[1]), kMaxTokenChars);
  EXPECT_EQ(QueryTokens(long_word)[0], tokens[0]);
  std::string marks = "a";
  for (int i = 0; i < 200000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  ASSERT_EQ(SearchTokens(marks).size(), 2u);
  EXPECT_EQ(SearchTokens(marks)[1], "a");
}

}  // namespace
}  // namespace dondoc::text
