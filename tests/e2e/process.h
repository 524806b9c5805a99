// A program that a test runs beside itself. It dies with the test, whatever becomes of the test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dondoc::testing {

// What a finished program left.
struct Ended {
  int exit_status = -1;  // -1 where a signal ended it.
  std::string out;
  std::string err;
};

class Process {
 public:
  struct Options {
    // Path of the program, then its arguments.
    std::vector<std::string> command;
    // "NAME=value", beside the environment of the test.
    std::vector<std::string> environment;
    // Files for what it prints; standard input is empty.
    std::string out_path;
    std::string err_path;
  };

  // Starts it. Call from the test's main thread: the program dies with the thread that started it.
  static absl::StatusOr<std::unique_ptr<Process>> Start(const Options& options);
  // Kills it where it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The address of the line "<name> listening on <address>". DEADLINE_EXCEEDED, or
  // FAILED_PRECONDITION with the end of its errors where it ended instead.
  absl::StatusOr<std::string> WaitForAddress(absl::string_view name, absl::Duration limit);

  void Signal(int number);
  // SIGKILL, and waits until it is gone.
  void Kill();
  // Exit status; -signal where one ended it. Kills it after `limit`.
  int Wait(absl::Duration limit);
  bool running();
  // The end of what it printed on standard error, for a test that fails over it.
  std::string LastErrors() const;
  int pid() const { return pid_; }

 private:
  Process(int pid, Options options) : pid_(pid), options_(std::move(options)) {}

  int pid_;
  const Options options_;
  bool ended_ = false;
  int status_ = 0;
};

// Runs a program to its end and collects what it printed.
absl::StatusOr<Ended> RunToEnd(const std::vector<std::string>& command,
                               const std::vector<std::string>& environment,
                               const std::string& directory, absl::Duration limit);

// The whole file; "" where there is none.
std::string FileText(const std::string& path);

}  // namespace dondoc::testing
