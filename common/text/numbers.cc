#include "common/text/numbers.h"

#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/fold.h"

namespace dondoc::text {
namespace {

constexpr int64_t kThousand = 1'000;
constexpr int64_t kMillion = 1'000'000;
constexpr int64_t kBillion = 1'000'000'000;
constexpr int64_t kTrillion = 1'000'000'000'000;

uint64_t Magnitude(int64_t value) {
  return value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
}

// `value` with a dot before every group of three digits.
std::string Grouped(uint64_t value) {
  const std::string digits = absl::StrCat(value);
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back('.');
    out.push_back(digits[i]);
  }
  return out;
}

absl::Status InvalidMoney(absl::string_view why_en, absl::string_view why_vi) {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_MONEY",
               {absl::StrCat("not an amount of money: ", why_en),
                absl::StrCat("không phải số tiền: ", why_vi)});
}

absl::Status NotWhole() {
  return Error(absl::StatusCode::kInvalidArgument, "MONEY_NOT_WHOLE",
               {"the amount has a fraction of a đồng", "số tiền lẻ dưới một đồng"});
}

absl::Status OutOfRange() {
  return Error(absl::StatusCode::kOutOfRange, "MONEY_OUT_OF_RANGE",
               {"the amount is too large", "số tiền quá lớn"});
}

// One number as written: "1.234,50" is digits "1234", decimals "50".
struct Number {
  std::string digits;
  std::string decimals;
};

bool IsDigitAt(absl::string_view text, size_t i) {
  return i < text.size() && absl::ascii_isdigit(text[i]);
}

size_t DigitsAt(absl::string_view text, size_t i) {
  size_t count = 0;
  while (IsDigitAt(text, i + count)) ++count;
  return count;
}

// Takes a number from the front of `*rest`. Groups are separated all by dots or all by spaces; the
// first has one to three digits, the others three.
absl::StatusOr<Number> TakeNumber(absl::string_view* rest) {
  Number number;
  size_t at = DigitsAt(*rest, 0);
  if (at == 0) return InvalidMoney("a number is missing", "thiếu con số");
  number.digits = std::string(rest->substr(0, at));
  const char separator = at < rest->size() ? (*rest)[at] : '\0';
  if ((separator == '.' || separator == ' ') && IsDigitAt(*rest, at + 1)) {
    if (at > 3) return InvalidMoney("digits are grouped wrongly", "nhóm chữ số sai");
    while (at < rest->size() && (*rest)[at] == separator && IsDigitAt(*rest, at + 1)) {
      if (DigitsAt(*rest, at + 1) != 3) {
        return InvalidMoney("a dot or space separates groups of three digits",
                            "dấu chấm hoặc khoảng trắng phải tách từng ba chữ số");
      }
      absl::StrAppend(&number.digits, rest->substr(at + 1, 3));
      at += 4;
    }
  }
  if (at < rest->size() && (*rest)[at] == ',') {
    const size_t count = DigitsAt(*rest, at + 1);
    if (count == 0) return InvalidMoney("nothing follows the comma", "sau dấu phẩy không có số");
    number.decimals = std::string(rest->substr(at + 1, count));
    at += 1 + count;
  }
  if (at < rest->size() && ((*rest)[at] == '.' || (*rest)[at] == ',')) {
    return InvalidMoney("digits are grouped wrongly", "nhóm chữ số sai");
  }
  rest->remove_prefix(at);
  while (absl::ConsumePrefix(rest, " ")) {
  }
  return number;
}

struct Unit {
  absl::string_view word;  // Folded.
  int64_t dong;
};
constexpr std::array<Unit, 6> kUnits = {{{"nghìn", kThousand},
                                         {"ngàn", kThousand},
                                         {"triệu", kMillion},
                                         {"tr", kMillion},
                                         {"tỷ", kBillion},
                                         {"tỉ", kBillion}}};
constexpr std::array<absl::string_view, 4> kDongWords = {"đồng", "vnđ", "vnd", "đ"};

