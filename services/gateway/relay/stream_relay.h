// A stream in either or both directions, passed on message by message. One message is in flight in
// each direction, so that a slow reader slows the writer and nothing piles up here.
#pragma once

#include "absl/base/thread_annotations.h"
#include "grpcpp/alarm.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"

#include "common/base/mutex.h"
#include "services/gateway/backend.h"
#include "services/gateway/call.h"
#include "services/gateway/relay/connect_wait.h"

namespace dondoc::gateway {

class StreamRelay final : public GatewayCall {
 public:
  using GatewayCall::GatewayCall;

  // The caller's side.
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void Stop() override { upstream_context_.TryCancel(); }

 private:
  // The service's side.
  class Upstream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    explicit Upstream(StreamRelay& relay) : relay_(relay) {}
    void OnReadInitialMetadataDone(bool ok) override { relay_.HeadersArrived(ok); }
    void OnReadDone(bool ok) override { relay_.MessageArrived(ok); }
    void OnWriteDone(bool ok) override { relay_.MessageSent(ok); }
    void OnDone(const grpc::Status& status) override { relay_.Ended(status); }

   private:
    StreamRelay& relay_;
  };

  void Serve() override;
  void Cancelled() override { upstream_context_.TryCancel(); }

  void HeadersArrived(bool ok);
  void MessageArrived(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void MessageSent(bool ok);
  // Tells the service that the caller has said all.
  void HalfClose() ABSL_LOCKS_EXCLUDED(mutex_);
  void Ended(const grpc::Status& status);
  // From now on nothing is started upstream from the caller's side.
  void CloseUpstream() ABSL_LOCKS_EXCLUDED(mutex_);

  grpc::ByteBuffer to_service_, to_caller_;
  grpc::ClientContext upstream_context_;
  ConnectionLease connection_;
  ConnectWait wait_;
  grpc::Alarm half_close_;
  Upstream upstream_{*this};
  Mutex mutex_;
  // While false, a hold keeps the upstream reactor from being done, so that the caller's reactions
  // may still start something on it.
  bool upstream_closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dondoc::gateway
