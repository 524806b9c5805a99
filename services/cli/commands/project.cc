// project list, show.
#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/commands/finance.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/finance_values.h"
#include "services/cli/lists.h"
#include "services/cli/money.h"
#include "services/cli/render/days_left.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::ListProjectsRequest;
using finance::v1::ListProjectsResponse;
using finance::v1::Project;
using finance::v1::ProjectService;

// The contract's own maximum page size.
constexpr int32_t kMaxProjectPage = 500;

Table ProjectTable(Context& context, const ListProjectsResponse& list) {
  const Lang& lang = context.lang();
  Table table;
  table.columns = {{lang.Word("number")},
                   {lang.Word("project"), Align::kLeft, true},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("approved_amount"), Align::kRight},
                   {lang.Word("contracted"), Align::kRight},
                   {lang.Word("last_day")},
                   {lang.Word("state")}};
  for (const Project& project : list.projects()) {
    table.rows.push_back({project.number().empty() ? ShortName(project.name()) : project.number(),
                          project.title(), context.names().Of(project.lead_unit()),
                          FormatMoney(project.approved_total_amount(), lang),
                          FormatMoney(project.contracted_total_amount(), lang),
                          FormatDate(project.end_date(), lang), EnumWord(project.state(), lang)});
  }
  AddListNotes(list.projects_size(), {"projects", "đề tài, dự án"}, list.next_page_token(), lang,
               &table);
  return table;
}

std::string OrganisationText(const finance::v1::Organisation& organisation, const Lang& lang) {
  std::string text = organisation.display_name();
  if (!organisation.tax_code().empty()) {
    absl::StrAppend(&text, " (", lang(Text{"tax code ", "MST "}), organisation.tax_code(), ")");
  }
  return text;
}

Table ProjectFacts(Context& context, const Project& project,
                   const std::optional<google::type::Date>& today) {
  const Lang& lang = context.lang();
  std::string evaluation = EnumWord(project.evaluation().grade(), lang);
  if (!evaluation.empty()) {
    absl::StrAppend(&evaluation, " (", FormatDate(project.evaluation().evaluate_date(), lang), "; ",
                    DocumentText(project.evaluation().minutes(), lang), ")");
  }
  std::string termination = project.termination().reason();
  if (!termination.empty()) {
    absl::StrAppend(&termination, " (", FormatDate(project.termination().terminate_date(), lang),
                    ")");
  }
  // How long a project has matters while it is being worked on.
  const bool running =
      project.state() == Project::CONTRACTED || project.state() == Project::IN_PROGRESS;
  return FactsTable(
      project.number().empty() ? ShortName(project.name()) : project.number(),
      {{lang.Word("project"), {project.title(), Style::kStrong}},
       {lang(Text{"Code", "Mã số"}), project.code()},
       {lang.Word("kind"), EnumWord(project.kind(), lang)},
       {lang.Word("state"), EnumWord(project.state(), lang)},
       {lang.Word("unit"), context.names().Of(project.lead_unit())},
       {lang(Text{"Investigator", "Chủ nhiệm"}), project.investigator()},
       {lang(Text{"Host", "Tổ chức chủ trì"}), OrganisationText(project.host(), lang)},
       {lang(Text{"Funding", "Phương thức khoán"}), EnumWord(project.funding_mode(), lang)},
       {lang(Text{"From", "Từ ngày"}), FormatDate(project.start_date(), lang)},
       {lang.Word("last_day"),
        LastDayCell(project.end_date(), running ? today : std::nullopt, lang)},
       {lang.Word("approved_amount"), FormatMoney(project.approved_total_amount(), lang)},
       {lang.Word("contracted"), FormatMoney(project.contracted_total_amount(), lang)},
       {lang(Text{"Approval", "Quyết định"}), DocumentText(project.approval(), lang)},
       {lang(Text{"Acceptance", "Nghiệm thu"}), evaluation},
       {lang(Text{"Terminated", "Chấm dứt"}), termination},
       {lang(Text{"Liquidated", "Thanh lý"}), FormatDate(project.liquidate_date(), lang)},
       {lang(Text{"Settled", "Quyết toán"}), FormatDate(project.settle_date(), lang)},
       {lang.Word("task"), context.names().Of(project.task())},
       {lang.Word("name"), Cell(project.name(), Style::kDim)}});
}

