// A bounded pool for work that may block, so that nothing ever blocks on gRPC's own threads (they
// are two on a small machine, and health checks share them).
#pragma once

#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"

#include "common/base/mutex.h"

namespace dondoc {

// Thread-safe.
class Executor {
 public:
  using Work = absl::AnyInvocable<void()>;

  // `threads` workers; at most `capacity` pieces of work wait.
  Executor(int threads, int capacity);
  // Runs what waits, then joins.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Takes `work`, or returns false at once when the queue is full or the executor is stopping; the
  // work is then destroyed without running.
  [[nodiscard]] bool TryPost(Work work) ABSL_LOCKS_EXCLUDED(mutex_);

  // Refuses new work, runs what waits and joins the workers. Idempotent; not from a worker.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_, stop_mutex_);

  int waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void RunWorker() ABSL_LOCKS_EXCLUDED(mutex_);

  const size_t capacity_;
  mutable Mutex mutex_;
  CondVar wake_;
  std::deque<Work> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
  Mutex stop_mutex_;
};

}  // namespace dondoc
