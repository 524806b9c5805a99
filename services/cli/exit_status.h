// Exit status by class of error, so that scripts can tell them apart without reading words.
#pragma once

#include <string>

#include "absl/status/status.h"

#include "services/cli/lang.h"

namespace dondoc::cli {

enum ExitStatus : int {
  kExitOk = 0,
  kExitInternal = 1,            // Internal, unknown, cancelled; also `verify` on a broken chain.
  kExitUsage = 2,               // Wrong arguments; INVALID_ARGUMENT, OUT_OF_RANGE.
  kExitUnauthenticated = 3,     // No token, or one that does not hold.
  kExitPermissionDenied = 4,    // The caller's roles do not allow it.
  kExitNotFound = 5,            // NOT_FOUND.
  kExitConflict = 6,            // ALREADY_EXISTS, ABORTED (etag, concurrent change).
  kExitFailedPrecondition = 7,  // The resource's state or a rule forbids it.
  kExitUnavailable = 8,         // Server unreachable, overloaded or too slow: try again.
};

// The exit status of `code`.
ExitStatus ExitStatusOf(absl::StatusCode code);

// The table of exit statuses for the help.
std::string ExitStatusHelp(const Lang& lang);

}  // namespace dondoc::cli
