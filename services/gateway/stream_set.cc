#include "services/gateway/stream_set.h"

#include <vector>

namespace dondoc::gateway {

StreamSet::Admission StreamSet::Add(Stoppable* stream) {
  MutexLock lock(mutex_);
  if (stopping_) return Admission::kStopping;
  if (streams_.size() >= static_cast<size_t>(capacity_)) return Admission::kFull;
  streams_.insert(stream);
  return Admission::kAdmitted;
}

void StreamSet::Remove(Stoppable* stream) {
  MutexLock lock(mutex_);
  streams_.erase(stream);
}

void StreamSet::StopAll() {
  std::vector<Stoppable*> open;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    for (Stoppable* stream : streams_) {
      stream->Ref();
      open.push_back(stream);
    }
  }
  // Not under the lock: gRPC may run a stream's last reaction on this very thread.
  for (Stoppable* stream : open) {
    stream->Stop();
    stream->Unref();
  }
}

bool StreamSet::stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

size_t StreamSet::size() const {
  MutexLock lock(mutex_);
  return streams_.size();
}

}  // namespace dondoc::gateway
