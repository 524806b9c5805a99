#include "common/rpc/unary.h"

#include "absl/time/clock.h"

#include "common/rpc/names.h"
#include "common/rpc/status.h"

namespace dondoc::rpc {

UnaryCall::UnaryCall(const Core& core, const Method& method, std::string correlation_id)
    : core_(core),
      method_(method),
      correlation_id_(std::move(correlation_id)),
      begun_(absl::Now()) {}

absl::Status UnaryCall::StillWanted(sql::SteadyTime deadline) const {
  if (cancelled()) return absl::CancelledError("the caller has gone");
  if (std::chrono::steady_clock::now() > deadline) {
    return Error(absl::StatusCode::kDeadlineExceeded, "WAITED_TOO_LONG",
                 {"the deadline passed while the request waited; nothing was changed",
                  "hết thời gian chờ; chưa có gì thay đổi"});
  }
  return absl::OkStatus();
}

void UnaryCall::End(const absl::Status& status) {
  core_.Ended(method_, caller_.get(), correlation_id_, status, begun_);
  Finish(ToGrpcStatus(status, caller_ ? caller_->language() : language_, correlation_id_));
}

namespace internal {

Started Start(const Core& core, grpc::CallbackServerContext* context, absl::string_view path,
              Scope scope) {
  const Method& method = core.Find(path);
  auto* call = new UnaryCall(core, method, CorrelationId(*context));
  auto caller = core.Identify(*context, method);
  if (!caller.ok()) {
    call->set_language(ParseAcceptLanguage(Metadata(*context, "accept-language")));
    call->End(caller.status());
    return {call, true, ""};
  }
  call->SetCaller(*std::move(caller));
  const absl::string_view agency = AgencyOfName(scope.name);
  absl::Status status = call->caller().CheckPlace(agency);
  if (status.ok() && !scope.field.empty() && agency.empty()) {
    status = MalformedAgency(scope.field);
  }
  if (!status.ok()) call->End(status);
  return {call, !status.ok(), agency};
}

absl::Status MalformedAgency(absl::string_view field) {
  return InvalidField(
      field, {"must begin with agencies/{agency}", "phải bắt đầu bằng agencies/{cơ quan}"});
}

absl::Status RequireDecision(const Caller& caller) {
  return caller.authorized() ? absl::OkStatus() : identity::RoleNotAllowed(caller.method());
}

}  // namespace internal
}  // namespace dondoc::rpc
