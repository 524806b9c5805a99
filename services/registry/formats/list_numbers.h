// The numbers of ordered lists as people write them.
#pragma once

#include <string>

namespace dondoc::registry {

enum class NumberStyle { kDecimal, kSmallLetter, kCapitalLetter, kSmallRoman, kCapitalRoman };

// "4", "d", "D", "iv", "IV"; decimal for what letters (a to z, aa to zz) and Roman numerals (to
// 3999) cannot say.
std::string ListNumber(int number, NumberStyle style);

}  // namespace dondoc::registry
