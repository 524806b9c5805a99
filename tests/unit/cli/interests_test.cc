// inspector interests, declare-interest, withdraw-interest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/ids.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/inspector.pb.h"

namespace dondoc::cli {
namespace {

using namespace inspection::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using ::testing::HasSubstr;
using ::testing::Not;

class InterestsTest : public ::testing::Test {
 protected:
  InterestsTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
    interest_.set_name("agencies/a/inspectors/b/interests/x");
    interest_.set_entity("agencies/a/entities/song-hong");
    interest_.set_relation(Interest::SPOUSE);
    interest_.set_detail("Vợ là kế toán trưởng");
    interest_.set_etag("ex");
    interest_.mutable_declare_date()->set_year(2022);
    interest_.mutable_declare_date()->set_month(10);
    interest_.mutable_declare_date()->set_day(3);
    server_.On<ListInterestsRequest, ListInterestsResponse>(
        Method("ListInterests"),
        [this](const ListInterestsRequest& request, ListInterestsResponse* list) {
          EXPECT_EQ(request.parent(), "agencies/a/inspectors/b");
          with_withdrawn_ = request.include_withdrawn();
          *list->add_interests() = interest_;
          return grpc::Status::OK;
        });
    server_.On<DeclareInterestRequest, Interest>(
        Method("DeclareInterest"), [this](const DeclareInterestRequest& request, Interest* made) {
          declared_ = request;
          *made = request.interest();
          made->set_name("agencies/a/inspectors/b/interests/y");
          made->add_affected_inspections("agencies/a/inspections/i3");
          return grpc::Status::OK;
        });
    server_.On<GetEntityRequest, Entity>("/dondoc.inspection.v1.EntityService/GetEntity",
                                         [](const GetEntityRequest& request, Entity* entity) {
                                           EXPECT_EQ(request.name(),
                                                     "agencies/a/entities/song-hong");
                                           entity->set_display_name("Công ty Sông Hồng");
                                           return grpc::Status::OK;
                                         });
  }

  static std::string Method(const std::string& name) {
    return "/dondoc.inspection.v1.InspectorService/" + name;
  }

  FakeServer server_;
  TestMachine machine_;
  Interest interest_;
  DeclareInterestRequest declared_;
  bool with_withdrawn_ = false;
};

TEST_F(InterestsTest, ListsThemForPeople) {
  const RunResult result = machine_.Run({"inspector", "interests", "b"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_FALSE(with_withdrawn_);
  for (const char* part : {"03/10/2022", "Công ty Sông Hồng", "vợ, chồng", "còn hiệu lực", "b/x"}) {
    EXPECT_THAT(result.out, HasSubstr(part));
  }
  const RunResult json =
      machine_.Run({"inspector", "interests", "b", "--withdrawn", "--output", "json"});
  ASSERT_EQ(json.status, kExitOk) << json.err;
  EXPECT_TRUE(with_withdrawn_);
  EXPECT_THAT(json.out, HasSubstr("agencies/a/entities/song-hong"));
  EXPECT_THAT(json.out, Not(HasSubstr("Sông Hồng")));
}

TEST_F(InterestsTest, DeclaresInAnEntityOrAUnit) {
  RunResult result = machine_.Run({"inspector", "declare-interest", "b", "--entity", "song-hong",
                                   "--relation", "spouse", "--detail", "Vợ là kế toán trưởng"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(declared_.parent(), "agencies/a/inspectors/b");
  EXPECT_EQ(declared_.interest().entity(), "agencies/a/entities/song-hong");
  EXPECT_EQ(declared_.interest().relation(), Interest::SPOUSE);
  EXPECT_TRUE(IsUuid(declared_.request_id()));
  // The teams that must change are named.
  EXPECT_THAT(result.out, HasSubstr("i3"));

  result = machine_.Run({"inspector", "declare-interest", "b", "--unit", "van-phong", "--relation",
                         "OWN", "--detail", "Từng là phó chánh văn phòng"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(declared_.interest().unit(), "agencies/a/units/van-phong");
}

TEST_F(InterestsTest, WantsExactlyOneSubjectAndAKnownRelation) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"--relation", "own"},
        {"--relation", "own", "--unit", "u", "--entity", "e"},
        {"--relation", "friend", "--unit", "u"}}) {
    std::vector<std::string> args = {"inspector", "declare-interest", "b", "--detail", "x"};
    args.insert(args.end(), wrong.begin(), wrong.end());
    const RunResult result = machine_.Run(args);
    EXPECT_EQ(result.status, kExitUsage);
    EXPECT_THAT(result.err, HasSubstr("INVALID_FIELD"));
  }
  EXPECT_EQ(declared_.parent(), "");
}

TEST_F(InterestsTest, WithdrawsWithTheVersionThatWasRead) {
  WithdrawInterestRequest asked;
  server_.On<WithdrawInterestRequest, Interest>(
      Method("WithdrawInterest"), [&](const WithdrawInterestRequest& request, Interest* after) {
        asked = request;
        *after = interest_;
        after->set_withdrawn(true);
        return grpc::Status::OK;
      });
  const RunResult result =
      machine_.Run({"inspector", "withdraw-interest", "b/x", "--reason", "Đã nghỉ việc"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(asked.name(), interest_.name());
  EXPECT_EQ(asked.etag(), "ex");
  EXPECT_EQ(asked.reason(), "Đã nghỉ việc");
  EXPECT_TRUE(with_withdrawn_);
  EXPECT_THAT(result.out, HasSubstr("đã rút"));
  // An id alone does not say whose it is.
  EXPECT_EQ(machine_.Run({"inspector", "withdraw-interest", "x", "--reason", "r"}).status,
            kExitUsage);
  const RunResult unknown =
      machine_.Run({"inspector", "withdraw-interest", "b/z", "--reason", "r"});
  EXPECT_EQ(unknown.status, kExitNotFound);
  EXPECT_THAT(unknown.err, HasSubstr("INTEREST_NOT_FOUND"));
}

}  // namespace
}  // namespace dondoc::cli
