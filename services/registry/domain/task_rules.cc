#include "services/registry/domain/task_rules.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "common/rpc/names.h"
#include "common/text/normalize.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/field.h"
#include "services/registry/domain/task_state.h"

namespace dondoc::registry {
namespace {

using calendar::CivilDayOf;
using common::v1::Deadline;
using v1::Task;

absl::Status Move(TaskVerb verb, Task& task) {
  ASSIGN_OR_RETURN(const Task::State next, NextState(verb, task.state()));
  task.set_state(next);
  return absl::OkStatus();
}

void ValidateQuantity(const v1::Quantity& quantity, absl::string_view prefix, FieldErrors& errors) {
  if (quantity.target() < 1 || quantity.target() > kMaxQuantity) {
    errors.Add(FieldAt(prefix, "quantity.target"), {absl::StrCat("must be 1 to ", kMaxQuantity),
                                                    absl::StrCat("phải từ 1 đến ", kMaxQuantity)});
  }
  if (quantity.done() < 0 || quantity.done() > kMaxQuantity) {
    errors.Add(FieldAt(prefix, "quantity.done"), {absl::StrCat("must be 0 to ", kMaxQuantity),
                                                  absl::StrCat("phải từ 0 đến ", kMaxQuantity)});
  }
  text::ValidatePersonText(FieldAt(prefix, "quantity.noun"), quantity.noun(), 100, errors);
}

}  // namespace

void ValidateFreeText(absl::string_view field, absl::string_view words, size_t max_chars,
                      bool required, FieldErrors& errors) {
  if (words.empty()) {
    if (required) errors.Add(field, {"is required", "bắt buộc"});
    return;
  }
  if (!text::IsValidUtf8(words)) {
    errors.Add(field, {"is not valid UTF-8", "không phải UTF-8 hợp lệ"});
    return;
  }
  if (text::CountCodePoints(words) > max_chars) {
    errors.Add(field, {absl::StrCat("is longer than ", max_chars, " characters"),
                       absl::StrCat("dài quá ", max_chars, " ký tự")});
  }
  for (const char c : words) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') {
      errors.Add(field, {"holds control characters", "có ký tự điều khiển"});
      return;
    }
  }
}

void ValidateTask(const Task& task, absl::string_view agency, absl::string_view prefix,
                  FieldErrors& errors) {
  ValidateFreeText(FieldAt(prefix, "text"), task.text(), kMaxTaskTextChars, /*required=*/true,
                   errors);
  text::ValidatePersonText(FieldAt(prefix, "section"), task.section(), kMaxSectionChars, errors);
  text::ValidatePersonText(FieldAt(prefix, "topic"), task.topic(), kMaxTopicChars, errors);
  if (!task.lead_unit().empty()) {
    rpc::CheckChildOf(FieldAt(prefix, "lead_unit"), task.lead_unit(), "units", agency, errors);
  }
  if (task.cooperating_units_size() > kMaxCooperatingUnits) {
    errors.Add(FieldAt(prefix, "cooperating_units"),
               {absl::StrCat("at most ", kMaxCooperatingUnits),
                absl::StrCat("nhiều nhất ", kMaxCooperatingUnits)});
  }
  for (const std::string& unit : task.cooperating_units()) {
    rpc::CheckChildOf(FieldAt(prefix, "cooperating_units"), unit, "units", agency, errors);
  }
  for (const auto& [field, officer] :
       {std::pair("assignee", &task.assignee()), std::pair("monitor", &task.monitor())}) {
    if (!officer->empty())
      rpc::CheckChildOf(FieldAt(prefix, field), *officer, "officers", agency, errors);
  }
  if (!task.assignee().empty() && task.lead_unit().empty()) {
    errors.Add(FieldAt(prefix, "assignee"), {"needs a lead_unit", "cần có đơn vị chủ trì"});
  }
  if (task.has_deadline()) {
    calendar::ValidateDeadline(task.deadline(), FieldAt(prefix, "deadline."), errors);
  }
  if (task.has_quantity()) ValidateQuantity(task.quantity(), prefix, errors);
  if (task.citations_size() > kMaxCitations) {
    errors.Add(FieldAt(prefix, "citations"), {absl::StrCat("at most ", kMaxCitations),
                                              absl::StrCat("nhiều nhất ", kMaxCitations)});
  }
}

void ValidateEvidence(const google::protobuf::RepeatedPtrField<v1::Evidence>& evidence,
                      FieldErrors& errors) {
  if (evidence.empty() || evidence.size() > kMaxEvidence) {
    errors.Add("evidence",
               {absl::StrCat("name 1 to ", kMaxEvidence, " documents that prove the result"),
                absl::StrCat("cần nêu 1 đến ", kMaxEvidence, " văn bản sản phẩm")});
  }
  for (int i = 0; i < evidence.size() && i < kMaxEvidence; ++i) {
    const std::string field = absl::StrCat("evidence[", i, "].");
    if (evidence[i].reference().empty()) {
      errors.Add(field + "reference", {"is required", "bắt buộc"});
    }
    text::ValidatePersonText(field + "reference", evidence[i].reference(), 200, errors);
    if (evidence[i].has_date()) calendar::ValidateDate(evidence[i].date(), field + "date", errors);
    const std::string& uri = evidence[i].uri();
    const bool web = absl::StartsWith(uri, "https://") || absl::StartsWith(uri, "http://");
    if (!uri.empty() && (!web || uri.size() > 2000 || !text::IsControlFree(uri))) {
      errors.Add(field + "uri", {"must be an http or https address of at most 2,000 characters",
                                 "phải là địa chỉ http hoặc https, tối đa 2.000 ký tự"});
    }
  }
}

