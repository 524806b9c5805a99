#include "services/cli/render/notice.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

#include "services/cli/dates.h"
#include "services/cli/names.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/marked_text.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::Clause;
using registry::v1::Directive;
using registry::v1::DirectiveHeader;
using registry::v1::DraftTask;
using registry::v1::DraftWarning;
using registry::v1::NoticeDraft;
using registry::v1::Provenance;
using registry::v1::SourcedDate;
using registry::v1::SourcedText;
using registry::v1::Span;
using registry::v1::Task;

void AddSpan(Mark mark, const Span& span, std::string label, std::vector<MarkedSpan>* spans) {
  spans->push_back({mark, span.begin(), span.end(), std::move(label)});
}

void AddHeaderSpans(const DirectiveHeader& header, std::vector<MarkedSpan>* spans) {
  for (const SourcedText* text :
       {&header.title(), &header.reference_no(), &header.issuer(), &header.concluded_by(),
        &header.signer(), &header.signer_title(), &header.scope_phrase()}) {
    if (text->has_span()) AddSpan(Mark::kHeader, text->span(), "", spans);
  }
  for (const SourcedDate* date : {&header.issue_date(), &header.conference_date()}) {
    if (date->has_span()) AddSpan(Mark::kHeader, date->span(), "", spans);
  }
  for (const auto* list : {&header.delegations(), &header.recipients()}) {
    for (const SourcedText& text : *list) {
      if (text.has_span()) AddSpan(Mark::kHeader, text.span(), "", spans);
    }
  }
}

template <typename TaskOrDraft>
void AddTaskSpans(const TaskOrDraft& task, int ordinal, std::vector<MarkedSpan>* spans) {
  bool first = true;
  for (const Span& span : task.spans()) {
    AddSpan(Mark::kTask, span, first ? absl::StrCat(ordinal) : absl::StrCat(ordinal, "…"), spans);
    first = false;
  }
  for (const auto& citation : task.citations()) {
    if (citation.has_span()) AddSpan(Mark::kCitation, citation.span(), "", spans);
  }
}

// A record keeps a deadline's phrase but not where it stood: it stands in the task or right after.
void AddDeadlineSpan(const Task& task, const std::string& text, std::vector<MarkedSpan>* spans) {
  constexpr size_t kReachBytes = 300;  // A bracket after the task: some sixty words.
  if (task.deadline().phrase().empty() || task.spans().empty()) return;
  const auto begin = static_cast<size_t>(std::max<int64_t>(0, task.spans().begin()->begin()));
  const auto end = static_cast<size_t>(std::max<int64_t>(0, task.spans().rbegin()->end()));
  const size_t found = text.find(task.deadline().phrase(), begin);
  if (found == std::string::npos || found > end + kReachBytes) return;
  spans->push_back({Mark::kDeadline, static_cast<int64_t>(found),
                    static_cast<int64_t>(found + task.deadline().phrase().size()), ""});
}

// "123/TB-SKHCN", with where it came from unless it simply stands in the text.
Cell Sourced(const std::string& value, Provenance provenance, const Lang& lang) {
  if (provenance == registry::v1::READ_FROM_TEXT ||
      provenance == registry::v1::PROVENANCE_UNSPECIFIED) {
    return Cell(value);
  }
  const std::string how = lang.Word(registry::v1::Provenance_Name(provenance));
  return Cell(value.empty() ? absl::StrCat("(", how, ")") : absl::StrCat(value, " (", how, ")"),
              provenance == registry::v1::ENTERED ? Style::kPlain : Style::kWarn);
}

std::string Joined(const google::protobuf::RepeatedPtrField<SourcedText>& texts) {
  std::string joined;
  for (const SourcedText& text : texts) {
    absl::StrAppend(&joined, joined.empty() ? "" : "; ", text.value());
  }
  return joined;
}

Table HeaderTable(const DirectiveHeader& header, const Lang& lang) {
  const auto text = [&](const SourcedText& value) {
    return Sourced(value.value(), value.provenance(), lang);
  };
  const auto date = [&](const SourcedDate& value) {
    return Sourced(FormatDate(value.value(), lang), value.provenance(), lang);
  };
  std::string scope = header.scope_phrase().value();
  if (header.has_scope_from()) {
    absl::StrAppend(&scope, " (", FormatDate(header.scope_from(), lang), " – ",
                    FormatDate(header.scope_to(), lang), ")");
  }
  return FactsTable("",
                    {{lang.Word("kind"), lang.Word(DirectiveHeader::Type_Name(header.type()))},
                     {lang(Text{"Subject", "Trích yếu"}), text(header.title())},
                     {lang.Word("reference_no"), text(header.reference_no())},
                     {lang(Text{"Issued by", "Cơ quan ban hành"}), text(header.issuer())},
                     {lang(Text{"Issued on", "Ngày ban hành"}), date(header.issue_date())},
                     {lang.Word("conference"), date(header.conference_date())},
                     {lang(Text{"Concluded by", "Người kết luận"}), text(header.concluded_by())},
                     {lang(Text{"Signed by", "Người ký"}), text(header.signer())},
                     {lang(Text{"Post", "Chức vụ"}), text(header.signer_title())},
                     {lang(Text{"Delegations", "Ký thay"}), Joined(header.delegations())},
                     {lang(Text{"Recipients", "Nơi nhận"}), Joined(header.recipients())},
                     {lang(Text{"Scope", "Phạm vi"}), scope}});
}

