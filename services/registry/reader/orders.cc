#include "services/registry/reader/orders.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/addressees.h"
#include "services/registry/reader/cancellations.h"
#include "services/registry/reader/pattern.h"
#include "services/registry/reader/unit_words.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

using Status = UnitReading::Status;

// Adverbials before a sentence are short; a comma further away belongs to the sentence itself.
constexpr size_t kMaxAdverbialTokens = 30;
constexpr int kMaxAdverbials = 3;
// Tokens of an adverbial that no comma closes.
constexpr size_t kMaxAdverbialReach = 10;
// Tokens of whoever orders: "Đồng chí Phó Chủ tịch Thường trực UBND tỉnh".
constexpr size_t kMaxAuthorityTokens = 16;
constexpr int kMaxAdverbs = 4;

enum OrderVerb { kGive, kAsk, kRequest, kAgree };

const PhraseTable& OrderVerbs() {
  static const auto& table = *new PhraseTable{
      {"giao", kGive},
      {"giao cho", kGive},
      {"tiếp tục giao", kGive},
      {"giao nhiệm vụ cho", kGive},
      {"giao trách nhiệm cho", kGive},
      {"phân công", kGive},
      {"yêu cầu", kAsk},
      {"đề nghị", kRequest},
      {"trân trọng đề nghị", kRequest},
      {"kính đề nghị", kRequest},
      {"đồng ý", kAgree},
      {"cơ bản đồng ý", kAgree},
      {"thống nhất", kAgree},
      {"cơ bản thống nhất", kAgree},
      {"nhất trí", kAgree},
      {"cơ bản nhất trí", kAgree},
      {"cho phép", kAgree},
      {"chấp thuận", kAgree},
      {"đồng ý chủ trương", kAgree},
      {"thống nhất chủ trương", kAgree},
      {"nhất trí chủ trương", kAgree},
      {"đồng ý về chủ trương", kAgree},
      {"thống nhất về chủ trương", kAgree},
  };
  return table;
}

const PhraseTable& Connectives() {
  static const auto& table = *new PhraseTable{
      {"trước mắt"},
      {"trước hết"},
      {"riêng"},
      {"riêng đối với"},
      {"đồng thời"},
      {"ngoài ra"},
      {"về lâu dài"},
      {"theo đó"},
      {"cùng với đó"},
      {"trên cơ sở đó"},
      {"bên cạnh đó"},
      {"mặt khác"},
      {"sau đó"},
      {"từ nay"},
      {"ngay"},
      {"đặc biệt"},
      {"song song với đó"},
      {"do vậy"},
      {"do đó"},
      {"vì vậy"},
      {"cụ thể"},
      {"thời gian tới"},
      {"trong thời gian tới"},
      {"và"},
  };
  return table;
}

// Adverbs before the verb that say how, not what.
const PhraseTable& Adverbs() {
  static const auto& table = *new PhraseTable{
      {"khẩn trương"}, {"chủ động"},   {"tích cực"},       {"tiếp tục"},         {"tập trung"},
      {"quyết liệt"},  {"nghiêm túc"}, {"thường xuyên"},   {"kịp thời"},         {"sớm"},
      {"cần"},         {"phải"},       {"có trách nhiệm"}, {"chịu trách nhiệm"}, {"chỉ đạo"},
      {"ngay"},        {"trực tiếp"},  {"chủ trì"},        {"thống nhất"},       {"tạm thời"},
      {"đồng thời"},
  };
  return table;
}

bool IsAuthorityWord(const Token& token) {
  if (!token.capital) return false;
  switch (token.word) {
    case "chủ"_w:
    case "phó"_w:
    case "ubnd"_w:
    case "ủy"_w:
    case "thường"_w:
    case "ban"_w:
    case "giám"_w:
    case "lãnh"_w:
    case "bí"_w:
    case "hội"_w:
    case "đồng"_w:
    case "đ"_w:
    case "trưởng"_w:
    case "sở"_w:
    case "đảng"_w:
    case "tổng"_w:
    case "hiệu"_w:
    case "hđnd"_w:
    case "tập"_w:
    case "cuộc"_w:
    case "chánh"_w:
    case "tỉnh"_w:
    case "huyện"_w:
    case "viện"_w:
    case "bộ"_w:
    case "văn"_w:
      return true;
    default:
      return false;
  }
}

