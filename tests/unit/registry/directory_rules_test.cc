#include "services/registry/domain/directory_rules.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

#include "tests/unit/registry/registry_testing.h"

namespace dondoc::registry {
namespace {

TEST(Officer, NeedsANameARoleAndForSomeRolesAUnit) {
  v1::Officer officer;
  officer.add_roles(UNIT_HEAD);
  FieldErrors errors;
  ValidateOfficer(officer, "agencies/so", "officer.", errors);
  EXPECT_EQ(BadFields(errors), (std::set<std::string>{"officer.display_name", "officer.unit"}));
  v1::Officer idle;
  idle.set_display_name("Nguyễn Văn A");
  FieldErrors idle_errors;
  ValidateOfficer(idle, "agencies/so", "officer.", idle_errors);
  EXPECT_EQ(BadFields(idle_errors), std::set<std::string>{"officer.roles"});
}

TEST(Officer, CannotBeGivenTheRolesOfMachines) {
  for (const Role role : {SERVICE, OPERATOR, ROLE_UNSPECIFIED, static_cast<Role>(99)}) {
    v1::Officer officer;
    officer.set_display_name("Nguyễn Văn A");
    officer.add_roles(role);
    FieldErrors errors;
    ValidateOfficer(officer, "agencies/so", "officer.", errors);
    EXPECT_EQ(BadFields(errors), std::set<std::string>{"officer.roles"}) << role;
  }
}

TEST(Unit, ChecksAliasesPositionAndDays) {
  v1::Unit unit;
  unit.set_display_name("Văn phòng");
  unit.add_aliases("");
  unit.set_position(10000);
  unit.mutable_valid_from()->set_year(2025);
  unit.mutable_valid_from()->set_month(7);
  unit.mutable_valid_from()->set_day(1);
  unit.mutable_valid_to()->set_year(2025);
  unit.mutable_valid_to()->set_month(6);
  unit.mutable_valid_to()->set_day(30);
  FieldErrors errors;
  ValidateUnit(unit, "unit.", errors);
  EXPECT_EQ(BadFields(errors),
            (std::set<std::string>{"unit.aliases[0]", "unit.position", "unit.valid_to"}));
}

TEST(UpdatePaths, AreThoseOfTheMaskOrOfWhatIsFilledIn) {
  v1::Unit unit;
  unit.set_display_name("Văn phòng");
  unit.set_etag("e");
  const std::vector<std::string> allowed = {"display_name", "aliases", "position"};
  google::protobuf::FieldMask mask;
  EXPECT_EQ(*UpdatePaths(mask, unit, allowed), std::vector<std::string>{"display_name"});
  mask.add_paths("aliases");
  EXPECT_EQ(*UpdatePaths(mask, unit, allowed), std::vector<std::string>{"aliases"});
  mask.add_paths("name");
  EXPECT_EQ(UpdatePaths(mask, unit, allowed).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ApplyPaths, ReplacesListsAndClearsWhatIsEmpty) {
  v1::Unit from, to;
  from.add_aliases("VP");
  to.add_aliases("cũ");
  to.add_aliases("cũ hơn");
  to.set_position(3);
  ApplyPaths({"aliases", "position"}, from, to);
  ASSERT_EQ(to.aliases_size(), 1);
  EXPECT_EQ(to.aliases(0), "VP");
  EXPECT_EQ(to.position(), 0);
}

TEST(Administrator, IsOneOnlyWhileLive) {
  v1::Officer officer;
  officer.add_roles(OFFICE);
  EXPECT_FALSE(IsLiveAdministrator(officer));
  officer.add_roles(ADMIN);
  EXPECT_TRUE(IsLiveAdministrator(officer));
  officer.set_disabled(true);
  EXPECT_FALSE(IsLiveAdministrator(officer));
}

}  // namespace
}  // namespace dondoc::registry
