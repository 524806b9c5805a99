#include "services/registry/domain/import_rules.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/calendar/deadline.h"
#include "common/text/normalize.h"
#include "services/registry/domain/task_rules.h"

namespace dondoc::registry {
namespace {

using v1::Clause;
using v1::DraftTask;
using v1::NoticeDraft;

v1::Task TaskOf(const DraftTask& draft) {
  v1::Task task;
  task.set_section(draft.section());
  task.set_text(draft.text());
  task.set_topic(draft.topic());
  task.set_lead_unit(draft.lead_unit());
  *task.mutable_cooperating_units() = draft.cooperating_units();
  *task.mutable_deadline() = draft.deadline();
  if (draft.has_quantity()) *task.mutable_quantity() = draft.quantity();
  *task.mutable_citations() = draft.citations();
  return task;
}

void CheckSpan(const std::string& field, const v1::Span& span, size_t size, FieldErrors& errors) {
  if (span.begin() < 0 || span.end() < span.begin() || span.end() > static_cast<int64_t>(size)) {
    errors.Add(field, {"must lie within the text", "phải nằm trong văn bản"});
  }
}

void CheckClause(const Clause& clause, const std::string& at, const NoticeDraft& draft,
                 FieldErrors& errors) {
  CheckSpan(at + "span", clause.span(), draft.text().size(), errors);
  if (clause.task_ordinal() < 0 || clause.task_ordinal() > draft.tasks_size()) {
    errors.Add(at + "task_ordinal", {"names no task", "không ứng với nhiệm vụ nào"});
  }
  if (clause.has_inspection()) {
    if (clause.inspection().action() == v1::InspectionClause::ACTION_UNSPECIFIED) {
      errors.Add(at + "inspection.action", {"is required", "bắt buộc"});
    }
    if (clause.inspection().count() < 1 || clause.inspection().count() > 500) {
      errors.Add(at + "inspection.count", {"must be 1 to 500", "phải từ 1 đến 500"});
    }
  } else if (clause.has_clock()) {
    if (clause.clock().purposes().empty()) {
      errors.Add(at + "clock.purposes", {"at least one", "cần ít nhất một"});
    }
    common::v1::Deadline deadline;
    *deadline.mutable_from_event() = clause.clock().term();
    calendar::ValidateDeadline(deadline, at + "clock.term.", errors);
  } else {
    errors.Add(at + "kind", {"must be inspection or clock", "phải là inspection hoặc clock"});
  }
}

// What the contract bounds and nothing below imports.
void CheckNotes(const DraftTask& task, const std::string& at, size_t size, FieldErrors& errors) {
  if (task.has_deadline_span()) CheckSpan(at + "deadline_span", task.deadline_span(), size, errors);
  if (task.amounts_size() > kMaxDraftAmounts) {
    errors.Add(at + "amounts", {absl::StrCat("at most ", kMaxDraftAmounts),
                                absl::StrCat("nhiều nhất ", kMaxDraftAmounts)});
  }
  for (const v1::DraftMoney& amount : task.amounts()) {
    if (amount.amount_vnd() < 0) {
      errors.Add(at + "amounts.amount_vnd", {"must not be negative", "không được âm"});
    }
    CheckSpan(at + "amounts.span", amount.span(), size, errors);
  }
  if (task.readings_size() > kMaxDraftReadings) {
    errors.Add(at + "readings", {absl::StrCat("at most ", kMaxDraftReadings),
                                 absl::StrCat("nhiều nhất ", kMaxDraftReadings)});
  }
  for (const v1::FieldReading& reading : task.readings()) {
    CheckSpan(at + "readings.span", reading.span(), size, errors);
  }
}

// By reflection, because every part of the header carries one and absent parts must stay absent.
void ClearConfidence(v1::DirectiveHeader& header) {
  const auto clear = [](google::protobuf::Message& part) {
    const auto* field = part.GetDescriptor()->FindFieldByName("confidence");
    if (field != nullptr) part.GetReflection()->ClearField(&part, field);
  };
  const auto* parts = header.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  parts->ListFields(header, &fields);
  for (const auto* field : fields) {
    if (field->message_type() == nullptr) continue;
    if (!field->is_repeated()) {
      clear(*parts->MutableMessage(&header, field));
      continue;
    }
    for (int i = 0; i < parts->FieldSize(header, field); ++i) {
      clear(*parts->MutableRepeatedMessage(&header, field, i));
    }
  }
}

}  // namespace

absl::StatusOr<std::string> TextIdentity(absl::string_view words) {
  ASSIGN_OR_RETURN(const std::string normalised, text::Normalize(words));
  return Sha256Hex(normalised);
}

absl::Status ValidateDraft(const NoticeDraft& draft, absl::string_view agency) {
  FieldErrors errors;
  if (draft.agency() != agency) {
    errors.Add("draft.agency", {absl::StrCat("the draft was read for ", draft.agency()),
                                absl::StrCat("bản nháp này đọc cho ", draft.agency())});
  }
  const auto identity = TextIdentity(draft.text());
  if (draft.text().empty()) {
    errors.Add("draft.text", {"is required", "bắt buộc"});
  } else if (!identity.ok() || *identity != draft.text_sha256()) {
    errors.Add(
        "draft.text_sha256",
        {"does not belong to the text: parse the document again instead of changing its text",
         "không khớp với văn bản: hãy đọc lại tài liệu, không sửa phần text"});
  }
  if (draft.tasks_size() > kMaxDraftTasks) {
    errors.Add("draft.tasks", {absl::StrCat("at most ", kMaxDraftTasks),
                               absl::StrCat("nhiều nhất ", kMaxDraftTasks)});
  }
  if (draft.clauses_size() > kMaxDraftClauses) {
    errors.Add("draft.clauses", {absl::StrCat("at most ", kMaxDraftClauses),
                                 absl::StrCat("nhiều nhất ", kMaxDraftClauses)});
  }
  if (draft.decisions_size() > kMaxDraftDecisions) {
    errors.Add("draft.decisions", {absl::StrCat("at most ", kMaxDraftDecisions),
                                   absl::StrCat("nhiều nhất ", kMaxDraftDecisions)});
  }
  if (!errors.empty()) return errors.ToStatus();
  for (int i = 0; i < draft.decisions_size(); ++i) {
    CheckSpan(absl::StrCat("draft.decisions[", i, "].span"), draft.decisions(i).span(),
              draft.text().size(), errors);
  }
  for (int i = 0; i < draft.tasks_size(); ++i) {
    const std::string at = absl::StrCat("draft.tasks[", i, "].");
    ValidateTask(TaskOf(draft.tasks(i)), agency, at, errors);
    for (const v1::Span& span : draft.tasks(i).spans()) {
      CheckSpan(at + "spans", span, draft.text().size(), errors);
    }
    CheckNotes(draft.tasks(i), at, draft.text().size(), errors);
  }
  for (int i = 0; i < draft.clauses_size(); ++i) {
    CheckClause(draft.clauses(i), absl::StrCat("draft.clauses[", i, "]."), draft, errors);
  }
  return errors.ToStatus();
}

NoticeDraft CanonicalDraft(const NoticeDraft& draft) {
  NoticeDraft canonical = draft;
  canonical.clear_text();
  canonical.clear_file_name();
  canonical.clear_warnings();
  canonical.clear_proposed_units();
  canonical.clear_reader_version();
  canonical.clear_decisions();
  canonical.clear_format();
  if (canonical.has_header()) ClearConfidence(*canonical.mutable_header());
  for (DraftTask& task : *canonical.mutable_tasks()) {
    task.clear_warnings();
    task.clear_confidence();
    task.clear_readings();
    calendar::ClearOutputOnly(*task.mutable_deadline());
  }
  return canonical;
}

std::string DraftHash(const NoticeDraft& canonical) {
  // No maps in the message: its serialisation has one order.
  return Sha256Hex(canonical.SerializeAsString());
}

std::vector<std::string> Differences(const NoticeDraft& applied, const NoticeDraft& other) {
  std::string report;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&report);
  differencer.Compare(applied, other);
  std::vector<std::string> lines = absl::StrSplit(report, '\n', absl::SkipEmpty());
  if (lines.size() > kMaxDifferences) {
    const size_t more = lines.size() - kMaxDifferences;
    lines.resize(kMaxDifferences);
    lines.push_back(absl::StrCat("... ", more));
  }
  return lines;
}

