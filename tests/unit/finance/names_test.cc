#include "services/finance/domain/names.h"

#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

TEST(Ids, LowerCaseLettersDigitsAndInnerHyphens) {
  EXPECT_TRUE(IsId("a"));
  EXPECT_TRUE(IsId("01890a5d-ac96-774b-bcce-b302099a8057"));
  EXPECT_TRUE(IsId(std::string(63, 'x')));
  for (const std::string& bad :
       {std::string(), std::string("A"), std::string("-a"), std::string("a-"), std::string("a.b"),
        std::string("a/b"), std::string("sở"), std::string("a b"), std::string(64, 'x')}) {
    EXPECT_FALSE(IsId(bad)) << bad;
  }
}

TEST(OfficeNumbers, ReadBackAsWritten) {
  const OfficeNumber number{"HS", 2022, 7};
  EXPECT_EQ(FormatOfficeNumber(number), "HS-2022-0007");
  EXPECT_EQ(ParseOfficeNumber("HS-2022-0007", kDossierPrefix), number);
  EXPECT_EQ(ParseOfficeNumber("hs-2022-0007", kDossierPrefix), number);
  EXPECT_EQ(FormatOfficeNumber({"DA", 2022, 12345}), "DA-2022-12345");
  EXPECT_EQ(ParseOfficeNumber("DA-2022-12345", kProjectPrefix)->ordinal, 12345);
}

TEST(OfficeNumbers, HaveOneSpelling) {
  for (const char* bad :
       {"", "HS", "HS-2022", "HS-2022-7", "HS-2022-00007", "HS-2022-0000", "HS-22-0007",
        "HS-0000-0007", "HS-2022-000x", "HS-2022-0007-1", "DA-2022-0007", "HS--2022-0007",
        "HS-2022-999999999", "HS-2022-+007", "HS-20 2-0007"}) {
    EXPECT_EQ(ParseOfficeNumber(bad, kDossierPrefix), std::nullopt) << bad;
  }
}

TEST(Names, ByIdOrNumber) {
  const auto by_id = ParseResourceName(kAgency + "/dossiers/d1", Collection::kDossiers, "name");
  ASSERT_THAT(by_id, Succeeds());
  EXPECT_EQ(by_id->agency, "skhcn");
  EXPECT_EQ(by_id->id, "d1");
  EXPECT_FALSE(by_id->number.has_value());
  const auto by_number =
      ParseResourceName(kAgency + "/projects/DA-2022-0003", Collection::kProjects, "name");
  ASSERT_THAT(by_number, Succeeds());
  EXPECT_EQ(by_number->number, (OfficeNumber{"DA", 2022, 3}));
  EXPECT_EQ(by_number->id, "");
  // Sources have no office numbers, and an upper-case id is none.
  EXPECT_THAT(
      ParseResourceName(kAgency + "/fundingSources/DA-2022-0003", Collection::kFundingSources, "n"),
      Fails(kInvalid, "INVALID_FIELD"));
}

TEST(Names, Accounts) {
  const auto name =
      ParseResourceName(kAgency + "/accounts/treasury.snkh.2022", Collection::kAccounts, "name");
  ASSERT_THAT(name, Succeeds());
  EXPECT_EQ(name->id, "treasury.snkh.2022");
  EXPECT_THAT(ParseResourceName(kAgency + "/accounts/treasury", Collection::kAccounts, "name"),
              Fails(kInvalid, "INVALID_FIELD"));
  EXPECT_THAT(ParseResourceName(kAgency + "/accounts/a..b", Collection::kAccounts, "name"),
              Fails(kInvalid, "INVALID_FIELD"));
}

TEST(Names, Contracts) {
  const auto name = ParseContractName(kAgency + "/projects/DA-2022-0003/contracts/c1", "name");
  ASSERT_THAT(name, Succeeds());
  EXPECT_EQ(name->project.agency, "skhcn");
  EXPECT_EQ(name->project.number->ordinal, 3);
  EXPECT_EQ(name->contract, "c1");
  EXPECT_EQ(ProjectOfContract(kContract), kProject);
  EXPECT_EQ(ProjectOfContract(kProject), "");
}

TEST(Names, RefuseEverythingElseNamingTheField) {
  for (const std::string& bad :
       {std::string(), std::string("agencies"), std::string("agencies/"),
        std::string("agencies/skhcn"), std::string("agencies//dossiers/d1"),
        std::string("agencies/skhcn/dossiers/"), std::string("agencies/skhcn/dossiers/d1/"),
        std::string("/agencies/skhcn/dossiers/d1"), std::string("agencies/skhcn/projects/d1"),
        std::string("agencies/SKHCN/dossiers/d1"), std::string("agencies/skhcn/dossiers/../d1"),
        "agencies/skhcn/dossiers/" + std::string(1000, 'a')}) {
    EXPECT_THAT(ParseResourceName(bad, Collection::kDossiers, "name"),
                HasBadFields(std::vector<std::string>{"name"}))
        << bad;
  }
  EXPECT_THAT(ParseAgencyName("agencies/skhcn/x", "parent"),
              HasBadFields(std::vector<std::string>{"parent"}));
  EXPECT_THAT(ParseClockPolicyName(kAgency, "name"),
              HasBadFields(std::vector<std::string>{"name"}));
  EXPECT_EQ(*ParseClockPolicyName(kAgency + "/clockPolicy", "name"), "skhcn");
  EXPECT_EQ(*ParseAgencyName(kAgency, "parent"), "skhcn");
}

TEST(Names, Parts) {
  EXPECT_EQ(LastSegment(kContract), "c1");
  EXPECT_EQ(LastSegment("x"), "x");
  EXPECT_EQ(AgencyOf(kContract), kAgency);
  EXPECT_EQ(AgencyOf(kAgency), kAgency);
  EXPECT_EQ(AgencyOf("services/finance"), "");
}

TEST(Names, BelowAnAgency) {
  const auto check = [](absl::string_view name, bool optional) {
    FieldErrors errors;
    ValidateNameBelow(name, kAgency, "units", optional, "unit", errors);
    return errors.empty();
  };
  EXPECT_TRUE(check(kUnit, false));
  EXPECT_TRUE(check("", true));
  EXPECT_FALSE(check("", false));
  EXPECT_FALSE(check("agencies/khac/units/qlkh", false));
  EXPECT_FALSE(check(kUnit + "/x", false));
  EXPECT_FALSE(check(kOfficer, false));
}

}  // namespace
}  // namespace dondoc::finance
