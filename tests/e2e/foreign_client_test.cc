// A client that nobody here wrote: `buf curl` finds the methods by reflection through the gateway
// and calls them with a token.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

constexpr char kBuf[] = "third_party/tools/node_modules/.bin/buf";

class ForeignClientTest : public DepartmentTest {
 protected:
  Ended Curl(const std::string& method, const std::string& body, const std::string& subject) {
    std::vector<std::string> command = {
        kBuf, "curl", "--protocol", "grpc", "--http2-prior-knowledge", "-d", body};
    if (!subject.empty()) {
      command.insert(command.end(), {"-H", "Authorization: Bearer " + suite().Token(subject)});
    }
    command.push_back(absl::StrCat("http://", suite().gateway(), "/", method));
    // buf keeps a cache below HOME.
    auto ended =
        RunToEnd(command, {"HOME=" + suite().directory()}, suite().directory(), absl::Seconds(60));
    EXPECT_TRUE(ended.ok()) << ended.status();
    return ended.ok() ? *ended : Ended();
  }
};

TEST_F(ForeignClientTest, ReadsAndWritesByReflection) {
  const Ended created =
      Curl("dondoc.registry.v1.TaskService/CreateTask",
           absl::StrCat(R"({"parent":")", agency(), R"(","task":{"text":"Việc từ bên ngoài"},)",
                        R"("request_id":")", RequestId(), R"("})"),
           Officer("office"));
  ASSERT_EQ(created.exit_status, 0) << created.err;
  EXPECT_TRUE(absl::StrContains(created.out, "UNASSIGNED")) << created.out;
  const Ended listed = Curl("dondoc.registry.v1.TaskService/ListTasks",
                            absl::StrCat(R"({"parent":")", agency(), R"("})"), Officer("auditor"));
  ASSERT_EQ(listed.exit_status, 0) << listed.err;
  EXPECT_TRUE(absl::StrContains(listed.out, "Việc từ bên ngoài")) << listed.out;
}

TEST_F(ForeignClientTest, SeesTheErrorWithItsReason) {
  const Ended anonymous = Curl("dondoc.registry.v1.TaskService/ListTasks",
                               absl::StrCat(R"({"parent":")", agency(), R"("})"), "");
  EXPECT_NE(anonymous.exit_status, 0);
  EXPECT_TRUE(absl::StrContains(anonymous.err, "unauthenticated")) << anonymous.err;
  const Ended refused = Curl("dondoc.registry.v1.TaskService/CreateTask",
                             absl::StrCat(R"({"parent":")", agency(), R"("})"), Officer("auditor"));
  EXPECT_NE(refused.exit_status, 0);
  EXPECT_TRUE(absl::StrContains(refused.err, "permission_denied")) << refused.err;
}

TEST_F(ForeignClientTest, FindsEveryServiceAtOneAddress) {
  auto listed = RunToEnd({kBuf, "curl", "--protocol", "grpc", "--http2-prior-knowledge",
                          "--list-services", absl::StrCat("http://", suite().gateway())},
                         {"HOME=" + suite().directory()}, suite().directory(), absl::Seconds(60));
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->exit_status, 0) << listed->err;
  for (const char* service :
       {"dondoc.registry.v1.TaskService", "dondoc.finance.v1.DossierService",
        "dondoc.inspection.v1.InspectionService", "dondoc.gateway.v1.OverviewService"}) {
    EXPECT_TRUE(absl::StrContains(listed->out, service)) << listed->out;
  }
}

}  // namespace
}  // namespace dondoc::testing
