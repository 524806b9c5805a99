#include "common/text/normalize.h"

#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/text/unicode.h"
#include "tests/unit/text/text_testing.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace dondoc::text {
namespace {

using std::string_literals::operator""s;

std::string Must(const std::string& input) {
  const auto result = Normalize(input);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.value_or("<failed>");
}

struct Case {
  std::string input, expected;
};

TEST(Normalize, Table) {
  const std::vector<Case> cases = {
      {"", ""},
      {"Kết luận", "Kết luận"},
      {NfdOf("Kết luận của Đồng chí Giám đốc"), "Kết luận của Đồng chí Giám đốc"},
      {"e\u0301\u0302", "\u00e9\u0302"},  // Marks of one class keep their order.
      {"e\u0302\u0301", "ế"},
      {"a\u0301\u0323", "ạ\u0301"},  // Marks of two classes are reordered.
      {"\uFEFFSở Nội vụ", "Sở Nội vụ"},
      {"a\u200Bb\uFEFFc\u00ADd\u2060e\u200Df", "abcdef"},
      {"a\u202Eb\u2066c\u2069", "abc"},
      {"e\u200B\u0302", "ê"},  // Composed across what was removed.
      {"a\u00A0b\u2003c\u202Fd\u3000e", "a b c d e"},
      {"a\r\nb\rc\nd", "a\nb\nc\nd"},
      {"a\vb\fc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
      {"\r\n\r\r\n", "\n\n\n"},
      {"a  \nb\t \r\nc\u00A0\u00A0", "a\nb\nc"},
      {" \u00A0\n \n", "\n\n"},
      {"  indented\tby tab", "  indented\tby tab"},
      {" \u0301x", " \u0301x"},
      {"a\u00A0\u0301\n", "a \u0301\n"},
      {"a \u200B\n", "a\n"},
      {"\u212A\u2126", "K\u03A9"},
      {"\u1100\u1161\u11A8", "\uAC01"},
      {"\u0344", "\u0308\u0301"},
      {"a\0b"s, "a\0b"s},
      {"\u200B\u200B", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Must(c.input), c.expected) << testing::PrintToString(c.input);
    EXPECT_EQ(Must(c.expected), c.expected);
  }
}

TEST(Normalize, RefusesInvalidUtf8AndSaysWhere) {
  struct Bad {
    std::string bytes;
    size_t offset;
  };
  const std::vector<Bad> corpus = {
      {"\x80", 0},
      {"abc\xFF", 3},
      {"\xC0\xAF", 0},            // Overlong.
      {"x\xE0\x80\xAF", 1},       // Overlong.
      {"\xF0\x80\x80\xAF", 0},    // Overlong.
      {"\xC1\xBF", 0},            // Overlong.
      {"đ\xED\xA0\x80", 2},       // Surrogate.
      {"\xED\xBF\xBF", 0},        // Surrogate.
      {"ab\xF4\x90\x80\x80", 2},  // Over U+10FFFF.
      {"\xF5\x80\x80\x80", 0},    //
      {"Ti\xE1\xBA", 2},          // Cut short.
      {"Ti\xE1\xBA n", 2},        //
      {"\xE1", 0},                //
      {"\xF0\x9F\x98", 0},        //
      {"e\u0301\xCC", 3},         // Inside a segment.
      {"\xFF\xFE\x41\x00"s, 0},   // UTF-16.
      {"S\xF4n", 1},              // Windows-1258.
  };
  for (const Bad& bad : corpus) {
    for (const absl::Status& status :
         {Normalize(bad.bytes).status(), NormalizedText::From(bad.bytes).status()}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_EQ(ReasonOf(status), "INVALID_UTF8");
      ASSERT_TRUE(ErrorInfoOf(status).has_value());
      EXPECT_EQ(ErrorInfoOf(status)->metadata().at("offset"), absl::StrCat(bad.offset));
    }
    EXPECT_FALSE(IsValidUtf8(bad.bytes));
    EXPECT_FALSE(IsControlFree(bad.bytes));
    EXPECT_TRUE(IsValidUtf8(NormalizeLossy(bad.bytes)));
    EXPECT_NE(NormalizeLossy(bad.bytes).find("\uFFFD"), std::string::npos);
  }
}

TEST(Normalize, RefusesWhatIsTooLarge) {
  const std::string large(kMaxNormalizeBytes + 1, 'x');
  EXPECT_EQ(ReasonOf(Normalize(large).status()), "TEXT_TOO_LARGE");
  EXPECT_EQ(NormalizeLossy(large).size(), kMaxNormalizeBytes);
  const std::string cut = std::string(kMaxNormalizeBytes - 1, 'x') + "ế";
  EXPECT_EQ(NormalizeLossy(cut), std::string(kMaxNormalizeBytes - 1, 'x'));
}

TEST(NormalizedText, IdentityNeedsNoMap) {
  const std::string text = "Giao Phòng Tổ chức,\nhoàn thành trước ngày 20/10/2022";
  const auto normal = NormalizedText::From(text);
  ASSERT_TRUE(normal.ok());
  EXPECT_EQ(normal->text(), text);
  EXPECT_EQ(normal->change_count(), 0u);
  for (size_t i = 0; i <= text.size(); ++i) EXPECT_EQ(normal->OriginalOffset(i), i);
  EXPECT_EQ(normal->OriginalSpan(5, 11), (Span{5, 11}));
}

TEST(NormalizedText, SpansPointIntoTheOriginal) {
  const std::string original =
      "\uFEFFKe\u0302\u0301t\u00A0lua\u0323\u0302n: \u00A0\r\n1.\u200B Giao \u200Bviệc\u00AD \t";
  const auto normal = NormalizedText::From(original);
  ASSERT_TRUE(normal.ok());
  EXPECT_EQ(normal->text(), "Kết luận:\n1. Giao việc");
  const auto original_of = [&](const std::string& part) {
    const size_t at = normal->text().find(part);
    EXPECT_NE(at, std::string::npos) << part;
    const Span span = normal->OriginalSpan(at, at + part.size());
    return original.substr(span.begin, span.size());
  };
  EXPECT_EQ(original_of("Kết"), "Ke\u0302\u0301t");
  EXPECT_EQ(original_of("ế"), "e\u0302\u0301");
  EXPECT_EQ(original_of(" "), "\u00A0");
  EXPECT_EQ(original_of("luận"), "lua\u0323\u0302n");
  EXPECT_EQ(original_of("\n"), "\r\n");
  EXPECT_EQ(original_of(":\n1"), ": \u00A0\r\n1");
  EXPECT_EQ(original_of("Giao"), "Giao");
  EXPECT_EQ(original_of("Giao việc"), "Giao \u200Bviệc");
  EXPECT_EQ(original_of("c"), "c");
  // Half of a composed letter stands for all of it.
  const size_t e = normal->text().find("ế");
  EXPECT_EQ(normal->OriginalSpan(e + 1, e + 2), normal->OriginalSpan(e, e + 3));
  EXPECT_EQ(normal->OriginalOffset(0), 3u);
  EXPECT_EQ(normal->OriginalOffset(normal->text().size()), original.size());
  EXPECT_EQ(normal->OriginalSpan(4, 4).size(), 0u);
  EXPECT_EQ(normal->OriginalSpan(0, 1000).end, original.find("\u00AD"));
}

TEST(NormalizedText, NothingLeft) {
  const auto normal = NormalizedText::From("\uFEFF \t\u00A0");
  ASSERT_TRUE(normal.ok());
  EXPECT_EQ(normal->text(), "");
  EXPECT_EQ(normal->OriginalOffset(0), 7u);
  EXPECT_EQ(normal->OriginalSpan(0, 0), (Span{7, 7}));
}

// The maximal stretch around [begin, end) that maps to the same original range: what was composed
// or reordered together.
Span Group(const NormalizedText& text, size_t begin, size_t end) {
  const Span wanted = text.OriginalSpan(begin, end);
  while (begin > 0 && text.OriginalSpan(begin - 1, begin) == wanted) --begin;
  while (end < text.text().size() && text.OriginalSpan(end, end + 1) == wanted) ++end;
  return {begin, end};
}

TEST(NormalizedText, EveryCharacterComesFromWhatNormalisesToIt) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {
      "a",      "Đ",      "ế",      "ữ",      " ",      "  ",     "\u00A0", "\u2009", "\r\n",
      "\r",     "\n",     "\t",     "\u200B", "\uFEFF", "\u0301", "\u0302", "\u0323", "\u031B",
      "e",      "o",      "Nguyễn", "\u1100", "\u1161", "\u11A8", "\u212B", "😀",      "中",
      "\u0344", "\u0958", "\u2028", "\x01",   "\u00AD", "\u0F73", "\u0B47", "\u0B3E", "1.000"};
  size_t composed = 0, checked = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string original;
    const int count = static_cast<int>(random() % 40);
    for (int i = 0; i < count; ++i) {
      const std::string& piece = pieces[random() % pieces.size()];
      original += random() % 3 == 0 ? NfdOf(piece) : piece;
    }
    const auto normal = NormalizedText::From(original);
    ASSERT_TRUE(normal.ok());
    const std::string& text = normal->text();
    ASSERT_EQ(text, Must(original)) << testing::PrintToString(original);
    ASSERT_EQ(text, Must(text)) << testing::PrintToString(original);
    UErrorCode code = U_ZERO_ERROR;
    ASSERT_TRUE(internal::Nfc().isNormalized(icu::UnicodeString::fromUTF8(text), code));
    size_t last_begin = 0, last_end = 0;
    for (size_t at = 0; at < text.size();) {
      const size_t begin = at;
      internal::NextCodePoint(text, &at);
      const Span span = normal->OriginalSpan(begin, at);
      ASSERT_EQ(span.begin, normal->OriginalOffset(begin));
      ASSERT_LT(span.begin, span.end);
      ASSERT_LE(span.end, original.size());
      ASSERT_GE(span.begin, last_begin);  // Monotone, and groups do not overlap.
      ASSERT_TRUE(span.begin >= last_end || span == (Span{last_begin, last_end}));
      last_begin = span.begin;
      last_end = span.end;
      const Span group = Group(*normal, begin, at);
      const std::string expected = text.substr(group.begin, group.size());
      // A space alone is at the end of a line; behind a letter it shows that it was one.
      const auto between = [](absl::string_view part) { return absl::StrCat("|", part, "|"); };
      ASSERT_EQ(Must(between(original.substr(span.begin, span.size()))), Must(between(expected)))
          << testing::PrintToString(original) << " at " << begin;
      composed += span.size() != group.size();
      ++checked;
    }
  }
  EXPECT_GT(checked, 10000u);
  EXPECT_GT(composed, 1000u);
}

