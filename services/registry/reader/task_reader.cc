#include "services/registry/reader/task_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/calendar/deadline.h"
#include "services/registry/domain/task_limits.h"
#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/addressees.h"
#include "services/registry/reader/amounts.h"
#include "services/registry/reader/citations.h"
#include "services/registry/reader/clause_splitter.h"
#include "services/registry/reader/clauses.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/orders.h"
#include "services/registry/reader/quantities.h"
#include "services/registry/reader/references.h"
#include "services/registry/reader/statements.h"
#include "services/registry/reader/time_cells.h"

namespace dondoc::registry {
namespace {

using Status = UnitReading::Status;

// No reading is certain, and none is worthless: it has at least a place.
constexpr int kBestConfidence = 98;
constexpr int kWorstConfidence = 10;
// Of single fields: read as it stands; read by a rule that can be wrong; read and not understood.
constexpr int kSureReading = 97;
constexpr int kLikelyReading = 85;
constexpr int kDoubtfulReading = 50;

class TaskReader {
 public:
  TaskReader(const ReadingTools& tools, ClauseContext& context, v1::NoticeDraft* draft,
             std::vector<UnitReading>* unknown)
      : tools_(tools),
        document_(tools.document),
        tokens_(tools.document.tokens()),
        context_(context),
        draft_(draft),
        unknown_(unknown) {}

  // A clause may order several units one after another.
  bool Run(TokenRange range, bool without_action) {
    size_t begin = range.begin;
    for (const size_t cut : FurtherOrders(document_, tools_.matcher, range)) {
      if (!RunOrder(TrimOrder({begin, cut}), without_action)) return false;
      without_action = false;
      begin = cut;
    }
    return RunOrder(TrimClause(document_, {begin, range.end}), without_action);
  }

  // A row of a table: the units and the day have columns of their own.
  bool RunRow(const TableTask& row) {
    if (draft_->tasks_size() >= kMaxTasks) return false;
    v1::DraftTask& task = *draft_->add_tasks();
    std::vector<DoubtAt> doubts;
    task.set_section(context_.section);
    task.set_topic(row.topic);
    std::string text;
    DeadlinePhrases inside;
    for (TokenRange range : row.text) {
      range = Cut(range, &doubts);
      if (text.size() + document_.Text(range).size() > kMaxTaskTextBytes) break;
      absl::StrAppend(&text, text.empty() ? "" : " ", document_.Verbatim(range));
      *task.add_spans() = document_.SpanOf(range);
      const Findings findings = FindAll(range);
      SetQuantity(range, findings, &task, &doubts);
      AddCitations(findings, &task, &doubts);
      for (const AmountFinding& amount : FindAmounts(document_, range, kMaxAmountsPerTask))
        AddAmount(amount, &task);
      SetAddressee(range, &task);
      inside.findings.insert(inside.findings.end(), findings.deadlines.findings.begin(),
                             findings.deadlines.findings.end());
    }
    task.set_text(std::move(text));
    const TokenRange content = row.text.front();
    const Order order = ReadOrder(document_, tools_.matcher, content);
    task.set_act(order.act);
    if (!order.act_range.empty()) AddReading(&task, "act", order.act_range, kSureReading);
    if (row.units.empty()) {
      doubts.push_back({Doubt::kUnitMissing, {}});
    } else {
      SetLead(row.units.front(), &task, &doubts);
      for (size_t i = 1; i < row.units.size(); ++i) AddCooperating(row.units[i], &task);
    }
    for (const UnitReading& unit : row.cooperating) AddCooperating(unit, &task);
    bool several = false;
    const DeadlineFinding* strongest = StrongestDeadline(inside, &several);
    SetDeadlineOf(row.deadline ? &*row.deadline : strongest, &task, &doubts);
    for (const AmountFinding& amount : row.amounts) AddAmount(amount, &task);
    AddCitations({.citations = row.citations}, &task, &doubts);
    if (!row.product.empty()) {
      std::string product;
      for (const TokenRange range : row.product)
        absl::StrAppend(&product, product.empty() ? "" : " ", document_.Line(range));
      task.set_product(std::move(product));
      AddReading(&task, "product", row.product.front(), kSureReading);
    }
    AddClauses(content, nullptr, task, &doubts);
    SetDoubts(doubts, &task);
    return true;
  }

