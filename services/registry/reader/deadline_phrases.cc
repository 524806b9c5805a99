#include "services/registry/reader/deadline_phrases.h"

#include <algorithm>

#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {
namespace {

// How far before a phrase "dự kiến" and "phấn đấu" still speak of it.
constexpr size_t kModalReach = 40;

// Nouns that a period or "thường xuyên" behind them describes: it is then their scope, no deadline.
bool IsScopeNoun(const Token& token) {
  switch (token.word) {
    case "vụ"_w:     // nhiệm vụ
    case "hoạch"_w:  // kế hoạch
    case "chi"_w:
    case "dục"_w:  // giáo dục thường xuyên
    case "phí"_w:  // kinh phí
    case "nguồn"_w:
    case "sách"_w:  // ngân sách
    case "toán"_w:  // dự toán
    case "sinh"_w:  // phát sinh
    case "lịch"_w:
    case "được"_w:  // đạt được
    case "đã"_w:
    case "tháng"_w:  // 6 tháng cuối năm
      return token.IsWord();
    default:
      return false;
  }
}

// Words after which "đến ngày ..." closes a report's data.
bool IsDataWord(const Token& token) {
  switch (token.word) {
    case "tính"_w:
    case "liệu"_w:  // số liệu
    case "kế"_w:    // lũy kế
    case "kỳ"_w:
    case "đoạn"_w:  // giai đoạn
      return token.IsWord();
    default:
      return false;
  }
}

// Whether something is handed over in [begin, end), the last verb of it.
bool HandsOver(const Tokens& tokens, size_t begin, size_t end) {
  for (size_t at = begin; at < end; ++at) {
    const bool report = tokens[at].IsWord("báo"_w) && IsWordAt(tokens, at + 1, end, "cáo"_w);
    if (report || tokens[at].IsWord("trình"_w) || tokens[at].IsWord("gửi"_w) ||
        tokens[at].IsWord("nộp"_w)) {
      return true;
    }
  }
  return false;
}

// What takes place on its day.
const PhraseTable& Occasions() {
  static const auto& table = *new PhraseTable{
      {"kiểm tra"}, {"khảo sát"},  {"tổ chức"},   {"tổng duyệt"},    {"ra quân"},
      {"làm việc"}, {"khai mạc"},  {"khởi công"}, {"khánh thành"},   {"thông xe"},
      {"tập huấn"}, {"phát động"}, {"trao"},      {"giám sát"},      {"đi thực tế"},
      {"bế mạc"},   {"gặp mặt"},   {"đối thoại"}, {"tiếp công dân"},
  };
  return table;
}

// "..., ra quân" right before the day.
bool EndsWithEvent(const Tokens& tokens, size_t begin, size_t end) {
  constexpr size_t kLongest = 3;
  for (size_t length = 2; length <= kLongest && begin + length <= end; ++length) {
    const auto event = Occasions().Match(tokens, end - length, end);
    if (!event || event->length != length) continue;
    // "dự kiến khai mạc ngày 15/8": when something to prepare takes place.
    const size_t first = end - length;
    return first == begin || !tokens[first - 1].IsWord("kiến"_w);
  }
  return false;
}

// Whether [begin, end) begins with one of them.
bool BeginsEvent(const Tokens& tokens, size_t begin, size_t end) {
  // The first verb of the clause is what takes place, past who is told and how.
  static const auto& passed = *new PhraseTable{
      {"trực tiếp"}, {"chủ trì"}, {"phối hợp"}, {"chỉ đạo"}, {"phân công"}, {"giao"}, {"phấn đấu"}};
  for (size_t at = begin; at < end;) {
    if (Occasions().Match(tokens, at, end)) return true;
    const auto skip = passed.Match(tokens, at, end);
    if (!skip && !tokens[at].capital && ActionVerbs().Match(tokens, at, end)) return false;
    at += skip ? skip->length : 1;
  }
  return false;
}

bool Finishes(const Tokens& tokens, size_t begin, size_t end) {
  for (size_t at = begin; at < end; ++at) {
    if (tokens[at].IsWord("xong"_w) ||
        (tokens[at].IsWord("hoàn"_w) &&
         (IsWordAt(tokens, at + 1, end, "thành"_w) || IsWordAt(tokens, at + 1, end, "thiện"_w)))) {
      return true;
    }
  }
  return false;
}

// Words behind a day that say how things stand on it.
bool TellsState(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end || tokens[at].breaks_before > 1) return false;
  // "hết quý IV không để còn hồ sơ tồn" orders.
  const bool none_left =
      IsWordAt(tokens, at + 1, end, "để"_w) || IsWordAt(tokens, at + 1, end, "còn"_w);
  return tokens[at].IsWord("chưa"_w) || tokens[at].IsWord("mà"_w) ||
         (tokens[at].IsWord("không"_w) && !none_left) ||
         (tokens[at].IsWord("giải"_w) && IsWordAt(tokens, at + 1, end, "ngân"_w) &&
          IsWordAt(tokens, at + 2, end, "dưới"_w));
}

