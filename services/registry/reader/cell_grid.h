// A table as rows and columns of tokens, merged cells spread over all they cover.
#pragma once

#include <cstddef>
#include <vector>

#include "services/registry/formats/document_text.h"
#include "services/registry/reader/document.h"

namespace dondoc::registry {

class CellGrid {
 public:
  struct Cell {
    // What stands in it, in order; empty ones are left out.
    std::vector<TokenRange> ranges;
    size_t row = 0;
    int column = 0;
    int column_span = 1;

    bool empty() const { return ranges.empty(); }
  };

  CellGrid(const Document& document, const TextTable& table);

  size_t rows() const { return grid_.size(); }
  int columns() const { return columns_; }
  // The cell that covers the place; null where none does.
  const Cell* At(size_t row, int column) const;
  // Whether the cell at the place begins in this very row.
  bool BeginsAt(size_t row, int column) const;
  // All tokens of the table; empty for a table without words.
  TokenRange tokens() const { return tokens_; }

 private:
  int columns_ = 0;
  std::vector<Cell> cells_;
  // Index into cells_, or -1.
  std::vector<std::vector<int>> grid_;
  TokenRange tokens_;
};

}  // namespace dondoc::registry
