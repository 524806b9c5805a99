// What tables show for resource names.
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;
using ::testing::Not;

class DisplayNamesTest : public ::testing::Test {
 protected:
  DisplayNamesTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
    AddUnit("van-phong", "Văn phòng Sở");
    server_.list_tasks = [](const ListTasksRequest&, ListTasksResponse* list) {
      for (const char* unit : {"van-phong", "da-giai-the", "van-phong"}) {
        list->add_tasks()->set_lead_unit(absl::StrCat("agencies/a/units/", unit));
      }
      return grpc::Status::OK;
    };
  }

  void AddUnit(const std::string& id, const std::string& name) {
    Unit& unit = server_.units["agencies/a/units/" + id];
    unit.set_name("agencies/a/units/" + id);
    unit.set_display_name(name);
  }
  void AddOfficer(const std::string& id, const std::string& name) {
    Officer& officer = server_.officers["agencies/a/officers/" + id];
    officer.set_name("agencies/a/officers/" + id);
    officer.set_display_name(name);
  }

  FakeServer server_;
  TestMachine machine_;
};

TEST_F(DisplayNamesTest, UnitsAreNamedAndTheListIsReadOnce) {
  const RunResult result = machine_.Run({"task", "list"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Văn phòng Sở"));
  // Who is not in the directory keeps the id.
  EXPECT_THAT(result.out, HasSubstr("da-giai-the"));
  EXPECT_THAT(result.out, Not(HasSubstr("van-phong")));
  EXPECT_EQ(server_.calls, 2);
}

TEST_F(DisplayNamesTest, JsonCarriesResourceNamesAndAsksNobody) {
  const RunResult result = machine_.Run({"task", "list", "--output", "json"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("agencies/a/units/van-phong"));
  EXPECT_THAT(result.out, Not(HasSubstr("Văn phòng Sở")));
  EXPECT_EQ(server_.calls, 1);
}

TEST_F(DisplayNamesTest, ADirectoryThatCannotBeReadCostsNothingButTheNames) {
  server_.list_units = [](const ListUnitsRequest&, ListUnitsResponse*) {
    return grpc::Status(grpc::PERMISSION_DENIED, "no");
  };
  const RunResult result = machine_.Run({"task", "list"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("van-phong"));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(server_.calls, 2);
}

TEST_F(DisplayNamesTest, EveryPageIsReadWithinABound) {
  int pages = 0;
  server_.list_units = [&](const ListUnitsRequest& request, ListUnitsResponse* list) {
    EXPECT_EQ(request.parent(), "agencies/a");
    EXPECT_EQ(request.page_token(), pages == 0 ? "" : absl::StrCat("p", pages));
    Unit& unit = *list->add_units();
    unit.set_name(pages == 1 ? "agencies/a/units/van-phong" : "agencies/a/units/khac");
    unit.set_display_name("Trang hai");
    // A server that never ends its list.
    list->set_next_page_token(absl::StrCat("p", ++pages));
    return grpc::Status::OK;
  };
  const RunResult result = machine_.Run({"task", "list"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Trang hai"));
  EXPECT_EQ(pages, 10);
}

TEST_F(DisplayNamesTest, OfficersOfOneNameCarryTheirIds) {
  AddOfficer("an-1", "Nguyễn Văn An");
  AddOfficer("an-2", "Nguyễn Văn An");
  AddOfficer("binh", "Trần Thị Bình");
  server_.get_task = [](const GetTaskRequest&, Task* task) {
    task->set_assignee("agencies/a/officers/an-2");
    task->set_monitor("agencies/a/officers/binh");
    return grpc::Status::OK;
  };
  const RunResult result = machine_.Run({"task", "show", "NV-2022-0001"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Nguyễn Văn An (an-2)"));
  EXPECT_THAT(result.out, HasSubstr("Trần Thị Bình\n"));
}

TEST_F(DisplayNamesTest, ANameTypedWhereAnIdIsWantedIsRefused) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"task", "list", "--unit", "Văn phòng Sở"},
        {"task", "assign", "NV-2022-0001", "--unit", "a", "--assignee", "Nguyễn Văn An"}}) {
    const RunResult result = machine_.Run(args);
    EXPECT_EQ(result.status, kExitUsage) << args[1];
    EXPECT_THAT(result.err, HasSubstr(" list`"));
  }
  EXPECT_EQ(server_.calls, 0);
}

}  // namespace
}  // namespace dondoc::cli