struct ProjectListFlags {
  std::string unit;
  std::string state;
  std::string tax_code;
  std::string end_from;
  std::string end_to;
  std::string filter;
  std::string order_by;
  PageFlags pages;
};

absl::Status ListProjects(Context& context, const ProjectListFlags& flags) {
  ListProjectsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Conditions conditions(flags.filter);
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(const std::string unit, context.UnitName(flags.unit));
    conditions.AddText("unit", unit);
  }
  RETURN_IF_ERROR(conditions.AddEnum<Project::State>("--state", "state", flags.state));
  conditions.AddText("tax_code", flags.tax_code);
  RETURN_IF_ERROR(conditions.AddDay("--end-from", "end", ">=", flags.end_from));
  RETURN_IF_ERROR(conditions.AddDay("--end-to", "end", "<=", flags.end_to));
  request.set_filter(conditions.ToFilter());
  request.set_order_by(flags.order_by);
  ASSIGN_OR_RETURN(const ListProjectsResponse list,
                   ListOf<ProjectService>(context, flags.pages, kMaxProjectPage,
                                          &ProjectService::StubInterface::ListProjects, request));
  return Print(context, list, [&] { return ProjectTable(context, list); });
}

void AddProjectList(Command& project) {
  const auto flags = std::make_shared<ProjectListFlags>();
  const Text states = EnumHelp<Project::State>();
  Command list = project.Add("list", {"list projects", "liệt kê đề tài, dự án"},
                             "project list --state in-progress --end-to 31/12/2022\n"
                             "project list --unit quan-ly-khoa-hoc --output json");
  list.Option("--unit", &flags->unit, {"unit that manages it", "đơn vị quản lý"}, "UNIT")
      .Option("--state", &flags->state, states, "STATE")
      .Option("--tax-code", &flags->tax_code,
              {"tax code of the host", "mã số thuế của tổ chức chủ trì"}, "CODE")
      .Option("--end-from", &flags->end_from, {"last day from", "kết thúc từ ngày"}, "DATE")
      .Option("--end-to", &flags->end_to, {"last day until", "kết thúc đến ngày"}, "DATE")
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"})
      .Option("--order-by", &flags->order_by,
              {"number, number desc, end, end desc", "number, number desc, end, end desc"});
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListProjects(context, *flags); });
}

}  // namespace

absl::Status PrintProject(Context& context, const Project& project) {
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(
      Print(context, project, [&] { return ProjectFacts(context, project, FinanceDay(context)); }));
  if (context.OutputOr() == Output::kJson || project.approved_amounts().empty()) {
    return absl::OkStatus();
  }
  Table table;
  table.columns = {{lang.Word("source")}, {lang.Word("amount"), Align::kRight}};
  for (const auto& amount : project.approved_amounts()) {
    table.rows.push_back({ShortName(amount.source()), FormatMoney(amount.amount(), lang)});
  }
  context.out() << "\n";
  PrintTable(context, table);
  return absl::OkStatus();
}

void RegisterProject(Command& root) {
  Command project =
      root.Add("project", {"S&T projects and their contracts", "đề tài, dự án KH&CN và hợp đồng"},
               "project list --state in-progress");
  AddProjectList(project);
  const auto name = std::make_shared<std::string>();
  project.Add("show", {"show a project", "xem một đề tài, dự án"}, "project show DA-2022-0003")
      .Argument("project", name.get(), {"number, id or name", "số, mã hoặc tên"})
      .Run([name](Context& context) -> absl::Status {
        ASSIGN_OR_RETURN(const Project found, GetProject(context, *name));
        return PrintProject(context, found);
      });
  RegisterProjectVerbs(project);
  RegisterContract(project);
}

}  // namespace dondoc::cli
