// Tables of tasks: plans and appendices, a row a task.
#pragma once

#include <optional>
#include <vector>

#include "services/registry/reader/cell_grid.h"
#include "services/registry/reader/table_header.h"
#include "services/registry/reader/task_reader.h"

namespace dondoc::registry {

// A table whose header says that its rows are tasks.
struct TaskTable {
  CellGrid grid;
  TableHeader header;
  // One past the last row of the table; a signature may stand below in the same grid.
  size_t end = 0;
  // From the header to the last row.
  TokenRange tokens;
};

// The task tables of `tables`, in order; the others are left to be read as text.
std::vector<TaskTable> FindTaskTables(const Document& document,
                                      const std::vector<TextTable>& tables);

// Adds the tasks of `table` to `draft`. `context`: what the headings above it say; a unit that they
// name leads where the table has no column for it. `base`: as ReadTimeCell. Returns false when the
// draft is full.
bool ReadTaskTable(const ReadingTools& tools, const TaskTable& table, const ClauseContext& context,
                   std::optional<absl::CivilDay> base, v1::NoticeDraft* draft,
                   std::vector<UnitReading>* unknown);

}  // namespace dondoc::registry
