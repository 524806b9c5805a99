// The PostgreSQL driver: one libpq connection, always in pipeline mode. Commands are sent as they
// come; results are read when somebody needs one, so that BEGIN, savepoints and deferred statements
// cost no round trip of their own.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <libpq-fe.h>

#include "common/sql/lru_cache.h"
#include "common/sql/postgres_connect.h"
#include "common/sql/session.h"

namespace dondoc::sql::internal {

// Commands sent before their results are read. More would only let results pile up in libpq.
inline constexpr size_t kMaxPipelined = 256;
// Parameter bytes sent before results are read: bounds libpq's send buffer.
inline constexpr size_t kMaxPipelinedBytes = size_t{4} << 20;
// How long the server may take to answer a cancel request before the connection counts as lost.
inline constexpr absl::Duration kCancelGrace = absl::Seconds(5);

class PostgresSession final : public Session {
 public:
  static absl::StatusOr<std::unique_ptr<PostgresSession>> Open(ConnectionKind kind,
                                                               const Options& options);
  ~PostgresSession() override;

  Engine engine() const override { return Engine::kPostgres; }
  bool alive() const override { return alive_; }
  void Interrupt() override;
  void SetDeadline(SteadyTime deadline) override { deadline_ = deadline; }
  void ClearDeadline() override { deadline_.reset(); }
  int64_t statements_prepared() const override { return prepared_; }

  absl::Status Begin() override;
  absl::StatusOr<int64_t> Execute(absl::string_view sql, Params params) override;
  absl::Status ExecuteDeferred(absl::string_view sql, Params params) override;
  absl::Status Flush() override;
  absl::Status Control(absl::string_view sql) override;
  absl::Status Query(absl::string_view sql, Params params, RowCallback on_row,
                     absl::Status& callback_error) override;
  absl::Status ExecuteScript(absl::string_view sql) override;
  CommitResult Commit() override;
  absl::Status Rollback() override;
  bool InTransaction() const override { return alive_ && in_transaction_; }

 private:
  struct Statement {
    std::string name;
    int parameters = 0;
  };
  // A command whose result is not read yet.
  struct Pending {
    enum class Kind { kPrepare, kStatement, kEnd, kSync };
    Kind kind;
    // The portable text, for the logs; of kPrepare the key in the cache.
    std::string text;
    // Of kPrepare: the statement's name on the server.
    std::string name = "";
  };
  struct CancelDeleter {
    void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  };
  enum class Limit { kDeadline, kNone };

  PostgresSession(ConnectionKind kind, const Options& options, PgConn connection);

  absl::StatusOr<Statement*> Prepare(absl::string_view sql, Params params);
  // Sends one command; its result stays pending.
  absl::Status Send(absl::string_view sql, Params params,
                    Pending::Kind kind = Pending::Kind::kStatement);
  absl::Status SendSync();
  // Waits for every pending result; returns the first error, and the last command's result.
  absl::Status Drain(Limit limit, PgResult* last = nullptr);
  absl::Status DrainOne(Limit limit, const Pending& pending, PgResult* out);
  // The next result, null at the end of a command's results.
  absl::StatusOr<PgResult> NextResult(Limit limit);
  absl::Status WaitForServer(Limit limit);
  // An error result of the server, its cancellation told apart from a deadline.
  absl::Status MapError(const PGresult* result, absl::string_view sql);
  absl::Status Lost(absl::string_view detail);
  absl::Status CheckDeadline() const;
  bool Cancel();

  const ConnectionKind kind_;
  const absl::Duration statement_timeout_;
  const PgConn connection_;
  const std::unique_ptr<PGcancel, CancelDeleter> cancel_;
  LruCache<Statement> statements_;
  // Evicted statements, closed on the server before the next transaction begins: in a failed one
  // the server would refuse.
  std::vector<std::string> to_close_;
  int64_t prepared_ = 0;
  std::deque<Pending> pending_;
  size_t pending_bytes_ = 0;
  std::optional<SteadyTime> deadline_;
  SteadyTime wait_began_;
  std::optional<SteadyTime> cancelled_at_;
  bool alive_ = true;
  bool in_transaction_ = false;
  // The first error of what was drained early, until Flush reports it.
  absl::Status deferred_error_;
};

}  // namespace dondoc::sql::internal
