#include "services/cli/render/notice.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/text/width.h"
#include "services/cli/dates.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/draft_marks.h"
#include "services/cli/render/marked_text.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::Directive;
using registry::v1::DraftTask;
using registry::v1::DraftWarning;
using registry::v1::NoticeDraft;
using registry::v1::Span;
using registry::v1::Task;

// A record keeps a deadline's phrase but not where it stood: it stands in the task or right after.
void FindDeadline(const Task& task, const std::string& text, DraftTask* draft) {
  constexpr size_t kReachBytes = 300;  // A bracket after the task: some sixty words.
  if (task.deadline().phrase().empty() || task.spans().empty()) return;
  const auto begin = static_cast<size_t>(std::max<int64_t>(0, task.spans().begin()->begin()));
  const auto end = static_cast<size_t>(std::max<int64_t>(0, task.spans().rbegin()->end()));
  const size_t found = text.find(task.deadline().phrase(), begin);
  if (found == std::string::npos || found > end + kReachBytes) return;
  draft->mutable_deadline_span()->set_begin(static_cast<int64_t>(found));
  draft->mutable_deadline_span()->set_end(
      static_cast<int64_t>(found + task.deadline().phrase().size()));
}

std::string Document(const NoticeDraft& draft, const Lang& lang, const TableStyle& style) {
  return absl::StrCat(MarkLegend(lang, style.color), "\n",
                      RenderMarkedText(draft.text(), MarksOf(draft, lang), style.color));
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

// What has no column of its own, below the task it belongs to.
void AddNotes(const DraftTask& task, const Naming& name_of, const Lang& lang, Table* table) {
  constexpr size_t kTextColumn = 3;
  const auto add = [&](std::string text, Style style) {
    std::vector<Cell> row(table->columns.size());
    row[kTextColumn] = Cell(std::move(text), style);
    table->rows.push_back(std::move(row));
  };
  // A plain order is what one expects.
  if (task.act() != registry::v1::ASSIGNMENT && task.act() != registry::v1::ACT_UNSPECIFIED) {
    add(absl::StrCat("· ", ActWords(task.act(), lang)), Style::kDim);
  }
  std::vector<std::string> unsure;
  for (const TaskFact& fact : FactsOf(task, name_of, lang)) {
    if (fact.sure > 0 && fact.sure < kSureEnough) {
      unsure.push_back(absl::StrCat(fact.label, " ", fact.sure, "%"));
    }
    if (fact.extra) add(absl::StrCat("· ", fact.label, ": ", fact.value), Style::kDim);
  }
  if (!unsure.empty()) {
    add(absl::StrCat(lang(Text{"· unsure: ", "· chưa chắc: "}), absl::StrJoin(unsure, ", ")),
        Style::kWarn);
  }
  for (const DraftWarning& warning : task.warnings()) {
    add(absl::StrCat("(!) ", warning.message(), warning.message().empty() ? "" : " ", "[",
                     warning.reason(), "]"),
        Style::kWarn);
  }
}

Table DraftTaskTable(const NoticeDraft& draft, const Naming& name_of, const Lang& lang) {
  Table table = TaskTableHead(lang);
  table.columns.push_back({lang.Word("confidence"), Align::kRight});
  int ordinal = 0;
  for (const DraftTask& task : draft.tasks()) {
    const std::string unit =
        task.lead_unit_text().empty() ? name_of(task.lead_unit()) : task.lead_unit_text();
    table.rows.push_back(
        {absl::StrCat(++ordinal), task.section(),
         Cell(unit, task.lead_unit().empty() ? Style::kWarn : Style::kPlain), task.text(),
         task.deadline().phrase(), DeadlineText(task.deadline(), lang),
         QuantityText(task.quantity()),
         Cell(absl::StrCat(task.confidence(), "%"), StyleOfSure(task.confidence()))});
    AddNotes(task, name_of, lang, &table);
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

void Append(const Table& table, const TableStyle& style, std::string* out) {
  if (!table.rows.empty()) absl::StrAppend(out, "\n", RenderTable(table, style));
}

}  // namespace

NoticeDraft DraftOfRecord(const Directive& directive,
                          const registry::v1::ListTasksResponse& tasks) {
  NoticeDraft draft;
  draft.set_agency(directive.name().substr(0, directive.name().find("/directives/")));
  draft.set_file_name(directive.file_name());
  draft.set_text(directive.text());
  draft.set_text_sha256(directive.text_sha256());
  *draft.mutable_header() = directive.header();
  *draft.mutable_clauses() = directive.clauses();
  for (const Task& task : tasks.tasks()) {
    DraftTask& copy = *draft.add_tasks();
    copy.set_section(task.section());
    copy.set_text(task.text());
    *copy.mutable_spans() = task.spans();
    copy.set_topic(task.topic());
    copy.set_lead_unit(task.lead_unit());
    *copy.mutable_cooperating_units() = task.cooperating_units();
    *copy.mutable_deadline() = task.deadline();
    if (task.has_quantity()) *copy.mutable_quantity() = task.quantity();
    *copy.mutable_citations() = task.citations();
    FindDeadline(task, directive.text(), &copy);
  }
  return draft;
}

std::string RenderDraft(const NoticeDraft& draft, const Naming& name_of, const Lang& lang,
                        const TableStyle& style) {
  std::string out = Document(draft, lang, style);
  Append(HeaderTable(draft.header(), lang), style, &out);
  Append(DraftTaskTable(draft, name_of, lang), style, &out);
  Append(DecisionTable(draft, lang), style, &out);
  Append(ClauseTable(draft.clauses(), lang), style, &out);
  Append(ProposedUnitTable(draft, lang), style, &out);
  Append(DocumentDoubtTable(draft, lang), style, &out);
  return out;
}

std::string RenderDirective(const Directive& directive,
                            const registry::v1::ListTasksResponse& tasks, const Naming& name_of,
                            const Lang& lang, const TableStyle& style) {
  const NoticeDraft draft = DraftOfRecord(directive, tasks);
  std::string out = Document(draft, lang, style);
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
