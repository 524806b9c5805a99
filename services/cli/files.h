// Files the command reads and writes.
#pragma once

#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::cli {

// The bytes of `path`, or of `in` where it is "-". Errors: NOT_FOUND (FILE_NOT_FOUND),
// INVALID_ARGUMENT (FILE_UNREADABLE, FILE_TOO_LARGE when larger than `max_bytes`).
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes, std::istream& in);

// Writes `text` with mode 0600, whole or not at all, making missing folders with mode 0700.
absl::Status WritePrivateFile(const std::string& path, absl::string_view text);

}  // namespace dondoc::cli
