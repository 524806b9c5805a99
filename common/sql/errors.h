// The catalogue of SQL errors, shared by the drivers. Messages never carry SQL text, names or
// values: what the engine said is kept for the logs in a payload of its own.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::sql {

// Payload key of what the engine said. For logs; never sent to callers.
inline constexpr absl::string_view kInternalPayload = "dondoc/internal";

// The engine's own words about `status`, or "".
std::string InternalDetailOf(const absl::Status& status);

namespace internal {

enum class ErrorKind {
  kUnique,           // ALREADY_EXISTS       SQL_UNIQUE, metadata table, columns, constraint
  kForeignKey,       // FAILED_PRECONDITION  SQL_FOREIGN_KEY
  kCheck,            // FAILED_PRECONDITION  SQL_CHECK
  kNotNull,          // INTERNAL             SQL_NOT_NULL
  kReadOnly,         // FAILED_PRECONDITION  SQL_READ_ONLY
  kTransactionOver,  // FAILED_PRECONDITION  SQL_TRANSACTION_OVER
  kSerialization,    // ABORTED              SQL_SERIALIZATION
  kBusy,             // UNAVAILABLE          SQL_BUSY
  kConnectionLost,   // UNAVAILABLE          SQL_CONNECTION_LOST
  kInterrupted,      // CANCELLED            SQL_INTERRUPTED
  kDeadline,         // DEADLINE_EXCEEDED    SQL_DEADLINE
  kDiskFull,         // RESOURCE_EXHAUSTED   SQL_DISK_FULL
  kNoMemory,         // RESOURCE_EXHAUSTED   SQL_NO_MEMORY
  kTooLarge,         // INVALID_ARGUMENT     SQL_TOO_LARGE
  kInvalidText,      // INVALID_ARGUMENT     SQL_INVALID_TEXT
  kIo,               // INTERNAL             SQL_IO
  kCorrupt,          // DATA_LOSS            SQL_CORRUPT
  kStatement,        // INTERNAL             SQL_STATEMENT: the text or its use is wrong
  kType,             // INTERNAL             SQL_TYPE
  kNested,           // INTERNAL             SQL_NESTED
  kTooManyRows,      // INTERNAL             SQL_TOO_MANY_ROWS
  kOther,            // INTERNAL             SQL_ERROR
};

// What is known of a violated constraint; empty where unknown.
struct ConstraintInfo {
  std::string table;
  std::string columns;  // "agency,number"
  std::string constraint;
};

// `detail` is what the engine said.
absl::Status SqlError(ErrorKind kind, absl::string_view detail, const ConstraintInfo& info = {});

}  // namespace internal
}  // namespace dondoc::sql
