#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include <libpq-fe.h>

#include "common/sql/database.h"

namespace dondoc::sql::internal {

struct PgConnCloser {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgConn = std::unique_ptr<PGconn, PgConnCloser>;

struct PgResultClearer {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, PgResultClearer>;

// A connection with our session settings, not yet in pipeline mode. Errors:
// UNAVAILABLE/SQL_CONNECTION_LOST; FAILED_PRECONDITION/DATABASE_UNSUITABLE.
absl::StatusOr<PgConn> ConnectPostgres(const Options& options);

}  // namespace dondoc::sql::internal
