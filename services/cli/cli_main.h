// The command as a function.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "services/cli/environment.h"

namespace dondoc::cli {

// Runs `dondoc` with `args` (without the program's name) and returns its exit status, see
// exit_status.h. Results go to `out`, everything said about them to `err`. Never throws.
int RunCli(const std::vector<std::string>& args, const Environment& env, std::istream& in,
           std::ostream& out, std::ostream& err);

}  // namespace dondoc::cli