// Whether `range` of a clause stands in a bracket that holds more than it.
bool ExplainedInBracket(const Tokens& tokens, TokenRange clause, TokenRange range) {
  size_t open = range.begin;
  while (open > clause.begin && !tokens[open - 1].IsMark('(')) {
    if (tokens[open - 1].IsMark(')')) return false;
    --open;
  }
  if (open == clause.begin) return false;
  return open < range.begin || (range.end < clause.end && !tokens[range.end].IsMark(')'));
}

// A day that names a meeting or a paper, not when something is due.
bool DatesEvent(const Token& before) {
  switch (before.word) {
    case "họp"_w:
    case "nghị"_w:
    case "báo"_w:
    case "luận"_w:
    case "văn"_w:
    case "việc"_w:
    case "định"_w:
    case "thảo"_w:
      return before.IsWord();
    default:
      return false;
  }
}

// "dự kiến tổ chức [vào tuần]" before `at`.
bool PlansMeeting(const Tokens& tokens, size_t begin, size_t at) {
  constexpr size_t kReach = 3;
  for (size_t i = at; i > begin + 3 && at - i <= kReach; --i) {
    if (tokens[i - 1].IsWord("chức"_w) && tokens[i - 3].IsWord("kiến"_w) &&
        tokens[i - 4].IsWord("dự"_w)) {
      return true;
    }
  }
  return false;
}

// "chưa" shortly before `at`, in the same part of the sentence.
bool NotYet(const Tokens& tokens, size_t begin, size_t at) {
  constexpr size_t kReach = 5;
  for (size_t i = at; i-- > begin && at - i <= kReach;) {
    if (tokens[i].kind == TokenKind::kMark) return false;
    if (tokens[i].IsWord("chưa"_w)) return true;
  }
  return false;
}

// Whether "để" or "kỹ năng" leads to what stands at `at`.
bool IsPurpose(const Tokens& tokens, size_t begin, size_t at) {
  constexpr size_t kReach = 6;
  for (size_t i = at; i-- > begin && at - i <= kReach;) {
    if (tokens[i].kind == TokenKind::kMark) return false;
    const bool to = tokens[i].IsWord("để"_w);
    if (i == begin) return to;
    // "không để xảy ra ...": an order.
    if (to && !tokens[i - 1].IsWord("không"_w)) return true;
    if (tokens[i].IsWord("năng"_w) && tokens[i - 1].IsWord("kỹ"_w)) return true;
  }
  return false;
}

