// The SQLite driver: one sqlite3 connection.
#pragma once

#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "common/sql/gathering_vfs.h"
#include "common/sql/lru_cache.h"
#include "common/sql/session.h"

namespace dondoc::sql::internal {

// Settings of the library, before its first use in this process.
void ConfigureSqlite();

// `db`'s last error, mapped. `code` is the result code that reported it.
absl::Status SqliteError(sqlite3* db, int code, absl::string_view sql = "");

// Keeps the SQLite file owned by this process for as long as any connection lives.
class FileLock {
 public:
  // Errors: FAILED_PRECONDITION/DATABASE_IN_USE, INTERNAL/SQL_IO.
  static absl::StatusOr<std::shared_ptr<FileLock>> Take(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  const int fd_;
};

class SqliteSession final : public Session {
 public:
  // `path` is absolute and exists. `gathering` is over the VFS of the options.
  static absl::StatusOr<std::unique_ptr<SqliteSession>> Open(
      const std::string& path, ConnectionKind kind, const Options& options,
      std::shared_ptr<FileLock> lock, std::shared_ptr<GatheringVfs> gathering);
  ~SqliteSession() override;

  Engine engine() const override { return Engine::kSqlite; }
  bool alive() const override { return true; }
  void Interrupt() override { sqlite3_interrupt(db_); }
  void SetDeadline(SteadyTime deadline) override;
  void ClearDeadline() override;
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
  bool InTransaction() const override { return sqlite3_get_autocommit(db_) == 0; }

  // Runs engine text outside the statement cache: pragmas and the like.
  absl::Status RunRaw(const std::string& sql);
  sqlite3* db() const { return db_; }

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalizer> handle;
    int parameters = 0;
  };

  SqliteSession(ConnectionKind kind, const Options& options, std::shared_ptr<FileLock> lock,
                std::shared_ptr<GatheringVfs> gathering);
  absl::Status Configure(const Options& options);
  absl::StatusOr<Statement*> Prepare(absl::string_view sql);
  absl::Status Bind(const Statement& statement, absl::string_view sql, Params params);
  // Runs a transaction command, deadline or not; returns SQLite's result code.
  absl::StatusOr<int> StepWithoutDeadline(absl::string_view sql);
  absl::Status CheckDeadline() const;
  absl::Status MapError(int code, absl::string_view sql);
  static int OnProgress(void* self);
  static int OnBusy(void* self, int attempts);
  bool PastDeadline() const;

  const ConnectionKind kind_;
  const absl::Duration busy_timeout_;
  // Declared before the database handle, so released after it is closed.
  const std::shared_ptr<FileLock> lock_;
  const std::shared_ptr<GatheringVfs> gathering_;
  sqlite3* db_ = nullptr;
  LruCache<Statement> statements_;
  int64_t prepared_ = 0;
  std::optional<SteadyTime> deadline_;
  bool deadline_hit_ = false;
  SteadyTime busy_since_;
  // The first error of a deferred statement, until Flush reports it.
  absl::Status deferred_error_;
};

}  // namespace dondoc::sql::internal