  // Fields that stand behind labels belong to the tasks from `first` on.
  void ApplyLabels(const std::vector<Labelled>& labels, int first,
                   std::optional<absl::CivilDay> base) {
    for (int i = first; i < draft_->tasks_size(); ++i) {
      v1::DraftTask& task = *draft_->mutable_tasks(i);
      std::vector<DoubtAt> doubts;
      for (const Labelled& field : labels) ApplyLabel(field, base, &task, &doubts);
      AddDoubts(doubts, &task);
    }
  }

 private:
  void ApplyLabel(const Labelled& field, std::optional<absl::CivilDay> base, v1::DraftTask* task,
                  std::vector<DoubtAt>* doubts) {
    if (field.value.empty()) return;
    switch (field.label) {
      case Label::kLead: {
        const auto units = ReadUnitCell(document_, tools_.matcher, field.value);
        if (units.empty()) return;
        ClearLead(task);
        SetLead(units.front(), task, doubts);
        for (size_t i = 1; i < units.size(); ++i) AddCooperating(units[i], task);
        return;
      }
      case Label::kCooperating:
        for (const UnitReading& unit : ReadUnitCell(document_, tools_.matcher, field.value))
          AddCooperating(unit, task);
        return;
      case Label::kTime:
        if (const auto deadline = ReadTimeCell(document_, {field.value}, base, false)) {
          task->clear_deadline();
          SetDeadlineOf(&*deadline, task, doubts);
        }
        return;
      case Label::kProduct:
        task->set_product(document_.Line(field.value));
        AddReading(task, "product", field.value, kSureReading);
        return;
      case Label::kOther:
        for (const AmountFinding& amount :
             FindAmounts(document_, field.value, kMaxAmountsPerTask)) {
          AddAmount(amount, task);
        }
        return;
    }
  }

  static void ClearLead(v1::DraftTask* task) {
    task->clear_lead_unit();
    task->clear_lead_unit_text();
    auto& warnings = *task->mutable_warnings();
    for (int i = warnings.size(); i-- > 0;) {
      if (warnings[i].reason() == ReasonOf(Doubt::kUnitMissing)) warnings.DeleteSubrange(i, 1);
    }
    auto& readings = *task->mutable_readings();
    for (int i = readings.size(); i-- > 0;) {
      if (readings[i].field() == "lead_unit") readings.DeleteSubrange(i, 1);
    }
  }

  struct Findings {
    std::vector<CitationFinding> citations;
    DeadlinePhrases deadlines;
    // Citations and deadlines, ascending.
    std::vector<TokenRange> masked;
  };

  Findings FindAll(TokenRange range) const {
    Findings findings;
    findings.citations = FindCitations(document_, range);
    for (const CitationFinding& citation : findings.citations) {
      findings.masked.push_back(citation.range);
    }
    findings.deadlines = FindDeadlines(document_, range, findings.masked, tools_.document_date);
    for (const DeadlineFinding& deadline : findings.deadlines.findings) {
      findings.masked.push_back(deadline.range);
    }
    std::sort(findings.masked.begin(), findings.masked.end(),
              [](TokenRange a, TokenRange b) { return a.begin < b.begin; });
    return findings;
  }

  // Without the "và" or "đồng thời" that leads to the next order.
  TokenRange TrimOrder(TokenRange range) const {
    range = TrimClause(document_, range);
    while (range.size() > 1 && tokens_[range.end - 1].IsWord("và"_w)) --range.end;
    if (range.size() > 2 && tokens_[range.end - 1].IsWord("thời"_w) &&
        tokens_[range.end - 2].IsWord("đồng"_w)) {
      range.end -= 2;
    }
    return TrimClause(document_, range);
  }

