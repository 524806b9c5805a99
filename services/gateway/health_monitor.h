// Asks every service whether it serves, so that the gateway's health answers for each of them.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/base/mutex.h"
#include "services/gateway/backend.h"

namespace dondoc::gateway {

// Thread-safe.
class HealthMonitor {
 public:
  // Told of every first answer and every change; one at a time, on the monitor's thread.
  using Listener = std::function<void(const Backend&, bool serving)>;

  // Asks at once and then every `interval`. `backends` outlive it.
  HealthMonitor(std::vector<Backend*> backends, absl::Duration interval, Listener listener);
  ~HealthMonitor() { Stop(); }

  // After it the listener is not called any more. Idempotent.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  enum class State { kUnknown, kServing, kNotServing };
  struct Watched {
    Backend* backend;
    // As last told.
    State told = State::kUnknown;
  };

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // One round of questions, all at once; returns when the last is answered or given up.
  std::vector<bool> AskAll() ABSL_LOCKS_EXCLUDED(mutex_);

  const absl::Duration interval_;
  const Listener listener_;
  std::vector<Watched> watched_;  // Of the monitor's thread.
  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::unique_ptr<grpc::ClientContext>> asked_ ABSL_GUARDED_BY(mutex_);
  int pending_ ABSL_GUARDED_BY(mutex_) = 0;
  std::thread thread_;
};

}  // namespace dondoc::gateway
