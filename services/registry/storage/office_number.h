// Office numbers of tasks: "NV-2022-0012".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

struct OfficeNumber {
  int64_t year = 0;
  int64_t sequence = 0;
};

// "NV-2022-0012": four digits, more where needed.
std::string FormatOfficeNumber(absl::string_view kind, int64_t year, int64_t sequence);

// The parts of a task's number as it is written (kind NV, in capitals), or nothing.
std::optional<OfficeNumber> ParseOfficeNumber(absl::string_view text);

}  // namespace dondoc::registry
