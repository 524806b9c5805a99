// Units that are not named again: "Sở này", "Đơn vị này".
#pragma once

#include "services/registry/reader/unit_phrases.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Makes of "Bộ này" the unit that a task of `draft` named last and that is called so; leaves `unit`
// where it is another, or where none was named.
void ResolveReference(const Document& document, const v1::NoticeDraft& draft, UnitReading* unit);

}  // namespace dondoc::registry
