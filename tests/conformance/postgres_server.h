// A PostgreSQL server for tests, started by the test process itself in a directory of its own and
// stopped with it, whether the tests pass, fail or crash. Missing PostgreSQL is a failure, never a
// reason to skip.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace dondoc::testing {

class PostgresServer {
 public:
  // The process's one server, started at the first call. Errors: FAILED_PRECONDITION when
  // PostgreSQL 15 is not installed or cannot start, with the end of its log.
  static absl::StatusOr<PostgresServer*> StartOrReuse();

  // A new empty database (UTF8, collation that is *not* byte order, so that a missing COLLATE "C"
  // shows); returns its connection URL over the server's private Unix socket.
  absl::StatusOr<std::string> NewDatabase();

  // The same database's URL over TCP on loopback, with a password: for processes that cannot reach
  // the socket directory.
  std::string OverTcp(const std::string& url) const;

  // Runs SQL as the superuser in the database "postgres".
  absl::Status Admin(const std::string& sql);

  // Ends every session of the database of `url`, as an administrator's restart would.
  absl::Status DisconnectAll(const std::string& url);

  int port() const { return port_; }

  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

 private:
  PostgresServer() = default;
  absl::Status Start();
  void Stop();

  std::string directory_;
  // Holds the lock that says the directory is in use.
  int owner_ = -1;
  std::string password_;
  int port_ = 0;
  int child_ = -1;
  int databases_ = 0;
};

}  // namespace dondoc::testing
