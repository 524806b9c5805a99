#include "services/registry/storage/office_number.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {

std::string FormatOfficeNumber(absl::string_view kind, int64_t year, int64_t sequence) {
  return absl::StrFormat("%s-%d-%04d", kind, year, sequence);
}

std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  OfficeNumber number;
  if (parts.size() != 3 || parts[0] != "NV" || !absl::SimpleAtoi(parts[1], &number.year) ||
      !absl::SimpleAtoi(parts[2], &number.sequence)) {
    return std::nullopt;
  }
  return number;
}

}  // namespace dondoc::registry
