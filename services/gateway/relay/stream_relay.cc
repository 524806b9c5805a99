#include "services/gateway/relay/stream_relay.h"

#include <chrono>

#include "services/gateway/domain/errors.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {

void StreamRelay::Serve() {
  Prepare(upstream_context_);
  connection_ = route().backend->Lease();
  wait_.Begin(*this, *route().backend, connection_, upstream_context_);
  connection_.stub().PrepareBidiStreamingCall(&upstream_context_, route().path, {}, &upstream_);
  upstream_.AddHold();
  upstream_.StartCall();
  StartRead(&to_service_);
}

void StreamRelay::OnReadDone(bool ok) {
  if (ok) {
    MutexLock lock(mutex_);
    if (!upstream_closed_) upstream_.StartWrite(&to_service_);
    return;
  }
  if (!route().client_streaming) return HalfClose();
  // The caller has said all, or has gone: then OnCancel says so in a moment.
  Ref();
  half_close_.Set(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(kHalfCloseDelay),
                  [this](bool) {
                    HalfClose();
                    Unref();
                  });
}

void StreamRelay::HalfClose() {
  if (cancelled()) return;
  MutexLock lock(mutex_);
  if (!upstream_closed_) upstream_.StartWritesDone();
}

void StreamRelay::MessageSent(bool ok) {
  // Otherwise the service takes no more; what it answers is still to come.
  if (ok) StartRead(&to_service_);
}

void StreamRelay::HeadersArrived(bool ok) {
  if (ok) {
    PassHeaders(upstream_context_);
    StartSendInitialMetadata();
  }
  upstream_.StartRead(&to_caller_);
}

void StreamRelay::MessageArrived(bool ok) {
  if (ok) {
    StartWrite(&to_caller_);
  } else {
    CloseUpstream();
  }
}

void StreamRelay::OnWriteDone(bool ok) {
  if (ok) {
    // The hold is still there: only MessageArrived(false) and this function's other branch take it.
    upstream_.StartRead(&to_caller_);
  } else {
    // The caller's connection is gone.
    upstream_context_.TryCancel();
    CloseUpstream();
  }
}

void StreamRelay::CloseUpstream() {
  {
    MutexLock lock(mutex_);
    if (upstream_closed_) return;
    upstream_closed_ = true;
  }
  upstream_.RemoveHold();
}

void StreamRelay::Ended(const grpc::Status& status) {
  connection_.Release();
  const bool in_vain = wait_.InVain(status);
  if (!status.ok() && stopping()) return End(ServerStopping());
  if (in_vain && !cancelled()) return End(BackendUnreachable(route().backend->name()));
  EndWith(status, upstream_context_);
}

}  // namespace dondoc::gateway
