// A notice for a person to check: the text with marks, what the document says about itself, the
// tasks, and the doubts. Drafts and directives on record look the same.
#pragma once

#include <string>

#include "services/cli/lang.h"
#include "services/cli/render/notice_tables.h"
#include "services/cli/render/table.h"
#include "services/cli/render/task_facts.h"

#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::cli {

std::string RenderDraft(const registry::v1::NoticeDraft& draft, const Naming& name_of,
                        const Lang& lang, const TableStyle& style);

// `tasks` in the directive's order.
std::string RenderDirective(const registry::v1::Directive& directive,
                            const registry::v1::ListTasksResponse& tasks, const Naming& name_of,
                            const Lang& lang, const TableStyle& style);

// A directive on record as far as a draft can say it: for whoever may not see the draft itself.
registry::v1::NoticeDraft DraftOfRecord(const registry::v1::Directive& directive,
                                        const registry::v1::ListTasksResponse& tasks);

}  // namespace dondoc::cli
