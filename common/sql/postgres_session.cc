#include "common/sql/postgres_session.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>
#include <poll.h>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/postgres_error.h"
#include "common/sql/postgres_row.h"
#include "common/sql/sql_text.h"

namespace dondoc::sql::internal {
namespace {

// Type identifiers of the server's catalogue (pg_type.dat); they never change.
constexpr Oid kInt8Oid = 20;
constexpr Oid kTextOid = 25;
constexpr Oid kByteaOid = 17;
constexpr Oid kInferOid = 0;

constexpr int kBinary = 1;

Oid OidOf(Value::Type type) {
  switch (type) {
    case Value::Type::kInt:
      return kInt8Oid;
    case Value::Type::kText:
      return kTextOid;
    case Value::Type::kBytes:
      return kByteaOid;
    case Value::Type::kNull:
      break;
  }
  return kInferOid;
}

// A statement is prepared for the types of its parameters, so they belong to its key.
std::string CacheKey(absl::string_view sql, Params params) {
  std::string key;
  key.reserve(sql.size() + 1 + params.size());
  key.append(sql.data(), sql.size());
  key.push_back('\0');
  for (const Value& value : params) key.push_back(static_cast<char>(value.type()));
  return key;
}

std::array<char, 8> BigEndian(int64_t value) {
  std::array<char, 8> bytes;
  auto bits = static_cast<uint64_t>(value);
  for (int i = 7; i >= 0; --i, bits >>= 8) bytes[i] = static_cast<char>(bits & 0xFF);
  return bytes;
}

// Parameters as libpq takes them: binary, pointing into the values.
class BoundParams {
 public:
  explicit BoundParams(Params params) : numbers_(params.size()) {
    for (size_t i = 0; i < params.size(); ++i) {
      const Value& value = params[i];
      const absl::string_view data = value.as_bytes();
      const char* bytes = data.empty() ? "" : data.data();
      size_t length = data.size();
      if (value.type() == Value::Type::kNull) {
        bytes = nullptr;
      } else if (value.type() == Value::Type::kInt) {
        numbers_[i] = BigEndian(value.as_int());
        bytes = numbers_[i].data();
        length = numbers_[i].size();
      }
      values_.push_back(bytes);
      lengths_.push_back(static_cast<int>(length));
      formats_.push_back(kBinary);
      total_ += length;
    }
  }
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  size_t total() const { return total_; }

 private:
  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  size_t total_ = 0;
};

}  // namespace

PostgresSession::PostgresSession(ConnectionKind kind, const Options& options, PgConn connection)
    : kind_(kind),
      statement_timeout_(options.statement_timeout),
      connection_(std::move(connection)),
      cancel_(PQgetCancel(connection_.get())),
      statements_(static_cast<size_t>(std::max(1, options.statement_cache_size))) {}

PostgresSession::~PostgresSession() = default;

absl::StatusOr<std::unique_ptr<PostgresSession>> PostgresSession::Open(ConnectionKind kind,
                                                                       const Options& options) {
  ASSIGN_OR_RETURN(PgConn connection, ConnectPostgres(options));
  if (PQsetnonblocking(connection.get(), 1) != 0 || PQenterPipelineMode(connection.get()) != 1) {
    return SqlError(ErrorKind::kConnectionLost, PQerrorMessage(connection.get()));
  }
  return std::unique_ptr<PostgresSession>(
      new PostgresSession(kind, options, std::move(connection)));
}

// ---------------------------------------------------------------------------------------------
// Waiting

bool PostgresSession::Cancel() {
  char error[256];
  return cancel_ != nullptr && PQcancel(cancel_.get(), error, sizeof error) == 1;
}

void PostgresSession::Interrupt() { Cancel(); }

absl::Status PostgresSession::Lost(absl::string_view detail) {
  alive_ = false;
  in_transaction_ = false;
  pending_.clear();
  return SqlError(ErrorKind::kConnectionLost, detail);
}

absl::Status PostgresSession::CheckDeadline() const {
  if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
    return SqlError(ErrorKind::kDeadline, "before the statement");
  }
  return absl::OkStatus();
}

