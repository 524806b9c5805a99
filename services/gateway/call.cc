#include "services/gateway/call.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/time_util.h"

#include "common/base/status_macros.h"
#include "common/obs/trace.h"
#include "common/rpc/core.h"
#include "common/rpc/status.h"
#include "services/gateway/domain/errors.h"
#include "services/gateway/domain/headers.h"
#include "services/gateway/domain/outcome.h"

namespace dondoc::gateway {
namespace {

constexpr absl::string_view kRetryInfoUrl = "type.googleapis.com/google.rpc.RetryInfo";

std::string Text(grpc::string_ref text) { return std::string(text.data(), text.size()); }
absl::string_view View(grpc::string_ref text) { return {text.data(), text.size()}; }

// Callers that retry by themselves obey the trailer, people and programs the detail.
void AddPushback(grpc::GenericCallbackServerContext& context, const absl::Status& status) {
  const auto payload = status.GetPayload(kRetryInfoUrl);
  google::rpc::RetryInfo retry;
  if (!payload || !retry.ParseFromString(std::string(*payload))) return;
  const int64_t millis =
      google::protobuf::util::TimeUtil::DurationToMilliseconds(retry.retry_delay());
  context.AddTrailingMetadata("grpc-retry-pushback-ms", absl::StrCat(std::max<int64_t>(millis, 1)));
}

grpc::Status Own(grpc::GenericCallbackServerContext& context, const absl::Status& status,
                 absl::string_view correlation_id) {
  if (!status.ok()) AddPushback(context, status);
  return rpc::ToGrpcStatus(
      status, rpc::ParseAcceptLanguage(rpc::Metadata(context, "accept-language")), correlation_id);
}

// What the services log by themselves need not be logged twice.
bool IsWorthALine(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::DATA_LOSS:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return true;
    default:
      return false;
  }
}

}  // namespace

GatewayCall::GatewayCall(Parts& parts, grpc::GenericCallbackServerContext& context,
                         const Route& route)
    : parts_(parts), context_(context), route_(route), begun_(absl::Now()) {
  parts_.calls.fetch_add(1, std::memory_order_relaxed);
}

void GatewayCall::OnDone() {
  if (is_stream_) {
    // Before the last reference goes: nobody may take one to what is being destroyed.
    parts_.streams.Remove(this);
    parts_.limiter.CloseStream(principal_.subject);
  }
  parts_.calls.fetch_sub(1, std::memory_order_relaxed);
  Unref();
}

grpc::ServerGenericBidiReactor* GatewayCall::Refuse(grpc::GenericCallbackServerContext& context,
                                                    const absl::Status& status) {
  class Refused final : public grpc::ServerGenericBidiReactor {
   public:
    explicit Refused(grpc::Status with) { Finish(std::move(with)); }
    void OnDone() override { delete this; }
  };
  return new Refused(Own(context, status, rpc::CorrelationId(context)));
}

