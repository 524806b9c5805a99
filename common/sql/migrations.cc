#include "common/sql/migrations.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "common/sql/errors.h"
#include "common/sql/transaction.h"

namespace dondoc::sql {
namespace {

using internal::ErrorKind;
using internal::SqlError;

// `applied` is in microseconds since 1970 UTC. Version 0 is a row to lock, one per component.
constexpr absl::string_view kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_version ("
    " component {{TEXT_C}} NOT NULL, version BIGINT NOT NULL, name {{TEXT_C}} NOT NULL,"
    " sha256 {{TEXT_C}} NOT NULL, applied BIGINT NOT NULL, PRIMARY KEY (component, version))";
constexpr absl::string_view kAddLockRow =
    "INSERT INTO schema_version (component, version, name, sha256, applied)"
    " VALUES ($1, 0, '', '', 0) ON CONFLICT DO NOTHING";
constexpr absl::string_view kLock =
    "SELECT version FROM schema_version WHERE component = $1 AND version = 0 {{FOR_UPDATE}}";
constexpr absl::string_view kApplied =
    "SELECT version, name, sha256 FROM schema_version WHERE component = $1 AND version > 0"
    " ORDER BY version";
constexpr absl::string_view kRecord =
    "INSERT INTO schema_version (component, version, name, sha256, applied)"
    " VALUES ($1, $2, $3, $4, $5)";
constexpr absl::string_view kTableExists =
    "SELECT COUNT(*) FROM ({{TABLES}}) AS t WHERE t.name = 'schema_version'";

// Two first starts at the same moment collide in PostgreSQL's catalogue; the loser finds the table
// there the next time.
constexpr int kCreateAttempts = 5;

struct Applied {
  int64_t version;
  std::string name;
  std::string sha256;
};

std::string Checksum(const Migration& migration) { return Sha256Hex(migration.sql); }

absl::Status Refuse(absl::string_view reason, const Schema& schema, int64_t version, Text message) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, std::move(message))
      .With("component", schema.component)
      .With("version", absl::StrCat(version));
}

absl::Status CheckOwnList(const Schema& schema) {
  int64_t expected = 0;
  for (const Migration& migration : schema.migrations) {
    if (migration.version == ++expected) continue;
    return Error(absl::StatusCode::kInternal, "SCHEMA_GAP",
                 {absl::StrCat("migration ", expected, " is missing in the program"),
                  absl::StrCat("chương trình thiếu bước nâng cấp ", expected)})
        .With("component", schema.component);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Applied>> ReadApplied(Transaction& transaction, const Schema& schema) {
  std::vector<Applied> applied;
  RETURN_IF_ERROR(transaction.Query(kApplied, {schema.component}, [&](const Row& row) {
    applied.push_back({row.Int(0), std::string(row.Text(1)), std::string(row.Text(2))});
    return absl::OkStatus();
  }));
  return applied;
}

// What the database has must be a prefix of what the program has.
absl::Status CheckApplied(const std::vector<Applied>& applied, const Schema& schema) {
  for (size_t i = 0; i < applied.size(); ++i) {
    const Applied& done = applied[i];
    if (done.version != static_cast<int64_t>(i) + 1) {
      return Refuse("SCHEMA_GAP", schema, done.version,
                    {absl::StrCat("schema version ", i + 1, " is missing in the database"),
                     absl::StrCat("cơ sở dữ liệu thiếu phiên bản lược đồ ", i + 1)});
    }
    if (i >= schema.migrations.size()) {
      return Refuse("SCHEMA_TOO_NEW", schema, applied.back().version,
                    {"the database was made by a newer version of this program",
                     "cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra"});
    }
    const Migration& known = schema.migrations[i];
    if (done.name != known.name || done.sha256 != Checksum(known)) {
      return Refuse("SCHEMA_CHANGED", schema, done.version,
                    {absl::StrCat("migration ", done.version, " was changed after it was applied"),
                     absl::StrCat("bước nâng cấp ", done.version, " đã bị sửa sau khi áp dụng")});
    }
  }
  return absl::OkStatus();
}

absl::Status Committed(Transaction& transaction) { return std::move(transaction.Commit().status); }

absl::Status CreateTable(Connection& writer, const Schema& schema) {
  absl::Status status;
  for (int attempt = 0; attempt < kCreateAttempts; ++attempt) {
    ASSIGN_OR_RETURN(auto transaction, writer.Begin());
    status = transaction->Execute(kCreateTable).status();
    if (status.ok()) status = transaction->Execute(kAddLockRow, {schema.component}).status();
    if (status.ok()) status = Committed(*transaction);
    if (status.ok() || (!absl::IsAlreadyExists(status) && !IsRetryable(status))) return status;
  }
  return status;
}

// Applies the first missing migration; returns whether there was one.
absl::StatusOr<bool> ApplyNext(Connection& writer, const Schema& schema, absl::Time now) {
  ASSIGN_OR_RETURN(auto transaction, writer.Begin());
  RETURN_IF_ERROR(transaction->QueryInt(kLock, {schema.component}));
  ASSIGN_OR_RETURN(const std::vector<Applied> applied, ReadApplied(*transaction, schema));
  RETURN_IF_ERROR(CheckApplied(applied, schema));
  if (applied.size() == schema.migrations.size()) return false;
  const Migration& next = schema.migrations[applied.size()];
  RETURN_IF_ERROR(transaction->ExecuteScript(next.sql));
  RETURN_IF_ERROR(transaction->Execute(kRecord, {schema.component, next.version, next.name,
                                                 Checksum(next), absl::ToUnixMicros(now)}));
  RETURN_IF_ERROR(Committed(*transaction));
  return true;
}

}  // namespace

absl::Status Migrate(Connection& writer, const Schema& schema, absl::Time now) {
  RETURN_IF_ERROR(CheckOwnList(schema));
  RETURN_IF_ERROR(CreateTable(writer, schema));
  for (;;) {
    ASSIGN_OR_RETURN(const bool applied, ApplyNext(writer, schema, now));
    if (!applied) return absl::OkStatus();
  }
}

absl::Status CheckSchema(Connection& reader, const Schema& schema) {
  RETURN_IF_ERROR(CheckOwnList(schema));
  ASSIGN_OR_RETURN(auto transaction, reader.Begin());
  std::vector<Applied> applied;
  ASSIGN_OR_RETURN(const auto tables, transaction->QueryInt(kTableExists));
  if (tables.value_or(0) > 0) {
    ASSIGN_OR_RETURN(applied, ReadApplied(*transaction, schema));
  }
  RETURN_IF_ERROR(CheckApplied(applied, schema));
  if (applied.size() < schema.migrations.size()) {
    return Refuse("SCHEMA_TOO_OLD", schema, static_cast<int64_t>(applied.size()),
                  {"the database must be migrated first: run the service's migrate command",
                   "phải nâng cấp cơ sở dữ liệu trước: hãy chạy lệnh migrate của dịch vụ"});
  }
  return absl::OkStatus();
}

absl::Status PrepareSchema(Connection& writer, const Schema& schema, absl::Time now) {
  return writer.engine() == Engine::kSqlite ? Migrate(writer, schema, now)
                                            : CheckSchema(writer, schema);
}

}  // namespace dondoc::sql
