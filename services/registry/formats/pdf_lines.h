// Words to lines, and what is asked of a line all over the layout. Private to the PDF layout.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/pdf_words.h"

namespace dondoc::registry::pdf {

// Words on one height, from left to right. Points to the words of the pages.
struct Line {
  std::vector<const PdfWord*> words;  // Never empty.
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  // Height of most of its words: about 1.2 times the size of the type.
  float height = 0;

  float middle() const { return (top + bottom) / 2; }
  float center() const { return (left + right) / 2; }
  float width() const { return right - left; }
};

// The measures of `words`, which stand on one height, from left to right; not empty.
Line MakeLine(std::vector<const PdfWord*> words);

// `words` as lines from top to bottom.
std::vector<Line> GatherLines(std::vector<const PdfWord*> words);

// Parts of `line` with more than `gap` times its height between them.
std::vector<Line> SplitAtGaps(const Line& line, float gap);

// Whether white space shows between two neighbours of a line.
bool HasSpaceBetween(const PdfWord& before, const PdfWord& after);

// Whether `after`, the wrapped rest of what ends with `before`, goes on without a space: "412/TB-"
// and "UBND".
bool GoesOnUnspaced(absl::string_view before, const Line& after);

// What people see as its first word, which may be several to the PDF.
Line FirstWordOf(const Line& line);
bool IsBold(const Line& line);

// The line as people read it.
std::string TextOf(const Line& line);
// The same without marks and in small letters ("Nơi nhận:" is "noi nhan:"), for comparing.
std::string PlainTextOf(const Line& line);

// Where a reader takes a new item to begin: "-", "1.", "a)", "II.", "4.1.".
bool StartsWithLabel(const Line& line);
// True for "1", "01", "1.2", "II", "A", "a)": what stands in a column of numbers.
bool IsNumberLabel(absl::string_view text);

}  // namespace dondoc::registry::pdf
