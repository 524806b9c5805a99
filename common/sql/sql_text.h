// From the portable SQL text to the engine's own: macros and placeholders, outside quotes and
// comments only.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/sql/database.h"

namespace dondoc::sql::internal {

struct EngineSql {
  std::string text;
  // The highest placeholder: the number of parameters the statement takes.
  int parameters = 0;
};

// Longest statement text, in bytes: ours are a few hundred; migrations a few thousand.
inline constexpr size_t kMaxSqlBytes = size_t{1} << 20;
// Placeholders per statement: PostgreSQL's protocol counts them in 16 bits.
inline constexpr int kMaxParameters = 32767;

// Errors: INTERNAL/SQL_STATEMENT for an unknown macro, an open quote or comment, a "$" that is no
// placeholder, or a text beyond the limits.
absl::StatusOr<EngineSql> ToEngineSql(absl::string_view sql, Engine engine);

// True for well-formed UTF-8 without NUL, which is what both engines take as TEXT.
bool IsPortableText(absl::string_view text);

}  // namespace dondoc::sql::internal
