// Private to common/text: the few ICU calls its files share. Everything here is lazy: ICU's tables
// are mapped when first used, so a service that only starts never pays for them.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include <unicode/normalizer2.h>
#include <unicode/utypes.h>

namespace dondoc::text::internal {

// What an invalid sequence is read as where text is compared or shown rather than stored.
inline constexpr char32_t kReplacement = 0xFFFD;

// Ends the process when ICU reports a failure. The only ones possible here are missing library data
// and exhausted memory; there is nothing sensible to go on with after either.
void CheckIcu(UErrorCode code, const char* what);

// ICU's own immutable singletons, safe to share between threads.
const icu::Normalizer2& Nfc();
const icu::Normalizer2& Nfd();

// Reads the code point at `*offset` (< text.size()) and moves `*offset` past it. Returns a negative
// value for an ill-formed sequence, of which the longest well-formed prefix is skipped.
UChar32 NextCodePoint(absl::string_view text, size_t* offset);

void AppendUtf8(char32_t c, std::string* out);
std::string ToUtf8(const std::u32string& text);
// Ill-formed sequences become U+FFFD.
std::u32string ToCodePoints(absl::string_view text);

// Space separators other than U+0020: no-break, en, em, thin, ideographic and so on.
bool IsOddSpace(char32_t c);
// Characters without width that only steer layout or joining: byte order mark, zero-width space and
// joiners, soft hyphen, directional marks, overrides and isolates.
bool IsInvisible(char32_t c);
// Characters that end a line besides LF: CR, VT, FF, NEL, U+2028 and U+2029.
bool IsOddLineBreak(char32_t c);

}  // namespace dondoc::text::internal
