// The measures that most of a document keeps to. Private to the PDF layout.
#pragma once

#include <vector>

#include "services/registry/formats/pdf_lines.h"

namespace dondoc::registry::pdf {

struct Frame {
  // Where lines begin and end that are not indented.
  float left = 0;
  float right = 0;
  // Where first lines of paragraphs begin; 0 where they are not indented.
  float indent = 0;
  // Height of the words, and from line to line within a paragraph.
  float height = 0;
  float leading = 0;

  float width() const { return right - left; }
  float center() const { return (left + right) / 2; }

  // Set in the middle between the margins, well away from both.
  bool IsCentered(const Line& line) const;
  // Type so much smaller that it is a footnote's or a stamp's.
  bool IsSmall(const Line& line) const;
};

// The measures of the lines of `pages`, which are of one width, in points.
Frame MeasureFrame(const std::vector<const std::vector<Line>*>& pages, float page_width);

}  // namespace dondoc::registry::pdf
