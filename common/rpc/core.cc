#include "common/rpc/core.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/commit/limits.h"
#include "common/identity/token_errors.h"
#include "common/obs/log.h"
#include "common/obs/trace.h"
#include "common/rpc/limits.h"
#include "common/rpc/rights.h"
#include "common/rpc/status.h"

namespace dondoc::rpc {
namespace {

// Longest client id taken into the logs.
constexpr size_t kMaxCorrelationId = 64;

// A caller's own mistakes are worth a line only to whoever looks for them; what the operator must
// see stands out.
obs::Severity SeverityOf(absl::StatusCode code) {
  if (IsInternal(code)) return obs::Severity::kError;
  switch (code) {
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return obs::Severity::kInfo;
    default:
      return obs::Severity::kDebug;
  }
}

bool FitForLog(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxCorrelationId &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
         });
}

}  // namespace

absl::string_view Metadata(const grpc::ServerContextBase& context, absl::string_view key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(grpc::string_ref(key.data(), key.size()));
  if (found == metadata.end()) return "";
  return absl::string_view(found->second.data(), found->second.size());
}

absl::StatusOr<absl::string_view> BearerToken(const grpc::ServerContextBase& context) {
  if (context.client_metadata().count("authorization") > 1) return identity::TokenRepeated();
  return identity::BearerToken(Metadata(context, "authorization"));
}

std::string CorrelationId(const grpc::ServerContextBase& context) {
  const absl::string_view given = Metadata(context, "x-request-id");
  if (FitForLog(given)) return std::string(given);
  const absl::string_view trace = Metadata(context, obs::kTraceparentHeader);
  if (!trace.empty()) return obs::ContinueTrace(trace).trace_id;
  return RandomHex(8);
}

sql::SteadyTime SteadyDeadline(const grpc::ServerContextBase& context, const Method& method) {
  const auto bound = absl::ToChronoNanoseconds(DeadlineOf(method.access->access.deadline_class()));
  const auto left = context.deadline() - std::chrono::system_clock::now();
  const auto now = std::chrono::steady_clock::now();
  return now + std::min(std::chrono::duration_cast<std::chrono::nanoseconds>(left), bound);
}

absl::Status Overloaded() {
  return Error(absl::StatusCode::kUnavailable, "OVERLOADED",
               {"the server is busy: try again in a moment",
                "máy chủ đang bận: hãy thử lại sau giây lát"})
      .RetryAfter(commit::kOverloadRetry);
}

Core::Core(Parts parts, const std::vector<std::string>& services) : parts_(parts) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const std::string& name : services) {
    const auto* service = pool->FindServiceByName(name);
    for (int i = 0; i < service->method_count(); ++i) {
      const std::string path = absl::StrCat("/", name, "/", service->method(i)->name());
      methods_.emplace(path, Method{parts_.access.Find(path), &parts_.metrics.ForMethod(path)});
    }
  }
}

const Method& Core::Find(absl::string_view path) const {
  const auto found = methods_.find(path);
  if (found == methods_.end()) {
    // A typing error in our own source; every method is called in the access test.
    obs::LogError("no such method", {{"method", std::string(path)}});
    std::abort();
  }
  return found->second;
}

absl::StatusOr<Caller> Core::Identify(const grpc::ServerContextBase& context,
                                      const Method& method) const {
  ASSIGN_OR_RETURN(const absl::string_view token, BearerToken(context));
  ASSIGN_OR_RETURN(identity::Principal principal,
                   parts_.verifier.Verify(token, parts_.clock.Now()));
  return Caller(std::move(principal), *method.access,
                ParseAcceptLanguage(Metadata(context, "accept-language")), CorrelationId(context));
}

absl::Status Core::Admit(sql::Transaction& tx, absl::string_view agency, Caller& caller) {
  ASSIGN_OR_RETURN(identity::OfficerRights rights, LoadRights(tx, caller.principal()));
  return caller.Admit(std::move(rights), agency);
}

bool Core::TryBeginUpload() const {
  if (uploads_.fetch_add(1) < kMaxUploads) return true;
  uploads_.fetch_sub(1);
  return false;
}

void Core::EndUpload() const { uploads_.fetch_sub(1); }

bool Core::TryHoldUpload(int64_t bytes) const {
  if (upload_bytes_.fetch_add(bytes) + bytes <= kMaxUploadBytesHeld) return true;
  upload_bytes_.fetch_sub(bytes);
  return false;
}

void Core::Ended(const Method& method, const Caller* caller, absl::string_view correlation_id,
                 const absl::Status& status, absl::Time begun) const {
  const absl::Duration latency = absl::Now() - begun;
  method.metrics->Ended(status.code(), latency);
  // What was done is in the change log, with the same correlation id; the log tells what was not.
  if (status.ok()) return;
  const bool internal = IsInternal(status.code());
  const auto payload = status.GetPayload("dondoc/internal");
  obs::Log(SeverityOf(status.code()), "call",
           {{"method", method.access->path},
            {"code", absl::StatusCodeToString(status.code())},
            {"reason", ReasonOf(status)},
            // Internal text goes to the log and nowhere else.
            {"error", internal ? std::string(status.message()) : ""},
            {"detail", payload ? std::string(*payload) : ""},
            {"subject", caller == nullptr ? "" : caller->subject()},
            {"correlation_id", std::string(correlation_id)},
            {"millis", absl::StrCat(absl::ToInt64Milliseconds(latency))}});
}

}  // namespace dondoc::rpc
