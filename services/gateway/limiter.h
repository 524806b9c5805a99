// What one caller may take of the gateway: calls a second, and open streams.
#pragma once

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base/mutex.h"
#include "services/gateway/domain/limits.h"
#include "services/gateway/domain/rate.h"

namespace dondoc::gateway {

// Thread-safe. Bounded: subjects that have been quiet long enough for a full bucket are forgotten;
// where all are busy, newcomers share one bucket.
class SubjectLimiter {
 public:
  explicit SubjectLimiter(Rate rate, size_t capacity = kLimiterCapacity)
      : rate_(rate), capacity_(capacity) {}

  // Takes one call of `subject` and returns zero, or returns for how long to stay away.
  absl::Duration Take(absl::string_view subject, absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_);

  // Takes one stream of `subject`; false where it has as many as it may.
  bool OpenStream(absl::string_view subject) ABSL_LOCKS_EXCLUDED(mutex_);
  // Gives it back.
  void CloseStream(absl::string_view subject) ABSL_LOCKS_EXCLUDED(mutex_);

  // Subjects remembered.
  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Bucket& BucketOf(absl::string_view subject, int64_t now_ns) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Rate rate_;
  const size_t capacity_;
  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_ ABSL_GUARDED_BY(mutex_);
  Bucket shared_ ABSL_GUARDED_BY(mutex_);
  // When forgetting was last tried: it looks at everything.
  int64_t swept_ns_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, int> streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::gateway
