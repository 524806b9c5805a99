// One spelling for one text. Offices exchange files in which the same Vietnamese word comes
// composed (NFC) or decomposed (NFD), separated by plain or no-break spaces, with any line ending;
// rules and searches must see only one form, while citations must point into the bytes that were
// received.
//
// The normal form of a text:
//  - Unicode Normalization Form C (UAX #15);
//  - every space separator (U+00A0, U+2009, U+3000...) is U+0020; tabs stay;
//  - invisible characters (byte order mark, zero-width space and joiners, soft hyphen, directional
//    controls) are removed, wherever they stand;
//  - lines end in LF: CR LF, CR, VT, FF, NEL, U+2028 and U+2029 become one LF each;
//  - spaces and tabs at the end of a line and of the text are removed.
// Normalising twice changes nothing. All functions take time linear in the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

namespace dondoc::text {

// Largest text normalised at once, bytes. Documents are refused long before (the reader's own
// limits); this keeps offsets in 31 bits, which halves the map below.
inline constexpr size_t kMaxNormalizeBytes = size_t{64} << 20;

// Half-open range of bytes.
struct Span {
  size_t begin = 0;
  size_t end = 0;

  size_t size() const { return end - begin; }
  bool operator==(const Span&) const = default;
};

// The normal form of `utf8`. Errors: INVALID_ARGUMENT INVALID_UTF8 with the byte `offset` of the
// first ill-formed sequence (overlong forms, surrogates and values over U+10FFFF included);
// INVALID_ARGUMENT TEXT_TOO_LARGE.
absl::StatusOr<std::string> Normalize(absl::string_view utf8);

// As Normalize, for text that is compared or shown and never stored: ill-formed sequences become
// U+FFFD, and what exceeds the limit is cut off.
std::string NormalizeLossy(absl::string_view utf8);

// A normalised text that knows where each of its bytes came from. Holds 8 bytes per change, none
// for a text that was already normal; does not hold the original.
class NormalizedText {
 public:
  // Errors as Normalize.
  static absl::StatusOr<NormalizedText> From(absl::string_view original);

  const std::string& text() const { return text_; }
  size_t original_size() const { return original_size_; }

  // The offset in the original of what became the byte at `offset` of text(). Where several
  // characters were composed or reordered together, that is the first byte of all of them. For
  // `offset` >= text().size() it is original_size(). O(log changes).
  size_t OriginalOffset(size_t offset) const;

  // The smallest range of the original that became [begin, end) of text(), widened to whole groups
  // where only part of a composed group was asked for. Removed characters at either edge are left
  // out, those inside are in. An empty range gives an empty range at OriginalOffset(begin).
  // O(log changes).
  Span OriginalSpan(size_t begin, size_t end) const;

  // Number of map entries, for tests and memory accounting.
  size_t change_count() const { return runs_.size(); }

 private:
  friend class TextNormalizer;

  // A stretch of text() beginning at `text_begin`, ending where the next one begins (likewise in
  // the original). Not atomic: byte for byte the original's. Atomic: the whole stretch stands for
  // the whole original stretch; it is empty in text() where characters were removed.
  struct Run {
    uint32_t text_begin;
    uint32_t original_begin : 31;
    uint32_t atomic : 1;
  };

  size_t RunAt(size_t offset) const;
  size_t OriginalEnd(size_t offset) const;

  std::string text_;
  std::vector<Run> runs_;  // By text_begin, equal ones in original order; empty for identity.
  size_t original_size_ = 0;
};

bool IsValidUtf8(absl::string_view text);

// Code points in `text`, each ill-formed sequence counting as one.
size_t CountCodePoints(absl::string_view text);

// True when `text` is valid UTF-8 without control characters (C0, DEL, C1, line and paragraph
// separators) and without directional overrides and isolates, which make a name read as another.
bool IsControlFree(absl::string_view text);

// Checks a one-line text typed by a person: a name, a title, a reason. Adds at most one violation
// of `field` to `errors` and returns whether the text is good. Refused: ill-formed UTF-8, what
// IsControlFree refuses, more than `max_chars` code points after normalisation (so that NFC and NFD
// of one name fare alike), and text of spaces only. The empty string is good: whether a field is
// required is the caller's question.
bool ValidatePersonText(absl::string_view field, absl::string_view text, size_t max_chars,
                        FieldErrors& errors);

}  // namespace dondoc::text
