#include "services/registry/reader/statements.h"

#include <algorithm>

#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/addressees.h"
#include "services/registry/reader/phrase_table.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

// How far into a clause its predicate stands, tokens.
constexpr size_t kPredicateReach = 30;

// "nghiêm túc triển khai thực hiện": nothing that could be ticked off.
const PhraseTable& Exhortations() {
  static const auto& table = *new PhraseTable{
      {"nghiêm túc triển khai"},
      {"nghiêm túc thực hiện"},
      {"nghiêm túc tổ chức"},
      {"khẩn trương triển khai thực hiện"},
      {"triển khai thực hiện nghiêm túc"},
      {"biết và thực hiện"},
      {"biết và tổ chức thực hiện"},
      {"biết thực hiện"},
      {"biết để thực hiện"},
      {"biết triển khai thực hiện"},
      {"biết và triển khai thực hiện"},
      {"tổ chức thực hiện nghiêm túc"},
      {"căn cứ thực hiện"},
      {"biết triển khai"},
      {"biết tổ chức thực hiện"},
      {"xác định đây là"},
      {"nhận thức rõ trách nhiệm"},
  };
  return table;
}

const PhraseTable& Acknowledgements() {
  static const auto& table = *new PhraseTable{
      {"ghi nhận"},     {"biểu dương"},    {"đánh giá cao"},        {"phê bình"},
      {"chia sẻ"},      {"hoan nghênh"},   {"thống nhất đánh giá"}, {"thống nhất với"},
      {"nhất trí với"}, {"đồng tình với"}, {"nhấn mạnh"},           {"khẳng định"},
      {"cho biết"},
  };
  return table;
}

// "Ban Thường vụ Tỉnh ủy ghi nhận sự cố gắng": a body's name in capitals and how it thinks of
// something.
bool Acknowledges(const Tokens& tokens, TokenRange range) {
  constexpr size_t kNameReach = 12;
  const size_t end = std::min(range.end, range.begin + kNameReach);
  for (size_t at = range.begin + 1; at < end; ++at) {
    if (tokens[at].kind == TokenKind::kMark) return false;
    if (Acknowledgements().Match(tokens, at, range.end)) return true;
  }
  return false;
}

const PhraseTable& Answers() {
  static const auto& table = *new PhraseTable{
      {"chịu trách nhiệm trước"},   {"chịu trách nhiệm toàn diện"}, {"chịu trách nhiệm trực tiếp"},
      {"chịu trách nhiệm về tính"}, {"chịu hoàn toàn trách nhiệm"}, {"phải chịu trách nhiệm"},
  };
  return table;
}

// "quán triệt, thực hiện nghiêm túc Chỉ thị này": the paper itself, and nothing in particular.
bool ObeysThisPaper(const Tokens& tokens, TokenRange range) {
  if (range.size() < 4) return false;
  const size_t last = range.end - 1;
  // "... các nhiệm vụ, giải pháp nêu trên".
  if (tokens[last].IsWord("trên"_w) && tokens[last - 1].IsWord("nêu"_w) &&
      (tokens[last - 2].IsWord("pháp"_w) || tokens[last - 2].IsWord("vụ"_w) ||
       tokens[last - 2].IsWord("dung"_w))) {
    return true;
  }
  if (!tokens[last].IsWord("này"_w) && !tokens[last].IsWord("nầy"_w)) return false;
  const bool paper = (tokens[last - 1].IsWord("đạo"_w) && tokens[last - 2].IsWord("chỉ"_w)) ||
                     DocumentTypes().Match(tokens, last - 2, last).has_value() ||
                     DocumentTypes().Match(tokens, last - 1, last).has_value();
  if (!paper) return false;
  for (size_t at = range.begin; at + 1 < last; ++at) {
    if (tokens[at].IsWord("báo"_w) || tokens[at].IsWord("hợp"_w) || tokens[at].IsWord("đôn"_w) ||
        tokens[at].IsWord("dựng"_w) || tokens[at].IsWord("kiểm"_w) ||
        (tokens[at].IsWord("đạo"_w) && at + 1 < last)) {
      return false;  // báo cáo, tổng hợp, đôn đốc, xây dựng, chỉ đạo, kiểm tra
    }
  }
  return true;
}

