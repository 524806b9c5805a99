#include "services/gateway/relay/connect_wait.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/time/time.h"

#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {

void ConnectWait::Begin(GatewayCall& call, Backend& backend, const ConnectionLease& lease,
                        grpc::ClientContext& upstream) {
  if (lease.connection().Connected() || !backend.TryBeginWait()) return;
  backend_ = &backend;
  connection_ = &lease.connection();
  {
    MutexLock lock(mutex_);
    waiting_ = true;
  }
  upstream.set_wait_for_ready(true);
  const auto now = std::chrono::system_clock::now();
  const auto left = std::chrono::duration<double>(upstream.deadline() - now);
  const auto longest = std::chrono::duration<double>(absl::ToDoubleSeconds(kConnectWait));
  const auto wait = std::chrono::duration_cast<std::chrono::system_clock::duration>(
      std::min(left * kConnectWaitShare, longest));
  // The alarm comes in any case, cancelled or not.
  call.Ref();
  alarm_.Set(now + wait, [this, &call, &upstream](bool) {
    // Not under the lock: the call may end while it is cancelled.
    if (TimeOver()) upstream.TryCancel();
    call.Unref();
  });
}

bool ConnectWait::TimeOver() {
  MutexLock lock(mutex_);
  if (!std::exchange(waiting_, false)) return false;
  backend_->EndWait();
  // With a connection the call is under way and has its own deadline.
  gave_up_ = !connection_->Connected();
  return gave_up_;
}

bool ConnectWait::InVain(const grpc::Status& status) {
  if (backend_ == nullptr) return false;
  alarm_.Cancel();
  MutexLock lock(mutex_);
  if (std::exchange(waiting_, false)) backend_->EndWait();
  return gave_up_ && status.error_code() == grpc::StatusCode::CANCELLED;
}

}  // namespace dondoc::gateway
