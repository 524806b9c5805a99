// task list, show, history.
#include "services/cli/commands/task.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/paging.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/notice.h"
#include "services/cli/render/output.h"

#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::GetTaskRequest;
using registry::v1::ListProgressReportsRequest;
using registry::v1::ListProgressReportsResponse;
using registry::v1::ListTasksRequest;
using registry::v1::ListTasksResponse;
using registry::v1::ProgressReport;
using registry::v1::Task;
using registry::v1::TaskService;

// The contract's own maximum page size.
constexpr int32_t kMaxReportPage = 200;

struct TaskListFlags {
  std::string unit;
  std::string state;
  std::string timeliness;
  std::string due_from;
  std::string due_to;
  std::string text;
  std::string directive;
  std::string filter;
  std::string order_by;
  std::string as_of;
  bool due_soon = false;
  bool no_date = false;
  PageFlags pages;
};

// The filter of the flags, in the list method's language.
absl::StatusOr<std::string> MakeFilter(Context& context, const TaskListFlags& flags) {
  Conditions conditions(flags.filter);
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(const std::string unit, context.UnitName(flags.unit));
    conditions.AddText("unit", unit);
  }
  RETURN_IF_ERROR(conditions.AddEnum<Task::State>("--state", "state", flags.state));
  RETURN_IF_ERROR(
      conditions.AddEnum<Task::Timeliness>("--timeliness", "timeliness", flags.timeliness));
  RETURN_IF_ERROR(conditions.AddDay("--due-from", "due", ">=", flags.due_from));
  RETURN_IF_ERROR(conditions.AddDay("--due-to", "due", "<=", flags.due_to));
  conditions.AddIf(flags.due_soon, "due_soon = true");
  conditions.AddIf(flags.no_date, "no_date = true");
  if (!flags.directive.empty()) {
    ASSIGN_OR_RETURN(const std::string directive,
                     context.Name("--directive", "directives", flags.directive));
    conditions.AddText("directive", directive);
  }
  conditions.AddText("text", flags.text, ":");
  return conditions.ToFilter();
}

Table TaskTable(Context& context, const ListTasksResponse& list) {
  const Lang& lang = context.lang();
  Table table;
  table.columns = {{lang.Word("number")},
                   {lang.Word("unit"), Align::kLeft, true},
                   {lang.Word("task"), Align::kLeft, true},
                   {lang.Word("last_day")},
                   {lang.Word("state")},
                   {lang.Word("timeliness")},
                   {lang.Word("progress"), Align::kRight}};
  for (const Task& task : list.tasks()) {
    table.rows.push_back({task.number().empty() ? ShortName(task.name()) : task.number(),
                          context.names().Of(task.lead_unit()), task.text(),
                          DeadlineText(task.deadline(), lang),
                          lang.Word(Task::State_Name(task.state())), TimelinessCell(task, lang),
                          QuantityText(task.quantity())});
  }
  table.notes = {absl::StrCat(list.tasks_size(), lang(Text{" tasks", " nhiệm vụ"}))};
  if (!list.next_page_token().empty()) {
    table.notes.push_back(MoreNote(list.next_page_token(), lang));
  }
  return table;
}

absl::Status ListTasks(Context& context, const TaskListFlags& flags) {
  ListTasksRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(*request.mutable_filter(), MakeFilter(context, flags));
  request.set_order_by(flags.order_by);
  if (!flags.as_of.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_as_of(), ParseDate("--as-of", flags.as_of));
  }
  ASSIGN_OR_RETURN(
      const ListTasksResponse list,
      ListPages(flags.pages, kMaxTaskPage, [&](int32_t size, const std::string& token) {
        request.set_page_size(size);
        request.set_page_token(token);
        return context.Call<TaskService>(&TaskService::StubInterface::ListTasks, request);
      }));
  return Print(context, list, [&] { return TaskTable(context, list); });
}

