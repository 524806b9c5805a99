// Log lines about failed calls, as many as a person can use: a caller gone wild must not fill a
// disk.
#pragma once

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base/mutex.h"
#include "services/gateway/domain/limits.h"
#include "services/gateway/domain/rate.h"

namespace dondoc::gateway {

// One failed call.
struct Failure {
  absl::string_view method;
  absl::string_view service;
  absl::string_view subject;
  absl::string_view correlation_id;
  absl::Status status;
  absl::Duration latency;
};

// Thread-safe.
class FailureLog {
 public:
  // True where a line may be written at `now`; says how many were left out before it.
  bool Admit(absl::Time now, int64_t& left_out) ABSL_LOCKS_EXCLUDED(mutex_);

  // Writes one line, or counts it.
  void Note(const Failure& failure, absl::Time now);

 private:
  Mutex mutex_;
  Bucket bucket_ ABSL_GUARDED_BY(mutex_);
  int64_t left_out_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace dondoc::gateway
