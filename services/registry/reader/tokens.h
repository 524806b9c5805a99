// Words, numbers and marks of a normalised text. The text is cut once; every later step works on
// indices into the result. Linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/reader/word_id.h"

namespace dondoc::registry {

// Bytes of a token; a longer run of letters or digits, which is no word, is cut into several.
inline constexpr size_t kMaxTokenBytes = 200;

enum class TokenKind : uint8_t { kWord, kNumber, kMark };

// Dashes of any length read as '-', round bullets as '*', typographic quotes as '"', an ellipsis
// character as '~' (three dots stay three marks), every other non-letter as '?'.
inline constexpr char kBulletMark = '*';
inline constexpr char kEllipsisMark = '~';

struct Token {
  // Byte range in the normalised text.
  uint32_t begin = 0;
  uint32_t end = 0;
  // Words: which one, whatever its case. Other tokens: 0.
  WordId word = 0;
  // Numbers: the value, -1 where it has more than nine digits.
  int32_t value = -1;
  TokenKind kind = TokenKind::kMark;
  // Marks: which one.
  char mark = 0;
  // White space stands between the token before and this one.
  bool space_before = false;
  // Line ends between the token before and this one, at most 255.
  uint8_t breaks_before = 0;
  // Words: the first letter is a capital; every letter is one.
  bool capital = false;
  bool upper = false;

  bool IsMark(char c) const { return kind == TokenKind::kMark && mark == c; }
  bool IsWord(WordId id) const { return kind == TokenKind::kWord && word == id; }
  bool IsNumber() const { return kind == TokenKind::kNumber; }
  bool IsWord() const { return kind == TokenKind::kWord; }
  // Number of digits of a number, bytes of anything else.
  uint32_t size() const { return end - begin; }
};

using Tokens = std::vector<Token>;

// Four digits that may be a year.
inline bool IsYear(const Token& token) {
  return token.IsNumber() && token.size() == 4 && token.value >= 1900 && token.value <= 2199;
}

// Whether the token at `at`, before `end`, is the word.
inline bool IsWordAt(const Tokens& tokens, size_t at, size_t end, WordId word) {
  return at < end && tokens[at].IsWord(word);
}

// Half-open range of token indices.
struct TokenRange {
  size_t begin = 0;
  size_t end = 0;

  bool empty() const { return begin >= end; }
  size_t size() const { return empty() ? 0 : end - begin; }
  bool operator==(const TokenRange&) const = default;
};

// Cuts `text` (normal form of common/text). "KH&CN" is one word; letters and digits never share one
// ("15h00" is 15, h, 00).
std::vector<Token> Tokenize(absl::string_view text);

// Lower case for Latin letters with Vietnamese marks (U+0000 to U+024F and U+1E00 to U+1EFF), in
// place of a call into ICU per word. Keeps the number of bytes; other characters stay.
std::string LowerVietnamese(absl::string_view text);

}  // namespace dondoc::registry
