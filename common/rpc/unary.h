// From a generated callback method to a handler: identity, access, executor or commit queue, one
// Finish. Handlers are plain functions of (call, request, response) and know nothing of gRPC.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/server_callback.h"

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

// One unary call, from its arrival until it ends; finishes exactly once. It answers through the
// context's own reactor, whose last step gRPC takes at once instead of on another thread.
class UnaryCall final {
 public:
  UnaryCall(const Core& core, const Method& method, grpc::CallbackServerContext& context);
  UnaryCall(const UnaryCall&) = delete;
  UnaryCall& operator=(const UnaryCall&) = delete;

  // What the method returns to gRPC. Taken before anything that may end the call.
  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  void SetCaller(Caller caller) { caller_ = std::make_unique<Caller>(std::move(caller)); }
  Caller& caller() { return *caller_; }
  const Core& core() const { return core_; }
  const Method& method() const { return method_; }
  const std::string& correlation_id() const { return correlation_id_; }
  bool cancelled() const { return context_.IsCancelled(); }

  // The language of errors before the caller is known.
  void set_language(Language language) { language_ = language; }

  // Asked just before a mutation runs: what has begun runs to its end.
  absl::Status StillWanted(sql::SteadyTime deadline) const;

  // Notes the end, finishes, and deletes the call: request, response and context are gone after it.
  // Called exactly once.
  void End(const absl::Status& status);

 private:
  ~UnaryCall() = default;

  grpc::CallbackServerContext& context_;
  grpc::ServerUnaryReactor* const reactor_;
  const Core& core_;
  const Method& method_;
  const std::string correlation_id_;
  const absl::Time begun_;
  Language language_ = Language::kEnglish;
  std::unique_ptr<Caller> caller_;
};

namespace internal {

// A call that is identified and about a well-formed agency, or one that has ended.
struct Started {
  // Null where it has ended.
  UnaryCall* call;
  grpc::ServerUnaryReactor* reactor;
  absl::string_view agency;
};

Started Start(const Core& core, grpc::CallbackServerContext* context, absl::string_view path,
              Scope scope);

// INVALID_ARGUMENT: `field` must begin with agencies/{agency}.
absl::Status MalformedAgency(absl::string_view field);

// An answer that nobody decided on must not leave, nor its effect stay.
absl::Status RequireDecision(const Caller& caller);

}  // namespace internal

// A handler with its messages bound. Beyond these everything is the same for all methods, and
// compiled once.
using ReadBody = absl::AnyInvocable<absl::Status(ReadCall&)>;
using WriteBody = absl::AnyInvocable<absl::Status(WriteCall&)>;

namespace internal {

grpc::ServerUnaryReactor* StartRead(const Core& core, grpc::CallbackServerContext* context,
                                    absl::string_view path, Scope scope, ReadBody body);

// What of a mutation the write path itself looks at.
struct WriteMessages {
  const google::protobuf::Message& request;
  const std::string& request_id;
  bool validate_only;
  google::protobuf::Message& response;
};

grpc::ServerUnaryReactor* StartWrite(const Core& core, grpc::CallbackServerContext* context,
                                     absl::string_view path, Scope scope,
                                     const WriteMessages& messages, WriteBody body);

}  // namespace internal

// Serves a read: `handler(ReadCall&, const Request&, Response&) -> absl::Status` on the executor,
// under one read-only snapshot.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Read(const Core& core, grpc::CallbackServerContext* context,
                               absl::string_view path, Scope scope, const Request* request,
                               Response* response, Handler handler) {
  return internal::StartRead(
      core, context, path, std::move(scope),
      [request, response, handler = std::move(handler)](ReadCall& call) mutable -> absl::Status {
        return handler(call, *request, *response);
      });
}

// Serves a mutation: `handler(WriteCall&, const Request&, Response&) -> absl::Status` by the commit
// queue. It may run more than once; `response` is cleared before each run.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Write(const Core& core, grpc::CallbackServerContext* context,
                                absl::string_view path, Scope scope, const Request* request,
                                Response* response, Handler handler) {
  bool validate_only = false;
  if constexpr (requires { request->validate_only(); }) validate_only = request->validate_only();
  return internal::StartWrite(
      core, context, path, std::move(scope),
      {*request, request->request_id(), validate_only, *response},
      [request, response, handler = std::move(handler)](WriteCall& call) mutable -> absl::Status {
        return handler(call, *request, *response);
      });
}

}  // namespace dondoc::rpc
