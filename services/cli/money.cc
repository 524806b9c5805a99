#include "services/cli/money.h"

#include "absl/strings/str_cat.h"

namespace dondoc::cli {

std::string FormatMoney(int64_t dong, const Lang& lang) {
  std::string text = absl::StrCat(dong);
  const size_t sign = dong < 0 ? 1 : 0;
  for (size_t at = text.size(); at > sign + 3;) {
    at -= 3;
    text.insert(at, lang.vietnamese() ? "." : ",");
  }
  return text;
}

std::string FormatShare(int64_t basis_points, const Lang& lang) {
  std::string text = absl::StrCat(basis_points / 100);
  if (const int64_t rest = basis_points % 100; rest != 0) {
    std::string decimals = absl::StrCat(rest < 10 ? "0" : "", rest);
    if (decimals.back() == '0') decimals.pop_back();
    absl::StrAppend(&text, lang.vietnamese() ? "," : ".", decimals);
  }
  return text + "%";
}

}  // namespace dondoc::cli