// Sleeps until the server has said something, sending what is still to be sent.
absl::Status PostgresSession::WaitForServer(Limit limit) {
  const int unsent = PQflush(connection_.get());
  if (unsent < 0) return Lost(PQerrorMessage(connection_.get()));
  const SteadyTime now = std::chrono::steady_clock::now();
  std::optional<SteadyTime> until;
  if (cancelled_at_) {
    until = *cancelled_at_ + absl::ToChronoMilliseconds(kCancelGrace);
    if (now >= *until) return Lost("no answer to a cancel request");
  } else if (limit == Limit::kDeadline && deadline_) {
    if (now >= *deadline_) {
      cancelled_at_ = now;
      if (!Cancel()) return Lost("cannot send a cancel request");
      return absl::OkStatus();
    }
    until = deadline_;
  }
  pollfd socket{PQsocket(connection_.get()),
                static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
  int timeout_ms = -1;
  if (until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - now).count();
    timeout_ms = static_cast<int>(std::min<int64_t>(left, std::numeric_limits<int>::max()));
  }
  if (poll(&socket, 1, timeout_ms) < 0 && errno != EINTR) return Lost("poll");
  if ((socket.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_.get()) == 0) {
    return Lost(PQerrorMessage(connection_.get()));
  }
  return absl::OkStatus();
}

absl::StatusOr<PgResult> PostgresSession::NextResult(Limit limit) {
  while (PQisBusy(connection_.get()) != 0) RETURN_IF_ERROR(WaitForServer(limit));
  PgResult result(PQgetResult(connection_.get()));
  if (PQstatus(connection_.get()) == CONNECTION_BAD) {
    return Lost(result != nullptr ? PQresultErrorMessage(result.get())
                                  : PQerrorMessage(connection_.get()));
  }
  return result;
}

absl::Status PostgresSession::MapError(const PGresult* result, absl::string_view sql) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state != nullptr && absl::string_view(state) == "57014") {
    const auto waited = absl::FromChrono(std::chrono::steady_clock::now() - wait_began_);
    if (cancelled_at_ || waited >= statement_timeout_) return SqlError(ErrorKind::kDeadline, sql);
  }
  absl::Status status = PostgresError(result, sql);
  if (state == nullptr || IsConnectionLoss(state)) alive_ = in_transaction_ = false;
  return status;
}

// ---------------------------------------------------------------------------------------------
// The pipeline

absl::StatusOr<PostgresSession::Statement*> PostgresSession::Prepare(absl::string_view sql,
                                                                     Params params) {
  const std::string key = CacheKey(sql, params);
  if (Statement* cached = statements_.Find(key)) return cached;
  ASSIGN_OR_RETURN(const EngineSql text, ToEngineSql(sql, Engine::kPostgres));
  if (static_cast<size_t>(text.parameters) != params.size()) {
    return SqlError(
        ErrorKind::kStatement,
        absl::StrCat("takes ", text.parameters, " parameters, got ", params.size(), ": ", sql));
  }
  std::vector<Oid> types;
  for (const Value& value : params) types.push_back(OidOf(value.type()));
  Statement statement{absl::StrCat("d", ++prepared_), text.parameters};
  if (PQsendPrepare(connection_.get(), statement.name.c_str(), text.text.c_str(),
                    static_cast<int>(types.size()), types.data()) != 1) {
    return Lost(PQerrorMessage(connection_.get()));
  }
  pending_.push_back({Pending::Kind::kPrepare, key, statement.name});
  return statements_.Insert(key, std::move(statement), [this](Statement evicted) {
    to_close_.push_back(std::move(evicted.name));
  });
}

absl::Status PostgresSession::Send(absl::string_view sql, Params params, Pending::Kind kind) {
  if (!alive_) return SqlError(ErrorKind::kConnectionLost, "connection already lost");
  for (const Value& value : params) {
    if (value.as_bytes().size() > kMaxValueBytes) return SqlError(ErrorKind::kTooLarge, sql);
  }
  ASSIGN_OR_RETURN(const Statement* statement, Prepare(sql, params));
  const BoundParams bound(params);
  if (PQsendQueryPrepared(connection_.get(), statement->name.c_str(), bound.count(), bound.values(),
                          bound.lengths(), bound.formats(), kBinary) != 1) {
    return Lost(PQerrorMessage(connection_.get()));
  }
  pending_.push_back({kind, std::string(sql)});
  pending_bytes_ += bound.total();
  return absl::OkStatus();
}

absl::Status PostgresSession::SendSync() {
  if (PQpipelineSync(connection_.get()) != 1) return Lost(PQerrorMessage(connection_.get()));
  pending_.push_back({Pending::Kind::kSync, ""});
  return absl::OkStatus();
}

