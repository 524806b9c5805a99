#include "services/gateway/failure_log.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/obs/log.h"
#include "common/rpc/status.h"

namespace dondoc::gateway {

bool FailureLog::Admit(absl::Time now, int64_t& left_out) {
  static constexpr Rate kRate = Rate::Of(kFailureLinesPerSecond, kFailureLinesBurst);
  MutexLock lock(mutex_);
  if (bucket_.Take(kRate, absl::ToUnixNanos(now)) > 0) {
    ++left_out_;
    return false;
  }
  left_out = std::exchange(left_out_, 0);
  return true;
}

void FailureLog::Note(const Failure& failure, absl::Time now) {
  int64_t left_out = 0;
  if (!Admit(now, left_out)) return;
  const absl::StatusCode code = failure.status.code();
  const bool internal = rpc::IsInternal(code);
  const auto detail = failure.status.GetPayload("dondoc/internal");
  obs::Log(internal ? obs::Severity::kError : obs::Severity::kInfo, "call failed",
           {{"method", std::string(failure.method)},
            {"service", std::string(failure.service)},
            {"code", absl::StatusCodeToString(code)},
            {"reason", ReasonOf(failure.status)},
            {"error", std::string(internal ? failure.status.message() : "")},
            {"detail", detail ? std::string(*detail) : ""},
            {"subject", std::string(failure.subject)},
            {"correlation_id", std::string(failure.correlation_id)},
            {"millis", absl::StrCat(absl::ToInt64Milliseconds(failure.latency))},
            {"lines_left_out", absl::StrCat(left_out)}});
}

}  // namespace dondoc::gateway