TEST(Normalize, RandomBytesNeverDisagree) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  size_t good = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 6, '\0');
    for (char& byte : bytes) {
      byte = static_cast<char>(random() % 4 == 0 ? random() % 256 : 0x20 + random() % 0x60);
    }
    EXPECT_EQ(Normalize(bytes).ok(), IsValidUtf8(bytes));
    EXPECT_EQ(NormalizedText::From(bytes).ok(), IsValidUtf8(bytes));
    good += IsValidUtf8(bytes);
    EXPECT_TRUE(IsValidUtf8(NormalizeLossy(bytes)));
  }
  EXPECT_GT(good, 1000u);
}

TEST(Normalize, EveryCodePointAgreesWithIcu) {
  for (UChar32 c = 0; c <= 0x10FFFF; ++c) {
    if (U_IS_SURROGATE(c) || internal::IsInvisible(c) || internal::IsOddSpace(c) ||
        internal::IsOddLineBreak(c)) {
      continue;
    }
    std::string text = "e", expected;
    internal::AppendUtf8(static_cast<char32_t>(c), &text);
    text += "\u0301x";
    UErrorCode code = U_ZERO_ERROR;
    internal::Nfc().normalize(icu::UnicodeString::fromUTF8(text), code).toUTF8String(expected);
    const auto normal = NormalizedText::From(text);
    ASSERT_TRUE(normal.ok());
    ASSERT_EQ(normal->text(), expected) << std::hex << c;
  }
}

