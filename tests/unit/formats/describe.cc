#include "tests/unit/formats/describe.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "common/text/normalize.h"
#include "services/registry/formats/limits.h"

namespace dondoc::registry {
namespace {

bool AtCharacter(const std::string& text, size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

std::string CheckOrder(const DocumentText& text, const std::vector<TextRange>& ranges,
                       absl::string_view name) {
  size_t last = 0;
  for (const TextRange& range : ranges) {
    if (range.empty() || range.begin < last || range.end > text.text.size() ||
        !AtCharacter(text.text, range.begin) || !AtCharacter(text.text, range.end))
      return absl::StrCat(name, " ", range.begin, "-", range.end, " after ", last);
    last = range.end;
  }
  return "";
}

std::string CheckTable(const TextTable& table) {
  std::vector<std::vector<bool>> taken(table.rows.size(), std::vector<bool>(kMaxTableColumns));
  for (size_t row = 0; row < table.rows.size(); ++row) {
    int next = 0;
    for (const TableCell& cell : table.rows[row].cells) {
      const std::string where = absl::StrCat("cell ", row, ",", cell.column);
      if (cell.column < next || cell.column_span < 1 || cell.row_span < 1 ||
          cell.column + cell.column_span > kMaxTableColumns ||
          row + static_cast<size_t>(cell.row_span) > table.rows.size())
        return absl::StrCat(where, " out of the grid");
      next = cell.column + cell.column_span;
      for (int down = 0; down < cell.row_span; ++down) {
        for (int column = cell.column; column < next; ++column) {
          if (taken[row + down][column]) return absl::StrCat(where, " overlaps");
          taken[row + down][column] = true;
        }
      }
    }
  }
  return "";
}

}  // namespace

std::vector<std::string> Texts(const DocumentText& text, const std::vector<TextRange>& ranges) {
  std::vector<std::string> texts;
  for (const TextRange& range : ranges)
    texts.push_back(text.text.substr(range.begin, range.end - range.begin));
  return texts;
}

std::string Grid(const DocumentText& text) {
  std::string grid;
  for (const TextTable& table : text.tables) {
    if (!grid.empty()) grid += "\n";
    for (const TableRow& row : table.rows) {
      std::vector<std::string> cells;
      for (const TableCell& cell : row.cells) {
        std::string place = absl::StrCat("[", cell.column);
        if (cell.column_span > 1) absl::StrAppend(&place, " c", cell.column_span);
        if (cell.row_span > 1) absl::StrAppend(&place, " r", cell.row_span);
        cells.push_back(absl::StrCat(place, "] ", absl::StrJoin(Texts(text, cell.ranges), "")));
      }
      absl::StrAppend(&grid, absl::StrReplaceAll(absl::StrJoin(cells, " "), {{"\n", "|"}}), "\n");
    }
  }
  return grid;
}

std::string CheckRanges(const DocumentText& text) {
  if (!text::IsValidUtf8(text.text)) return "not UTF-8";
  if (std::string wrong = CheckOrder(text, text.bold, "bold"); !wrong.empty()) return wrong;
  if (std::string wrong = CheckOrder(text, text.asides, "aside"); !wrong.empty()) return wrong;
  std::vector<TextRange> cells;
  for (const TextTable& table : text.tables) {
    if (std::string wrong = CheckTable(table); !wrong.empty()) return wrong;
    for (const TableRow& row : table.rows) {
      for (const TableCell& cell : row.cells)
        cells.insert(cells.end(), cell.ranges.begin(), cell.ranges.end());
    }
  }
  return CheckOrder(text, cells, "cell");
}

}  // namespace dondoc::registry
