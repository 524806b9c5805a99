#include "common/base/executor.h"

#include <utility>

namespace dondoc {

Executor::Executor(int threads, int capacity) : capacity_(capacity) {
  threads_.reserve(threads);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { RunWorker(); });
}

Executor::~Executor() { Stop(); }

bool Executor::TryPost(Work work) {
  {
    MutexLock lock(mutex_);
    if (stopping_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(work));
  }
  wake_.NotifyOne();
  return true;
}

void Executor::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.NotifyAll();
  // Two stoppers must not join the same thread; each returns when all work is done.
  MutexLock lock(stop_mutex_);
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

int Executor::waiting() const {
  MutexLock lock(mutex_);
  return static_cast<int>(queue_.size());
}

void Executor::RunWorker() {
  while (true) {
    Work work;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    std::move(work)();
  }
}

}  // namespace dondoc
