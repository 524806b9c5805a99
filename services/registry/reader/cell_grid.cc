#include "services/registry/reader/cell_grid.h"

#include <algorithm>

#include "services/registry/formats/limits.h"

namespace dondoc::registry {

CellGrid::CellGrid(const Document& document, const TextTable& table) {
  for (const TableRow& row : table.rows) {
    for (const TableCell& cell : row.cells)
      columns_ = std::max(columns_, cell.column + cell.column_span);
  }
  columns_ = std::min(columns_, kMaxTableColumns);
  grid_.assign(table.rows.size(), std::vector<int>(static_cast<size_t>(columns_), -1));
  for (size_t r = 0; r < table.rows.size(); ++r) {
    for (const TableCell& source : table.rows[r].cells) {
      const int index = static_cast<int>(cells_.size());
      Cell& cell = cells_.emplace_back();
      cell.row = r;
      cell.column = source.column;
      cell.column_span = source.column_span;
      for (const TextRange range : source.ranges) {
        const TokenRange tokens = document.TokensOf(range);
        if (tokens.empty()) continue;
        cell.ranges.push_back(tokens);
        tokens_ = tokens_.empty() ? tokens
                                  : TokenRange{std::min(tokens_.begin, tokens.begin),
                                               std::max(tokens_.end, tokens.end)};
      }
      const size_t last = std::min(table.rows.size(), r + static_cast<size_t>(source.row_span));
      const int right = std::min(columns_, source.column + source.column_span);
      for (size_t row = r; row < last; ++row) {
        for (int column = source.column; column < right; ++column) {
          int& place = grid_[row][static_cast<size_t>(column)];
          if (place < 0) place = index;
        }
      }
    }
  }
}

const CellGrid::Cell* CellGrid::At(size_t row, int column) const {
  if (row >= grid_.size() || column < 0 || column >= columns_) return nullptr;
  const int index = grid_[row][static_cast<size_t>(column)];
  return index < 0 ? nullptr : &cells_[static_cast<size_t>(index)];
}

bool CellGrid::BeginsAt(size_t row, int column) const {
  const Cell* cell = At(row, column);
  return cell != nullptr && cell->row == row && cell->column == column;
}

}  // namespace dondoc::registry
