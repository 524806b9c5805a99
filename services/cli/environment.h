// What surrounds one run of the command, handed in so that tests can run it inside their own
// process: no code below RunCli reads the real environment, clock or terminal.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "common/base/clock.h"

namespace dondoc::cli {

struct Environment {
  // Environment variables.
  std::map<std::string, std::string> variables;
  // True where standard output is a terminal.
  bool out_is_terminal = false;
  // True where standard error is a terminal.
  bool err_is_terminal = false;
  // Columns of that terminal; 0 = unknown or not a terminal, text is then not wrapped.
  int columns = 0;
  // Time for token lifetimes and request ids; null = the machine's clock.
  Clock* clock = nullptr;
  // Waits between attempts; replaced by tests.
  std::function<void(absl::Duration)> sleep = [](absl::Duration time) { absl::SleepFor(time); };

  // The variable's value; nullopt where unset or empty.
  std::optional<std::string> Get(const std::string& name) const {
    const auto found = variables.find(name);
    if (found == variables.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }
};

}  // namespace dondoc::cli
