// Runs another program for its answer: bytes in, bytes out, within a time. For work on hostile
// input that may crash or never end, which must not take this process along.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc {

struct ChildLimits {
  // From the start; then it is killed.
  absl::Duration time;
  // Bytes it may write; with more it is killed.
  size_t output_bytes = 0;
};

struct ChildEnd {
  // What it exited with; 0 where a signal ended it.
  int exit_code = 0;
  // The signal that ended it, 0 where it exited.
  int signal = 0;
  std::string output;
};

// Runs `program` (a path; nothing is searched for) with `arguments` behind its name and an empty
// environment. It reads `input` from standard input and need not read it to the end; what it writes
// to standard output is kept, to standard error lost. It inherits no other descriptor, is the head
// of a process group of its own, and is gone when this returns, with all of its group. Blocks; any
// number of threads may run children at once.
//
// Errors: NOT_FOUND (CHILD_NOT_STARTED, with `program`) where it cannot be run, DEADLINE_EXCEEDED
// (CHILD_TOO_SLOW), RESOURCE_EXHAUSTED (CHILD_OUTPUT_TOO_LARGE), INTERNAL (CHILD_FAILED) where the
// system refuses something. A child that exits with an error or crashes is a ChildEnd.
absl::StatusOr<ChildEnd> RunChild(const std::string& program,
                                  const std::vector<std::string>& arguments,
                                  absl::string_view input, const ChildLimits& limits);

}  // namespace dondoc