// Words that may follow a unit's name without making it the subject of an order.
bool ContinuesName(const Token& token) {
  switch (token.word) {
    case "là"_w:
    case "của"_w:
    case "về"_w:
    case "tại"_w:
    case "được"_w:
    case "bị"_w:
    case "hiện"_w:
    case "cũng"_w:
    case "trong"_w:
    case "trên"_w:
    case "với"_w:
    case "hoặc"_w:
    case "năm"_w:
    case "và"_w:
    case "do"_w:
    case "nên"_w:
    case "mới"_w:
    case "này"_w:
    case "khi"_w:
    case "nơi"_w:
    case "ở"_w:
    case "từ"_w:
    case "gồm"_w:
    case "chuyên"_w:
    case "hành"_w:
      return true;
    default:
      return false;
  }
}

// Words that open an adverbial which a comma closes.
bool OpensAdverbial(const Token& token) {
  if (BeginsAdverbial(token)) return !token.IsWord("không"_w) && !token.IsWord("đồng"_w);
  switch (token.word) {
    case "khi"_w:
    case "căn"_w:
    case "theo"_w:
    case "tại"_w:
    case "để"_w:
    case "trên"_w:
    case "qua"_w:
    case "với"_w:
    case "về"_w:
    case "đối"_w:
    case "xét"_w:
    case "nhằm"_w:
    case "nếu"_w:
    case "do"_w:
    case "vì"_w:
    case "trường"_w:  // trường hợp
    case "hiện"_w:
      return token.IsWord();
    case "liên"_w:  // Liên quan đến
      return token.IsWord() && token.capital;
    default:
      return false;
  }
}

class OrderReader {
 public:
  OrderReader(const Document& document, const UnitMatcher& matcher, TokenRange range)
      : document_(document), tokens_(document.tokens()), matcher_(matcher), range_(range) {}

  Order Run() {
    if (ReadTopicUnit()) {
      ReadCancellation();
      return std::move(order_);
    }
    size_t at = SkipAdverbials(document_, matcher_, range_);
    order_.predicate = at;
    const auto verb = OrderVerbAt(at);
    if (verb) {
      ReadVerb(verb->first, verb->second);
    } else if (at < range_.end) {
      ReadSubject(at);
    }
    ReadCancellation();
    return std::move(order_);
  }

 private:
  // "Đối với các chi bộ thôn: ...".
  bool ReadTopicUnit() {
    if (!IsWordAt(tokens_, range_.begin, range_.end, "đối"_w) ||
        !IsWordAt(tokens_, range_.begin + 1, range_.end, "với"_w)) {
      return false;
    }
    UnitList list = ReadUnitList(document_, matcher_, {range_.begin + 2, range_.end});
    if (list.units.empty() || list.end >= range_.end || !tokens_[list.end].IsMark(':'))
      return false;
    order_.units = std::move(list.units);
    order_.predicate = list.end + 1;
    order_.assigned = true;
    return true;
  }

  struct VerbHit {
    OrderVerb verb;
    size_t length;
  };

  std::optional<std::pair<size_t, VerbHit>> OrderVerbAt(size_t at) const {
    if (const auto hit = OrderVerbs().Match(tokens_, at, range_.end)) {
      return std::make_pair(at, VerbHit{static_cast<OrderVerb>(hit->value), hit->length});
    }
    // "Chủ tịch UBND tỉnh yêu cầu ...": who orders stands before. "Sau khi xem xét Chủ tịch UBND
    // tỉnh giao ...": without a comma, behind an adverbial.
    if (at < range_.end && OpensAdverbial(tokens_[at])) {
      const size_t reach = std::min(range_.end, at + kMaxAdverbialReach);
      size_t next = at + 1;
      while (next < reach && !IsAuthorityWord(tokens_[next])) ++next;
      if (next < reach) at = next;
    }
    if (at >= range_.end || !IsAuthorityWord(tokens_[at])) return std::nullopt;
    const size_t limit = std::min(range_.end, at + kMaxAuthorityTokens);
    for (size_t next = at + 1; next < limit; ++next) {
      const Token& token = tokens_[next];
      if (token.kind == TokenKind::kMark && !token.IsMark('-') && !token.IsMark(',') &&
          !token.IsMark('/')) {
        return std::nullopt;
      }
      if (token.capital) continue;
      const auto hit = OrderVerbs().Match(tokens_, next, range_.end);
      if (!hit) {
        // A verb of its own: what comes behind is no longer about who orders.
        if (ActionVerbs().Match(tokens_, next, range_.end) && !token.IsWord("thông"_w) &&
            !token.IsWord("quản"_w) && !token.IsWord("chỉ"_w) && !token.IsWord("thường"_w) &&
            !token.IsWord("trực"_w)) {
          return std::nullopt;
        }
        continue;
      }
      // "Phó Chủ tịch A được phân công ...": told, and orders nobody.
      if (tokens_[next - 1].IsWord("được"_w)) return std::nullopt;
      // A unit of the house that asks another is itself told to ask.
      const auto unit = matcher_.MatchPrefix(document_, {at, next});
      if (unit && unit->end == next && hit->value != kAgree) return std::nullopt;
      // "Bộ Tài chính, Bộ Tư pháp thống nhất ...": told to agree with each other.
      if (hit->value == kAgree && NamesSeveral({at, next})) return std::nullopt;
      return std::make_pair(next, VerbHit{static_cast<OrderVerb>(hit->value), hit->length});
    }
    return std::nullopt;
  }

