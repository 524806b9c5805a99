#include "services/registry/reader/amounts.h"

#include "common/text/numbers.h"

namespace dondoc::registry {
namespace {

bool IsScale(const Token& token) {
  switch (token.word) {
    case "nghìn"_w:
    case "ngàn"_w:
    case "triệu"_w:
    case "tỷ"_w:
    case "tr"_w:
      return token.IsWord();
    default:
      return false;
  }
}

bool IsCurrency(const Token& token) {
  return token.IsWord("đồng"_w) || token.IsWord("đ"_w) || token.IsWord("vnđ"_w) ||
         token.IsWord("vnd"_w);
}

// "đồng chí", "đồng thời", "đồng bộ", "đồng bào", "đồng ý": no currency.
bool BeginsOtherWord(const Tokens& tokens, size_t at, size_t end) {
  if (!tokens[at].IsWord("đồng"_w) || at + 1 >= end) return false;
  const Token& next = tokens[at + 1];
  return next.IsWord("chí"_w) || next.IsWord("thời"_w) || next.IsWord("bộ"_w) ||
         next.IsWord("bào"_w) || next.IsWord("ý"_w) || next.IsWord("loạt"_w);
}

// One past a number with its groups and decimals.
size_t NumberEnd(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end || !tokens[at].IsNumber()) return at;
  size_t next = at + 1;
  while (next + 1 < end && (tokens[next].IsMark('.') || tokens[next].IsMark(',')) &&
         !tokens[next].space_before && tokens[next + 1].IsNumber() &&
         !tokens[next + 1].space_before) {
    next += 2;
  }
  return next;
}

}  // namespace

std::vector<AmountFinding> FindAmounts(const Document& document, TokenRange range, int most) {
  const Tokens& tokens = document.tokens();
  std::vector<AmountFinding> amounts;
  for (size_t at = range.begin; at < range.end;) {
    size_t next = NumberEnd(tokens, at, range.end);
    if (next == at) {
      ++at;
      continue;
    }
    size_t end = next;
    // "2 tỷ 500 triệu đồng", "3 nghìn tỷ".
    while (next < range.end && IsScale(tokens[next])) {
      while (next < range.end && IsScale(tokens[next])) ++next;
      end = next;
      const size_t more = NumberEnd(tokens, next, range.end);
      if (more == next || more >= range.end || !IsScale(tokens[more])) break;
      next = more;
    }
    if (end < range.end && IsCurrency(tokens[end]) && !BeginsOtherWord(tokens, end, range.end)) {
      ++end;
    } else if (end < range.end && IsScale(tokens[end - 1]) && tokens[end].IsWord() &&
               !tokens[end].capital) {
      // "2 triệu cây giống": counted, not paid.
      switch (tokens[end].word) {
        case "từ"_w:
        case "để"_w:
        case "cho"_w:
        case "trong"_w:
        case "và"_w:
        case "kinh"_w:
        case "vốn"_w:
        case "trước"_w:
        case "bằng"_w:
          break;
        default:
          end = at;
      }
    }
    if (end > at && end > NumberEnd(tokens, at, range.end)) {
      if (const auto dong = text::ParseMoney(document.Line({at, end})); dong.ok() && *dong >= 0) {
        amounts.push_back({{at, end}, *dong});
        if (static_cast<int>(amounts.size()) >= most) return amounts;
        at = end;
        continue;
      }
    }
    at = NumberEnd(tokens, at, range.end);
  }
  return amounts;
}

}  // namespace dondoc::registry
