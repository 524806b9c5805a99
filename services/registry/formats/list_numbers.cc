#include "services/registry/formats/list_numbers.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {
namespace {

constexpr int kLetters = 26;
// "zz" is the last; more of them are no label.
constexpr int kMaxLetterNumber = kLetters * 2;
constexpr int kMaxRoman = 3999;

std::string Roman(int number) {
  struct Digit {
    int value;
    absl::string_view letters;
  };
  constexpr Digit kDigits[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                               {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                               {5, "V"},    {4, "IV"},   {1, "I"}};
  std::string out;
  for (const Digit& digit : kDigits) {
    for (; number >= digit.value; number -= digit.value) absl::StrAppend(&out, digit.letters);
  }
  return out;
}

}  // namespace

std::string ListNumber(int number, NumberStyle style) {
  switch (style) {
    case NumberStyle::kSmallLetter:
    case NumberStyle::kCapitalLetter: {
      if (number < 1 || number > kMaxLetterNumber) break;
      const char first = style == NumberStyle::kSmallLetter ? 'a' : 'A';
      return std::string((number - 1) / kLetters + 1,
                         static_cast<char>(first + (number - 1) % kLetters));
    }
    case NumberStyle::kSmallRoman:
    case NumberStyle::kCapitalRoman:
      if (number < 1 || number > kMaxRoman) break;
      return style == NumberStyle::kCapitalRoman ? Roman(number)
                                                 : absl::AsciiStrToLower(Roman(number));
    case NumberStyle::kDecimal:
      break;
  }
  return absl::StrCat(number);
}

}  // namespace dondoc::registry