// "... biết, thực hiện", "... như sau": information and lead-ins, whoever is named.
bool Informs(const Tokens& tokens, TokenRange range) {
  constexpr size_t kReach = 5;
  for (size_t at = range.begin; at + 1 < range.end; ++at) {
    if (tokens[at].IsWord("biết"_w)) {
      const size_t limit = std::min(range.end, at + kReach);
      for (size_t i = at + 1; i + 1 < limit; ++i) {
        if (tokens[i].IsWord("thực"_w) || tokens[i].IsWord("triển"_w)) return true;
      }
    }
  }
  const size_t last = range.end - 1;
  return tokens[last].IsWord("sau"_w) && last > range.begin && last + 1 < tokens.size() &&
         tokens[last + 1].IsMark(':');
}

// "Đến hết ngày 31/12/2023, 100% công dân được cấp thẻ": a goal.
bool IsGoal(const Tokens& tokens, TokenRange range) {
  constexpr size_t kReach = 14;
  if (range.empty()) return false;
  const bool until = tokens[range.begin].IsWord("đến"_w);
  if (!until && !BeginsAdverbial(tokens[range.begin])) return false;
  const size_t limit = std::min(range.end, range.begin + kReach);
  for (size_t at = range.begin + 1; at + 2 < limit; ++at) {
    if (!tokens[at].IsMark(',')) continue;
    return tokens[at + 1].IsNumber() && tokens[at + 2].IsMark('%');
  }
  return false;
}

// "Các chi bộ chưa hoàn thành học tập khẩn trương tổ chức bù": those who have not done it are told.
bool UrgesLate(const Tokens& tokens, size_t at, size_t end) {
  if (!tokens[at].IsWord("chưa"_w)) return false;
  for (size_t i = at + 1; i + 1 < end; ++i) {
    if ((tokens[i].IsWord("khẩn"_w) && tokens[i + 1].IsWord("trương"_w)) ||
        (tokens[i].IsWord("phải"_w) && ActionVerbs().Match(tokens, i + 1, end))) {
      return true;
    }
  }
  return false;
}

// "Phòng, đơn vị nào báo cáo chậm thì chịu trách nhiệm trước Giám đốc Sở".
bool Threatens(const Tokens& tokens, TokenRange range) {
  constexpr size_t kReach = 8;
  const size_t limit = std::min(range.end, range.begin + kReach);
  for (size_t at = range.begin; at < limit; ++at) {
    if (tokens[at].IsWord("nào"_w)) return Answers().Find(tokens, range).has_value();
  }
  return false;
}

// "phấn đấu đạt 95%", "bảo đảm đạt 80%": a goal.
bool HasOrderWord(const Tokens& tokens, TokenRange range) {
  for (size_t at = range.begin; at + 1 < range.end; ++at) {
    if (tokens[at].IsWord("phấn"_w) || tokens[at].IsWord("đảm"_w) || tokens[at].IsWord("bảo"_w) ||
        tokens[at].IsWord("trước"_w) || tokens[at].IsWord("đến"_w)) {
      return true;
    }
  }
  return false;
}

// "có trách nhiệm", "có văn bản trả lời": to do, not to be.
bool HasDuty(const Tokens& tokens, size_t at, size_t end) {
  if (at + 1 >= end) return true;
  switch (tokens[at + 1].word) {
    case "trách"_w:
    case "văn"_w:
    case "kế"_w:
    case "giải"_w:
    case "phương"_w:
    case "biện"_w:
    case "báo"_w:
    case "ý"_w:
    case "hiệu"_w:
    case "liên"_w:
    case "nhiệm"_w:
    case "thể"_w:
    case "hướng"_w:
    case "hình"_w:
    case "cơ"_w:
    case "chất"_w:
    case "đủ"_w:
    case "hợp"_w:
      return true;
    default:
      // "hồ sơ có liên quan": of the noun before it.
      return at == 0 || !tokens[at - 1].IsNumber();
  }
}

