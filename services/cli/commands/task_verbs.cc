// task create, update, assign, accept, report, submit, complete, return, cancel, reopen, event:
// everything that changes a task.
#include <functional>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/task.h"
#include "services/cli/dates.h"
#include "services/cli/deadline_flags.h"
#include "services/cli/render/output.h"
#include "services/cli/verbs.h"

#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::cli {
namespace {

using registry::v1::AcceptTaskRequest;
using registry::v1::AssignTaskRequest;
using registry::v1::CancelTaskRequest;
using registry::v1::CompleteTaskRequest;
using registry::v1::CreateTaskRequest;
using registry::v1::RecordDeadlineEventRequest;
using registry::v1::ReopenTaskRequest;
using registry::v1::ReportProgressRequest;
using registry::v1::ReturnTaskRequest;
using registry::v1::SubmitTaskRequest;
using registry::v1::Task;
using registry::v1::TaskService;
using registry::v1::UpdateTaskRequest;
using TaskStub = TaskService::StubInterface;

Command AddTaskVerb(Command& task, const std::string& verb, const Text& summary,
                    const std::string& example, VerbFlags& flags) {
  Command command = task.Add(verb, summary, example);
  command.Argument("task", &flags.name, {"number, id or name", "số, mã hoặc tên"})
      .Option("--etag", &flags.etag,
              {"refuse if changed since this version was read",
               "từ chối nếu đã đổi so với phiên bản này"});
  return command;
}

absl::Status PrintTask(Context& context, const Task& task) {
  return Print(context, task, [&] { return TaskFacts(context, task); });
}

// Fills what every verb's request has, calls the verb and prints the task.
template <typename Request>
absl::Status PerformOnTask(Context& context, const VerbFlags& flags,
                           grpc::Status (TaskStub::*method)(grpc::ClientContext*, const Request&,
                                                            Task*),
                           Request request) {
  ASSIGN_OR_RETURN(*request.mutable_name(), context.TaskName(flags.name));
  request.set_etag(flags.etag);
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(const Task task, context.Call<TaskService>(method, request));
  return PrintTask(context, task);
}

struct TaskCreateFlags {
  std::string text;
  std::string section;
  std::string topic;
  std::string unit;
  std::vector<std::string> cooperating;
  std::string assignee;
  std::string monitor;
  std::optional<int64_t> quantity;
  std::string noun;
  DeadlineFlags deadline;
};

absl::Status CreateTask(Context& context, const TaskCreateFlags& flags) {
  CreateTaskRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  Task& task = *request.mutable_task();
  task.set_text(flags.text);
  task.set_section(flags.section);
  task.set_topic(flags.topic);
  if (!flags.unit.empty()) {
    ASSIGN_OR_RETURN(*task.mutable_lead_unit(), context.UnitName(flags.unit));
  }
  for (const std::string& unit : flags.cooperating) {
    ASSIGN_OR_RETURN(*task.add_cooperating_units(), context.UnitName(unit));
  }
  if (!flags.assignee.empty()) {
    ASSIGN_OR_RETURN(*task.mutable_assignee(), context.OfficerName(flags.assignee));
  }
  if (!flags.monitor.empty()) {
    ASSIGN_OR_RETURN(*task.mutable_monitor(), context.OfficerName(flags.monitor));
  }
  if (flags.quantity) {
    task.mutable_quantity()->set_target(*flags.quantity);
    task.mutable_quantity()->set_noun(flags.noun);
  }
  ASSIGN_OR_RETURN(const auto deadline, flags.deadline.ToDeadline());
  // A task without any deadline flag has no deadline: its phrase alone says nothing to resolve.
  if (deadline.rule_case() != common::v1::Deadline::RULE_NOT_SET || !deadline.phrase().empty()) {
    *task.mutable_deadline() = deadline;
  }
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(const Task created, context.Call<TaskService>(&TaskStub::CreateTask, request));
  return PrintTask(context, created);
}

void AddTaskCreate(Command& task) {
  const auto flags = std::make_shared<TaskCreateFlags>();
  Command create = task.Add(
      "create", {"create a task without a document", "giao nhiệm vụ không qua văn bản"},
      "task create 'Tổ chức Hội thảo Lịch KH&CN năm 2023' --unit trung-tam-thong-tin --within "
      "2022-Q4\ntask create 'Thẩm định 04 hồ sơ' --quantity 4 --noun 'hồ sơ' --due 31/10/2022");
  create.Argument("text", &flags->text, {"what is ordered", "nội dung nhiệm vụ"})
      .Option("--unit", &flags->unit, {"lead unit", "đơn vị chủ trì"}, "UNIT")
      .Option("--cooperating", &flags->cooperating,
              {"a unit that helps; may be repeated", "đơn vị phối hợp; được lặp lại"}, "UNIT")
      .Option("--assignee", &flags->assignee, {"officer who works on it", "người thực hiện"},
              "OFFICER")
      .Option("--monitor", &flags->monitor, {"officer who follows it up", "người theo dõi"},
              "OFFICER")
      .Option("--section", &flags->section, {"section number", "số mục"})
      .Option("--topic", &flags->topic, {"topic", "lĩnh vực"})
      .Option("--quantity", &flags->quantity, {"how many are to be done", "số lượng phải làm"})
      .Option("--noun", &flags->noun, {"of what", "đơn vị đếm"});
  flags->deadline.AddTo(create);
  create.Run([flags](Context& context) { return CreateTask(context, *flags); });
}

void AddTaskUpdate(Command& task) {
  struct Flags : VerbFlags {
    std::vector<std::string> cooperating;
    std::string monitor;
    std::optional<int64_t> quantity;
    std::string noun;
    std::string topic;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, "update",
              {"change who helps or follows up, how much, the topic",
               "sửa đơn vị phối hợp, người theo dõi, số lượng, lĩnh vực"},
              "task update NV-2022-0012 --cooperating van-phong --monitor office\n"
              "task update NV-2022-0012 --quantity 5 --noun 'hồ sơ'",
              *flags)
      .Option("--cooperating", &flags->cooperating,
              {"units that help, in place of those before; may be repeated",
               "đơn vị phối hợp, thay cho trước đây; được lặp lại"},
              "UNIT")
      .Option("--monitor", &flags->monitor, {"officer who follows it up", "người theo dõi"},
              "OFFICER")
      .Option("--quantity", &flags->quantity, {"how many are to be done", "số lượng phải làm"})
      .Option("--noun", &flags->noun, {"of what", "đơn vị đếm"})
      .Option("--topic", &flags->topic, {"topic", "lĩnh vực"})
      .Run([flags](Context& context) -> absl::Status {
        UpdateTaskRequest request;
        Task& changed = *request.mutable_task();
        auto& mask = *request.mutable_update_mask();
        for (const std::string& unit : flags->cooperating) {
          ASSIGN_OR_RETURN(*changed.add_cooperating_units(), context.UnitName(unit));
        }
        if (!flags->cooperating.empty()) mask.add_paths("cooperating_units");
        if (!flags->monitor.empty()) {
          ASSIGN_OR_RETURN(*changed.mutable_monitor(), context.OfficerName(flags->monitor));
          mask.add_paths("monitor");
        }
        if (flags->quantity) {
          changed.mutable_quantity()->set_target(*flags->quantity);
          mask.add_paths("quantity.target");
        }
        if (!flags->noun.empty()) {
          changed.mutable_quantity()->set_noun(flags->noun);
          mask.add_paths("quantity.noun");
        }
        if (!flags->topic.empty()) {
          changed.set_topic(flags->topic);
          mask.add_paths("topic");
        }
        if (mask.paths().empty()) return NothingToChange();
        ASSIGN_OR_RETURN(const Task before, GetTask(context, flags->name));
        changed.set_name(before.name());
        changed.set_etag(flags->etag.empty() ? before.etag() : flags->etag);
        request.set_request_id(context.request_id());
        ASSIGN_OR_RETURN(const Task updated,
                         context.Call<TaskService>(&TaskStub::UpdateTask, request));
        return PrintTask(context, updated);
      });
}

void AddAssign(Command& task) {
  struct Flags : VerbFlags {
    std::string unit;
    std::string assignee;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, "assign", {"assign to a unit and an officer", "giao cho đơn vị, cán bộ"},
              "task assign NV-2022-0012 --unit van-phong --assignee officer-van-phong", *flags)
      .Option("--unit", &flags->unit, {"unit that answers for it", "đơn vị chủ trì"}, "UNIT",
              Need::kRequired)
      .Option("--assignee", &flags->assignee, {"officer of that unit", "cán bộ của đơn vị"},
              "OFFICER")
      .Run([flags](Context& context) -> absl::Status {
        AssignTaskRequest request;
        ASSIGN_OR_RETURN(*request.mutable_lead_unit(), context.UnitName(flags->unit));
        if (!flags->assignee.empty()) {
          ASSIGN_OR_RETURN(*request.mutable_assignee(), context.OfficerName(flags->assignee));
        }
        VerbFlags verb = *flags;
        // The contract wants the version that was read; whoever gave none means "as it is now".
        if (verb.etag.empty()) {
          ASSIGN_OR_RETURN(const Task before, GetTask(context, verb.name));
          verb.etag = before.etag();
        }
        return PerformOnTask(context, verb, &TaskStub::AssignTask, request);
      });
}

void AddReport(Command& task) {
  struct Flags : VerbFlags {
    std::string note;
    std::optional<int64_t> done;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, "report", {"report progress", "báo cáo tiến độ"},
              "task report NV-2022-0012 --note 'Đã nghiệm thu 02/04 đề tài' --done 2", *flags)
      .Option("--note", &flags->note, {"in words", "nội dung báo cáo"}, "TEXT", Need::kRequired)
      .Option("--done", &flags->done, {"how many are done now", "số đã làm được đến nay"})
      .Run([flags](Context& context) {
        ReportProgressRequest request;
        request.set_note(flags->note);
        if (flags->done) request.set_quantity_done(*flags->done);
        return PerformOnTask(context, *flags, &TaskStub::ReportProgress, request);
      });
}

// "12/BC-VP", "12/BC-VP=https://...": a reference and, where there is one, its address.
void AddEvidence(const std::string& text, SubmitTaskRequest* request) {
  registry::v1::Evidence& evidence = *request->add_evidence();
  for (const absl::string_view scheme : {"=https://", "=http://"}) {
    const size_t at = text.find(std::string(scheme));
    if (at == std::string::npos) continue;
    evidence.set_reference(text.substr(0, at));
    evidence.set_uri(text.substr(at + 1));
    return;
  }
  evidence.set_reference(text);
}

void AddSubmit(Command& task) {
  struct Flags : VerbFlags {
    std::vector<std::string> evidence;
    std::string evidence_date;
    std::string note;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, "submit", {"hand in as done, with evidence", "nộp kết quả kèm minh chứng"},
              "task submit NV-2022-0012 --evidence 'Báo cáo 12/BC-VP' --note 'Đã hoàn thành'\n"
              "task submit NV-2022-0012 --evidence '45/KH-SKHCN=https://vb.tinh.gov.vn/45'",
              *flags)
      .Option("--evidence", &flags->evidence,
              {"number or title of a document, with =https://... where it is kept; may be repeated",
               "số hoặc tên văn bản, kèm =https://... nơi lưu; được lặp lại"},
              "DOCUMENT", Need::kRequired)
      .Option("--evidence-date", &flags->evidence_date, {"day of the documents", "ngày văn bản"},
              "DATE")
      .Option("--note", &flags->note, {"the result in words", "kết quả"})
      .Run([flags](Context& context) -> absl::Status {
        SubmitTaskRequest request;
        for (const std::string& text : flags->evidence) AddEvidence(text, &request);
        if (!flags->evidence_date.empty()) {
          ASSIGN_OR_RETURN(const auto day, ParseDate("--evidence-date", flags->evidence_date));
          for (auto& evidence : *request.mutable_evidence()) *evidence.mutable_date() = day;
        }
        request.set_note(flags->note);
        return PerformOnTask(context, *flags, &TaskStub::SubmitTask, request);
      });
}

// Verbs that take nothing but the task.
template <typename Request>
void AddPlain(Command& task, const std::string& verb, const Text& summary,
              grpc::Status (TaskStub::*method)(grpc::ClientContext*, const Request&, Task*)) {
  const auto flags = std::make_shared<VerbFlags>();
  AddTaskVerb(task, verb, summary, absl::StrCat("task ", verb, " NV-2022-0012"), *flags)
      .Run([flags, method](Context& context) {
        return PerformOnTask(context, *flags, method, Request());
      });
}

// Verbs that want a reason.
template <typename Request>
void AddReasoned(Command& task, const std::string& verb, const Text& summary,
                 const std::string& reason,
                 grpc::Status (TaskStub::*method)(grpc::ClientContext*, const Request&, Task*)) {
  struct Flags : VerbFlags {
    std::string reason;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, verb, summary,
              absl::StrCat("task ", verb, " NV-2022-0012 --reason '", reason, "'"), *flags)
      .Option("--reason", &flags->reason, {"why", "lý do"}, "TEXT", Need::kRequired)
      .Run([flags, method](Context& context) {
        Request request;
        request.set_reason(flags->reason);
        return PerformOnTask(context, *flags, method, request);
      });
}

void AddEvent(Command& task) {
  struct Flags : VerbFlags {
    std::string date;
  };
  const auto flags = std::make_shared<Flags>();
  AddTaskVerb(task, "event",
              {"record the day the deadline counts from", "ghi ngày xảy ra sự kiện tính hạn"},
              "task event NV-2022-0005 --date 28/09/2022", *flags)
      .Option("--date", &flags->date, {"day of the event", "ngày xảy ra"}, "DATE", Need::kRequired)
      .Run([flags](Context& context) -> absl::Status {
        RecordDeadlineEventRequest request;
        ASSIGN_OR_RETURN(*request.mutable_event_date(), ParseDate("--date", flags->date));
        return PerformOnTask(context, *flags, &TaskStub::RecordDeadlineEvent, request);
      });
}

}  // namespace

void RegisterTaskVerbs(Command& task) {
  AddTaskCreate(task);
  AddTaskUpdate(task);
  AddAssign(task);
  AddPlain<AcceptTaskRequest>(task, "accept", {"accept for your unit", "tiếp nhận cho đơn vị"},
                              &TaskStub::AcceptTask);
  AddReport(task);
  AddSubmit(task);
  AddPlain<CompleteTaskRequest>(task, "complete", {"confirm as done", "xác nhận hoàn thành"},
                                &TaskStub::CompleteTask);
  AddReasoned<ReturnTaskRequest>(task, "return", {"send back", "trả lại"}, "Thiếu biên bản",
                                 &TaskStub::ReturnTask);
  AddReasoned<CancelTaskRequest>(task, "cancel", {"call off", "hủy"}, "Không còn phù hợp",
                                 &TaskStub::CancelTask);
  AddReasoned<ReopenTaskRequest>(task, "reopen", {"reopen a completed one", "mở lại việc đã xong"},
                                 "Số liệu cần bổ sung", &TaskStub::ReopenTask);
  AddEvent(task);
}

}  // namespace dondoc::cli
