#include "tests/unit/reader/draft_printer.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

#include "common/text/normalize.h"

namespace dondoc::registry {
namespace {

using common::v1::Deadline;

std::string PrintDate(const google::type::Date& date) {
  if (date.year() == 0) return "-";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string OneLine(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\r", "\\r"}, {"\n", "\\n"}});
}

absl::string_view ProvenanceMark(v1::Provenance provenance) {
  switch (provenance) {
    case v1::READ_FROM_TEXT:
      return "read";
    case v1::INFERRED:
      return "inferred";
    case v1::MISSING:
      return "missing";
    default:
      return "?";
  }
}

void PrintText(absl::string_view name, const v1::SourcedText& text, std::string* out) {
  absl::StrAppend(out, name, " (", ProvenanceMark(text.provenance()), "): ", text.value(), "\n");
}

void PrintSourcedDate(absl::string_view name, const v1::SourcedDate& date, std::string* out) {
  absl::StrAppend(out, name, " (", ProvenanceMark(date.provenance()),
                  "): ", PrintDate(date.value()), "\n");
}

std::string PrintTerm(const common::v1::EventTerm& term) {
  std::string result =
      absl::StrCat(term.count(), " ", common::v1::EventTerm::Unit_Name(term.unit()),
                   term.before_event() ? " before " : " from ", term.event());
  if (term.has_event_date()) absl::StrAppend(&result, " on ", PrintDate(term.event_date()));
  if (!term.event_phrase().empty())
    absl::StrAppend(&result, " \"", OneLine(term.event_phrase()), "\"");
  return result;
}

std::string PrintClause(const v1::Clause& clause) {
  std::string kind;
  if (clause.has_inspection()) {
    const v1::InspectionClause& inspection = clause.inspection();
    kind = absl::StrCat(v1::InspectionClause::Action_Name(inspection.action()), " ",
                        inspection.count(), " ",
                        v1::InspectionClause::Kind_Name(inspection.inspection_kind()));
  } else {
    std::vector<std::string> purposes;
    for (const int purpose : clause.clock().purposes()) {
      purposes.push_back(
          v1::ClockClause::Purpose_Name(static_cast<v1::ClockClause::Purpose>(purpose)));
    }
    kind = absl::StrCat(absl::StrJoin(purposes, "+"), " ", PrintTerm(clause.clock().term()));
  }
  return absl::StrCat("#", clause.task_ordinal(), " [", clause.section(), "] ", kind);
}

class SpanChecker {
 public:
  explicit SpanChecker(const v1::NoticeDraft& draft) : draft_(draft) {}

  std::string Run() {
    const v1::DirectiveHeader& header = draft_.header();
    for (const v1::SourcedText* text :
         {&header.title(), &header.reference_no(), &header.issuer(), &header.concluded_by(),
          &header.signer(), &header.signer_title(), &header.scope_phrase()}) {
      Sourced(*text);
    }
    for (const v1::SourcedText& text : header.delegations()) Sourced(text);
    for (const v1::SourcedText& text : header.recipients()) Sourced(text);
    for (const v1::DraftTask& task : draft_.tasks()) Task(task);
    for (const v1::Clause& clause : draft_.clauses()) Holds(clause.span(), clause.text(), "clause");
    for (const v1::DraftWarning& warning : draft_.warnings())
      Inside(warning.span(), warning.reason());
    for (const v1::ProposedUnit& unit : draft_.proposed_units()) Inside(unit.span(), "unit");
    return problems_;
  }

 private:
  void Problem(absl::string_view what, absl::string_view text) {
    absl::StrAppend(&problems_, what, ": ", text, "\n");
  }

  bool Inside(const v1::Span& span, absl::string_view what) {
    const auto size = static_cast<int64_t>(draft_.text().size());
    if (span.begin() < 0 || span.begin() > span.end() || span.end() > size) {
      Problem(what, "span outside the text");
      return false;
    }
    if (!text::IsValidUtf8(Bytes(span))) Problem(what, "span cuts a character");
    return true;
  }

  absl::string_view Bytes(const v1::Span& span) const {
    return absl::string_view(draft_.text())
        .substr(static_cast<size_t>(span.begin()), static_cast<size_t>(span.end() - span.begin()));
  }

  void Holds(const v1::Span& span, absl::string_view text, absl::string_view what) {
    if (!Inside(span, what)) return;
    if (text.empty() || Bytes(span) != text)
      Problem(what, absl::StrCat("span holds other words: ", text));
  }

  // A value on one line, normalised; its span holds the same words.
  void Sourced(const v1::SourcedText& text) {
    if (text.provenance() != v1::READ_FROM_TEXT) return;
    if (!Inside(text.span(), "header")) return;
    const std::vector<std::string> held = absl::StrSplit(
        text::NormalizeLossy(Bytes(text.span())), absl::ByAnyChar(" \t\n"), absl::SkipEmpty());
    // A number that was written into a gap is read without it.
    const std::string line = absl::StrJoin(held, "");
    const std::string value = absl::StrReplaceAll(text.value(), {{" ", ""}});
    if (line.empty() || value.substr(0, line.size()) != line) {
      Problem("header", absl::StrCat("span holds other words: ", text.value()));
    }
  }

  void Task(const v1::DraftTask& task) {
    std::vector<absl::string_view> parts;
    int64_t end = 0;
    for (const v1::Span& span : task.spans()) {
      if (!Inside(span, "task")) return;
      if (span.begin() < end) Problem("task", "spans out of order");
      end = span.end();
      parts.push_back(Bytes(span));
    }
    if (parts.empty() || absl::StrJoin(parts, " ") != task.text()) {
      Problem("task", absl::StrCat("spans hold other words: ", task.text()));
    }
    // A phrase over the lines of a table's cell has no place of its own.
    if (task.has_deadline_span()) {
      Holds(task.deadline_span(), task.deadline().phrase(), "deadline");
    }
    for (const v1::Citation& citation : task.citations()) Inside(citation.span(), "citation");
    for (const v1::DraftWarning& warning : task.warnings())
      Inside(warning.span(), warning.reason());
  }

  const v1::NoticeDraft& draft_;
  std::string problems_;
};

}  // namespace

std::string PrintDeadline(const Deadline& deadline) {
  std::string result = Deadline::Kind_Name(deadline.kind());
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      absl::StrAppend(&result, " ", PrintDate(deadline.on_day()));
      break;
    case Deadline::kBeforeDay:
      absl::StrAppend(&result, " ", PrintDate(deadline.before_day()));
      break;
    case Deadline::kWithin:
      absl::StrAppend(&result, " ", common::v1::Period::Unit_Name(deadline.within().unit()), " ",
                      deadline.within().ordinal(), " ", deadline.within().year());
      break;
    case Deadline::kFromEvent:
      absl::StrAppend(&result, " ", PrintTerm(deadline.from_event()));
      break;
    case Deadline::kRecurring: {
      const common::v1::Recurrence& rule = deadline.recurring();
      absl::StrAppend(&result, " ", common::v1::Recurrence::Frequency_Name(rule.frequency()));
      if (rule.weekday() != 0) absl::StrAppend(&result, " weekday ", rule.weekday());
      if (rule.day() != 0) absl::StrAppend(&result, " day ", rule.day());
      if (rule.month_of_period() != 0) absl::StrAppend(&result, " month ", rule.month_of_period());
      if (rule.exclusive()) absl::StrAppend(&result, " exclusive");
      break;
    }
    case Deadline::kCondition:
      absl::StrAppend(&result, " \"", OneLine(deadline.condition()), "\"");
      break;
    default:
      break;
  }
  if (deadline.minute_of_day() != 0) {
    absl::StrAppendFormat(&result, " at %02d:%02d", deadline.minute_of_day() / 60,
                          deadline.minute_of_day() % 60);
  }
  if (deadline.has_last_day()) absl::StrAppend(&result, " -> ", PrintDate(deadline.last_day()));
  return result;
}

std::string PrintDraft(const v1::NoticeDraft& draft) {
  std::string out;
  const v1::DirectiveHeader& header = draft.header();
  absl::StrAppend(&out, "type: ", v1::DirectiveHeader::Type_Name(header.type()), "\n");
  PrintText("title", header.title(), &out);
  PrintText("reference", header.reference_no(), &out);
  PrintText("issuer", header.issuer(), &out);
  PrintSourcedDate("issued", header.issue_date(), &out);
  PrintSourcedDate("conference", header.conference_date(), &out);
  PrintText("concluded by", header.concluded_by(), &out);
  for (const v1::SourcedText& text : header.delegations()) PrintText("delegation", text, &out);
  PrintText("signer title", header.signer_title(), &out);
  PrintText("signer", header.signer(), &out);
  for (const v1::SourcedText& text : header.recipients()) PrintText("recipient", text, &out);
  absl::StrAppend(&out, "scope: ", header.scope_phrase().value(), " = ",
                  PrintDate(header.scope_from()), " to ", PrintDate(header.scope_to()), "\n");
  for (const v1::DraftWarning& warning : draft.warnings()) {
    absl::StrAppend(&out, "warning: ", warning.reason(), "\n");
  }
  for (const v1::ProposedUnit& unit : draft.proposed_units()) {
    absl::StrAppend(&out, "proposed unit: ", unit.suggested_id(), " = ", unit.display_name(), "\n");
  }
  for (int i = 0; i < draft.tasks_size(); ++i) {
    const v1::DraftTask& task = draft.tasks(i);
    absl::StrAppend(&out, "\n#", i + 1, " [", task.section(), "] ",
                    task.lead_unit().empty() ? "?" : task.lead_unit(), " (", task.lead_unit_text(),
                    ")");
    if (!task.topic().empty()) absl::StrAppend(&out, " {", task.topic(), "}");
    absl::StrAppend(&out, " ", task.confidence(), "\n  ", OneLine(task.text()), "\n  ",
                    PrintDeadline(task.deadline()));
    if (!task.deadline().phrase().empty()) {
      absl::StrAppend(&out, " \"", OneLine(task.deadline().phrase()), "\"");
    }
    absl::StrAppend(&out, "\n");
    if (task.spans_size() > 1) {
      for (const v1::Span& span : task.spans()) {
        absl::StrAppend(&out, "  span: ", span.begin(), "..", span.end(), "\n");
      }
    }
    for (const std::string& unit : task.cooperating_units())
      absl::StrAppend(&out, "  with: ", unit, "\n");
    for (const std::string& unit : task.cooperating_units_text()) {
      absl::StrAppend(&out, "  with words: ", unit, "\n");
    }
    if (task.has_quantity()) {
      absl::StrAppend(&out, "  quantity: ", task.quantity().target(), " \"", task.quantity().noun(),
                      "\"\n");
    }
    for (const v1::Citation& citation : task.citations()) {
      absl::StrAppend(&out, "  cites: ", citation.reference_no(), " | ", citation.document_type(),
                      " | ", PrintDate(citation.date()), " | ", citation.issuer(), "\n");
    }
    for (const v1::DraftWarning& warning : task.warnings()) {
      absl::StrAppend(&out, "  warning: ", warning.reason(), "\n");
    }
  }
  absl::StrAppend(&out, "\n");
  for (const v1::Clause& clause : draft.clauses())
    absl::StrAppend(&out, "clause ", PrintClause(clause), "\n");
  return out;
}

std::string CheckSpans(const v1::NoticeDraft& draft) { return SpanChecker(draft).Run(); }

}  // namespace dondoc::registry
