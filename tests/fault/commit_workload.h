// The whole write path under a faulty disk: what was sent, what was acknowledged, and what is found
// afterwards.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/commit/commit_queue.h"
#include "common/sql/database.h"

namespace dondoc::testing {

class TempDirectory {
 public:
  TempDirectory();
  ~TempDirectory();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A service in miniature: a database with notes and a commit queue.
struct Store {
  FakeClock clock{absl::FromUnixSeconds(1'660'000'000)};
  BusinessDay business_day{clock, std::nullopt};
  IdGenerator ids{clock};
  std::atomic<int> fatal{0};
  std::unique_ptr<sql::Database> database;
  std::unique_ptr<commit::CommitQueue> queue;

  // Opens, migrates, connects. Errors where the disk fails meanwhile.
  absl::Status Open(const sql::Options& options);
};

// One request of the workload. Everything in it follows from its id.
struct Sent {
  std::string agency;
  std::string id;
  std::string answer;  // Serialised; set when acknowledged.
  bool acknowledged = false;
};

// Sends `count` requests from `threads` threads over three agencies and waits for all answers; adds
// the statuses of those that were not acknowledged to `failed`.
std::vector<Sent> SendAll(Store& store, int threads, int count, std::vector<absl::Status>& failed);

// Sends one request again (or for the first time) and returns its answer.
absl::StatusOr<commit::Committed> SendOne(Store& store, Sent& sent);

// Checks an opened store against what was sent: every acknowledged request is there exactly once
// (row, change, request id, and the first answer again), no request is there twice, the chains are
// whole, the file is intact. Returns every fault found.
std::vector<std::string> Inspect(Store& store, const std::vector<Sent>& sent);

}  // namespace dondoc::testing
