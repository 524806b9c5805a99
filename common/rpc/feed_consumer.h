// Follows another service's feed and applies it here: at least once on the wire, exactly once in
// effect, because the cursor moves in the same transaction as what it led to.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"

#include "common/base/mutex.h"
#include "common/commit/commit_queue.h"
#include "common/commit/mutation.h"
#include "common/sql/database.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::rpc {

// The name under which the suite's registry is followed.
inline constexpr char kRegistrySource[] = "registry";

// Where this service stands in the feed of `source`, by agency; `partial` where that is not known
// to be the end of a revision.
absl::StatusOr<std::map<std::string, common::v1::Cursor>> ReadConsumerCursors(
    sql::Transaction& tx, absl::string_view source);

// The last revision of `source`'s feed for `agency` of which every change that matters here has
// been applied, as of the transaction's snapshot; 0 where there is none.
absl::StatusOr<int64_t> ReadConsumerRevision(sql::Transaction& tx, absl::string_view source,
                                             absl::string_view agency);

struct ConsumerOptions {
  // The service followed ("registry"), and our own subject ("services/finance").
  std::string source;
  std::string subject;
  // Types of resources that matter here ("dondoc.registry.v1.Officer").
  std::vector<std::string> resource_types;
  // Opens the feed; `context` carries the deadline and the token.
  std::function<std::unique_ptr<grpc::ClientReaderInterface<common::v1::WatchChangesResponse>>(
      grpc::ClientContext* context, const common::v1::WatchChangesRequest& request)>
      open;
  // A fresh token of our own.
  std::function<absl::StatusOr<std::string>()> token;
  // Applies one change inside the transaction that moves the cursor. It may be called again for a
  // change whose transaction failed, and after a restored backup for one it has seen: effects are
  // keyed by their origin. An error stops the feed here and is tried again, so it must be one that
  // can pass; what can never be applied is recorded and skipped by `apply` itself.
  std::function<absl::Status(commit::WriteContext& write, const common::v1::Change& change)> apply;
};

// One thread. Owned by main; stopped before the commit queue.
class FeedConsumer {
 public:
  FeedConsumer(commit::CommitQueue& commits, sql::Database& database, ConsumerOptions options)
      : commits_(commits), database_(database), options_(std::move(options)) {}
  ~FeedConsumer() { Stop(); }

  void Start();
  // Cancels the stream and joins. Idempotent.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Follows one stream until it ends; OK where something was applied.
  absl::Status Follow() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ApplyMessage(const common::v1::WatchChangesResponse& message);
  // Moves one agency's cursor from what we know to `next`, applying `changes` with it.
  absl::Status Advance(const common::v1::Cursor& next,
                       const std::vector<const common::v1::Change*>& changes);
  absl::Status LoadCursors();
  // Forgets where we stand, after the source's history was replaced: list again.
  absl::Status ForgetCursors();
  // False when stopping.
  bool Pause(int failures) ABSL_LOCKS_EXCLUDED(mutex_);

  commit::CommitQueue& commits_;
  sql::Database& database_;
  const ConsumerOptions options_;
  std::map<std::string, common::v1::Cursor> cursors_;  // Used by `thread_` alone.
  std::thread thread_;

  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* stream_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace dondoc::rpc
