// The two code pages of Windows that Vietnamese files come in.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// Western European. The five bytes without a character become U+FFFD.
std::string FromWindows1252(absl::string_view bytes);

// Vietnamese: vowels, with tone marks behind them; in NFC.
std::string FromWindows1258(absl::string_view bytes);

}  // namespace dondoc::registry
