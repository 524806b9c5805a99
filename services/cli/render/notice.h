// A notice for a person to check: the text with marks, what the document says about itself, the
// tasks, and the doubts. Drafts and directives on record look the same.
#pragma once

#include <functional>
#include <string>

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::cli {

// What people call a resource.
using Naming = std::function<std::string(const std::string&)>;

std::string RenderDraft(const registry::v1::NoticeDraft& draft, const Naming& name_of,
                        const Lang& lang, const TableStyle& style);

// `tasks` in the directive's order.
std::string RenderDirective(const registry::v1::Directive& directive,
                            const registry::v1::ListTasksResponse& tasks, const Naming& name_of,
                            const Lang& lang, const TableStyle& style);

// Number of doubts in the draft, its tasks' included.
int DoubtCount(const registry::v1::NoticeDraft& draft);

// "1/4 cuộc", "0/2", "" where there is no quantity.
std::string QuantityText(const registry::v1::Quantity& quantity);

}  // namespace dondoc::cli
