#include "common/sql/postgres_database.h"

#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/sql/postgres_connect.h"
#include "common/sql/postgres_session.h"

namespace dondoc::sql::internal {
namespace {

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(Options options) : options_(std::move(options)) {}

  Engine engine() const override { return Engine::kPostgres; }

  absl::StatusOr<std::unique_ptr<Connection>> Connect(ConnectionKind kind) override {
    ASSIGN_OR_RETURN(auto session, PostgresSession::Open(kind, options_));
    return std::make_unique<Connection>(std::move(session));
  }

  absl::Status BackupTo(const std::string&) override {
    return Error(absl::StatusCode::kUnimplemented, "SQL_BACKUP_UNSUPPORTED",
                 {"back up PostgreSQL with its own tools (pg_dump, pg_basebackup)",
                  "hãy sao lưu PostgreSQL bằng công cụ của nó (pg_dump, pg_basebackup)"});
  }

 private:
  const Options options_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenPostgres(const Options& options) {
  RETURN_IF_ERROR(ConnectPostgres(options));
  return std::make_unique<PostgresDatabase>(options);
}

}  // namespace dondoc::sql::internal
