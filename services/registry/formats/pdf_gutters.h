// Where a page is white from top to bottom of some lines. Private to the PDF layout.
#pragma once

#include <cstddef>
#include <vector>

#include "services/registry/formats/pdf_lines.h"
#include "services/registry/formats/pdf_tables.h"

namespace dondoc::registry::pdf {

// What some lines cover of the page's width, as intervals from left to right with white gutters
// between them.
class Coverage {
 public:
  // Gutters are at least this wide, in points.
  explicit Coverage(float gutter) : gutter_(gutter) {}

  // Covers what `line` covers, too.
  void Add(const Line& line);
  void Add(const std::vector<Column>& columns);
  // How many gutters there would be left with `line`.
  size_t GuttersWith(const Line& line) const;

  size_t gutters() const { return columns_.empty() ? 0 : columns_.size() - 1; }
  const std::vector<Column>& columns() const { return columns_; }

 private:
  std::vector<Column> Merged(std::vector<Column> intervals) const;

  const float gutter_;
  std::vector<Column> columns_;
};

// The column whose middle gutters enclose `x`.
size_t ColumnAt(const std::vector<Column>& columns, float x);

}  // namespace dondoc::registry::pdf
