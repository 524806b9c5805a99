#include "services/registry/reader/tokens.h"

namespace dondoc::registry {
namespace {

struct Character {
  char32_t code = 0;
  uint32_t size = 1;
};

// `text` is valid UTF-8: SourceText checked it.
Character CharacterAt(absl::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const uint32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1F) << 6) | (byte(at + 1) & 0x3F), 2};
  if (lead < 0xF0) {
    return {((lead & 0x0F) << 12) | ((byte(at + 1) & 0x3F) << 6) | (byte(at + 2) & 0x3F), 3};
  }
  return {((lead & 0x07) << 18) | ((byte(at + 1) & 0x3F) << 12) | ((byte(at + 2) & 0x3F) << 6) |
              (byte(at + 3) & 0x3F),
          4};
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Letters of Vietnamese and of its neighbours in Unicode, and combining marks that stayed apart.
// Everything from U+2000 to U+2BFF is punctuation and symbols, and private-use characters are what
// word processors write for bullets.
bool IsLetter(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c);
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2C00) return false;
  if (c >= 0x3000 && c < 0x3040) return false;
  if (c >= 0xE000 && c < 0xF900) return false;
  return true;
}

char MarkOf(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2212) return '-';
  if (c == 0x2026) return kEllipsisMark;
  if (c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB || c == 0x201E) return '"';
  if (c == 0x2018 || c == 0x2019) return '\'';
  // Bullets, squares, circles, arrows and check marks, and the private-use ones of Symbol fonts.
  if (c == 0xB7 || c == 0x2022 || c == 0x2023 || c == 0x2043 || (c >= 0x2190 && c < 0x2C00) ||
      (c >= 0xE000 && c < 0xF900)) {
    return kBulletMark;
  }
  return '?';
}

// Pairs of an even capital and an odd small letter, as most of Latin Extended is laid out.
bool IsEvenCapital(char32_t c) { return (c & 1) == 0; }

char32_t LowerOf(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x1AF) return 0x1B0;
  if ((c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
      c == 0x1A0 || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF)) {
    return IsEvenCapital(c) ? c + 1 : c;
  }
  return c;
}

void AppendCharacter(char32_t c, uint32_t size, std::string* out) {
  if (size == 1) {
    out->push_back(static_cast<char>(c));
  } else if (size == 2) {
    out->push_back(static_cast<char>(0xC0 | (c >> 6)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (size == 3) {
    out->push_back(static_cast<char>(0xE0 | (c >> 12)));
    out->push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | (c >> 18)));
    out->push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

class Tokenizer {
 public:
  explicit Tokenizer(absl::string_view text) : text_(text) {}

  std::vector<Token> Run() {
    tokens_.reserve(text_.size() / 5 + 8);
    while (at_ < text_.size()) {
      const Character c = CharacterAt(text_, at_);
      if (c.code == ' ' || c.code == '\t' || c.code == '\n') {
        space_ = true;
        if (c.code == '\n' && breaks_ < 255) ++breaks_;
        at_ += c.size;
      } else if (IsDigit(c.code)) {
        Number();
      } else if (IsLetter(c.code)) {
        Word();
      } else {
        Token& token = Start(TokenKind::kMark);
        token.mark = MarkOf(c.code);
        at_ += c.size;
        token.end = static_cast<uint32_t>(at_);
      }
    }
    return std::move(tokens_);
  }

 private:
  Token& Start(TokenKind kind) {
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.begin = static_cast<uint32_t>(at_);
    token.space_before = space_ || at_ == 0;
    token.breaks_before = breaks_;
    space_ = false;
    breaks_ = 0;
    return token;
  }

  void Number() {
    Token& token = Start(TokenKind::kNumber);
    constexpr uint32_t kMaxDigits = 9;
    int32_t value = 0;
    while (at_ < text_.size() && at_ - token.begin < kMaxTokenBytes &&
           IsDigit(static_cast<unsigned char>(text_[at_]))) {
      if (at_ - token.begin < kMaxDigits) value = value * 10 + (text_[at_] - '0');
      ++at_;
    }
    token.end = static_cast<uint32_t>(at_);
    token.value = token.size() <= kMaxDigits ? value : -1;
  }

  void Word() {
    Token& token = Start(TokenKind::kWord);
    WordHasher hasher;
    bool upper = true;
    for (bool first = true; at_ < text_.size() && at_ - token.begin < kMaxTokenBytes;
         first = false) {
      Character c = CharacterAt(text_, at_);
      if (c.code == '&' && !first && at_ + 1 < text_.size() &&
          IsLetter(CharacterAt(text_, at_ + 1).code)) {
        // "KH&CN" is one abbreviation.
        hasher.Add('&');
        at_ += c.size;
        continue;
      }
      if (!IsLetter(c.code)) break;
      const char32_t lower = LowerOf(c.code);
      const bool capital = lower != c.code;
      if (first) token.capital = capital;
      if (!capital) upper = false;
      hasher.Add(lower);
      at_ += c.size;
    }
    token.end = static_cast<uint32_t>(at_);
    token.upper = upper;
    token.word = hasher.Id();
  }

  absl::string_view text_;
  size_t at_ = 0;
  bool space_ = false;
  uint8_t breaks_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokenize(absl::string_view text) { return Tokenizer(text).Run(); }

std::string LowerVietnamese(absl::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Character c = CharacterAt(text, at);
    AppendCharacter(LowerOf(c.code), c.size, &result);
    at += c.size;
  }
  return result;
}

}  // namespace dondoc::registry
