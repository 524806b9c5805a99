// A transaction and its savepoints, with the same observable behaviour on both engines.
//
// Any SQL error poisons the transaction: everything after it answers the same error until the
// enclosing savepoint is rolled back. (PostgreSQL demands it; SQLite would carry on half way.)
// Where the engine itself ended the whole transaction (SQLite does on interrupt, a full disk, I/O
// error or lack of memory; PostgreSQL when the connection is lost), engine_ended() is true and no
// savepoint can mend it: Rollback() and run everything again.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/database.h"
#include "common/sql/value.h"

namespace dondoc::sql {

// Called once per row. It must not use the transaction it reads from (SQL_NESTED). An error stops
// the query and becomes its result; being the callback's own, it does not poison.
using RowCallback = absl::FunctionRef<absl::Status(const Row&)>;

enum class CommitOutcome {
  kCommitted,
  // Certainly not committed. IsRetryable(status) says whether running it again may help.
  kAborted,
  // The connection was lost during COMMIT: look up what the transaction should have left behind.
  kUnknown,
  // The engine could not write. The file's state is known only after reopening: end the process.
  kIoError,
};

struct CommitResult {
  CommitOutcome outcome;
  absl::Status status;  // OK only when committed.
  bool committed() const { return outcome == CommitOutcome::kCommitted; }
};

class Transaction {
 public:
  // Rolls back what was neither committed nor rolled back.
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Runs a statement without a result; returns the number of rows inserted, updated or deleted.
  absl::StatusOr<int64_t> Execute(absl::string_view sql, Params params = {});

  // Runs a statement whose outcome nobody waits for. On PostgreSQL it is sent with the next one
  // that is waited for, so that a batch of inserts costs one round trip. Its error surfaces (and
  // poisons) at the latest at the next Flush, Execute, Query, Savepoint::Release or Commit.
  void ExecuteDeferred(absl::string_view sql, Params params = {});

  // Waits for everything deferred; returns the first error.
  absl::Status Flush();

  // Runs a statement with a result (SELECT, or a change with RETURNING).
  absl::Status Query(absl::string_view sql, Params params, RowCallback on_row);

  // As Query, for at most one row; returns whether there was one. A second row is INTERNAL, reason
  // SQL_TOO_MANY_ROWS, and poisons.
  absl::StatusOr<bool> QueryRow(absl::string_view sql, Params params, RowCallback on_row);

  // The first column of the only row, where there is one.
  absl::StatusOr<std::optional<int64_t>> QueryInt(absl::string_view sql, Params params = {});
  absl::StatusOr<std::optional<std::string>> QueryText(absl::string_view sql, Params params = {});

  // Runs several statements separated by semicolons, without parameters. For migrations.
  absl::Status ExecuteScript(absl::string_view sql);

  // Ends the transaction. A poisoned one is rolled back and answers kAborted with the poison.
  // Everything after the end answers FAILED_PRECONDITION/SQL_TRANSACTION_OVER.
  CommitResult Commit();
  absl::Status Rollback();

  Engine engine() const;
  // The poison, or OK. An error of a deferred statement may not be known yet: Flush() tells.
  const absl::Status& status() const { return poison_; }
  // The engine has already rolled the whole transaction back.
  bool engine_ended() const { return engine_ended_; }
  // How many statements so far may have changed something: all but SELECT. Two equal readings mean
  // that nothing was written between them.
  int64_t writes() const { return writes_; }

 private:
  friend class Connection;
  friend class Savepoint;

  explicit Transaction(Connection& connection);
  internal::Session& session() const;
  // The reason why nothing may run now, or OK.
  absl::Status Ready();
  // As Ready, and checks the parameters.
  absl::Status Ready(Params params);
  // Takes the outcome of something the engine ran; an error poisons.
  absl::Status Note(absl::Status status);
  void End();

  Connection& connection_;
  absl::Status poison_;
  bool engine_ended_ = false;
  bool over_ = false;
  bool in_callback_ = false;
  // A deferred statement's outcome is not known yet.
  bool deferred_ = false;
  int64_t writes_ = 0;
  // Savepoints open now; they nest and close in reverse order.
  int depth_ = 0;
};

// A savepoint: rolled back when it goes out of scope, unless released.
class [[nodiscard]] Savepoint {
 public:
  // Sent with the next statement; an error poisons the transaction. Opened on a poisoned
  // transaction it is inert: every call answers the poison.
  explicit Savepoint(Transaction& transaction);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  // Keeps the work. Waits for deferred statements; on an error the savepoint stays open, to be
  // rolled back.
  absl::Status Release();

  // Undoes the work and mends the poison. Fails only where the engine ended the transaction.
  absl::Status Rollback();

 private:
  Transaction& transaction_;
  // Nesting level, from 1; 0 when inert or closed.
  int level_ = 0;
};

// True for errors after which the same transaction may succeed: SQL_SERIALIZATION,
// SQL_CONNECTION_LOST, SQL_BUSY.
bool IsRetryable(const absl::Status& status);

}  // namespace dondoc::sql