  // Whether another body is named behind a comma of `range`.
  bool NamesSeveral(TokenRange range) const {
    for (size_t at = range.begin; at + 1 < range.end; ++at) {
      if (tokens_[at].IsMark(',') && tokens_[at + 1].capital &&
          UnitNouns().Match(tokens_, at + 1, range.end)) {
        return true;
      }
    }
    return false;
  }

  void ReadVerb(size_t at, const VerbHit& hit) {
    size_t next = at + hit.length;
    switch (hit.verb) {
      case kGive:
        order_.assigned = true;
        break;
      case kAsk:
        break;
      case kRequest:
        order_.act = v1::REQUEST;
        order_.act_range = {at, next};
        break;
      case kAgree:
        ReadAgreement(at, next);
        return;
    }
    // "yêu cầu: ...", "giao đồng chí".
    if (next < range_.end && tokens_[next].IsMark(':')) ++next;
    SetUnits(next);
    // "Đề nghị xây dựng phương án": nobody is named, the verb follows.
    if (order_.units.empty()) order_.assigned = false;
  }

  void ReadAgreement(size_t at, size_t next) {
    order_.act = v1::AGREEMENT;
    order_.act_range = {at, next};
    // "thống nhất giao", "đồng ý để", "cho phép", "nhất trí cho".
    while (next < range_.end && (tokens_[next].IsWord("cho"_w) || tokens_[next].IsWord("để"_w) ||
                                 tokens_[next].IsWord("phép"_w) || tokens_[next].IsWord("chủ"_w) ||
                                 tokens_[next].IsWord("trương"_w))) {
      ++next;
    }
    const auto give = OrderVerbs().Match(tokens_, next, range_.end);
    if (give && (give->value == kGive || give->value == kAsk)) {
      order_.assigned = true;
      next += give->length;
    }
    order_.predicate = next;
    SetUnits(next);
    if (!order_.units.empty()) return;
    // "Thống nhất điều chỉnh quy hoạch, giao Sở Công Thương hoàn thiện hồ sơ".
    for (size_t i = next; i < range_.end; ++i) {
      const auto later = OrderVerbs().Match(tokens_, i, range_.end);
      if (!later || later->value > kAsk) continue;
      UnitList list = ReadUnitList(document_, matcher_, {i + later->length, range_.end});
      if (list.units.empty()) continue;
      order_.units = std::move(list.units);
      order_.assigned = true;
      return;
    }
    order_.ruling = true;
  }

  // The units at `at`, with what follows them as what is to be done.
  void SetUnits(size_t at) {
    UnitList list = ReadUnitList(document_, matcher_, {at, range_.end});
    order_.predicate = list.end;
    order_.units = std::move(list.units);
  }

