#include "common/text/unicode.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <unicode/utf8.h>

namespace dondoc::text::internal {

void CheckIcu(UErrorCode code, const char* what) {
  if (U_SUCCESS(code)) return;
  std::fprintf(stderr, "ICU failed in %s: %s\n", what, u_errorName(code));
  std::abort();
}

const icu::Normalizer2& Nfc() {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFCInstance(code);
  CheckIcu(code, "getNFCInstance");
  return *instance;
}

const icu::Normalizer2& Nfd() {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFDInstance(code);
  CheckIcu(code, "getNFDInstance");
  return *instance;
}

UChar32 NextCodePoint(absl::string_view text, size_t* offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const size_t size = text.size();
  UChar32 c;
  U8_NEXT(bytes, *offset, size, c);
  return c;
}

void AppendUtf8(char32_t c, std::string* out) {
  char bytes[U8_MAX_LENGTH];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
  out->append(bytes, length);
}

std::string ToUtf8(const std::u32string& text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) AppendUtf8(c, &out);
  return out;
}

std::u32string ToCodePoints(absl::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const UChar32 c = NextCodePoint(text, &i);
    out.push_back(c < 0 ? kReplacement : static_cast<char32_t>(c));
  }
  return out;
}

bool IsOddSpace(char32_t c) {
  return c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool IsInvisible(char32_t c) {
  return c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool IsOddLineBreak(char32_t c) {
  return c == '\r' || c == '\v' || c == '\f' || c == 0x0085 || c == 0x2028 || c == 0x2029;
}

}  // namespace dondoc::text::internal
