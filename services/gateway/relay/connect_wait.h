// The wait of a call for a connection to its service. A service that is being started again is
// looked for every second or so; a call that comes meanwhile waits a moment for it instead of
// failing.
#pragma once

#include "absl/base/thread_annotations.h"
#include "grpcpp/alarm.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

#include "common/base/mutex.h"
#include "services/gateway/backend.h"
#include "services/gateway/call.h"

namespace dondoc::gateway {

// Of one call; as long-lived as the call.
class ConnectWait {
 public:
  // Before `upstream` is started. Where its connection is there already, or kMaxConnectWaits calls
  // wait for this service, there is no wait; otherwise for kConnectWait at most, and less where the
  // call has less time.
  void Begin(GatewayCall& call, Backend& backend, const ConnectionLease& lease,
             grpc::ClientContext& upstream);

  // Once, when the call upstream has ended with `status`: true where it did because there was
  // nothing to connect to.
  bool InVain(const grpc::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // The time is over. True where the call is to be given up.
  bool TimeOver() ABSL_LOCKS_EXCLUDED(mutex_);

  // Set by Begin.
  Backend* backend_ = nullptr;
  const Connection* connection_ = nullptr;
  grpc::Alarm alarm_;
  Mutex mutex_;
  // It holds a place of `backend_`. When the call has ended nothing behind it may be touched.
  bool waiting_ ABSL_GUARDED_BY(mutex_) = false;
  bool gave_up_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dondoc::gateway
