// Errors for people and for programs. Programs read the code and the reason; people read a message
// in Vietnamese or English. Every service's error catalogue is made of named functions that return
// absl::Status built here; nobody else builds statuses by hand.
//
// Details travel as payloads of absl::Status keyed by their type URL, each type at most once
// (AIP-193): google.rpc.ErrorInfo always, BadRequest, PreconditionFailure and RetryInfo where they
// apply. common/rpc turns them into the google.rpc.Status trailer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

namespace dondoc {

// ErrorInfo.domain of everything we raise.
inline constexpr absl::string_view kErrorDomain = "dondoc";

enum class Language { kEnglish, kVietnamese };

// The same sentence in both languages.
struct Text {
  std::string en;
  std::string vi;
};

// Builds one error. Use as `return Error(code, "REASON", {en, vi}).With("task", name);`.
class Error {
 public:
  // `reason`: stable, UPPER_SNAKE_CASE, at most 63 characters.
  Error(absl::StatusCode code, absl::string_view reason, Text message);

  // Adds a machine-readable fact; every dynamic part of the message belongs here too.
  Error With(absl::string_view key, absl::string_view value) &&;
  // Adds a bad request field, as a proto path ("task.deadline.on_day").
  Error Field(absl::string_view field, Text description) &&;
  // Adds an unmet precondition (google.rpc.PreconditionFailure).
  Error Precondition(absl::string_view type, absl::string_view subject, Text description) &&;
  // Tells the caller when to try again (google.rpc.RetryInfo).
  Error RetryAfter(absl::Duration delay) &&;

  operator absl::Status() const;  // NOLINT(google-explicit-constructor): reads as a return value.

 private:
  struct Violation {
    std::string field;
    Text description;
  };
  absl::StatusCode code_;
  Text message_;
  google::rpc::ErrorInfo info_;
  std::vector<Violation> fields_;
  struct Unmet {
    std::string type, subject;
    Text description;
  };
  std::vector<Unmet> preconditions_;
  std::optional<absl::Duration> retry_after_;
};

// Collects every bad field of a request, so that the caller mends them all at once.
class FieldErrors {
 public:
  void Add(absl::string_view field, Text description);
  bool empty() const { return fields_.empty(); }
  // OK when nothing was added; otherwise INVALID_ARGUMENT, reason INVALID_FIELD.
  absl::Status ToStatus() const;

 private:
  std::vector<std::pair<std::string, Text>> fields_;
};

// INVALID_ARGUMENT, reason INVALID_FIELD, for one field.
absl::Status InvalidField(absl::string_view field, Text description);

// ErrorInfo.reason of `status`, or "" for one that carries none.
std::string ReasonOf(const absl::Status& status);

// The ErrorInfo of `status`, where there is one.
std::optional<google::rpc::ErrorInfo> ErrorInfoOf(const absl::Status& status);

// The field violations of `status` (their descriptions in English), empty where there are none.
google::rpc::BadRequest BadRequestOf(const absl::Status& status);

// `status` with every message in `language` and the other language dropped. Statuses are made with
// both; this is called once, where the caller's language is known.
absl::Status Localized(const absl::Status& status, Language language);

}  // namespace dondoc
