// The way to the gateway: one channel, every service through it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include <grpcpp/grpcpp.h>

#include "common/base/ids.h"
#include "services/cli/lang.h"

namespace dondoc::cli {

// Payload of an error that holds the correlation id of the call that failed.
inline constexpr absl::string_view kCorrelationIdPayload = "dondoc/correlation_id";

// The token to send with the next call; "" = send none.
using TokenSource = std::function<absl::StatusOr<std::string>()>;

struct ClientOptions {
  // "host:port", "[::1]:port" or "unix:/path".
  std::string server;
  // PEM text of the certificate authority; empty = plaintext to loopback, otherwise TLS with the
  // system's authorities.
  std::string ca_pem;
  TokenSource token;
  Lang lang;
  // Bound of one unary call.
  absl::Duration timeout;
};

// True where `server` can only be on this machine, so that a token may travel in plaintext.
bool IsLoopback(absl::string_view server);

// An absl::Status with the details that the server sent; what the transport says is reworded.
absl::Status FromGrpc(const grpc::Status& status, absl::string_view correlation_id);

class Client {
 public:
  // Makes the channel; connects when the first call is made. INVALID_ARGUMENT for an address that
  // cannot be one. `ids` makes correlation ids and must outlive the client.
  static absl::StatusOr<std::unique_ptr<Client>> Create(ClientOptions options, IdGenerator& ids);

  // One unary call of `Service`: Call<TaskService>(&TaskService::StubInterface::GetTask, request).
  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::StubInterface::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                const Request& request) {
    grpc::ClientContext context;
    if (absl::Status ready = Prepare(context, CallKind::kUnary); !ready.ok()) return ready;
    Response response;
    const std::unique_ptr<typename Service::StubInterface> stub = Service::NewStub(channel_);
    const grpc::Status status = (stub.get()->*method)(&context, request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  enum class CallKind { kUnary, kStream };
  // Puts token, language, correlation id and, for unary calls, the deadline on `context`.
  absl::Status Prepare(grpc::ClientContext& context, CallKind kind);

  // Status of the call that was prepared last.
  absl::Status ToStatus(const grpc::Status& status) const {
    return FromGrpc(status, correlation_id_);
  }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const std::string& server() const { return options_.server; }
  // Correlation id of the call prepared last.
  const std::string& correlation_id() const { return correlation_id_; }

 private:
  Client(ClientOptions options, IdGenerator& ids, std::shared_ptr<grpc::Channel> channel)
      : options_(std::move(options)), ids_(ids), channel_(std::move(channel)) {}

  const ClientOptions options_;
  IdGenerator& ids_;
  const std::shared_ptr<grpc::Channel> channel_;
  std::string correlation_id_;
};

}  // namespace dondoc::cli
