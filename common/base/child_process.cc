#include "common/base/child_process.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include <sys/socket.h>
#include <sys/wait.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Bytes read at once.
constexpr size_t kPieceBytes = size_t{64} << 10;
// How often an end is looked for once the child has closed its output: it is about to exit.
constexpr int kFirstWaitMs = 1;
constexpr int kMostWaitMs = 20;

absl::Status Failed(absl::string_view what, int error) {
  return Error(absl::StatusCode::kInternal, "CHILD_FAILED",
               {absl::StrCat("A helper program cannot be served (", what, ": ", strerror(error),
                             ")."),
                absl::StrCat("Không phục vụ được chương trình phụ trợ (", what, ": ",
                             strerror(error), ").")})
      .With("call", what);
}

absl::Status NotStarted(const std::string& program, int error) {
  return Error(absl::StatusCode::kNotFound, "CHILD_NOT_STARTED",
               {absl::StrCat("The helper program ", program, " cannot be run: ", strerror(error),
                             "."),
                absl::StrCat("Không chạy được chương trình phụ trợ ", program, ": ",
                             strerror(error), ".")})
      .With("program", program);
}

absl::Status TooSlow() {
  return Error(absl::StatusCode::kDeadlineExceeded, "CHILD_TOO_SLOW",
               {"A helper program has not ended in time.",
                "Chương trình phụ trợ không xong trong thời hạn."});
}

absl::Status OutputTooLarge() {
  return Error(absl::StatusCode::kResourceExhausted, "CHILD_OUTPUT_TOO_LARGE",
               {"A helper program has written more than it may.",
                "Chương trình phụ trợ ghi ra quá giới hạn."});
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { Close(); }
  void Close() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// The two ends of a channel between this process and the child.
struct Channel {
  Descriptor ours, theirs;
};

// A socket and not a pipe: a write to a child that has gone can then be kept from raising SIGPIPE,
// whatever this process does with that signal.
absl::Status OpenInput(Channel& channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return Failed("socketpair", errno);
  }
  channel = {Descriptor(ends[0]), Descriptor(ends[1])};
  return absl::OkStatus();
}

absl::Status OpenOutput(Channel& channel) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Failed("pipe2", errno);
  channel = {Descriptor(ends[0]), Descriptor(ends[1])};
  return absl::OkStatus();
}

// posix_spawn's two arguments, with their ends.
class SpawnPlan {
 public:
  SpawnPlan(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    Note(posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO));
    Note(posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO));
    Note(posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0));
    // Ours are close-on-exec; what a library has opened without is closed here.
    Note(posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1));
    sigset_t signals;
    sigfillset(&signals);
    Note(posix_spawnattr_setsigdefault(&attributes_, &signals));
    sigemptyset(&signals);
    Note(posix_spawnattr_setsigmask(&attributes_, &signals));
    Note(posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP));
  }
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // 0, or what posix_spawn or one of the steps before it says.
  int Run(const std::string& program, const std::vector<std::string>& arguments, pid_t* child) {
    if (error_ != 0) return error_;
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    char* environment[] = {nullptr};
    return posix_spawn(child, program.c_str(), &actions_, &attributes_, argv.data(), environment);
  }

 private:
  void Note(int error) {
    if (error_ == 0) error_ = error;
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
  int error_ = 0;
};

// A running child: fed, listened to and, whatever happens, buried.
class Child {
 public:
  Child(pid_t pid, SteadyClock::time_point deadline) : pid_(pid), deadline_(deadline) {}
  ~Child() {
    if (pid_ > 0) Bury();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Feeds `input` and reads until the child closes its output.
  absl::StatusOr<std::string> Exchange(Descriptor input, Descriptor output, absl::string_view bytes,
                                       size_t output_limit) {
    std::string piece(kPieceBytes, '\0');
    std::string result;
    while (true) {
      if (bytes.empty()) input.Close();
      pollfd waits[] = {{output.get(), POLLIN, 0}, {input.get(), POLLOUT, 0}};
      RETURN_IF_ERROR(Poll(waits, input.open() ? 2 : 1));
      if (input.open() && waits[1].revents != 0) Feed(input, &bytes);
      if (waits[0].revents == 0) continue;
      const ssize_t count = read(output.get(), piece.data(), piece.size());
      if (count < 0 && errno != EINTR) return Failed("read", errno);
      if (count == 0) return result;
      if (count < 0) continue;
      if (result.size() + static_cast<size_t>(count) > output_limit) return OutputTooLarge();
      result.append(piece.data(), static_cast<size_t>(count));
    }
  }

  // Waits for its end, which is near: its output is closed.
  absl::StatusOr<int> Wait() {
    for (int pause = kFirstWaitMs;; pause = std::min(2 * pause, kMostWaitMs)) {
      siginfo_t info{};
      // Left unburied, so that its number is nobody else's while its group is killed.
      if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 &&
          errno != EINTR) {
        return Failed("waitid", errno);
      }
      if (info.si_pid == pid_) return Bury();
      if (SteadyClock::now() >= deadline_) return TooSlow();
      poll(nullptr, 0, pause);
    }
  }

 private:
  // Ends it and its group; how it ended.
  int Bury() {
    kill(-pid_, SIGKILL);
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
  }

  absl::Status Poll(pollfd* waits, nfds_t count) const {
    while (true) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline_ - SteadyClock::now()).count();
      if (left <= 0) return TooSlow();
      const int ready = poll(waits, count, static_cast<int>(std::min<int64_t>(left, 1 << 30)));
      if (ready > 0) return absl::OkStatus();
      if (ready < 0 && errno != EINTR) return Failed("poll", errno);
    }
  }

  // A child that does not want the rest of its input has its reasons; its end tells them.
  static void Feed(Descriptor& input, absl::string_view* bytes) {
    const ssize_t sent =
        send(input.get(), bytes->data(), bytes->size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes->remove_prefix(static_cast<size_t>(sent));
    } else if (errno != EINTR && errno != EAGAIN) {
      *bytes = {};
    }
  }

  pid_t pid_;
  const SteadyClock::time_point deadline_;
};

}  // namespace

absl::StatusOr<ChildEnd> RunChild(const std::string& program,
                                  const std::vector<std::string>& arguments,
                                  absl::string_view input, const ChildLimits& limits) {
  const auto deadline = SteadyClock::now() + absl::ToChronoMilliseconds(limits.time);
  Channel to_child, from_child;
  RETURN_IF_ERROR(OpenInput(to_child));
  RETURN_IF_ERROR(OpenOutput(from_child));
  pid_t pid = 0;
  const int error =
      SpawnPlan(to_child.theirs.get(), from_child.theirs.get()).Run(program, arguments, &pid);
  if (error != 0) return NotStarted(program, error);
  Child child(pid, deadline);
  // Else its output would never end.
  to_child.theirs.Close();
  from_child.theirs.Close();

  ChildEnd end;
  ASSIGN_OR_RETURN(end.output, child.Exchange(std::move(to_child.ours), std::move(from_child.ours),
                                              input, limits.output_bytes));
  ASSIGN_OR_RETURN(const int status, child.Wait());
  if (WIFSIGNALED(status)) {
    end.signal = WTERMSIG(status);
  } else {
    end.exit_code = WEXITSTATUS(status);
  }
  return end;
}

}  // namespace dondoc