  bool RunOrder(TokenRange range, bool without_action) {
    if (range.empty()) return true;
    in_bracket_ = false;
    Findings findings = FindAll(range);
    // A basis is no part of what is to be done, unless it sets the day ("Để kịp trình trước ngày
    // ..., UBND tỉnh giao ...").
    if (const size_t basis = BasisEnd(document_, tools_.matcher, range);
        basis > range.begin && (findings.deadlines.findings.empty() ||
                                findings.deadlines.findings.front().range.begin >= basis)) {
      range.begin = basis;
      findings = FindAll(range);
    }
    bool several = false;
    const DeadlineFinding* strongest = StrongestDeadline(findings.deadlines, &several);
    Order order = ReadOrder(document_, tools_.matcher, range);
    if (order.units.empty()) {
      order.units = BracketUnits(document_, tools_.matcher, range);
      order.assigned = !order.units.empty();
      in_bracket_ = order.assigned;
    }
    if (order.units.empty()) ReadLaterOrder(range, &order);
    if (order.act == v1::CANCELLATION && strongest != nullptr &&
        (strongest->deadline.has_recurring() || strongest->deadline.standing())) {
      strongest = nullptr;  // When what is stopped used to be.
    }
    const bool dated = strongest != nullptr && strongest->strength >= kPlainDate;
    if (!dated && IsOnlyUnits(range)) return true;
    const bool closes = context_.closing && !dated && draft_->tasks_size() > 0;
    if (closes || IsStatement(document_, range, order, dated, !findings.citations.empty())) {
      // "Yêu cầu các đơn vị nghiêm túc thực hiện; báo cáo kết quả trước ngày ...": told all the
      // same.
      if (!order.units.empty() &&
          (!order.subject || order.units.front().status == Status::kCollective)) {
        context_.told = order.units;
        context_.told_act = order.act;
      }
      return true;
    }
    const bool window = dated && strongest->rule_id == "window";
    // What is agreed may name days of its own; only an end to be reached makes it a task.
    const bool due = dated && strongest->strength == kFixed && strongest->rule_id != "until-date";
    // "Khoa Dược: Đồng ý mua sắm trực tiếp 12 mặt hàng": told whom it concerns, to be carried out.
    const bool carried_out = !context_.units.empty() &&
                             context_.units.front().status == Status::kKnown &&
                             ActionVerbs().Match(tokens_, order.predicate, range.end);
    if (order.ruling && !due && !carried_out) {
      AddDecision(range, order);
      return true;
    }
    const bool told = !order.units.empty() || !context_.units.empty() || !context_.told.empty();
    // What begins with no verb, speaks to nobody and has no day is a remark.
    if (without_action && !told && (!dated || window) && context_.lead_in.empty()) return true;
    // "Theo lịch xả nước, đợt 2 từ ngày 05/02 đến ngày 12/02": nobody does anything.
    if (without_action && order.units.empty() && window &&
        !ActionVerbs().Find(tokens_, {range.begin, strongest->range.begin})) {
      return true;
    }
    if (without_action && !dated && context_.lead_in.empty() && NamesOnly(range)) return true;
    const std::vector<TokenRange> parts =
        several ? SplitByDeadlines(range, findings) : std::vector<TokenRange>{range};
    for (const TokenRange part : parts) {
      if (draft_->tasks_size() >= kMaxTasks) return false;
      if (parts.size() > 1) {
        findings = FindAll(part);
        strongest = StrongestDeadline(findings.deadlines, &several);
      }
      const bool first = part.begin == range.begin;
      std::vector<DoubtAt> doubts;
      if (parts.size() > 1) doubts.push_back({Doubt::kTaskSplitByDeadline, range});
      AddTask(part, first && without_action, first ? order : Order{.predicate = part.begin},
              findings, strongest, several, std::move(doubts));
    }
    return true;
  }

  // Who is spoken to, and nothing to do.
  bool IsOnlyUnits(TokenRange range) const {
    const UnitList list = ReadUnitList(document_, tools_.matcher, range);
    return list.units.size() > 1 && list.end >= range.end;
  }

  // "Lào Cai, Yên Bái, Cao Bằng": a list of names, each in capitals.
  bool NamesOnly(TokenRange range) const {
    constexpr int kLeastNames = 3;
    int names = 1;
    if (!tokens_[range.begin].capital) return false;
    for (size_t at = range.begin; at < range.end; ++at) {
      if (tokens_[at].IsNumber()) return false;
      if (!tokens_[at].IsMark(',')) continue;
      if (at + 1 >= range.end || !tokens_[at + 1].capital) return false;
      ++names;
    }
    return names >= kLeastNames;
  }

