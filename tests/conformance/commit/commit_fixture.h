// The write path on every engine, over a small table of notes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/commit/change_log.h"
#include "common/commit/commit_queue.h"
#include "tests/conformance/engine_fixture.h"

#include "dondoc/common/v1/deadline.pb.h"
#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::commit {

// Requests and answers of the tests are Cursors: a message with a text and a number.
using Note = common::v1::Cursor;

// The agency of tests that need but one.
inline const std::string kA = "agencies/a";

inline const absl::Time kStart = absl::FromUnixSeconds(1'660'000'000);

// A fresh database with the write path's schema and `notes`, and one queue over it.
class CommitTest : public sql::EngineTest {
 protected:
  void SetUp() override;
  void TearDown() override;

  // Another queue over the same database: another replica, or the next start.
  std::unique_ptr<CommitQueue> NewQueue(CommitOptions options = {});
  // Stops the queue and opens the database anew.
  void Restart();

  // A mutation that writes note `text` and records the change.
  std::unique_ptr<Mutation> Write(const std::string& agency, const std::string& text,
                                  Note* response, const std::string& request_id = "");
  std::unique_ptr<Mutation> Make(const std::string& agency, Body body, Note* response = nullptr,
                                 const std::string& request_id = "");
  static absl::Status InsertNote(WriteContext& write, const std::string& text);

  absl::StatusOr<Committed> Do(std::unique_ptr<Mutation> mutation) {
    return queue_->Run(std::move(mutation));
  }

  std::string NewRequestId() { return ids_.Next(); }

  // What the tables hold.
  int64_t CountOf(absl::string_view sql, sql::Params params = {});
  int64_t Notes(const std::string& agency);
  int64_t Answers();
  Head HeadOf(const std::string& agency);
  std::vector<common::v1::Change> Changes(const std::string& agency);
  common::v1::VerifyChainResponse Verify(const std::string& agency, int limit = 100000,
                                         const common::v1::Cursor& after = {});
  // Revisions are 1..head without holes, ordinals 1..n within each, and the chain is whole.
  void ExpectWhole(const std::string& agency);
  // Runs SQL behind the write path's back.
  void Tamper(absl::string_view sql, sql::Params params = {});

  FakeClock clock_{kStart};
  BusinessDay business_day_{clock_, std::nullopt};
  IdGenerator ids_{clock_};
  std::unique_ptr<CommitQueue> queue_;
};

// Runs `count` threads and joins them.
void InThreads(int count, const std::function<void(int)>& run);

// The seed of a random test: fixed, or DONDOC_TEST_SEED; printed.
uint64_t TestSeed(uint64_t fixed);

}  // namespace dondoc::commit
