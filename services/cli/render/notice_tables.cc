#include "services/cli/render/notice_tables.h"

#include "absl/strings/str_cat.h"

#include "services/cli/dates.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::Clause;
using registry::v1::DirectiveHeader;
using registry::v1::DraftTask;
using registry::v1::DraftWarning;
using registry::v1::NoticeDraft;
using registry::v1::Provenance;
using registry::v1::SourcedDate;
using registry::v1::SourcedText;

// "123/TB-SKHCN", with where it came from unless it simply and surely stands in the text.
Cell Sourced(const std::string& value, Provenance provenance, int sure, const Lang& lang) {
  if (sure > 0 && sure < kSureEnough) {
    return Cell(absl::StrCat(value, " (", sure, "%)"), Style::kWarn);
  }
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

}  // namespace

Table HeaderTable(const DirectiveHeader& header, const Lang& lang) {
  const auto text = [&](const SourcedText& value) {
    return Sourced(value.value(), value.provenance(), value.confidence(), lang);
  };
  const auto date = [&](const SourcedDate& value) {
    return Sourced(FormatDate(value.value(), lang), value.provenance(), value.confidence(), lang);
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

Table DecisionTable(const NoticeDraft& draft, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Rulings that give nobody a task (shown only, not imported)",
                          "Kết luận không giao việc (chỉ để xem, không nhập)"});
  table.columns = {{lang.Word("section")},
                   {lang(Text{"Order", "Tính chất"}), Align::kLeft, true},
                   {lang(Text{"Words", "Nguyên văn"}), Align::kLeft, true}};
  for (const auto& decision : draft.decisions()) {
    table.rows.push_back({decision.section(), ActWords(decision.act(), lang), decision.text()});
  }
  return table;
}

Table ProposedUnitTable(const NoticeDraft& draft, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Units the directory does not know", "Đơn vị chưa có trong danh mục"});
  table.columns = {{lang.Word("name")}, {lang(Text{"Suggested id", "Mã gợi ý"})}};
  for (const auto& unit : draft.proposed_units()) {
    table.rows.push_back({unit.display_name(), unit.suggested_id()});
  }
  return table;
}

Table DocumentDoubtTable(const NoticeDraft& draft, const Lang& lang) {
  Table table;
  table.title = lang(Text{"To check in the document", "Cần xem lại trong văn bản"});
  table.columns = {{lang.Word("warning"), Align::kLeft, true}, {lang.Word("reason")}};
  for (const DraftWarning& warning : draft.warnings()) {
    table.rows.push_back(
        {Cell(warning.message(), Style::kWarn), Cell(warning.reason(), Style::kDim)});
  }
  return table;
}

int DoubtCount(const NoticeDraft& draft) {
  int count = draft.warnings_size();
  for (const DraftTask& task : draft.tasks()) count += task.warnings_size();
  return count;
}

}  // namespace dondoc::cli
