#include "common/sql/postgres_error.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/sql/errors.h"

namespace dondoc::sql::internal {
namespace {

absl::string_view Field(const PGresult* result, int field) {
  const char* value = PQresultErrorField(result, field);
  return value == nullptr ? "" : value;
}

// "Key (agency, number)=(a, 1) already exists.": the columns, whatever the server's language.
std::string KeyColumns(absl::string_view detail) {
  const size_t open = detail.find('(');
  const size_t close = detail.find(")=(");
  if (open == absl::string_view::npos || close == absl::string_view::npos || close < open)
    return "";
  return absl::StrReplaceAll(detail.substr(open + 1, close - open - 1), {{", ", ","}, {"\"", ""}});
}

ErrorKind KindOf(absl::string_view state) {
  struct StateKind {
    absl::string_view prefix;
    ErrorKind kind;
  };
  // The most precise first; classes of SQLSTATE (two characters) last.
  static constexpr StateKind kStateKinds[] = {
      {"23505", ErrorKind::kUnique},
      // Two sessions that create one table at once: IF NOT EXISTS does not look at the other's.
      {"42P07", ErrorKind::kUnique},
      {"42710", ErrorKind::kUnique},
      {"23503", ErrorKind::kForeignKey},
      {"23514", ErrorKind::kCheck},
      {"23502", ErrorKind::kNotNull},
      {"40001", ErrorKind::kSerialization},
      {"40P01", ErrorKind::kSerialization},
      {"55P03", ErrorKind::kBusy},
      {"57014", ErrorKind::kInterrupted},
      {"25006", ErrorKind::kReadOnly},
      {"22021", ErrorKind::kInvalidText},
      {"22P05", ErrorKind::kInvalidText},
      {"53100", ErrorKind::kDiskFull},
      {"53200", ErrorKind::kNoMemory},
      {"53300", ErrorKind::kConnectionLost},
      {"58030", ErrorKind::kIo},
      {"XX001", ErrorKind::kCorrupt},
      {"XX002", ErrorKind::kCorrupt},
      {"42", ErrorKind::kStatement},
      {"26", ErrorKind::kStatement},
      {"54", ErrorKind::kTooLarge},
      {"08P01", ErrorKind::kStatement},
  };
  if (IsConnectionLoss(state)) return ErrorKind::kConnectionLost;
  for (const StateKind& entry : kStateKinds) {
    if (absl::StartsWith(state, entry.prefix)) return entry.kind;
  }
  return ErrorKind::kOther;
}

}  // namespace

bool IsConnectionLoss(absl::string_view state) {
  return (absl::StartsWith(state, "08") && state != "08P01") || state == "57P01" ||
         state == "57P02" || state == "57P03" || state == "57P05" || state == "25P03";
}

absl::Status PostgresError(const PGresult* result, absl::string_view sql) {
  const absl::string_view state = Field(result, PG_DIAG_SQLSTATE);
  const std::string detail =
      absl::StrCat("postgresql ", state, ": ", Field(result, PG_DIAG_MESSAGE_PRIMARY),
                   sql.empty() ? "" : " in ", sql);
  // Without a SQLSTATE it is libpq that speaks: the connection is gone.
  if (state.empty()) {
    return SqlError(ErrorKind::kConnectionLost, absl::StrCat(detail, PQresultErrorMessage(result)));
  }
  ConstraintInfo info;
  info.table = std::string(Field(result, PG_DIAG_TABLE_NAME));
  info.constraint = std::string(Field(result, PG_DIAG_CONSTRAINT_NAME));
  info.columns = std::string(Field(result, PG_DIAG_COLUMN_NAME));
  if (state == "23505") info.columns = KeyColumns(Field(result, PG_DIAG_MESSAGE_DETAIL));
  return SqlError(KindOf(state), detail, info);
}

}  // namespace dondoc::sql::internal
