#include "services/registry/reader/outline.h"

#include <algorithm>

#include "common/text/normalize.h"
#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/collectives.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/pattern.h"
#include "services/registry/reader/unit_words.h"

namespace dondoc::registry {
namespace {

// Whether `line` reads like a unit's name alone, with items below it.
bool IsUnitHeading(const Document& document, TokenRange line, bool items_follow) {
  const Tokens& tokens = document.tokens();
  return items_follow && tokens[line.begin].capital &&
         document.Text(line).size() <= kMaxUnitNameBytes &&
         UnitNouns().Match(tokens, line.begin, line.end).has_value();
}

// "2", "- 2 -" alone on a line: the number of a page, in the middle of whatever goes on over it.
bool IsPageNumber(const Document& document, TokenRange line) {
  const Tokens& tokens = document.tokens();
  constexpr uint32_t kMaxDigits = 4;
  size_t numbers = 0;
  for (size_t at = line.begin; at < line.end; ++at) {
    if (tokens[at].IsNumber() && tokens[at].size() <= kMaxDigits) {
      ++numbers;
    } else if (!tokens[at].IsMark('-')) {
      return false;
    }
  }
  return numbers == 1 && line.size() <= 3;
}

// A text whose lines were broken by a program at one width: there a line that has room for the next
// word ends its paragraph, and a line that has none does not, whatever its last mark is.
class Wrapping {
 public:
  Wrapping(const Document& document, const Layout& layout, size_t begin, size_t end)
      : document_(document) {
    const Tokens& tokens = document.tokens();
    size_t pairs = 0;
    size_t widest = 0;
    for (size_t i = begin; i + 1 < end; ++i) {
      if (!IsPair(tokens, layout, i)) continue;
      ++pairs;
      widest = std::max(widest, WidthOf(layout.lines[i]));
    }
    if (pairs < kMinPairs || widest > kMaxWidth || widest < kMinWidth) return;
    size_t full = 0;
    for (size_t i = begin; i + 1 < end; ++i) {
      if (IsPair(tokens, layout, i) && IsFull(layout.lines[i], layout.lines[i + 1], widest)) {
        ++full;
      }
    }
    if (full * 100 >= pairs * kMinFullPercent) width_ = widest;
  }

  bool known() const { return width_ > 0; }
  // Whether `line` has no room for the first word of `next`.
  bool IsFull(TokenRange line, TokenRange next) const { return IsFull(line, next, width_); }
  // Whether `next` begins further right than `line`.
  bool IsSetIn(TokenRange line, TokenRange next) const {
    constexpr size_t kIndent = 3;
    return IndentOf(next) >= IndentOf(line) + kIndent;
  }

 private:
  static constexpr size_t kMinPairs = 4;
  static constexpr size_t kMinWidth = 40;
  static constexpr size_t kMaxWidth = 140;
  static constexpr size_t kMinFullPercent = 75;

  // Two lines in a row, the second without numbering of its own.
  bool IsPair(const Tokens& tokens, const Layout& layout, size_t i) const {
    const TokenRange next = layout.lines[i + 1];
    return tokens[next.begin].breaks_before == 1 && !ReadNumbering(document_, next) &&
           !IsSeparator(document_, layout.lines[i]) && SplitCells(document_, next).size() == 1;
  }

  bool IsFull(TokenRange line, TokenRange next, size_t width) const {
    const Tokens& tokens = document_.tokens();
    size_t word = next.begin;
    while (word + 1 < next.end && !tokens[word + 1].space_before) ++word;
    return WidthOf(line) + 1 + CountCodePoints({next.begin, word + 1}) > width;
  }

  size_t CountCodePoints(TokenRange range) const {
    return text::CountCodePoints(document_.Text(range));
  }

  size_t IndentOf(TokenRange line) const {
    const absl::string_view text = document_.source().text();
    const size_t begin = document_.tokens()[line.begin].begin;
    return begin - (begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1);
  }

  // Characters of the line, its indent included.
  size_t WidthOf(TokenRange line) const { return IndentOf(line) + CountCodePoints(line); }

