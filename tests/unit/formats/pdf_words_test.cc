#include "services/registry/formats/pdf_words.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_words_format.h"

namespace dondoc::registry {
namespace {

constexpr char kTwoPages[] =
    "dondoc-pdf-words 2\n"
    "font 0 22:BAAAAA+LiberationSerif\n"
    "page 59528 84189\n"
    "word 8500 5664 13011 7136 0 1 4:Số\n"
    "font 1 27:CAAAAA+LiberationSerif-Bold\n"
    "word 14000 5664 18000 7136 1 0 3:123\n"
    "across 12000 8500 51000\n"
    "down 8500 12000 70000\n"
    "page 84189 59528\n"
    "end 2\n";

TEST(PdfWordsTest, ReadsWhatTheHelperWrites) {
  const auto pages = ParsePdfWords(kTwoPages);
  ASSERT_TRUE(pages.ok()) << pages.status();
  ASSERT_EQ(pages->size(), 2u);
  EXPECT_FLOAT_EQ((*pages)[0].width, 595.28F);
  EXPECT_FLOAT_EQ((*pages)[1].width, 841.89F);
  ASSERT_EQ((*pages)[0].words.size(), 2u);
  const PdfWord& first = (*pages)[0].words[0];
  EXPECT_EQ(first.text, "Số");
  EXPECT_FLOAT_EQ(first.left, 85);
  EXPECT_FLOAT_EQ(first.bottom, 71.36F);
  EXPECT_TRUE(first.space_after);
  EXPECT_FALSE(first.bold);
  EXPECT_TRUE((*pages)[0].words[1].bold);
  EXPECT_TRUE((*pages)[1].words.empty());
  ASSERT_EQ((*pages)[0].across.size(), 1u);
  EXPECT_FLOAT_EQ((*pages)[0].across[0].at, 120);
  EXPECT_FLOAT_EQ((*pages)[0].across[0].begin, 85);
  EXPECT_FLOAT_EQ((*pages)[0].across[0].end, 510);
  ASSERT_EQ((*pages)[0].down.size(), 1u);
  EXPECT_FLOAT_EQ((*pages)[0].down[0].at, 85);
  EXPECT_FLOAT_EQ((*pages)[0].down[0].end, 700);
  EXPECT_TRUE((*pages)[1].across.empty());
}

TEST(PdfWordsTest, RulesAreLimited) {
  const std::string rule = "down 100 200 300\n";
  std::string output = "dondoc-pdf-words 2\npage 59528 84189\n";
  for (size_t i = 0; i < kMaxPdfRules; ++i) output += rule;
  EXPECT_TRUE(ParsePdfWords(output + "end 1\n").ok());
  EXPECT_FALSE(ParsePdfWords(output + rule + "end 1\n").ok());
}

TEST(PdfWordsTest, EveryCutIsNoticed) {
  const std::string whole = kTwoPages;
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto pages = ParsePdfWords(whole.substr(0, size));
    ASSERT_FALSE(pages.ok()) << size;
    EXPECT_EQ(ReasonOf(pages.status()), "NOTICE_MALFORMED");
  }
}

TEST(PdfWordsTest, OtherFormsAreRefused) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"pdf-words 2", "pdf-words 1"},
      {"end 2", "end 3"},
      {"end 2\n", "end 2\nmore"},
      {"across 12000 8500 51000", "across 12000 51000 8500"},
      {"down 8500 12000 70000", "down 8500 12000"},
      {"down 8500 12000 70000", "down 8500 12000 70000 1"},
      {"font 1", "font 2"},
      {"7136 1 0", "7136 2 0"},
      {"7136 1 0", "7136 -2 0"},
      {"7136 1 0", "7136 1 2"},
      {"14000", "99999999"},
      {"14000", "nan"},
      {"14000", ""},
      {"3:123", "-1:123"},
      {"3:123", "4000:123"},
      {"3:123", "2:123"},
      {"3:123", "3:\xFF\xFE\xFD"},
      {"3:123", "3:\xED\xA0\x80"},
      {"page 59528", "page -1"},
      {"page 84189", "pagE 84189"},
  };
  for (const auto& [from, to] : changes) {
    const auto pages = ParsePdfWords(absl::StrReplaceAll(kTwoPages, {{from, to}}));
    ASSERT_FALSE(pages.ok()) << from << " -> " << to;
    EXPECT_EQ(pages.status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(ParsePdfWords("dondoc-pdf-words 2\nword 1 1 2 2 -1 0 1:x\nend 0\n").ok())
      << "a word without a page";
}

TEST(PdfWordsTest, TooManyPagesAreRefused) {
  std::string output = "dondoc-pdf-words 2\n";
  for (int i = 0; i <= kMaxPages; ++i) output += "page 1 1\n";
  EXPECT_FALSE(ParsePdfWords(absl::StrCat(output, "end ", kMaxPages + 1, "\n")).ok());
}

std::string TextOfWord(const std::string& font, const std::string& text) {
  const auto pages = ParsePdfWords(absl::StrCat("dondoc-pdf-words 2\nfont 0 ", font.size(), ":",
                                                font, "\npage 10000 10000\nword 0 0 100 100 0 0 ",
                                                text.size(), ":", text, "\nend 1\n"));
  if (!pages.ok()) return pages.status().ToString();
  return pages->front().words.empty() ? "(none)" : pages->front().words.front().text;
}

TEST(PdfWordsTest, TextCannotPassForLayout) {
  EXPECT_EQ(TextOfWord("F", "a\nword\tb\x7F"), "awordb");
  EXPECT_EQ(TextOfWord("F", "\n\x01 "), "(none)");
  EXPECT_EQ(TextOfWord("F", std::string("a\0b", 3)), "ab");
}

TEST(PdfWordsTest, WordsNobodySeesAreLeftOut) {
  const auto pages = ParsePdfWords(
      "dondoc-pdf-words 2\npage 10000 10000\n"
      "word 500 500 500 600 -1 0 4:flat\n"
      "word 10100 500 12000 600 -1 0 7:outside\n"
      "word 500 -900 900 -500 -1 0 5:above\n"
      "word 500 500 900 600 -1 0 4:seen\nend 1\n");
  ASSERT_TRUE(pages.ok()) << pages.status();
  ASSERT_EQ(pages->front().words.size(), 1u);
  EXPECT_EQ(pages->front().words[0].text, "seen");
}

TEST(PdfWordsTest, OldVietnameseFontsBecomeUnicode) {
  EXPECT_EQ(TextOfWord(".VnTime", "Céng"), "Cộng");
  EXPECT_EQ(TextOfWord("ABCDEF+.VnTimeH,Bold", "céng"), "CỘNG");
  EXPECT_EQ(TextOfWord("ABCDEF+VnTimeH-Bold", "céng"), "CỘNG");
  EXPECT_EQ(TextOfWord("ABCDEF+VNI-Times", "Coäng"), "Cộng");
  EXPECT_EQ(TextOfWord("TimesNewRomanPSMT", "Céng"), "Céng");
  const auto pages = ParsePdfWords(
      "dondoc-pdf-words 2\nfont 0 7:.VnTime\npage 10000 10000\n"
      "word 0 0 100 100 0 0 5:Céng\nend 1\n");
  ASSERT_TRUE(pages.ok()) << pages.status();
  const auto text = LayOutPdf(*pages);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->text, "Cộng\n");
  EXPECT_EQ(text->remarks, std::vector<FormatRemark>{FormatRemark::kLegacyEncoding});
}

}  // namespace
}  // namespace dondoc::registry
