#include "services/finance/domain/policy.h"

#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

TEST(LimitPolicies, ShipValid) {
  const auto policies = DefaultLimitPolicies();
  EXPECT_THAT(ValidateLimitPolicies(policies), Succeeds());
  for (const v1::LimitPolicy& policy : policies) EXPECT_FALSE(policy.legal_source().empty());
}

TEST(LimitPolicies, ChosenByTheDayOfSigning) {
  const auto policies = DefaultLimitPolicies();
  EXPECT_EQ(ChooseLimitPolicy(policies, absl::CivilDay(2010, 1, 1)).version(), "ttlt-27-2015/1");
  EXPECT_EQ(ChooseLimitPolicy(policies, absl::CivilDay(2025, 9, 30)).version(), "ttlt-27-2015/1");
  const auto& newer = ChooseLimitPolicy(policies, absl::CivilDay(2025, 10, 1));
  EXPECT_EQ(newer.version(), "luat-93-2025/1");
  EXPECT_TRUE(newer.unverified());
  EXPECT_FALSE(policies.front().unverified());
}

TEST(LimitPolicies, AContractKeepsItsOwn) {
  const auto policies = DefaultLimitPolicies();
  const auto reference = ReferenceTo(policies[1]);
  EXPECT_TRUE(reference.unverified());
  EXPECT_EQ(BoundLimitPolicy(policies, reference)->version(), "luat-93-2025/1");
  v1::PolicyReference gone;
  gone.set_version("ttlt-55-2015/1");
  EXPECT_THAT(BoundLimitPolicy(policies, gone), Fails(kPrecondition, "LIMIT_POLICY_UNKNOWN"));
}

TEST(LimitPolicies, ConfigurationIsChecked) {
  auto policies = DefaultLimitPolicies();
  policies[0].clear_legal_source();
  policies[0].mutable_first_advance_max()->set_numerator(3);
  policies[0].clear_next_advance_settled_min();
  policies[0].set_late_charge_january_day(32);
  policies[1].set_version(policies[0].version());
  policies[1].clear_from_date();
  EXPECT_THAT(
      ValidateLimitPolicies(policies),
      HasBadFields(std::vector<std::string>{
          "limit_policies[0].legal_source", "limit_policies[0].first_advance_max",
          "limit_policies[0].next_advance_settled_min", "limit_policies[0].late_charge_january_day",
          "limit_policies[1].version", "limit_policies[1].from_date"}));
  EXPECT_THAT(ValidateLimitPolicies({}), HasBadFields(std::vector<std::string>{"limit_policies"}));
}

TEST(BudgetYear, TheYearBeforeStaysOpenUntilTheEndOfJanuary) {
  const auto policy = DefaultLimitPolicies().front();
  EXPECT_TRUE(BudgetYearOpen(policy, 2022, absl::CivilDay(2022, 1, 1)));
  EXPECT_TRUE(BudgetYearOpen(policy, 2022, absl::CivilDay(2022, 12, 31)));
  EXPECT_TRUE(BudgetYearOpen(policy, 2022, absl::CivilDay(2023, 1, 31)));
  EXPECT_FALSE(BudgetYearOpen(policy, 2022, absl::CivilDay(2023, 2, 1)));
  EXPECT_FALSE(BudgetYearOpen(policy, 2023, absl::CivilDay(2022, 12, 31)));
  EXPECT_FALSE(BudgetYearOpen(policy, 2021, absl::CivilDay(2023, 1, 1)));
  auto strict = policy;
  strict.set_late_charge_january_day(0);
  EXPECT_FALSE(BudgetYearOpen(strict, 2022, absl::CivilDay(2023, 1, 1)));
}

}  // namespace
}  // namespace dondoc::finance
