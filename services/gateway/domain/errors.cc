#include "services/gateway/domain/errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/rpc/limits.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {
namespace {

// Longest part of a caller's own text that is repeated to it.
constexpr size_t kMaxEcho = 200;

}  // namespace

absl::Status MethodUnknown(absl::string_view path) {
  const absl::string_view shown = path.substr(0, kMaxEcho);
  return Error(absl::StatusCode::kUnimplemented, "METHOD_UNKNOWN",
               {absl::StrCat("there is no method ", shown),
                absl::StrCat("không có phương thức ", shown)})
      .With("method", shown);
}

absl::Status MethodNotServed(absl::string_view service, absl::string_view path) {
  return Error(absl::StatusCode::kUnimplemented, "METHOD_NOT_SERVED",
               {absl::StrCat("the running ", service, " does not have ", path,
                             ": it is older than the gateway"),
                absl::StrCat("dịch vụ ", service, " đang chạy chưa có ", path,
                             ": bản cũ hơn cổng vào")})
      .With("service", service)
      .With("method", path);
}

absl::Status RequestMissing() {
  return Error(
      absl::StatusCode::kInvalidArgument, "REQUEST_MISSING",
      {"the call ended before its request arrived", "lời gọi kết thúc khi chưa gửi yêu cầu"});
}

absl::Status RequestMalformed() {
  return Error(absl::StatusCode::kInvalidArgument, "REQUEST_MALFORMED",
               {"the request is not a valid protobuf message",
                "yêu cầu không phải thông điệp protobuf hợp lệ"});
}

absl::Status Overloaded() {
  return Error(absl::StatusCode::kUnavailable, "OVERLOADED",
               {"the gateway is busy: try again in a moment",
                "cổng vào đang bận: hãy thử lại sau giây lát"})
      .RetryAfter(kOverloadRetry);
}

absl::Status TooManyStreams() {
  return Error(
             absl::StatusCode::kResourceExhausted, "TOO_MANY_STREAMS",
             {absl::StrCat("you have ", kMaxStreamsPerSubject, " open streams: close one first"),
              absl::StrCat("bạn đang mở ", kMaxStreamsPerSubject, " luồng theo dõi: hãy đóng bớt")})
      .With("limit", absl::StrCat(kMaxStreamsPerSubject));
}

absl::Status RateLimited(absl::Duration retry_after) {
  return Error(absl::StatusCode::kResourceExhausted, "RATE_LIMITED",
               {"too many calls from you in a short time: slow down",
                "bạn gọi quá nhiều lần trong thời gian ngắn: hãy chậm lại"})
      .RetryAfter(retry_after);
}

absl::Status ServerStopping() {
  return Error(absl::StatusCode::kUnavailable, "SERVER_STOPPING",
               {"the gateway is stopping: connect again", "cổng vào đang dừng: hãy kết nối lại"})
      .RetryAfter(kUnreachableRetry);
}

absl::Status BackendUnreachable(absl::string_view service) {
  return Error(absl::StatusCode::kUnavailable, "BACKEND_UNREACHABLE",
               {absl::StrCat("the service ", service, " cannot be reached: try again in a moment"),
                absl::StrCat("không kết nối được dịch vụ ", service, ": hãy thử lại sau giây lát")})
      .With("service", service)
      .RetryAfter(kUnreachableRetry);
}

absl::Status BackendTimeout(absl::string_view service) {
  return Error(absl::StatusCode::kDeadlineExceeded, "BACKEND_TIMEOUT",
               {absl::StrCat("the service ", service, " did not answer in time"),
                absl::StrCat("dịch vụ ", service, " không trả lời kịp")})
      .With("service", service);
}

absl::Status MessageTooLarge() {
  return Error(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE",
               {absl::StrCat("a message is larger than ", rpc::kMaxMessageBytes, " bytes"),
                absl::StrCat("thông điệp lớn hơn ", rpc::kMaxMessageBytes, " byte")})
      .With("limit_bytes", absl::StrCat(rpc::kMaxMessageBytes));
}

absl::Status BoardUnavailable() {
  return Error(absl::StatusCode::kUnavailable, "BOARD_UNAVAILABLE",
               {"none of the services answered: try again in a moment",
                "không dịch vụ nào trả lời: hãy thử lại sau giây lát"})
      .RetryAfter(kUnreachableRetry);
}

}  // namespace dondoc::gateway
