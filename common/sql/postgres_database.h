#pragma once

#include <memory>

#include "absl/status/statusor.h"

#include "common/sql/database.h"

namespace dondoc::sql::internal {

// Connects once, so that a wrong URL or an unsuitable server is found at start.
absl::StatusOr<std::unique_ptr<Database>> OpenPostgres(const Options& options);

}  // namespace dondoc::sql::internal
