// Errors as people see them.
#pragma once

#include <ostream>

#include "absl/status/status.h"

#include "services/cli/lang.h"

namespace dondoc::cli {

// Prints the message, every bad field, every unmet condition, the reason and the correlation id,
// and what to do next; never a message dump. `request_id` is the one of the mutation that failed,
// shown where a repeat makes sense; may be empty.
void PrintError(std::ostream& err, const Lang& lang, const absl::Status& status,
                absl::string_view request_id, bool color);

}  // namespace dondoc::cli