absl::Status ShowTask(Context& context, const std::string& name, bool trace) {
  ASSIGN_OR_RETURN(const Task task, GetTask(context, name));
  const Lang& lang = context.lang();
  RETURN_IF_ERROR(Print(context, task, [&] { return TaskFacts(context, task); }));
  const Output output = context.OutputOr();
  if (output == Output::kJson || !trace) return absl::OkStatus();
  context.out() << "\n";
  PrintTable(context, DeadlineFacts(task.deadline(), lang));
  if (!task.deadline().trace().empty()) {
    context.out() << "\n";
    PrintTable(context, TraceTable(task.deadline(), lang));
  }
  return absl::OkStatus();
}

absl::Status ListTaskHistory(Context& context, const std::string& name, const PageFlags& pages) {
  // The parent of reports is the resource name; a number is resolved first.
  ASSIGN_OR_RETURN(const Task task, GetTask(context, name));
  ASSIGN_OR_RETURN(const ListProgressReportsResponse list,
                   ListPages(pages, kMaxReportPage, [&](int32_t size, const std::string& token) {
                     ListProgressReportsRequest request;
                     request.set_parent(task.name());
                     request.set_page_size(size);
                     request.set_page_token(token);
                     return context.Call<TaskService>(
                         &TaskService::StubInterface::ListProgressReports, request);
                   }));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.title = absl::StrCat(task.number(), " ", task.text());
    table.columns = {{lang.Word("day")},
                     {lang.Word("actor")},
                     {lang.Word("progress"), Align::kRight},
                     {lang.Word("note"), Align::kLeft, true}};
    for (const ProgressReport& report : list.progress_reports()) {
      table.rows.push_back(
          {FormatDate(report.report_date(), lang), context.names().Of(report.reporter()),
           task.has_quantity() ? absl::StrCat(report.quantity_done()) : "", report.note()});
    }
    AddListNotes(list.progress_reports_size(), {"reports", "lần báo cáo"}, list.next_page_token(),
                 lang, &table);
    return table;
  });
}

void RegisterList(Command& task) {
  const auto flags = std::make_shared<TaskListFlags>();
  Command list = task.Add("list", {"list tasks, soonest first", "liệt kê nhiệm vụ, hạn gần trước"},
                          "task list --unit van-phong --timeliness overdue\n"
                          "task list --text 'mat ong' --due-to 31/10/2022 --output json");
  list.Option("--unit", &flags->unit, {"lead unit", "đơn vị chủ trì"}, "UNIT")
      .Option("--state", &flags->state, EnumHelp<Task::State>(), "STATE")
      .Option("--timeliness", &flags->timeliness, EnumHelp<Task::Timeliness>(), "KIND")
      .Flag("--due-soon", &flags->due_soon, {"near its last day", "sắp đến hạn"})
      .Flag("--no-date", &flags->no_date, {"in time without a date", "không có ngày hạn"})
      .Option("--due-from", &flags->due_from, {"last day from", "hạn từ ngày"}, "DATE")
      .Option("--due-to", &flags->due_to, {"last day until", "hạn đến ngày"}, "DATE")
      .Option(
          "--text", &flags->text,
          {"every one of these words, with or without marks", "có mọi từ này, có dấu hay không"})
      .Option("--directive", &flags->directive, {"from this directive", "thuộc văn bản này"}, "ID")
      .Option("--filter", &flags->filter,
              {"more conditions in the filter language", "điều kiện thêm theo ngôn ngữ lọc"})
      .Option("--order-by", &flags->order_by,
              {"due, due desc, number, number desc, update_time desc",
               "due, due desc, number, number desc, update_time desc"})
      .Option("--as-of", &flags->as_of, {"judge by this day", "xét theo ngày này"}, "DATE");
  flags->pages.AddTo(list);
  list.Run([flags](Context& context) { return ListTasks(context, *flags); });
}

}  // namespace

Cell TimelinessCell(const Task& task, const Lang& lang) {
  const std::string word = lang.Word(Task::Timeliness_Name(task.timeliness()));
  switch (task.timeliness()) {
    case Task::ON_TIME:
      return {word, Style::kGood};
    case Task::LATE:
      return {word, Style::kWarn};
    case Task::OVERDUE:
      return {word, Style::kBad};
    case Task::IN_TIME:
      return task.due_soon() ? Cell(lang.Word("DUE_SOON"), Style::kWarn) : Cell(word);
    default:
      return {word, Style::kDim};
  }
}

