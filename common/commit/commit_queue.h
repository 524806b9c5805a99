// The commit queue: callers hand mutations in, committers run what waits in one transaction and
// answer after the commit. One fsync serves many callers; nobody is answered before it.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/mutex.h"
#include "common/commit/batch.h"
#include "common/commit/limits.h"
#include "common/commit/mutation.h"
#include "common/sql/database.h"

namespace dondoc::commit {

struct CommitOptions {
  // Committers, each with its own connection; agencies are spread over them by hash. SQLite has one
  // writer and so one committer, whatever this says.
  int committers = 1;
  int max_waiting = kMaxWaiting;
  int max_batch = kMaxBatch;
  // Told of agencies with new changes, after the commit, on a committer's thread. Must not block.
  std::function<void(const std::vector<std::string>& agencies)> on_commit;
  // The disk did not take a commit: what the file holds is known only after reopening it, so the
  // default logs and ends the process. Must not return in production.
  std::function<void(const absl::Status&)> on_fatal;
};

// Thread-safe.
class CommitQueue {
 public:
  // Connects the committers and finds the incarnation. The references must outlive the queue.
  static absl::StatusOr<std::unique_ptr<CommitQueue>> Create(sql::Database& database, Clock& clock,
                                                             BusinessDay& business_day,
                                                             IdGenerator& ids,
                                                             CommitOptions options);
  ~CommitQueue();
  CommitQueue(const CommitQueue&) = delete;
  CommitQueue& operator=(const CommitQueue&) = delete;

  // Takes a mutation. `done` is called exactly once: on one of the queue's threads, or at once with
  // UNAVAILABLE (OVERLOADED, SHUTTING_DOWN). The mutation is gone after that.
  void Submit(std::unique_ptr<Mutation> mutation);

  // Submits and waits. Never on a gRPC thread.
  absl::StatusOr<Committed> Run(std::unique_ptr<Mutation> mutation);

  // Refuses new mutations, runs those that wait, answers them and joins the threads. Idempotent.
  // Not from the queue's own threads (`done`, `on_commit`).
  void Stop() ABSL_LOCKS_EXCLUDED(stop_mutex_);

  const std::string& incarnation() const { return incarnation_; }

 private:
  using Batch = std::vector<std::unique_ptr<Mutation>>;
  struct Answers {
    Batch batch;
    std::vector<absl::StatusOr<Committed>> results;
  };
  struct Committer {
    Mutex mutex;
    CondVar wake;
    std::deque<std::unique_ptr<Mutation>> waiting ABSL_GUARDED_BY(mutex);
    bool stopping ABSL_GUARDED_BY(mutex) = false;
    std::unique_ptr<BatchRunner> runner;  // Used by `thread` alone.
    std::thread thread;
  };
  // Answers callers, which costs a system call each, while the committers are at the next batch.
  // What waits here is bounded by the callers: each has one answer.
  struct Answerer {
    Mutex mutex;
    CondVar wake;
    std::deque<Answers> waiting ABSL_GUARDED_BY(mutex);
    bool stopping ABSL_GUARDED_BY(mutex) = false;
    std::thread thread;
  };

  explicit CommitQueue(CommitOptions options) : options_(std::move(options)) {}
  void RunCommitter(Committer& committer);
  static void Answer(Answers& answers);
  void RunAnswerer();
  Batch TakeBatch(Committer& committer);

  const CommitOptions options_;
  bool one_agency_per_batch_ = false;
  std::string incarnation_;
  std::vector<std::unique_ptr<Committer>> committers_;
  Answerer answerer_;
  Mutex stop_mutex_;  // Two stoppers must not join the same thread.
};

}  // namespace dondoc::commit