void GatewayCall::Unref() {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

void GatewayCall::OnCancel() {
  cancelled_.store(true, std::memory_order_release);
  Cancelled();
}

Language GatewayCall::language() const {
  return rpc::ParseAcceptLanguage(rpc::Metadata(context_, "accept-language"));
}

const std::string& GatewayCall::correlation_id() {
  if (correlation_id_.empty()) correlation_id_ = rpc::CorrelationId(context_);
  return correlation_id_;
}

absl::Duration GatewayCall::Elapsed() const { return absl::Now() - begun_; }

absl::Status GatewayCall::Identify() {
  if (route_.access->access.public_()) {
    // Nobody in particular; the limits go by the place.
    const std::string peer = context_.peer();
    principal_.subject = peer.substr(0, peer.rfind(':'));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const absl::string_view token, rpc::BearerToken(context_));
  ASSIGN_OR_RETURN(principal_, parts_.verifier.Verify(token, parts_.clock.Now()));
  return absl::OkStatus();
}

void GatewayCall::Enter() {
  if (const absl::Status status = Identify(); !status.ok()) return End(status);
  const bool by_role = !route_.access->access.public_() && !route_.any_officer &&
                       principal_.kind == identity::PrincipalKind::kOfficer;
  if (!by_role) return CheckRoles(OfficerRoles());
  switch (parts_.roles.Check(principal_.subject, *route_.access)) {
    case RoleCache::Verdict::kPass:
      return PassLimits();
    case RoleCache::Verdict::kRefuse:
      return End(identity::RoleNotAllowed(*route_.access));
    case RoleCache::Verdict::kAsk:
      break;
  }
  parts_.roles.Ask({.subject = principal_.subject,
                    .authorization = std::string(rpc::Metadata(context_, "authorization")),
                    .correlation_id = correlation_id()},
                   [this](identity::RoleSet roles) { CheckRoles(roles); });
}

void GatewayCall::CheckRoles(identity::RoleSet roles) {
  if (!CouldPass(*route_.access, principal_.kind, roles)) {
    return End(identity::RoleNotAllowed(*route_.access));
  }
  PassLimits();
}

void GatewayCall::PassLimits() {
  if (const absl::Status status = TakeLimits(); !status.ok()) return End(status);
  // Cancelled while it waited: whoever asks OnCancel later cancels what Serve starts.
  if (cancelled()) return End(absl::CancelledError("the caller has gone"));
  Serve();
}

absl::Status GatewayCall::TakeLimits() {
  const absl::Duration wait = parts_.limiter.Take(principal_.subject, parts_.clock.Now());
  if (wait > absl::ZeroDuration()) return RateLimited(wait);
  if (parts_.calls.load(std::memory_order_relaxed) > kMaxCallsInFlight) return Overloaded();
  if (route_.unary) return absl::OkStatus();
  if (!parts_.limiter.OpenStream(principal_.subject)) return TooManyStreams();
  const StreamSet::Admission admission = parts_.streams.Add(this);
  is_stream_ = admission == StreamSet::Admission::kAdmitted;
  if (is_stream_) return absl::OkStatus();
  parts_.limiter.CloseStream(principal_.subject);
  return admission == StreamSet::Admission::kFull ? Overloaded() : ServerStopping();
}

void GatewayCall::Prepare(grpc::ClientContext& upstream) {
  int headers = 0;
  for (const auto& [key, value] : context_.client_metadata()) {
    if (!ForwardsRequestHeader(View(key), View(value))) continue;
    if (++headers > kMaxForwardedHeaders) break;
    upstream.AddMetadata(Text(key), Text(value));
  }
  upstream.AddMetadata("x-request-id", correlation_id());
  const absl::string_view trace = rpc::Metadata(context_, obs::kTraceparentHeader);
  if (!trace.empty()) {
    upstream.AddMetadata(std::string(obs::kTraceparentHeader),
                         obs::ContinueTrace(trace).ToHeader());
  }
  upstream.set_deadline(std::min(
      context_.deadline(), std::chrono::system_clock::now() +
                               std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                   absl::ToChronoNanoseconds(route_.bound))));
}

void GatewayCall::PassHeaders(const grpc::ClientContext& upstream) {
  for (const auto& [key, value] : upstream.GetServerInitialMetadata()) {
    if (ForwardsResponseHeader(View(key))) context_.AddInitialMetadata(Text(key), Text(value));
  }
}

void GatewayCall::PassTrailers(const grpc::ClientContext& upstream) {
  for (const auto& [key, value] : upstream.GetServerTrailingMetadata()) {
    if (ForwardsResponseHeader(View(key))) context_.AddTrailingMetadata(Text(key), Text(value));
  }
}

void GatewayCall::Note(const absl::Status& status) {
  const absl::Duration latency = Elapsed();
  route_.metrics->Ended(status.code(), latency);
  if (status.ok()) return;
  parts_.failures.Note({.method = route_.path,
                        .service = route_.backend == nullptr ? "gateway" : route_.backend->name(),
                        .subject = principal_.subject,
                        .correlation_id = correlation_id(),
                        .status = status,
                        .latency = latency},
                       parts_.clock.Now());
}

void GatewayCall::End(const absl::Status& status) {
  Note(status);
  Finish(Own(context_, status, correlation_id()));
}

void GatewayCall::EndWith(const grpc::Status& status, const grpc::ClientContext& upstream) {
  if (!status.ok() && status.error_details().empty()) {
    const absl::Status explained =
        Explain(route_.backend->name(), route_.path,
                static_cast<absl::StatusCode>(status.error_code()), status.error_message());
    if (!explained.ok()) return End(explained);
  }
  PassTrailers(upstream);
  if (IsWorthALine(status.error_code())) {
    Note(rpc::FromGrpcStatus(status));
  } else {
    route_.metrics->Ended(static_cast<absl::StatusCode>(status.error_code()), Elapsed());
  }
  Finish(status);
}

void GatewayCall::Answer(const grpc::ByteBuffer& response) {
  route_.metrics->Ended(absl::StatusCode::kOk, Elapsed());
  StartWriteAndFinish(&response, grpc::WriteOptions(), grpc::Status::OK);
}

}  // namespace dondoc::gateway
