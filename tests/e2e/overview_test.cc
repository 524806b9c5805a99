// The board over all services, and what it says of a service that is not there.
#include <chrono>
#include <string>
#include <thread>

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

// An import counts as arrived when finance and inspection have applied all of it.
TEST_F(OverviewTest, SaysHowFarTheServicesHaveFollowedTheRegistry) {
  const auto first = Parse(SampleNotice());
  ASSERT_TRUE(first.ok()) << first.status();
  for (const auto& proposed : first->proposed_units()) {
    registry::v1::CreateUnitRequest unit;
    unit.set_parent(agency());
    unit.set_unit_id(proposed.suggested_id());
    unit.mutable_unit()->set_display_name(proposed.display_name());
    unit.set_request_id(RequestId());
    const auto made =
        As<DirectoryService>("admin", &DirectoryService::StubInterface::CreateUnit, unit);
    ASSERT_TRUE(made.ok()) << made.status();
  }
  const auto draft = Parse(SampleNotice());
  ASSERT_TRUE(draft.ok()) << draft.status();
  registry::v1::ImportNoticeRequest import;
  import.set_parent(agency());
  *import.mutable_draft() = *draft;
  import.set_request_id(RequestId());
  using registry::v1::DirectiveService;
  const auto imported =
      As<DirectiveService>("office", &DirectiveService::StubInterface::ImportNotice, import);
  ASSERT_TRUE(imported.ok()) << imported.status();

  absl::StatusOr<Board> board;
  const auto caught_up = [&](int service) {
    return board->services(service).registry_revision() >= imported->revision();
  };
  for (int i = 0; i < 600; ++i) {
    board = GetBoard();
    ASSERT_TRUE(board.ok()) << board.status();
    ASSERT_EQ(board->services_size(), 3);
    for (const int service : {1, 2}) {
      EXPECT_LE(board->services(service).registry_revision(), imported->revision());
    }
    // Once inspection says so, what the notice orders is on its board.
    if (caught_up(2)) {
      EXPECT_GT(board->inspections().total() + board->inspections().cancelled(), 0);
    }
    if (caught_up(1) && caught_up(2)) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(caught_up(1));
  EXPECT_TRUE(caught_up(2));
  EXPECT_EQ(board->services(0).revision(), imported->revision());
  EXPECT_FALSE(board->services(0).has_registry_revision());
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