absl::Status PostgresSession::DrainOne(Limit limit, const Pending& pending, PgResult* out) {
  ASSIGN_OR_RETURN(PgResult result, NextResult(limit));
  if (pending.kind == Pending::Kind::kSync) {
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return absl::OkStatus();
    return Lost(absl::StrCat("pipeline out of step: ", PQresultErrorMessage(result.get())));
  }
  absl::Status status;
  switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
      break;
    case PGRES_PIPELINE_ABORTED:
      // The error that caused it came before and is the one reported.
      status = SqlError(ErrorKind::kOther, absl::StrCat("skipped: ", pending.text));
      break;
    case PGRES_FATAL_ERROR:
      status = MapError(result.get(), pending.text);
      break;
    case PGRES_EMPTY_QUERY:
      status = SqlError(ErrorKind::kStatement, "no statement");
      break;
    default:
      return Lost(absl::StrCat("unexpected result of ", pending.text));
  }
  if (!status.ok() && pending.kind == Pending::Kind::kPrepare) {
    // The server does not know it, so it can be neither used nor closed.
    statements_.Erase(pending.text);
    to_close_.erase(std::remove(to_close_.begin(), to_close_.end(), pending.name), to_close_.end());
  }
  ASSIGN_OR_RETURN(const PgResult end, NextResult(limit));
  if (end != nullptr) return Lost("more than one result");
  if (out != nullptr) *out = std::move(result);
  return status;
}

absl::Status PostgresSession::Drain(Limit limit, PgResult* last) {
  absl::Status first = std::exchange(deferred_error_, absl::OkStatus());
  if (!alive_) return first.ok() ? SqlError(ErrorKind::kConnectionLost, "") : first;
  if (pending_.empty()) return first;
  if (pending_.back().kind != Pending::Kind::kSync) {
    if (absl::Status sent = SendSync(); !sent.ok()) return first.ok() ? sent : first;
  }
  wait_began_ = std::chrono::steady_clock::now();
  cancelled_at_.reset();
  while (!pending_.empty()) {
    const Pending pending = std::move(pending_.front());
    pending_.pop_front();
    const bool is_last = pending_.size() == 1;
    const absl::Status status = DrainOne(limit, pending, is_last ? last : nullptr);
    if (!alive_) {
      pending_.clear();
      // What the server said before it went (an administrator's shutdown) is a loss all the same.
      return SqlError(ErrorKind::kConnectionLost, InternalDetailOf(status));
    }
    // The end of a transaction that nobody waited for has no error anyone could use.
    if (pending.kind == Pending::Kind::kEnd) continue;
    if (first.ok()) first = status;
  }
  pending_bytes_ = 0;
  cancelled_at_.reset();
  if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) in_transaction_ = false;
  return first;
}

// ---------------------------------------------------------------------------------------------
// Statements

absl::StatusOr<int64_t> PostgresSession::Execute(absl::string_view sql, Params params) {
  RETURN_IF_ERROR(CheckDeadline());
  RETURN_IF_ERROR(Send(sql, params));
  PgResult result;
  RETURN_IF_ERROR(Drain(Limit::kDeadline, &result));
  if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) {
    return SqlError(ErrorKind::kStatement, absl::StrCat("has a result: ", sql));
  }
  return AffectedRows(result.get());
}

absl::Status PostgresSession::ExecuteDeferred(absl::string_view sql, Params params) {
  if (!deferred_error_.ok()) return absl::OkStatus();
  deferred_error_ = CheckDeadline();
  if (deferred_error_.ok()) deferred_error_ = Send(sql, params);
  if (pending_.size() >= kMaxPipelined || pending_bytes_ >= kMaxPipelinedBytes) {
    deferred_error_ = Drain(Limit::kDeadline);
  }
  // Nothing can be saved by going on without the connection.
  return alive_ ? absl::OkStatus() : Flush();
}

absl::Status PostgresSession::Flush() { return Drain(Limit::kDeadline); }

absl::Status PostgresSession::Control(absl::string_view sql) {
  if (!deferred_error_.ok()) return std::exchange(deferred_error_, absl::OkStatus());
  return Send(sql, {});
}

