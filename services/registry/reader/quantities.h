// Goals in numbers: "02 cuộc thanh tra", "04 đề tài, dự án", "04 còn lại".
#pragma once

#include <optional>
#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

struct QuantityFinding {
  // The number and its noun.
  TokenRange range;
  v1::Quantity quantity;
  std::vector<DoubtAt> doubts;
};

// The first quantity in `range`; nullopt where there is none. Numbers in `masked` (ascending:
// citations, deadlines), times, places, money, percentages and ordinals are none. Linear.
std::optional<QuantityFinding> FindQuantity(const Document& document, TokenRange range,
                                            const std::vector<TokenRange>& masked);

// Reads a whole number with dots between thousands at `at`; nullopt for anything else. `next` is
// one past it.
struct WholeNumber {
  int64_t value = 0;
  size_t next = 0;
};
std::optional<WholeNumber> ReadWholeNumber(const std::vector<Token>& tokens, size_t at, size_t end);

}  // namespace dondoc::registry
