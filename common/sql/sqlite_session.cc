#include "common/sql/sqlite_session.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"

#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/sql_text.h"

namespace dondoc::sql::internal {
namespace {

// Virtual-machine steps between two looks at the deadline: some 20 microseconds of work, against
// 30 nanoseconds for the clock.
constexpr int kProgressSteps = 2000;
// Between two attempts at a lock held by another connection.
constexpr absl::Duration kBusyPause = absl::Milliseconds(2);

// "UNIQUE constraint failed: task.agency, task.number" names every column.
ConstraintInfo ParseConstraint(absl::string_view message) {
  ConstraintInfo info;
  const size_t colon = message.find(": ");
  if (colon == absl::string_view::npos) return info;
  const absl::string_view tail = message.substr(colon + 2);
  // A unique index on expressions is reported as "index 'name'", a check by its name or text.
  if (absl::StartsWith(tail, "index '")) {
    info.constraint = std::string(absl::StripSuffix(absl::StripPrefix(tail, "index '"), "'"));
    return info;
  }
  std::vector<absl::string_view> columns;
  for (absl::string_view part : absl::StrSplit(tail, ", ")) {
    const std::pair<absl::string_view, absl::string_view> names =
        absl::StrSplit(part, absl::MaxSplits('.', 1));
    if (names.second.empty()) return info;
    info.table = std::string(names.first);
    columns.push_back(names.second);
  }
  info.columns = absl::StrJoin(columns, ",");
  return info;
}

absl::Status ConstraintError(int code, absl::string_view message, absl::string_view detail) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return SqlError(ErrorKind::kUnique, detail, ParseConstraint(message));
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return SqlError(ErrorKind::kForeignKey, detail);
    case SQLITE_CONSTRAINT_NOTNULL:
      return SqlError(ErrorKind::kNotNull, detail, ParseConstraint(message));
    case SQLITE_CONSTRAINT_CHECK: {
      // The constraint's name, or its text where it has none.
      ConstraintInfo info;
      const absl::string_view tail =
          message.substr(std::min(message.find(": ") + 2, message.size()));
      if (std::all_of(tail.begin(), tail.end(),
                      [](unsigned char c) { return absl::ascii_isalnum(c) || c == '_'; })) {
        info.constraint = std::string(tail);
      }
      return SqlError(ErrorKind::kCheck, detail, info);
    }
    default:
      return SqlError(ErrorKind::kOther, detail);
  }
}

// A row under the cursor of a running statement.
class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement)
      : statement_(statement), columns_(sqlite3_column_count(statement)) {}

  int columns() const override { return columns_; }
  bool IsNull(int column) const override {
    if (column < 0 || column >= columns_) {
      misread_ = true;
      return true;
    }
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  int64_t Int(int column) const override {
    return Is(column, SQLITE_INTEGER) ? sqlite3_column_int64(statement_, column) : 0;
  }
  absl::string_view Text(int column) const override {
    if (!Is(column, SQLITE_TEXT)) return "";
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }
  absl::string_view Bytes(int column) const override {
    if (!Is(column, SQLITE_BLOB)) return "";
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool misread() const { return misread_; }

 private:
  bool Is(int column, int type) const {
    const bool match =
        column >= 0 && column < columns_ && sqlite3_column_type(statement_, column) == type;
    if (!match) misread_ = true;
    return match;
  }

  sqlite3_stmt* const statement_;
  const int columns_;
  mutable bool misread_ = false;
};

// Gives the statement back to the cache, its parameters forgotten (they are not ours to keep).
class Running {
 public:
  explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
  ~Running() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  sqlite3_stmt* const statement_;
};

}  // namespace

