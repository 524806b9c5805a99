// What a file says, whatever its format: its text, and what its layout tells about it. Formats make
// it, the reader reads it; neither knows the other.
//
// How formats write the text, so that the reader need not know where it came from:
//  - UTF-8, in the document's order. Paragraphs are separated by an empty line; a single line end
//    is a line that was wrapped or broken by hand.
//  - The label of a list item stands before it as people see it ("1.", "a)", "-") and a space.
//  - The rows of a table are lines, its cells separated by tabs; the paragraphs of a cell by line
//    ends. An empty line stands before and after a table. A table in a cell is text of that cell.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

enum class Format { kText, kDocx, kOdt, kHtml, kPdf };

// "text", "docx", "odt", "html", "pdf".
constexpr absl::string_view NameOf(Format format) {
  switch (format) {
    case Format::kDocx:
      return "docx";
    case Format::kOdt:
      return "odt";
    case Format::kHtml:
      return "html";
    case Format::kPdf:
      return "pdf";
    case Format::kText:
      break;
  }
  return "text";
}

// Half-open range of bytes of DocumentText::text.
struct TextRange {
  size_t begin = 0;
  size_t end = 0;

  bool empty() const { return begin >= end; }
  bool operator==(const TextRange&) const = default;
};

struct TableCell {
  // What stands in it, in order; none where it is empty. More than one only where the lines of
  // several cells alternate (columns aligned by spaces).
  std::vector<TextRange> ranges;
  // First column of the table's grid, from 0, and how many it covers.
  int column = 0;
  int column_span = 1;
  // How many rows it covers, this one included; the rows below have no cell in its columns.
  int row_span = 1;
};

struct TableRow {
  std::vector<TableCell> cells;  // By column, not overlapping.
};

struct TextTable {
  std::vector<TableRow> rows;
};

// What a person should know about how the text was got.
enum class FormatRemark {
  kLegacyEncoding,   // An old Vietnamese font or code page was turned into Unicode.
  kPagesWithoutText  // Some pages are pictures; their words are missing.
};

struct DocumentText {
  Format format = Format::kText;
  std::string text;
  // In the text's order; tables in tables are left out.
  std::vector<TextTable> tables;
  // Words in bold, in order, as long as they go: run-in headings.
  std::vector<TextRange> bold;
  // What belongs to no sentence around it: page headers, footnotes. In order.
  std::vector<TextRange> asides;
  std::vector<FormatRemark> remarks;
};

}  // namespace dondoc::registry
