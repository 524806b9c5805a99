#include "tests/e2e/process.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <sys/wait.h>

#include "common/base/status_macros.h"

extern char** environ;

namespace dondoc::testing {
namespace {

using std::chrono::steady_clock;

constexpr auto kPause = std::chrono::milliseconds(5);
// Errors shown of a program that did not start.
constexpr size_t kShownBytes = 4000;

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

absl::StatusOr<std::unique_ptr<Process>> Process::Start(const Options& options) {
  // posix_spawn rather than fork: gRPC's threads may be running. setpriv becomes the program and
  // sees to it that the program dies with us.
  std::vector<std::string> words = {"setpriv", "--pdeathsig", "KILL", "--"};
  words.insert(words.end(), options.command.begin(), options.command.end());
  std::vector<std::string> variables = options.environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string name = absl::StrCat(
        std::vector<std::string>(absl::StrSplit(*variable, absl::MaxSplits('=', 1)))[0], "=");
    bool replaced = false;
    for (const std::string& given : options.environment) replaced |= given.rfind(name, 0) == 0;
    if (!replaced) variables.push_back(*variable);
  }
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const absl::Cleanup destroy = [&files] { posix_spawn_file_actions_destroy(&files); };
  constexpr int kFlags = O_WRONLY | O_CREAT | O_APPEND;
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, options.out_path.c_str(), kFlags, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, options.err_path.c_str(), kFlags, 0600);
  // Servers block the stop signals for their own threads only; children begin with none blocked.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  const absl::Cleanup release = [&attributes] { posix_spawnattr_destroy(&attributes); };
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, "setpriv", &files, &attributes, Pointers(words).data(),
                                 Pointers(variables).data());
  if (error != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot start ", options.command[0], ": ", std::strerror(error)));
  }
  return std::unique_ptr<Process>(new Process(pid, options));
}

Process::~Process() { Kill(); }

bool Process::running() {
  if (ended_) return false;
  if (waitpid(pid_, &status_, WNOHANG) == pid_) ended_ = true;
  return !ended_;
}

std::string Process::LastErrors() const {
  const std::string errors = FileText(options_.err_path);
  return errors.substr(errors.size() - std::min(errors.size(), kShownBytes));
}

absl::StatusOr<std::string> Process::WaitForAddress(absl::string_view name, absl::Duration limit) {
  const std::string prefix = absl::StrCat(name, " listening on ");
  const auto until = steady_clock::now() + absl::ToChronoNanoseconds(limit);
  while (true) {
    const bool alive = running();
    for (absl::string_view line : absl::StrSplit(FileText(options_.out_path), '\n')) {
      if (absl::ConsumePrefix(&line, prefix)) return std::string(line);
    }
    if (!alive) {
      return absl::FailedPreconditionError(
          absl::StrCat(name, " ended with ", status_, ": ", LastErrors()));
    }
    if (steady_clock::now() > until) {
      return absl::DeadlineExceededError(absl::StrCat(name, " does not serve"));
    }
    std::this_thread::sleep_for(kPause);
  }
}

void Process::Signal(int number) {
  if (running()) kill(pid_, number);
}

void Process::Kill() {
  if (ended_) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, &status_, 0);
  ended_ = true;
}

int Process::Wait(absl::Duration limit) {
  const auto until = steady_clock::now() + absl::ToChronoNanoseconds(limit);
  while (running()) {
    if (steady_clock::now() > until) Kill();
    std::this_thread::sleep_for(kPause);
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
}

absl::StatusOr<Ended> RunToEnd(const std::vector<std::string>& command,
                               const std::vector<std::string>& environment,
                               const std::string& directory, absl::Duration limit) {
  static int runs = 0;
  const std::string base = absl::StrCat(directory, "/run-", ++runs);
  const Process::Options options{command, environment, base + ".out", base + ".err"};
  ASSIGN_OR_RETURN(auto process, Process::Start(options));
  Ended ended;
  ended.exit_status = process->Wait(limit);
  ended.out = FileText(options.out_path);
  ended.err = FileText(options.err_path);
  unlink(options.out_path.c_str());
  unlink(options.err_path.c_str());
  return ended;
}

}  // namespace dondoc::testing
