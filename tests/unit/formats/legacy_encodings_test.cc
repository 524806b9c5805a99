// The encodings before Unicode: every letter there and back, fonts by name, guesses by spelling.
#include "services/registry/formats/legacy_encodings.h"

#include <map>
#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/code_points.h"
#include "services/registry/formats/vietnamese_letters.h"
#include "services/registry/formats/vietnamese_spelling.h"

namespace dondoc::registry {
namespace {

constexpr char32_t kShapesForTest[] = U"aăâeêioôơuưy";

std::string Utf8(char32_t c) {
  std::string out;
  AppendCodePoint(c, &out);
  return out;
}

TEST(VietnameseLettersTest, EveryVowelTakesApartAndBack) {
  int letters = 0;
  for (char32_t c = 0; c < 0x2000; ++c) {
    const std::optional<Vowel> vowel = VowelOf(c);
    if (!vowel.has_value()) continue;
    ++letters;
    EXPECT_EQ(LetterOf(*vowel), c);
    EXPECT_EQ(vowel->capital ? CapitalLetter(SmallLetter(c)) : SmallLetter(CapitalLetter(c)), c);
  }
  EXPECT_EQ(letters, 12 * 6 * 2);
}

// Pairs made with another converter of TCVN 5712.
TEST(LegacyEncodingsTest, EveryLetterOfTcvn3) {
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3,
                       "aµ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËeÌÎÏÐÑªÒÓÔÕÖi×ØÜÝÞ"
                       "oßáâãä«åæçèé¬êëìíîuïñòóô\u00ADõö÷øùyúûüýþ®§¡¢£¤¥¦",
                       false),
            "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíị"
            "oòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđĐĂÂÊÔƠƯ");
}

// How VNI writes a letter, said in another way than the converter does: marks as digits of its
// keyboard, 1 to 5 for the tones, 6 circumflex, 8 breve.
std::string VniBytes(const Vowel& vowel) {
  static const std::map<char32_t, std::string> kWhole = {{U'í', "\xED"}, {U'ì', "\xEC"},
                                                         {U'ỉ', "\xE6"}, {U'ĩ', "\xF3"},
                                                         {U'ị', "\xF2"}, {U'ỵ', "\xEE"}};
  // In the order of Tone.
  static const std::string kPlain[] = {"", "\xF8", "\xFB", "\xF5", "\xF9", "\xEF"};
  static const std::string kCircumflex[] = {"\xE2", "\xE0", "\xE5", "\xE3", "\xE1", "\xE4"};
  static const std::string kBreve[] = {"\xEA", "\xE8", "\xFA", "\xFC", "\xE9", "\xEB"};
  static const std::map<char32_t, std::string> kBase = {
      {U'ă', "a"}, {U'â', "a"}, {U'ê', "e"}, {U'ô', "o"}, {U'ơ', "\xF4"}, {U'ư', "\xF6"}};
  const auto tone = static_cast<size_t>(vowel.tone);
  const auto whole = kWhole.find(LetterOf({vowel.shape, vowel.tone, false}));
  std::string bytes;
  if (whole != kWhole.end()) {
    bytes = whole->second;
  } else {
    const auto base = kBase.find(vowel.shape);
    bytes = base == kBase.end() ? Utf8(vowel.shape) : base->second;
    const bool circumflex = vowel.shape == U'â' || vowel.shape == U'ê' || vowel.shape == U'ô';
    bytes += vowel.shape == U'ă' ? kBreve[tone] : circumflex ? kCircumflex[tone] : kPlain[tone];
  }
  // Capital letters and the marks over them lie 0x20 below.
  if (vowel.capital) {
    for (char& byte : bytes) byte = static_cast<char>(byte - 0x20);
  }
  return bytes;
}

TEST(LegacyEncodingsTest, EveryLetterOfVni) {
  for (const char32_t shape : std::u32string(kShapesForTest)) {
    for (int tone = 0; tone < 12; ++tone) {
      const Vowel vowel{shape, static_cast<Tone>(tone % 6), tone >= 6};
      EXPECT_EQ(BytesFromLegacy(LegacyEncoding::kVni, VniBytes(vowel)), Utf8(LetterOf(vowel)));
    }
  }
  EXPECT_EQ(BytesFromLegacy(LegacyEncoding::kVni, "\xF1\xD1"), "đĐ");
}

