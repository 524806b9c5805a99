// One WatchChanges stream: reads on the bulk executor, writes by gRPC, wakes by the hub.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/support/server_callback.h"

#include "common/base/mutex.h"
#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::rpc {

// `mutex_` guards what reactions, the hub and the executor share; gRPC is never called under it.
// At most one Pump is posted or runs at a time. Whoever sets `finished_` calls Finish, once.
class WatchStream final : public grpc::ServerWriteReactor<common::v1::WatchChangesResponse>,
                          public FeedListener,
                          public std::enable_shared_from_this<WatchStream> {
 public:
  WatchStream(const Core& core, FeedHub& hub, grpc::CallbackServerContext* context,
              const Method& method, const common::v1::WatchChangesRequest& request);

  // Starts, or ends at once. Keeps itself alive until OnDone.
  void Begin();

  void OnChanged(const std::vector<std::string>& agencies) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OnTick(absl::Time now) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OnStop(bool at_once) override ABSL_LOCKS_EXCLUDED(mutex_);

  void OnCancel() override;
  void OnWriteDone(bool ok) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OnDone() override;

 private:
  // What one Pump is to do.
  struct Work {
    bool prime = false;
    bool heartbeat = false;
    // Empty: look at the caller's rights only.
    std::string agency;
    common::v1::Cursor cursor;
  };

  // Has Pump run (again), soon. A full executor is tried again at the next tick.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends the stream with `why`: at once, or when the write under way is done.
  void End(const absl::Status& why) ABSL_LOCKS_EXCLUDED(mutex_);
  // Cancels a write that the caller does not take, so that the stream can end.
  void BreakWrite() ABSL_LOCKS_EXCLUDED(mutex_);
  // Notes and finishes; for whoever set `finished_`.
  void FinishNow(const absl::Status& status);

  void Pump() ABSL_LOCKS_EXCLUDED(mutex_);
  std::optional<Work> TakeWork() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Do(Work work) ABSL_LOCKS_EXCLUDED(mutex_);
  // Resolves the cursors, and finds the agencies of a watch on every agency.
  absl::Status Prime(sql::Transaction& tx) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status AdmitTo(sql::Transaction& tx, absl::string_view agency);
  absl::Status AdmitToAll(sql::Transaction& tx);
  // Reads the next slice of one agency, moving the cursor past all that was read; returns whether
  // there may be more.
  absl::StatusOr<bool> Fill(sql::Transaction& tx, Work& work,
                            common::v1::WatchChangesResponse& response);
  bool Wanted(const common::v1::Change& change) const;
  // Writes `response` where there is something to say.
  void Say(const Work& work, bool more, common::v1::WatchChangesResponse response)
      ABSL_LOCKS_EXCLUDED(mutex_);

  const Core& core_;
  FeedHub& hub_;
  grpc::CallbackServerContext* const context_;
  const Method& method_;
  const std::string correlation_id_;
  const Language language_;
  const common::v1::WatchChangesRequest request_;
  const absl::Time begun_;  // For the figures; the rest goes by the core's clock.
  absl::Duration life_;
  bool follow_every_ = false;          // Set before anybody else can look.
  std::unique_ptr<Caller> caller_;     // Likewise; changed by Pump alone.
  std::shared_ptr<WatchStream> self_;  // Likewise; dropped by OnDone.
  // Owned by gRPC from StartWrite to OnWriteDone.
  common::v1::WatchChangesResponse message_;

  Mutex mutex_;
  std::map<std::string, common::v1::Cursor> cursors_ ABSL_GUARDED_BY(mutex_);
  // Agencies that may have changes beyond their cursor, and the one served last: they take turns.
  std::set<std::string> dirty_ ABSL_GUARDED_BY(mutex_);
  std::string last_agency_ ABSL_GUARDED_BY(mutex_);
  bool primed_ ABSL_GUARDED_BY(mutex_) = false;
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;   // A Pump is posted or runs.
  bool again_ ABSL_GUARDED_BY(mutex_) = false;  // It is to run once more.
  bool retry_ ABSL_GUARDED_BY(mutex_) = false;  // The executor was full.
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool breaking_ ABSL_GUARDED_BY(mutex_) = false;  // TryCancel runs: the context must live.
  bool heartbeat_ ABSL_GUARDED_BY(mutex_) = false;
  bool told_caught_up_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> ending_ ABSL_GUARDED_BY(mutex_);
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time started_ ABSL_GUARDED_BY(mutex_);
  absl::Time last_sent_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dondoc::rpc
