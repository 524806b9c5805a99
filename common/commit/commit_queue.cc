#include "common/commit/commit_queue.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <utility>

#include "absl/hash/hash.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::commit {
namespace {

absl::Status Overloaded() {
  return Error(absl::StatusCode::kUnavailable, "OVERLOADED",
               {"the server is busy: try again in a moment with the same request_id",
                "máy chủ đang bận: hãy thử lại sau giây lát với cùng request_id"})
      .RetryAfter(kOverloadRetry);
}

absl::Status ShuttingDown() {
  return Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN",
               {"the server is stopping: try again with the same request_id",
                "máy chủ đang dừng: hãy thử lại với cùng request_id"})
      .RetryAfter(kOverloadRetry);
}

void EndProcess(const absl::Status& status) {
  std::fprintf(stderr,
               "{\"severity\":\"CRITICAL\",\"message\":\"a commit was not taken by the disk; "
               "ending the process so that the next start reads the file anew\","
               "\"status\":\"%s\"}\n",
               std::string(absl::StatusCodeToString(status.code())).c_str());
  std::fflush(stderr);
  std::_Exit(70);
}

}  // namespace

absl::StatusOr<std::unique_ptr<CommitQueue>> CommitQueue::Create(sql::Database& database,
                                                                 Clock& clock,
                                                                 BusinessDay& business_day,
                                                                 IdGenerator& ids,
                                                                 CommitOptions options) {
  if (!options.on_fatal) options.on_fatal = EndProcess;
  if (database.engine() == sql::Engine::kSqlite) options.committers = 1;
  options.committers = std::max(1, options.committers);
  auto queue = std::unique_ptr<CommitQueue>(new CommitQueue(std::move(options)));
  queue->one_agency_per_batch_ = database.engine() == sql::Engine::kPostgres;
  for (int i = 0; i < queue->options_.committers; ++i) {
    ASSIGN_OR_RETURN(auto connection, database.Connect(sql::ConnectionKind::kWriter));
    if (i == 0) {
      ASSIGN_OR_RETURN(queue->incarnation_, LoadIncarnation(*connection, clock.Now()));
    }
    auto committer = std::make_unique<Committer>();
    committer->runner = std::make_unique<BatchRunner>(
        BatchRunner::Environment{database, clock, business_day, ids, queue->incarnation_,
                                 queue->options_.on_fatal},
        std::move(connection));
    queue->committers_.push_back(std::move(committer));
  }
  queue->answerer_.thread = std::thread([queue = queue.get()] { queue->RunAnswerer(); });
  for (auto& committer : queue->committers_) {
    committer->thread =
        std::thread([queue = queue.get(), &self = *committer] { queue->RunCommitter(self); });
  }
  return queue;
}

CommitQueue::~CommitQueue() { Stop(); }

void CommitQueue::Submit(std::unique_ptr<Mutation> mutation) {
  const size_t hash = absl::Hash<std::string>()(mutation->call.agency);
  Committer& committer = *committers_[hash % committers_.size()];
  absl::Status refused;
  {
    MutexLock lock(committer.mutex);
    if (committer.stopping) {
      refused = ShuttingDown();
    } else if (static_cast<int>(committer.waiting.size()) >= options_.max_waiting) {
      refused = Overloaded();
    } else {
      committer.waiting.push_back(std::move(mutation));
    }
  }
  if (refused.ok()) {
    committer.wake.NotifyOne();
  } else {
    mutation->done(refused);
  }
}

absl::StatusOr<Committed> CommitQueue::Run(std::unique_ptr<Mutation> mutation) {
  // Owned by the mutation: the waiter may go on before set_value has quite returned.
  auto promise = std::make_shared<std::promise<absl::StatusOr<Committed>>>();
  auto result = promise->get_future();
  mutation->done = [promise](absl::StatusOr<Committed> committed) {
    promise->set_value(std::move(committed));
  };
  Submit(std::move(mutation));
  return result.get();
}

void CommitQueue::Stop() {
  MutexLock stop_lock(stop_mutex_);
  for (auto& committer : committers_) {
    {
      MutexLock lock(committer->mutex);
      committer->stopping = true;
    }
    committer->wake.NotifyAll();
  }
  for (auto& committer : committers_) {
    if (committer->thread.joinable()) committer->thread.join();
  }
  // Nothing is added for it any more.
  {
    MutexLock lock(answerer_.mutex);
    answerer_.stopping = true;
  }
  answerer_.wake.NotifyAll();
  if (answerer_.thread.joinable()) answerer_.thread.join();
}

CommitQueue::Batch CommitQueue::TakeBatch(Committer& committer) {
  Batch batch;
  MutexLock lock(committer.mutex);
  while (committer.waiting.empty() && !committer.stopping) committer.wake.Wait(committer.mutex);
  auto& waiting = committer.waiting;
  const std::string agency = waiting.empty() ? "" : waiting.front()->call.agency;
  for (auto it = waiting.begin();
       it != waiting.end() && static_cast<int>(batch.size()) < options_.max_batch;) {
    if (one_agency_per_batch_ && (*it)->call.agency != agency) {
      ++it;
      continue;
    }
    batch.push_back(std::move(*it));
    it = waiting.erase(it);
  }
  return batch;
}

void CommitQueue::RunCommitter(Committer& committer) {
  while (true) {
    auto batch = TakeBatch(committer);
    if (batch.empty()) return;  // Stopping, and nothing waits any more.
    std::vector<std::string> changed;
    Answers answers;
    answers.results = committer.runner->Run(batch, changed);
    answers.batch = std::move(batch);
    if (options_.on_commit && !changed.empty()) options_.on_commit(changed);
    // One caller alone is answered soonest from here.
    if (answers.batch.size() == 1) {
      Answer(answers);
      continue;
    }
    {
      MutexLock lock(answerer_.mutex);
      answerer_.waiting.push_back(std::move(answers));
    }
    answerer_.wake.NotifyOne();
  }
}

void CommitQueue::Answer(Answers& answers) {
  for (size_t i = 0; i < answers.batch.size(); ++i) {
    answers.batch[i]->done(std::move(answers.results[i]));
  }
}

void CommitQueue::RunAnswerer() {
  while (true) {
    Answers answers;
    {
      MutexLock lock(answerer_.mutex);
      while (answerer_.waiting.empty() && !answerer_.stopping) {
        answerer_.wake.Wait(answerer_.mutex);
      }
      if (answerer_.waiting.empty()) return;
      answers = std::move(answerer_.waiting.front());
      answerer_.waiting.pop_front();
    }
    Answer(answers);
  }
}

}  // namespace dondoc::commit
