// How an inspection is shown in full.
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/money.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using inspection::v1::Finding;
using inspection::v1::FollowUp;
using inspection::v1::Inspection;
using inspection::v1::LegalLimit;
using inspection::v1::Subject;
using inspection::v1::Suspension;

std::string DecisionText(const inspection::v1::Decision& decision, const Lang& lang) {
  std::string text = decision.reference_no();
  if (decision.has_date()) absl::StrAppend(&text, ", ", FormatDate(decision.date(), lang));
  if (!decision.signer().empty()) absl::StrAppend(&text, ", ", decision.signer());
  return text;
}

std::string ClosingText(const inspection::v1::Closing& closing, const Lang& lang) {
  std::string text = EnumWord(closing.ground(), lang);
  for (const std::string& part :
       {closing.reason(), closing.reference_no(), FormatDate(closing.date(), lang)}) {
    if (!part.empty()) absl::StrAppend(&text, text.empty() ? "" : "; ", part);
  }
  return text;
}

std::string ExtensionText(const inspection::v1::Extension& extension, const Lang& lang) {
  if (extension.days() == 0) return "";
  return absl::StrCat(extension.days(), lang(Text{" days, ", " ngày, "}), extension.reference_no(),
                      ", ", FormatDate(extension.date(), lang), ": ", extension.reason());
}

Table InspectionFacts(Context& context, const Inspection& item,
                      const std::optional<google::type::Date>& today) {
  const Lang& lang = context.lang();
  DisplayNames& names = context.names();
  std::string subject = SubjectText(context, item.subject());
  if (!item.subject().tax_code().empty()) {
    absl::StrAppend(&subject, " (", lang(Text{"tax code ", "MST "}), item.subject().tax_code(),
                    ")");
  }
  std::string clause;
  if (!item.clause().text().empty()) {
    clause = absl::StrCat("«", item.clause().text(), "» ", item.clause().directive_title());
    if (!item.clause().section().empty()) {
      absl::StrAppend(&clause, lang(Text{", section ", ", mục "}), item.clause().section());
    }
  }
  return FactsTable(
      item.number().empty() ? ShortName(item.name()) : item.number(),
      {{lang(Text{"Inspection", "Nội dung"}), {item.title(), Style::kStrong}},
       {lang.Word("kind"), EnumWord(item.kind(), lang)},
       {lang(Text{"Basis", "Hình thức"}), EnumWord(item.basis(), lang)},
       {lang.Word("year"), item.plan_year() > 0 ? absl::StrCat(item.plan_year()) : ""},
       {lang.Word("state"), EnumWord(item.state(), lang)},
       {lang.Word("next_limit"), LastDayCell(item.due_date(), today, lang)},
       {lang.Word("inspected"),
        item.awaiting_subject() ? Cell(lang.Word("no_subject"), Style::kWarn) : Cell(subject)},
       {lang.Word("on_site"), item.awaiting_dates() ? Cell(lang.Word("no_span"), Style::kWarn)
                                                    : Cell(SpanOnSite(item, lang))},
       {lang(Text{"Leader", "Trưởng đoàn"}), names.Of(item.team().leader())},
       {lang(Text{"Deputies", "Phó trưởng đoàn"}), names.Joined(item.team().deputies())},
       {lang(Text{"Members", "Thành viên"}), names.Joined(item.team().members())},
       {lang(Text{"Scope", "Phạm vi"}), item.scope()},
       {lang.Word("unit"), names.Of(item.lead_unit())},
       {lang.Word("ground"), item.ground()},
       {lang(Text{"Law", "Luật áp dụng"}), EnumWord(item.regime(), lang)},
       {lang(Text{"Decision", "Quyết định"}), DecisionText(item.decision(), lang)},
       {lang.Word("ANNOUNCEMENT"), FormatDate(item.announce_date(), lang)},
       {lang(Text{"Extended", "Gia hạn"}), ExtensionText(item.extension(), lang)},
       {lang(Text{"Left the site", "Kết thúc trực tiếp"}),
        FormatDate(item.fieldwork_end_date(), lang)},
       {lang(Text{"Ended", "Chấm dứt"}), ClosingText(item.closing(), lang)},
       {lang(Text{"Ordered by", "Văn bản giao"}), clause},
       {lang.Word("name"), Cell(item.name(), Style::kDim)}});
}

Table LimitTable(const Inspection& item, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Time limits of the law", "Thời hạn theo luật"});
  table.columns = {{lang.Word("kind")},
                   {lang(Text{"Days", "Số ngày"}), Align::kRight},
                   {lang.Word("last_day")},
                   {lang.Word("ground"), Align::kLeft, true},
                   {lang.Word("note"), Align::kLeft, true}};
  for (const LegalLimit& limit : item.limits()) {
    std::string note = EnumWord(limit.certainty(), lang);
    if (limit.provisional()) absl::StrAppend(&note, ", ", lang.Word("provisional"));
    std::string last_day = FormatDate(limit.last_day(), lang);
    if (limit.missing_year() > 0) {
      last_day = absl::StrCat(lang.Word("YEAR_MISSING"), " ", limit.missing_year());
    }
    table.rows.push_back(
        {EnumWord(limit.purpose(), lang), absl::StrCat(limit.days()), last_day,
         limit.legal_source(),
         Cell(note, limit.certainty() == LegalLimit::UNVERIFIED ? Style::kWarn : Style::kDim)});
  }
  return table;
}

