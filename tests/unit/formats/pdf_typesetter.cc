#include "tests/unit/formats/pdf_typesetter.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

#include "tests/unit/formats/table_printer.h"

namespace dondoc::registry {
namespace {

constexpr float kLetter = 0.5F;
constexpr float kSpace = 0.25F;
constexpr float kHeight = 1.2F;
constexpr float kLeading = 1.25F;

float WidthOf(absl::string_view text, float size) {
  float width = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) width += (c == ' ' ? kSpace : kLetter) * size;
  }
  return width;
}

}  // namespace

Typesetter::Typesetter() {
  page_.width = 595;
  page_.height = 842;
}

Typesetter& Typesetter::Put(float x, float y, absl::string_view text, float size, bool bold) {
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    const float width = WidthOf(word, size);
    const float half = kHeight * size / 2;
    if (!word.empty()) {
      page_.words.push_back({x, y - half, x + width, y + half, bold, true, std::string(word)});
    }
    x += width + kSpace * size;
  }
  return *this;
}

Typesetter& Typesetter::PutCentered(float x, float y, absl::string_view text, float size,
                                    bool bold) {
  return Put(x - WidthOf(text, size) / 2, y, text, size, bold);
}

Typesetter& Typesetter::Paragraph(float& y, absl::string_view text, float indent, float after,
                                  float left, float right) {
  constexpr float kSize = 13;
  std::string line;
  float x = left + indent;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    const std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
    if (x + WidthOf(longer, kSize) <= right) {
      line = longer;
      continue;
    }
    Put(x, y, line, kSize);
    y += kLeading * kSize;
    x = left;
    line = std::string(word);
  }
  Put(x, y, line, kSize);
  y += kLeading * kSize + after;
  return *this;
}

DocumentText LaidOut(const std::vector<Typesetter>& pages) {
  std::vector<PdfPage> all;
  for (const Typesetter& page : pages) all.push_back(page.page());
  const auto text = LayOutPdf(all);
  if (!text.ok()) {
    ADD_FAILURE() << text.status();
    return {};
  }
  EXPECT_EQ(CheckDocument(*text), "");
  return *text;
}

}  // namespace dondoc::registry
