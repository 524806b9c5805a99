// The open streams, so that they can be ended before the server closes: an idle stream would hold
// it for the whole drain deadline.
#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"

#include "common/base/mutex.h"

namespace dondoc::gateway {

// A stream that can be asked to end. Counts who still holds it, because it may end by itself while
// it is being asked to.
class Stoppable {
 public:
  // Ends the stream soon, UNAVAILABLE (SERVER_STOPPING). Idempotent.
  virtual void Stop() = 0;
  virtual void Ref() = 0;
  virtual void Unref() = 0;

 protected:
  ~Stoppable() = default;
};

// Thread-safe.
class StreamSet {
 public:
  explicit StreamSet(int capacity) : capacity_(capacity) {}

  enum class Admission { kAdmitted, kFull, kStopping };

  // Counts `stream` in until Remove.
  Admission Add(Stoppable* stream) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(Stoppable* stream) ABSL_LOCKS_EXCLUDED(mutex_);

  // Admits no more, and stops every one.
  void StopAll() ABSL_LOCKS_EXCLUDED(mutex_);

  bool stopping() const ABSL_LOCKS_EXCLUDED(mutex_);
  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const int capacity_;
  mutable Mutex mutex_;
  absl::flat_hash_set<Stoppable*> streams_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dondoc::gateway
