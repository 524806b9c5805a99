#include "services/registry/reader/quantities.h"

#include <algorithm>

#include "services/registry/reader/action_verbs.h"
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
    case "biểu"_w:
    case "hơn"_w:
    case "gần"_w:
    case "dưới"_w:
    case "nhất"_w:
    case "khóa"_w:
    case "lớp"_w:
    case "môn"_w:
    case "kỳ"_w:
    case "mũi"_w:
    case "binh"_w:
    case "khu"_w:
    case "qua"_w:
    case "lộ"_w:
    case "đạo"_w:   // Ban Chỉ đạo 389
    case "đoàn"_w:  // Binh đoàn 15
    case "giờ"_w:
    case "đợt"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// "Nâng cấp 05 tuyến": offices write counts with two digits, grades and classes with one.
bool IsPadded(const Tokens& tokens, absl::string_view digits, size_t at) {
  switch (tokens[at - 1].word) {
    case "cấp"_w:
    case "loại"_w:
    case "hạng"_w:
    case "lớp"_w:
    case "khóa"_w:
    case "kỳ"_w:
    case "môn"_w:
    case "mũi"_w:
    case "biểu"_w:
    case "đợt"_w:
      return digits.size() >= 2;
    default:
      return false;
  }
}

// "điểm 2", but not "dứt điểm 19 vụ".
bool NumbersPoint(const Tokens& tokens, size_t at) {
  return tokens[at - 1].IsWord("điểm"_w) &&
         !(at > 1 && (tokens[at - 2].IsWord("dứt"_w) || tokens[at - 2].IsWord("khởi"_w)));
}

