// A notice as one static page to check, print or send: the document with what was read marked in
// place, and beside every passage a card of the task that was read in it.
#pragma once

#include <string>

#include "services/cli/lang.h"
#include "services/cli/render/task_facts.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// A whole HTML 5 document, as RenderHtml makes them.
std::string RenderNoticePage(const registry::v1::NoticeDraft& draft, const Naming& name_of,
                             const Lang& lang);

}  // namespace dondoc::cli
