#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/identity/local_keys.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;

class BootstrapTest : public ::testing::Test {
 protected:
  BootstrapTest() {
    const auto keys = identity::CreateLocalKeys(machine_.folder() + "/keys");
    EXPECT_TRUE(keys.ok()) << keys.status();
    notice_ = machine_.folder() + "/thong-bao.txt";
    std::ofstream(notice_) << "2.1. Văn phòng:";
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_KEY"] = keys->signing_key_path;
    machine_.env().variables["DONDOC_AGENCY"] = "so-khcn";
    server_.parse_notice = [this](const ParseNoticeHeader&, const std::string&,
                                  NoticeDraft* draft) {
      if (refusals_ > 0) {
        --refusals_;
        return grpc::Status(grpc::PERMISSION_DENIED, "not known yet");
      }
      for (const auto& [id, name] : headings_) {
        if (server_.units.count("agencies/so-khcn/units/" + id) > 0) continue;
        auto& unit = *draft->add_proposed_units();
        unit.set_suggested_id(id);
        unit.set_display_name(name);
      }
      draft->mutable_header()->mutable_signer()->set_value("Nguyễn Thị B");
      return grpc::Status::OK;
    };
  }

  RunResult Run() { return machine_.Run({"agency", "bootstrap", "--notice", notice_}); }

  FakeServer server_;
  TestMachine machine_;
  std::string notice_;
  int refusals_ = 0;
  std::map<std::string, std::string> headings_ = {
      {"van-phong", "Văn phòng"}, {"thanh-tra", "Thanh tra"}, {std::string(63, 'x'), "Dài"}};
};

TEST_F(BootstrapTest, MakesEveryRoleAndASecondRunChangesNothing) {
  const RunResult first = Run();
  ASSERT_EQ(first.status, kExitOk) << first.err;
  EXPECT_EQ(server_.agencies.size(), 1);
  EXPECT_EQ(server_.units.size(), 3);
  EXPECT_EQ(server_.officers.size(), 6 + 2 * 3);
  std::set<int> roles;
  for (const auto& [name, officer] : server_.officers) {
    EXPECT_LE(name.size(), std::string("agencies/so-khcn/officers/").size() + 63);
    roles.insert(officer.roles().begin(), officer.roles().end());
  }
  EXPECT_EQ(roles.size(), 8);
  ASSERT_EQ(server_.officers.count("agencies/so-khcn/officers/head-van-phong"), 1);
  const auto& head = server_.officers.at("agencies/so-khcn/officers/head-van-phong");
  EXPECT_EQ(head.unit(), "agencies/so-khcn/units/van-phong");
  EXPECT_EQ(server_.officers.at("agencies/so-khcn/officers/office").display_name(), "Nguyễn Thị B");
  EXPECT_EQ(server_.officers.at("agencies/so-khcn/officers/inspector").unit(),
            "agencies/so-khcn/units/thanh-tra");

  const auto officers = server_.officers.size();
  machine_.env().variables["DONDOC_LANG"] = "en";
  const RunResult second = Run();
  EXPECT_EQ(second.status, kExitOk) << second.err;
  EXPECT_EQ(server_.officers.size(), officers);
  EXPECT_THAT(second.out, HasSubstr("nothing changed"));
}

TEST_F(BootstrapTest, WaitsUntilTheGatewayKnowsTheAdministrator) {
  refusals_ = 3;
  const RunResult result = Run();
  EXPECT_EQ(result.status, kExitOk) << result.err;
  EXPECT_GT(machine_.slept(), absl::ZeroDuration());
}

TEST_F(BootstrapTest, DoesNotWaitForEver) {
  refusals_ = 1000;
  EXPECT_EQ(Run().status, kExitPermissionDenied);
  EXPECT_LT(machine_.slept(), absl::Minutes(1));
}

}  // namespace
}  // namespace dondoc::cli
