#include "services/finance/domain/clauses.h"

#include <set>

#include "services/finance/domain/clock_policy.h"
#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using registry::v1::Clause;
using registry::v1::ClockClause;
using registry::v1::Directive;
using v1::ClockPolicy;
using v1::ClockRule;

constexpr char kSettleText[] =
    "Quyết toán và thanh lý hợp đồng các ĐTDA đã kết thúc (không quá 07 ngày làm việc kể từ khi "
    "nhận "
    "được hồ sơ hợp lệ).";

Clause ClockClauseOf(std::vector<ClockClause::Purpose> purposes, int count,
                     common::v1::EventTerm::Unit unit, const std::string& event) {
  Clause clause;
  clause.set_text(kSettleText);
  clause.set_section("2.1");
  for (const auto purpose : purposes) clause.mutable_clock()->add_purposes(purpose);
  clause.mutable_clock()->mutable_term()->set_count(count);
  clause.mutable_clock()->mutable_term()->set_unit(unit);
  clause.mutable_clock()->mutable_term()->set_event(event);
  clause.mutable_clock()->set_phrase("không quá 07 ngày làm việc");
  return clause;
}

// The two clocks of the notice of 03/10/2022.
Directive Notice() {
  Directive directive;
  directive.set_name(kAgency + "/directives/d1");
  directive.mutable_header()->mutable_title()->set_value("Kết luận Hội nghị sơ kết 9 tháng");
  *directive.mutable_header()->mutable_conference_date()->mutable_value() = Date(2022, 10, 3);
  *directive.add_clauses() = ClockClauseOf({ClockClause::SETTLEMENT, ClockClause::LIQUIDATION}, 7,
                                           common::v1::EventTerm::WORKING_DAY, "VALID_DOSSIER");
  *directive.add_clauses() =
      ClockClauseOf({ClockClause::PAYMENT}, 3, common::v1::EventTerm::DAY, "APPROVAL");
  directive.add_clauses()->mutable_inspection()->set_count(2);
  return directive;
}

v1::Origin OriginOf(int64_t revision) {
  v1::Origin origin;
  origin.set_service("registry");
  origin.set_agency(kAgency);
  origin.set_revision(revision);
  return origin;
}

const Act kService = ActOf("services/finance");

TEST(Clauses, OfTheNoticeBecomeThePolicy) {
  const ClauseEffect effect = ApplyClauses({}, Notice(), OriginOf(7), kOfficer, kService);
  EXPECT_TRUE(effect.skipped.empty());
  ASSERT_TRUE(effect.policy.has_value());
  const ClockPolicy& policy = *effect.policy;
  EXPECT_EQ(policy.name(), kAgency + "/clockPolicy");
  EXPECT_EQ(policy.version(), 1);
  EXPECT_EQ(policy.origin().revision(), 7);
  EXPECT_EQ(policy.set_by(), "services/finance");
  EXPECT_EQ(policy.on_behalf_of(), kOfficer);
  ASSERT_EQ(policy.rules_size(), 3);
  for (const auto purpose : {ClockRule::SETTLEMENT, ClockRule::LIQUIDATION}) {
    const ClockRule* rule = FindRule(policy, purpose, kValidDossierEvent);
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->term().count(), 7);
    EXPECT_EQ(rule->term().unit(), common::v1::EventTerm::WORKING_DAY);
    EXPECT_EQ(rule->source().directive(), kAgency + "/directives/d1");
    EXPECT_EQ(rule->source().clause_text(), kSettleText);
    EXPECT_EQ(rule->source().section(), "2.1");
    EXPECT_EQ(rule->source().directive_date().day(), 3);
  }
  const ClockRule* payment = FindRule(policy, ClockRule::PAYMENT, kApprovalEvent);
  ASSERT_NE(payment, nullptr);
  EXPECT_EQ(payment->term().count(), 3);
  EXPECT_EQ(payment->term().unit(), common::v1::EventTerm::DAY);
}

TEST(Clauses, TheSameDirectiveAgainChangesNothing) {
  const auto first = ApplyClauses({}, Notice(), OriginOf(7), kOfficer, kService);
  const auto again = ApplyClauses(*first.policy, Notice(), OriginOf(8), kOfficer, kService);
  EXPECT_FALSE(again.policy.has_value());
}

TEST(Clauses, ANewerDirectiveReplacesOnlyWhatItSays) {
  const auto first = ApplyClauses({}, Notice(), OriginOf(7), kOfficer, kService);
  Directive newer;
  newer.set_name(kAgency + "/directives/d2");
  *newer.mutable_header()->mutable_issue_date()->mutable_value() = Date(2023, 1, 5);
  *newer.add_clauses() =
      ClockClauseOf({ClockClause::PAYMENT}, 2, common::v1::EventTerm::WORKING_DAY, "APPROVAL");
  const auto second = ApplyClauses(*first.policy, newer, OriginOf(9), kOfficer, kService);
  ASSERT_TRUE(second.policy.has_value());
  EXPECT_EQ(second.policy->version(), 2);
  EXPECT_EQ(second.policy->rules_size(), 3);
  EXPECT_EQ(FindRule(*second.policy, ClockRule::PAYMENT, kApprovalEvent)->term().count(), 2);
  // And an older one, imported late, does not undo it.
  const auto third = ApplyClauses(*second.policy, Notice(), OriginOf(11), kOfficer, kService);
  EXPECT_FALSE(third.policy.has_value());
  EXPECT_EQ(third.skipped.size(), 1u);
}

