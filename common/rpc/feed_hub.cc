#include "common/rpc/feed_hub.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/limits.h"
#include "common/sql/transaction.h"

namespace dondoc::rpc {

void FeedHub::Start() {
  thread_ = std::thread([this] { Run(); });
}

void FeedHub::Stop() {
  {
    MutexLock lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  wake_.NotifyAll();
  if (thread_.joinable()) thread_.join();
  for (const auto& listener : Listeners()) listener->OnStop(/*at_once=*/false);
  {
    const auto until =
        std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(kStreamStopGrace);
    MutexLock lock(mutex_);
    while (!listeners_.empty() && std::chrono::steady_clock::now() < until) {
      gone_.WaitFor(mutex_, kStreamStopGrace / 10);
    }
  }
  for (const auto& listener : Listeners()) listener->OnStop(/*at_once=*/true);
}

absl::Status FeedHub::Add(const std::shared_ptr<FeedListener>& listener) {
  MutexLock lock(mutex_);
  if (stopping_) {
    return Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN",
                 {"the server is stopping: resume with the cursors you have",
                  "máy chủ đang dừng: hãy theo dõi tiếp từ con trỏ đang có"});
  }
  if (static_cast<int>(listeners_.size()) >= kMaxStreams) {
    return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_STREAMS",
                 {"too many watch streams are open: close one first",
                  "quá nhiều luồng theo dõi đang mở: hãy đóng bớt"})
        .With("limit", absl::StrCat(kMaxStreams));
  }
  listeners_.emplace(listener.get(), listener);
  return absl::OkStatus();
}

void FeedHub::Remove(const FeedListener* listener) {
  std::shared_ptr<FeedListener> last;  // Destroyed after the lock is given back.
  MutexLock lock(mutex_);
  const auto found = listeners_.find(listener);
  if (found == listeners_.end()) return;
  last = std::move(found->second);
  listeners_.erase(found);
  if (stopping_) gone_.NotifyAll();
}

void FeedHub::Changed(const std::vector<std::string>& agencies) {
  {
    MutexLock lock(mutex_);
    if (listeners_.empty()) return;
    changed_.insert(agencies.begin(), agencies.end());
  }
  wake_.NotifyOne();
}

std::vector<std::shared_ptr<FeedListener>> FeedHub::Listeners() {
  MutexLock lock(mutex_);
  std::vector<std::shared_ptr<FeedListener>> result;
  result.reserve(listeners_.size());
  for (const auto& [key, listener] : listeners_) result.push_back(listener);
  return result;
}

std::vector<std::string> FeedHub::Poll() {
  std::vector<std::string> changed;
  const absl::Status status = ReadRevisions(changed);
  if (!status.ok() && !failing_) {
    obs::LogWarning("the feed cannot read the database",
                    {{"code", absl::StatusCodeToString(status.code())}});
  }
  failing_ = !status.ok();
  return changed;
}

absl::Status FeedHub::ReadRevisions(std::vector<std::string>& changed) {
  if (connection_ == nullptr || !connection_->alive()) {
    ASSIGN_OR_RETURN(connection_, database_.Connect(sql::ConnectionKind::kReader));
  }
  ASSIGN_OR_RETURN(auto tx, connection_->Begin());
  // A row an agency: some thousand at most, five times a second.
  return tx->Query("SELECT agency, revision FROM agency_revisions", {}, [&](const sql::Row& row) {
    int64_t& seen = seen_[std::string(row.Text(0))];
    if (seen != row.Int(1)) changed.emplace_back(row.Text(0));
    seen = row.Int(1);
    return absl::OkStatus();
  });
}

void FeedHub::Run() {
  using SteadyClock = std::chrono::steady_clock;
  auto next_poll = SteadyClock::now();
  while (true) {
    std::set<std::string> changed;
    bool idle;
    {
      MutexLock lock(mutex_);
      if (!stopping_ && changed_.empty()) {
        wake_.WaitFor(mutex_, absl::FromChrono(next_poll - SteadyClock::now()));
      }
      if (stopping_) return;
      changed.swap(changed_);
      idle = listeners_.empty();
    }
    // By the steady clock: a wall clock set back must not stop the feed.
    const bool tick = SteadyClock::now() >= next_poll;
    if (tick) next_poll = SteadyClock::now() + absl::ToChronoMilliseconds(kFeedPoll);
    if (idle) continue;
    if (tick) {
      for (std::string& agency : Poll()) changed.insert(std::move(agency));
    }
    const absl::Time now = clock_.Now();
    const std::vector<std::string> agencies(changed.begin(), changed.end());
    for (const auto& listener : Listeners()) {
      if (!agencies.empty()) listener->OnChanged(agencies);
      if (tick) listener->OnTick(now);
    }
  }
}

}  // namespace dondoc::rpc
