#include "common/sql/transaction.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/session.h"
#include "common/sql/sql_text.h"

namespace dondoc::sql {

using internal::ErrorKind;
using internal::SqlError;

// ---------------------------------------------------------------------------------------------
// Connection

Connection::Connection(std::unique_ptr<internal::Session> session) : session_(std::move(session)) {}
Connection::~Connection() = default;

Engine Connection::engine() const { return session_->engine(); }
bool Connection::alive() const { return session_->alive(); }
void Connection::Interrupt() { session_->Interrupt(); }
void Connection::SetDeadline(SteadyTime deadline) { session_->SetDeadline(deadline); }
void Connection::ClearDeadline() { session_->ClearDeadline(); }
int64_t Connection::statements_prepared() const { return session_->statements_prepared(); }

absl::StatusOr<std::unique_ptr<Transaction>> Connection::Begin() {
  if (in_transaction_) return SqlError(ErrorKind::kNested, "a transaction is open");
  if (!session_->alive()) return SqlError(ErrorKind::kConnectionLost, "connection already lost");
  RETURN_IF_ERROR(session_->Begin());
  in_transaction_ = true;
  return std::unique_ptr<Transaction>(new Transaction(*this));
}

// ---------------------------------------------------------------------------------------------
// Transaction

Transaction::Transaction(Connection& connection) : connection_(connection) {}

Transaction::~Transaction() {
  if (!over_) Rollback().IgnoreError();
}

internal::Session& Transaction::session() const { return *connection_.session_; }
Engine Transaction::engine() const { return connection_.engine(); }

absl::Status Transaction::Ready() {
  if (over_) return SqlError(ErrorKind::kTransactionOver, "");
  if (!poison_.ok()) return poison_;
  if (in_callback_) return Note(SqlError(ErrorKind::kNested, "statement inside a row callback"));
  return absl::OkStatus();
}

absl::Status Transaction::Ready(Params params) {
  RETURN_IF_ERROR(Ready());
  for (const Value& value : params) {
    if (value.type() == Value::Type::kText && !internal::IsPortableText(value.as_bytes())) {
      return Note(SqlError(ErrorKind::kInvalidText, ""));
    }
  }
  return absl::OkStatus();
}

absl::Status Transaction::Note(absl::Status status) {
  if (status.ok()) return status;
  if (poison_.ok()) poison_ = status;
  if (!session().InTransaction()) engine_ended_ = true;
  return status;
}

absl::StatusOr<int64_t> Transaction::Execute(absl::string_view sql, Params params) {
  RETURN_IF_ERROR(Ready(params));
  deferred_ = false;
  ++writes_;
  auto rows = session().Execute(sql, params);
  RETURN_IF_ERROR(Note(rows.status()));
  return rows;
}

void Transaction::ExecuteDeferred(absl::string_view sql, Params params) {
  if (!Ready(params).ok()) return;
  deferred_ = true;
  ++writes_;
  Note(session().ExecuteDeferred(sql, params)).IgnoreError();
}

absl::Status Transaction::Flush() {
  RETURN_IF_ERROR(Ready());
  deferred_ = false;
  return Note(session().Flush());
}

absl::Status Transaction::Query(absl::string_view sql, Params params, RowCallback on_row) {
  RETURN_IF_ERROR(Ready(params));
  deferred_ = false;
  if (!absl::StartsWith(sql, "SELECT")) ++writes_;
  absl::Status callback_error;
  in_callback_ = true;
  absl::Status status = session().Query(sql, params, on_row, callback_error);
  in_callback_ = false;
  RETURN_IF_ERROR(Note(std::move(status)));
  // The callback may have poisoned the transaction by using it.
  RETURN_IF_ERROR(poison_);
  return callback_error;
}

absl::StatusOr<bool> Transaction::QueryRow(absl::string_view sql, Params params,
                                           RowCallback on_row) {
  int rows = 0;
  absl::Status status = Query(sql, params, [&](const Row& row) -> absl::Status {
    if (++rows > 1) return SqlError(ErrorKind::kTooManyRows, sql);
    return on_row(row);
  });
  if (rows > 1 && poison_.ok()) return Note(std::move(status));
  RETURN_IF_ERROR(status);
  return rows == 1;
}

absl::StatusOr<std::optional<int64_t>> Transaction::QueryInt(absl::string_view sql, Params params) {
  std::optional<int64_t> value;
  RETURN_IF_ERROR(QueryRow(sql, params, [&](const Row& row) {
    value = row.Int(0);
    return absl::OkStatus();
  }));
  return value;
}

absl::StatusOr<std::optional<std::string>> Transaction::QueryText(absl::string_view sql,
                                                                  Params params) {
  std::optional<std::string> value;
  RETURN_IF_ERROR(QueryRow(sql, params, [&](const Row& row) {
    value = std::string(row.Text(0));
    return absl::OkStatus();
  }));
  return value;
}

absl::Status Transaction::ExecuteScript(absl::string_view sql) {
  RETURN_IF_ERROR(Ready());
  deferred_ = false;
  ++writes_;
  return Note(session().ExecuteScript(sql));
}

CommitResult Transaction::Commit() {
  if (over_) return {CommitOutcome::kAborted, SqlError(ErrorKind::kTransactionOver, "")};
  if (Ready().ok() && depth_ > 0) {
    Note(SqlError(ErrorKind::kStatement, "commit inside a savepoint")).IgnoreError();
  }
  if (in_callback_) return {CommitOutcome::kAborted, poison_};
  if (!poison_.ok()) {
    Rollback().IgnoreError();
    return {CommitOutcome::kAborted, poison_};
  }
  CommitResult result = session().Commit();
  if (!result.committed()) poison_ = result.status;
  End();
  return result;
}

absl::Status Transaction::Rollback() {
  if (over_) return SqlError(ErrorKind::kTransactionOver, "");
  if (in_callback_) return Ready();
  absl::Status status = session().Rollback();
  End();
  return status;
}

void Transaction::End() {
  over_ = true;
  depth_ = 0;
  connection_.in_transaction_ = false;
}

// ---------------------------------------------------------------------------------------------
// Savepoint

Savepoint::Savepoint(Transaction& transaction) : transaction_(transaction) {
  // A deferred statement that failed before the savepoint must not be forgiven by rolling it back.
  if (transaction_.deferred_ && !transaction_.Flush().ok()) return;
  if (!transaction_.Ready().ok()) return;
  const int level = transaction_.depth_ + 1;
  const absl::Status begun = transaction_.session().Control(absl::StrCat("SAVEPOINT s", level));
  if (!transaction_.Note(begun).ok()) return;
  level_ = transaction_.depth_ = level;
}

Savepoint::~Savepoint() {
  if (level_ > 0 && level_ <= transaction_.depth_) Rollback().IgnoreError();
}

absl::Status Savepoint::Release() {
  RETURN_IF_ERROR(transaction_.Ready());
  // Inert, closed already, or others are still open inside it.
  if (level_ == 0 || level_ != transaction_.depth_) {
    return transaction_.Note(SqlError(ErrorKind::kStatement, "savepoint released out of order"));
  }
  transaction_.deferred_ = false;
  internal::Session& session = transaction_.session();
  absl::Status status = session.Control(absl::StrCat("RELEASE SAVEPOINT s", level_));
  if (status.ok()) status = session.Flush();
  RETURN_IF_ERROR(transaction_.Note(std::move(status)));
  transaction_.depth_ = level_ - 1;
  level_ = 0;
  return absl::OkStatus();
}

absl::Status Savepoint::Rollback() {
  if (transaction_.over_) return SqlError(ErrorKind::kTransactionOver, "");
  if (transaction_.in_callback_) return transaction_.Ready();
  if (transaction_.engine_ended_) return transaction_.poison_;
  if (level_ == 0 || level_ > transaction_.depth_) {
    RETURN_IF_ERROR(transaction_.Ready());
    return transaction_.Note(SqlError(ErrorKind::kStatement, "savepoint is not open"));
  }
  internal::Session& session = transaction_.session();
  // What was deferred inside fails or not, it is undone; only the loss of the transaction counts.
  if (transaction_.deferred_) {
    transaction_.deferred_ = false;
    const absl::Status flushed = session.Flush();
    if (!session.InTransaction()) return transaction_.Note(flushed);
  }
  absl::Status status = session.Control(absl::StrCat("ROLLBACK TO SAVEPOINT s", level_));
  if (status.ok()) {
    status = session.Control(absl::StrCat("RELEASE SAVEPOINT s", level_));
  }
  transaction_.depth_ = level_ - 1;
  level_ = 0;
  if (!status.ok()) {
    // The work is still there: nothing of this transaction may be kept.
    transaction_.poison_ = absl::OkStatus();
    return transaction_.Note(std::move(status));
  }
  transaction_.poison_ = absl::OkStatus();
  return absl::OkStatus();
}

bool IsRetryable(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "SQL_SERIALIZATION" || reason == "SQL_CONNECTION_LOST" || reason == "SQL_BUSY";
}

}  // namespace dondoc::sql
