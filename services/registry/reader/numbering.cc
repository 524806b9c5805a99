#include "services/registry/reader/numbering.h"

#include "absl/strings/str_cat.h"

#include "services/registry/reader/time_expressions.h"

namespace dondoc::registry {
namespace {

constexpr int kMaxDecimalLevels = 5;
constexpr uint32_t kMaxDecimalDigits = 2;
constexpr uint32_t kMaxLetterBytes = 3;

bool ClosesNumber(const Token& token) {
  return !token.space_before && (token.IsMark('.') || token.IsMark(')') || token.IsMark('/'));
}

// The Party's way: "I- ", "1- ". A space must follow: "IV-2020" is a quarter.
bool ClosesWithDash(const Tokens& tokens, size_t at, size_t end) {
  return at + 1 < end && tokens[at].IsMark('-') && !tokens[at].space_before &&
         tokens[at + 1].space_before && tokens[at + 1].IsWord();
}

int OrdinalWord(const Token& token) {
  switch (token.word) {
    case "nhất"_w:
    case "một"_w:
      return 1;
    case "hai"_w:
      return 2;
    case "ba"_w:
      return 3;
    case "tư"_w:
    case "bốn"_w:
      return 4;
    case "năm"_w:
      return 5;
    case "sáu"_w:
      return 6;
    case "bảy"_w:
      return 7;
    case "tám"_w:
      return 8;
    case "chín"_w:
      return 9;
    case "mười"_w:
      return 10;
    default:
      return 0;
  }
}

// "Thứ nhất, ...", "Một là: ...".
std::optional<Numbering> ReadOrdinal(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  if (range.size() < 3 || !tokens[range.begin].capital) return std::nullopt;
  const bool nth = tokens[range.begin].IsWord("thứ"_w) && OrdinalWord(tokens[range.begin + 1]) > 0;
  const bool is = OrdinalWord(tokens[range.begin]) > 0 && tokens[range.begin + 1].IsWord("là"_w);
  if (!nth && !is) return std::nullopt;
  Numbering numbering;
  numbering.rank = kRankLetter;
  numbering.label = document.Line({range.begin, range.begin + 2});
  numbering.next = range.begin + 2;
  const Token& mark = tokens[numbering.next];
  if (mark.IsMark(',') || mark.IsMark(':') || mark.IsMark('.') || mark.IsMark('-')) {
    ++numbering.next;
  } else if (nth) {
    return std::nullopt;  // "Thứ hai tuần sau": a weekday.
  }
  return numbering;
}

std::optional<Numbering> ReadDecimal(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  size_t at = range.begin;
  int levels = 0;
  for (;;) {
    if (at >= range.end || !tokens[at].IsNumber() || tokens[at].size() > kMaxDecimalDigits) {
      return std::nullopt;
    }
    ++levels;
    ++at;
    const bool more = at + 1 < range.end && tokens[at].IsMark('.') && !tokens[at].space_before &&
                      tokens[at + 1].IsNumber() && !tokens[at + 1].space_before;
    if (!more) break;
    ++at;
  }
  if (levels > kMaxDecimalLevels) return std::nullopt;
  Numbering numbering;
  numbering.rank = kRankDecimal + levels - 1;
  numbering.label = std::string(document.Text({range.begin, at}));
  const bool closed = at < range.end && ClosesNumber(tokens[at]);
  if (closed) {
    // "1/2 số đơn vị" is a fraction.
    if (tokens[at].IsMark('/') && at + 1 < range.end && !tokens[at + 1].space_before) {
      return std::nullopt;
    }
    ++at;
  } else if (ClosesWithDash(tokens, at, range.end)) {
    ++at;
  } else {
    // "2.1 Văn phòng" goes without the last dot; "3 tháng" and "20.4 là hạn" are prose.
    if (levels < 2 || at >= range.end || !tokens[at].capital || !tokens[at].space_before) {
      return std::nullopt;
    }
  }
  numbering.next = at;
  return numbering;
}

std::optional<Numbering> ReadArticle(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  int rank = 0;
  if (tokens[range.begin].IsWord("điều"_w)) rank = kRankArticle;
  if (tokens[range.begin].IsWord("phần"_w) || tokens[range.begin].IsWord("chương"_w))
    rank = kRankPart;
  size_t at = range.begin + 1;
  if (rank == 0 || !tokens[range.begin].capital || at >= range.end) return std::nullopt;
  if (!tokens[at].IsNumber() && !RomanNumber(tokens[at])) return std::nullopt;
  Numbering numbering;
  numbering.rank = rank;
  numbering.label = document.Line({range.begin, at + 1});
  ++at;
  if (at < range.end && (tokens[at].IsMark('.') || tokens[at].IsMark(':'))) {
    ++at;
  } else if (at < range.end) {
    return std::nullopt;
  }
  numbering.next = at;
  return numbering;
}

// Roman numbers and single letters. "C.", "D.", "L." and "M." are letters: no notice has a hundred
// parts.
std::optional<Numbering> ReadLetter(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const Token& first = tokens[range.begin];
  if (range.size() < 2) return std::nullopt;
  const Token& mark = tokens[range.begin + 1];
  const bool followed =
      range.size() < 3 || tokens[range.begin + 2].space_before || tokens[range.begin + 2].IsWord();
  // "I- ", "I – Tổ Khoa học", "A – ĐÁNH GIÁ".
  const bool spaced = first.capital && (RomanNumber(first) || first.size() == 1) &&
                      mark.IsMark('-') && mark.space_before && range.size() > 2 &&
                      tokens[range.begin + 2].space_before && tokens[range.begin + 2].capital;
  const bool dash = spaced || ((RomanNumber(first) || (first.capital && first.size() == 1)) &&
                               ClosesWithDash(tokens, range.begin + 1, range.end));
  if (!dash && (!ClosesNumber(mark) || !followed)) return std::nullopt;
  Numbering numbering;
  numbering.label = std::string(document.Text({range.begin, range.begin + 1}));
  numbering.next = range.begin + 2;
  // One letter has at most three bytes; what has more is a word.
  const bool single =
      first.size() <= kMaxLetterBytes &&
      (first.size() == 1 || static_cast<unsigned char>(numbering.label[0]) >= 0xC0) &&
      !(first.size() == 3 && static_cast<unsigned char>(numbering.label[0]) < 0xE0);
  if (RomanNumber(first)) {
    numbering.rank = kRankRoman;
  } else if (single && first.capital && !mark.IsMark(')')) {
    numbering.rank = kRankRoman;
  } else if (single && !first.capital) {
    numbering.rank = kRankLetter;
  } else {
    return std::nullopt;
  }
  return numbering;
}

}  // namespace

std::optional<Numbering> ReadNumbering(const Document& document, TokenRange range) {
  if (range.empty()) return std::nullopt;
  const Token& first = document.tokens()[range.begin];
  if (first.IsNumber()) return ReadDecimal(document, range);
  if (first.IsWord()) {
    if (auto article = ReadArticle(document, range)) return article;
    if (auto ordinal = ReadOrdinal(document, range)) return ordinal;
    return ReadLetter(document, range);
  }
  Numbering numbering;
  switch (first.mark) {
    case '-':
      numbering.rank = kRankDash;
      break;
    case '+':
      numbering.rank = kRankPlus;
      break;
    case '*':
    case 'o':
      numbering.rank = kRankBullet;
      break;
    default:
      return std::nullopt;
  }
  numbering.next = range.begin + 1;
  return numbering;
}

}  // namespace dondoc::registry
