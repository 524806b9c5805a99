#include "tests/unit/formats/table_printer.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/text/normalize.h"
#include "services/registry/formats/limits.h"

namespace dondoc::registry {
namespace {

std::string PrintCell(const DocumentText& document, const TableCell& cell) {
  std::string out;
  if (cell.column_span != 1 || cell.row_span != 1)
    absl::StrAppend(&out, cell.column_span, "x", cell.row_span, "*");
  bool first = true;
  for (const TextRange& range : cell.ranges) {
    absl::StrAppend(&out, first ? "" : "/",
                    absl::StrReplaceAll(document.text.substr(range.begin, range.end - range.begin),
                                        {{"\r", ""}, {"\n", "\\n"}}));
    first = false;
  }
  return out;
}

std::string CheckRanges(const DocumentText& document, const std::vector<TextRange>& ranges,
                        const char* what) {
  size_t last = 0;
  for (const TextRange& range : ranges) {
    if (range.empty() || range.begin < last || range.end > document.text.size())
      return absl::StrCat(what, " has a bad range ", range.begin, "-", range.end);
    if (!text::IsValidUtf8(document.text.substr(range.begin, range.end - range.begin)))
      return absl::StrCat(what, " cuts a character at ", range.begin, "-", range.end);
    last = range.end;
  }
  return "";
}

}  // namespace

std::string PrintTables(const DocumentText& document) {
  std::string out;
  for (const TextTable& table : document.tables) {
    if (&table != &document.tables.front()) out += "\n";
    for (const TableRow& row : table.rows) {
      int column = 0;
      for (const TableCell& cell : row.cells) {
        // Columns that a cell of a row above covers.
        for (; column < cell.column; ++column) out += column == 0 ? "^" : " | ^";
        absl::StrAppend(&out, column == 0 ? "" : " | ", PrintCell(document, cell));
        column += cell.column_span;
      }
      out += "\n";
    }
  }
  return out;
}

std::string CheckDocument(const DocumentText& document) {
  if (!text::IsValidUtf8(document.text)) return "the text is not UTF-8";
  if (document.text.size() > kMaxTextBytes) return "the text is too long";
  std::string problem = CheckRanges(document, document.bold, "bold");
  if (problem.empty()) problem = CheckRanges(document, document.asides, "aside");
  size_t cells = 0, last_table = 0;
  for (const TextTable& table : document.tables) {
    size_t begin = document.text.size(), end = 0;
    for (const TableRow& row : table.rows) {
      int column = 0;
      for (const TableCell& cell : row.cells) {
        ++cells;
        if (cell.column < column || cell.column_span < 1 || cell.row_span < 1 ||
            cell.column + cell.column_span > kMaxTableColumns || cell.row_span > kMaxRowSpan)
          return absl::StrCat("a cell at column ", cell.column, " has no place");
        column = cell.column + cell.column_span;
        if (problem.empty()) problem = CheckRanges(document, cell.ranges, "cell");
        if (cell.ranges.empty()) continue;
        begin = std::min(begin, cell.ranges.front().begin);
        end = std::max(end, cell.ranges.back().end);
      }
    }
    if (end > 0 && begin < last_table) return "tables overlap";
    last_table = std::max(last_table, end);
  }
  if (cells > kMaxTableCells) return "too many cells";
  return problem;
}

}  // namespace dondoc::registry
