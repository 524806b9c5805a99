#include "common/sql/postgres_connect.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/postgres_error.h"

namespace dondoc::sql::internal {
namespace {

// What the pipeline and the planner of version 15 do is what is tested.
constexpr int kOldestServer = 150000;

absl::Status Unsuitable(Text message) {
  return Error(absl::StatusCode::kFailedPrecondition, "DATABASE_UNSUITABLE", std::move(message));
}

absl::Status CheckServer(PGconn* connection) {
  if (PQserverVersion(connection) < kOldestServer) {
    return Unsuitable({"PostgreSQL 15 or later is needed", "cần PostgreSQL 15 trở lên"});
  }
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || absl::string_view(encoding) != "UTF8") {
    return Unsuitable({"the PostgreSQL database must be encoded in UTF8",
                       "cơ sở dữ liệu PostgreSQL phải dùng mã UTF8"});
  }
  return absl::OkStatus();
}

// Keeps the session independent of what the server's configuration says.
std::string SessionSettings(const Options& options) {
  const int64_t timeout_ms =
      std::max<int64_t>(1, absl::ToInt64Milliseconds(options.statement_timeout));
  return absl::StrCat("SET standard_conforming_strings = on; SET jit = off;",
                      "SET statement_timeout = ", timeout_ms, ";",
                      // A client that vanished must not keep an agency's row locked.
                      "SET idle_in_transaction_session_timeout = ", timeout_ms, ";",
                      // Stricter settings of the operator (remote_apply) stay as they are.
                      "SELECT set_config('synchronous_commit', 'on', false)"
                      " WHERE current_setting('synchronous_commit') = 'off'");
}

}  // namespace

absl::StatusOr<PgConn> ConnectPostgres(const Options& options) {
  const std::string connect_seconds = absl::StrCat(
      std::max<int64_t>(2, absl::ToInt64Seconds(options.connect_timeout)));  // libpq's least.
  const std::string user_timeout = absl::StrCat(absl::ToInt64Milliseconds(kTcpUserTimeout));
  // Before the URL: defaults it may override. After it: what must hold.
  const char* const keywords[] = {
      "connect_timeout",           "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
      "fallback_application_name", "dbname",           "client_encoding", nullptr};
  const char* const values[] = {connect_seconds.c_str(),
                                user_timeout.c_str(),
                                "10",
                                "5",
                                "dondoc",
                                options.url.c_str(),
                                "UTF8",
                                nullptr};
  PgConn connection(PQconnectdbParams(keywords, values, /*expand_dbname=*/1));
  if (connection == nullptr) return SqlError(ErrorKind::kNoMemory, "PQconnectdbParams");
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return SqlError(ErrorKind::kConnectionLost, PQerrorMessage(connection.get()));
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  RETURN_IF_ERROR(CheckServer(connection.get()));
  const PgResult set(PQexec(connection.get(), SessionSettings(options).c_str()));
  const ExecStatusType status = PQresultStatus(set.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    return PostgresError(set.get(), "session settings");
  }
  return connection;
}

}  // namespace dondoc::sql::internal
