#include "services/registry/reader/quantities.h"

#include <algorithm>

#include "services/registry/reader/time_expressions.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

constexpr int64_t kMaxTarget = 1'000'000;
constexpr int kMaxNouns = 5;

// Words after which a number counts nothing: it numbers.
bool IsOrdinalWord(const Token& token) {
  switch (token.word) {
    case "số"_w:
    case "điều"_w:
    case "khoản"_w:
    case "điểm"_w:
    case "mục"_w:
    case "phụ"_w:
    case "lục"_w:
    case "lần"_w:
    case "thứ"_w:
    case "năm"_w:
    case "tháng"_w:
    case "quý"_w:
    case "ngày"_w:
    case "đoạn"_w:
    case "tầng"_w:
    case "hạng"_w:
    case "cấp"_w:
    case "loại"_w:
    case "biểu"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words after which a number says where or for whom, not how much is to be done ("tại 4 huyện").
bool IsPlaceWord(const Token& token) {
  switch (token.word) {
    case "tại"_w:
    case "ở"_w:
    case "cho"_w:
    case "với"_w:
    case "trên"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// One past the nouns at `at`: "đề tài, dự án" are two of them.
size_t NounsEnd(const Tokens& tokens, size_t at, size_t end) {
  auto noun = CountNouns().Match(tokens, at, end);
  if (!noun) return at;
  size_t next = at + noun->length;
  for (int nouns = 1; nouns < kMaxNouns && next + 1 < end; ++nouns) {
    const bool joined = tokens[next].IsMark(',') || tokens[next].IsWord("và"_w) ||
                        tokens[next].IsMark('/') || tokens[next].IsWord("hoặc"_w);
    if (!joined) break;
    noun = CountNouns().Match(tokens, next + 1, end);
    if (!noun) break;
    // "02 hội thảo, báo cáo Giám đốc": the second word is what to do next.
    const bool verb = ActionVerbs().Match(tokens, next + 1, end).has_value();
    if (verb) break;
    next += 1 + noun->length;
  }
  return next;
}

}  // namespace

std::optional<WholeNumber> ReadWholeNumber(const std::vector<Token>& tokens, size_t at,
                                           size_t end) {
  if (at >= end || !tokens[at].IsNumber() || tokens[at].value < 0) return std::nullopt;
  WholeNumber number{tokens[at].value, at + 1};
  const bool groups = tokens[at].size() <= 3;
  while (groups && number.next + 1 < end && number.value <= kMaxTarget &&
         tokens[number.next].IsMark('.') && !tokens[number.next].space_before &&
         tokens[number.next + 1].IsNumber() && tokens[number.next + 1].size() == 3 &&
         !tokens[number.next + 1].space_before) {
    number.value = number.value * 1000 + tokens[number.next + 1].value;
    number.next += 2;
  }
  return number;
}

std::optional<QuantityFinding> FindQuantity(const Document& document, TokenRange range,
                                            const std::vector<TokenRange>& masked) {
  const Tokens& tokens = document.tokens();
  std::optional<QuantityFinding> result;
  size_t mask = 0;
  for (size_t at = range.begin; at < range.end;) {
    while (mask < masked.size() && masked[mask].end <= at) ++mask;
    if (mask < masked.size() && at >= masked[mask].begin) {
      at = masked[mask].end;
      continue;
    }
    const size_t end = mask < masked.size() ? std::min(range.end, masked[mask].begin) : range.end;
    const auto number = ReadWholeNumber(tokens, at, end);
    if (!number) {
      ++at;
      continue;
    }
    const bool numbered =
        at > range.begin && (IsOrdinalWord(tokens[at - 1]) || IsPlaceWord(tokens[at - 1]) ||
                             (!tokens[at].space_before && tokens[at - 1].IsMark('/')) ||
                             (!tokens[at].space_before && tokens[at - 1].IsWord()));
    const bool in_range = number->value >= 1 && number->value <= kMaxTarget;
    size_t next = number->next;
    bool is_range = false;
    // "2-3 cuộc", "từ 02 đến 03 cuộc": the lower number is promised.
    if (next + 1 < end && (tokens[next].IsMark('-') || tokens[next].IsWord("đến"_w))) {
      if (const auto upper = ReadWholeNumber(tokens, next + 1, end)) {
        if (NounsEnd(tokens, upper->next, end) > upper->next) {
          is_range = true;
          next = upper->next;
        }
      }
    }
    // "03 (ba) cuộc".
    if (!is_range) {
      if (const auto small = ReadSmallNumber(tokens, at, end); small && small->next > next) {
        next = small->next;
      }
    }
    size_t noun_end = NounsEnd(tokens, next, end);
    const bool noun_missing = noun_end == next && next + 1 < end && tokens[next].IsWord("còn"_w) &&
                              tokens[next + 1].IsWord("lại"_w);
    if (numbered || !in_range || (noun_end == next && !noun_missing)) {
      at = std::max(at + 1, number->next);
      continue;
    }
    if (result) {
      result->doubts.push_back({Doubt::kSeveralQuantities, {at, std::max(noun_end, next)}});
      return result;
    }
    QuantityFinding finding;
    finding.range = {at, noun_missing ? next + 2 : noun_end};
    finding.quantity.set_target(number->value);
    if (noun_missing) {
      finding.doubts.push_back({Doubt::kNounMissing, finding.range});
    } else {
      finding.quantity.set_noun(document.Line({next, noun_end}));
    }
    if (is_range) finding.doubts.push_back({Doubt::kQuantityRange, finding.range});
    result = std::move(finding);
    at = result->range.end;
  }
  return result;
}

}  // namespace dondoc::registry