Table TaskTableHead(const Lang& lang) {
  Table table;
  table.columns = {{"#", Align::kRight},
                   {lang.Word("section")},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("task"), Align::kLeft, true},
                   {lang.Word("phrase"), Align::kLeft, true},
                   {lang.Word("last_day")},
                   {lang.Word("quantity"), Align::kRight}};
  return table;
}

Table DraftTaskTable(const NoticeDraft& draft, const Naming& name_of, const Lang& lang) {
  Table table = TaskTableHead(lang);
  table.columns.push_back({lang.Word("confidence"), Align::kRight});
  int ordinal = 0;
  for (const DraftTask& task : draft.tasks()) {
    // Below 60 the reader itself would not bet on it.
    const Style sure = task.confidence() < 60   ? Style::kBad
                       : task.confidence() < 80 ? Style::kWarn
                                                : Style::kGood;
    const std::string unit =
        task.lead_unit_text().empty() ? name_of(task.lead_unit()) : task.lead_unit_text();
    table.rows.push_back({absl::StrCat(++ordinal), task.section(),
                          Cell(unit, task.lead_unit().empty() ? Style::kWarn : Style::kPlain),
                          task.text(), task.deadline().phrase(),
                          DeadlineText(task.deadline(), lang), QuantityText(task.quantity()),
                          Cell(absl::StrCat(task.confidence(), "%"), sure)});
  }
  return table;
}

Table RecordTaskTable(const registry::v1::ListTasksResponse& tasks, const Naming& name_of,
                      const Lang& lang) {
  Table table = TaskTableHead(lang);
  table.columns.push_back({lang.Word("number")});
  table.columns.push_back({lang.Word("state")});
  for (const Task& task : tasks.tasks()) {
    table.rows.push_back({absl::StrCat(task.ordinal()), task.section(), name_of(task.lead_unit()),
                          task.text(), task.deadline().phrase(),
                          DeadlineText(task.deadline(), lang), QuantityText(task.quantity()),
                          task.number(), lang.Word(Task::State_Name(task.state()))});
  }
  return table;
}

std::string ClauseText(const Clause& clause, const Lang& lang) {
  if (clause.has_clock()) {
    common::v1::Deadline deadline;
    *deadline.mutable_from_event() = clause.clock().term();
    return absl::StrCat(lang(Text{"clock: ", "thời hạn: "}), RuleText(deadline, lang));
  }
  const auto& inspection = clause.inspection();
  switch (inspection.action()) {
    case registry::v1::InspectionClause::PLAN:
      return absl::StrCat(lang(Text{"inspections to hold: ", "số cuộc thanh tra, kiểm tra: "}),
                          inspection.count());
    case registry::v1::InspectionClause::CANCEL_FROM_PLAN:
      return absl::StrCat(
          lang(Text{"inspections taken out of the plan: ", "đưa ra khỏi kế hoạch: "}),
          inspection.count());
    case registry::v1::InspectionClause::INTERNAL_CHECK:
      return lang(Text{"internal check", "kiểm tra công vụ nội bộ"});
    default:
      return "";
  }
}

Table ClauseTable(const google::protobuf::RepeatedPtrField<Clause>& clauses, const Lang& lang) {
  Table table;
  table.title =
      lang(Text{"Clauses for finance and inspection", "Điều khoản cho tài chính, thanh tra"});
  table.columns = {{lang.Word("task"), Align::kRight},
                   {lang.Word("kind"), Align::kLeft, true},
                   {lang(Text{"Words", "Nguyên văn"}), Align::kLeft, true}};
  for (const Clause& clause : clauses) {
    table.rows.push_back(
        {absl::StrCat(clause.task_ordinal()), ClauseText(clause, lang), clause.text()});
  }
  return table;
}

Table DoubtTable(const NoticeDraft& draft, const Lang& lang) {
  Table table;
  table.title = absl::StrCat(lang(Text{"To check", "Cần xem lại"}), " (", DoubtCount(draft), ")");
  table.columns = {{lang.Word("task"), Align::kRight},
                   {lang.Word("warning"), Align::kLeft, true},
                   {lang.Word("reason")}};
  const auto add = [&](const std::string& where, const DraftWarning& warning) {
    table.rows.push_back(
        {where, Cell(warning.message(), Style::kWarn), Cell(warning.reason(), Style::kDim)});
  };
  for (const DraftWarning& warning : draft.warnings()) add("", warning);
  int ordinal = 0;
  for (const DraftTask& task : draft.tasks()) {
    ++ordinal;
    for (const DraftWarning& warning : task.warnings()) add(absl::StrCat(ordinal), warning);
  }
  return table;
}