  // "Sở Xây dựng rút hồ sơ ...": the unit itself begins the clause.
  void ReadSubject(size_t at) {
    UnitList list = ReadUnitList(document_, matcher_, {at, range_.end});
    if (list.units.empty()) return;
    const UnitReading& first = list.units.front();
    // What follows the joint may be no unit at all and run on to the end.
    if (list.units.size() > 1 && first.status != Status::kUnknown &&
        list.units.back().status == Status::kUnknown && list.end >= range_.end) {
      list.units.pop_back();
      list.end = list.units.back().range.end;
    }
    list.end = first.person ? SkipPosts(list.end) : SkipApposition(list.end);
    if (list.end >= range_.end) return;
    const Token& after = tokens_[list.end];
    if (after.breaks_before > 1) return;
    const bool verb = VerbBehindAdverbial(list.end) ||
                      ActionVerbs().Match(tokens_, list.end, range_.end).has_value() ||
                      Adverbs().Match(tokens_, list.end, range_.end).has_value() ||
                      OrderVerbs().Match(tokens_, list.end, range_.end).has_value();
    const bool duty = after.IsWord("có"_w) || after.IsWord("phải"_w) || after.IsWord("đã"_w) ||
                      after.IsWord("chưa"_w);
    // "Đồng chí A được giao chủ trì ...".
    if (after.IsWord("được"_w)) {
      if (const auto give = OrderVerbs().Match(tokens_, list.end + 1, range_.end);
          give && give->value == kGive) {
        order_.predicate = list.end + 1 + give->length;
        order_.units = std::move(list.units);
        order_.assigned = true;
        return;
      }
    }
    const bool known = first.status != Status::kUnknown;
    const bool mark = after.IsMark(',') || after.IsMark(':') || after.IsMark('(');
    // "Cục A chủ trì, phối hợp với Cục B, cơ quan chuyên môn ...": whoever works with others leads.
    const bool leads = std::any_of(list.units.begin() + 1, list.units.end(),
                                   [](const UnitReading& unit) { return unit.cooperates; });
    const bool plain =
        (after.IsWord() && !after.capital && !ContinuesName(after)) || list.units.size() > 1;
    if (!verb && !duty && !leads && !(known && (mark || plain))) return;
    order_.predicate = list.end;
    order_.units = std::move(list.units);
    order_.subject = true;
  }

  // "Đồng chí A, Phó Trưởng ban, phụ trách tuyến phía Bắc, kiểm tra": past what a person is.
  size_t SkipPosts(size_t at) const {
    constexpr size_t kMaxPosts = 40;
    if (at >= range_.end || !(tokens_[at].IsMark(',') || tokens_[at].IsMark('-'))) return at;
    const size_t limit = std::min(range_.end, at + kMaxPosts);
    for (size_t next = at + 1; next < limit; ++next) {
      if (tokens_[next].IsMark(';') || tokens_[next].IsMark('.') || tokens_[next].IsMark(':'))
        return at;
      const bool charge = IsWordAt(tokens_, next, range_.end, "phụ"_w) ||
                          IsWordAt(tokens_, next, range_.end, "quản"_w) ||
                          IsWordAt(tokens_, next, range_.end, "thường"_w) ||
                          IsWordAt(tokens_, next, range_.end, "phòng"_w);
      if (charge || tokens_[next].capital || !tokens_[next].IsWord()) continue;
      if (ActionVerbs().Match(tokens_, next, range_.end) ||
          Adverbs().Match(tokens_, next, range_.end)) {
        return next;
      }
    }
    return at;
  }

  // Past "(ACV)" and "- cơ quan thường trực Ban Chỉ đạo", which stand between a name and its verb.
  size_t SkipApposition(size_t at) const {
    constexpr size_t kMaxApposition = 12;
    if (at + 2 < range_.end && tokens_[at].IsMark('(') && tokens_[at + 1].upper &&
        tokens_[at + 2].IsMark(')')) {
      at += 3;
    }
    if (at + 1 >= range_.end || !(tokens_[at].IsMark('-') || tokens_[at].IsMark(','))) return at;
    const bool explains = IsWordAt(tokens_, at + 1, range_.end, "cơ"_w) ||
                          IsWordAt(tokens_, at + 1, range_.end, "đơn"_w) ||
                          IsWordAt(tokens_, at + 1, range_.end, "thường"_w);
    if (!explains) return at;
    const size_t limit = std::min(range_.end, at + kMaxApposition);
    for (size_t next = at + 2; next < limit; ++next) {
      if (tokens_[next].IsMark(',')) return next + 1;
      if (tokens_[next].kind == TokenKind::kMark) return at;
      if (!tokens_[next].capital && ActionVerbs().Match(tokens_, next, range_.end) &&
          !tokens_[next].IsWord("thường"_w) && !tokens_[next].IsWord("chủ"_w) &&
          !tokens_[next].IsWord("chỉ"_w)) {
        return next;
      }
    }
    return at;
  }

