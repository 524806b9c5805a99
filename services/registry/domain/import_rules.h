// From a draft that a clerk confirmed to a directive and its tasks. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"
#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Tasks of one directive: a plan of a whole province has some 300.
inline constexpr int kMaxDraftTasks = 1000;
inline constexpr int kMaxDraftClauses = 500;
// The contract's own bounds: of the rulings of a draft, of the amounts and the readings of a task.
inline constexpr int kMaxDraftDecisions = 200;
inline constexpr int kMaxDraftAmounts = 20;
inline constexpr int kMaxDraftReadings = 100;
// Differences named when another draft of an imported text comes: enough to see what it is about.
inline constexpr int kMaxDifferences = 20;

// SHA-256 of the normalised text, lower-case hexadecimal: the identity of a document.
// INVALID_ARGUMENT (INVALID_UTF8) for bytes that are no text.
absl::StatusOr<std::string> TextIdentity(absl::string_view text);

// Every error of a draft for `agency`.
absl::Status ValidateDraft(const v1::NoticeDraft& draft, absl::string_view agency);

// The draft as far as it decides what is imported: without text, previews, doubts, how sure the
// reader was, rulings that are no task and notes for people, so that reading the same file again
// gives the same draft.
v1::NoticeDraft CanonicalDraft(const v1::NoticeDraft& draft);

// SHA-256 of a canonical draft, lower-case hexadecimal.
std::string DraftHash(const v1::NoticeDraft& canonical);

// What differs between the applied draft and another one, as lines "tasks[3].deadline: ...".
std::vector<std::string> Differences(const v1::NoticeDraft& applied, const v1::NoticeDraft& other);

// ALREADY_EXISTS (NOTICE_ALREADY_IMPORTED) naming the directive and the differences.
absl::Status AlreadyImported(absl::string_view directive,
                             const std::vector<std::string>& differences);

// The directive of a valid draft; name, etag, times and importer are the caller's.
v1::Directive MakeDirective(const v1::NoticeDraft& draft);

// Its tasks, in order, with ordinals; name, number and etag are the caller's.
std::vector<v1::Task> MakeTasks(const v1::NoticeDraft& draft, const calendar::Calendar& calendar,
                                const calendar::Policy& policy);

// The year that office numbers of its tasks count in: of the conference, else of issue, else
// `fallback`.
int64_t NumberYear(const v1::DirectiveHeader& header, int64_t fallback);

}  // namespace dondoc::registry