absl::StatusOr<Task> GetTask(Context& context, const std::string& text) {
  GetTaskRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), context.TaskName(text));
  return context.Call<TaskService>(&TaskService::StubInterface::GetTask, request);
}

Table TaskFacts(Context& context, const Task& task) {
  const Lang& lang = context.lang();
  DisplayNames& names = context.names();
  const std::string citations = absl::StrJoin(
      task.citations(), "; ", [](std::string* out, const registry::v1::Citation& citation) {
        absl::StrAppend(out, citation.document_type(), citation.document_type().empty() ? "" : " ",
                        citation.reference_no());
      });
  const std::string evidence = absl::StrJoin(
      task.evidence(), "; ", [](std::string* out, const registry::v1::Evidence& document) {
        absl::StrAppend(out, document.reference(), document.uri().empty() ? "" : " ",
                        document.uri());
      });
  std::string deadline = DeadlineText(task.deadline(), lang);
  if (!task.deadline().phrase().empty()) {
    absl::StrAppend(&deadline, " («", task.deadline().phrase(), "»)");
  }
  std::string submitted = FormatDate(task.submit_date(), lang);
  if (!task.submitted_by().empty())
    absl::StrAppend(&submitted, ", ", names.Of(task.submitted_by()));
  return FactsTable(
      task.number().empty() ? ShortName(task.name()) : task.number(),
      {{lang.Word("task"), {task.text(), Style::kStrong}},
       {lang.Word("state"), lang.Word(Task::State_Name(task.state()))},
       {lang.Word("timeliness"), TimelinessCell(task, lang)},
       {lang.Word("deadline"), deadline},
       {lang.Word("unit"), names.Of(task.lead_unit())},
       {lang.Word("assignee"), names.Of(task.assignee())},
       {lang(Text{"Cooperating", "Phối hợp"}), names.Joined(task.cooperating_units())},
       {lang(Text{"Followed up by", "Theo dõi"}), names.Of(task.monitor())},
       {lang.Word("quantity"), QuantityText(task.quantity())},
       {lang.Word("progress"), task.progress_note()},
       {lang(Text{"Evidence", "Minh chứng"}), evidence},
       {lang(Text{"Handed in", "Nộp"}), submitted},
       {lang(Text{"Confirmed", "Xác nhận"}), FormatDate(task.complete_date(), lang)},
       {lang.Word("reason"), task.reason()},
       {lang(Text{"Cites", "Căn cứ"}), citations},
       {lang(Text{"Topic", "Lĩnh vực"}), task.topic()},
       {lang.Word("section"), task.section()},
       {lang(Text{"Directive", "Văn bản"}), names.Of(task.directive())},
       {lang.Word("name"), Cell(task.name(), Style::kDim)}});
}

void RegisterTask(Command& root) {
  Command task = root.Add("task",
                          {"tasks: list, show and every step of their life",
                           "nhiệm vụ: liệt kê, xem và mọi bước xử lý"},
                          "task list --timeliness overdue");
  RegisterList(task);

  struct ShowFlags {
    std::string name;
    bool trace = false;
  };
  const auto show = std::make_shared<ShowFlags>();
  task.Add("show", {"show a task", "xem một nhiệm vụ"}, "task show NV-2022-0012 --trace")
      .Argument("task", &show->name, {"number, id or name", "số, mã hoặc tên"})
      .Flag("--trace", &show->trace, {"how the last day was counted", "cách tính ngày cuối cùng"})
      .Run([show](Context& context) { return ShowTask(context, show->name, show->trace); });

  struct HistoryFlags {
    std::string name;
    PageFlags pages;
  };
  const auto history = std::make_shared<HistoryFlags>();
  Command history_command =
      task.Add("history", {"progress reports, newest first", "các lần báo cáo, mới nhất trước"},
               "task history NV-2022-0012");
  history_command.Argument("task", &history->name, {"number, id or name", "số, mã hoặc tên"});
  history->pages.AddTo(history_command);
  history_command.Run([history](Context& context) {
    return ListTaskHistory(context, history->name, history->pages);
  });
  RegisterTaskVerbs(task);
}

}  // namespace dondoc::cli
