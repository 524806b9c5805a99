#include "common/base/error.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace dondoc {
namespace {

constexpr absl::string_view kInfoUrl = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kBadRequestUrl = "type.googleapis.com/google.rpc.BadRequest";
constexpr absl::string_view kPreconditionUrl = "type.googleapis.com/google.rpc.PreconditionFailure";
constexpr absl::string_view kRetryUrl = "type.googleapis.com/google.rpc.RetryInfo";
// Internal only, never sent: the Vietnamese message, and the details with Vietnamese descriptions.
constexpr absl::string_view kMessageViKey = "dondoc/message.vi";
constexpr absl::string_view kBadRequestViKey = "dondoc/bad_request.vi";
constexpr absl::string_view kPreconditionViKey = "dondoc/precondition.vi";

void Put(absl::Status& status, absl::string_view url, const google::protobuf::Message& message) {
  status.SetPayload(url, absl::Cord(message.SerializeAsString()));
}

template <typename T>
std::optional<T> Take(const absl::Status& status, absl::string_view url) {
  const auto payload = status.GetPayload(url);
  T message;
  if (!payload || !message.ParseFromString(std::string(*payload))) return std::nullopt;
  return message;
}

}  // namespace

Error::Error(absl::StatusCode code, absl::string_view reason, Text message)
    : code_(code), message_(std::move(message)) {
  info_.set_reason(std::string(reason));
  info_.set_domain(std::string(kErrorDomain));
}

Error Error::With(absl::string_view key, absl::string_view value) && {
  (*info_.mutable_metadata())[std::string(key)] = std::string(value);
  return std::move(*this);
}

Error Error::Field(absl::string_view field, Text description) && {
  fields_.push_back({std::string(field), std::move(description)});
  return std::move(*this);
}

Error Error::Precondition(absl::string_view type, absl::string_view subject, Text description) && {
  preconditions_.push_back({std::string(type), std::string(subject), std::move(description)});
  return std::move(*this);
}

Error Error::RetryAfter(absl::Duration delay) && {
  retry_after_ = delay;
  return std::move(*this);
}

Error::operator absl::Status() const {
  absl::Status status(code_, message_.en);
  Put(status, kInfoUrl, info_);
  status.SetPayload(kMessageViKey, absl::Cord(message_.vi));
  if (!fields_.empty()) {
    google::rpc::BadRequest en, vi;
    for (const auto& violation : fields_) {
      auto* in_english = en.add_field_violations();
      in_english->set_field(violation.field);
      in_english->set_description(violation.description.en);
      auto* in_vietnamese = vi.add_field_violations();
      in_vietnamese->set_field(violation.field);
      in_vietnamese->set_description(violation.description.vi);
    }
    Put(status, kBadRequestUrl, en);
    Put(status, kBadRequestViKey, vi);
  }
  if (!preconditions_.empty()) {
    google::rpc::PreconditionFailure en, vi;
    for (const auto& unmet : preconditions_) {
      for (auto* failure : {&en, &vi}) {
        auto* violation = failure->add_violations();
        violation->set_type(unmet.type);
        violation->set_subject(unmet.subject);
        violation->set_description(failure == &en ? unmet.description.en : unmet.description.vi);
      }
    }
    Put(status, kPreconditionUrl, en);
    Put(status, kPreconditionViKey, vi);
  }
  if (retry_after_) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(*retry_after_));
    retry.mutable_retry_delay()->set_nanos(
        static_cast<int32_t>(absl::ToInt64Nanoseconds(*retry_after_ % absl::Seconds(1))));
    Put(status, kRetryUrl, retry);
  }
  return status;
}

void FieldErrors::Add(absl::string_view field, Text description) {
  fields_.emplace_back(std::string(field), std::move(description));
}

absl::Status FieldErrors::ToStatus() const {
  if (fields_.empty()) return absl::OkStatus();
  const auto& [first, why] = fields_.front();
  const size_t more = fields_.size() - 1;
  Text message{absl::StrCat(first, ": ", why.en), absl::StrCat(first, ": ", why.vi)};
  if (more > 0) {
    absl::StrAppend(&message.en, " (and ", more, more == 1 ? " more field)" : " more fields)");
    absl::StrAppend(&message.vi, " (và ", more, " trường khác)");
  }
  Error error(absl::StatusCode::kInvalidArgument, "INVALID_FIELD", std::move(message));
  for (const auto& [field, description] : fields_) {
    error = std::move(error).Field(field, description);
  }
  return std::move(error).With("field", first);
}

absl::Status InvalidField(absl::string_view field, Text description) {
  FieldErrors errors;
  errors.Add(field, std::move(description));
  return errors.ToStatus();
}

std::optional<google::rpc::ErrorInfo> ErrorInfoOf(const absl::Status& status) {
  return Take<google::rpc::ErrorInfo>(status, kInfoUrl);
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  return info ? info->reason() : "";
}

google::rpc::BadRequest BadRequestOf(const absl::Status& status) {
  return Take<google::rpc::BadRequest>(status, kBadRequestUrl).value_or(google::rpc::BadRequest());
}

absl::Status Localized(const absl::Status& status, Language language) {
  if (status.ok()) return status;
  const auto vietnamese = status.GetPayload(kMessageViKey);
  const bool use_vietnamese = language == Language::kVietnamese && vietnamese;
  absl::Status result(status.code(),
                      use_vietnamese ? std::string(*vietnamese) : std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (url == kMessageViKey || url == kBadRequestViKey || url == kPreconditionViKey) return;
    result.SetPayload(url, payload);
  });
  if (use_vietnamese) {
    if (const auto payload = status.GetPayload(kBadRequestViKey)) {
      result.SetPayload(kBadRequestUrl, *payload);
    }
    if (const auto payload = status.GetPayload(kPreconditionViKey)) {
      result.SetPayload(kPreconditionUrl, *payload);
    }
  }
  return result;
}

}  // namespace dondoc
