// What makes a task valid and how each verb changes it. Pure: the day is an argument.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"
#include "common/calendar/timeliness.h"
#include "services/registry/domain/task_limits.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// Characters of a task's text: the longest clause seen has some 600; a paragraph may be long.
inline constexpr size_t kMaxTaskTextChars = 10000;
inline constexpr size_t kMaxSectionChars = 50;
inline constexpr size_t kMaxNoteChars = 4000;
inline constexpr size_t kMaxReasonChars = 2000;
inline constexpr int kMaxCitations = 50;
inline constexpr int kMaxEvidence = 20;
inline constexpr int64_t kMaxQuantity = 1'000'000;

// Adds every error of a task that a client sends; `prefix` ends with a dot ("task.").
void ValidateTask(const v1::Task& task, absl::string_view agency, absl::string_view prefix,
                  FieldErrors& errors);

// A free text a person wrote: required or not, bounded, no control characters but line breaks.
void ValidateFreeText(absl::string_view field, absl::string_view text, size_t max_chars,
                      bool required, FieldErrors& errors);

// Adds every error of the documents that prove a task.
void ValidateEvidence(const google::protobuf::RepeatedPtrField<v1::Evidence>& evidence,
                      FieldErrors& errors);

// The task to store for what a client sent: output only fields cleared, the deadline resolved, the
// state by whether a unit answers for it.
v1::Task NewTask(const v1::Task& sent, const calendar::Calendar& calendar,
                 const calendar::Policy& policy);

// Fills what is derived at each reading: timeliness, due_soon.
void Derive(absl::CivilDay as_of, const calendar::Policy& policy, v1::Task& task);

// The verbs. Each takes the state table's word for whether it may, then changes `task`.
absl::Status Assign(absl::string_view unit, absl::string_view assignee, v1::Task& task);
absl::Status Accept(v1::Task& task);
absl::Status Report(absl::string_view note, std::optional<int64_t> quantity_done, v1::Task& task);
absl::Status Submit(const v1::SubmitTaskRequest& request, absl::string_view subject,
                    absl::CivilDay today, v1::Task& task);
absl::Status Complete(absl::string_view subject, absl::CivilDay today, v1::Task& task);
absl::Status Return(absl::string_view reason, v1::Task& task);
absl::Status Cancel(absl::string_view reason, v1::Task& task);
absl::Status Reopen(absl::string_view reason, v1::Task& task);
absl::Status RecordEvent(absl::CivilDay event, const calendar::Calendar& calendar,
                         const calendar::Policy& policy, v1::Task& task);

}  // namespace dondoc::registry
