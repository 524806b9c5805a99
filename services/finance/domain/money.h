// Arithmetic on đồng. Amounts are int64, never floating point; sums and products are checked;
// shares are compared by 128-bit cross-multiplication, never by division.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

namespace dondoc::finance {

// Largest amount of one field, in đồng: 10^15, about half a year's state budget of the whole
// country. A unit mistaken by a thousand is caught for every real programme, and 9,000 such amounts
// sum without overflow.
inline constexpr int64_t kMaxAmount = 1'000'000'000'000'000;

// Parts that SplitByLargestRemainder makes at most.
inline constexpr int kMaxSplitParts = 1000;
// Largest weight of a part.
inline constexpr int64_t kMaxSplitWeight = 1'000'000;

// a + b, a - b, a * b. OUT_OF_RANGE, reason AMOUNT_OVERFLOW, where the result is no int64.
absl::StatusOr<int64_t> CheckedAdd(int64_t a, int64_t b);
absl::StatusOr<int64_t> CheckedSub(int64_t a, int64_t b);
absl::StatusOr<int64_t> CheckedMul(int64_t a, int64_t b);

// Sum of all. Errors as CheckedAdd.
absl::StatusOr<int64_t> CheckedSum(const std::vector<int64_t>& amounts);

// A fraction of a rule, e.g. 50 % = {1, 2}. `denominator` is above zero.
struct Fraction {
  int64_t numerator = 0;
  int64_t denominator = 1;
};

// True where part / whole >= share, that is part * denominator >= share.numerator * whole. Exact
// for all int64 values; never divides, so a whole of zero is at least any share of itself.
bool AtLeastShare(int64_t part, int64_t whole, Fraction share);

// True where part / whole <= share. Exactly the share passes.
bool AtMostShare(int64_t part, int64_t whole, Fraction share);

// part / whole in hundredths of a percent, rounded down (towards minus infinity), not clipped at
// 100 %. nullopt where `whole` is not above zero or the result is no int64.
std::optional<int64_t> BasisPoints(int64_t part, int64_t whole);

// Splits `total` (0 to kMaxAmount) in proportion to `weights` so that the parts sum to it exactly:
// every part gets its share rounded down, and the đồng left over go to the largest remainders, the
// earlier part first among equals. A weight of zero gives a part of zero.
// INVALID_ARGUMENT, reason INVALID_FIELD, for a total or weight out of range, no weights, more than
// kMaxSplitParts, or weights that are all zero while the total is not.
absl::StatusOr<std::vector<int64_t>> SplitByLargestRemainder(int64_t total,
                                                             const std::vector<int64_t>& weights);

// Adds an error on `field` unless 0 < amount <= kMaxAmount.
void ValidateAmount(int64_t amount, absl::string_view field, FieldErrors& errors);

// Adds an error on `field` unless 0 <= amount <= kMaxAmount.
void ValidateAmountOrZero(int64_t amount, absl::string_view field, FieldErrors& errors);

// "1.234.567 đồng", as Vietnamese writes it.
std::string FormatDong(int64_t amount);

}  // namespace dondoc::finance