  // "Cắt giảm 30% thời gian giải quyết, giao Sở Xây dựng công bố", "Việc thẩm định giao Phòng KHTC
  // thực hiện": who is told stands behind what is to be done.
  void ReadLaterOrder(TokenRange range, Order* order) const {
    const bool matter = tokens_[range.begin].IsWord("việc"_w) ||
                        (tokens_[range.begin].IsWord("nội"_w) &&
                         IsWordAt(tokens_, range.begin + 1, range.end, "dung"_w));
    for (size_t at = range.begin + 1; at < range.end; ++at) {
      if (!tokens_[at].IsWord("giao"_w)) continue;
      if (!tokens_[at - 1].IsMark(',') && !matter) continue;
      size_t who = at + 1;
      if (IsWordAt(tokens_, who, range.end, "cho"_w)) ++who;
      UnitList list = ReadUnitList(document_, tools_.matcher, {who, range.end});
      if (list.units.empty()) continue;
      order->units = std::move(list.units);
      order->assigned = true;
      return;
    }
  }

  void AddDecision(TokenRange range, const Order& order) {
    if (draft_->decisions_size() >= kMaxDecisions) return;
    v1::Decision& decision = *draft_->add_decisions();
    decision.set_text(document_.Verbatim(range));
    *decision.mutable_span() = document_.SpanOf(range);
    decision.set_section(context_.section);
    decision.set_act(order.act);
  }

  // Cuts after a day where another action with its own day follows: "hoàn thiện hồ sơ trước ngày
  // 10/10 và trình UBND tỉnh trước ngày 20/10".
  std::vector<TokenRange> SplitByDeadlines(TokenRange range, const Findings& findings) const {
    std::vector<TokenRange> parts;
    size_t begin = range.begin;
    const auto& deadlines = findings.deadlines.findings;
    for (size_t i = 0; i + 1 < deadlines.size(); ++i) {
      if (deadlines[i].strength < kPlainDate || deadlines[i].range.begin < begin) continue;
      // What stands in a bracket explains.
      if (deadlines[i].in_bracket) continue;
      if (TellsDayOf(deadlines[i].deadline, deadlines[i + 1].deadline)) continue;
      const bool more = std::any_of(deadlines.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    deadlines.end(), [](const DeadlineFinding& finding) {
                                      return finding.strength >= kPlainDate && !finding.in_bracket;
                                    });
      size_t at = deadlines[i].range.end;
      if (at < range.end && tokens_[at].IsMark(')')) ++at;
      const size_t cut = at;
      if (at < range.end && (tokens_[at].IsMark(',') || tokens_[at].IsMark(';'))) ++at;
      if (at < range.end && tokens_[at].IsWord("và"_w)) ++at;
      if (at + 1 < range.end && tokens_[at].IsWord("đồng"_w) && tokens_[at + 1].IsWord("thời"_w))
        at += 2;
      if (!more || at == cut || !ActionVerbs().Match(tokens_, at, range.end)) continue;
      // Its own day must lie behind the verb, and the verb be more than its "hoàn thành".
      if (deadlines[i + 1].range.begin <= at) continue;
      parts.push_back(TrimClause(document_, {begin, cut}));
      begin = at;
    }
    parts.push_back(TrimClause(document_, {begin, range.end}));
    return parts;
  }

  void AddTask(TokenRange range, bool without_action, const Order& order, const Findings& findings,
               const DeadlineFinding* deadline, bool several, std::vector<DoubtAt> doubts) {
    range = Cut(range, &doubts);
    v1::DraftTask& task = *draft_->add_tasks();
    task.set_section(context_.section);
    task.set_topic(context_.topic);
    SetText(range, &without_action, &task, &doubts);
    if (without_action && order.units.empty()) doubts.push_back({Doubt::kNoActionVerb, range});
    task.set_act(order.act);
    if (context_.requests && !order.assigned && order.act == v1::ASSIGNMENT)
      task.set_act(v1::REQUEST);
    SetUnits(range, order, &task, &doubts);
    if (!order.act_range.empty()) AddReading(&task, "act", order.act_range, kSureReading);

    if (context_.lead_deadline && (deadline == nullptr || !IsDated(*deadline))) {
      deadline = &*context_.lead_deadline;
      doubts.push_back({Doubt::kDeadlineFromLeadIn, deadline->range});
    }
    SetDeadlineOf(deadline, &task, &doubts);
    if (several) doubts.push_back({Doubt::kSeveralDeadlines, range});
    doubts.insert(doubts.end(), findings.deadlines.dropped.begin(),
                  findings.deadlines.dropped.end());

    SetQuantity(range, findings, &task, &doubts);
    AddCitations(findings, &task, &doubts);
    for (const AmountFinding& amount : FindAmounts(document_, range, kMaxAmountsPerTask))
      AddAmount(amount, &task);
    SetAddressee(range, &task);
    for (const size_t at : context_.breaks) {
      if (at > range.begin && at < range.end)
        doubts.push_back({Doubt::kPhraseBroken, {at - 1, at + 1}});
    }
    if (context_.closing) doubts.push_back({Doubt::kTaskInClosing, range});
    AddClauses(range, deadline, task, &doubts);
    SetDoubts(doubts, &task);
  }

