// How a clause opens: who orders, what kind of order it is, and who is told.
#pragma once

#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/unit_phrases.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

struct Order {
  v1::Act act = v1::ASSIGNMENT;
  // Where the verb stands that makes it such an order; empty for a plain one.
  TokenRange act_range;
  // Who is told, the first leading; empty where nobody is named.
  std::vector<UnitReading> units;
  // By "giao", "phân công" or a verb like it, which overrules a heading.
  bool assigned = false;
  // The unit itself begins the clause, without a verb that hands it the work.
  bool subject = false;
  // A leader agrees or decides, and nobody is told: a ruling.
  bool ruling = false;
  // First token of what is to be done.
  size_t predicate = 0;
};

// Reads the opening of the clause `range`.
Order ReadOrder(const Document& document, const UnitMatcher& matcher, TokenRange range);

// Where a comma or "và" inside `range` begins an order to another unit ("..., giao Sở Tài chính
// ..."): the first token of "giao". Past the first order only.
std::vector<size_t> FurtherOrders(const Document& document, const UnitMatcher& matcher,
                                  TokenRange range);

// The units that a bracket at the end of the clause names: "(Văn phòng chủ trì; xong trước 15/3)",
// "(Giao Phòng A)". Empty where there is none.
std::vector<UnitReading> BracketUnits(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range);

// Whether a task can begin with `range`: an action verb, an adverbial before one, or somebody who
// is told.
bool BeginsOrder(const Document& document, const UnitMatcher& matcher, TokenRange range);

// One past the basis or the occasion that `range` opens with, however long, where behind one of its
// commas somebody orders: "Căn cứ Quyết định số 03/2021/QĐ-UBND ..., Văn phòng UBND tỉnh đề nghị Sở
// A". The beginning where there is none.
size_t BasisEnd(const Document& document, const UnitMatcher& matcher, TokenRange range);

// Past connectives and adverbials that stand before who and what: "Trước mắt, ", "Trong tháng 6, ".
size_t SkipAdverbials(const Document& document, const UnitMatcher& matcher, TokenRange range);

}  // namespace dondoc::registry