// "triển khai thực hiện", "nghiêm túc tổ chức thực hiện": from `at` on nothing in particular.
bool OnlyCarriesOut(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end) return false;
  for (size_t i = at; i < end; ++i) {
    switch (tokens[i].word) {
      case "nghiêm"_w:
      case "túc"_w:
      case "khẩn"_w:
      case "trương"_w:
      case "triển"_w:
      case "khai"_w:
      case "tổ"_w:
      case "chức"_w:
      case "thực"_w:
      case "hiện"_w:
      case "biết"_w:
      case "và"_w:
        break;
      default:
        if (!tokens[i].IsMark(',')) return false;
    }
  }
  return true;
}

// Words of a predicate that tells how things are.
bool Tells(const Tokens& tokens, size_t at, size_t end) {
  const Token& token = tokens[at];
  if (!token.IsWord() || token.capital) return false;
  switch (token.word) {
    case "đã"_w:
    case "đạt"_w:
    case "tăng"_w:
    case "giảm"_w:
    case "chưa"_w:
    case "ước"_w:
    case "sẽ"_w:
    case "vẫn"_w:
    case "bị"_w:
    case "là"_w:
    case "thiếu"_w:
      return true;
    case "có"_w:
      return !HasDuty(tokens, at, end) || IsWordAt(tokens, at + 1, end, "giá"_w);
    case "còn"_w:
      return !IsWordAt(tokens, at + 1, end, "lại"_w);
    default:
      return false;
  }
}

}  // namespace

