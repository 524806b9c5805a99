#include "common/rpc/unary.h"

#include "absl/time/clock.h"

#include "common/base/status_macros.h"
#include "common/commit/request_log.h"
#include "common/rpc/names.h"
#include "common/rpc/status.h"

namespace dondoc::rpc {

UnaryCall::UnaryCall(const Core& core, const Method& method, grpc::CallbackServerContext& context)
    : context_(context),
      reactor_(context.DefaultReactor()),
      core_(core),
      method_(method),
      correlation_id_(CorrelationId(context)),
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
  reactor_->Finish(
      ToGrpcStatus(status, caller_ ? caller_->language() : language_, correlation_id_));
  delete this;
}

namespace internal {

Started Start(const Core& core, grpc::CallbackServerContext* context, absl::string_view path,
              Scope scope) {
  const Method& method = core.Find(path);
  auto* call = new UnaryCall(core, method, *context);
  grpc::ServerUnaryReactor* const reactor = call->reactor();
  auto caller = core.Identify(*context, method);
  if (!caller.ok()) {
    call->set_language(ParseAcceptLanguage(Metadata(*context, "accept-language")));
    call->End(caller.status());
    return {nullptr, reactor, ""};
  }
  call->SetCaller(*std::move(caller));
  const absl::string_view agency = AgencyOfName(scope.name);
  absl::Status status = call->caller().CheckPlace(agency);
  if (status.ok() && !scope.field.empty() && agency.empty()) {
    status = MalformedAgency(scope.field);
  }
  if (!status.ok()) {
    call->End(status);
    return {nullptr, reactor, ""};
  }
  return {call, reactor, agency};
}

absl::Status MalformedAgency(absl::string_view field) {
  return InvalidField(
      field, {"must begin with agencies/{agency}", "phải bắt đầu bằng agencies/{cơ quan}"});
}

absl::Status RequireDecision(const Caller& caller) {
  return caller.authorized() ? absl::OkStatus() : identity::RoleNotAllowed(caller.method());
}

grpc::ServerUnaryReactor* StartRead(const Core& core, grpc::CallbackServerContext* context,
                                    absl::string_view path, Scope scope, ReadBody body) {
  const auto [call, reactor, agency] = Start(core, context, path, std::move(scope));
  if (call == nullptr) return reactor;
  auto work = [call = call, agency = agency, deadline = SteadyDeadline(*context, call->method()),
               body = std::move(body)]() mutable {
    const Parts& parts = call->core().parts();
    const auto run = [&]() -> absl::Status {
      if (call->cancelled()) return absl::CancelledError("the caller has gone");
      ASSIGN_OR_RETURN(auto connection, parts.readers.Take(deadline));
      ASSIGN_OR_RETURN(auto tx, connection->Begin());
      RETURN_IF_ERROR(Core::Admit(*tx, agency, call->caller()));
      ReadCall read{*tx, call->caller(), parts.business_day.Today(), parts.commits->incarnation()};
      RETURN_IF_ERROR(body(read));
      return RequireDecision(call->caller());
    };
    call->End(run());
  };
  const bool bulk = call->method().access->access.deadline_class() == BULK;
  Executor& executor = bulk ? core.parts().bulk_executor : core.parts().read_executor;
  if (!executor.TryPost(std::move(work))) call->End(Overloaded());
  return reactor;
}

grpc::ServerUnaryReactor* StartWrite(const Core& core, grpc::CallbackServerContext* context,
                                     absl::string_view path, Scope scope,
                                     const WriteMessages& messages, WriteBody body) {
  const std::string new_agency = scope.new_agency;
  const auto [call, reactor, agency] = Start(core, context, path, std::move(scope));
  if (call == nullptr) return reactor;
  const Parts& parts = core.parts();

  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = new_agency.empty() ? std::string(agency) : new_agency;
  mutation->call.method = std::string(path.substr(1));
  mutation->call.subject = call->caller().subject();
  mutation->call.correlation_id = call->correlation_id();
  if (!messages.validate_only) {
    if (absl::Status status = commit::CheckRequestId(messages.request_id, parts.clock.Now());
        !status.ok()) {
      call->End(status);
      return reactor;
    }
    mutation->call.request_id = messages.request_id;
    mutation->call.request_hash = commit::RequestHash(messages.request);
  }
  mutation->validate_only = messages.validate_only;
  mutation->response = &messages.response;
  mutation->still_wanted = [call = call, deadline = SteadyDeadline(*context, call->method())] {
    return call->StillWanted(deadline);
  };
  mutation->admit = [call = call, agency = agency](sql::Transaction& tx) {
    return Core::Admit(tx, agency, call->caller());
  };
  mutation->body = [call = call, body = std::move(body)](commit::WriteContext& write) mutable {
    WriteCall write_call{write, call->caller()};
    RETURN_IF_ERROR(body(write_call));
    return RequireDecision(call->caller());
  };
  mutation->done = [call = call](absl::StatusOr<commit::Committed> committed) {
    call->End(committed.status());
  };
  parts.commits->Submit(std::move(mutation));
  return reactor;
}

}  // namespace internal
}  // namespace dondoc::rpc
