#include "common/text/sort_key.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <unicode/coll.h>
#include <unicode/unistr.h>

#include "common/text/fold.h"
#include "common/text/unicode.h"

namespace dondoc::text {
namespace {

// Ours, beside ICU's: what we do to the text before it is collated.
constexpr int kSchemeVersion = 1;

// Bytes looked at before the limit in code points applies; bounds the work on a hostile text.
// Twelve bytes a letter is more than a decomposed letter with two marks takes.
constexpr size_t kMaxSortInputBytes = kMaxSortChars * 12;

// Bytes of a person's key that the given name may take.
constexpr size_t kMaxGivenKeyBytes = 128;

// Made on first use and never changed: the const functions of a collator may run concurrently.
// Leaked on purpose, so that threads still running at exit find it.
const icu::Collator& Vietnamese() {
  static const icu::Collator* const collator = [] {
    UErrorCode code = U_ZERO_ERROR;
    icu::Collator* made = icu::Collator::createInstance(icu::Locale("vi"), code);
    internal::CheckIcu(code, "Collator::createInstance");
    made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, code);
    internal::CheckIcu(code, "Collator::setAttribute");
    return made;
  }();
  return *collator;
}

// The text that is collated: bounded, NFC, one tone placement, single spaces.
std::u32string Prepared(absl::string_view utf8) {
  size_t size = utf8.size();
  if (size > kMaxSortInputBytes) {
    size = kMaxSortInputBytes;
    while (size > 0 && (static_cast<uint8_t>(utf8[size]) & 0xC0) == 0x80) --size;
  }
  const std::string canonical = CanonicalTonePlacement(utf8.substr(0, size));
  std::u32string out;
  for (const char32_t c : internal::ToCodePoints(canonical)) {
    if (out.size() == kMaxSortChars) break;
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (!space) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// The key without ICU's closing zero byte, at most `limit` bytes.
std::string KeyOf(const std::u32string& text, size_t limit) {
  if (text.empty()) return "";
  const icu::UnicodeString units = icu::UnicodeString::fromUTF32(
      reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size()));
  std::array<uint8_t, kMaxSortKeyBytes> buffer;
  const int32_t full =
      Vietnamese().getSortKey(units, buffer.data(), static_cast<int32_t>(buffer.size()));
  // What did not fit is counted in `full` but not written; a cut key orders by what it has.
  const size_t written = std::min(static_cast<size_t>(full), buffer.size());
  std::string key(reinterpret_cast<const char*>(buffer.data()), std::min(written, limit));
  if (!key.empty() && key.back() == '\0') key.pop_back();
  return key;
}

}  // namespace

std::string SortKey(absl::string_view utf8) { return KeyOf(Prepared(utf8), kMaxSortKeyBytes); }

std::string PersonSortKey(absl::string_view full_name) {
  const std::u32string name = Prepared(full_name);
  if (name.empty()) return "";
  const size_t space = name.rfind(U' ');
  const std::u32string given = space == std::u32string::npos ? name : name.substr(space + 1);
  // Folded, so that "AN" and "An" are one given name and the rest decides. The zero byte stands
  // below every byte of a key, so a shorter given name comes first.
  std::string key = KeyOf(internal::ToCodePoints(Fold(internal::ToUtf8(given))), kMaxGivenKeyBytes);
  key.push_back('\0');
  absl::StrAppend(&key, KeyOf(name, kMaxSortKeyBytes - key.size()));
  return key;
}

std::string SortKeyVersion() {
  UVersionInfo version;
  Vietnamese().getVersion(version);
  return absl::StrCat(kSchemeVersion, "-",
                      absl::BytesToHexString(absl::string_view(
                          reinterpret_cast<const char*>(version), sizeof(version))));
}

}  // namespace dondoc::text