// Would take hours if any part were quadratic.
TEST(NormalizedText, HugeInputs) {
  constexpr size_t kCount = 300'000;
  std::string alternating = "a", same = "a", syllables, joiners, blanks, jamo;
  for (size_t i = 0; i < kCount; ++i) {
    alternating += i % 2 == 0 ? "\u0301" : "\u0323";
    same += "\u0301";
    syllables += "nguye\u0302\u0303n\u00A0";
    joiners += "\u200D\u0301";
    blanks += " \u00A0\t";
    jamo += "\u1161";
  }
  for (const std::string& huge : {alternating, same, syllables, joiners, blanks, jamo}) {
    const auto normal = NormalizedText::From(huge);
    ASSERT_TRUE(normal.ok());
    EXPECT_EQ(normal->OriginalOffset(normal->text().size()), huge.size());
    EXPECT_LE(normal->change_count(), huge.size() / 3 + 2);
    size_t sum = 0;
    for (size_t i = 0; i < normal->text().size(); i += 97)
      sum += normal->OriginalSpan(i, i + 1).end;
    EXPECT_EQ(sum == 0, normal->text().empty());
  }
  // All the dots below first, as the standard orders them.
  EXPECT_EQ(Must(alternating).substr(0, 7), "ạ\u0323\u0323");
}

