#include "services/gateway/relay/unary_relay.h"

#include "services/gateway/domain/errors.h"

namespace dondoc::gateway {

void UnaryRelay::OnReadDone(bool ok) {
  if (!ok) return End(cancelled() ? absl::CancelledError("the caller has gone") : RequestMissing());
  Prepare(upstream_context_);
  connection_ = route().backend->Lease();
  wait_.Begin(*this, *route().backend, connection_, upstream_context_);
  connection_.stub().PrepareUnaryCall(&upstream_context_, route().path, {}, &request_, &response_,
                                      &upstream_);
  upstream_.StartCall();
}

void UnaryRelay::Answered(const grpc::Status& status) {
  connection_.Release();
  if (wait_.InVain(status) && !cancelled()) {
    return End(BackendUnreachable(route().backend->name()));
  }
  PassHeaders(upstream_context_);
  if (!status.ok()) return EndWith(status, upstream_context_);
  // A service that says OK without a message broke the protocol.
  if (!response_.Valid()) return End(absl::InternalError("no message in the answer"));
  PassTrailers(upstream_context_);
  Answer(response_);
}

}  // namespace dondoc::gateway
