#include <fstream>

#include "absl/strings/match.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "common/identity/local_keys.h"
#include "services/cli/exit_status.h"
#include "services/cli/profile.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using ::testing::HasSubstr;

class LoginTest : public ::testing::Test {
 protected:
  LoginTest() {
    const auto keys = identity::CreateLocalKeys(machine_.folder() + "/keys");
    EXPECT_TRUE(keys.ok()) << keys.status();
    keys_ = *keys;
  }

  FakeServer server_;
  TestMachine machine_;
  identity::LocalKeys keys_;
};

TEST_F(LoginTest, RemembersWhoAndSignsAfreshForEachRun) {
  const RunResult login =
      machine_.Run({"login", "--as", "director", "--agency", "so-khcn", "--server",
                    server_.address(), "--key", keys_.signing_key_path});
  ASSERT_EQ(login.status, kExitOk) << login.err;
  const std::string path = machine_.folder() + "/.config/dondoc/profile.json";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(text, HasSubstr("agencies/so-khcn/officers/director"));
  // No token on disk: three base64url parts would show as "eyJ".
  EXPECT_EQ(text.find("eyJ"), std::string::npos);

  EXPECT_EQ(machine_.Run({"task", "show", "x"}).status, kExitOk);
  const std::string header = server_.LastHeader("authorization");
  EXPECT_TRUE(absl::StartsWith(header, "Bearer eyJ")) << header;

  EXPECT_EQ(machine_.Run({"logout"}).status, kExitOk);
  EXPECT_EQ(machine_.Run({"task", "show", "x"}).status, kExitUnauthenticated);
  EXPECT_EQ(LoadProfile(path)->server, server_.address());
}

TEST_F(LoginTest, PrintTokenPrintsNothingElseAndRemembersNothing) {
  const RunResult result = machine_.Run(
      {"login", "--as", "agencies/a/officers/b", "--key", keys_.signing_key_path, "--print-token"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 1);
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '.'), 2);
  EXPECT_FALSE(std::filesystem::exists(machine_.folder() + "/.config/dondoc/profile.json"));
}

TEST_F(LoginTest, LocalKeyIsForLoopbackOnly) {
  const RunResult result = machine_.Run({"login", "--as", "agencies/a/officers/b", "--key",
                                         keys_.signing_key_path, "--server", "dondoc.vn:443"});
  EXPECT_EQ(result.status, kExitFailedPrecondition);
  EXPECT_THAT(result.err, HasSubstr("LOCAL_LOGIN_NOT_LOOPBACK"));
}

TEST_F(LoginTest, OpenKeyFileIsRefused) {
  chmod(keys_.signing_key_path.c_str(), 0644);
  const RunResult result =
      machine_.Run({"login", "--as", "agencies/a/officers/b", "--key", keys_.signing_key_path});
  EXPECT_EQ(result.status, kExitFailedPrecondition);
  EXPECT_THAT(result.err, HasSubstr("KEY_FILE_TOO_OPEN"));
}

TEST_F(LoginTest, TokenFileIsReadForEachRunAndMustBePrivate) {
  const std::string path = machine_.folder() + "/token";
  std::ofstream(path) << "token-one\n";
  chmod(path.c_str(), 0600);
  ASSERT_EQ(
      machine_.Run({"login", "--token-file", path, "--agency", "a", "--server", server_.address()})
          .status,
      kExitOk);
  EXPECT_EQ(machine_.Run({"task", "show", "x"}).status, kExitOk);
  EXPECT_EQ(server_.LastHeader("authorization"), "Bearer token-one");
  std::ofstream(path) << "token-two\n";
  EXPECT_EQ(machine_.Run({"task", "show", "x"}).status, kExitOk);
  EXPECT_EQ(server_.LastHeader("authorization"), "Bearer token-two");
  chmod(path.c_str(), 0644);
  EXPECT_EQ(machine_.Run({"task", "show", "x"}).status, kExitFailedPrecondition);
}

TEST_F(LoginTest, MinutesAreBounded) {
  for (const char* minutes : {"0", "-5", "100000"}) {
    EXPECT_EQ(machine_
                  .Run({"login", "--as", "agencies/a/officers/b", "--key", keys_.signing_key_path,
                        "--print-token", "--minutes", minutes})
                  .status,
              kExitUsage);
  }
}

}  // namespace
}  // namespace dondoc::cli
