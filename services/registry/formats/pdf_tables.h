// Tables, which a PDF does not know. Here: words that stand in columns over several lines, with
// white space between the columns; ruled lines are not looked at. Private to the PDF layout.
#pragma once

#include <cstddef>
#include <vector>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_lines.h"

namespace dondoc::registry::pdf {

struct Column {
  float left = 0;
  float right = 0;
  float width() const { return right - left; }
};

struct Cell {
  size_t column = 0;
  size_t span = 1;
  // Rows that it covers, this one included.
  size_t row_span = 1;
  std::vector<Line> lines;
};

struct Row {
  std::vector<Cell> cells;  // By column, none empty.
};

struct Table {
  // Lines [begin, end) of the page.
  size_t begin = 0;
  size_t end = 0;
  std::vector<Column> columns;
  // With the head, if there is one, first.
  std::vector<Row> rows;
  // The first rows are the head; without ruled lines one row, this high, in points.
  size_t head_rows = 0;
  float head_height = 0;
  // The first row, behind the head, has no number while others have: the rest of a row that began
  // on the page before.
  bool begins_within_row = false;
  // Rows are told by the numbers in the first column.
  bool numbered = false;
};

// The tables of a page, from top to bottom. `before`: the table that ended the page before, where
// one did; the page may begin with its rest.
std::vector<Table> FindTables(const std::vector<Line>& lines, const Table* before);

// Whether `next`, which begins a page, is the rest of `table`, which ends the one before; then the
// rows of `next` are taken over into `table`, without a repeated head.
bool TakeContinuation(Table& table, Table& next);

// Whether `after` is the wrapped rest of `before` in a column of this width.
bool IsWrapped(const Line& before, const Line& after, float width);

}  // namespace dondoc::registry::pdf