void Append(const Table& table, const TableStyle& style, std::string* out) {
  if (!table.rows.empty()) absl::StrAppend(out, "\n", RenderTable(table, style));
}

std::string Legend(const Lang& lang, bool color) {
  if (color) {
    return absl::StrCat(
        Paint(lang(Text{"green: task; bold yellow: deadline; purple: cited document; "
                        "cyan: the document's own data; red underlined: doubt",
                        "xanh lá: nhiệm vụ; vàng đậm: thời hạn; tím: văn bản viện "
                        "dẫn; xanh lơ: thể thức văn bản; đỏ gạch chân: cần xem"}),
              Style::kDim, true),
        "\n\n");
  }
  return absl::StrCat(
      lang(Text{"⟦n: task⟧ «deadline» ‹cited document› {the document's own data} (!) doubt",
                "⟦n: nhiệm vụ⟧ «thời hạn» ‹văn bản viện dẫn› {thể thức văn bản} (!) "
                "cần xem"}),
      "\n\n");
}

}  // namespace

std::string QuantityText(const registry::v1::Quantity& quantity) {
  if (quantity.target() == 0) return "";
  return absl::StrCat(quantity.done(), "/", quantity.target(), quantity.noun().empty() ? "" : " ",
                      quantity.noun());
}

int DoubtCount(const NoticeDraft& draft) {
  int count = draft.warnings_size();
  for (const DraftTask& task : draft.tasks()) count += task.warnings_size();
  return count;
}

std::string RenderDraft(const NoticeDraft& draft, const Naming& name_of, const Lang& lang,
                        const TableStyle& style) {
  std::vector<MarkedSpan> spans;
  AddHeaderSpans(draft.header(), &spans);
  for (const DraftWarning& warning : draft.warnings()) {
    if (warning.has_span()) AddSpan(Mark::kDoubt, warning.span(), "", &spans);
  }
  for (const auto& unit : draft.proposed_units()) {
    if (unit.has_span()) AddSpan(Mark::kUnit, unit.span(), "", &spans);
  }
  int ordinal = 0;
  for (const DraftTask& task : draft.tasks()) {
    AddTaskSpans(task, ++ordinal, &spans);
    if (task.has_deadline_span()) AddSpan(Mark::kDeadline, task.deadline_span(), "", &spans);
    for (const DraftWarning& warning : task.warnings()) {
      if (warning.has_span()) AddSpan(Mark::kDoubt, warning.span(), "", &spans);
    }
  }
  std::string out = Legend(lang, style.color);
  absl::StrAppend(&out, RenderMarkedText(draft.text(), std::move(spans), style.color));
  Append(HeaderTable(draft.header(), lang), style, &out);
  Append(DraftTaskTable(draft, name_of, lang), style, &out);
  Append(ClauseTable(draft.clauses(), lang), style, &out);
  Table units;
  units.title = lang(Text{"Units the directory does not know", "Đơn vị chưa có trong danh mục"});
  units.columns = {{lang.Word("name")}, {lang(Text{"Suggested id", "Mã gợi ý"})}};
  for (const auto& unit : draft.proposed_units()) {
    units.rows.push_back({unit.display_name(), unit.suggested_id()});
  }
  Append(units, style, &out);
  Append(DoubtTable(draft, lang), style, &out);
  return out;
}

std::string RenderDirective(const Directive& directive,
                            const registry::v1::ListTasksResponse& tasks, const Naming& name_of,
                            const Lang& lang, const TableStyle& style) {
  std::vector<MarkedSpan> spans;
  AddHeaderSpans(directive.header(), &spans);
  for (const Task& task : tasks.tasks()) {
    AddTaskSpans(task, task.ordinal(), &spans);
    AddDeadlineSpan(task, directive.text(), &spans);
  }
  std::string out = Legend(lang, style.color);
  absl::StrAppend(&out, RenderMarkedText(directive.text(), std::move(spans), style.color));
  Append(
      FactsTable(
          "", {{lang.Word("name"), directive.name()},
               {lang(Text{"Imported by", "Người nhập"}), name_of(directive.imported_by())},
               {lang(Text{"Imported at", "Nhập lúc"}), FormatTime(directive.create_time(), lang)}}),
      style, &out);
  Append(HeaderTable(directive.header(), lang), style, &out);
  Append(RecordTaskTable(tasks, name_of, lang), style, &out);
  Append(ClauseTable(directive.clauses(), lang), style, &out);
  return out;
}

}  // namespace dondoc::cli
