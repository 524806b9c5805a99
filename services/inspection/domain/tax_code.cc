#include "services/inspection/domain/tax_code.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::inspection {
namespace {

constexpr size_t kEnterpriseDigits = 10;
constexpr size_t kPersonalDigits = 12;
constexpr size_t kBranchDigits = 13;
// Longest input looked at: 13 digits with a separator after each.
constexpr size_t kMaxInputBytes = 32;

}  // namespace

absl::StatusOr<std::string> NormalizeTaxCode(absl::string_view text, absl::string_view field) {
  std::string digits;
  size_t hyphen_after = 0;
  bool well_formed = text.size() <= kMaxInputBytes;
  for (const char c : well_formed ? text : absl::string_view()) {
    if (absl::ascii_isdigit(c)) {
      digits.push_back(c);
    } else if (c == '-' && hyphen_after == 0 && !digits.empty()) {
      hyphen_after = digits.size();
    } else if (c != ' ' && c != '.') {
      well_formed = false;
    }
  }
  const bool branch =
      digits.size() == kBranchDigits && (hyphen_after == 0 || hyphen_after == kEnterpriseDigits);
  const bool plain =
      hyphen_after == 0 && (digits.size() == kEnterpriseDigits || digits.size() == kPersonalDigits);
  if (!well_formed || (!branch && !plain)) {
    return InvalidField(field, {"must be 10 digits, 10 and 3 with a hyphen, or 12 digits",
                                "phải gồm 10 chữ số, 10 và 3 chữ số có gạch nối, hoặc 12 chữ số"});
  }
  if (!branch) return digits;
  return absl::StrCat(digits.substr(0, kEnterpriseDigits), "-", digits.substr(kEnterpriseDigits));
}

absl::string_view EnterpriseOf(absl::string_view tax_code) {
  const size_t hyphen = tax_code.find('-');
  return hyphen == absl::string_view::npos ? tax_code : tax_code.substr(0, hyphen);
}

}  // namespace dondoc::inspection