// True, and the word and the spaces after it taken, when `*rest` begins with exactly `word`.
bool TakeWord(absl::string_view* rest, absl::string_view word) {
  if (!absl::StartsWith(*rest, word)) return false;
  const absl::string_view after = rest->substr(word.size());
  // What follows must not continue the word: a letter of it, or a byte of one beyond ASCII.
  if (!after.empty() && (absl::ascii_isalpha(after[0]) || !absl::ascii_isascii(after[0]))) {
    return false;
  }
  *rest = after;
  while (absl::ConsumePrefix(rest, " ")) {
  }
  return true;
}

// Takes the unit at the front of `*rest`; 0 when there is none.
int64_t TakeUnit(absl::string_view* rest) {
  for (const Unit& unit : kUnits) {
    if (!TakeWord(rest, unit.word)) continue;
    if (unit.dong == kThousand && (TakeWord(rest, "tỷ") || TakeWord(rest, "tỉ"))) return kTrillion;
    return unit.dong;
  }
  return 0;
}

bool TakeDong(absl::string_view* rest) {
  for (const absl::string_view word : kDongWords) {
    if (TakeWord(rest, word)) return true;
  }
  return false;
}

// `number` of `unit`, in đồng, exactly.
absl::StatusOr<uint64_t> Amount(const Number& number, int64_t unit) {
  uint64_t whole = 0;
  if (!absl::SimpleAtoi(number.digits, &whole) ||
      __builtin_mul_overflow(whole, static_cast<uint64_t>(unit), &whole)) {
    return OutOfRange();
  }
  // Each decimal is worth a tenth of what the one before it was.
  int64_t place = unit;
  uint64_t fraction = 0;
  for (const char digit : number.decimals) {
    if (place % 10 != 0) {
      if (digit != '0') return NotWhole();
      continue;
    }
    place /= 10;
    fraction += static_cast<uint64_t>(digit - '0') * static_cast<uint64_t>(place);
  }
  if (__builtin_add_overflow(whole, fraction, &whole)) return OutOfRange();
  return whole;
}

// The sum of the parts of an unsigned amount in folded words.
absl::StatusOr<uint64_t> ParseParts(absl::string_view rest) {
  uint64_t sum = 0;
  int64_t previous = 0;  // Unit of the part before, 0 for none.
  bool last = false;     // Nothing may follow the part just read.
  while (!rest.empty()) {
    if (last) return InvalidMoney("something follows the amount", "thừa chữ sau số tiền");
    ASSIGN_OR_RETURN(const Number number, TakeNumber(&rest));
    int64_t unit = TakeUnit(&rest);
    const bool scaled = unit != 0;
    uint64_t half = 0;
    if (scaled && TakeWord(&rest, "rưỡi")) {
      if (!number.decimals.empty()) {
        return InvalidMoney("decimals and a half", "vừa có số lẻ vừa có rưỡi");
      }
      half = static_cast<uint64_t>(unit) / 2;
    }
    const bool dong = TakeDong(&rest);
    if (!scaled) {
      // "1 triệu 500" means 1 500 000 to one reader and 1 000 500 to another.
      if (previous != 0 && !dong) return InvalidMoney("a unit is missing", "thiếu đơn vị");
      unit = 1;
    }
    ASSIGN_OR_RETURN(uint64_t amount, Amount(number, unit));
    if (__builtin_add_overflow(amount, half, &amount)) return OutOfRange();
    if (previous != 0 && (unit >= previous || amount >= static_cast<uint64_t>(previous))) {
      return InvalidMoney("units must become smaller", "đơn vị phải nhỏ dần");
    }
    if (__builtin_add_overflow(sum, amount, &sum)) return OutOfRange();
    last = dong || !scaled || half != 0 || !number.decimals.empty();
    previous = unit;
  }
  if (previous == 0) return InvalidMoney("it is empty", "để trống");
  return sum;
}

