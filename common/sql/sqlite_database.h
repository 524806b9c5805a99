#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "common/sql/database.h"

namespace dondoc::sql::internal {

// `path`: what follows "sqlite:" in the URL. Creates the file (0600) where there is none.
absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const std::string& path,
                                                     const Options& options);

}  // namespace dondoc::sql::internal
