#include "services/registry/formats/table_grid.h"

#include <algorithm>
#include <utility>

namespace dondoc::registry {

void TableGrid::StartRow() {
  table_.rows.emplace_back();
  next_column_ = 0;
}

void TableGrid::Skip(int columns) {
  next_column_ += std::clamp(columns, 0, kMaxTableColumns - next_column_);
}

bool TableGrid::StartCell(int column_span, int row_span) {
  while (next_column_ < kMaxTableColumns && Covered(next_column_)) ++next_column_;
  if (next_column_ == kMaxTableColumns) return false;
  TableCell cell;
  cell.column = next_column_;
  cell.row_span = std::clamp(row_span, 1, kMaxRowSpan);
  const int most = std::clamp(column_span, 1, kMaxTableColumns - next_column_);
  const Column covering{row(), table_.rows.back().cells.size(),
                        row() + static_cast<size_t>(cell.row_span)};
  do {
    columns_[next_column_++] = covering;
  } while (next_column_ < cell.column + most && !Covered(next_column_));
  cell.column_span = next_column_ - cell.column;
  table_.rows.back().cells.push_back(std::move(cell));
  return true;
}

bool TableGrid::ContinueCell(int column_span) {
  if (next_column_ == kMaxTableColumns || row() == 0) return false;
  Column& column = columns_[next_column_];
  if (column.covered_until != row()) return false;
  TableCell& cell = table_.rows[column.row].cells[column.cell];
  if (cell.column != next_column_ || cell.row_span == kMaxRowSpan) return false;
  ++cell.row_span;
  for (int i = 0; i < cell.column_span; ++i) ++columns_[cell.column + i].covered_until;
  // A merged cell has the same width in every row; one that claims otherwise shifts what follows.
  Skip(std::max(column_span, 1));
  return true;
}

void TableGrid::AddRange(TextRange range) {
  table_.rows.back().cells.back().ranges.push_back(range);
  has_text_ = true;
}

TextTable TableGrid::Finish() && {
  if (!has_text_) return {};
  for (size_t row = 0; row < table_.rows.size(); ++row) {
    const int most = static_cast<int>(std::min<size_t>(table_.rows.size() - row, kMaxRowSpan));
    for (TableCell& cell : table_.rows[row].cells) cell.row_span = std::min(cell.row_span, most);
  }
  return std::move(table_);
}

}  // namespace dondoc::registry