  // What is left of a range that is too long for a task.
  TokenRange Cut(TokenRange range, std::vector<DoubtAt>* doubts) const {
    const uint32_t begin = tokens_[range.begin].begin;
    if (tokens_[range.end - 1].end - begin <= kMaxTaskTextBytes) return range;
    doubts->push_back({Doubt::kTaskCut, range});
    while (range.size() > 1 && tokens_[range.end - 1].end - begin > kMaxTaskTextBytes) --range.end;
    return range;
  }

  void SetQuantity(TokenRange range, const Findings& findings, v1::DraftTask* task,
                   std::vector<DoubtAt>* doubts) const {
    if (task->has_quantity()) return;
    const auto quantity = FindQuantity(document_, range, findings.masked);
    if (!quantity) return;
    *task->mutable_quantity() = quantity->quantity;
    AddReading(task, "quantity", quantity->range, ConfidenceWith(quantity->doubts));
    doubts->insert(doubts->end(), quantity->doubts.begin(), quantity->doubts.end());
  }

  void AddCitations(const Findings& findings, v1::DraftTask* task,
                    std::vector<DoubtAt>* doubts) const {
    for (const CitationFinding& citation : findings.citations) {
      if (task->citations_size() >= kMaxCitationsPerTask) break;
      AddReading(task, absl::StrCat("citations[", task->citations_size(), "]"), citation.range,
                 citation.without_year ? kLikelyReading : kSureReading);
      *task->add_citations() = citation.citation;
      if (citation.without_year) doubts->push_back({Doubt::kCitationWithoutYear, citation.range});
    }
  }

  void AddAmount(const AmountFinding& amount, v1::DraftTask* task) const {
    if (task->amounts_size() >= kMaxAmountsPerTask) return;
    AddReading(task, absl::StrCat("amounts[", task->amounts_size(), "]"), amount.range,
               kSureReading);
    v1::DraftMoney& money = *task->add_amounts();
    money.set_amount_vnd(amount.dong);
    money.set_phrase(document_.Verbatim(amount.range));
    *money.mutable_span() = document_.SpanOf(amount.range);
  }

  void SetAddressee(TokenRange range, v1::DraftTask* task) const {
    if (!task->addressee().empty()) return;
    const auto addressee = FindAddressee(document_, tools_.matcher, range);
    if (!addressee) return;
    task->set_addressee(document_.Line(*addressee));
    AddReading(task, "addressee", *addressee, kLikelyReading);
  }

  void SetDeadlineOf(const DeadlineFinding* deadline, v1::DraftTask* task,
                     std::vector<DoubtAt>* doubts) const {
    SetDeadline(tools_, deadline, task->mutable_deadline());
    if (deadline == nullptr) return;
    // A cell over several lines has no place of its own.
    if (document_.Verbatim(deadline->range) == task->deadline().phrase())
      *task->mutable_deadline_span() = document_.SpanOf(deadline->range);
    AddReading(task, "deadline", deadline->range, ConfidenceWith(deadline->doubts));
    doubts->insert(doubts->end(), deadline->doubts.begin(), deadline->doubts.end());
  }

  void SetText(TokenRange range, bool* without_action, v1::DraftTask* task,
               std::vector<DoubtAt>* doubts) const {
    // An item without a verb is said together with the lead-in that has one.
    if (*without_action && !context_.lead_in.empty()) {
      *task->add_spans() = document_.SpanOf(context_.lead_in);
      task->set_text(absl::StrCat(document_.Verbatim(context_.lead_in), " "));
      // Said in the text, it need not be said again.
      task->clear_topic();
      *without_action = false;
      doubts->push_back({Doubt::kLeadInRepeated, context_.lead_in});
    }
    *task->add_spans() = document_.SpanOf(range);
    task->set_text(absl::StrCat(task->text(), document_.Verbatim(range)));
  }

