// Versioned schema. Files NNNN_name.sql are embedded in the binary by the CMake function
// dondoc_embed_sql and applied in order, each in one transaction, recorded in the table
//   schema_version(component, version, name, sha256, applied)
// Several components (the write path, a service) live in one database, each with its own sequence.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

#include "common/sql/database.h"

namespace dondoc::sql {

struct Migration {
  // From 1, without gaps.
  int64_t version;
  // The file's name without number and ending: "tasks" of 0001_tasks.sql.
  absl::string_view name;
  // The script, macros not yet expanded; its SHA-256 is kept.
  absl::string_view sql;
};

struct Schema {
  // Lower case, unique in the database.
  absl::string_view component;
  absl::Span<const Migration> migrations;
};

// Applies what is missing of `schema`; `now` is recorded. Idempotent, and safe against others doing
// the same at the same time. Errors, all FAILED_PRECONDITION: SCHEMA_TOO_NEW when the database has
// versions this binary does not know; SCHEMA_CHANGED when an applied migration has another checksum
// or name; SCHEMA_GAP when versions are missing in between (INTERNAL where the binary's own list
// has gaps). A failing script leaves the database at the version before it.
absl::Status Migrate(Connection& writer, const Schema& schema, absl::Time now);

// Changes nothing; as Migrate, and FAILED_PRECONDITION/SCHEMA_TOO_OLD where something is missing.
absl::Status CheckSchema(Connection& reader, const Schema& schema);

// What a server does at start: on SQLite migrate, on PostgreSQL check (there `<service> migrate` is
// run by the operator, before the new servers start).
absl::Status PrepareSchema(Connection& writer, const Schema& schema, absl::Time now);

}  // namespace dondoc::sql
