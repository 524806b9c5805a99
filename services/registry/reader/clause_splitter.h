// Cuts prose into single things to do: at full stops, and at semicolons behind which an order
// begins.
#pragma once

#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/unit_matcher.h"

namespace dondoc::registry {

// One clause: from its first word to its last, without the mark that ends it.
struct ClausePiece {
  TokenRange range;
  // It does not begin with anything to be done.
  bool without_action = false;
};

// The clauses of `range`, in order. Brackets are never cut. What follows a semicolon without an
// order ("Bản tin KH&CN; Lịch KH&CN") stays with the clause before it, and so does a clause that
// consists of a deadline only. Linear in the range.
std::vector<ClausePiece> SplitClauses(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range);

// `range` without marks that belong to no clause: quotation marks that open nothing, full stops,
// semicolons, the end mark "./.".
TokenRange TrimClause(const Document& document, TokenRange range);

}  // namespace dondoc::registry