  // "Bộ A, Bộ B theo chức năng, nhiệm vụ hướng dẫn ...".
  bool VerbBehindAdverbial(size_t at) const {
    constexpr size_t kMaxBetween = 14;
    if (!tokens_[at].IsWord("theo"_w) && !tokens_[at].IsWord("căn"_w) &&
        !tokens_[at].IsWord("trong"_w) && !tokens_[at].IsWord("tùy"_w)) {
      return false;
    }
    const size_t limit = std::min(range_.end, at + kMaxBetween);
    for (size_t next = at + 1; next < limit; ++next) {
      if (tokens_[next].IsMark(';') || tokens_[next].IsMark('.')) return false;
      if (ActionVerbs().Match(tokens_, next, range_.end)) return true;
    }
    return false;
  }

  void ReadCancellation() {
    size_t at = order_.predicate;
    for (int i = 0; i < kMaxAdverbs; ++i) {
      const auto adverb = Adverbs().Match(tokens_, at, range_.end);
      if (!adverb) break;
      at += adverb->length;
    }
    const size_t end = CancellationEnd(tokens_, at, range_.end);
    if (end == at) return;
    order_.act = v1::CANCELLATION;
    order_.act_range = {at, end};
  }

  const Document& document_;
  const Tokens& tokens_;
  const UnitMatcher& matcher_;
  const TokenRange range_;
  Order order_;
};

// ", Sở Giao thông vận tải rà soát": a unit of the directory and its own verb behind a comma.
bool IsOtherSubject(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  const auto unit = matcher.MatchPrefix(document, range);
  return unit && !unit->ambiguous && unit->end < range.end &&
         ActionVerbs().Match(document.tokens(), unit->end, range.end).has_value();
}

// Tokens of a legal basis before who orders.
constexpr size_t kMaxBasisTokens = 120;

}  // namespace

size_t BasisEnd(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const size_t limit = std::min(range.end, range.begin + kMaxBasisTokens);
  for (size_t at = range.begin + 1; at + 2 < limit; ++at) {
    if (tokens[at].IsMark('.') && EndsSentence(tokens, at, range.end)) break;
    if (!tokens[at].IsMark(',') || !IsAuthorityWord(tokens[at + 1])) continue;
    const size_t reach = std::min(range.end, at + 1 + kMaxAuthorityTokens);
    for (size_t next = at + 2; next < reach && tokens[next].kind != TokenKind::kMark; ++next) {
      if (tokens[next].capital) continue;
      const auto verb = OrderVerbs().Match(tokens, next, range.end);
      if (verb && verb->value <= kRequest &&
          ReadUnit(document, matcher, {next + verb->length, range.end})) {
        // Whoever is told or orders at the very beginning comes first.
        const bool first = IsAuthorityWord(tokens[range.begin]) ||
                           OrderVerbs().Match(tokens, range.begin, range.end) ||
                           ReadUnit(document, matcher, range);
        return first ? range.begin : at + 1;
      }
    }
  }
  return range.begin;
}

size_t SkipAdverbials(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  const Tokens& tokens = document.tokens();
  size_t at = range.begin;
  for (int i = 0; i < kMaxAdverbials && at < range.end; ++i) {
    if (tokens[at].IsMark('"') || tokens[at].IsMark('(')) break;
    if (const auto hit = Connectives().Match(tokens, at, range.end)) {
      size_t next = at + hit->length;
      if (next < range.end && (tokens[next].IsMark(',') || tokens[next].IsMark(':'))) ++next;
      if (next >= range.end) break;
      at = next;
      continue;
    }
    size_t found = BasisEnd(document, matcher, {at, range.end});
    // "Liên danh nhà thầu A" is no "Liên quan đến".
    const bool opens =
        OpensAdverbial(tokens[at]) &&
        (!tokens[at].IsWord("liên"_w) || IsWordAt(tokens, at + 1, range.end, "quan"_w));
    if (found == at && !opens) break;
    const size_t limit = std::min(range.end, at + kMaxAdverbialTokens);
    for (size_t next = at + 1; found == at && next + 1 < limit; ++next) {
      if (tokens[next].IsMark(';') || tokens[next].IsMark('.')) break;
      // "Sau khi xem xét Chủ tịch UBND tỉnh giao Sở A chủ trì, ...": the order is before the comma.
      const auto verb = OrderVerbs().Match(tokens, next, range.end);
      if (verb && verb->value <= kRequest &&
          ReadUnit(document, matcher, {next + verb->length, range.end})) {
        break;
      }
      if (!tokens[next].IsMark(',')) continue;
      const bool order = OrderVerbs().Match(tokens, next + 1, range.end).has_value() ||
                         ActionVerbs().Match(tokens, next + 1, range.end).has_value() ||
                         ReadUnit(document, matcher, {next + 1, range.end}).has_value() ||
                         IsAuthorityWord(tokens[next + 1]);
      if (order) found = next + 1;
    }
    if (found == at) break;
    at = found;
  }
  return at;
}

