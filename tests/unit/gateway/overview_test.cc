// OverviewService.GetBoard over the wire.
#include "gtest/gtest.h"

#include "tests/unit/gateway/gateway_fixture.h"

#include "dondoc/finance/v1/board.pb.h"
#include "dondoc/gateway/v1/overview.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::gateway::testing {
namespace {

using grpc::StatusCode;

constexpr char kGetBoard[] = "/dondoc.gateway.v1.OverviewService/GetBoard";
constexpr char kTasks[] = "/dondoc.registry.v1.TaskService/GetTaskBoard";
constexpr char kMoney[] = "/dondoc.finance.v1.FinanceBoardService/GetFinanceBoard";
constexpr char kInspections[] = "/dondoc.inspection.v1.InspectionService/GetInspectionBoard";

// A service that judges by the day asked for, or by its own.
template <typename Request, typename Board>
FakeBackend::Script Answering(int own_day, int revision) {
  return [own_day, revision](const std::string& bytes, std::string& response) {
    Request request;
    if (!request.ParseFromString(bytes) || request.parent() != "agencies/so-khcn") {
      return grpc::Status(StatusCode::INVALID_ARGUMENT, "test");
    }
    Board board;
    board.mutable_as_of()->set_day(request.has_as_of() ? request.as_of().day() : own_day);
    board.set_revision(revision);
    response = board.SerializeAsString();
    return grpc::Status::OK;
  };
}

class OverviewTest : public GatewayTest {
 protected:
  void SetUp() override {
    GatewayTest::SetUp();
    SetDays(3, 3, 3);
  }
  void SetDays(int registry, int finance, int inspection) {
    registry_.On(
        kTasks, Answering<registry::v1::GetTaskBoardRequest, registry::v1::TaskBoard>(registry, 1));
    finance_.On(kMoney, Answering<finance::v1::GetFinanceBoardRequest, finance::v1::FinanceBoard>(
                            finance, 2));
    inspection_.On(
        kInspections,
        Answering<inspection::v1::GetInspectionBoardRequest, inspection::v1::InspectionBoard>(
            inspection, 3));
  }
  Outcome Ask(int day = 0, const std::string& parent = "agencies/so-khcn", const Headers& more = {},
              absl::Duration timeout = absl::Seconds(20)) {
    v1::GetBoardRequest request;
    request.set_parent(parent);
    if (day != 0) request.mutable_as_of()->set_day(day);
    const Outcome outcome = Call(kGetBoard, request.SerializeAsString(), Officer(more), timeout);
    board_.Clear();
    EXPECT_TRUE(board_.ParseFromString(outcome.body));
    return outcome;
  }

  v1::Board board_;
};

TEST_F(OverviewTest, AsksEveryServiceOnceWithTheCallersToken) {
  ASSERT_EQ(Ask(5, "agencies/so-khcn", {{"accept-language", "vi"}}).code(), StatusCode::OK);
  EXPECT_EQ(board_.as_of().day(), 5);
  ASSERT_EQ(board_.services_size(), 3);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(board_.services(i).revision(), i + 1);
  for (const FakeBackend* backend : {&registry_, &finance_, &inspection_}) {
    const auto calls = backend->calls();
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(HeaderOf(calls[0].headers, "authorization"), HeaderOf(Officer(), "authorization"));
    EXPECT_EQ(HeaderOf(calls[0].headers, "accept-language"), "vi");
    EXPECT_LE(calls[0].time_left, absl::Seconds(10));
  }
}

TEST_F(OverviewTest, OneDayForAllColumns) {
  SetDays(4, 3, 4);
  ASSERT_EQ(Ask().code(), StatusCode::OK);
  EXPECT_EQ(board_.as_of().day(), 4);
  EXPECT_EQ(registry_.CallsOf(kTasks).size(), 1u);
  ASSERT_EQ(finance_.CallsOf(kMoney).size(), 2u);
  EXPECT_EQ(inspection_.CallsOf(kInspections).size(), 1u);
  finance::v1::GetFinanceBoardRequest again;
  ASSERT_TRUE(again.ParseFromString(finance_.CallsOf(kMoney)[1].messages.at(0)));
  EXPECT_EQ(again.as_of().day(), 4);
}

TEST_F(OverviewTest, AServiceThatIsDownLeavesItsColumnsAbsent) {
  finance_.Stop();
  ASSERT_EQ(Ask().code(), StatusCode::OK);
  EXPECT_TRUE(board_.has_tasks());
  EXPECT_FALSE(board_.has_money());
  EXPECT_FALSE(board_.services(1).reachable());
  EXPECT_EQ(board_.services(1).reason(), "BACKEND_UNREACHABLE");
}

TEST_F(OverviewTest, AServiceThatIsSlowLeavesItsColumnsAbsent) {
  inspection_.Hang(kInspections);
  ASSERT_EQ(Ask(0, "agencies/so-khcn", {}, absl::Seconds(2)).code(), StatusCode::OK);
  EXPECT_TRUE(board_.has_money());
  EXPECT_FALSE(board_.has_inspections());
  EXPECT_EQ(board_.services(2).reason(), "BACKEND_TIMEOUT");
}

TEST_F(OverviewTest, TheRegistrysRefusalFailsTheCall) {
  registry_.On(kTasks, [](const std::string&, std::string&) {
    return grpc::Status(StatusCode::PERMISSION_DENIED, "không", FakeBackend::Details());
  });
  const Outcome outcome = Ask();
  EXPECT_EQ(outcome.code(), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(outcome.reason(), "ETAG_MISMATCH");
}

TEST_F(OverviewTest, NobodyAnsweringIsNoBoard) {
  registry_.Stop();
  finance_.Stop();
  inspection_.Stop();
  const Outcome outcome = Ask();
  EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(outcome.reason(), "BOARD_UNAVAILABLE");
}

TEST_F(OverviewTest, BadRequestsAreRefusedBeforeAnybodyIsAsked) {
  EXPECT_EQ(Ask(0, "units/x").reason(), "INVALID_FIELD");
  EXPECT_EQ(Ask(0, "").code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Call(kGetBoard, "\xff\xff", Officer()).reason(), "REQUEST_MALFORMED");
  EXPECT_EQ(Call(kGetBoard, "", {}).reason(), "TOKEN_MISSING");
  EXPECT_EQ(Call(kGetBoard, "", As("operators/root")).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_TRUE(registry_.calls().empty());
}

TEST_F(OverviewTest, ACallerThatLeavesCancelsTheServices) {
  registry_.Hang(kTasks);
  finance_.Hang(kMoney);
  v1::GetBoardRequest request;
  request.set_parent("agencies/so-khcn");
  TestStream call(channel_, kGetBoard, Officer());
  ASSERT_TRUE(call.Write(request.SerializeAsString()));
  ASSERT_TRUE(registry_.WaitFor([](const auto& calls) { return !calls.empty(); }));
  ASSERT_TRUE(finance_.WaitFor([](const auto& calls) { return !calls.empty(); }));
  call.Cancel();
  EXPECT_EQ(call.Finish().code(), StatusCode::CANCELLED);
  EXPECT_TRUE(registry_.WaitFor([](const auto& calls) { return calls[0].cancelled; }));
  EXPECT_TRUE(finance_.WaitFor([](const auto& calls) { return calls[0].cancelled; }));
}

}  // namespace
}  // namespace dondoc::gateway::testing
