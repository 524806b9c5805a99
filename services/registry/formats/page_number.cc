#include "services/registry/formats/page_number.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kWordsBesideNumbers[] = {"trang", "trên", "page", "of"};

bool IsWordBesideNumbers(absl::string_view word) {
  for (absl::string_view known : kWordsBesideNumbers) {
    if (absl::EqualsIgnoreCase(word, known)) return true;
  }
  return false;
}

// Digits, Roman ones too, with marks around them. A single letter counts as one: "i", "v".
bool IsNumber(absl::string_view word) {
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return false;
    if (absl::ascii_isalpha(byte) && !absl::StrContains("ivxlcIVXLC", c)) return false;
  }
  return true;
}

}  // namespace

bool IsPageNumber(absl::string_view text) {
  // Marks of typography around the number.
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \t\n/"), absl::SkipEmpty())) {
    if (word == "–" || word == "—" || word == "•") continue;
    if (!IsWordBesideNumbers(word) && !IsNumber(word)) return false;
  }
  return true;
}

}  // namespace dondoc::registry
