// Amounts of money in prose: "1,5 tỷ đồng", "2.300 triệu đồng", "5.600.000.000 đồng".
#pragma once

#include <cstdint>
#include <vector>

#include "services/registry/reader/document.h"

namespace dondoc::registry {

struct AmountFinding {
  TokenRange range;
  int64_t dong = 0;
};

// The amounts in `range`, ascending, at most `most`. A number needs a unit of money behind it.
std::vector<AmountFinding> FindAmounts(const Document& document, TokenRange range, int most);

}  // namespace dondoc::registry
