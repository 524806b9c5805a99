#include "services/registry/formats/text_decoding.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include <unicode/utf16.h>

#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/code_points.h"
#include "services/registry/formats/legacy_encodings.h"
#include "services/registry/formats/vietnamese_spelling.h"

namespace dondoc::registry {
namespace {

// Bytes that are looked at to tell UTF-16 and the code page; the first words of a text suffice.
constexpr size_t kSampleBytes = size_t{64} << 10;

unsigned Unit(Utf16 order, absl::string_view bytes, size_t at) {
  const unsigned first = static_cast<unsigned char>(bytes[at]);
  const unsigned second = static_cast<unsigned char>(bytes[at + 1]);
  return order == Utf16::kLittleEndian ? first | second << 8 : first << 8 | second;
}

// Windows-1258 where the words from the first that is not ASCII are spelt right in it.
SpellingScore ScoreAs1258(absl::string_view bytes) {
  size_t first = 0;
  while (first < bytes.size() && static_cast<unsigned char>(bytes[first]) < 0x80) ++first;
  while (first > 0 && bytes[first - 1] != ' ' && bytes[first - 1] != '\n') --first;
  return ScoreSpelling(FromWindows1258(bytes.substr(first, kSampleBytes)));
}

}  // namespace

std::optional<Utf16> Utf16Of(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "\xFF\xFE")) return Utf16::kLittleEndian;
  if (absl::StartsWith(bytes, "\xFE\xFF")) return Utf16::kBigEndian;
  const size_t size = std::min(bytes.size(), kSampleBytes) & ~size_t{1};
  size_t zeros[2] = {};
  for (size_t at = 0; at < size; ++at) zeros[at % 2] += bytes[at] == '\0';
  // The high bytes are the zero ones; hardly a character (some pictographs) has a zero low byte.
  const size_t enough = size / 2 / 4;
  if (zeros[1] > enough && zeros[0] * 16 <= zeros[1]) return Utf16::kLittleEndian;
  if (zeros[0] > enough && zeros[1] * 16 <= zeros[0]) return Utf16::kBigEndian;
  return std::nullopt;
}

std::optional<std::string> FromUtf16(Utf16 order, absl::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  for (size_t at = 0; at < bytes.size(); at += 2) {
    char32_t c = Unit(order, bytes, at);
    if (at == 0 && c == 0xFEFF) continue;
    if (U16_IS_SURROGATE(c)) {
      if (!U16_IS_SURROGATE_LEAD(c) || at + 2 >= bytes.size()) return std::nullopt;
      const char32_t trail = Unit(order, bytes, at + 2);
      if (!U16_IS_TRAIL(trail)) return std::nullopt;
      c = U16_GET_SUPPLEMENTARY(c, trail);
      at += 2;
    }
    AppendCodePoint(c, &out);
  }
  return out;
}

std::optional<std::string> FromOldVietnamese(absl::string_view bytes) {
  const SpellingScore as_1258 = ScoreAs1258(bytes);
  if (as_1258.Convincing()) return FromWindows1258(bytes);
  const std::optional<LegacyEncoding> legacy = GuessLegacyEncoding(bytes);
  if (!legacy.has_value()) return std::nullopt;
  return BytesFromLegacy(*legacy, bytes);
}

}  // namespace dondoc::registry
