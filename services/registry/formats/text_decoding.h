// Which encoding bytes of text are in when nothing but the bytes says so.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc::registry {

inline constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";

enum class Utf16 { kLittleEndian, kBigEndian };

// By the byte order mark; without one, by every other byte being zero, as in Vietnamese some four
// of five are.
std::optional<Utf16> Utf16Of(absl::string_view bytes);

// The text without its mark; nullopt for half characters, which no editor writes.
std::optional<std::string> FromUtf16(Utf16 order, absl::string_view bytes);

// The text of `bytes` in Windows-1258, TCVN3 or VNI, whichever spells Vietnamese best; nullopt
// where none does.
std::optional<std::string> FromOldVietnamese(absl::string_view bytes);

}  // namespace dondoc::registry
