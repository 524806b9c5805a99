// The decision as a full table: every role, every relation, every way a resource can stand.
#include "common/identity/access.h"

#include <tuple>

#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::identity {
namespace {

constexpr char kPath[] = "/dondoc.test.v1.TestService/Do";
constexpr char kMe[] = "agencies/a/officers/me";

Access Rule(std::initializer_list<std::pair<Role, Relation>> grants) {
  Access access;
  for (const auto& [role, relation] : grants) {
    auto* grant = access.add_grants();
    grant->set_role(role);
    grant->set_relation(relation);
  }
  return access;
}

OfficerRights Officer(RoleSet roles) {
  return {.roles = roles, .agency = "a", .unit = "u", .subject = kMe};
}

std::string Outcome(const Access& access, const OfficerRights& rights,
                    const ResourceRelation& resource) {
  const absl::Status status = Decide(CompileAccess(kPath, access), rights, resource);
  if (status.ok()) return "OK";
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  return ReasonOf(status);
}

constexpr Role kOfficerRoles[] = {DIRECTOR,   OFFICE,    UNIT_HEAD, OFFICER,
                                  ACCOUNTANT, INSPECTOR, AUDITOR,   ADMIN};

// How the resource stands to agencies/a/officers/me of unit u.
enum class Where { kMine, kMyUnit, kMyAgency, kElsewhere, kNowhere };

ResourceRelation Resource(Where where) {
  switch (where) {
    case Where::kMine:
      return {.agency = "a", .units = {"v", "u"}, .self_subject = kMe};
    case Where::kMyUnit:
      return {.agency = "a", .units = {"u"}, .self_subject = "agencies/a/officers/you"};
    case Where::kMyAgency:
      return {.agency = "a", .units = {"v", "w"}, .self_subject = "agencies/a/officers/you"};
    case Where::kElsewhere:
      // Units of other agencies may have the same id.
      return {.agency = "b", .units = {"u"}, .self_subject = "agencies/b/officers/me"};
    case Where::kNowhere:
      return {};
  }
  return {};
}

TEST(DecideTest, FullTableForOfficers) {
  const std::tuple<Relation, Where, const char*> table[] = {
      {AGENCY, Where::kMine, "OK"},
      {AGENCY, Where::kMyUnit, "OK"},
      {AGENCY, Where::kMyAgency, "OK"},
      {AGENCY, Where::kElsewhere, "NOT_YOUR_AGENCY"},
      {AGENCY, Where::kNowhere, "NOT_YOUR_AGENCY"},
      {OWN_UNIT, Where::kMine, "OK"},
      {OWN_UNIT, Where::kMyUnit, "OK"},
      {OWN_UNIT, Where::kMyAgency, "NOT_YOUR_UNIT"},
      {OWN_UNIT, Where::kElsewhere, "NOT_YOUR_AGENCY"},
      {OWN_UNIT, Where::kNowhere, "NOT_YOUR_AGENCY"},
      {SELF, Where::kMine, "OK"},
      {SELF, Where::kMyUnit, "NOT_YOURSELF"},
      {SELF, Where::kMyAgency, "NOT_YOURSELF"},
      {SELF, Where::kElsewhere, "NOT_YOURSELF"},
      {SELF, Where::kNowhere, "NOT_YOURSELF"},
      {EVERY_AGENCY, Where::kMine, "OK"},
      {EVERY_AGENCY, Where::kMyUnit, "OK"},
      {EVERY_AGENCY, Where::kMyAgency, "OK"},
      {EVERY_AGENCY, Where::kElsewhere, "OK"},
      {EVERY_AGENCY, Where::kNowhere, "OK"},
  };
  for (const Role granted : kOfficerRoles) {
    for (const Role held : kOfficerRoles) {
      for (const auto& [relation, where, outcome] : table) {
        EXPECT_EQ(Outcome(Rule({{granted, relation}}), Officer({held}), Resource(where)),
                  granted == held ? outcome : "ROLE_NOT_ALLOWED")
            << Role_Name(granted) << " " << Role_Name(held) << " " << Relation_Name(relation) << " "
            << static_cast<int>(where);
      }
    }
  }
}

TEST(DecideTest, AnyGrantSuffices) {
  const Access access = Rule({{DIRECTOR, AGENCY}, {UNIT_HEAD, OWN_UNIT}, {OFFICER, SELF}});
  EXPECT_EQ(Outcome(access, Officer({OFFICER}), Resource(Where::kMine)), "OK");
  EXPECT_EQ(Outcome(access, Officer({OFFICER, UNIT_HEAD}), Resource(Where::kMyUnit)), "OK");
  EXPECT_EQ(Outcome(access, Officer({OFFICER, DIRECTOR}), Resource(Where::kMyAgency)), "OK");
  // The nearest miss is named.
  EXPECT_EQ(Outcome(access, Officer({OFFICER, UNIT_HEAD}), Resource(Where::kMyAgency)),
            "NOT_YOUR_UNIT");
  EXPECT_EQ(Outcome(access, Officer({OFFICER, DIRECTOR}), Resource(Where::kElsewhere)),
            "NOT_YOUR_AGENCY");
  EXPECT_EQ(Outcome(access, Officer({}), Resource(Where::kMine)), "ROLE_NOT_ALLOWED");
}

TEST(DecideTest, WithoutAUnitNoUnitIsOwn) {
  OfficerRights rights = Officer({OFFICER});
  rights.unit = "";
  EXPECT_EQ(Outcome(Rule({{OFFICER, OWN_UNIT}}), rights, {.agency = "a", .units = {""}}),
            "NOT_YOUR_UNIT");
  rights.agency = "";
  EXPECT_EQ(Outcome(Rule({{OFFICER, AGENCY}}), rights, {.agency = ""}), "NOT_YOUR_AGENCY");
  rights.subject = "";
  EXPECT_EQ(Outcome(Rule({{OFFICER, SELF}}), rights, {}), "NOT_YOURSELF");
}

TEST(DecideTest, ServicesAndOperators) {
  const Principal service{.kind = PrincipalKind::kService, .subject = "services/finance"};
  const Principal op{.kind = PrincipalKind::kOperator, .subject = "operators/root"};
  // Roles from a record do not stick to them.
  const OfficerRights of_service = RightsOf(service, {DIRECTOR}, "u");
  const OfficerRights of_operator = RightsOf(op, {DIRECTOR}, "u");
  EXPECT_EQ(of_service.roles, RoleSet({SERVICE}));
  EXPECT_EQ(of_operator.roles, RoleSet({OPERATOR}));
  EXPECT_EQ(of_service.agency + of_service.unit + of_operator.agency + of_operator.unit, "");
  for (const auto where : {Where::kMine, Where::kElsewhere, Where::kNowhere}) {
    EXPECT_EQ(Outcome(Rule({{SERVICE, EVERY_AGENCY}}), of_service, Resource(where)), "OK");
    EXPECT_EQ(Outcome(Rule({{OPERATOR, EVERY_AGENCY}}), of_operator, Resource(where)), "OK");
    EXPECT_EQ(Outcome(Rule({{SERVICE, EVERY_AGENCY}}), of_operator, Resource(where)),
              "ROLE_NOT_ALLOWED");
    EXPECT_EQ(Outcome(Rule({{DIRECTOR, AGENCY}}), of_service, Resource(where)), "ROLE_NOT_ALLOWED");
    EXPECT_EQ(Outcome(Rule({{DIRECTOR, EVERY_AGENCY}}), of_operator, Resource(where)),
              "ROLE_NOT_ALLOWED");
  }
}

TEST(DecideTest, AnOfficerRecordCannotMakeAService) {
  const Principal person{.kind = PrincipalKind::kOfficer, .subject = kMe, .agency = "a"};
  const OfficerRights rights = RightsOf(person, {OFFICER, SERVICE, OPERATOR}, "u");
  EXPECT_EQ(rights.roles, RoleSet({OFFICER}));
  EXPECT_EQ(rights.agency, "a");
  EXPECT_EQ(rights.unit, "u");
  EXPECT_EQ(rights.subject, kMe);
}

TEST(DecideTest, PublicNeedsNobody) {
  Access access;
  access.set_public_(true);
  EXPECT_EQ(Outcome(access, {}, {}), "OK");
}

TEST(DecideTest, ARefusalNamesTheMethodAndWhoMay) {
  const auto method =
      CompileAccess(kPath, Rule({{DIRECTOR, AGENCY}, {UNIT_HEAD, OWN_UNIT}, {DIRECTOR, SELF}}));
  const absl::Status status = Decide(method, Officer({AUDITOR}), Resource(Where::kMine));
  const auto info = ErrorInfoOf(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("method"), kPath);
  EXPECT_EQ(info->metadata().at("needed_roles"), "DIRECTOR,UNIT_HEAD");
  const std::string vi(Localized(status, Language::kVietnamese).message());
  EXPECT_NE(vi.find(std::string(RoleNameVi(DIRECTOR))), std::string::npos) << vi;
  EXPECT_NE(vi.find(std::string(RoleNameVi(UNIT_HEAD))), std::string::npos) << vi;
  const std::string en(Localized(status, Language::kEnglish).message());
  EXPECT_NE(en.find(std::string(RoleNameEn(UNIT_HEAD))), std::string::npos) << en;
}

TEST(CouldPassTest, FullTable) {
  for (const Role granted : kOfficerRoles) {
    for (const auto relation : {AGENCY, OWN_UNIT, SELF, EVERY_AGENCY}) {
      const auto method = CompileAccess(kPath, Rule({{granted, relation}}));
      for (const Role held : kOfficerRoles) {
        EXPECT_EQ(CouldPass(method, PrincipalKind::kOfficer, {held}), granted == held);
      }
      EXPECT_FALSE(CouldPass(method, PrincipalKind::kOfficer, {}));
      EXPECT_FALSE(CouldPass(method, PrincipalKind::kService, {granted}));
      EXPECT_FALSE(CouldPass(method, PrincipalKind::kOperator, {granted}));
    }
  }
  const auto service = CompileAccess(kPath, Rule({{SERVICE, EVERY_AGENCY}}));
  EXPECT_TRUE(CouldPass(service, PrincipalKind::kService, {}));
  EXPECT_FALSE(CouldPass(service, PrincipalKind::kOperator, {}));
  EXPECT_FALSE(CouldPass(service, PrincipalKind::kOfficer, {SERVICE}));
  const auto op = CompileAccess(kPath, Rule({{OPERATOR, EVERY_AGENCY}}));
  EXPECT_TRUE(CouldPass(op, PrincipalKind::kOperator, {}));
  EXPECT_FALSE(CouldPass(op, PrincipalKind::kOfficer, {OPERATOR}));
  Access open;
  open.set_public_(true);
  EXPECT_TRUE(CouldPass(CompileAccess(kPath, open), PrincipalKind::kOfficer, {}));
  EXPECT_EQ(ReasonOf(RoleNotAllowed(service)), "ROLE_NOT_ALLOWED");
}

TEST(CouldPassTest, NeverRefusesWhatDecideAllows) {
  for (const Role role : kOfficerRoles) {
    for (const auto relation : {AGENCY, OWN_UNIT, SELF, EVERY_AGENCY}) {
      for (const auto where :
           {Where::kMine, Where::kMyUnit, Where::kMyAgency, Where::kElsewhere, Where::kNowhere}) {
        const auto method = CompileAccess(kPath, Rule({{role, relation}}));
        if (Decide(method, Officer({role}), Resource(where)).ok()) {
          EXPECT_TRUE(CouldPass(method, PrincipalKind::kOfficer, {role}));
        }
      }
    }
  }
}

TEST(RoleSetTest, KnowsKnownRolesOnly) {
  RoleSet set;
  set.Add(ROLE_UNSPECIFIED);
  set.Add(static_cast<Role>(40));
  set.Add(static_cast<Role>(-1));
  EXPECT_TRUE(set.empty());
  EXPECT_FALSE(set.Contains(static_cast<Role>(40)));
  set.Add(ADMIN);
  EXPECT_TRUE(set.Contains(ADMIN));
  EXPECT_EQ(set.With({OFFICE}).Without({ADMIN}), RoleSet({OFFICE}));
}

TEST(RoleNamesTest, EveryRoleHasDistinctNames) {
  for (int i = DIRECTOR; i <= OPERATOR; ++i) {
    for (int j = DIRECTOR; j < i; ++j) {
      EXPECT_NE(RoleNameVi(static_cast<Role>(i)), RoleNameVi(static_cast<Role>(j)));
      EXPECT_NE(RoleNameEn(static_cast<Role>(i)), RoleNameEn(static_cast<Role>(j)));
    }
    EXPECT_NE(RoleNameVi(static_cast<Role>(i)), RoleNameVi(ROLE_UNSPECIFIED));
  }
}

}  // namespace
}  // namespace dondoc::identity
