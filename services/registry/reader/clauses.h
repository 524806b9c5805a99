// Clauses that other services act on: orders about inspections, and legal clocks.
#pragma once

#include <vector>

#include "services/registry/reader/deadline_builder.h"
#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// The typed clauses of a task. `range`: its main words; `deadline`: its deadline, null where it has
// none. Only `kind` and `text` are filled; doubts are added to `doubts`.
std::vector<v1::Clause> ReadTypedClauses(const Document& document, TokenRange range,
                                         const DeadlineFinding* deadline,
                                         std::vector<DoubtAt>* doubts);

}  // namespace dondoc::registry
