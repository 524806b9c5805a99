// Which column of a task table says what, by the words of its header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "services/registry/reader/cell_grid.h"

namespace dondoc::registry {

enum class ColumnRole {
  kOther,
  kNumber,
  kContent,
  kLead,
  kCooperating,
  kTime,
  kProduct,
  kMoney,
  kSource
};

struct TableHeader {
  std::vector<ColumnRole> roles;
  // Rows of the header, and the first that is not of it. What stands above is no table of tasks.
  size_t first = 0;
  size_t body = 0;
  // "Hoàn thành trước": the day of a time cell is itself too late.
  bool before = false;
  // đồng of one in the money column ("triệu đồng"); 1 where nothing is said.
  int64_t money_unit = 1;

  // The column of a role; -1 where there is none. Of several the first, of time columns the last
  // ("Bắt đầu", "Hoàn thành").
  int Column(ColumnRole role) const;
};

// The header of a table of tasks; nullopt for any other table. `first_row` is where to look from.
std::optional<TableHeader> ReadTableHeader(const Document& document, const CellGrid& grid);

}  // namespace dondoc::registry