TEST(Clauses, WhatNoDossierCanFollowIsSkippedAndSaid) {
  Directive directive = Notice();
  directive.clear_clauses();
  *directive.add_clauses() =
      ClockClauseOf({ClockClause::PAYMENT}, 5, common::v1::EventTerm::DAY, "ANNOUNCEMENT");
  *directive.add_clauses() =
      ClockClauseOf({ClockClause::PAYMENT}, 0, common::v1::EventTerm::DAY, "APPROVAL");
  Clause backward =
      ClockClauseOf({ClockClause::PAYMENT}, 5, common::v1::EventTerm::DAY, "APPROVAL");
  backward.mutable_clock()->mutable_term()->set_before_event(true);
  *directive.add_clauses() = backward;
  *directive.add_clauses() = ClockClauseOf({static_cast<ClockClause::Purpose>(99)}, 5,
                                           common::v1::EventTerm::DAY, "APPROVAL");
  const auto effect = ApplyClauses({}, directive, OriginOf(1), "", kService);
  EXPECT_FALSE(effect.policy.has_value());
  EXPECT_EQ(effect.skipped.size(), 4u);
}

TEST(Clauses, NoneOfOursNothingHappens) {
  Directive directive;
  directive.set_name(kAgency + "/directives/d1");
  const auto effect = ApplyClauses({}, directive, OriginOf(1), "", kService);
  EXPECT_FALSE(effect.policy.has_value());
  EXPECT_TRUE(effect.skipped.empty());
}

v1::SetClockPolicyRequest ByHand(int count) {
  v1::SetClockPolicyRequest request;
  request.mutable_clock_policy()->set_name(kAgency + "/clockPolicy");
  ClockRule& rule = *request.mutable_clock_policy()->add_rules();
  rule.set_purpose(ClockRule::PAYMENT);
  rule.mutable_term()->set_count(count);
  rule.mutable_term()->set_unit(common::v1::EventTerm::DAY);
  rule.mutable_term()->set_event("APPROVAL");
  return request;
}

TEST(SetClockPolicy, GivesTheNextVersion) {
  const auto first = ApplyClauses({}, Notice(), OriginOf(7), kOfficer, kService);
  const auto policy = SetClockPolicy(*first.policy, ByHand(5), ActOf(kDirector));
  ASSERT_THAT(policy, Succeeds());
  EXPECT_EQ(policy->version(), 2);
  EXPECT_EQ(policy->rules_size(), 1);
  EXPECT_FALSE(policy->has_origin());
  EXPECT_EQ(policy->set_by(), kDirector);
  EXPECT_EQ(policy->rules(0).source().directive_date().year(), 2022);
}

TEST(SetClockPolicy, ARuleKeptAsItWasKeepsItsDay) {
  const auto first = ApplyClauses({}, Notice(), OriginOf(7), kOfficer, kService);
  v1::SetClockPolicyRequest request;
  *request.mutable_clock_policy() = *first.policy;
  request.mutable_clock_policy()->mutable_rules(0)->mutable_term()->set_count(9);
  const auto policy =
      SetClockPolicy(*first.policy, request, ActOf(kDirector, absl::CivilDay(2023, 5, 5)));
  ASSERT_THAT(policy, Succeeds());
  EXPECT_EQ(policy->rules(0).source().directive_date().year(), 2023);
  EXPECT_EQ(policy->rules(1).source().directive_date().year(), 2022);
}

TEST(SetClockPolicy, NamesEveryBadField) {
  v1::SetClockPolicyRequest request = ByHand(0);
  ClockRule& second = *request.mutable_clock_policy()->add_rules();
  second.mutable_term()->set_count(3);
  second.mutable_term()->set_unit(common::v1::EventTerm::DAY);
  second.mutable_term()->set_event("ANNOUNCEMENT");
  second.mutable_term()->set_before_event(true);
  *second.mutable_term()->mutable_event_date() = Date(2022, 1, 1);
  second.mutable_source()->set_directive("agencies/khac/directives/d1");
  const absl::Status status = SetClockPolicy({}, request, ActOf(kDirector)).status();
  std::set<std::string> fields;
  const google::rpc::BadRequest bad_request = BadRequestOf(status);
  for (const auto& violation : bad_request.field_violations()) {
    fields.insert(violation.field());
  }
  EXPECT_THAT(fields, ::testing::IsSupersetOf({"clock_policy.rules[1].purpose",
                                               "clock_policy.rules[1].term.event",
                                               "clock_policy.rules[1].term.before_event",
                                               "clock_policy.rules[1].term.event_date",
                                               "clock_policy.rules[1].source.directive"}));
  EXPECT_GE(fields.size(), 6u);  // And the count of rule 0.
  request = ByHand(3);
  *request.mutable_clock_policy()->add_rules() = request.clock_policy().rules(0);
  EXPECT_THAT(SetClockPolicy({}, request, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"clock_policy.rules[1]"}));
  for (int i = 0; i < 6; ++i) {
    *request.mutable_clock_policy()->add_rules() = request.clock_policy().rules(0);
  }
  EXPECT_THAT(SetClockPolicy({}, request, ActOf(kDirector)),
              HasBadFields(std::vector<std::string>{"clock_policy.rules"}));
}

}  // namespace
}  // namespace dondoc::finance
