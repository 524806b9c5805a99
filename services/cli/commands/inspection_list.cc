// inspection list.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/inspection.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using inspection::v1::Inspection;
using inspection::v1::InspectionService;
using inspection::v1::ListInspectionsRequest;
using inspection::v1::ListInspectionsResponse;

// The contract's own maximum page size.
constexpr int32_t kMaxInspectionPage = 500;

Table InspectionTable(Context& context, const ListInspectionsResponse& list,
                      const std::optional<google::type::Date>& today) {
  const Lang& lang = context.lang();
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
                          EnumWord(item.kind(), lang), item.title(),

                          item.awaiting_subject() ? Cell(lang.Word("no_subject"), Style::kDim)
                                                  : Cell(SubjectText(context, item.subject())),
                          item.awaiting_dates() ? Cell(lang.Word("no_span"), Style::kDim)
                                                : Cell(SpanOnSite(item, lang)),
                          LastDayCell(item.due_date(), today, lang), EnumWord(item.state(), lang)});
  }
  AddListNotes(list.inspections_size(), {"inspections", "cuộc"}, list.next_page_token(), lang,
               &table);
  return table;
}

struct InspectionListFlags {
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

absl::Status ListInspections(Context& context, const InspectionListFlags& flags) {
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
               [&] { return InspectionTable(context, list, InspectionDay(context)); });
}

}  // namespace

void RegisterInspectionList(Command& group) {
  const auto flags = std::make_shared<InspectionListFlags>();
  const Text states = EnumHelp<Inspection::State>();
  const Text kinds = EnumHelp<Inspection::Kind>();
  const Text bases = EnumHelp<Inspection::Basis>();
  Command list = group.Add("list", {"list inspections", "liệt kê các cuộc thanh tra, kiểm tra"},
                           "inspection list --year 2022 --awaiting\n"
                           "inspection list --state announced --member tran-van-b --output json");
  list.Option("--state", &flags->state, states, "STATE")
      .Option("--kind", &flags->kind, kinds, "KIND")
      .Option("--basis", &flags->basis, bases, "BASIS")
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
  list.Run([flags](Context& context) { return ListInspections(context, *flags); });
}

}  // namespace dondoc::cli