constexpr std::array<absl::string_view, 10> kDigitWords = {"không", "một", "hai", "ba",  "bốn",
                                                           "năm",   "sáu", "bảy", "tám", "chín"};

std::optional<int> DigitFromWord(absl::string_view word) {
  if (word == "bẩy") return 7;
  for (size_t i = 0; i < kDigitWords.size(); ++i) {
    if (word == kDigitWords[i]) return static_cast<int>(i);
  }
  return std::nullopt;
}

// The last digit after "mười" or, with `tens` above one, after "... mươi".
std::optional<int> LastDigitFromWord(absl::string_view word, int tens) {
  if (word == "lăm" || (word == "nhăm" && tens > 1)) return 5;
  if (tens > 1 && word == "mốt") return 1;
  if (tens > 1 && word == "tư") return 4;
  const std::optional<int> digit = DigitFromWord(word);
  if (!digit || *digit == 0 || *digit == 5) return std::nullopt;
  return digit;
}

}  // namespace

std::string FormatMoney(int64_t dong, MoneyUnit unit) {
  return absl::StrCat(dong < 0 ? "-" : "", Grouped(Magnitude(dong)),
                      unit == MoneyUnit::kDong ? " đ" : "");
}

absl::StatusOr<int64_t> ParseMoney(absl::string_view text) {
  if (text.size() > kMaxMoneyTextBytes) {
    return InvalidMoney("it is too long", "quá dài");
  }
  const std::string folded = Fold(text);
  absl::string_view rest = folded;
  const bool negative = absl::ConsumePrefix(&rest, "-") || absl::ConsumePrefix(&rest, "−");
  if (negative) rest = absl::StripLeadingAsciiWhitespace(rest);
  ASSIGN_OR_RETURN(const uint64_t magnitude, ParseParts(rest));
  const uint64_t limit = Magnitude(negative ? std::numeric_limits<int64_t>::min()
                                            : std::numeric_limits<int64_t>::max());
  if (magnitude > limit) return OutOfRange();
  // Two's complement negation is defined for unsigned numbers and right for the smallest int64 too.
  return static_cast<int64_t>(negative ? ~magnitude + 1 : magnitude);
}

std::string FormatDecimalHundredths(int64_t hundredths) {
  const uint64_t magnitude = Magnitude(hundredths);
  const uint64_t cents = magnitude % 100;
  return absl::StrCat(hundredths < 0 ? "-" : "", Grouped(magnitude / 100), cents < 10 ? ",0" : ",",
                      cents);
}

std::optional<int> NumberFromWords(absl::string_view words) {
  const std::string folded = Fold(words.substr(0, kMaxMoneyTextBytes));
  const std::vector<absl::string_view> parts = absl::StrSplit(folded, ' ');
  if (parts.size() > 3) return std::nullopt;
  if (parts[0] == "mười") {
    if (parts.size() == 1) return 10;
    const auto last = LastDigitFromWord(parts[1], 1);
    if (parts.size() != 2 || !last) return std::nullopt;
    return 10 + *last;
  }
  const std::optional<int> first = DigitFromWord(parts[0]);
  if (!first || parts.size() == 1) return first;
  if (*first < 2 || parts[1] != "mươi") return std::nullopt;
  if (parts.size() == 2) return *first * 10;
  const auto last = LastDigitFromWord(parts[2], *first);
  if (!last) return std::nullopt;
  return *first * 10 + *last;
}

std::optional<std::string> NumberToWords(int number) {
  if (number < 0 || number > kMaxNumberInWords) return std::nullopt;
  const int tens = number / 10, last = number % 10;
  if (tens == 0) return std::string(kDigitWords[last]);
  std::string words = tens == 1 ? std::string("mười") : absl::StrCat(kDigitWords[tens], " mươi");
  if (last == 0) return words;
  const bool special = last == 5 || (last == 1 && tens > 1);
  absl::StrAppend(&words, " ", !special ? kDigitWords[last] : last == 5 ? "lăm" : "mốt");
  return words;
}

}  // namespace dondoc::text
