#include "services/cli/errors.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

#include "common/base/error.h"
#include "common/text/width.h"
#include "services/cli/client.h"

namespace dondoc::cli {
namespace {

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  if (const auto payload = status.GetPayload(
          absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()))) {
    if (!detail.ParseFromString(std::string(*payload))) detail.Clear();
  }
  return detail;
}

// What to do about a reason that has an answer of its own; both empty where the code's will do.
Text AdviceForReason(absl::string_view reason) {
  if (reason == "NOTICE_ALREADY_IMPORTED") {
    return {"see what is on record with `dondoc notice show DIRECTIVE`; nothing was changed",
            "xem bản đã nhập bằng `dondoc notice show VĂN_BẢN`; chưa có gì bị thay đổi"};
  }
  if (reason == "SEPARATION_OF_DUTIES") {
    return {"ask somebody else of the Office or the director to confirm it",
            "nhờ người khác của Văn phòng hoặc giám đốc xác nhận"};
  }
  if (reason == "FILE_NOT_FOUND") {
    return {"check the path of the file", "kiểm tra đường dẫn của tệp"};
  }
  if (reason == "OFFICER_UNKNOWN") {
    return {"check --as and --agency; the administrator adds officers with `dondoc officer create`",
            "kiểm tra --as và --agency; người quản trị thêm cán bộ bằng `dondoc officer create`"};
  }
  if (absl::StartsWith(reason, "KEY_FILE_")) {
    return {"name another key with --key, or make one with `dondoc keys create FOLDER`",
            "chỉ tệp khóa khác bằng --key, hoặc tạo khóa bằng `dondoc keys create THƯ_MỤC`"};
  }
  if (reason == "LOCAL_LOGIN_NOT_LOOPBACK") {
    return {"sign in with a token: `dondoc login --help`",
            "đăng nhập bằng mã truy cập: `dondoc login --help`"};
  }
  if (reason == "SERVER_UNREACHABLE") {
    return {"check --server, and that the suite runs (deploy/local/up), then try again",
            "kiểm tra --server và hệ thống đang chạy (deploy/local/up) rồi thử lại"};
  }
  if (reason == "SERVER_NEEDED" || reason == "AGENCY_NEEDED") {
    return {"or start a suite here with deploy/local/up",
            "hoặc chạy hệ thống tại chỗ bằng deploy/local/up"};
  }
  return {};
}

Text AdviceForCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return {"mend what is named above; --help shows an example",
              "sửa chỗ nêu trên; --help có ví dụ"};
    case absl::StatusCode::kUnauthenticated:
      return {"sign in: `dondoc login --as OFFICER`, or give a fresh token with --token",
              "đăng nhập: `dondoc login --as CÁN_BỘ`, hoặc đưa mã truy cập mới bằng --token"};
    case absl::StatusCode::kPermissionDenied:
      return {"see what you may do with `dondoc whoami`, or act as somebody who may: --as OFFICER",
              "xem quyền của mình bằng `dondoc whoami`, hoặc làm với người có quyền: --as CÁN_BỘ"};
    case absl::StatusCode::kNotFound:
      return {"check the name and the agency; list what exists with the `list` commands",
              "kiểm tra tên và cơ quan; xem những gì đang có bằng các lệnh `list`"};
    case absl::StatusCode::kFailedPrecondition:
      return {"look at it with the `show` command, mend what is said above, then try again",
              "xem lại bằng lệnh `show`, xử lý điều nêu trên rồi thử lại"};
    case absl::StatusCode::kAborted:
      return {"somebody changed it meanwhile: show it again, then decide",
              "vừa có người khác thay đổi: hãy xem lại rồi quyết định"};
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return {"check that the suite runs (deploy/local/up), then try again",
              "kiểm tra hệ thống đang chạy (deploy/local/up) rồi thử lại"};
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return {"give the operators the correlation id; the logs carry it",
              "báo mã tra cứu cho người vận hành; nhật ký có ghi mã này"};
    default:
      return {};
  }
}

bool MayHaveHappened(absl::StatusCode code) {
  return code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kDeadlineExceeded ||
         code == absl::StatusCode::kUnknown || code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kCancelled;
}

}  // namespace

void PrintError(std::ostream& err, const Lang& lang, const absl::Status& status,
                absl::string_view request_id, bool color) {
  const absl::Status local = Localized(status, lang.language());
  const auto line = [&](absl::string_view label, absl::string_view text) {
    err << "  " << label << ": " << text::SafeForTerminal(text) << "\n";
  };
  err << (color ? "\x1b[1;31m" : "") << lang(Text{"Error", "Lỗi"}) << (color ? "\x1b[0m" : "")
      << ": " << text::SafeForTerminal(local.message()) << "\n";
  const auto bad_request = DetailOf<google::rpc::BadRequest>(local);
  for (const auto& violation : bad_request.field_violations()) {
    // A single field is the message itself.
    if (bad_request.field_violations_size() == 1 &&
        local.message() == absl::StrCat(violation.field(), ": ", violation.description())) {
      continue;
    }
    line(violation.field().empty() ? lang(Text{"request", "yêu cầu"})
                                   : text::SafeForTerminal(violation.field()),
         violation.description());
  }
  const auto preconditions = DetailOf<google::rpc::PreconditionFailure>(local);
  for (const auto& unmet : preconditions.violations()) {
    line(lang(Text{"not met", "chưa đạt"}),
         absl::StrCat(unmet.subject(), unmet.subject().empty() ? "" : ": ", unmet.description()));
  }
  const auto info = DetailOf<google::rpc::ErrorInfo>(local);
  line(lang(Text{"reason", "lý do"}),
       info.reason().empty() ? absl::StatusCodeToString(local.code()) : info.reason());
  if (const auto id = local.GetPayload(kCorrelationIdPayload)) {
    line(lang(Text{"correlation id", "mã tra cứu"}), std::string(*id));
  }
  if (const auto retry = DetailOf<google::rpc::RetryInfo>(local); retry.has_retry_delay()) {
    line(lang(Text{"try again after", "thử lại sau"}),
         absl::FormatDuration(absl::Seconds(retry.retry_delay().seconds()) +
                              absl::Nanoseconds(retry.retry_delay().nanos())));
  }
  Text advice = AdviceForReason(info.reason());
  if (advice.en.empty()) advice = AdviceForCode(local.code());
  if (!advice.en.empty()) line(lang(Text{"what to do", "việc cần làm"}), lang(advice));
  if (!request_id.empty() && MayHaveHappened(local.code())) {
    line(lang(Text{"repeat safely with", "lặp lại an toàn bằng"}),
         absl::StrCat("--request-id ", request_id));
  }
}

}  // namespace dondoc::cli
