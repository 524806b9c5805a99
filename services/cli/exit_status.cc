#include "services/cli/exit_status.h"

namespace dondoc::cli {

ExitStatus ExitStatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return kExitUsage;
    case absl::StatusCode::kUnauthenticated:
      return kExitUnauthenticated;
    case absl::StatusCode::kPermissionDenied:
      return kExitPermissionDenied;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
      return kExitConflict;
    case absl::StatusCode::kFailedPrecondition:
      return kExitFailedPrecondition;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return kExitUnavailable;
    default:
      return kExitInternal;
  }
}

std::string ExitStatusHelp(const Lang& lang) {
  return lang(Text{
      "Exit status: 0 done, 1 internal error (verify: a broken chain), 2 wrong arguments, 3 not "
      "signed in,\n  4 not allowed, 5 not found, 6 conflict (exists already, changed meanwhile), 7 "
      "not possible in this state,\n  8 server unreachable or too slow.",
      "Mã thoát: 0 xong, 1 lỗi nội bộ (verify: chuỗi băm bị đứt), 2 sai tham số, 3 chưa đăng "
      "nhập,\n"
      "  4 không có quyền, 5 không tìm thấy, 6 xung đột (đã có, hoặc vừa bị thay đổi), 7 trạng "
      "thái "
      "không cho phép,\n  8 không tới được máy chủ hoặc quá chậm."});
}

}  // namespace dondoc::cli