// Words after which a number says where, not how much is to be done ("tại 4 huyện").
bool IsPlaceWord(const Token& token) {
  switch (token.word) {
    case "tại"_w:
    case "ở"_w:
    case "trên"_w:
    case "giữa"_w:
    case "từ"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words after which a number of bodies says for whom; a number of persons or papers is the work.
bool IsForWord(const Token& token) {
  switch (token.word) {
    case "cho"_w:
    case "với"_w:
    case "của"_w:
    case "thuộc"_w:
    case "cầu"_w:   // yêu cầu
    case "nghị"_w:  // đề nghị
      return token.IsWord();
    default:
      return false;
  }
}

bool IsBodyNoun(const Tokens& tokens, size_t at) {
  const Token& token = tokens[at];
  // "đối với 13 trường hợp": cases are the work.
  if (token.IsWord("trường"_w) && at + 1 < tokens.size() && tokens[at + 1].IsWord("hợp"_w))
    return false;
  switch (token.word) {
    case "xã"_w:
    case "huyện"_w:
    case "phường"_w:
    case "thôn"_w:
    case "bản"_w:
    case "tỉnh"_w:
    case "đơn"_w:
    case "cơ"_w:
    case "sở"_w:
    case "trường"_w:
    case "trụ"_w:
    case "doanh"_w:
    case "chủ"_w:
    case "phòng"_w:
    case "ngành"_w:
    case "khu"_w:
    case "trạm"_w:
    case "địa"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Units of measure and words that are no things to be done one by one.
bool IsMeasure(const Token& token) {
  switch (token.word) {
    case "ha"_w:
    case "km"_w:
    case "m"_w:
    case "tấn"_w:
    case "kg"_w:
    case "tạ"_w:
    case "mét"_w:
    case "lít"_w:
    case "đồng"_w:
    case "đ"_w:
    case "nghìn"_w:
    case "ngàn"_w:
    case "triệu"_w:
    case "tỷ"_w:
    case "tr"_w:
    case "ngày"_w:
    case "giờ"_w:
    case "phút"_w:
    case "tuần"_w:
    case "tháng"_w:
    case "quý"_w:
    case "năm"_w:
    case "tuổi"_w:
    case "lần"_w:
    case "điểm"_w:
    case "phần"_w:
    case "cấp"_w:
    case "mùa"_w:
    case "kỳ"_w:
    case "chiều"_w:
    case "bước"_w:
    case "bên"_w:
    case "h"_w:
    case "gb"_w:
    case "kv"_w:
    case "kw"_w:
    case "mw"_w:
    case "khối"_w:
    case "đầu"_w:
    case "cuối"_w:
    case "tầng"_w:
    case "loại"_w:
    case "kva"_w:
    case "mg"_w:
    case "kwh"_w:
    case "ca"_w:
    case "kíp"_w:
    case "màu"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words that end the noun behind a number.
bool EndsNoun(const Token& token) {
  if (!token.IsWord()) return true;
  switch (token.word) {
    case "còn"_w:
    case "của"_w:
    case "thuộc"_w:
    case "tại"_w:
    case "trên"_w:
    case "trong"_w:
    case "trước"_w:
    case "đã"_w:
    case "chưa"_w:
    case "về"_w:
    case "cho"_w:
    case "theo"_w:
    case "đang"_w:
    case "được"_w:
    case "do"_w:
    case "với"_w:
    case "ở"_w:
    case "từ"_w:
    case "đến"_w:
    case "để"_w:
    case "và"_w:
    case "năm"_w:
    case "quá"_w:
    case "có"_w:
    case "bị"_w:
    case "làm"_w:
      return true;
    default:
      return false;
  }
}

// "năm học 2024 - 2025".
bool InYearSpan(const Tokens& tokens, size_t at, size_t end) {
  if (!IsYear(tokens[at])) return false;
  return (at + 2 < end && tokens[at + 1].IsMark('-') && IsYear(tokens[at + 2])) ||
         (at > 1 && tokens[at - 1].IsMark('-') && IsYear(tokens[at - 2]));
}

// Words of measure that are things all the same with the word behind them.
const PhraseTable& CountedMeasures() {
  static const auto& table = *new PhraseTable{
      {"điểm bán"},    {"điểm tập kết"}, {"điểm trường"},      {"điểm vi phạm"}, {"điểm đen"},
      {"điểm sạt lở"}, {"phần quà"},     {"kỳ sát hạch"},      {"kỳ thi"},       {"điểm du lịch"},
      {"điểm di sản"}, {"điểm mỏ"},      {"điểm tái định cư"},
  };
  return table;
}

constexpr size_t kMaxNounWords = 4;

// One past the noun at `at`: "đề tài, dự án" are two of them. `at` where nothing is counted.
size_t NounsEnd(const Tokens& tokens, size_t at, size_t end) {
  const bool measure =
      at < end && IsMeasure(tokens[at]) && !CountedMeasures().Match(tokens, at, end);
  if (at >= end || !tokens[at].IsWord() || measure || EndsNoun(tokens[at]) || tokens[at].capital ||
      tokens[at].breaks_before > 1) {
    return at;
  }
  auto noun = CountNouns().Match(tokens, at, end);
  if (!noun) {
    size_t next = at + 1;
    while (next < end && next - at < kMaxNounWords && !EndsNoun(tokens[next]) &&
           !tokens[next].capital && !ActionVerbs().Match(tokens, next, end)) {
      ++next;
    }
    return next;
  }
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
    // The number of a page that the sentence runs over.
    const bool page = tokens[at].breaks_before > 0 && number->next < tokens.size() &&
                      tokens[number->next].breaks_before > 0;
    const bool numbered =
        at > range.begin &&
        (page ||
         (IsOrdinalWord(tokens[at - 1]) && !IsPadded(tokens, document.Text({at, at + 1}), at)) ||
         NumbersPoint(tokens, at) || IsPlaceWord(tokens[at - 1]) ||
         (IsForWord(tokens[at - 1]) && number->next < end && IsBodyNoun(tokens, number->next)) ||
         tokens[at - 1].IsMark('"') || InYearSpan(tokens, at, end) ||
         (!tokens[at].space_before && (tokens[at - 1].IsMark('/') || tokens[at - 1].IsMark('.') ||
                                       tokens[at - 1].IsMark('-'))) ||
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
    // "02 buổi/ngày": how often, not how many.
    const bool rate = noun_end < end && tokens[noun_end].IsMark('/');
    if (numbered || rate || !in_range || (noun_end == next && !noun_missing)) {
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
