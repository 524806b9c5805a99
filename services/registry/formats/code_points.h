// UTF-8 one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include <unicode/utf8.h>

namespace dondoc::registry {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The code point at `*offset` (< text.size()), which moves past it; U+FFFD for an ill-formed
// sequence.
inline char32_t NextCodePoint(absl::string_view text, size_t* offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const size_t size = text.size();
  UChar32 c;
  U8_NEXT(bytes, *offset, size, c);
  return c < 0 ? kReplacementCharacter : static_cast<char32_t>(c);
}

// `c` is a Unicode scalar value.
inline void AppendCodePoint(char32_t c, std::string* out) {
  char bytes[U8_MAX_LENGTH];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
  out->append(bytes, length);
}

}  // namespace dondoc::registry
