// inspection, inspector, entity, plan, watch of another service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/inspection/v1/inspector.pb.h"
#include "dondoc/inspection/v1/plan.pb.h"

namespace dondoc::cli {
namespace {

using namespace inspection::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;

class InspectionTest : public ::testing::Test {
 protected:
  InspectionTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
    server_.On<GetInspectionRequest, Inspection>(
        Method("InspectionService/GetInspection"),
        [](const GetInspectionRequest& request, Inspection* item) {
          EXPECT_EQ(request.name(), "agencies/a/inspections/TT-2022-0003");
          item->set_name("agencies/a/inspections/i3");
          item->set_number("TT-2022-0003");
          item->set_etag("e3");
          item->set_awaiting_dates(true);
          item->mutable_due_date()->set_year(2022);
          item->mutable_due_date()->set_month(10);
          item->mutable_due_date()->set_day(4);
          auto& warning = *item->add_warnings();
          warning.set_reason("PLAN_NOT_APPROVED");
          warning.set_message("kế hoạch chưa được phê duyệt");
          return grpc::Status::OK;
        });
    server_.On<GetInspectionBoardRequest, InspectionBoard>(
        Method("InspectionService/GetInspectionBoard"),
        [](const GetInspectionBoardRequest&, InspectionBoard* board) {
          board->mutable_as_of()->set_year(2022);
          board->mutable_as_of()->set_month(10);
          board->mutable_as_of()->set_day(5);
          return grpc::Status::OK;
        });
    server_.On<ListEntitiesRequest, ListEntitiesResponse>(
        Method("EntityService/ListEntities"),
        [](const ListEntitiesRequest& request, ListEntitiesResponse* list) {
          if (request.filter() == "tax_code = \"0100109106\"") {
            list->add_entities()->set_name("agencies/a/entities/song-hong");
          }
          return grpc::Status::OK;
        });
  }

  static std::string Method(const std::string& name) { return "/dondoc.inspection.v1." + name; }

