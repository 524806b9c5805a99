// The board over all services, and what it says of a service that is not there.
#include <string>

#include "common/base/error.h"
#include "tests/e2e/department.h"

#include "dondoc/gateway/v1/overview.grpc.pb.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using gateway::v1::Board;
using gateway::v1::GetBoardRequest;
using gateway::v1::OverviewService;
using gateway::v1::ServiceAvailability;
using registry::v1::CreateAgencyRequest;
using registry::v1::DirectoryService;

class OverviewTest : public DepartmentTest {
 protected:
  absl::StatusOr<Board> GetBoard(const std::string& officer = "director") {
    GetBoardRequest request;
    request.set_parent(agency());
    return As<OverviewService>(officer, &OverviewService::StubInterface::GetBoard, request);
  }
};

TEST_F(OverviewTest, RowsSumToTheTotalsForEveryReader) {
  for (const int day : {0, 5, 10, 12, 31}) NewTask("Việc", "unit-a", day);
  NewTask("Việc", "unit-b", 20);
  NewTask("Chưa giao", "", 20);
  for (const char* who : {"director", "officer-b", "auditor", "accountant"}) {
    const auto board = GetBoard(who);
    ASSERT_TRUE(board.ok()) << who << ": " << board.status();
    EXPECT_EQ(board->as_of().year(), 2022);
    EXPECT_EQ(board->as_of().day(), 10);
    ASSERT_EQ(board->services_size(), 3);
    EXPECT_EQ(board->services(0).service(), "registry");
    EXPECT_TRUE(board->services(0).reachable());
    EXPECT_GT(board->services(0).revision(), 0);
    int64_t total = 0, overdue = 0;
    for (const auto& row : board->rows()) {
      total += row.tasks().total();
      overdue += row.tasks().overdue();
    }
    EXPECT_EQ(board->tasks().total(), 7);
    EXPECT_EQ(total, board->tasks().total());
    EXPECT_EQ(overdue, board->tasks().overdue());
    EXPECT_EQ(board->tasks().on_time() + board->tasks().late() + board->tasks().in_time() +
                  board->tasks().overdue(),
              board->tasks().total());
  }
}

TEST_F(OverviewTest, WhatTheRegistryRefusesFailsTheWholeBoard) {
  GetBoardRequest request;
  request.set_parent("agencies/so-khac");
  EXPECT_TRUE(absl::IsPermissionDenied(
      As<OverviewService>("director", &OverviewService::StubInterface::GetBoard, request)
          .status()));
  request.set_parent("x");
  EXPECT_TRUE(BadField(
      As<OverviewService>("director", &OverviewService::StubInterface::GetBoard, request).status(),
      "parent"));
}

// A suite of its own, where finance and inspection never started and the registry dies.
TEST(OverviewWithoutServicesTest, ColumnsAreAbsentWithTheReasonNeverZero) {
  SuiteOptions options;
  options.services = {"registry"};
  const auto started = Suite::Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  Suite& suite = **started;
  CreateAgencyRequest agency;
  agency.set_agency_id("so-khcn");
  agency.mutable_agency()->set_display_name("Sở Khoa học và Công nghệ");
  agency.mutable_agency()->set_symbol("SKHCN");
  agency.set_admin_id("admin");
  agency.mutable_admin()->set_display_name("Quản trị");
  agency.mutable_admin()->add_roles(ADMIN);
  agency.set_request_id(RequestId());
  const auto created = suite.Call<DirectoryService>(
      kOperator, &DirectoryService::StubInterface::CreateAgency, agency);
  ASSERT_TRUE(created.ok()) << created.status();

  GetBoardRequest request;
  request.set_parent("agencies/so-khcn");
  const auto get = [&] {
    return suite.Call<OverviewService>("agencies/so-khcn/officers/admin",
                                       &OverviewService::StubInterface::GetBoard, request);
  };
  const auto board = get();
  ASSERT_TRUE(board.ok()) << board.status();
  EXPECT_TRUE(board->has_tasks());
  EXPECT_FALSE(board->has_money());
  EXPECT_FALSE(board->has_inspections());
  EXPECT_FALSE(board->has_internal_checks());
  for (const auto& row : board->rows()) EXPECT_FALSE(row.has_money());
  for (const ServiceAvailability& service : board->services()) {
    if (service.service() == "registry") continue;
    EXPECT_FALSE(service.reachable());
    EXPECT_EQ(service.reason(), "BACKEND_UNREACHABLE") << service.service();
    EXPECT_FALSE(service.message().empty());
    EXPECT_FALSE(service.has_revision());
  }

  suite.Kill("registry");
  const auto nothing = get();
  EXPECT_TRUE(Refused(nothing.status(), StatusCode::kUnavailable, "BOARD_UNAVAILABLE"));
}

}  // namespace
}  // namespace dondoc::testing
