// Walks the body: keeps the headings that are open, and reads what stands under each.
#pragma once

#include <vector>

#include "services/registry/reader/doubts.h"
#include "services/registry/reader/paragraphs.h"
#include "services/registry/reader/table_reader.h"
#include "services/registry/reader/task_reader.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Adds tasks, typed clauses, proposed units and the scope to `draft`, doubts about the whole to
// `doubts`. `tables`: the task tables, in order.
void ReadBody(const ReadingTools& tools, const Layout& layout, const std::vector<TaskTable>& tables,
              v1::NoticeDraft* draft, std::vector<DoubtAt>* doubts);

}  // namespace dondoc::registry