  FakeServer server_;
  TestMachine machine_;
};

TEST_F(InspectionTest, ShowsTheNextLimitAndTheDoubts) {
  const RunResult result = machine_.Run({"inspection", "show", "TT-2022-0003"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("04/10/2022 (quá 1 ngày)"));
  EXPECT_THAT(result.out, HasSubstr("chưa xếp lịch"));
  EXPECT_THAT(result.out, HasSubstr("PLAN_NOT_APPROVED"));
}

TEST_F(InspectionTest, ListsByConditions) {
  std::string filter;
  server_.On<ListInspectionsRequest, ListInspectionsResponse>(
      Method("InspectionService/ListInspections"),
      [&](const ListInspectionsRequest& request, ListInspectionsResponse* list) {
        filter = request.filter();
        list->add_inspections()->set_state(Inspection::CANCELLED_FROM_PLAN);
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"inspection", "list", "--kind", "internal-check", "--year", "2022",
                    "--awaiting", "--member", "b", "--text", "xăng \"dầu\""});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(filter,
            "kind = INTERNAL_CHECK AND plan_year = 2022 AND awaiting = true AND member = "
            "\"agencies/a/officers/b\" AND text : \"xăng \\\"dầu\\\"\"");
  EXPECT_THAT(result.out, HasSubstr("đưa ra khỏi kế hoạch"));
}

TEST_F(InspectionTest, SchedulesByTaxCodeWithTheVersionThatWasRead) {
  ScheduleInspectionRequest asked;
  server_.On<ScheduleInspectionRequest, Inspection>(
      Method("InspectionService/ScheduleInspection"),
      [&](const ScheduleInspectionRequest& request, Inspection*) {
        asked = request;
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"inspection", "schedule", "TT-2022-0003", "--entity", "0100109106",
                    "--first-day", "10/10/2022", "--last-day", "14/10/2022", "--dry-run"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.name(), "agencies/a/inspections/i3");
  EXPECT_EQ(asked.etag(), "e3");
  EXPECT_EQ(asked.subject().entity(), "agencies/a/entities/song-hong");
  EXPECT_EQ(asked.last_day().day(), 14);
  EXPECT_TRUE(asked.validate_only());
  const RunResult unknown =
      machine_.Run({"inspection", "schedule", "TT-2022-0003", "--entity", "0999999999"});
  EXPECT_EQ(unknown.status, kExitNotFound);
  EXPECT_THAT(unknown.err, HasSubstr("ENTITY_NOT_FOUND"));
}

TEST_F(InspectionTest, SetsTheTeamAndConcludes) {
  SetTeamRequest team;
  server_.On<SetTeamRequest, Inspection>(Method("InspectionService/SetTeam"),
                                         [&](const SetTeamRequest& request, Inspection*) {
                                           team = request;
                                           return grpc::Status::OK;
                                         });
  ASSERT_EQ(machine_
                .Run({"inspection", "team", "TT-2022-0003", "--leader", "b", "--member", "c",
                      "--member", "d"})
                .status,
            kExitOk);
  EXPECT_EQ(team.team().leader(), "agencies/a/officers/b");
  EXPECT_EQ(team.team().members_size(), 2);

  ConcludeInspectionRequest asked;
  server_.On<ConcludeInspectionRequest, Inspection>(
      Method("InspectionService/ConcludeInspection"),
      [&](const ConcludeInspectionRequest& request, Inspection* item) {
        asked = request;
        *item->mutable_conclusion() = request.conclusion();
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"inspection", "conclude", "TT-2022-0003", "--date", "15/11/2022", "--violation",
                    "Vi phạm", "--follow-up", "Kiểm định lại@31/12/2022", "--file", "-"},
                   "{\"reference_no\": \"12/KL-TTr\", \"findings\": [{\"text\": \"Tốt\"}]}");
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.etag(), "e3");
  EXPECT_EQ(asked.conclusion().reference_no(), "12/KL-TTr");
  ASSERT_EQ(asked.conclusion().findings_size(), 2);
  EXPECT_EQ(asked.conclusion().findings(1).severity(), Finding::VIOLATION);
  EXPECT_EQ(asked.conclusion().follow_ups(0).text(), "Kiểm định lại");
  EXPECT_EQ(asked.conclusion().follow_ups(0).due_date().month(), 12);
  EXPECT_THAT(result.out, HasSubstr("12/KL-TTr"));
}

TEST_F(InspectionTest, CallsAnAbsenceOffByItsId) {
  server_.On<ListAbsencesRequest, ListAbsencesResponse>(
      Method("InspectorService/ListAbsences"),
      [](const ListAbsencesRequest& request, ListAbsencesResponse* list) {
        EXPECT_EQ(request.parent(), "agencies/a/inspectors/-");
        auto& absence = *list->add_absences();
        absence.set_name("agencies/a/inspectors/b/absences/x");
        absence.set_etag("ex");
        return grpc::Status::OK;
      });
  CancelAbsenceRequest asked;
  server_.On<CancelAbsenceRequest, Absence>(Method("InspectorService/CancelAbsence"),
                                            [&](const CancelAbsenceRequest& request, Absence*) {
                                              asked = request;
                                              return grpc::Status::OK;
                                            });
  ASSERT_EQ(machine_.Run({"inspector", "cancel-absence", "x"}).status, kExitOk);
  EXPECT_EQ(asked.name(), "agencies/a/inspectors/b/absences/x");
  EXPECT_EQ(asked.etag(), "ex");
  EXPECT_EQ(machine_.Run({"inspector", "cancel-absence", "y"}).status, kExitNotFound);
}

TEST_F(InspectionTest, CreatesAnEntityAndApprovesAPlan) {
  CreateEntityRequest entity;
  server_.On<CreateEntityRequest, Entity>(Method("EntityService/CreateEntity"),
                                          [&](const CreateEntityRequest& request, Entity* made) {
                                            entity = request;
                                            *made = request.entity();
                                            return grpc::Status::OK;
                                          });
  const RunResult result =
      machine_.Run({"entity", "create", "Công ty Sông Hồng", "--tax-code", "0100109106"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(entity.entity().type(), Entity::ENTERPRISE);
  EXPECT_THAT(result.out, HasSubstr("doanh nghiệp"));

  server_.On<GetPlanRequest, Plan>(Method("PlanService/GetPlan"),
                                   [](const GetPlanRequest& request, Plan* plan) {
                                     plan->set_name(request.name());
                                     plan->set_etag("ep");
                                     return grpc::Status::OK;
                                   });
  ApprovePlanRequest asked;
  server_.On<ApprovePlanRequest, Plan>(Method("PlanService/ApprovePlan"),
                                       [&](const ApprovePlanRequest& request, Plan*) {
                                         asked = request;
                                         return grpc::Status::OK;
                                       });
  ASSERT_EQ(
      machine_.Run({"plan", "approve", "2022", "--number", "512/QĐ-SKHCN", "--date", "20/12/2021"})
          .status,
      kExitOk);
  EXPECT_EQ(asked.name(), "agencies/a/plans/2022");
  EXPECT_EQ(asked.etag(), "ep");
}

TEST_F(InspectionTest, WatchesTheServiceAskedFor) {
  server_.On<ListPlansRequest, ListPlansResponse>(
      Method("PlanService/ListPlans"), [](const ListPlansRequest&, ListPlansResponse* list) {
        list->set_revision(41);
        return grpc::Status::OK;
      });
  int64_t after = 0;
  server_.On<common::v1::WatchChangesRequest, common::v1::WatchChangesResponse>(
      Method("InspectionFeedService/WatchChanges"),
      [&](const common::v1::WatchChangesRequest& request,
          common::v1::WatchChangesResponse* response) {
        after = request.cursors(0).revision();
        Inspection item;
        item.set_number("TT-2022-0003");
        auto& change = *response->add_changes();
        change.set_name("agencies/a/inspections/i3");
        change.set_method("dondoc.inspection.v1.InspectionService/SetTeam");
        change.mutable_after()->PackFrom(item);
        response->set_caught_up(true);
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"watch", "--service", "inspection", "--since", "now", "--until-caught-up"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(after, 41);
  EXPECT_THAT(result.out, HasSubstr("TT-2022-0003"));
}

}  // namespace
}  // namespace dondoc::cli
