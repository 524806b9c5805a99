#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/client.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ExitStatusTest, OneForEachClass) {
  using absl::StatusCode;
  const std::pair<StatusCode, int> expected[] = {
      {StatusCode::kOk, 0},
      {StatusCode::kInternal, 1},
      {StatusCode::kUnknown, 1},
      {StatusCode::kDataLoss, 1},
      {StatusCode::kUnimplemented, 1},
      {StatusCode::kCancelled, 1},
      {StatusCode::kInvalidArgument, 2},
      {StatusCode::kOutOfRange, 2},
      {StatusCode::kUnauthenticated, 3},
      {StatusCode::kPermissionDenied, 4},
      {StatusCode::kNotFound, 5},
      {StatusCode::kAlreadyExists, 6},
      {StatusCode::kAborted, 6},
      {StatusCode::kFailedPrecondition, 7},
      {StatusCode::kUnavailable, 8},
      {StatusCode::kDeadlineExceeded, 8},
      {StatusCode::kResourceExhausted, 8},
  };
  for (const auto& [code, status] : expected) EXPECT_EQ(ExitStatusOf(code), status);
}

TEST(ArgumentsTest, WrongArgumentsSayWhereToLook) {
  TestMachine machine;
  const std::vector<std::vector<std::string>> wrong = {
      {"taks"},
      {"task", "lst"},
      {"task", "show"},
      {"task", "list", "--nonsense"},
      {"task", "report", "NV-1"},
      {"task", "list", "--page-size", "many"},
      {"calendar", "show", "2022", "2023"},
      {"--timeout", "soon", "board"},
  };
  for (const auto& args : wrong) {
    const RunResult result = machine.Run(args);
    EXPECT_EQ(result.status, kExitUsage) << args.back();
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("--help")) << args.back();
  }
  // A group without a command shows what there is.
  EXPECT_EQ(machine.Run({"task"}).status, kExitUsage);
  EXPECT_THAT(machine.Run({"task"}).err, HasSubstr("submit"));
  EXPECT_EQ(machine.Run({}).status, kExitOk);
}

TEST(ArgumentsTest, WhatIsWrongIsNamedInTheLanguageAskedFor) {
  TestMachine machine;
  const std::vector<std::pair<std::vector<std::string>, const char*>> wrong = {
      {{"tsk"}, ": tsk\n"},
      {{"task", "list", "--unti", "van phong"}, ": --unti van phong\n"},
      {{"task", "show"}, "thiếu task\n"},
      {{"task", "report", "NV-1"}, "thiếu --note\n"},
      {{"task", "list", "--unit"}, "--unit\n"},
      {{"clock", "set", "payment", "--days", "4.5", "--after", "approval"}, "--days = 4.5\n"},
  };
  for (const auto& [args, part] : wrong) {
    const RunResult result = machine.Run(args);
    EXPECT_EQ(result.status, kExitUsage);
    EXPECT_THAT(result.err, HasSubstr(part));
    for (const char* english : {"required", "expected", "Could not", "missing"}) {
      EXPECT_THAT(result.err, Not(HasSubstr(english)));
    }
  }
  // Every group of options has its name in one language.
  EXPECT_THAT(machine.Run({"task", "list", "--help"}).out, Not(HasSubstr("Options")));
  EXPECT_THAT(machine.Run({"task", "list", "--help"}).out, HasSubstr("late (trễ hạn)"));
}

TEST(ArgumentsTest, OneBadFieldIsSaidOnce) {
  TestMachine machine;
  const RunResult result = machine.Run({"board", "--agency", "a", "--as-of", "31/02/2022"});
  EXPECT_EQ(result.status, kExitUsage);
  const size_t first = result.err.find("--as-of");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(result.err.find("--as-of", first + 1), std::string::npos) << result.err;
}

