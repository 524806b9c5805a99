// Clauses that tell and do not order: what was done, what is lacking, what somebody thinks of it.
#pragma once

#include "services/registry/reader/document.h"
#include "services/registry/reader/orders.h"

namespace dondoc::registry {

// Whether the clause `range`, which opens with `order`, orders nothing. `dated`: it sets a day;
// `cites`: it names a paper by its number.
bool IsStatement(const Document& document, TokenRange range, const Order& order, bool dated,
                 bool cites);

}  // namespace dondoc::registry
