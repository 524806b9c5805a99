// Runs the command inside the test, with everything around it captured.
#pragma once

#include <filesystem>
#include <sstream>
#include <stdlib.h>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "services/cli/cli_main.h"

namespace dondoc::cli {

struct RunResult {
  int status;
  std::string out;
  std::string err;
};

// A machine with nothing on it: no profile, no variables, a clock that stands still.
class TestMachine {
 public:
  TestMachine();
  ~TestMachine();

  RunResult Run(const std::vector<std::string>& args, const std::string& input = "");

  Environment& env() { return env_; }
  FakeClock& clock() { return clock_; }
  const std::string& folder() const { return folder_; }
  // How long the command asked to sleep in all.
  absl::Duration slept() const { return slept_; }

 private:
  FakeClock clock_;
  std::string folder_;
  Environment env_;
  absl::Duration slept_;
};

inline TestMachine::TestMachine() : clock_(absl::FromUnixSeconds(1664770000)) {
  std::string pattern = "/tmp/dondoc-cli-test-XXXXXX";
  folder_ = mkdtemp(pattern.data());
  env_.variables["HOME"] = folder_;
  env_.clock = &clock_;
  env_.sleep = [this](absl::Duration time) { slept_ += time; };
}

inline TestMachine::~TestMachine() { std::filesystem::remove_all(folder_); }

inline RunResult TestMachine::Run(const std::vector<std::string>& args, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, err;
  const int status = RunCli(args, env_, in, out, err);
  return {status, out.str(), err.str()};
}

}  // namespace dondoc::cli
