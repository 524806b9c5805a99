// The database of one service. One portable SQL text runs on two engines:
//   sqlite:/path/file.db   embedded, one file, owned by one process (WAL, synchronous=FULL)
//   postgresql://...       PostgreSQL 15 or later, for more than one replica or machine
//
// Portable SQL: placeholders $1..$n; types BIGINT, TEXT, BYTEA. What must differ is a macro:
//   {{BLOB}}           BLOB on SQLite, BYTEA on PostgreSQL
//   {{TEXT_C}}         TEXT ordered by its UTF-8 bytes (COLLATE "C" on PostgreSQL)
//   {{FOR_UPDATE}}     FOR UPDATE on PostgreSQL; nothing on SQLite, whose writer holds the file
//   {{TABLES}}         a query with the column `name`: the tables there are
//   {{WITHOUT_ROWID}}  clusters a table by its primary key on SQLite; nothing on PostgreSQL
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc::sql {

class Transaction;
namespace internal {
class Session;
}

enum class Engine { kSqlite, kPostgres };

enum class ConnectionKind {
  // Read-only snapshots; never waits for a writer.
  kReader,
  // Read and write. On SQLite one at a time holds the file from Begin to the end.
  kWriter,
};

// Deadlines of statements are monotonic: a step of the wall clock must not cancel a commit.
using SteadyTime = std::chrono::steady_clock::time_point;

// How far a commit is pushed before it is acknowledged (SQLite).
enum class Synchronous {
  // fsync of the write-ahead log at every commit: an acknowledged commit survives a power cut.
  kFull,
  // No fsync. Loses acknowledged commits at a power cut; exists so that a test can prove that the
  // power-cut test would notice.
  kOffForTestsOnly,
};

// Distinct statements of one connection that stay prepared. A service has some 150 texts; a
// prepared statement costs about 4 KiB on SQLite.
inline constexpr int kStatementCacheSize = 256;
// How long a SQLite statement waits for another connection's lock. One process owns the file and
// has one writer, so only a checkpoint or recovery can be in the way.
inline constexpr absl::Duration kBusyTimeout = absl::Seconds(5);
// How long a connection attempt to PostgreSQL may take.
inline constexpr absl::Duration kConnectTimeout = absl::Seconds(10);
// The server ends any statement after this; a safety net far above every RPC deadline (30 s).
inline constexpr absl::Duration kStatementTimeout = absl::Seconds(60);
// A peer that acknowledges nothing for this long is lost.
inline constexpr absl::Duration kTcpUserTimeout = absl::Seconds(20);
// SQLite page cache per connection, in KiB: an idle service stays small, the kernel's page cache
// does the rest.
inline constexpr int kWriterCacheKib = 8 * 1024;
inline constexpr int kReaderCacheKib = 2 * 1024;
// Pages (4 KiB) in the write-ahead log before a commit also checkpoints them into the file: 8 MiB
// amortise the two fsyncs of a checkpoint over some thousand commits.
inline constexpr int kWalAutocheckpointPages = 2000;
// After a checkpoint a longer log is cut back to this.
inline constexpr int64_t kWalKeepBytes = int64_t{64} << 20;

struct Options {
  // "sqlite:/path/file.db" (the directory must exist) or "postgresql://user@host/database?...".
  std::string url;
  int statement_cache_size = kStatementCacheSize;
  absl::Duration busy_timeout = kBusyTimeout;
  absl::Duration connect_timeout = kConnectTimeout;
  absl::Duration statement_timeout = kStatementTimeout;
  int writer_cache_kib = kWriterCacheKib;
  int reader_cache_kib = kReaderCacheKib;
  int wal_autocheckpoint_pages = kWalAutocheckpointPages;
  Synchronous synchronous = Synchronous::kFull;
  // Name of a registered SQLite VFS; empty for the default. Fault tests plug in theirs.
  std::string sqlite_vfs;
};

// One connection. Used by one thread at a time, except Interrupt. Must not outlive its Database's
// process resources; it may outlive the Database object itself.
class Connection {
 public:
  explicit Connection(std::unique_ptr<internal::Session> session);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Engine engine() const;

  // Begins a transaction; the previous one must be gone. A writer's is READ COMMITTED on PostgreSQL
  // and holds the file's write lock on SQLite; a reader's sees one snapshot, taken at its first
  // statement. Errors: UNAVAILABLE/SQL_BUSY, UNAVAILABLE/SQL_CONNECTION_LOST (or at the first
  // statement), RESOURCE_EXHAUSTED/SQL_DISK_FULL, INTERNAL.
  absl::StatusOr<std::unique_ptr<Transaction>> Begin();

  // False once the engine is lost: drop this connection and connect anew.
  bool alive() const;

  // Ends the statement that runs now, if any, with CANCELLED/SQL_INTERRUPTED. Thread-safe.
  void Interrupt();

  // Statements fail with DEADLINE_EXCEEDED/SQL_DEADLINE once `deadline` has passed, until it is
  // cleared. A COMMIT or ROLLBACK that has begun is never cut short by it.
  void SetDeadline(SteadyTime deadline);
  void ClearDeadline();

  // Statements prepared since the connection was made: a cache that works keeps it still.
  int64_t statements_prepared() const;

 private:
  friend class Transaction;
  std::unique_ptr<internal::Session> session_;
  bool in_transaction_ = false;
};

// Thread-safe.
class Database {
 public:
  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual absl::StatusOr<std::unique_ptr<Connection>> Connect(ConnectionKind kind) = 0;
  // Writes a consistent copy of the database to the new file `path` (mode 0600, synced) while
  // others read and write. SQLite only: PostgreSQL answers UNIMPLEMENTED/SQL_BACKUP_UNSUPPORTED
  // (its own tools do this). Errors: ALREADY_EXISTS/BACKUP_EXISTS, SQL_IO.
  virtual absl::Status BackupTo(const std::string& path) = 0;
};

// Opens the database named by `options.url`. Errors: INVALID_ARGUMENT/DATABASE_URL for a URL that
// is neither; FAILED_PRECONDITION/DATABASE_IN_USE when another process owns the SQLite file;
// FAILED_PRECONDITION/DATABASE_DIRECTORY when its directory does not exist;
// FAILED_PRECONDITION/DATABASE_UNSUITABLE for a PostgreSQL older than 15 or not in UTF-8;
// UNAVAILABLE/SQL_CONNECTION_LOST when PostgreSQL cannot be reached; INTERNAL/SQL_CORRUPT.
absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(const Options& options);

// `url` without its password, for logs.
std::string RedactedUrl(absl::string_view url);

}  // namespace dondoc::sql
