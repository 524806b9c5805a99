// task update, calendar set, unit show, officer show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

#include "dondoc/registry/v1/calendar.pb.h"

namespace dondoc::cli {
namespace {

using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RegistryVerbsTest : public ::testing::Test {
 protected:
  RegistryVerbsTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
  }

  FakeServer server_;
  TestMachine machine_;
};

TEST_F(RegistryVerbsTest, TaskUpdateSendsWhatWasGivenAndTheVersionRead) {
  server_.get_task = [](const GetTaskRequest&, Task* task) {
    task->set_name("agencies/a/tasks/t1");
    task->set_etag("e1");
    return grpc::Status::OK;
  };
  UpdateTaskRequest asked;
  server_.update_task = [&](const UpdateTaskRequest& request, Task*) {
    asked = request;
    return grpc::Status::OK;
  };
  const RunResult result = machine_.Run({"task", "update", "NV-2022-0001", "--cooperating", "u1",
                                         "--cooperating", "u2", "--quantity", "5"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.task().name(), "agencies/a/tasks/t1");
  EXPECT_EQ(asked.task().etag(), "e1");
  EXPECT_EQ(asked.task().quantity().target(), 5);
  EXPECT_THAT(asked.task().cooperating_units(),
              ElementsAre("agencies/a/units/u1", "agencies/a/units/u2"));
  EXPECT_THAT(asked.update_mask().paths(), ElementsAre("cooperating_units", "quantity.target"));
  const RunResult nothing = machine_.Run({"task", "update", "NV-2022-0001"});
  EXPECT_EQ(nothing.status, kExitUsage);
  EXPECT_THAT(nothing.err, HasSubstr("NOTHING_TO_CHANGE"));
}

TEST_F(RegistryVerbsTest, CalendarSetReadsTheTableItPrints) {
  SetCalendarYearRequest asked;
  server_.On<SetCalendarYearRequest, SetCalendarYearResponse>(
      "/dondoc.registry.v1.CalendarService/SetCalendarYear",
      [&](const SetCalendarYearRequest& request, SetCalendarYearResponse* response) {
        asked = request;
        *response->mutable_calendar_year() = request.calendar_year();
        response->set_resolved_count(3);
        return grpc::Status::OK;
      });
  const std::string table =
      R"({"name": "agencies/a/calendarYears/2023", "status": "CONFIRMED", "etag": "e9",
          "days": [{"day": {"year": 2023, "month": 9, "day": 1}, "kind": "PUBLIC_HOLIDAY"}]})";
  const RunResult result =
      machine_.Run({"calendar", "set", "2023", "--file", "-", "--dry-run"}, table);
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_TRUE(asked.validate_only());
  EXPECT_EQ(asked.calendar_year().etag(), "e9");
  ASSERT_EQ(asked.calendar_year().days_size(), 1);
  EXPECT_THAT(result.out, HasSubstr("01/09/2023"));
  EXPECT_THAT(result.out, HasSubstr("3 nhiệm vụ"));
  // Last year's table must not become this year's by a slip.
  EXPECT_EQ(machine_.Run({"calendar", "set", "2024", "--file", "-"}, table).status, kExitUsage);
  const RunResult broken = machine_.Run({"calendar", "set", "2023", "--file", "-"}, "{\"dya\": 1}");
  EXPECT_EQ(broken.status, kExitUsage);
  EXPECT_THAT(broken.err, HasSubstr("JSON_INVALID"));
}

TEST_F(RegistryVerbsTest, ShowsAUnitAndAnOfficer) {
  Unit& unit = server_.units["agencies/a/units/u"];
  unit.set_name("agencies/a/units/u");
  unit.set_display_name("Văn phòng Sở");
  Officer& officer = server_.officers["agencies/a/officers/o"];
  officer.set_name("agencies/a/officers/o");
  officer.set_display_name("Lê Văn Mẫu");
  officer.set_unit("agencies/a/units/u");
  EXPECT_THAT(machine_.Run({"unit", "show", "u"}).out, HasSubstr("Văn phòng Sở"));
  const RunResult shown = machine_.Run({"officer", "show", "o"});
  ASSERT_EQ(shown.status, kExitOk) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Lê Văn Mẫu"));
  EXPECT_THAT(shown.out, HasSubstr("Văn phòng Sở"));
  EXPECT_EQ(machine_.Run({"unit", "show", "x"}).status, kExitNotFound);
}

}  // namespace
}  // namespace dondoc::cli