TEST(ArgumentsTest, BadValuesAreRefusedBeforeAnyCall) {
  TestMachine machine;
  // No server is there: a status other than 8 means that nothing was called.
  const std::vector<std::string> base = {"--server", "127.0.0.1:1", "--token",
                                         "t",        "--agency",    "a"};
  const std::vector<std::vector<std::string>> wrong = {
      {"task", "list", "--due-from", "31/02/2022"},
      {"task", "list", "--state", "done"},
      {"task", "list", "--timeliness", "tomorrow"},
      {"task", "list", "--page-size", "0"},
      {"board", "--timeout", "0"},
      {"task", "list", "--output", "csv"},
      {"task", "list", "--request-id", "x"},
      {"task", "create", "x", "--due", "31/10/2022", "--standing"},
      {"calendar", "resolve"},
      {"calendar", "resolve", "--days", "0"},
      {"officer", "create", "x", "--name", "X", "--role", "king"},
      {"unit", "update", "x"},
      {"watch", "--since", "yesterday"},
      {"watch", "--service", "gateway"},
      {"dossier", "list", "--state", "done"},
      {"dossier", "list", "--due-to", "31/02/2022"},
      {"dossier", "receive", "loan", "--project", "DA-2022-0003"},
      {"dossier", "receive", "payment", "--project", "DA-1", "--pay", "su-nghiep"},
      {"dossier", "receive", "payment", "--project", "DA-1", "--pay", "su-nghiep=1.50"},
      {"dossier", "receive", "payment", "--project", "DA-1", "--pay", "su-nghiep=-5"},
      {"dossier", "pay", "HS-1", "--voucher", "@03/10/2022"},
      {"dossier", "update", "HS-1"},
      {"project", "create", "X", "--kind", "poem"},
      {"project", "update", "DA-1"},
      {"project", "contract", "create", "DA-1", "--instalment", "Đợt 1"},
      {"project", "contract", "create", "DA-1", "--instalment", "Đợt 1=0%"},
      {"fund", "create", "x", "--name", "X", "--kind", "gold"},
      {"fund", "estimate", "x", "--year", "99999999999", "--amount", "1", "--decision", "d"},
      {"fund", "update", "x", "--close", "--reopen"},
      {"disbursement", "reserve", "HS-1", "--year", "1"},
      {"ledger", "entries", "--kind", "poem"},
      {"inspection", "create", "visit", "X"},
      {"inspection", "create", "examination", "X", "--first-day", "10/10/2022"},
      {"inspection", "schedule", "TT-1"},
      {"inspection", "extend", "TT-1", "--days", "0", "--number", "1", "--reason", "x"},
      {"inspection", "suspend", "TT-1", "--ground", "rain", "--number", "1", "--reason", "x"},
      {"inspector", "absent", "x", "--from", "today", "--to", "03/10/2022"},
      {"inspector", "update", "x", "--eligible", "--ineligible"},
      {"entity", "create", "X", "--type", "king"},
      {"plan", "create", "--year", "1", "--title", "X"},
      {"board", "--as-of", "today"},
      {"board", "--output", "pdf"},
      {"notice", "import", "/nonexistent/folder"},
  };
  for (const auto& args : wrong) {
    std::vector<std::string> all = base;
    all.insert(all.end(), args.begin(), args.end());
    const RunResult result = machine.Run(all);
    const int expected = args[0] == "notice" ? kExitNotFound : kExitUsage;
    EXPECT_EQ(result.status, expected) << args[0] << " " << args[1] << "\n" << result.err;
    EXPECT_THAT(result.err, Not(IsEmpty()));
  }
}

// Every command of the tree, found by reading the helps.
void Walk(TestMachine& machine, const std::vector<std::string>& path, int* leaves) {
  std::vector<std::string> args = path;
  args.push_back("--help");
  args.push_back("--lang=en");
  const RunResult result = machine.Run(args);
  ASSERT_EQ(result.status, kExitOk);
  EXPECT_THAT(result.out, HasSubstr("Example:\n  dondoc ")) << path.back();
  const size_t at = result.out.find("\nCommands:\n");
  if (at == std::string::npos) {
    ++*leaves;
    return;
  }
  const std::string list = result.out.substr(at + 11);
  for (absl::string_view line : absl::StrSplit(list, '\n')) {
    if (line.empty()) break;
    std::vector<std::string> child = path;
    child.push_back(std::string(absl::StrSplit(line, ' ', absl::SkipWhitespace()).begin()->data(),
                                absl::StrSplit(line, ' ', absl::SkipWhitespace()).begin()->size()));
    Walk(machine, child, leaves);
  }
}

TEST(ArgumentsTest, EveryCommandHasAnExample) {
  TestMachine machine;
  int leaves = 0;
  Walk(machine, {}, &leaves);
  EXPECT_GE(leaves, 100);
}

TEST(ArgumentsTest, HelpSpeaksTheLanguageAskedFor) {
  TestMachine machine;
  EXPECT_THAT(machine.Run({"task", "--help"}).out, HasSubstr("Cách dùng"));
  EXPECT_THAT(machine.Run({"task", "--help", "--lang", "en"}).out, HasSubstr("Usage"));
  machine.env().variables["DONDOC_LANG"] = "en_US.UTF-8";
  EXPECT_THAT(machine.Run({"task", "--help"}).out, HasSubstr("Usage"));
}

TEST(ArgumentsTest, UnreachableServerIsStatusEight) {
  TestMachine machine;
  const RunResult result = machine.Run(
      {"task", "show", "NV-1", "--server", "127.0.0.1:1", "--token", "t", "--agency", "a"});
  EXPECT_EQ(result.status, kExitUnavailable);
  EXPECT_THAT(result.err, HasSubstr("SERVER_UNREACHABLE"));
  // The transport speaks English only.
  EXPECT_THAT(result.err, Not(HasSubstr("Connection refused")));
}

TEST(ArgumentsTest, NobodySignedInIsStatusThree) {
  TestMachine machine;
  const RunResult result = machine.Run({"whoami", "--server", "127.0.0.1:1"});
  EXPECT_EQ(result.status, kExitUnauthenticated);
  EXPECT_THAT(result.err, HasSubstr("NOT_SIGNED_IN"));
}

TEST(ClientTest, OnlyThisMachineIsLoopback) {
  for (const char* server :
       {"127.0.0.1:1", "127.8.9.1:1", "localhost:1", "[::1]:1", "unix:/run/x"}) {
    EXPECT_TRUE(IsLoopback(server)) << server;
  }
  for (const char* server : {"10.0.0.1:1", "127.evil.org:1", "localhost.evil.org:1", "[::2]:1",
                             "0.0.0.0:1", "dondoc.vn:443", "1127.0.0.1:1"}) {
    EXPECT_FALSE(IsLoopback(server)) << server;
  }
}

TEST(ClientTest, AddressesAreChecked) {
  TestMachine machine;
  for (const char* server :
       {"localhost", "localhost:", "localhost:0", "localhost:99999", ":1", "a:b"}) {
    EXPECT_EQ(machine.Run({"whoami", "--token", "t", "--server", server}).status, kExitUsage)
        << server;
  }
}

}  // namespace
}  // namespace dondoc::cli
