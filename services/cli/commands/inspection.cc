// inspection list, show.
#include "services/cli/commands/inspection.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/dates.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/output.h"

#include "dondoc/inspection/v1/entity.grpc.pb.h"

namespace dondoc::cli {
namespace {

using inspection::v1::EntityService;
using inspection::v1::Finding;
using inspection::v1::FollowUp;
using inspection::v1::Inspection;
using inspection::v1::InspectionService;
using inspection::v1::LegalLimit;
using inspection::v1::ListInspectionsRequest;
using inspection::v1::ListInspectionsResponse;
using inspection::v1::Subject;
using inspection::v1::Suspension;
using inspection::v1::Team;
using Day = std::optional<google::type::Date>;

// The contract's own maximum page size.
constexpr int32_t kMaxInspectionPage = 500;

template <typename Names>
std::string ShortNames(const Names& names) {
  return absl::StrJoin(names, ", ", [](std::string* out, const std::string& name) {
    absl::StrAppend(out, ShortName(name));
  });
}

std::string SubjectText(const Subject& subject) {
  if (!subject.display_name().empty()) return subject.display_name();
  return subject.entity().empty() ? ShortNames(subject.units()) : ShortName(subject.entity());
}

std::string SpanText(const Inspection& inspection, const Lang& lang) {
  if (!inspection.has_first_day()) return "";
  return absl::StrCat(FormatDate(inspection.first_day(), lang), " - ",
                      FormatDate(inspection.last_day(), lang));
}

Table InspectionTable(const ListInspectionsResponse& list, const Day& today, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("number")},
                   {lang.Word("kind"), Align::kLeft, true},
                   {lang(Text{"Inspection", "Cuộc thanh tra, kiểm tra"}), Align::kLeft, true},
                   {lang.Word("inspected"), Align::kLeft, true},
                   {lang.Word("on_site"), Align::kLeft, true},
                   {lang.Word("next_limit"), Align::kLeft, true},
                   {lang.Word("state")}};
  for (const Inspection& item : list.inspections()) {
    table.rows.push_back({item.number().empty() ? ShortName(item.name()) : item.number(),
                          EnumWord(item.kind(), lang), item.title(), SubjectText(item.subject()),
                          SpanText(item, lang), LastDayCell(item.due_date(), today, lang),
                          EnumWord(item.state(), lang)});
  }
  AddListNotes(list.inspections_size(), {"inspections", "cuộc"}, list.next_page_token(), lang,
               &table);
  return table;
}

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

Table Facts(const Inspection& item, const Day& today, const Lang& lang) {
  std::string subject = SubjectText(item.subject());
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
        item.awaiting_subject() ? Cell(lang(Text{"not known yet", "chưa xác định"}), Style::kWarn)
                                : Cell(subject)},
       {lang.Word("on_site"), item.awaiting_dates()
                                  ? Cell(lang(Text{"no dates yet", "chưa xếp lịch"}), Style::kWarn)
                                  : Cell(SpanText(item, lang))},
       {lang(Text{"Leader", "Trưởng đoàn"}), ShortName(item.team().leader())},
       {lang(Text{"Deputies", "Phó trưởng đoàn"}), ShortNames(item.team().deputies())},
       {lang(Text{"Members", "Thành viên"}), ShortNames(item.team().members())},
       {lang(Text{"Scope", "Phạm vi"}), item.scope()},
       {lang.Word("unit"), ShortName(item.lead_unit())},
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

struct ListFlags {
  std::string state;
  std::string kind;
  std::string basis;
  std::optional<int64_t> year;
  bool awaiting = false;
  std::string unit;
  std::string entity;
  std::string tax_code;
  std::string member;
  std::string from;
  std::string to;
  std::string due_to;
  std::string text;
  std::string filter;
  std::string order_by;
  PageFlags pages;
};

absl::Status List(Context& context, const ListFlags& flags) {
  ListInspectionsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  RETURN_IF_ERROR(conditions.AddEnum<Inspection::State>("--state", "state", flags.state));
  RETURN_IF_ERROR(conditions.AddEnum<Inspection::Kind>("--kind", "kind", flags.kind));
  RETURN_IF_ERROR(conditions.AddEnum<Inspection::Basis>("--basis", "basis", flags.basis));
  if (flags.year) conditions.Add(absl::StrCat("plan_year = ", *flags.year));
  conditions.AddIf(flags.awaiting, "awaiting = true");
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(const std::string unit, context.UnitName(flags.unit));
    conditions.AddText("unit", unit);
  }
  if (!flags.member.empty()) {
    ASSIGN_OR_RETURN(const std::string member, context.OfficerName(flags.member));
    conditions.AddText("member", member);
  }
  conditions.AddText("tax_code", flags.tax_code);
  RETURN_IF_ERROR(conditions.AddDay("--from", "first_day", ">=", flags.from));
  RETURN_IF_ERROR(conditions.AddDay("--to", "first_day", "<=", flags.to));
  RETURN_IF_ERROR(conditions.AddDay("--due-to", "due", "<=", flags.due_to));
  conditions.AddText("text", flags.text, ":");
  if (!flags.entity.empty()) {
    ASSIGN_OR_RETURN(const std::string entity, EntityName(context, "--entity", flags.entity));
    conditions.AddText("entity", entity);
  }
  request.set_filter(conditions.ToFilter());
  request.set_order_by(flags.order_by);
  ASSIGN_OR_RETURN(
      const ListInspectionsResponse list,
      ListOf<InspectionService>(context, flags.pages, kMaxInspectionPage,
                                &InspectionService::StubInterface::ListInspections, request));
  return Print(context, list,
               [&] { return InspectionTable(list, InspectionDay(context), context.lang()); });
}

