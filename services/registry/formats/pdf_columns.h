// The two places of an office document where two columns stand side by side without being a table:
// its letterhead (issuer and number; the country's motto, place and date) and its signature
// (recipients; who signs). Private to the PDF layout.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/formats/pdf_frame.h"
#include "services/registry/formats/pdf_lines.h"

namespace dondoc::registry::pdf {

// Lines [begin, end) of a page are these two columns.
struct TwoColumns {
  size_t begin = 0;
  size_t end = 0;
  std::vector<Line> left;
  std::vector<Line> right;
};

// The letterhead at the beginning of `lines`, those of a page; told by the motto in its right
// column.
std::optional<TwoColumns> FindLetterhead(const Frame& frame, const std::vector<Line>& lines);

// The signature in `lines`, told by "Nơi nhận" in its left column, where somebody signs beside it.
std::optional<TwoColumns> FindSignature(const Frame& frame, const std::vector<Line>& lines);

}  // namespace dondoc::registry::pdf
