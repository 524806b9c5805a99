#include "common/rpc/status.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

#include "common/rpc/limits.h"

namespace dondoc::rpc {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";

// Cuts at a character's first byte.
std::string CutUtf8(absl::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

// Cuts to what fits into the trailer once percent-encoded: printable ASCII takes a byte, anything
// else three.
std::string CutMessage(absl::string_view text) {
  size_t encoded = 0;
  size_t end = 0;
  while (end < text.size()) {
    const char c = text[end];
    encoded += c >= 0x20 && c <= 0x7e && c != '%' ? 1 : 3;
    if (encoded > kMaxStatusMessageBytes) break;
    ++end;
  }
  return CutUtf8(text, std::min(end, kMaxStatusMessageBytes / 2));
}

template <typename T>
std::optional<T> Detail(const absl::Status& status) {
  T detail;
  const auto payload = status.GetPayload(absl::StrCat(kTypePrefix, T::descriptor()->full_name()));
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

// Bytes that `detail` adds to the details, at most.
size_t CostOf(const google::protobuf::Message& detail) {
  constexpr size_t kFraming = 16;  // Tags and lengths of the Any and its two fields.
  return kTypePrefix.size() + detail.GetDescriptor()->full_name().size() + detail.ByteSizeLong() +
         kFraming;
}

// Shortens descriptions, then drops violations from the end, until `detail` costs at most `room`:
// every field named helps more than one explained at length.
template <typename T, typename Violations>
void ShrinkTo(size_t room, T& detail, Violations& violations) {
  for (const size_t most : {size_t{200}, size_t{80}, size_t{24}, size_t{0}}) {
    if (CostOf(detail) <= room) return;
    for (auto& violation : violations) {
      violation.set_description(CutUtf8(violation.description(), most));
    }
  }
  while (CostOf(detail) > room && !violations.empty()) violations.RemoveLast();
}

void Add(google::rpc::Status& details, size_t& room, const google::protobuf::Message& detail) {
  const size_t cost = CostOf(detail);
  if (cost > room) return;
  room -= cost;
  details.add_details()->PackFrom(detail);
}

// The reason first: it must survive when the rest is too long.
void AddDetails(const absl::Status& status, size_t room, google::rpc::Status& details) {
  if (auto info = Detail<google::rpc::ErrorInfo>(status)) {
    for (auto& [key, value] : *info->mutable_metadata()) {
      value = CutUtf8(value, kMaxErrorMetadataBytes);
    }
    if (CostOf(*info) > room / 2) info->clear_metadata();
    Add(details, room, *info);
  }
  if (auto retry = Detail<google::rpc::RetryInfo>(status)) Add(details, room, *retry);
  if (auto failure = Detail<google::rpc::PreconditionFailure>(status)) {
    ShrinkTo(room, *failure, *failure->mutable_violations());
    if (!failure->violations().empty()) Add(details, room, *failure);
  }
  if (auto bad = Detail<google::rpc::BadRequest>(status)) {
    ShrinkTo(room, *bad, *bad->mutable_field_violations());
    if (!bad->field_violations().empty()) Add(details, room, *bad);
  }
}

absl::Status Masked(absl::string_view correlation_id) {
  return Error(absl::StatusCode::kInternal, "INTERNAL",
               {absl::StrCat("internal error; give this number to the operator: ", correlation_id),
                absl::StrCat("lỗi nội bộ; hãy báo số này cho người vận hành: ", correlation_id)})
      .With("correlation_id", correlation_id);
}

}  // namespace

bool IsInternal(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

grpc::Status ToGrpcStatus(const absl::Status& status, Language language,
                          absl::string_view correlation_id) {
  if (status.ok()) return grpc::Status::OK;
  const absl::Status shown =
      Localized(IsInternal(status.code()) ? Masked(correlation_id) : status, language);
  google::rpc::Status details;
  details.set_code(static_cast<int>(shown.code()));
  details.set_message(CutMessage(shown.message()));
  AddDetails(shown, kMaxStatusDetailsBytes - details.ByteSizeLong(), details);
  return grpc::Status(static_cast<grpc::StatusCode>(shown.code()), details.message(),
                      details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& any : details.details()) {
      result.SetPayload(any.type_url(), absl::Cord(any.value()));
    }
  }
  return result;
}

Language ParseAcceptLanguage(absl::string_view accept_language) {
  // The first tag wins: weights are not worth their parser for two languages.
  const absl::string_view tag = accept_language.substr(0, accept_language.find_first_of("-,; "));
  return absl::EqualsIgnoreCase(tag, "vi") ? Language::kVietnamese : Language::kEnglish;
}

}  // namespace dondoc::rpc
