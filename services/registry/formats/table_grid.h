// The grid of one table while its cells arrive row by row: which column a cell stands in, and which
// columns are covered by cells of the rows above.
#pragma once

#include <array>
#include <cstddef>

#include "services/registry/formats/document_text.h"
#include "services/registry/formats/limits.h"

namespace dondoc::registry {

class TableGrid {
 public:
  void StartRow();

  // Leaves `columns` of the row without a cell.
  void Skip(int columns);

  // Puts a cell into the first column of the row that is free. Spans are cut to what the grid
  // allows. False for a cell beyond the last column, which the table does not have.
  bool StartCell(int column_span, int row_span);

  // Lets the cell above cover this place too; false where there is none that ends here.
  bool ContinueCell(int column_span);

  // Text of the last cell that was started.
  void AddRange(TextRange range);

  // The table, row spans cut to its rows. Without rows where no cell has text.
  TextTable Finish() &&;

 private:
  struct Column {
    // The cell that covers it, and the first row that it does not cover.
    size_t row = 0;
    size_t cell = 0;
    size_t covered_until = 0;
  };

  size_t row() const { return table_.rows.size() - 1; }
  bool Covered(int column) const { return columns_[column].covered_until > row(); }

  TextTable table_;
  std::array<Column, kMaxTableColumns> columns_;
  int next_column_ = 0;
  bool has_text_ = false;
};

}  // namespace dondoc::registry