absl::Status PostgresSession::Query(absl::string_view sql, Params params, RowCallback on_row,
                                    absl::Status& callback_error) {
  RETURN_IF_ERROR(CheckDeadline());
  RETURN_IF_ERROR(Send(sql, params));
  PgResult result;
  RETURN_IF_ERROR(Drain(Limit::kDeadline, &result));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
    return SqlError(ErrorKind::kStatement, absl::StrCat("has no result: ", sql));
  }
  PostgresRow row(result.get());
  for (; !row.at_end(); row.Next()) {
    callback_error = on_row(row);
    if (row.misread()) return SqlError(ErrorKind::kType, sql);
    if (!callback_error.ok()) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status PostgresSession::ExecuteScript(absl::string_view sql) {
  ASSIGN_OR_RETURN(const EngineSql text, ToEngineSql(sql, Engine::kPostgres));
  if (text.parameters != 0) {
    return SqlError(ErrorKind::kStatement, "a script takes no parameters");
  }
  RETURN_IF_ERROR(Drain(Limit::kDeadline));
  // Several statements in one text need the simple protocol, which a pipeline cannot carry.
  if (PQexitPipelineMode(connection_.get()) != 1 ||
      PQsendQuery(connection_.get(), text.text.c_str()) != 1) {
    return Lost(PQerrorMessage(connection_.get()));
  }
  wait_began_ = std::chrono::steady_clock::now();
  cancelled_at_.reset();
  absl::Status first;
  for (;;) {
    ASSIGN_OR_RETURN(const PgResult result, NextResult(Limit::kDeadline));
    if (result == nullptr) break;
    if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR && first.ok()) {
      first = MapError(result.get(), "script");
      if (!alive_) return first;
    }
  }
  cancelled_at_.reset();
  if (PQenterPipelineMode(connection_.get()) != 1) return Lost(PQerrorMessage(connection_.get()));
  if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) in_transaction_ = false;
  return first;
}

// ---------------------------------------------------------------------------------------------
// Transactions

absl::Status PostgresSession::Begin() {
  deferred_error_ = absl::OkStatus();
  RETURN_IF_ERROR(CheckDeadline());
  for (const std::string& name : std::exchange(to_close_, {})) {
    if (PQsendQueryParams(connection_.get(), absl::StrCat("DEALLOCATE ", name).c_str(), 0, nullptr,
                          nullptr, nullptr, nullptr, kBinary) != 1) {
      return Lost(PQerrorMessage(connection_.get()));
    }
    pending_.push_back({Pending::Kind::kStatement, "DEALLOCATE"});
  }
  RETURN_IF_ERROR(Send(kind_ == ConnectionKind::kWriter
                           ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                           : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                       {}));
  in_transaction_ = true;
  return absl::OkStatus();
}

CommitResult PostgresSession::Commit() {
  if (!deferred_error_.ok()) {
    absl::Status deferred = std::exchange(deferred_error_, absl::OkStatus());
    Rollback().IgnoreError();
    return {CommitOutcome::kAborted, std::move(deferred)};
  }
  if (absl::Status sent = Send("COMMIT", {}); !sent.ok()) {
    return {CommitOutcome::kAborted, std::move(sent)};
  }
  PgResult result;
  absl::Status status = Drain(Limit::kNone, &result);
  if (!alive_) return {CommitOutcome::kUnknown, std::move(status)};
  if (!status.ok()) {
    // Either a deferred statement failed and COMMIT was skipped, or COMMIT itself was refused.
    Rollback().IgnoreError();
    return {CommitOutcome::kAborted, std::move(status)};
  }
  in_transaction_ = false;
  if (absl::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    return {CommitOutcome::kAborted, SqlError(ErrorKind::kOther, "commit of a failed transaction")};
  }
  return {CommitOutcome::kCommitted, absl::OkStatus()};
}

absl::Status PostgresSession::Rollback() {
  deferred_error_ = absl::OkStatus();
  if (!alive_) return absl::OkStatus();  // The server rolls back what it lost.
  // Whatever is pending may fail and would make the server skip the ROLLBACK of the same segment.
  if (!pending_.empty() && pending_.back().kind != Pending::Kind::kSync) {
    Drain(Limit::kNone).IgnoreError();
    if (!alive_) return absl::OkStatus();
  }
  if (!std::exchange(in_transaction_, false)) return absl::OkStatus();
  RETURN_IF_ERROR(Send("ROLLBACK", {}, Pending::Kind::kEnd));
  RETURN_IF_ERROR(SendSync());
  // Sent now, so that the server lets go of its snapshot and locks; read with the next transaction.
  return PQflush(connection_.get()) < 0 ? Lost(PQerrorMessage(connection_.get()))
                                        : absl::OkStatus();
}

}  // namespace dondoc::sql::internal