absl::Status AlreadyImported(absl::string_view directive,
                             const std::vector<std::string>& differences) {
  const std::string list = absl::StrJoin(differences, "\n  ");
  return Error(absl::StatusCode::kAlreadyExists, "NOTICE_ALREADY_IMPORTED",
               {absl::StrCat("this text was imported as ", directive,
                             " with another draft; it differs in:\n  ", list),
                absl::StrCat("văn bản này đã nhập thành ", directive,
                             " với bản nháp khác; điểm khác:\n  ", list)})
      .With("directive", directive)
      .With("differences", absl::StrJoin(differences, "\n"));
}

v1::Directive MakeDirective(const NoticeDraft& draft) {
  v1::Directive directive;
  *directive.mutable_header() = draft.header();
  directive.set_text_sha256(draft.text_sha256());
  directive.set_text(draft.text());
  directive.set_draft_sha256(DraftHash(CanonicalDraft(draft)));
  directive.set_file_name(draft.file_name());
  *directive.mutable_clauses() = draft.clauses();
  directive.set_task_count(draft.tasks_size());
  return directive;
}

std::vector<v1::Task> MakeTasks(const NoticeDraft& draft, const calendar::Calendar& calendar,
                                const calendar::Policy& policy) {
  std::vector<v1::Task> tasks;
  tasks.reserve(draft.tasks_size());
  for (const DraftTask& draft_task : draft.tasks()) {
    v1::Task task = NewTask(TaskOf(draft_task), calendar, policy);
    task.set_ordinal(static_cast<int32_t>(tasks.size()) + 1);
    *task.mutable_spans() = draft_task.spans();
    tasks.push_back(std::move(task));
  }
  return tasks;
}

int64_t NumberYear(const v1::DirectiveHeader& header, int64_t fallback) {
  if (header.conference_date().has_value()) return header.conference_date().value().year();
  if (header.issue_date().has_value()) return header.issue_date().value().year();
  return fallback;
}

}  // namespace dondoc::registry
