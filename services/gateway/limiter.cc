#include "services/gateway/limiter.h"

namespace dondoc::gateway {
namespace {

constexpr int64_t kSweepIntervalNs = 1'000'000'000;

}  // namespace

Bucket& SubjectLimiter::BucketOf(absl::string_view subject, int64_t now_ns) {
  const auto found = buckets_.find(subject);
  if (found != buckets_.end()) return found->second;
  if (buckets_.size() >= capacity_ && now_ns - swept_ns_ >= kSweepIntervalNs) {
    swept_ns_ = now_ns;
    absl::erase_if(buckets_, [now_ns](const auto& entry) { return entry.second.Idle(now_ns); });
  }
  if (buckets_.size() >= capacity_) return shared_;
  return buckets_[std::string(subject)];
}

absl::Duration SubjectLimiter::Take(absl::string_view subject, absl::Time now) {
  const int64_t now_ns = absl::ToUnixNanos(now);
  MutexLock lock(mutex_);
  return absl::Nanoseconds(BucketOf(subject, now_ns).Take(rate_, now_ns));
}

bool SubjectLimiter::OpenStream(absl::string_view subject) {
  MutexLock lock(mutex_);
  int& open = streams_[std::string(subject)];
  if (open >= kMaxStreamsPerSubject) return false;
  ++open;
  return true;
}

void SubjectLimiter::CloseStream(absl::string_view subject) {
  MutexLock lock(mutex_);
  const auto found = streams_.find(subject);
  if (found != streams_.end() && --found->second == 0) streams_.erase(found);
}

size_t SubjectLimiter::size() const {
  MutexLock lock(mutex_);
  return buckets_.size();
}

}  // namespace dondoc::gateway