Order ReadOrder(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  return OrderReader(document, matcher, range).Run();
}

std::vector<size_t> FurtherOrders(const Document& document, const UnitMatcher& matcher,
                                  TokenRange range) {
  const Tokens& tokens = document.tokens();
  std::vector<size_t> orders;
  const Order order = ReadOrder(document, matcher, range);
  // The first order of a clause that names nobody before it is its own.
  bool first = order.units.empty();
  int depth = 0;
  for (size_t at = first ? range.begin : order.units.back().range.end; at < range.end; ++at) {
    if (tokens[at].IsMark('(')) ++depth;
    if (tokens[at].IsMark(')') && depth > 0) --depth;
    if (depth > 0) continue;
    // Those that something is submitted to are no further ones.
    if (const auto sends = SendingVerbs().Match(tokens, at, range.end)) {
      const UnitList list = ReadUnitList(document, matcher, {at + sends->length, range.end});
      if (!list.units.empty()) {
        at = list.end - 1;
        continue;
      }
    }
    // Units that cooperate are no further ones.
    if (const auto with = CooperationPhrases().Match(tokens, at, range.end)) {
      const UnitList list = ReadUnitList(document, matcher, {at + with->length, range.end});
      if (!list.units.empty()) {
        at = list.end - 1;
        continue;
      }
    }
    const bool joined =
        at > range.begin && (tokens[at - 1].IsMark(',') || tokens[at - 1].IsWord("thời"_w) ||
                             tokens[at - 1].IsWord("và"_w));
    if (at > range.begin && !joined) continue;
    const auto hit = OrderVerbs().Match(tokens, at, range.end);
    if (hit && hit->value <= kRequest) {
      if (!ReadUnit(document, matcher, {at + hit->length, range.end})) continue;
    } else if (!(at > range.begin &&
                 (tokens[at - 1].IsMark(',') || tokens[at - 1].IsWord("và"_w)) &&
                 IsOtherSubject(document, matcher, {at, range.end}))) {
      continue;
    }
    if (!first && at > range.begin) orders.push_back(at);
    first = false;
  }
  return orders;
}

std::vector<UnitReading> BracketUnits(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range) {
  const Tokens& tokens = document.tokens();
  if (range.size() < 3 || !tokens[range.end - 1].IsMark(')')) return {};
  size_t open = range.end - 1;
  while (open > range.begin && !tokens[open].IsMark('(')) --open;
  if (open == range.begin) return {};
  const size_t end = range.end - 1;
  size_t at = open + 1;
  if (const auto verb = OrderVerbs().Match(tokens, at, end)) at += verb->length;
  UnitList list = ReadUnitList(document, matcher, {at, end});
  if (list.units.empty()) return {};
  // A name alone, or with what the unit does; "(Sở Y tế cũ)" explains.
  const bool told = list.end == end || tokens[list.end].kind == TokenKind::kMark ||
                    ActionVerbs().Match(tokens, list.end, end).has_value();
  if (!told || list.units.front().status == Status::kUnknown) return {};
  return std::move(list.units);
}

bool BeginsOrder(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  if (range.empty()) return false;
  const Tokens& tokens = document.tokens();
  const size_t at = SkipAdverbials(document, matcher, range);
  // "Từ đêm 05/10 đến hết ngày 08/10 có mưa": no comma, and nothing to do behind it.
  if (at == range.begin && BeginsAdverbial(tokens[at]) &&
      !ActionVerbs().Match(tokens, at, range.end) && !ActionVerbs().Find(tokens, range)) {
    return false;
  }
  if (at == range.begin ? BeginsAction(tokens, at, range.end)
                        : ActionVerbs().Match(tokens, at, range.end).has_value()) {
    return true;
  }
  const Order order = ReadOrder(document, matcher, range);
  return !order.units.empty() || order.act != v1::ASSIGNMENT;
}

}  // namespace dondoc::registry
