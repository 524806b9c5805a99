// Wakes watch streams when their agencies change: at once for this replica's own commits, within
// kFeedPoll for those of others.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"

#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "common/sql/database.h"

namespace dondoc::rpc {

// What the hub wakes. Methods are called without the hub's lock and must not block.
class FeedListener {
 public:
  virtual ~FeedListener() = default;
  // Some of these agencies have new changes.
  virtual void OnChanged(const std::vector<std::string>& agencies) = 0;
  // A tick, every kFeedPoll of real time: time for heartbeats, for the end of life, for trying
  // again. `now` is the hub's clock.
  virtual void OnTick(absl::Time now) = 0;
  // The server stops: end the stream; `at_once` also where the caller does not take what was sent.
  virtual void OnStop(bool at_once) = 0;
};

// Thread-safe.
class FeedHub {
 public:
  // `database` and `clock` must outlive the hub.
  FeedHub(sql::Database& database, Clock& clock) : database_(database), clock_(clock) {}
  ~FeedHub() { Stop(); }

  void Start();
  // Ends every stream, waiting at most kStreamStopGrace for them to be gone; later ones are
  // refused. Idempotent.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  // UNAVAILABLE where the server stops, RESOURCE_EXHAUSTED (TOO_MANY_STREAMS) beyond kMaxStreams.
  absl::Status Add(const std::shared_ptr<FeedListener>& listener) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(const FeedListener* listener) ABSL_LOCKS_EXCLUDED(mutex_);

  // Tells of this replica's own commits.
  void Changed(const std::vector<std::string>& agencies) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Agencies whose revision is not the one seen last.
  std::vector<std::string> Poll();
  absl::Status ReadRevisions(std::vector<std::string>& changed);
  std::vector<std::shared_ptr<FeedListener>> Listeners() ABSL_LOCKS_EXCLUDED(mutex_);

  sql::Database& database_;
  Clock& clock_;
  std::unique_ptr<sql::Connection> connection_;  // Used by `thread_` alone.
  std::map<std::string, int64_t> seen_;          // Likewise.
  bool failing_ = false;                         // Likewise: told once, not five times a second.
  std::thread thread_;

  Mutex mutex_;
  CondVar wake_;
  CondVar gone_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::string> changed_ ABSL_GUARDED_BY(mutex_);
  std::map<const FeedListener*, std::shared_ptr<FeedListener>> listeners_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::rpc
