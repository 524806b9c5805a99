// `dondoc`, the one command people type: the real surroundings around RunCli.
#include <csignal>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include <sys/ioctl.h>

#include "common/base/process.h"
#include "services/cli/cli_main.h"

extern char** environ;

namespace {

dondoc::cli::Environment RealEnvironment() {
  dondoc::cli::Environment env;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const size_t equals = text.find('=');
    if (equals != std::string::npos)
      env.variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  env.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  env.err_is_terminal = isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (env.out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    env.columns = size.ws_col;
  }
  int columns = 0;
  if (const auto asked = env.Get("COLUMNS");
      asked && absl::SimpleAtoi(*asked, &columns) && columns > 0 && columns < 10'000) {
    env.columns = columns;
  }
  return env;
}

}  // namespace

int main(int argc, char** argv) {
  dondoc::PrepareProcess();
  std::ios::sync_with_stdio(false);
  // `dondoc ... | head` ends with a failed write, not with a signal.
  std::signal(SIGPIPE, SIG_IGN);
  return dondoc::cli::RunCli(std::vector<std::string>(argv + 1, argv + argc), RealEnvironment(),
                             std::cin, std::cout, std::cerr);
}
