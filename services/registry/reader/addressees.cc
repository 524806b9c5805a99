#include "services/registry/reader/addressees.h"

#include <algorithm>

#include "services/registry/reader/collectives.h"
#include "services/registry/reader/unit_phrases.h"
#include "services/registry/reader/unit_words.h"

namespace dondoc::registry {
namespace {

// Words between the verb and whoever gets it: "báo cáo kết quả bằng văn bản về".
constexpr size_t kMaxWordsBetween = 14;
constexpr size_t kMaxAddresseeTokens = 16;

// Words that lead from the verb to the addressee.
bool Leads(const Token& token) {
  switch (token.word) {
    case "về"_w:
    case "đến"_w:
    case "tới"_w:
    case "cho"_w:
    case "lên"_w:
    case "với"_w:
    case "qua"_w:
    case "ngay"_w:
    case "nhanh"_w:
    case "kịp"_w:
    case "thời"_w:
      return token.IsWord();
    default:
      return false;
  }
}

// Words of bodies and leaders that tables of units do not open with.
bool IsLeader(const Tokens& tokens, size_t at, size_t end) {
  if (tokens[at].IsWord("giám"_w) || tokens[at].IsWord("chủ"_w) || tokens[at].IsWord("lãnh"_w) ||
      tokens[at].IsWord("thủ"_w) || tokens[at].IsWord("bí"_w) || tokens[at].IsWord("phó"_w) ||
      tokens[at].IsWord("chánh"_w) || tokens[at].IsWord("trưởng"_w) ||
      tokens[at].IsWord("chính"_w) || tokens[at].IsWord("quốc"_w) || tokens[at].IsWord("hiệu"_w) ||
      tokens[at].IsWord("tổng"_w) || tokens[at].IsWord("ban"_w) || tokens[at].IsWord("gđ"_w) ||
      tokens[at].IsWord("thứ"_w) || tokens[at].IsWord("thống"_w) ||
      (tokens[at].IsWord("bộ"_w) && IsWordAt(tokens, at + 1, end, "trưởng"_w))) {
    return tokens[at].capital ||
           (tokens[at].IsWord("lãnh"_w) && at + 2 < end && tokens[at + 2].capital);
  }
  // "cơ quan Thường trực", "đ/c Giám đốc".
  if (tokens[at].IsWord("cơ"_w) && IsWordAt(tokens, at + 1, end, "quan"_w)) {
    return IsWordAt(tokens, at + 2, end, "thường"_w) || (at + 2 < end && tokens[at + 2].capital);
  }
  if (tokens[at].IsWord("đ"_w) && at + 2 < end && tokens[at + 1].IsMark('/') &&
      tokens[at + 2].IsWord("c"_w)) {
    return true;
  }
  return IsWordAt(tokens, at, end, "đồng"_w) && IsWordAt(tokens, at + 1, end, "chí"_w);
}

// Verbs of handing over, whose collective object is who gets it.
bool HandsTo(const Token& verb) {
  return verb.IsWord("gửi"_w) || verb.IsWord("cho"_w) || verb.IsWord("về"_w) ||
         verb.IsWord("đến"_w);
}

bool EndsAddressee(const Token& token) {
  if (token.kind == TokenKind::kMark) return !token.IsMark('-') && !token.IsMark('&');
  if (token.IsNumber()) return true;
  switch (token.word) {
    case "phê"_w:
    case "xem"_w:
    case "quyết"_w:
    case "trước"_w:
    case "trong"_w:
    case "theo"_w:
    case "để"_w:
    case "chậm"_w:
    case "vào"_w:
    case "tại"_w:
    case "về"_w:
    case "thẩm"_w:
    case "cho"_w:
    case "kết"_w:
    case "định"_w:
    case "thông"_w:
    case "hằng"_w:
    case "hàng"_w:
    case "xin"_w:
    case "chỉ"_w:
    case "ngày"_w:
    case "đúng"_w:
    case "ban"_w:
    case "xong"_w:
    case "đề"_w:
    case "qua"_w:
    case "bằng"_w:
    case "các"_w:
    case "những"_w:
    case "làm"_w:
    case "không"_w:
    case "hoàn"_w:
    case "và"_w:
    case "danh"_w:
    case "phương"_w:
    case "dự"_w:
    case "tổng"_w:
    case "tình"_w:
    case "biết"_w:
    case "sau"_w:
    case "khi"_w:
    case "cuối"_w:
    case "đến"_w:
    case "muộn"_w:
    case "ký"_w:
    case "tham"_w:
    case "phân"_w:
    case "bố"_w:
    case "bổ"_w:
    case "giao"_w:
    case "công"_w:
    case "điều"_w:
    case "cùng"_w:
    case "chấp"_w:
    case "có"_w:
      return !token.capital;
    default:
      return false;
  }
}

}  // namespace

const PhraseTable& SendingVerbs() {
  static const auto& table = *new PhraseTable{
      {"báo cáo"},        {"trình"},   {"gửi"},         {"nộp"},
      {"xin ý kiến"},     {"gửi về"},  {"gửi đến"},     {"trình xin"},
      {"tham mưu trình"}, {"chuyển"},  {"đăng ký với"}, {"cung cấp"},
      {"phản ánh"},       {"gửi cho"}, {"đề xuất"},     {"thông báo"},
  };
  return table;
}

std::optional<TokenRange> FindAddressee(const Document& document, const UnitMatcher& matcher,
                                        TokenRange range) {
  const Tokens& tokens = document.tokens();
  for (size_t at = range.begin; at < range.end;) {
    const auto verb = SendingVerbs().Match(tokens, at, range.end);
    if (!verb) {
      ++at;
      continue;
    }
    // "nội dung phản ánh UBND xã cấp đất": told of somebody.
    const bool told_of = at > range.begin && tokens[at].IsWord("phản"_w) &&
                         (tokens[at - 1].IsWord("dung"_w) || tokens[at - 1].IsWord("kiến"_w));
    size_t next = at + verb->length;
    at = next;
    if (told_of) continue;
    const size_t limit = std::min(range.end, next + kMaxWordsBetween);
    // Right behind the verb, or behind a word that leads to it.
    bool led = true;
    for (; next < limit; ++next) {
      const Token& token = tokens[next];
      // "gửi báo cáo kết quả (số liệu đến ngày 20) về Văn phòng Sở".
      if (token.IsMark('(') && !led) {
        while (next < range.end && !tokens[next].IsMark(')')) ++next;
        if (next >= range.end) break;
        continue;
      }
      if (token.kind == TokenKind::kMark && !token.IsMark('(')) break;
      if (led && token.IsWord()) {
        const bool body = token.capital && UnitNouns().Match(tokens, next, range.end) &&
                          !NotUnits().Match(tokens, next, range.end);
        const bool everybody = tokens[next].IsWord("các"_w) && HandsTo(tokens[at - 1]) &&
                               CollectiveEnd(tokens, next, range.end) > next;
        if (body || everybody || IsLeader(tokens, next, range.end) ||
            (token.capital && matcher.MatchPrefix(document, {next, range.end}))) {
          size_t end = next + 1;
          const size_t last = std::min(range.end, next + kMaxAddresseeTokens);
          if (const auto unit = ReadUnit(document, matcher, {next, range.end}))
            end = std::min(unit->range.end, last);
          // "đ/c Giám đốc".
          if (tokens[next].IsWord("đ"_w)) end = std::min(last, next + 3);
          while (end < last && tokens[end].breaks_before < 2) {
            // "Trưởng ban".
            const bool of_post = tokens[end].IsWord("ban"_w) && tokens[end - 1].IsWord("trưởng"_w);
            if (EndsAddressee(tokens[end]) && !of_post) break;
            ++end;
          }
          return TokenRange{next, end};
        }
      }
      led = Leads(token);
    }
  }
  return std::nullopt;
}

}  // namespace dondoc::registry