// What stands before the phrase speaks against it: "đã hoàn thành ngày ...".
bool RefusedByContext(const Tokens& tokens, const DeadlineRule& rule, const Captures& captures,
                      size_t at, size_t begin) {
  // "Trường hợp quá hạn, báo cáo ...": a condition opens its clause, or begins with "nếu" inside
  // it.
  if (rule.id == "in-case" && at > begin &&
      (!tokens[at].IsWord("nếu"_w) || tokens[at + 1].IsWord("có"_w) ||
       tokens[at - 1].IsMark('('))) {
    return true;
  }
  if (at == begin) return false;
  const Token& before = tokens[at - 1];
  if (before.IsWord("đã"_w) || before.IsWord("nếu"_w) || before.IsWord("dồn"_w)) return true;
  // "chuyến công tác dự kiến từ ngày 14 đến ngày 19": when something takes place, not a limit.
  if (rule.meaning == Meaning::kWindow && before.IsWord("kiến"_w)) return true;
  // "dự kiến vào ngày 10/8": when something takes place, unless a paper or its end is due then.
  if (rule.meaning == Meaning::kOnDate && rule.strength == kPlainDate && before.IsWord("kiến"_w) &&
      !HandsOver(tokens, begin, at) && !Finishes(tokens, begin, at)) {
    return true;
  }
  // "Chuẩn bị ... đại hội điểm trong tháng 3": when something to prepare takes place.
  if (rule.strength == kPlainDate &&
      (rule.meaning == Meaning::kWithinPeriod || rule.meaning == Meaning::kOnDate)) {
    const bool prepares =
        IsWordAt(tokens, begin, at, "chuẩn"_w) && IsWordAt(tokens, begin + 1, at, "bị"_w);
    if (prepares && !HandsOver(tokens, begin, at)) return true;
  }
  // "dự kiến tổ chức trong tháng 01", "dự kiến tổ chức vào tuần đầu tháng 01/2025".
  const bool edge = rule.meaning == Meaning::kStartOfPeriod ||
                    rule.meaning == Meaning::kMiddleOfPeriod ||
                    rule.meaning == Meaning::kEndOfPeriod;
  if ((edge || rule.strength == kPlainDate) && PlansMeeting(tokens, begin, at)) return true;
  // "trước mắt chưa xem xét bố trí trong năm 2020": what is not to be done then.
  if (rule.strength == kPlainDate && NotYet(tokens, begin, at)) return true;
  if ((rule.flags & kHandedOver) != 0 &&
      (captures.period->unit != common::v1::Period::MONTH || !HandsOver(tokens, begin, at))) {
    return true;
  }
  // "để kịp thời xử lý khi có ngộ độc": a purpose.
  if (rule.meaning == Meaning::kCondition && IsPurpose(tokens, begin, at)) return true;
  // "hằng năm hoặc khi có thay đổi": the other case; "bảo đảm tiêu úng khi có mưa lớn": the aim.
  if (rule.id == "when") {
    constexpr size_t kAimReach = 4;
    if (before.IsWord("hoặc"_w)) return true;
    for (size_t i = at; i-- > begin && at - i <= kAimReach;)
      if (tokens[i].IsWord("đảm"_w)) return true;
  }
  // "gia hạn thời gian thực hiện đến ngày 30/9": what is agreed, not when to agree.
  if (rule.meaning == Meaning::kOnDate) {
    constexpr size_t kExtensionReach = 6;
    for (size_t i = at; i-- > begin && at - i <= kExtensionReach;) {
      if (tokens[i].kind == TokenKind::kMark) break;
      if (tokens[i].IsWord("gia"_w) && tokens[i + 1].IsWord("hạn"_w)) return true;
    }
  }
  // "kế hoạch thanh tra hằng năm" describes the plan.
  if ((rule.flags & kScopeNoun) != 0 && (rule.flags & kDayMissing) != 0) {
    constexpr size_t kNounReach = 5;
    for (size_t i = at; i-- > begin && at - i <= kNounReach;) {
      if (tokens[i].kind == TokenKind::kMark) break;
      if (tokens[i].IsWord("hoạch"_w) && i > begin && tokens[i - 1].IsWord("kế"_w)) return true;
    }
  }
  // "nhiệm vụ trong năm 2022" is scope; "hồ sơ 05 nhiệm vụ trong tháng 10/2022" a deadline.
  const bool month_or_quarter =
      captures.period && captures.period->unit != common::v1::Period::YEAR;
  if ((rule.flags & kScopeNoun) != 0 && !month_or_quarter && IsScopeNoun(before)) return true;
  return (rule.flags & kDataCutOff) != 0 && IsDataWord(before);
}

// Adds a doubt for "dự kiến" or "phấn đấu" in or shortly before the phrase.
void AddModalDoubts(const Tokens& tokens, size_t begin, DeadlineFinding* finding) {
  const size_t reach = finding->range.begin > kModalReach ? finding->range.begin - kModalReach : 0;
  const size_t from = std::max(begin, reach);
  for (size_t i = from; i + 1 < finding->range.end; ++i) {
    if (tokens[i].IsWord("dự"_w) && tokens[i + 1].IsWord("kiến"_w)) {
      finding->doubts.push_back({Doubt::kEstimate, finding->range});
      return;
    }
    if (tokens[i].IsWord("phấn"_w) && tokens[i + 1].IsWord("đấu"_w)) {
      finding->doubts.push_back({Doubt::kTarget, finding->range});
      return;
    }
  }
}

}  // namespace

bool TellsDayOf(const common::v1::Deadline& first, const common::v1::Deadline& second) {
  if (!first.has_recurring() || !second.has_recurring()) return false;
  const common::v1::Recurrence& a = first.recurring();
  const common::v1::Recurrence& b = second.recurring();
  if (a.frequency() != b.frequency()) return false;
  return a.frequency() == common::v1::Recurrence::WEEKLY ? a.weekday() == 7 && b.weekday() != 7
                                                         : a.day() == 0 && b.day() != 0;
}

bool IsDated(const DeadlineFinding& finding) { return finding.strength >= kBareRecurrence; }

