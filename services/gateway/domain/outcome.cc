#include "services/gateway/domain/outcome.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "services/gateway/domain/errors.h"

namespace dondoc::gateway {

absl::Status Explain(absl::string_view service, absl::string_view path, absl::StatusCode code,
                     absl::string_view message) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return BackendUnreachable(service);
    case absl::StatusCode::kDeadlineExceeded:
      return BackendTimeout(service);
    case absl::StatusCode::kUnimplemented:
      return MethodNotServed(service, path);
    case absl::StatusCode::kResourceExhausted:
      // The library's words; it has no other way to say so.
      if (absl::StrContains(message, "larger than max")) return MessageTooLarge();
      return absl::OkStatus();
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      // Its text goes to the log; the caller gets a number to ask with.
      return absl::InternalError(
          absl::StrCat(service, ": ", absl::StatusCodeToString(code), ": ", message));
    default:
      return absl::OkStatus();
  }
}

}  // namespace dondoc::gateway