  // Who is told here, else who was told before in this block, else the heading's unit.
  void SetUnits(TokenRange range, const Order& told_by, v1::DraftTask* task,
                std::vector<DoubtAt>* doubts) {
    Order order = told_by;
    for (UnitReading& unit : order.units) ResolveReference(document_, *draft_, &unit);
    // "đ/c Hà" below "Văn phòng": the office answers.
    const bool of_unit = !order.units.empty() && order.units.front().person &&
                         !context_.units.empty() && context_.units.front().status == Status::kKnown;
    const bool own = !order.units.empty() && !of_unit &&
                     (order.assigned || order.subject || context_.prose || context_.units.empty() ||
                      order.units.front().status != Status::kCollective);
    std::vector<UnitReading> cooperating;
    const std::vector<UnitReading>* units = &context_.units;
    if (own) {
      units = &order.units;
      // A bracket speaks of its own clause only.
      if (!in_bracket_) {
        context_.told = order.units;
        context_.told_act = order.act;
      }
    } else if (!context_.told.empty() && order.units.empty()) {
      units = &context_.told;
      if (order.act == v1::ASSIGNMENT && context_.told_act == v1::REQUEST)
        task->set_act(v1::REQUEST);
    }
    if (units->empty() && !context_.everybody.empty()) {
      units = &context_.everybody;
      doubts->push_back({Doubt::kUnitFromOpening, units->front().range});
    }
    if (units->empty()) {
      doubts->push_back({Doubt::kUnitMissing, {}});
    } else {
      SetLead(units->front(), task, doubts);
      // Those who were told together work together; later clauses speak to the leading one. "Ủy
      // ban Mặt trận Tổ quốc và các đoàn thể": beside a name, a collective names nobody.
      if (own || units == &context_.units || units == &context_.everybody) {
        std::copy_if(units->begin() + 1, units->end(), std::back_inserter(cooperating),
                     [](const UnitReading& unit) {
                       return unit.cooperates || unit.status != Status::kCollective;
                     });
      }
    }
    if (!own) {
      cooperating.insert(cooperating.end(), order.units.begin() + (of_unit ? 1 : 0),
                         order.units.end());
    }
    const size_t from =
        order.units.empty() || in_bracket_ ? range.begin : order.units.back().range.end;
    const TokenRange rest{std::min(range.end, std::max(range.begin, from)), range.end};
    for (UnitReading& unit : ReadCooperatingUnits(document_, tools_.matcher, rest)) {
      cooperating.push_back(std::move(unit));
    }
    for (const UnitReading& unit : cooperating) AddCooperating(unit, task);
  }

  void SetLead(const UnitReading& unit, v1::DraftTask* task, std::vector<DoubtAt>* doubts) {
    task->set_lead_unit_text(unit.Words(document_));
    int confidence = kSureReading;
    switch (unit.status) {
      case Status::kKnown:
        task->set_lead_unit(unit.unit);
        break;
      case Status::kAmbiguous:
        confidence = kDoubtfulReading;
        doubts->push_back({Doubt::kUnitAmbiguous, unit.range});
        break;
      case Status::kUnknown:
        confidence = kDoubtfulReading;
        doubts->push_back({Doubt::kUnitUnknown, unit.range});
        unknown_->push_back(unit);
        break;
      case Status::kCollective:
        confidence = kLikelyReading;
        doubts->push_back({Doubt::kUnitCollective, unit.range});
        break;
    }
    AddReading(task, "lead_unit", unit.range, confidence);
  }

  void AddCooperating(const UnitReading& unit, v1::DraftTask* task) const {
    if (task->cooperating_units_size() + task->cooperating_units_text_size() >=
        kMaxCooperatingUnits) {
      return;
    }
    if (unit.status != Status::kKnown) {
      const auto& told = task->cooperating_units_text();
      if (std::find(told.begin(), told.end(), unit.Words(document_)) != told.end()) return;
      AddReading(task,
                 absl::StrCat("cooperating_units_text[", task->cooperating_units_text_size(), "]"),
                 unit.range, kLikelyReading);
      task->add_cooperating_units_text(unit.Words(document_));
      return;
    }
    const auto& known = task->cooperating_units();
    if (unit.unit == task->lead_unit() ||
        std::find(known.begin(), known.end(), unit.unit) != known.end()) {
      return;
    }
    AddReading(task, absl::StrCat("cooperating_units[", task->cooperating_units_size(), "]"),
               unit.range, kSureReading);
    task->add_cooperating_units(unit.unit);
  }