void AddList(Command& group) {
  const auto flags = std::make_shared<ListFlags>();
  const std::string states = EnumValues<Inspection::State>();
  const std::string kinds = EnumValues<Inspection::Kind>();
  const std::string bases = EnumValues<Inspection::Basis>();
  Command list = group.Add("list", {"list inspections", "liệt kê các cuộc thanh tra, kiểm tra"},
                           "inspection list --year 2022 --awaiting\n"
                           "inspection list --state announced --member tran-van-b --output json");
  list.Option("--state", &flags->state, {states, states}, "STATE")
      .Option("--kind", &flags->kind, {kinds, kinds}, "KIND")
      .Option("--basis", &flags->basis, {bases, absl::StrCat(bases, " (theo kế hoạch, đột xuất)")},
              "BASIS")
      .Option("--year", &flags->year, {"year of the plan", "năm kế hoạch"}, "YEAR")
      .Flag("--awaiting", &flags->awaiting,
            {"still without subject or days", "chưa có đối tượng hoặc lịch"})
      .Option("--unit", &flags->unit, {"unit that conducts it", "đơn vị chủ trì"}, "UNIT")
      .Option("--entity", &flags->entity, {"id or tax code", "mã hoặc mã số thuế"}, "ENTITY")
      .Option("--tax-code", &flags->tax_code, {"tax code of the subject", "mã số thuế"}, "CODE")
      .Option("--member", &flags->member, {"anywhere in the team", "có trong đoàn"}, "OFFICER")
      .Option("--from", &flags->from, {"first day on site from", "bắt đầu từ ngày"}, "DATE")
      .Option("--to", &flags->to, {"first day on site until", "bắt đầu đến ngày"}, "DATE")
      .Option("--due-to", &flags->due_to, {"next limit until", "mốc tiếp theo đến ngày"}, "DATE")
      .Option(
          "--text", &flags->text,
          {"every one of these words, with or without marks", "có mọi từ này, có dấu hay không"})
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"})
      .Option("--order-by", &flags->order_by,
              {"first_day, number or update_time, with desc",
               "first_day, number hoặc update_time, kèm desc"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return List(context, *flags); });
}

}  // namespace

absl::StatusOr<Inspection> GetInspection(Context& context, const std::string& text) {
  inspection::v1::GetInspectionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.Name("inspection", "inspections", text));
  return context.Call<InspectionService>(&InspectionService::StubInterface::GetInspection, request);
}

absl::StatusOr<std::string> EntityName(Context& context, const std::string& flag,
                                       const std::string& text) {
  // Ids begin with a letter, tax codes with a digit.
  if (text.empty() || !absl::ascii_isdigit(text[0])) {
    return context.Name(flag, "entities", text);
  }
  inspection::v1::ListEntitiesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  request.set_filter(absl::StrCat("tax_code = ", QuoteFilter(text)));
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const auto list, context.Call<EntityService>(
                                        &EntityService::StubInterface::ListEntities, request));
  if (!list.entities().empty()) return list.entities(0).name();
  return Error(absl::StatusCode::kNotFound, "ENTITY_NOT_FOUND",
               {absl::StrCat("no entity has the tax code ", text,
                             "; add it with `dondoc entity create`"),
                absl::StrCat("chưa có đối tượng với mã số thuế ", text,
                             "; hãy thêm bằng `dondoc entity create`")})
      .With("tax_code", text);
}

std::optional<google::type::Date> InspectionDay(Context& context) {
  inspection::v1::GetInspectionBoardRequest request;
  const auto agency = context.Agency();
  if (!agency.ok()) return std::nullopt;
  request.set_parent(*agency);
  const auto board = context.Call<InspectionService>(
      &InspectionService::StubInterface::GetInspectionBoard, request);
  if (!board.ok() || !board->has_as_of()) return std::nullopt;
  return board->as_of();
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
  RETURN_IF_ERROR(
      Print(context, inspection, [&] { return Facts(inspection, InspectionDay(context), lang); }));
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

void RegisterInspection(Command& root) {
  Command group = root.Add("inspection",
                           {"inspections: plan, team, decision, conclusion",
                            "thanh tra, kiểm tra: lịch, đoàn, quyết định, kết luận"},
                           "inspection list --year 2022");
  AddList(group);
  const auto name = std::make_shared<std::string>();
  group
      .Add("show", {"show an inspection", "xem một cuộc thanh tra, kiểm tra"},
           "inspection show TT-2022-0003")
      .Argument("inspection", name.get(), {"number, id or name", "số, mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Inspection found, GetInspection(context, *name));
        return PrintInspection(context, found);
      });
  const InspectionVerbs verbs(group, {"inspection",
                                      "TT-2022-0003",
                                      "inspection",
                                      {"number, id or name", "số, mã hoặc tên"},
                                      [](Context& context, const std::string& text) {
                                        return context.Name("inspection", "inspections", text);
                                      },
                                      GetInspection,
                                      PrintInspection});
  RegisterInspectionPlanning(group, verbs);
  RegisterInspectionSteps(verbs);
}

}  // namespace dondoc::cli
