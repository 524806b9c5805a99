// The composition root that the data services share: flags to a config, a config to running parts,
// in one order, and down again in the reverse.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "common/base/clock.h"
#include "common/base/executor.h"
#include "common/base/ids.h"
#include "common/commit/commit_queue.h"
#include "common/identity/access_table.h"
#include "common/identity/key_ring.h"
#include "common/identity/token.h"
#include "common/obs/metrics.h"
#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"
#include "common/rpc/server.h"
#include "common/sql/database.h"
#include "common/sql/migrations.h"
#include "common/sql/pool.h"

namespace dondoc::rpc {

struct HostConfig {
  // Name of the service in logs ("registry").
  std::string name;
  ServerOptions server;
  // sqlite:/path/file.db or postgresql://...
  std::string database;
  // Who vouches for callers.
  std::vector<identity::KeySetConfig> key_sets;
  // "Today" for deadlines, where it is pinned; loopback only.
  std::optional<absl::CivilDay> business_date;
  // host:port of /metrics; empty = none. Loopback unless asked otherwise.
  std::string metrics_listen;
  // Full names of the services served.
  std::vector<std::string> services;
  // Schemas of the database, in order.
  std::vector<sql::Schema> schemas;
  // Committers on PostgreSQL.
  int committers = 4;
  // How long health says NOT_SERVING before the port closes, so that probes notice.
  absl::Duration drain_wait = absl::ZeroDuration();
};

// Reads the flags common to every data service (--listen, --database, --key_sets, ...). `own` is
// the schema of its own tables, named like the service; those of the write path and of rights come
// before it. `services` are the full names of what it serves. INVALID_ARGUMENT naming the flag
// where they contradict each other.
absl::StatusOr<HostConfig> HostConfigFromFlags(const sql::Schema& own,
                                               std::vector<std::string> services);

// Applies what is missing of the schemas and ends: `<service> migrate`.
absl::Status MigrateDatabase(const HostConfig& config);

// Everything a data service stands on.
class Host {
 public:
  static absl::StatusOr<std::unique_ptr<Host>> Create(HostConfig config);
  ~Host();

  const Core& core() const { return *core_; }
  FeedHub& hub() { return *hub_; }
  Clock& clock() { return clock_; }
  BusinessDay& business_day() { return *business_day_; }
  sql::Database& database() { return *database_; }
  commit::CommitQueue& commits() { return *commits_; }
  Executor& bulk_executor() { return *bulk_executor_; }
  obs::Metrics& metrics() { return metrics_; }
  const HostConfig& config() const { return config_; }

  // Serves until SIGTERM or SIGINT, then drains: not serving, `on_stop`, streams, calls, commits.
  absl::Status Serve(const std::vector<grpc::Service*>& services, StopSignal& stop,
                     absl::AnyInvocable<void()> on_stop = {});

 private:
  explicit Host(HostConfig config) : config_(std::move(config)) {}

  HostConfig config_;
  SystemClock clock_;
  IdGenerator ids_{clock_};
  obs::Metrics metrics_;
  std::unique_ptr<BusinessDay> business_day_;
  std::unique_ptr<identity::KeyRing> key_ring_;
  std::unique_ptr<identity::TokenVerifier> verifier_;
  std::unique_ptr<identity::AccessTable> access_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::ReaderPool> readers_;
  std::unique_ptr<FeedHub> hub_;
  std::unique_ptr<commit::CommitQueue> commits_;
  std::unique_ptr<Executor> read_executor_;
  std::unique_ptr<Executor> bulk_executor_;
  std::unique_ptr<Core> core_;
};

// main() of a data service: stop signals, flags, `migrate` where asked, logs, exit status (0, or 1
// with the error on standard error).
int RunMain(int argc, char** argv, absl::string_view usage,
            absl::AnyInvocable<absl::StatusOr<HostConfig>()> configure,
            absl::AnyInvocable<absl::Status(HostConfig, StopSignal&)> run);

}  // namespace dondoc::rpc