Table SuspensionTable(const Inspection& item, const Lang& lang) {
  Table table;
  table.title = lang(Text{"Suspensions", "Các lần tạm dừng"});
  table.columns = {{lang(Text{"From", "Từ ngày"})},
                   {lang(Text{"Resumed", "Tiếp tục"})},
                   {lang.Word("ground"), Align::kLeft, true},
                   {lang.Word("reason"), Align::kLeft, true}};
  for (const Suspension& pause : item.suspensions()) {
    table.rows.push_back({FormatDate(pause.from(), lang), FormatDate(pause.resumed(), lang),
                          EnumWord(pause.ground(), lang), pause.reason()});
  }
  return table;
}

void PrintConclusion(Context& context, const inspection::v1::Conclusion& conclusion) {
  const Lang& lang = context.lang();
  Table facts = FactsTable(
      absl::StrCat(lang(Text{"Conclusion ", "Kết luận "}), conclusion.reference_no()),
      {{lang.Word("day"), FormatDate(conclusion.date(), lang)},
       {lang(Text{"Signed by", "Người ký"}), conclusion.signer()},
       {lang(Text{"Summary", "Tóm tắt"}), conclusion.summary()},
       {lang(Text{"Published", "Công khai"}), FormatDate(conclusion.publish_date(), lang)},
       {lang(Text{"Where", "Nơi công khai"}), conclusion.publish_place()}});
  context.out() << "\n";
  PrintTable(context, facts);
  if (!conclusion.findings().empty()) {
    Table table;
    table.columns = {{lang(Text{"Finding", "Phát hiện"}), Align::kLeft, true},
                     {lang.Word("kind")},
                     {lang.Word("ground"), Align::kLeft, true},
                     {lang(Text{"To recover", "Phải thu hồi"}), Align::kRight}};
    for (const Finding& finding : conclusion.findings()) {
      table.rows.push_back(
          {finding.text(), EnumWord(finding.severity(), lang), finding.legal_basis(),
           finding.amount_dong() == 0 ? "" : FormatMoney(finding.amount_dong(), lang)});
    }
    context.out() << "\n";
    PrintTable(context, table);
  }
  if (!conclusion.follow_ups().empty()) {
    Table table;
    table.columns = {{lang(Text{"No.", "TT"}), Align::kRight},
                     {lang(Text{"To do", "Phải thực hiện"}), Align::kLeft, true},
                     {lang.Word("last_day")},
                     {lang(Text{"Done", "Đã xong"})},
                     {lang(Text{"Evidence", "Minh chứng"}), Align::kLeft, true}};
    for (const FollowUp& item : conclusion.follow_ups()) {
      table.rows.push_back({absl::StrCat(item.ordinal()), item.text(),
                            FormatDate(item.due_date(), lang),
                            FormatDate(item.complete_date(), lang), item.evidence()});
    }
    context.out() << "\n";
    PrintTable(context, table);
  }
}

}  // namespace

std::string SubjectText(Context& context, const Subject& subject) {
  if (!subject.display_name().empty()) return subject.display_name();
  return subject.entity().empty() ? context.names().Joined(subject.units())
                                  : context.names().Of(subject.entity());
}

std::string SpanOnSite(const Inspection& inspection, const Lang& lang) {
  if (!inspection.has_first_day()) return "";
  return absl::StrCat(FormatDate(inspection.first_day(), lang), " - ",
                      FormatDate(inspection.last_day(), lang));
}

void PrintWarnings(
    Context& context,
    const google::protobuf::RepeatedPtrField<inspection::v1::InspectionWarning>& all) {
  if (all.empty()) return;
  Table table;
  table.columns = {{""}, {"", Align::kLeft, true}};
  for (const auto& warning : all) {
    table.rows.push_back(
        {Cell(context.lang().Word("warning"), Style::kDim),
         Cell(absl::StrCat(warning.message(), " (", warning.reason(), ")"), Style::kWarn)});
  }
  context.out() << "\n";
  PrintTable(context, table);
}

absl::Status PrintInspection(Context& context, const Inspection& inspection) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, inspection, [&] {
    return InspectionFacts(context, inspection, InspectionDay(context));
  }));
  if (context.OutputOr() == Output::kJson) return absl::OkStatus();
  if (!inspection.limits().empty()) {
    context.out() << "\n";
    PrintTable(context, LimitTable(inspection, lang));
  }
  if (!inspection.suspensions().empty()) {
    context.out() << "\n";
    PrintTable(context, SuspensionTable(inspection, lang));
  }
  if (inspection.has_conclusion()) PrintConclusion(context, inspection.conclusion());
  PrintWarnings(context, inspection.warnings());
  return absl::OkStatus();
}

}  // namespace dondoc::cli