DeadlinePhrases FindDeadlines(const Document& document, TokenRange range,
                              const std::vector<TokenRange>& masked,
                              std::optional<absl::CivilDay> document_date) {
  const DeadlineRules& rules = DeadlineRules::Get();
  const Tokens& tokens = document.tokens();
  DeadlinePhrases result;
  size_t mask = 0;
  // Up to here goes the condition that the clause opens with, where only terms are deadlines.
  size_t condition_end = range.begin;
  for (size_t at = range.begin; at < range.end;) {
    while (mask < masked.size() && masked[mask].end <= at) ++mask;
    if (mask < masked.size() && at >= masked[mask].begin) {
      at = masked[mask].end;
      continue;
    }
    const size_t end = mask < masked.size() ? std::min(range.end, masked[mask].begin) : range.end;
    size_t next = at + 1;
    for (const int index : rules.Candidates(tokens[at])) {
      const DeadlineRule& rule = rules.rule(index);
      const auto match = rule.pattern.MatchAt(tokens, at, end);
      if (!match) continue;
      // A condition may hold a term of its own: "trường hợp đủ điều kiện, trình ký trong 05 ngày".
      next = rule.id == "in-case" ? at + 1 : match->end;
      // "vốn của các dự án đến ngày 30/9 giải ngân dưới 60%": a state on that day.
      if ((rule.meaning == Meaning::kOnDate || rule.meaning == Meaning::kWithinPeriod) &&
          TellsState(tokens, match->end, range.end)) {
        break;
      }
      // "sau 10 ngày kể từ ngày ký" says when something begins, but for what is handed over.
      if (rule.id == "start-after" && HandsOver(tokens, range.begin, at)) continue;
      // The words are spoken for: what stands inside them is no deadline either.
      if (at < condition_end && rule.strength != kTerm) break;
      if (RefusedByContext(tokens, rule, match->captures, at, range.begin)) break;
      if (rule.id == "in-case") condition_end = match->end;
      if ((rule.flags & kReportDay) != 0) {
        const auto day = DayOf(*match->captures.date, document_date);
        const bool last = match->end == range.end ||
                          (match->end + 1 == range.end && tokens[match->end].IsMark(')'));
        const bool event =
            BeginsEvent(tokens, range.begin, at) || EndsWithEvent(tokens, range.begin, at);
        const bool told = HandsOver(tokens, range.begin, at) || event;
        const bool closed =
            last || (event && (tokens[match->end].IsMark(',') || tokens[match->end].IsMark(')')));
        const bool due = at > range.begin && closed && document_date &&
                         IsRealDay(*match->captures.date) && day && *day >= *document_date &&
                         !DatesEvent(tokens[at - 1]) && told;
        if (!due) break;
      }
      const DeadlineFinding* before = result.findings.empty() ? nullptr : &result.findings.back();
      auto finding = BuildDeadline(document, rule, {at, match->end}, match->captures, document_date,
                                   before, &result.dropped);
      if (finding) {
        finding->in_bracket =
            ExplainedInBracket(tokens, range, finding->range) ||
            // "(từ ngày 15 đến ngày 20/3)": when something takes place.
            (rule.meaning == Meaning::kWindow && at > range.begin && tokens[at - 1].IsMark('('));
        if (finding->strength >= kPlainDate) AddModalDoubts(tokens, range.begin, &*finding);
        result.findings.push_back(*std::move(finding));
      }
      break;
    }
    at = next;
  }
  return result;
}

const DeadlineFinding* StrongestDeadline(const DeadlinePhrases& phrases, bool* several) {
  const DeadlineFinding* best = nullptr;
  int dated = 0;
  const bool outside = std::any_of(phrases.findings.begin(), phrases.findings.end(),
                                   [](const DeadlineFinding& finding) {
                                     return !finding.in_bracket && finding.strength >= kPlainDate;
                                   });
  for (const DeadlineFinding& finding : phrases.findings) {
    // What a bracket explains gives way to what the sentence says.
    if (outside && finding.in_bracket) continue;
    if (finding.strength > kBareRecurrence) ++dated;
    // Of two days alike the last is the one for finishing.
    const bool later = best != nullptr && finding.strength == best->strength &&
                       (finding.strength == kPlainDate || finding.strength == kFixed ||
                        TellsDayOf(best->deadline, finding.deadline));
    if (best == nullptr || finding.strength > best->strength || later) best = &finding;
  }
  *several = dated > 1;
  return best;
}

}  // namespace dondoc::registry