  void AddReading(v1::DraftTask* task, std::string field, TokenRange range, int confidence) const {
    if (task->readings_size() >= kMaxReadingsPerTask) return;
    v1::FieldReading& reading = *task->add_readings();
    reading.set_field(std::move(field));
    *reading.mutable_span() = document_.SpanOf(range);
    reading.set_confidence(confidence);
  }

  static int ConfidenceWith(const std::vector<DoubtAt>& doubts) {
    int confidence = kBestConfidence;
    for (const DoubtAt& doubt : doubts) confidence -= PenaltyOf(doubt.doubt);
    return std::max(confidence, kWorstConfidence);
  }

  void AddClauses(TokenRange range, const DeadlineFinding* deadline, const v1::DraftTask& task,
                  std::vector<DoubtAt>* doubts) {
    const bool inside = deadline != nullptr && deadline->range.begin >= range.begin &&
                        deadline->range.end <= range.end;
    for (v1::Clause& clause :
         ReadTypedClauses(document_, range, inside ? deadline : nullptr, doubts)) {
      clause.set_section(task.section());
      clause.set_task_ordinal(draft_->tasks_size());
      clause.set_unit(task.lead_unit());
      *draft_->add_clauses() = std::move(clause);
    }
  }

  void SetDoubts(const std::vector<DoubtAt>& doubts, v1::DraftTask* task) const {
    task->set_confidence(kBestConfidence);
    AddDoubts(doubts, task);
  }

  void AddDoubts(const std::vector<DoubtAt>& doubts, v1::DraftTask* task) const {
    int confidence = task->confidence();
    for (const DoubtAt& doubt : doubts) {
      confidence -= PenaltyOf(doubt.doubt);
      if (task->warnings_size() >= kMaxWarningsPerTask) continue;
      const bool named =
          doubt.doubt == Doubt::kUnitUnknown || doubt.doubt == Doubt::kUnitAmbiguous ||
          doubt.doubt == Doubt::kUnitCollective || doubt.doubt == Doubt::kCitationWithoutYear;
      *task->add_warnings() =
          ToWarning(document_, doubt, named ? document_.Line(doubt.range) : std::string());
    }
    task->set_confidence(std::max(confidence, kWorstConfidence));
  }

  const ReadingTools& tools_;
  const Document& document_;
  const Tokens& tokens_;
  ClauseContext& context_;
  v1::NoticeDraft* draft_;
  std::vector<UnitReading>* unknown_;
  // The units of the order being read stand in a bracket behind it.
  bool in_bracket_ = false;
};

}  // namespace

void SetDeadline(const ReadingTools& tools, const DeadlineFinding* finding,
                 common::v1::Deadline* deadline) {
  if (finding != nullptr) *deadline = finding->deadline;
  if (tools.calendar != nullptr) {
    calendar::Resolve(*tools.calendar, tools.policy, *deadline);
  } else {
    deadline->set_kind(calendar::KindOf(*deadline));
  }
}

void ApplyLabels(const ReadingTools& tools, const std::vector<Labelled>& labels, int first,
                 std::optional<absl::CivilDay> base, v1::NoticeDraft* draft,
                 std::vector<UnitReading>* unknown) {
  ClauseContext context;
  TaskReader(tools, context, draft, unknown).ApplyLabels(labels, first, base);
}

bool ReadTableTask(const ReadingTools& tools, const TableTask& row, ClauseContext& context,
                   v1::NoticeDraft* draft, std::vector<UnitReading>* unknown) {
  return TaskReader(tools, context, draft, unknown).RunRow(row);
}

bool ReadTasks(const ReadingTools& tools, TokenRange range, bool without_action,
               ClauseContext& context, v1::NoticeDraft* draft, std::vector<UnitReading>* unknown) {
  return TaskReader(tools, context, draft, unknown).Run(range, without_action);
}

}  // namespace dondoc::registry
