// One request, one answer, passed on as bytes. Cheaper than a stream: the whole call to the service
// is one batch, and so is its answer.
#pragma once

#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"

#include "services/gateway/backend.h"
#include "services/gateway/call.h"
#include "services/gateway/relay/connect_wait.h"

namespace dondoc::gateway {

class UnaryRelay final : public GatewayCall {
 public:
  using GatewayCall::GatewayCall;

  void OnReadDone(bool ok) override;

 private:
  class Upstream final : public grpc::ClientUnaryReactor {
   public:
    explicit Upstream(UnaryRelay& relay) : relay_(relay) {}
    void OnDone(const grpc::Status& status) override { relay_.Answered(status); }

   private:
    UnaryRelay& relay_;
  };

  void Serve() override { StartRead(&request_); }
  void Cancelled() override { upstream_context_.TryCancel(); }
  void Answered(const grpc::Status& status);

  grpc::ByteBuffer request_, response_;
  // Not made from the server's context: the deadline differs and cancelling is done above.
  grpc::ClientContext upstream_context_;
  ConnectionLease connection_;
  ConnectWait wait_;
  Upstream upstream_{*this};
};

}  // namespace dondoc::gateway
