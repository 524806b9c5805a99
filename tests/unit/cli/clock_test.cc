// clock show, set, remove.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

#include "dondoc/finance/v1/policy.pb.h"

namespace dondoc::cli {
namespace {

using namespace finance::v1;  // NOLINT(google-build-using-namespace): every message is meant.
using common::v1::EventTerm;
using ::testing::HasSubstr;

class ClockTest : public ::testing::Test {
 protected:
  ClockTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
    policy_.set_name("agencies/a/clockPolicy");
    policy_.set_etag("e1");
    policy_.set_version(1);
    AddRule(ClockRule::PAYMENT, "VALID_DOSSIER", 5);
    AddRule(ClockRule::SETTLEMENT, "APPROVAL", 10);
    server_.On<GetClockPolicyRequest, ClockPolicy>(
        Method("GetClockPolicy"),
        [this](const GetClockPolicyRequest& request, ClockPolicy* policy) {
          EXPECT_EQ(request.name(), "agencies/a/clockPolicy");
          *policy = policy_;
          return grpc::Status::OK;
        });
    server_.On<SetClockPolicyRequest, ClockPolicy>(
        Method("SetClockPolicy"),
        [this](const SetClockPolicyRequest& request, ClockPolicy* policy) {
          asked_ = request;
          *policy = request.clock_policy();
          return grpc::Status::OK;
        });
  }

  static std::string Method(const std::string& name) {
    return "/dondoc.finance.v1.PolicyService/" + name;
  }
  void AddRule(ClockRule::Purpose purpose, const std::string& event, int count) {
    ClockRule& rule = *policy_.add_rules();
    rule.set_purpose(purpose);
    rule.mutable_term()->set_event(event);
    rule.mutable_term()->set_event_phrase("nhận được hồ sơ");
    rule.mutable_term()->set_count(count);
    rule.mutable_term()->set_unit(EventTerm::DAY);
    rule.mutable_source()->set_directive("agencies/a/directives/d");
  }

  FakeServer server_;
  TestMachine machine_;
  ClockPolicy policy_;
  SetClockPolicyRequest asked_;
};

TEST_F(ClockTest, SetReplacesOneRuleInItsPlaceAndKeepsTheOthers) {
  const RunResult result =
      machine_.Run({"clock", "set", "payment", "--working-days", "7", "--after", "valid-dossier",
                    "--phrase", "07 ngày làm việc", "--note", "QĐ 12"});
  ASSERT_EQ(result.status, kExitOk) << result.err;
  const ClockPolicy& policy = asked_.clock_policy();
  EXPECT_EQ(policy.name(), "agencies/a/clockPolicy");
  EXPECT_EQ(policy.etag(), "e1");
  EXPECT_EQ(policy.note(), "QĐ 12");
  ASSERT_EQ(policy.rules_size(), 2);
  EXPECT_EQ(policy.rules(0).purpose(), ClockRule::PAYMENT);
  EXPECT_EQ(policy.rules(0).term().count(), 7);
  EXPECT_EQ(policy.rules(0).term().unit(), EventTerm::WORKING_DAY);
  EXPECT_EQ(policy.rules(0).source().directive(), "");
  EXPECT_EQ(policy.rules(1).SerializeAsString(), policy_.rules(1).SerializeAsString());
  EXPECT_THAT(result.out, HasSubstr("7 ngày làm việc kể từ khi hồ sơ hợp lệ"));
  EXPECT_THAT(result.out, HasSubstr("10 ngày kể từ khi nhận được hồ sơ"));
}

TEST_F(ClockTest, AnotherEventIsAnotherRule) {
  ASSERT_EQ(machine_.Run({"clock", "set", "payment", "--days", "3", "--after", "APPROVAL"}).status,
            kExitOk);
  ASSERT_EQ(asked_.clock_policy().rules_size(), 3);
  EXPECT_EQ(asked_.clock_policy().rules(2).term().event(), "APPROVAL");
}

TEST_F(ClockTest, RemoveDropsOneRule) {
  ASSERT_EQ(machine_.Run({"clock", "remove", "payment", "--after", "valid-dossier"}).status,
            kExitOk);
  ASSERT_EQ(asked_.clock_policy().rules_size(), 1);
  EXPECT_EQ(asked_.clock_policy().rules(0).purpose(), ClockRule::SETTLEMENT);
  const RunResult unknown = machine_.Run({"clock", "remove", "liquidation", "--after", "approval"});
  EXPECT_EQ(unknown.status, kExitNotFound);
  EXPECT_THAT(unknown.err, HasSubstr("CLOCK_RULE_NOT_FOUND"));
}

TEST_F(ClockTest, WrongLimitsAreRefusedBeforeAnyCall) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"pay", "--days", "3", "--after", "approval"},
        {"payment", "--days", "3", "--after", "signing"},
        {"payment", "--after", "approval"},
        {"payment", "--days", "3", "--working-days", "3", "--after", "approval"},
        {"payment", "--days", "0", "--after", "approval"},
        {"payment", "--working-days", "3661", "--after", "approval"}}) {
    std::vector<std::string> args = {"clock", "set"};
    args.insert(args.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(machine_.Run(args).status, kExitUsage) << wrong[0] << wrong.size();
  }
  EXPECT_EQ(asked_.clock_policy().name(), "");
}

}  // namespace
}  // namespace dondoc::cli