absl::Status SqliteError(sqlite3* db, int code, absl::string_view sql) {
  const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
  const absl::string_view message = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  const std::string detail =
      absl::StrCat("sqlite ", extended, ": ", message, sql.empty() ? "" : " in ", sql);
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return ConstraintError(extended, message, detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SqlError(ErrorKind::kBusy, detail);
    case SQLITE_INTERRUPT:
      return SqlError(ErrorKind::kInterrupted, detail);
    case SQLITE_FULL:
      return SqlError(ErrorKind::kDiskFull, detail);
    case SQLITE_NOMEM:
      return SqlError(ErrorKind::kNoMemory, detail);
    case SQLITE_IOERR:
      if (extended == SQLITE_IOERR_NOMEM) return SqlError(ErrorKind::kNoMemory, detail);
      return SqlError(ErrorKind::kIo, detail);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
    case SQLITE_PROTOCOL:
      return SqlError(ErrorKind::kIo, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SqlError(ErrorKind::kCorrupt, detail);
    case SQLITE_READONLY:
      return SqlError(ErrorKind::kReadOnly, detail);
    case SQLITE_TOOBIG:
      return SqlError(ErrorKind::kTooLarge, detail);
    case SQLITE_ERROR:
    case SQLITE_RANGE:
    case SQLITE_MISUSE:
    case SQLITE_AUTH:
    case SQLITE_MISMATCH:
      return SqlError(ErrorKind::kStatement, detail);
    default:
      return SqlError(ErrorKind::kOther, detail);
  }
}

SqliteSession::SqliteSession(ConnectionKind kind, const Options& options,
                             std::shared_ptr<FileLock> lock,
                             std::shared_ptr<GatheringVfs> gathering)
    : kind_(kind),
      busy_timeout_(options.busy_timeout),
      lock_(std::move(lock)),
      gathering_(std::move(gathering)),
      statements_(static_cast<size_t>(std::max(1, options.statement_cache_size))) {}

SqliteSession::~SqliteSession() {
  statements_.Clear();
  if (db_ == nullptr) return;
  if (InTransaction()) RunRaw("ROLLBACK").IgnoreError();
  sqlite3_close_v2(db_);
}

void ConfigureSqlite() {
  // Nobody reads SQLite's own memory statistics, and keeping them takes a process-wide lock at each
  // allocation. Refused, harmlessly, where the library is in use already.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);
}

absl::StatusOr<std::unique_ptr<SqliteSession>> SqliteSession::Open(
    const std::string& path, ConnectionKind kind, const Options& options,
    std::shared_ptr<FileLock> lock, std::shared_ptr<GatheringVfs> gathering) {
  // Where commits are not synced, what is gathered would be missed by readers.
  const bool gathers = kind == ConnectionKind::kWriter && options.synchronous == Synchronous::kFull;
  const std::string& vfs = gathers ? gathering->name() : options.sqlite_vfs;
  auto session = std::unique_ptr<SqliteSession>(
      new SqliteSession(kind, options, std::move(lock), std::move(gathering)));
  // Readers open for writing too: in WAL mode they keep the shared index; query_only holds them.
  const int code =
      sqlite3_open_v2(path.c_str(), &session->db_,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                      vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) return SqliteError(session->db_, code, path);
  RETURN_IF_ERROR(session->Configure(options));
  return session;
}

absl::Status SqliteSession::Configure(const Options& options) {
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_handler(db_, &SqliteSession::OnBusy, this);
  // The schema of a file is data: it must not run functions with effects, nor may statements write
  // to the file behind SQLite's back. A misspelt column in double quotes is an error, not a string.
  const std::pair<int, int> switches[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
  };
  for (const auto& [option, value] : switches) {
    if (const int code = sqlite3_db_config(db_, option, value, nullptr); code != SQLITE_OK) {
      return SqliteError(db_, code, "db_config");
    }
  }
  const bool writer = kind_ == ConnectionKind::kWriter;
  const int cache_kib = writer ? options.writer_cache_kib : options.reader_cache_kib;
  return RunRaw(absl::StrCat(
      "PRAGMA synchronous=", options.synchronous == Synchronous::kFull ? "FULL" : "OFF",
      ";PRAGMA trusted_schema=OFF;PRAGMA cell_size_check=ON;PRAGMA mmap_size=0",
      // Zero what is deleted where that costs no further page.
      ";PRAGMA secure_delete=FAST", ";PRAGMA temp_store=MEMORY", ";PRAGMA cache_size=-", cache_kib,
      ";PRAGMA journal_size_limit=", kWalKeepBytes, ";PRAGMA wal_autocheckpoint=",
      writer ? options.wal_autocheckpoint_pages : 0, ";PRAGMA query_only=", writer ? "OFF" : "ON"));
}

absl::Status SqliteSession::RunRaw(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : MapError(code, sql);
}

absl::Status SqliteSession::MapError(int code, absl::string_view sql) {
  if ((code & 0xFF) == SQLITE_INTERRUPT && std::exchange(deadline_hit_, false)) {
    return SqlError(ErrorKind::kDeadline, sql);
  }
  return SqliteError(db_, code, sql);
}

// ---------------------------------------------------------------------------------------------
// Deadlines

bool SqliteSession::PastDeadline() const {
  return deadline_ && std::chrono::steady_clock::now() >= *deadline_;
}

int SqliteSession::OnProgress(void* self) {
  auto* session = static_cast<SqliteSession*>(self);
  if (!session->PastDeadline()) return 0;
  session->deadline_hit_ = true;
  return 1;
}

int SqliteSession::OnBusy(void* self, int attempts) {
  auto* session = static_cast<SqliteSession*>(self);
  const SteadyTime now = std::chrono::steady_clock::now();
  if (attempts == 0) session->busy_since_ = now;
  if (absl::FromChrono(now - session->busy_since_) >= session->busy_timeout_) return 0;
  if (session->PastDeadline()) return 0;
  std::this_thread::sleep_for(absl::ToChronoMicroseconds(kBusyPause));
  return 1;
}

void SqliteSession::SetDeadline(SteadyTime deadline) {
  deadline_ = deadline;
  sqlite3_progress_handler(db_, kProgressSteps, &SqliteSession::OnProgress, this);
}

void SqliteSession::ClearDeadline() {
  deadline_.reset();
  sqlite3_progress_handler(db_, 0, nullptr, nullptr);
}

absl::Status SqliteSession::CheckDeadline() const {
  return PastDeadline() ? SqlError(ErrorKind::kDeadline, "before the statement") : absl::OkStatus();
}

// ---------------------------------------------------------------------------------------------
// Statements

absl::StatusOr<SqliteSession::Statement*> SqliteSession::Prepare(absl::string_view sql) {
  if (Statement* cached = statements_.Find(sql)) return cached;
  ASSIGN_OR_RETURN(const EngineSql text, ToEngineSql(sql, Engine::kSqlite));
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(db_, text.text.c_str(), static_cast<int>(text.text.size()) + 1,
                         SQLITE_PREPARE_PERSISTENT, &handle, &tail);
  Statement statement{std::unique_ptr<sqlite3_stmt, Finalizer>(handle), text.parameters};
  if (code != SQLITE_OK) return MapError(code, sql);
  if (handle == nullptr || !absl::StripAsciiWhitespace(tail).empty()) {
    return SqlError(ErrorKind::kStatement, absl::StrCat("not one statement: ", sql));
  }
  ++prepared_;
  return statements_.Insert(sql, std::move(statement), [](Statement) {});
}

absl::Status SqliteSession::Bind(const Statement& statement, absl::string_view sql, Params params) {
  if (static_cast<size_t>(statement.parameters) != params.size()) {
    return SqlError(ErrorKind::kStatement,
                    absl::StrCat("takes ", statement.parameters, " parameters, got ", params.size(),
                                 ": ", sql));
  }
  sqlite3_stmt* handle = statement.handle.get();
  int index = 0;
  for (const Value& value : params) {
    ++index;
    const absl::string_view data = value.as_bytes();
    if (data.size() > kMaxValueBytes) return SqlError(ErrorKind::kTooLarge, sql);
    // A null pointer would bind NULL.
    const char* bytes = data.empty() ? "" : data.data();
    int code = SQLITE_OK;
    switch (value.type()) {
      case Value::Type::kNull:
        code = sqlite3_bind_null(handle, index);
        break;
      case Value::Type::kInt:
        code = sqlite3_bind_int64(handle, index, value.as_int());
        break;
      case Value::Type::kText:
        code = sqlite3_bind_text64(handle, index, bytes, data.size(), SQLITE_STATIC, SQLITE_UTF8);
        break;
      case Value::Type::kBytes:
        code = sqlite3_bind_blob64(handle, index, bytes, data.size(), SQLITE_STATIC);
        break;
    }
    if (code != SQLITE_OK) return MapError(code, sql);
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> SqliteSession::Execute(absl::string_view sql, Params params) {
  RETURN_IF_ERROR(Flush());
  RETURN_IF_ERROR(CheckDeadline());
  ASSIGN_OR_RETURN(Statement * statement, Prepare(sql));
  sqlite3_stmt* handle = statement->handle.get();
  if (sqlite3_column_count(handle) != 0) {
    return SqlError(ErrorKind::kStatement, absl::StrCat("has a result: ", sql));
  }
  const Running running(handle);
  RETURN_IF_ERROR(Bind(*statement, sql, params));
  // sqlite3_changes keeps the count of the last change: a statement that is none leaves it alone.
  const int64_t before = sqlite3_total_changes64(db_);
  const int code = sqlite3_step(handle);
  if (code != SQLITE_DONE) return MapError(code, sql);
  return sqlite3_total_changes64(db_) == before ? 0 : sqlite3_changes64(db_);
}

absl::Status SqliteSession::ExecuteDeferred(absl::string_view sql, Params params) {
  // Reported by Flush, as on PostgreSQL: whoever defers does not look at the result.
  if (deferred_error_.ok()) {
    const bool had_transaction = InTransaction();
    deferred_error_ = Execute(sql, params).status();
    if (had_transaction && !InTransaction()) return Flush();
  }
  return absl::OkStatus();
}

absl::Status SqliteSession::Flush() { return std::exchange(deferred_error_, absl::OkStatus()); }

absl::Status SqliteSession::Query(absl::string_view sql, Params params, RowCallback on_row,
                                  absl::Status& callback_error) {
  RETURN_IF_ERROR(Flush());
  RETURN_IF_ERROR(CheckDeadline());
  ASSIGN_OR_RETURN(Statement * statement, Prepare(sql));
  sqlite3_stmt* handle = statement->handle.get();
  if (sqlite3_column_count(handle) == 0) {
    return SqlError(ErrorKind::kStatement, absl::StrCat("has no result: ", sql));
  }
  const Running running(handle);
  RETURN_IF_ERROR(Bind(*statement, sql, params));
  const SqliteRow row(handle);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(handle)) == SQLITE_ROW) {
    callback_error = on_row(row);
    if (row.misread()) return SqlError(ErrorKind::kType, sql);
    if (!callback_error.ok()) return absl::OkStatus();
  }
  return code == SQLITE_DONE ? absl::OkStatus() : MapError(code, sql);
}

absl::Status SqliteSession::ExecuteScript(absl::string_view sql) {
  RETURN_IF_ERROR(Flush());
  ASSIGN_OR_RETURN(const EngineSql text, ToEngineSql(sql, Engine::kSqlite));
  if (text.parameters != 0) {
    return SqlError(ErrorKind::kStatement, "a script takes no parameters");
  }
  return RunRaw(text.text);
}

// ---------------------------------------------------------------------------------------------
// Transactions

absl::Status SqliteSession::Begin() {
  deferred_error_ = absl::OkStatus();
  deadline_hit_ = false;
  RETURN_IF_ERROR(CheckDeadline());
  const absl::string_view sql =
      kind_ == ConnectionKind::kWriter ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED";
  ASSIGN_OR_RETURN(Statement * statement, Prepare(sql));
  const Running running(statement->handle.get());
  const int code = sqlite3_step(statement->handle.get());
  return code == SQLITE_DONE ? absl::OkStatus() : MapError(code, sql);
}

absl::StatusOr<int> SqliteSession::StepWithoutDeadline(absl::string_view sql) {
  ASSIGN_OR_RETURN(Statement * statement, Prepare(sql));
  sqlite3_progress_handler(db_, 0, nullptr, nullptr);
  const int code = sqlite3_step(statement->handle.get());
  // Resetting must not disturb the error that is about to be read: the code and message stay.
  sqlite3_reset(statement->handle.get());
  if (deadline_) SetDeadline(*deadline_);
  return code;
}

absl::Status SqliteSession::Control(absl::string_view sql) {
  RETURN_IF_ERROR(Flush());
  ASSIGN_OR_RETURN(const int code, StepWithoutDeadline(sql));
  return code == SQLITE_DONE ? absl::OkStatus() : SqliteError(db_, code, sql);
}

CommitResult SqliteSession::Commit() {
  if (absl::Status deferred = Flush(); !deferred.ok()) {
    Rollback().IgnoreError();
    return {CommitOutcome::kAborted, std::move(deferred)};
  }
  const auto code = StepWithoutDeadline("COMMIT");
  if (code.ok() && *code == SQLITE_DONE) return {CommitOutcome::kCommitted, absl::OkStatus()};
  absl::Status status = code.ok() ? SqliteError(db_, *code, "COMMIT") : code.status();
  Rollback().IgnoreError();
  // A full disk refuses the write of the commit record itself, so nothing is committed. After any
  // other failure of the storage the record may or may not be there.
  switch (code.value_or(SQLITE_ERROR) & 0xFF) {
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
      return {CommitOutcome::kIoError, std::move(status)};
    default:
      return {CommitOutcome::kAborted, std::move(status)};
  }
}

absl::Status SqliteSession::Rollback() {
  deferred_error_ = absl::OkStatus();
  deadline_hit_ = false;
  if (!InTransaction()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int code, StepWithoutDeadline("ROLLBACK"));
  return code == SQLITE_DONE ? absl::OkStatus() : SqliteError(db_, code, "ROLLBACK");
}

}  // namespace dondoc::sql::internal
