// Numbers as Vietnamese offices write them: dots between thousands, a comma before decimals,
// amounts in triệu and tỷ, and small numbers in words beside the digits ("03 (ba) ngày"). Integers
// only: money is int64 đồng, and nothing here passes through floating point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::text {

// Longest amount read, bytes; "-9.223.372.036.854.775.807 đồng" has 36.
inline constexpr size_t kMaxMoneyTextBytes = 128;

enum class MoneyUnit { kNone, kDong };

// `dong` with dots between thousands: "1.234.567", "-500", with kDong "1.234.567 đ".
std::string FormatMoney(int64_t dong, MoneyUnit unit = MoneyUnit::kNone);

// The amount in đồng that `text` says. Accepts, in either case, Unicode form and tone placement:
//   1000000   1.000.000   1 000 000   -1.000   1.000.000 đồng (or đ, VND, VNĐ)
//   1,5 triệu   500 nghìn đồng (ngàn)   500tr   2 tỷ (tỉ)   3 nghìn tỷ   2 tỷ 500 triệu
//   1 triệu rưỡi (a half of the unit before)
// In a sum every part has a smaller unit than the one before it and stays below it; only the last
// may have decimals. A dot that does not separate three digits is refused, never guessed at.
// Errors: INVALID_ARGUMENT INVALID_MONEY (not an amount), INVALID_ARGUMENT MONEY_NOT_WHOLE
// (fractions of a đồng), OUT_OF_RANGE MONEY_OUT_OF_RANGE (does not fit int64).
absl::StatusOr<int64_t> ParseMoney(absl::string_view text);

// Hundredths as a decimal number, always with two places: 12345 is "123,45", 5 is "0,05",
// -123456700 is "-1.234.567,00". For rates ("87,50" percent).
std::string FormatDecimalHundredths(int64_t hundredths);

// Largest number that has words here: terms in days and working days stay below it.
inline constexpr int kMaxNumberInWords = 99;

// The number that the Vietnamese words say, 0 to kMaxNumberInWords: "ba", "mười lăm", "hai mươi
// mốt", in any case and Unicode form; nullopt for anything else. "mười năm" and "hai mươi năm" are
// ten and twenty years, not numbers.
std::optional<int> NumberFromWords(absl::string_view words);

// The words for `number`, lower case; nullopt outside 0 to kMaxNumberInWords.
std::optional<std::string> NumberToWords(int number);

}  // namespace dondoc::text