  const Document& document_;
  size_t width_ = 0;
};

// Words that no line ends with but one that is wrapped.
bool LeavesOpen(const Token& token) {
  switch (token.word) {
    case "và"_w:
    case "của"_w:
    case "với"_w:
    case "cho"_w:
    case "tại"_w:
    case "các"_w:
    case "những"_w:
    case "theo"_w:
    case "từ"_w:
    case "trong"_w:
    case "hoặc"_w:
    case "do"_w:
    case "để"_w:
    case "bằng"_w:
    case "trên"_w:
    case "đối"_w:
    case "ngày"_w:
    case "số"_w:
    case "trình"_w:
    case "gửi"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// "UBND thành phố hoàn thành bồi thường giải phóng mặt bằng": a body that does something, and no
// heading. Over an empty line (not `wrapped`) a collective's name may be one all the same.
bool IsOpenSentence(const Document& document, TokenRange range, bool wrapped) {
  constexpr size_t kLeastWords = 8;
  const Tokens& tokens = document.tokens();
  if (range.size() < kLeastWords || IsUpper(document, range)) return false;
  const bool body = (UnitNouns().Match(tokens, range.begin, range.end) &&
                     !NotUnits().Match(tokens, range.begin, range.end)) ||
                    (wrapped && CollectiveEnd(tokens, range.begin, range.end) > range.begin);
  if (!body) return false;
  for (size_t at = range.begin + 2; at < range.end; ++at) {
    if (!tokens[at].capital && ActionVerbs().Match(tokens, at, range.end)) return true;
  }
  return false;
}

// "phối hợp với các Bộ: Tài chính, Nội vụ ...": the colon leads to names, and to nothing to do.
bool NamesFollow(const Tokens& tokens, size_t colon, size_t end) {
  if (colon < 2 || colon + 1 >= end) return false;
  const Token& noun = tokens[colon - 1];
  const bool body = noun.IsWord("bộ"_w) || noun.IsWord("sở"_w) || noun.IsWord("tỉnh"_w) ||
                    noun.IsWord("huyện"_w) || noun.IsWord("xã"_w) || noun.IsWord("phường"_w) ||
                    noun.IsWord("phố"_w);
  const Token& next = tokens[colon + 1];
  // "các sở, ngành:".
  const bool branches = noun.IsWord("ngành"_w) && colon > 3 && tokens[colon - 2].IsMark(',');
  return ((body && tokens[colon - 2].IsWord("các"_w)) || branches) && next.IsWord() &&
         next.capital && next.breaks_before <= 1 && !BeginsAction(tokens, colon + 1, end) &&
         (next.breaks_before == 0 || !UnitNouns().Match(tokens, colon + 1, end));
}

// Whether `line` goes on with the sentence that `block` left open. `items_follow`: the line after
// it is numbered.
bool Continues(const Document& document, const Wrapping& wrapping, const Block& block,
               TokenRange previous, TokenRange line, bool items_follow) {
  const Tokens& tokens = document.tokens();
  // A table or a note stands between, and no page number.
  for (size_t at = previous.end; at < line.begin; ++at) {
    if (!tokens[at].IsNumber() && !tokens[at].IsMark('-')) return false;
  }
  constexpr size_t kMaxPageNumberTokens = 3;
  if (line.begin - previous.end > kMaxPageNumberTokens) return false;
  if (block.content.empty()) return true;
  if (wrapping.known() && tokens[line.begin].breaks_before == 1 &&
      wrapping.IsFull(previous, line)) {
    // A first line set in begins a paragraph, full or not the line before.
    if (!EndsClosed(document, previous) || !wrapping.IsSetIn(previous, line)) return true;
  }
  const Token& next = tokens[line.begin];
  // "(qua Phòng Nông nghiệp)" at the end of a line, and the sentence goes on.
  const Token& before = tokens[block.content.end - 1];
  if ((before.IsMark(')') || before.IsMark('"')) && next.IsWord() && !next.capital &&
      next.breaks_before == 1) {
    return true;
  }
  // "...;" over "báo cáo kết quả": lines of one paragraph.
  if (before.IsMark(';') && next.IsWord() && !next.capital && next.breaks_before == 1) return true;
  if (before.IsMark(':') && NamesFollow(tokens, block.content.end - 1, line.end)) return true;
  if (EndsClosed(document, block.content)) return false;
  const Token& first = tokens[line.begin];
  if (!first.capital && !first.IsNumber()) return first.IsWord() || first.IsMark('(');
  // A heading in capitals goes on only in capitals.
  if (IsUpper(document, block.content) && !IsUpper(document, line)) return false;
  const Token& last = tokens[block.content.end - 1];
  if (last.IsMark(',') || last.IsMark('-') || LeavesOpen(last)) return true;
  // "... phối hợp với Sở" over "Nông nghiệp và Môi trường".
  if (first.breaks_before == 1 && (last.IsWord("sở"_w) || last.IsWord("bộ"_w)) && last.capital &&
      block.content.size() > 1 && LeavesOpen(tokens[block.content.end - 2])) {
    return true;
  }
  // "... ngày 30/8/2022, báo cáo" over "UBND huyện trước 30/11".
  constexpr size_t kReportTokens = 3;
  if (last.IsWord("cáo"_w) && first.breaks_before == 1 && block.content.size() > kReportTokens &&
      tokens[block.content.end - kReportTokens].IsMark(',')) {
    return true;
  }
  if (first.IsWord() && BeginsAction(tokens, line.begin, line.end)) return false;
  if (IsUnitHeading(document, line, items_follow)) return false;
  // Set in from a line that goes on itself: a paragraph of its own.
  if (previous.begin > block.content.begin && wrapping.IsSetIn(previous, line)) return false;
  const bool wrapped = first.breaks_before == 1;
  const bool heading = block.numbering.IsNumbered() && !LeadIn(document, block.content) &&
                       !IsOpenSentence(document, block.content, wrapped);
  const bool unnumbered = block.numbering.rank == kRankText;
  if (wrapped) return !heading || first.IsNumber();
  // Over a blank line only what is surely open goes on.
  if (heading || unnumbered) return false;
  return !LeadIn(document, line).has_value();
}

}  // namespace

bool EndsClosed(const Document& document, TokenRange range) {
  if (range.empty()) return true;
  const Token& last = document.tokens()[range.end - 1];
  if (last.kind != TokenKind::kMark) return false;
  switch (last.mark) {
    case '.':
    case ';':
    case ':':
    case '!':
    case '?':
    case ')':
    case '"':
    case kEllipsisMark:
      return true;
    default:
      return false;
  }
}

std::optional<TokenRange> LeadIn(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  int depth = 0;
  for (size_t at = range.begin; at < range.end; ++at) {
    const Token& token = tokens[at];
    if (token.end - tokens[range.begin].begin > kMaxLeadInBytes) return std::nullopt;
    if (token.kind != TokenKind::kMark) continue;
    if (token.mark == '(') ++depth;
    if (token.mark == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    if (token.mark == ';') return std::nullopt;
    if (token.mark == '.' && EndsSentence(tokens, at, range.end)) return std::nullopt;
    if (token.mark != ':') continue;
    const bool hour = at > range.begin && tokens[at - 1].IsNumber() && at + 1 < range.end &&
                      tokens[at + 1].IsNumber() && !tokens[at + 1].space_before;
    if (hour || NamesFollow(tokens, at, range.end)) continue;
    if (at == range.begin) return std::nullopt;
    return TokenRange{range.begin, at};
  }
  return std::nullopt;
}

std::vector<Block> ReadBlocks(const Document& document, const Layout& layout, size_t begin,
                              size_t end, bool* truncated) {
  std::vector<Block> blocks;
  const Tokens& tokens = document.tokens();
  const Wrapping wrapping(document, layout, begin, end);
  std::optional<TokenRange> previous;
  for (size_t i = begin; i < end; ++i) {
    const TokenRange line = layout.lines[i];
    if (IsSeparator(document, line) || IsPageNumber(document, line)) continue;
    std::optional<Numbering> numbering = ReadNumbering(document, line);
    const bool items_follow =
        i + 1 < end && ReadNumbering(document, layout.lines[i + 1]).has_value();
    if (!numbering && !blocks.empty() && previous &&
        Continues(document, wrapping, blocks.back(), *previous, line, items_follow)) {
      Block& block = blocks.back();
      if (tokens[line.begin].breaks_before > 1 && !block.content.empty()) {
        block.breaks.push_back(line.begin);
      }
      if (block.content.empty()) block.content.begin = line.begin;
      block.content.end = line.end;
      previous = line;
      continue;
    }
    if (blocks.size() >= static_cast<size_t>(kMaxBlocks)) {
      *truncated = true;
      break;
    }
    Block& block = blocks.emplace_back();
    if (numbering) block.numbering = *std::move(numbering);
    if (block.numbering.rank == kRankText) block.numbering.next = line.begin;
    block.content = {block.numbering.next, line.end};
    previous = line;
  }
  return blocks;
}

}  // namespace dondoc::registry