TEST(LegacyEncodingsTest, VniMarksInAnyOrderAndCase) {
  EXPECT_EQ(FromLegacy(LegacyEncoding::kVni, "aâù aùâ aêï eâø AÂÙ AÁ Aá", false), "ấ ấ ặ ề Ấ Ấ Ấ");
  EXPECT_EQ(FromLegacy(LegacyEncoding::kVni, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", false),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  // A mark that no letter takes stays.
  EXPECT_EQ(FromLegacy(LegacyEncoding::kVni, "tù eê", false), "tù eê");
}

TEST(LegacyEncodingsTest, Tcvn3Words) {
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", false),
            "Cộng hoà xã hội chủ nghĩa Việt Nam");
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3, "céng hßa “§éc lËp” – 2007", true),
            "CỘNG HÒA “ĐỘC LẬP” – 2007");
  // The combining tones of the standard behind a vowel, else what Latin-1 has there.
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3, "A³ 20°C", false), "Á 20°C");
  // The private area of symbol fonts.
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3, "hoÏ\xEF\x82\xB5", false), "hoẽà");
}

TEST(LegacyEncodingsTest, UnicodeInAnOldFontStays) {
  EXPECT_EQ(FromLegacy(LegacyEncoding::kTcvn3, "Quyết định của chính phủ", false),
            "Quyết định của chính phủ");
}

TEST(LegacyEncodingsTest, FontNames) {
  bool capitals = false;
  EXPECT_EQ(LegacyEncodingOfFont(".VnTime", &capitals), LegacyEncoding::kTcvn3);
  EXPECT_FALSE(capitals);
  EXPECT_EQ(LegacyEncodingOfFont(".VnTimeH", &capitals), LegacyEncoding::kTcvn3);
  EXPECT_TRUE(capitals);
  EXPECT_EQ(LegacyEncodingOfFont(".vnarial NarrowH", &capitals), LegacyEncoding::kTcvn3);
  EXPECT_TRUE(capitals);
  EXPECT_EQ(LegacyEncodingOfFont("VNI-Times", &capitals), LegacyEncoding::kVni);
  EXPECT_FALSE(capitals);
  for (const char* font : {"Times New Roman", "Vnesse", "", "Arial.Vn"})
    EXPECT_EQ(LegacyEncodingOfFont(font, &capitals), std::nullopt) << font;
}

TEST(LegacyEncodingsTest, GuessesBySpelling) {
  EXPECT_EQ(GuessLegacyEncoding("C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDC"
                                "a Vi\xD6t Nam, \xA7\xE9"
                                "c l\xCBp - Tù do"),
            LegacyEncoding::kTcvn3);
  EXPECT_EQ(GuessLegacyEncoding("Co\xE4ng ho\xF8"
                                "a xa\xF5 ho\xE4i chu\xFB ngh\xF3"
                                "a Vie\xE4t Nam"),
            LegacyEncoding::kVni);
  EXPECT_EQ(GuessLegacyEncoding("L'\xE9t\xE9 dernier, le pr\xE9sident a \xE9t\xE9 \xE9lu \xE0 la"
                                " t\xEAte du comit\xE9."),
            std::nullopt);
  EXPECT_EQ(GuessLegacyEncoding("Gr\xF6\xDF"
                                "e f\xFCr \xC4rger \xFC"
                                "ber"),
            std::nullopt);
  EXPECT_EQ(GuessLegacyEncoding("plain words"), std::nullopt);
  EXPECT_EQ(GuessLegacyEncoding(""), std::nullopt);
}

TEST(VietnameseSpellingTest, Syllables) {
  for (const char* word : {"nghiêng", "NGHIÊNG", "quyết", "quý",   "quốc",  "gì",    "giếng",
                           "giữa",    "khuya",   "huỳnh", "ươn",   "ý",     "yêu",   "uỷ",
                           "ủy",      "đường",   "loại",  "xoong", "quặng", "quỳnh", "oái"})
    EXPECT_TRUE(IsSyllable(word)) << word;
  for (const char* word :
       {"", "bcd", "tù tì", "étẹ", "càc", "hoàn2", "straße", "nhữnǵ", "été", "ắâ", "mặtt"})
    EXPECT_FALSE(IsSyllable(word)) << word;
}

TEST(CodePagesTest, Windows1258Composes) {
  EXPECT_EQ(FromWindows1258("\xD0\xF4\xF2"
                            "c l\xE2\xF2p, nh\xFD\xDEng, \xDD\xCC"),
            "Độc lập, những, Ừ");
  EXPECT_EQ(FromWindows1252("\x93\xE9\x94 \x81"), "“é” \uFFFD");
}

}  // namespace
}  // namespace dondoc::registry
