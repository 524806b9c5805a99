// Sets words on pages as a word processor would, for tests of the PDF layout.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/pdf_words.h"

namespace dondoc::registry {

class Typesetter {
 public:
  // A4 with the margins below.
  static constexpr float kLeft = 85;
  static constexpr float kRight = 540;

  Typesetter();

  // Words of `text` from `x`, with the middle of the line at `y`. Each letter is half of `size`
  // wide.
  Typesetter& Put(float x, float y, absl::string_view text, float size = 13, bool bold = false);
  // The same with the middle of the text at `x`.
  Typesetter& PutCentered(float x, float y, absl::string_view text, float size = 13,
                          bool bold = false);
  // A paragraph between `left` and `right`, its first line indented; moves `y` below it.
  Typesetter& Paragraph(float& y, absl::string_view text, float indent = 36, float after = 6,
                        float left = kLeft, float right = kRight);

  const PdfPage& page() const { return page_; }

 private:
  PdfPage page_;
};

// What LayOutPdf says of `pages`, checked for whole ranges.
DocumentText LaidOut(const std::vector<Typesetter>& pages);

}  // namespace dondoc::registry
