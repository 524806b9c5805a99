#include "common/identity/principal.h"

#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

TEST(SubjectTest, ReadsTheThreeKinds) {
  const auto officer = ParseSubject("agencies/so-khcn/officers/van-a");
  ASSERT_TRUE(officer.ok());
  EXPECT_EQ(officer->kind, PrincipalKind::kOfficer);
  EXPECT_EQ(officer->agency, "so-khcn");
  EXPECT_EQ(officer->id, "van-a");

  const auto service = ParseSubject("services/finance");
  ASSERT_TRUE(service.ok());
  EXPECT_EQ(service->kind, PrincipalKind::kService);
  EXPECT_EQ(service->agency, "");
  EXPECT_EQ(service->id, "finance");

  const auto op = ParseSubject("operators/root");
  ASSERT_TRUE(op.ok());
  EXPECT_EQ(op->kind, PrincipalKind::kOperator);
  EXPECT_EQ(op->id, "root");
}

TEST(SubjectTest, RefusesEverythingElse) {
  const std::string long_id(64, 'a');
  for (const std::string& bad : {std::string(""),
                                 std::string("van-a"),
                                 std::string("agencies/so-khcn"),
                                 std::string("agencies/so-khcn/"),
                                 std::string("agencies/so-khcn/officers"),
                                 std::string("agencies/so-khcn/officers/"),
                                 std::string("agencies//officers/van-a"),
                                 std::string("agencies/so-khcn/officers/van-a/"),
                                 std::string("agencies/so-khcn/officers/van-a/x"),
                                 std::string("agencies/-/officers/van-a"),
                                 std::string("agencies/so-khcn/units/van-a"),
                                 std::string("Agencies/so-khcn/officers/van-a"),
                                 std::string("agencies/So-khcn/officers/van-a"),
                                 std::string("agencies/sở/officers/van-a"),
                                 std::string("agencies/so-khcn/officers/van_a"),
                                 std::string("agencies/so-khcn/officers/*"),
                                 std::string("agencies/so-khcn/officers/van-a "),
                                 std::string(" services/finance"),
                                 std::string("services/"),
                                 std::string("services/-finance"),
                                 std::string("services/finance-"),
                                 std::string("services/a/b"),
                                 std::string("services/") + long_id,
                                 std::string("operators/.."),
                                 std::string("operators/a\0b", 13),
                                 std::string("operators/root\n")}) {
    const auto subject = ParseSubject(bad);
    EXPECT_EQ(subject.status().code(), absl::StatusCode::kInvalidArgument) << bad;
    EXPECT_EQ(ReasonOf(subject.status()), "SUBJECT_INVALID") << bad;
  }
}

TEST(SubjectTest, IdsReach63Characters) {
  EXPECT_TRUE(IsResourceId("a"));
  EXPECT_TRUE(IsResourceId("0"));
  EXPECT_TRUE(IsResourceId("01890a5d-ac96-774b-bcce-b302099a8057"));
  EXPECT_TRUE(IsResourceId(std::string(kMaxIdLength, 'z')));
  EXPECT_FALSE(IsResourceId(std::string(kMaxIdLength + 1, 'z')));
  EXPECT_FALSE(IsResourceId("-"));
}

TEST(PrincipalTest, IdIsTheLastSegment) {
  EXPECT_EQ(Principal{.subject = OfficerSubject("so-khcn", "van-a")}.id(), "van-a");
  EXPECT_EQ(Principal{.subject = "services/finance"}.id(), "finance");
}

TEST(PrincipalKindsTest, IsASet) {
  const PrincipalKinds two = PrincipalKind::kOfficer | PrincipalKind::kOperator;
  EXPECT_TRUE(two.Contains(PrincipalKind::kOfficer));
  EXPECT_FALSE(two.Contains(PrincipalKind::kService));
  EXPECT_TRUE(PrincipalKinds().empty());
}

}  // namespace
}  // namespace dondoc::identity
