#include "common/base/child_process.h"

#include <cerrno>
#include <dirent.h>
#include <signal.h>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include <sys/wait.h>

#include "common/base/error.h"

namespace dondoc {
namespace {

constexpr ChildLimits kGenerous{absl::Seconds(60), size_t{64} << 20};

absl::StatusOr<ChildEnd> Shell(const std::string& script, absl::string_view input = "",
                               const ChildLimits& limits = kGenerous) {
  return RunChild("/bin/sh", {"-c", script}, input, limits);
}

int OpenDescriptors() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

// Every test leaves neither a zombie nor a descriptor.
class ChildProcessTest : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
    EXPECT_EQ(OpenDescriptors(), descriptors_);
  }
  const int descriptors_ = OpenDescriptors();
};

TEST_F(ChildProcessTest, GivesWhatTheChildWrites) {
  const auto end = RunChild("/bin/cat", {}, "xin chào", kGenerous);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->output, "xin chào");
  EXPECT_EQ(end->exit_code, 0);
  EXPECT_EQ(end->signal, 0);
}

TEST_F(ChildProcessTest, PassesArgumentsAsTheyAre) {
  const auto end = RunChild("/bin/echo", {"-n", "a b", "$HOME"}, "", kGenerous);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->output, "a b $HOME");
}

TEST_F(ChildProcessTest, MuchInAndOutDoesNotLock) {
  // Far more than a pipe holds, read and written alternately.
  const std::string input(size_t{20} << 20, 'x');
  const auto end = RunChild("/bin/cat", {}, input, kGenerous);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->output, input);
}

TEST_F(ChildProcessTest, ChildNeedNotReadItsInput) {
  // SIGPIPE has its default here, which would end this process.
  signal(SIGPIPE, SIG_DFL);
  const std::string input(size_t{4} << 20, 'x');
  const auto end = Shell("exec 0<&-; echo done; exit 7", input);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->output, "done\n");
  EXPECT_EQ(end->exit_code, 7);
}

TEST_F(ChildProcessTest, IsKilledAtTheDeadline) {
  const ChildLimits hasty{absl::Milliseconds(200), 100};
  for (const char* script : {
           "exec sleep 100",                     // silent
           "exec 1>&-; exec sleep 100",          // output closed, still there
           "trap '' TERM; while :; do :; done",  // busy and stubborn
           "sleep 100 & exit 0",                 // gone, but its child holds the output
       }) {
    const auto end = Shell(script, "", hasty);
    EXPECT_EQ(end.status().code(), absl::StatusCode::kDeadlineExceeded) << script;
    EXPECT_EQ(ReasonOf(end.status()), "CHILD_TOO_SLOW");
  }
}

TEST_F(ChildProcessTest, TakesItsChildrenAlong) {
  const auto end = Shell("exec 1>&-; sleep 100 & exit 0");
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->exit_code, 0);
}

TEST_F(ChildProcessTest, IsKilledWithTooMuchOutput) {
  const auto end = RunChild("/bin/cat", {"/dev/zero"}, "", {absl::Seconds(60), 1000000});
  EXPECT_EQ(end.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(end.status()), "CHILD_OUTPUT_TOO_LARGE");
  const auto just = Shell("head -c 1000 /dev/zero", "", {absl::Seconds(60), 1000});
  ASSERT_TRUE(just.ok()) << just.status();
  EXPECT_EQ(just->output.size(), 1000u);
}

TEST_F(ChildProcessTest, TellsACrash) {
  const auto end = Shell("echo before; kill -SEGV $$");
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->signal, SIGSEGV);
  EXPECT_EQ(end->exit_code, 0);
  EXPECT_EQ(end->output, "before\n");
}

TEST_F(ChildProcessTest, MissingProgramIsAnError) {
  for (const char* program : {"/no/such/program", "/etc/passwd", ""}) {
    const auto end = RunChild(program, {}, "input", kGenerous);
    EXPECT_EQ(end.status().code(), absl::StatusCode::kNotFound) << program;
    EXPECT_EQ(ReasonOf(end.status()), "CHILD_NOT_STARTED");
  }
}

TEST_F(ChildProcessTest, InheritsNothing) {
  // Open without close-on-exec, as a careless library would.
  const int careless = dup(1);
  setenv("DONDOC_SECRET", "x", 1);
  const auto end = Shell("echo /proc/self/fd/*; echo \"[$DONDOC_SECRET]\"");
  close(careless);
  unsetenv("DONDOC_SECRET");
  ASSERT_TRUE(end.ok()) << end.status();
  // Descriptor 3 is the shell's own, on the folder.
  EXPECT_EQ(end->output, "/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3\n[]\n");
}

TEST_F(ChildProcessTest, SignalsAreAsInAFreshProcess) {
  signal(SIGPIPE, SIG_IGN);
  const auto end = Shell("kill -PIPE $$; echo survived");
  signal(SIGPIPE, SIG_DFL);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->signal, SIGPIPE);
}

TEST_F(ChildProcessTest, ManyAtOnce) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      for (int i = 0; i < 10; ++i) {
        const std::string input(100000, static_cast<char>('a' + t));
        const auto end = RunChild("/bin/cat", {}, input, kGenerous);
        ASSERT_TRUE(end.ok()) << end.status();
        EXPECT_EQ(end->output, input);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace dondoc
