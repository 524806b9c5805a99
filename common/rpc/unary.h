// From a generated callback method to a handler: identity, access, executor or commit queue, one
// Finish. Handlers are plain functions of (call, request, response) and know nothing of gRPC.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_callback.h"

#include "common/base/status_macros.h"
#include "common/commit/request_log.h"
#include "common/rpc/core.h"
#include "common/rpc/limits.h"

namespace dondoc::rpc {

// What a reading handler sees: one snapshot, one caller.
struct ReadCall {
  sql::Transaction& tx;
  Caller& caller;
  absl::CivilDay today;
  const std::string& incarnation;
};

// What a mutation sees.
struct WriteCall {
  commit::WriteContext& write;
  Caller& caller;
  sql::Transaction& tx() { return write.tx(); }
  absl::CivilDay today() const { return write.today(); }
};

// Which agency a request is about, and which field says so.
struct Scope {
  // Field that holds the name, for the error where it is malformed; empty where the request is
  // about no agency.
  absl::string_view field;
  // `agencies/{agency}` or a longer name below it. Views into the request.
  absl::string_view name;
  // `agencies/{agency}` that the request is about to create: its history begins with its creation.
  // The caller is judged as for a request about no agency.
  std::string new_agency = {};
};

// One unary call. Deletes itself when gRPC is done with it; finishes exactly once.
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(const Core& core, const Method& method, std::string correlation_id);

  void OnDone() override { delete this; }
  void OnCancel() override { cancelled_.store(true, std::memory_order_relaxed); }

  void SetCaller(Caller caller) { caller_ = std::make_unique<Caller>(std::move(caller)); }
  Caller& caller() { return *caller_; }
  const Core& core() const { return core_; }
  const Method& method() const { return method_; }
  const std::string& correlation_id() const { return correlation_id_; }
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

  // The language of errors before the caller is known.
  void set_language(Language language) { language_ = language; }

  // Asked just before a mutation runs: what has begun runs to its end.
  absl::Status StillWanted(sql::SteadyTime deadline) const;

  // Notes the end and finishes. Called exactly once.
  void End(const absl::Status& status);

 private:
  const Core& core_;
  const Method& method_;
  const std::string correlation_id_;
  const absl::Time begun_;
  Language language_ = Language::kEnglish;
  std::unique_ptr<Caller> caller_;
  std::atomic<bool> cancelled_{false};
};

namespace internal {

// A call that is identified and about a well-formed agency, or one that has ended.
struct Started {
  UnaryCall* call;
  bool ended;
  absl::string_view agency;
};

Started Start(const Core& core, grpc::CallbackServerContext* context, absl::string_view path,
              Scope scope);

// INVALID_ARGUMENT: `field` must begin with agencies/{agency}.
absl::Status MalformedAgency(absl::string_view field);

// An answer that nobody decided on must not leave, nor its effect stay.
absl::Status RequireDecision(const Caller& caller);

}  // namespace internal

// Serves a read: `handler(ReadCall&, const Request&, Response&) -> absl::Status` on the executor,
// under one read-only snapshot.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Read(const Core& core, grpc::CallbackServerContext* context,
                               absl::string_view path, Scope scope, const Request* request,
                               Response* response, Handler handler) {
  const auto [call, ended, agency] = internal::Start(core, context, path, scope);
  if (ended) return call;
  auto work = [call = call, agency = agency, deadline = SteadyDeadline(*context, call->method()),
               request, response, handler = std::move(handler)]() mutable {
    const Parts& parts = call->core().parts();
    const auto run = [&]() -> absl::Status {
      if (call->cancelled()) return absl::CancelledError("the caller has gone");
      ASSIGN_OR_RETURN(auto connection, parts.readers.Take(deadline));
      ASSIGN_OR_RETURN(auto tx, connection->Begin());
      RETURN_IF_ERROR(Core::Admit(*tx, agency, call->caller()));
      ReadCall read{*tx, call->caller(), parts.business_day.Today(), parts.commits->incarnation()};
      RETURN_IF_ERROR(handler(read, *request, *response));
      return internal::RequireDecision(call->caller());
    };
    call->End(run());
  };
  const bool bulk = call->method().access->access.deadline_class() == BULK;
  Executor& executor = bulk ? core.parts().bulk_executor : core.parts().read_executor;
  if (!executor.TryPost(std::move(work))) call->End(Overloaded());
  return call;
}

// Serves a mutation: `handler(WriteCall&, const Request&, Response&) -> absl::Status` by the commit
// queue. It may run more than once; `response` is cleared before each run.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Write(const Core& core, grpc::CallbackServerContext* context,
                                absl::string_view path, Scope scope, const Request* request,
                                Response* response, Handler handler) {
  const auto [call, ended, agency] = internal::Start(core, context, path, scope);
  if (ended) return call;
  const Parts& parts = core.parts();
  bool validate_only = false;
  if constexpr (requires { request->validate_only(); }) validate_only = request->validate_only();

  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = scope.new_agency.empty() ? std::string(agency) : scope.new_agency;
  mutation->call.method = std::string(path.substr(1));
  mutation->call.subject = call->caller().subject();
  mutation->call.correlation_id = call->correlation_id();
  if (!validate_only) {
    if (absl::Status status = commit::CheckRequestId(request->request_id(), parts.clock.Now());
        !status.ok()) {
      call->End(status);
      return call;
    }
    mutation->call.request_id = request->request_id();
    mutation->call.request_hash = commit::RequestHash(*request);
  }
  mutation->validate_only = validate_only;
  mutation->response = response;
  mutation->still_wanted = [call = call, deadline = SteadyDeadline(*context, call->method())] {
    return call->StillWanted(deadline);
  };
  mutation->admit = [call = call, agency = agency](sql::Transaction& tx) {
    return Core::Admit(tx, agency, call->caller());
  };
  mutation->body = [call = call, request, response,
                    handler = std::move(handler)](commit::WriteContext& write) mutable {
    WriteCall write_call{write, call->caller()};
    RETURN_IF_ERROR(handler(write_call, *request, *response));
    return internal::RequireDecision(call->caller());
  };
  mutation->done = [call = call](absl::StatusOr<commit::Committed> committed) {
    call->End(committed.status());
  };
  parts.commits->Submit(std::move(mutation));
  return call;
}

}  // namespace dondoc::rpc
