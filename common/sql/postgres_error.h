#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include <libpq-fe.h>

namespace dondoc::sql::internal {

// An error result of the server, mapped. `sql` goes to the logs only.
absl::Status PostgresError(const PGresult* result, absl::string_view sql = "");

// True for SQLSTATEs with which the server ends the session.
bool IsConnectionLoss(absl::string_view sqlstate);

}  // namespace dondoc::sql::internal
