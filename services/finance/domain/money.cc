#include "services/finance/domain/money.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"

namespace dondoc::finance {
namespace {

absl::Status Overflow(absl::string_view operation, int64_t a, int64_t b) {
  return Error(absl::StatusCode::kOutOfRange, "AMOUNT_OVERFLOW",
               {absl::StrCat("The amount ", a, " ", operation, " ", b, " is too large."),
                absl::StrCat("Số tiền ", a, " ", operation, " ", b, " vượt quá giới hạn.")})
      .With("left", absl::StrCat(a))
      .With("operation", operation)
      .With("right", absl::StrCat(b));
}

}  // namespace

absl::StatusOr<int64_t> CheckedAdd(int64_t a, int64_t b) {
  int64_t result;
  if (__builtin_add_overflow(a, b, &result)) return Overflow("+", a, b);
  return result;
}

absl::StatusOr<int64_t> CheckedSub(int64_t a, int64_t b) {
  int64_t result;
  if (__builtin_sub_overflow(a, b, &result)) return Overflow("-", a, b);
  return result;
}

absl::StatusOr<int64_t> CheckedMul(int64_t a, int64_t b) {
  int64_t result;
  if (__builtin_mul_overflow(a, b, &result)) return Overflow("*", a, b);
  return result;
}

absl::StatusOr<int64_t> CheckedSum(const std::vector<int64_t>& amounts) {
  int64_t sum = 0;
  for (int64_t amount : amounts) {
    ASSIGN_OR_RETURN(sum, CheckedAdd(sum, amount));
  }
  return sum;
}

bool AtLeastShare(int64_t part, int64_t whole, Fraction share) {
  return absl::int128(part) * share.denominator >= absl::int128(share.numerator) * whole;
}

bool AtMostShare(int64_t part, int64_t whole, Fraction share) {
  return absl::int128(part) * share.denominator <= absl::int128(share.numerator) * whole;
}

std::optional<int64_t> BasisPoints(int64_t part, int64_t whole) {
  if (whole <= 0) return std::nullopt;
  const absl::int128 scaled = absl::int128(part) * 10'000;
  absl::int128 quotient = scaled / whole;
  if (scaled < 0 && quotient * whole != scaled) quotient -= 1;
  if (quotient > std::numeric_limits<int64_t>::max() ||
      quotient < std::numeric_limits<int64_t>::min()) {
    return std::nullopt;
  }
  return static_cast<int64_t>(quotient);
}

absl::StatusOr<std::vector<int64_t>> SplitByLargestRemainder(int64_t total,
                                                             const std::vector<int64_t>& weights) {
  FieldErrors errors;
  ValidateAmountOrZero(total, "total", errors);
  if (weights.empty() || weights.size() > kMaxSplitParts) {
    errors.Add("weights", {absl::StrCat("Give 1 to ", kMaxSplitParts, " weights."),
                           absl::StrCat("Cần từ 1 đến ", kMaxSplitParts, " tỷ trọng.")});
  }
  int64_t weight_sum = 0;
  for (size_t i = 0; i < weights.size() && i < kMaxSplitParts; ++i) {
    if (weights[i] < 0 || weights[i] > kMaxSplitWeight) {
      errors.Add(absl::StrCat("weights[", i, "]"),
                 {absl::StrCat("A weight is 0 to ", kMaxSplitWeight, "."),
                  absl::StrCat("Tỷ trọng phải từ 0 đến ", kMaxSplitWeight, ".")});
    } else {
      weight_sum += weights[i];  // At most 1000 * 10^6.
    }
  }
  if (errors.empty() && weight_sum == 0 && total != 0) {
    errors.Add("weights", {"At least one weight must be above zero.",
                           "Phải có ít nhất một tỷ trọng lớn hơn 0."});
  }
  RETURN_IF_ERROR(errors.ToStatus());

  std::vector<int64_t> parts(weights.size(), 0);
  if (total == 0) return parts;
  std::vector<int64_t> remainders(weights.size(), 0);
  int64_t left = total;
  for (size_t i = 0; i < weights.size(); ++i) {
    const absl::int128 share = absl::int128(total) * weights[i];
    parts[i] = static_cast<int64_t>(share / weight_sum);
    remainders[i] = static_cast<int64_t>(share % weight_sum);
    left -= parts[i];
  }
  // The remainders sum to left * weight_sum and each is below weight_sum, so `left` is below the
  // number of parts with a remainder and no part gets more than one đồng.
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  for (size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
  return parts;
}

void ValidateAmount(int64_t amount, absl::string_view field, FieldErrors& errors) {
  if (amount > 0 && amount <= kMaxAmount) return;
  errors.Add(field, {absl::StrCat("An amount is 1 to ", kMaxAmount, " đồng."),
                     absl::StrCat("Số tiền phải từ 1 đến ", kMaxAmount, " đồng.")});
}

void ValidateAmountOrZero(int64_t amount, absl::string_view field, FieldErrors& errors) {
  if (amount >= 0 && amount <= kMaxAmount) return;
  errors.Add(field, {absl::StrCat("An amount is 0 to ", kMaxAmount, " đồng."),
                     absl::StrCat("Số tiền phải từ 0 đến ", kMaxAmount, " đồng.")});
}

std::string FormatDong(int64_t amount) {
  std::string digits = absl::StrCat(amount);
  const size_t first = amount < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ".");
  }
  return absl::StrCat(digits, " đồng");
}

}  // namespace dondoc::finance