bool IsStatement(const Document& document, TokenRange range, const Order& order, bool dated,
                 bool cites) {
  const Tokens& tokens = document.tokens();
  if (IsGoal(tokens, range)) return true;
  // "Căn cứ Kế hoạch này, tổ chức quán triệt ...": an order follows the adverbial.
  const bool order_follows = order.predicate > range.begin && order.predicate < range.end &&
                             ActionVerbs().Match(tokens, order.predicate, range.end);
  const size_t opening = tokens[range.begin].IsMark('(') ? range.begin + 1 : range.begin;
  // "kết quả thực hiện gửi về Văn phòng trước ngày 25 hằng tháng".
  const bool reports = dated && SendingVerbs().Find(tokens, range);
  if (RemarkOpenings().Match(tokens, opening, range.end) && order.act == v1::ASSIGNMENT &&
      order.units.empty() && !order_follows && !reports) {
    return true;
  }
  // "Trong đó, lưu ý các đề tài ...": explains what stands before it.
  if (!dated && order.units.empty() && IsWordAt(tokens, order.predicate, range.end, "lưu"_w) &&
      IsWordAt(tokens, order.predicate + 1, range.end, "ý"_w)) {
    return true;
  }
  if (range.empty() || Informs(tokens, range)) return true;
  if (!dated && ObeysThisPaper(tokens, range)) {
    const bool everybody =
        order.units.empty() || order.units.front().status == UnitReading::Status::kCollective;
    if (everybody || Exhortations().Find(tokens, range)) return true;
  }
  const size_t at = std::min(order.predicate, range.end);
  // To carry out a paper that is named can be ticked off.
  if (!dated && !cites && Exhortations().Find(tokens, range)) {
    const bool everybody =
        order.units.empty() || order.units.front().status == UnitReading::Status::kCollective;
    if (everybody) return true;
  }
  if (at >= range.end) return false;
  if (!dated && OnlyCarriesOut(tokens, at, range.end)) return true;
  // "Các xã có tỷ lệ giải ngân thấp": how they stand.
  static const auto& measures = *new PhraseTable{{"tỷ lệ"},  {"tỉ lệ"},   {"số lượng"},     {"mức"},
                                                 {"tốc độ"}, {"tiến độ"}, {"nhiều cố gắng"}};
  if (!dated && order.subject && tokens[at].IsWord("có"_w) &&
      measures.Match(tokens, at + 1, range.end)) {
    return true;
  }
  // "UBND tỉnh nhận được Công văn số ...".
  if (order.subject && tokens[at].IsWord("nhận"_w) &&
      IsWordAt(tokens, at + 1, range.end, "được"_w)) {
    return true;
  }
  // "UBND tỉnh ghi nhận và sẽ xem xét".
  if (order.subject && Acknowledgements().Match(tokens, at, range.end)) return true;
  // "Các phòng, đơn vị đã chủ động ...": told of somebody.
  if (Threatens(tokens, range) && !dated) return true;
  if (tokens[at].IsWord("đã"_w) ||
      (tokens[at].IsWord("chưa"_w) && !UrgesLate(tokens, at, range.end)) ||
      tokens[at].IsWord("vẫn"_w) ||
      (tokens[at].IsWord("là"_w) && !ActionVerbs().Match(tokens, at, range.end)) ||
      tokens[at].IsWord("nào"_w) || tokens[at].IsWord("sẽ"_w) ||
      (tokens[at].IsWord("còn"_w) && at + 1 < range.end && tokens[at + 1].IsNumber())) {
    return true;
  }
  // "Chủ tịch UBND các huyện chịu trách nhiệm trước ... nếu ...": who answers, not what to do.
  if (order.subject && Answers().Match(tokens, at, range.end) && !dated) return true;
  constexpr size_t kAnswerReach = 14;
  if (order.units.empty() && !dated && tokens[range.begin].capital && Acknowledges(tokens, range)) {
    return true;
  }
  if (order.units.empty() && !dated && tokens[range.begin].capital &&
      !ActionVerbs().Match(tokens, range.begin, range.end) &&
      Answers().Find(tokens, {range.begin, std::min(range.end, range.begin + kAnswerReach)})) {
    return true;
  }
  // "Các chi bộ làm tốt công tác vận động": praise.
  if ((tokens[at].IsWord("làm"_w) || tokens[at].IsWord("thực"_w)) &&
      (IsWordAt(tokens, at + 1, range.end, "tốt"_w) ||
       (IsWordAt(tokens, at + 1, range.end, "hiện"_w) &&
        IsWordAt(tokens, at + 2, range.end, "tốt"_w))) &&
      order.subject && order.act == v1::ASSIGNMENT) {
    return true;
  }
  if (order.act != v1::ASSIGNMENT || !order.units.empty()) return false;
  // "tiếp nhận 412 hồ sơ, trả đúng hạn 405": a share or a comparison is a result.
  for (size_t i = at; i + 1 < std::min(range.end, at + kPredicateReach); ++i) {
    if (tokens[i].IsWord("mới"_w) && tokens[i + 1].IsWord("đạt"_w)) return true;
    if (tokens[i].IsWord("đạt"_w) && tokens[i + 1].IsNumber()) return !HasOrderWord(tokens, range);
    if (tokens[i].IsWord("so"_w) && tokens[i + 1].IsWord("với"_w) && i + 2 < range.end &&
        (tokens[i + 2].IsWord("cùng"_w) || tokens[i + 2].IsWord("năm"_w))) {
      return true;
    }
  }
  if (ActionVerbs().Match(tokens, at, range.end)) {
    // "Đánh giá cao sự chủ động ...", "ghi nhận".
    return IsWordAt(tokens, at, range.end, "đánh"_w) &&
           IsWordAt(tokens, at + 1, range.end, "giá"_w) &&
           IsWordAt(tokens, at + 2, range.end, "cao"_w);
  }
  const size_t limit = std::min(range.end, at + kPredicateReach);
  // The first word is what to do, whatever it is: "Giảm 50% phí".
  for (size_t i = at + 1; i < limit; ++i) {
    if (Tells(tokens, i, range.end)) return true;
  }
  return false;
}

}  // namespace dondoc::registry
