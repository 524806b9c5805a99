// The rows of a table whose lines and columns are known. Private to the PDF layout.
#pragma once

#include <vector>

#include "services/registry/formats/pdf_lines.h"
#include "services/registry/formats/pdf_tables.h"

namespace dondoc::registry::pdf {

// A line of one cell.
struct Piece {
  size_t column = 0;
  size_t span = 1;
  Line line;
};

// "TT", "STT": the head of a column of numbers.
bool IsNumberHead(const Line& line);

// Adds `cell` to `row`; to the cell that covers one of its columns, where there is one.
void AddToRow(Cell cell, Row& row);
// Cells by column; two that have come to overlap are one.
void SortRow(Row& row);

// Fills in rows and head of `table` from its pieces, which are not empty. `before`: the table it
// may continue, or nullptr.
void MakeRows(std::vector<Piece> pieces, const Table* before, Table& table);

}  // namespace dondoc::registry::pdf
