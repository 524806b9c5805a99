#include "services/cli/profile.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "common/base/error.h"
#include "services/cli/exit_status.h"
#include "services/cli/settings.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

TEST(ProfileTest, SurvivesARoundTripForItsOwnerAlone) {
  TestMachine machine;
  const auto path = ProfilePath(machine.env());
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(*path, machine.folder() + "/.config/dondoc/profile.json");
  Profile profile;
  profile.server = "127.0.0.1:7400";
  profile.officer = "agencies/a/officers/b";
  profile.lang = "vi";
  ASSERT_TRUE(SaveProfile(*path, profile).ok());
  struct stat info {};
  ASSERT_EQ(stat(path->c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
  ASSERT_EQ(stat((machine.folder() + "/.config/dondoc").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700);
  const auto read = LoadProfile(*path);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, profile);
}

TEST(ProfileTest, ReplacingAnOpenFileClosesIt) {
  TestMachine machine;
  const std::string path = machine.folder() + "/profile.json";
  std::ofstream(path) << "{}";
  chmod(path.c_str(), 0644);
  ASSERT_TRUE(SaveProfile(path, Profile{}).ok());
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
}

TEST(ProfileTest, MissingIsEmptyBrokenIsRefused) {
  TestMachine machine;
  EXPECT_EQ(*LoadProfile(machine.folder() + "/none.json"), Profile{});
  const std::string path = machine.folder() + "/profile.json";
  for (const char* text : {"{", "[]", R"({"sever": "x"})", R"({"server": 1})", ""}) {
    std::ofstream(path) << text;
    EXPECT_EQ(ReasonOf(LoadProfile(path).status()), "PROFILE_INVALID") << text;
  }
  machine.env().variables["DONDOC_PROFILE"] = path;
  EXPECT_EQ(machine.Run({"whoami"}).status, kExitUsage);
  EXPECT_EQ(machine.Run({"--help"}).status, kExitOk);
}

TEST(SettingsTest, FlagBeatsEnvironmentBeatsProfile) {
  Environment env;
  Profile profile;
  profile.server = "127.0.0.1:1";
  profile.lang = "en";
  profile.officer = "agencies/from-officer/officers/x";
  GlobalFlags flags;
  auto settings = ResolveSettings(flags, env, profile);
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->server, "127.0.0.1:1");
  EXPECT_EQ(settings->agency, "from-officer");
  EXPECT_EQ(settings->lang.code(), "en");

  env.variables = {{"DONDOC_SERVER", "127.0.0.1:2"},
                   {"DONDOC_AGENCY", "from-env"},
                   {"DONDOC_TOKEN", "env-token"},
                   {"DONDOC_LANG", "vi"}};
  settings = ResolveSettings(flags, env, profile);
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->server, "127.0.0.1:2");
  EXPECT_EQ(settings->agency, "from-env");
  EXPECT_EQ(settings->token, "env-token");
  EXPECT_EQ(settings->lang.code(), "vi");

  flags.server = "127.0.0.1:3";
  flags.agency = "from-flag";
  flags.token = "flag-token";
  flags.lang = "en";
  settings = ResolveSettings(flags, env, profile);
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->server, "127.0.0.1:3");
  EXPECT_EQ(settings->agency, "from-flag");
  EXPECT_EQ(settings->token, "flag-token");
  EXPECT_EQ(settings->lang.code(), "en");
}

TEST(SettingsTest, ActingAsSomebodyDropsOtherTokens) {
  Environment env;
  env.variables["DONDOC_TOKEN"] = "of somebody else";
  Profile profile;
  profile.agency = "a";
  profile.token_file = "/tmp/token";
  GlobalFlags flags;
  flags.subject = "director";
  const auto settings = ResolveSettings(flags, env, profile);
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->subject, "agencies/a/officers/director");
  EXPECT_EQ(settings->token, "");
  EXPECT_EQ(settings->token_file, "");
}

TEST(SettingsTest, EveryBadFlagAtOnce) {
  GlobalFlags flags;
  flags.lang = "fr";
  flags.output = "xml";
  flags.request_id = "17";
  flags.timeout_seconds = -1;
  const auto settings = ResolveSettings(flags, Environment(), Profile());
  EXPECT_EQ(settings.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(BadRequestOf(settings.status()).field_violations_size(), 4);
}

TEST(SettingsTest, ColourNeedsATerminalAndConsent) {
  Environment env;
  GlobalFlags flags;
  EXPECT_FALSE(ResolveSettings(flags, env, Profile())->color);
  env.out_is_terminal = true;
  EXPECT_TRUE(ResolveSettings(flags, env, Profile())->color);
  env.variables["NO_COLOR"] = "1";
  EXPECT_FALSE(ResolveSettings(flags, env, Profile())->color);
  env.variables.clear();
  flags.no_color = true;
  EXPECT_FALSE(ResolveSettings(flags, env, Profile())->color);
}

}  // namespace
}  // namespace dondoc::cli
