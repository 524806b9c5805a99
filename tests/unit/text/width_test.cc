#include "common/text/width.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/text/normalize.h"
#include "tests/unit/text/text_testing.h"

namespace dondoc::text {
namespace {

using testing::ElementsAre;

TEST(DisplayWidth, Table) {
  const std::vector<std::pair<std::string, size_t>> cases = {{"", 0},
                                                             {"abc", 3},
                                                             {"Nguyễn Thị Thu Mỹ", 17},
                                                             {NfdOf("Nguyễn Thị Thu Mỹ"), 17},
                                                             {"Đ", 1},
                                                             {"中文", 4},
                                                             {"ＡＢ", 4},
                                                             {"각", 2},
                                                             {NfdOf("각"), 2},
                                                             {"😀", 2},
                                                             {"👩\u200D👩\u200D👧", 2},
                                                             {"🇻🇳", 2},
                                                             {"👍🏽", 2},
                                                             {"❤\uFE0F", 2},
                                                             {"❤", 1},
                                                             {"1\uFE0F\u20E3", 2},
                                                             {"a\u200Bb", 2},
                                                             {"\x1b", 0},
                                                             {"a\xFF", 2},
                                                             {"\u0301", 0},
                                                             {"…", 1},
                                                             {"–", 1},
                                                             {"१", 1}};
  for (const auto& [text, width] : cases) {
    EXPECT_EQ(DisplayWidth(text), width) << testing::PrintToString(text);
  }
}

TEST(Pad, BothForms) {
  for (const std::string& name : {std::string("Mỹ"), NfdOf("Mỹ")}) {
    EXPECT_EQ(PadRight(name, 4), name + "  ");
    EXPECT_EQ(PadLeft(name, 4), "  " + name);
    EXPECT_EQ(PadRight(name, 1), name);
    EXPECT_EQ(PadLeft(name, 0), name);
  }
  EXPECT_EQ(PadRight("中", 3), "中 ");
  EXPECT_EQ(PadRight("", 2), "  ");
}

TEST(Truncate, ByCluster) {
  EXPECT_EQ(Truncate("Nguyễn", 6), "Nguyễn");
  EXPECT_EQ(Truncate("Nguyễn", 5), "Nguy…");
  EXPECT_EQ(Truncate("Nguyễn", 1), "…");
  EXPECT_EQ(Truncate("Nguyễn", 0), "");
  EXPECT_EQ(Truncate("", 0), "");
  EXPECT_EQ(Truncate("", 3), "");
  const std::string decomposed = NfdOf("Nguyễn");
  EXPECT_EQ(Truncate(decomposed, 6), decomposed);
  EXPECT_EQ(Truncate(NfdOf("Mỹễ mm"), 3), NfdOf("Mỹ") + "…");
  EXPECT_EQ(Truncate("中文字", 4), "中…");
  EXPECT_EQ(Truncate("中文字", 5), "中文…");
  EXPECT_EQ(Truncate("👩\u200D👩\u200D👧ab", 3), "👩\u200D👩\u200D👧…");
  EXPECT_EQ(Truncate("abc", 3), "abc");
  EXPECT_EQ(Truncate("abcd", 3), "ab…");
}

TEST(Wrap, Words) {
  EXPECT_THAT(Wrap("Giao Phòng Tổ chức chủ trì", 10),
              ElementsAre("Giao Phòng", "Tổ chức", "chủ trì"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
  EXPECT_THAT(Wrap("a\n\nb", 10), ElementsAre("a", "", "b"));
  EXPECT_THAT(Wrap("  thụt  vào   ", 20), ElementsAre("  thụt  vào"));
  EXPECT_THAT(Wrap("abcdefgh ij", 3), ElementsAre("abc", "def", "gh", "ij"));
  EXPECT_THAT(Wrap("x abcdefgh", 3), ElementsAre("x", "abc", "def", "gh"));
  EXPECT_THAT(Wrap("中文字", 4), ElementsAre("中文", "字"));
  EXPECT_THAT(Wrap("中文", 1), ElementsAre("中", "文"));
  EXPECT_THAT(Wrap("ab", 0), ElementsAre("a", "b"));
  EXPECT_THAT(Wrap("   ab", 3), ElementsAre("ab"));
  EXPECT_THAT(Wrap("aa bb cc", 5), ElementsAre("aa bb", "cc"));
}

TEST(Layout, HoldsForAnyText) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {"a",  "ễ", "e\u0302", "\u0301", " ",  " ", "\n",
                                           "中", "😀", "\u200D",  "🇻🇳",     "\t", "1", "\xE1"};
  for (int round = 0; round < 5000; ++round) {
    std::string text, letters, wrapped;
    for (int i = static_cast<int>(random() % 30); i > 0; --i) {
      text += pieces[random() % pieces.size()];
    }
    const size_t columns = random() % 12;
    const std::string cut = Truncate(text, columns);
    EXPECT_LE(DisplayWidth(cut), columns) << testing::PrintToString(text);
    EXPECT_GE(DisplayWidth(PadRight(text, columns)), columns);
    for (const char c : text) {
      if (c != ' ' && c != '\n') letters += c;
    }
    for (const std::string& line : Wrap(text, columns)) {
      EXPECT_TRUE(columns < 2 || DisplayWidth(line) <= columns) << testing::PrintToString(text);
      for (const char c : line) {
        if (c != ' ') wrapped += c;
      }
    }
    EXPECT_EQ(wrapped, letters) << testing::PrintToString(text);
  }
}

TEST(SafeForTerminal, Table) {
  EXPECT_EQ(SafeForTerminal("Kết\tluận\n\x1b[2Jx"), "Kết luận\n\uFFFD[2Jx");
  EXPECT_EQ(SafeForTerminal("a\u202Eb\u009Bc\xFF"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(SafeForTerminal("abc"), "abc");
  EXPECT_EQ(SafeForTerminal(""), "");
}

TEST(DisplayWidth, HugeInputs) {
  std::string marks = "a", words;
  for (int i = 0; i < 300000; ++i) {
    marks += "\u0301";
    words += "chữ ";
  }
  EXPECT_EQ(DisplayWidth(marks), 1u);
  EXPECT_EQ(DisplayWidth(words), 1200000u);
  EXPECT_EQ(Wrap(words, 40).size(), 30000u);
  EXPECT_EQ(Wrap(marks, 40).size(), 1u);
}

}  // namespace
}  // namespace dondoc::text
