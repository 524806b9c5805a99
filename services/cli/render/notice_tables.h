// The parts of a notice as tables, for a terminal and for a page.
#pragma once

#include "services/cli/lang.h"
#include "services/cli/render/table.h"
#include "services/cli/render/task_facts.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// What the document says about itself, without a head.
Table HeaderTable(const registry::v1::DirectiveHeader& header, const Lang& lang);

// The clauses that finance and inspection act on.
Table ClauseTable(const google::protobuf::RepeatedPtrField<registry::v1::Clause>& clauses,
                  const Lang& lang);

// Rulings that give nobody a task.
Table DecisionTable(const registry::v1::NoticeDraft& draft, const Lang& lang);

// Units the directory does not know.
Table ProposedUnitTable(const registry::v1::NoticeDraft& draft, const Lang& lang);

// Doubts about the document as a whole.
Table DocumentDoubtTable(const registry::v1::NoticeDraft& draft, const Lang& lang);

// Number of doubts in the draft, its tasks' included.
int DoubtCount(const registry::v1::NoticeDraft& draft);

}  // namespace dondoc::cli
