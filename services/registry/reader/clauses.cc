#include "services/registry/reader/clauses.h"

#include <algorithm>
#include <optional>

#include "services/registry/reader/phrase_table.h"
#include "services/registry/reader/quantities.h"
#include "services/registry/reader/time_expressions.h"

namespace dondoc::registry {
namespace {

// Inspections of one clause (proto InspectionClause.count).
constexpr int kMaxInspections = 500;
// How far behind the beginning of a task its action may stand ("Chủ động tổ chức ...").
constexpr size_t kActionReach = 8;

enum ActionKind { kHold = 0, kCancel = 1, kSuspend = 2, kNotOurs = 3 };

const PhraseTable& InspectionActions() {
  static const auto& table = *new PhraseTable{
      {"tổ chức", kHold},
      {"tiến hành", kHold},
      {"triển khai", kHold},
      {"thực hiện", kHold},
      {"hoàn thành", kHold},
      {"thanh tra", kHold},
      {"kiểm tra", kHold},
      {"tăng cường", kHold},
      {"mở", kHold},
      {"dừng", kCancel},
      {"hủy", kCancel},
      {"hủy bỏ", kCancel},
      {"bãi bỏ", kCancel},
      {"không thực hiện", kCancel},
      {"không tổ chức", kCancel},
      {"không tiến hành", kCancel},
      {"đưa ra khỏi kế hoạch", kCancel},
      {"rút khỏi kế hoạch", kCancel},
      {"chấm dứt", kCancel},
      {"tạm dừng", kSuspend},
      {"tạm đình chỉ", kSuspend},
      {"đình chỉ", kSuspend},
      {"đề xuất", kNotOurs},
      {"báo cáo", kNotOurs},
      {"tổng hợp", kNotOurs},
      {"ban hành", kNotOurs},
      {"theo dõi", kNotOurs},
      {"đôn đốc", kNotOurs},
      {"tham mưu", kNotOurs},
      {"xây dựng", kNotOurs},
      {"trình", kNotOurs},
      {"phối hợp", kNotOurs},
      {"rà soát", kNotOurs},
  };
  return table;
}

std::optional<int> ActionOf(const Document& document, TokenRange range) {
  const size_t end = std::min(range.end, range.begin + kActionReach);
  for (size_t at = range.begin; at < end; ++at) {
    if (const auto hit = InspectionActions().Match(document.tokens(), at, range.end)) {
      return hit->value;
    }
  }
  return std::nullopt;
}

// The kind that stands at `at`: "thanh tra chuyên ngành", "kiểm tra công vụ".
std::optional<v1::InspectionClause::Kind> KindAt(const Document& document, size_t at, size_t end) {
  using Inspection = v1::InspectionClause;
  static const auto& table = *new PhraseTable{
      {"thanh tra chuyên ngành", Inspection::SPECIALISED},
      {"thanh tra hành chính", Inspection::ADMINISTRATIVE},
      {"kiểm tra công vụ", Inspection::CIVIL_SERVICE},
      {"kiểm tra chuyên ngành", Inspection::EXAMINATION},
      {"thanh tra", Inspection::KIND_UNSPECIFIED},
  };
  const auto hit = table.Match(document.tokens(), at, end);
  if (!hit) return std::nullopt;
  return static_cast<Inspection::Kind>(hit->value);
}

// How many "cuộc" stand before the kind at `at`; nullopt where no "cuộc" does.
std::optional<int64_t> CountBefore(const Document& document, size_t begin, size_t at) {
  const Tokens& tokens = document.tokens();
  if (at == begin || !tokens[at - 1].IsWord("cuộc"_w)) return std::nullopt;
  if (at - begin < 2) return 1;
  size_t number = at - 2;
  // "02 (hai) cuộc".
  constexpr size_t kMaxBracket = 6;
  for (size_t back = 0; back < kMaxBracket && number > begin && !tokens[number].IsNumber();
       ++back) {
    if (!tokens[number].IsMark(')') && back == 0) return 1;
    --number;
  }
  if (!tokens[number].IsNumber()) return 1;
  return tokens[number].value;
}

void AddInspections(const Document& document, TokenRange range, std::vector<v1::Clause>* clauses,
                    std::vector<DoubtAt>* doubts) {
  using Inspection = v1::InspectionClause;
  const auto action = ActionOf(document, range);
  if (!action || *action == kNotOurs) return;
  constexpr size_t kMaxInspectionClauses = 8;
  for (size_t at = range.begin; at < range.end && clauses->size() < kMaxInspectionClauses; ++at) {
    const auto kind = KindAt(document, at, range.end);
    if (!kind) continue;
    const auto count = CountBefore(document, range.begin, at);
    // "công tác thanh tra" in general orders no inspection; a check of officials needs no number.
    const bool internal = *kind == Inspection::CIVIL_SERVICE;
    if (!count && !internal) continue;
    if (*action == kSuspend) {
      doubts->push_back({Doubt::kInspectionSuspended, range});
      return;
    }
    v1::Clause clause;
    Inspection& inspection = *clause.mutable_inspection();
    inspection.set_inspection_kind(*kind);
    inspection.set_action(*action == kCancel ? Inspection::CANCEL_FROM_PLAN
                          : internal         ? Inspection::INTERNAL_CHECK
                                             : Inspection::PLAN);
    const int64_t number = count.value_or(1);
    if (number < 1 || number > kMaxInspections) {
      doubts->push_back({Doubt::kCountOutOfRange, range});
      return;
    }
    inspection.set_count(static_cast<int>(number));
    clauses->push_back(std::move(clause));
  }
}

void AddClock(const Document& document, TokenRange range, const DeadlineFinding& deadline,
              std::vector<v1::Clause>* clauses) {
  using Clock = v1::ClockClause;
  static const auto& purposes = *new PhraseTable{
      {"quyết toán", Clock::SETTLEMENT},
      {"thanh lý", Clock::LIQUIDATION},
      {"thanh toán", Clock::PAYMENT},
  };
  if (deadline.deadline.rule_case() != common::v1::Deadline::kFromEvent) return;
  const common::v1::EventTerm& term = deadline.deadline.from_event();
  // A limit that runs for every dossier has no day of its own.
  if (term.before_event() || term.has_event_date()) return;
  v1::Clause clause;
  Clock& clock = *clause.mutable_clock();
  for (size_t at = range.begin; at < range.end; ++at) {
    const auto hit = purposes.Match(document.tokens(), at, range.end);
    if (!hit) continue;
    const auto purpose = static_cast<Clock::Purpose>(hit->value);
    const auto& known = clock.purposes();
    if (std::find(known.begin(), known.end(), purpose) == known.end()) clock.add_purposes(purpose);
  }
  if (clock.purposes().empty()) return;
  *clock.mutable_term() = term;
  clock.set_phrase(deadline.deadline.phrase());
  clauses->push_back(std::move(clause));
}

}  // namespace

std::vector<v1::Clause> ReadTypedClauses(const Document& document, TokenRange range,
                                         const DeadlineFinding* deadline,
                                         std::vector<DoubtAt>* doubts) {
  std::vector<v1::Clause> clauses;
  AddInspections(document, range, &clauses, doubts);
  if (deadline != nullptr) {
    // The purpose stands before the limit; behind it stand the event's words.
    const TokenRange before{range.begin, std::max(range.begin, deadline->range.begin)};
    AddClock(document, before, *deadline, &clauses);
  }
  for (v1::Clause& clause : clauses) {
    clause.set_text(document.Verbatim(range));
    *clause.mutable_span() = document.SpanOf(range);
  }
  return clauses;
}

}  // namespace dondoc::registry
