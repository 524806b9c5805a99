// Text files in every encoding, and what is refused.
#include "services/registry/formats/plain_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kWords[] = "Cộng hòa, ngày 5 tháng 6\r\nĐộc lập 😀";

std::string ToUtf16(absl::string_view utf8, bool big, bool mark) {
  std::string out;
  const auto put = [&](unsigned unit) {
    const char low = static_cast<char>(unit), high = static_cast<char>(unit >> 8);
    out += big ? high : low;
    out += big ? low : high;
  };
  if (mark) put(0xFEFF);
  for (size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    unsigned c = more == 0 ? lead : lead & (0x3F >> more);
    for (int k = 1; k <= more; ++k) c = c << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
    i += more + 1;
    if (c >= 0x10000) {
      put(0xD7C0 + (c >> 10));
      put(0xDC00 + (c & 0x3FF));
    } else {
      put(c);
    }
  }
  return out;
}

std::string PlainTextOf(const std::string& bytes) {
  const auto document = ReadPlainText(bytes);
  return document.ok() ? document->text : ReasonOf(document.status());
}

TEST(PlainTextTest, Utf8IsItsOwnText) {
  const auto document = ReadPlainText(kWords);
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, kWords);
  EXPECT_EQ(document->format, Format::kText);
  EXPECT_THAT(document->remarks, IsEmpty());
  EXPECT_EQ(PlainTextOf(std::string("\xEF\xBB\xBF") + kWords),
            std::string("\xEF\xBB\xBF") + kWords);
}

TEST(PlainTextTest, Utf16) {
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true})
      EXPECT_EQ(PlainTextOf(ToUtf16(kWords, big, mark)), kWords) << big << mark;
  }
  // Half a character; an odd byte.
  EXPECT_EQ(PlainTextOf(std::string("\xFF\xFE\x3D\xD8", 4)), "NOTICE_NOT_TEXT");
  EXPECT_EQ(PlainTextOf(std::string("\xFF\xFE\x41", 3)), "NOTICE_NOT_TEXT");
  EXPECT_EQ(PlainTextOf(std::string("\xFF\xFE\x41\x00\x01\x00", 6)), "NOTICE_NOT_TEXT");
}

TEST(PlainTextTest, OldEncodings) {
  const auto document = ReadPlainText(
      "C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDC"
      "a Vi\xD6t Nam");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, "Cộng hoà xã hội chủ nghĩa Việt Nam");
  EXPECT_THAT(document->remarks, ElementsAre(FormatRemark::kLegacyEncoding));
  EXPECT_EQ(PlainTextOf("Co\xE4ng ho\xF8"
                        "a xa\xF5 ho\xE4i chu\xFB ngh\xF3"
                        "a Vie\xE4t Nam"),
            "Cộng hòa xã hội chủ nghĩa Việt Nam");
  EXPECT_EQ(PlainTextOf("C\xF4\xF2ng hoa\xCC xa\xDE h\xF4\xF2i chu\xD2 nghi\xDE"
                        "a Vi\xEA\xF2t Nam, \xF0\xF4\xF2"
                        "c l\xE2\xF2p"),
            "Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập");
}

TEST(PlainTextTest, Refused) {
  EXPECT_EQ(PlainTextOf(""), "NOTICE_EMPTY");
  EXPECT_EQ(PlainTextOf(" \r\n\t\n"), "NOTICE_EMPTY");
  EXPECT_EQ(PlainTextOf("\xEF\xBB\xBF\n"), "NOTICE_EMPTY");
  EXPECT_EQ(PlainTextOf(std::string("abc\0def", 7)), "NOTICE_NOT_TEXT");
  EXPECT_EQ(PlainTextOf("abc\x01"), "NOTICE_NOT_TEXT");
  const auto document = ReadPlainText("abc \xFF\xFE xyz");
  EXPECT_EQ(ReasonOf(document.status()), "INVALID_UTF8");
  EXPECT_EQ(ErrorInfoOf(document.status())->metadata().at("offset"), "4");
}

TEST(PlainTextTest, FindsTables) {
  const auto document =
      ReadPlainText(ToUtf16("TT\tViệc\tHạn\n1\tA\t1/1\n2\tB\t2/2\n", false, true));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(PrintTables(*document), "TT | Việc | Hạn\n1 | A | 1/1\n2 | B | 2/2\n");
}

}  // namespace
}  // namespace dondoc::registry