Task NewTask(const Task& sent, const calendar::Calendar& calendar, const calendar::Policy& policy) {
  Task task;
  task.set_section(sent.section());
  task.set_text(sent.text());
  task.set_topic(sent.topic());
  task.set_lead_unit(sent.lead_unit());
  *task.mutable_cooperating_units() = sent.cooperating_units();
  task.set_assignee(sent.assignee());
  task.set_monitor(sent.monitor());
  *task.mutable_deadline() = sent.deadline();
  calendar::ClearOutputOnly(*task.mutable_deadline());
  calendar::Resolve(calendar, policy, *task.mutable_deadline());
  if (sent.has_quantity()) *task.mutable_quantity() = sent.quantity();
  *task.mutable_citations() = sent.citations();
  task.set_state(task.lead_unit().empty() ? Task::UNASSIGNED : Task::ASSIGNED);
  return task;
}

void Derive(absl::CivilDay as_of, const calendar::Policy& policy, Task& task) {
  const auto last_day =
      task.deadline().has_last_day() ? CivilDayOf(task.deadline().last_day()) : std::nullopt;
  const auto done = task.state() == Task::COMPLETED ? CivilDayOf(task.submit_date()) : std::nullopt;
  // The day judges open tasks only: what is done is done, also on a board of an earlier day,
  // because states are as they are now (the counters of the board say the same).
  const auto result = calendar::DeriveTimeliness(last_day, done, task.state() == Task::CANCELLED,
                                                 done ? std::max(as_of, *done) : as_of, policy);
  task.set_due_soon(result.due_soon);
  switch (result.timeliness) {
    case calendar::Timeliness::kOnTime:
      task.set_timeliness(Task::ON_TIME);
      break;
    case calendar::Timeliness::kLate:
      task.set_timeliness(Task::LATE);
      break;
    case calendar::Timeliness::kInTime:
      task.set_timeliness(Task::IN_TIME);
      break;
    case calendar::Timeliness::kOverdue:
      task.set_timeliness(Task::OVERDUE);
      break;
    case calendar::Timeliness::kCancelled:
      task.set_timeliness(Task::TIMELINESS_UNSPECIFIED);
      break;
  }
}

absl::Status Assign(absl::string_view unit, absl::string_view assignee, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kAssign, task));
  task.set_lead_unit(std::string(unit));
  task.set_assignee(std::string(assignee));
  return absl::OkStatus();
}

absl::Status Accept(Task& task) { return Move(TaskVerb::kAccept, task); }

absl::Status Report(absl::string_view note, std::optional<int64_t> quantity_done, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kReport, task));
  task.set_progress_note(std::string(note));
  if (quantity_done) task.mutable_quantity()->set_done(*quantity_done);
  return absl::OkStatus();
}

absl::Status Submit(const v1::SubmitTaskRequest& request, absl::string_view subject,
                    absl::CivilDay today, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kSubmit, task));
  if (task.has_quantity() && task.quantity().done() < task.quantity().target()) {
    return QuantityNotReached(task.quantity().done(), task.quantity().target());
  }
  *task.mutable_evidence() = request.evidence();
  if (!request.note().empty()) task.set_progress_note(request.note());
  *task.mutable_submit_date() = calendar::ToDate(today);
  task.set_submitted_by(std::string(subject));
  return absl::OkStatus();
}

absl::Status Complete(absl::string_view subject, absl::CivilDay today, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kComplete, task));
  if (task.submitted_by() == subject) return SubmitterCannotComplete(subject);
  *task.mutable_complete_date() = calendar::ToDate(today);
  return absl::OkStatus();
}

absl::Status Return(absl::string_view reason, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kReturn, task));
  task.set_reason(std::string(reason));
  task.clear_submit_date();
  task.clear_submitted_by();
  return absl::OkStatus();
}

absl::Status Cancel(absl::string_view reason, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kCancel, task));
  task.set_reason(std::string(reason));
  return absl::OkStatus();
}

absl::Status Reopen(absl::string_view reason, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kReopen, task));
  task.set_reason(std::string(reason));
  task.clear_submit_date();
  task.clear_submitted_by();
  task.clear_complete_date();
  return absl::OkStatus();
}

absl::Status RecordEvent(absl::CivilDay event, const calendar::Calendar& calendar,
                         const calendar::Policy& policy, Task& task) {
  RETURN_IF_ERROR(Move(TaskVerb::kRecordEvent, task));
  Deadline& deadline = *task.mutable_deadline();
  if (!deadline.has_from_event()) return DeadlineHasNoEvent();
  if (const auto last_day = CivilDayOf(deadline.last_day()); deadline.has_last_day() && last_day) {
    return DeadlineAlreadySet(calendar::FormatDay(*last_day));
  }
  *deadline.mutable_from_event()->mutable_event_date() = calendar::ToDate(event);
  calendar::Resolve(calendar, policy, deadline);
  return absl::OkStatus();
}

}  // namespace dondoc::registry