TEST(IsControlFree, Table) {
  EXPECT_TRUE(IsControlFree(""));
  EXPECT_TRUE(IsControlFree("Trần Thị Bưởi – Trưởng phòng"));
  for (const std::string& bad : {"a\nb"s, "a\tb"s, "\0"s, "\x1b[2J"s, "\x7f"s, "\u0085"s, "\u2028"s,
                                 "a\u202Eb"s, "\u2066"s, "\xFF"s}) {
    EXPECT_FALSE(IsControlFree(bad)) << testing::PrintToString(bad);
  }
}

TEST(ValidatePersonText, CountsCodePointsOfTheNormalForm) {
  const std::string name = "Nguyễn Thị Thu Mỹ";  // 17 letters and spaces.
  for (const std::string& form : {name, NfdOf(name)}) {
    FieldErrors errors;
    EXPECT_TRUE(ValidatePersonText("officer.name", form, 17, errors));
    EXPECT_TRUE(errors.empty());
    EXPECT_FALSE(ValidatePersonText("officer.name", form, 16, errors));
    EXPECT_EQ(BadRequestOf(errors.ToStatus()).field_violations(0).field(), "officer.name");
  }
}

TEST(ValidatePersonText, RefusesOncePerField) {
  FieldErrors errors;
  EXPECT_TRUE(ValidatePersonText("empty", "", 10, errors));
  EXPECT_TRUE(errors.empty());
  EXPECT_FALSE(ValidatePersonText("blank", " \u00A0\u200B", 10, errors));
  EXPECT_FALSE(ValidatePersonText("control", "a\x07\nb", 1, errors));
  EXPECT_FALSE(ValidatePersonText("bytes", "a\xFF", 10, errors));
  EXPECT_FALSE(ValidatePersonText("turned", "a\u202Eb", 10, errors));
  const auto bad = BadRequestOf(errors.ToStatus());
  ASSERT_EQ(bad.field_violations_size(), 4);
  EXPECT_EQ(bad.field_violations(2).field(), "bytes");
}

TEST(CountCodePoints, Table) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("Mỹ"), 2u);
  EXPECT_EQ(CountCodePoints("😀a"), 2u);
  EXPECT_EQ(CountCodePoints("a\xFF"), 2u);
}

}  // namespace
}  // namespace dondoc::text
