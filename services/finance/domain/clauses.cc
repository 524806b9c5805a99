#include "services/finance/domain/clauses.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "services/finance/domain/clock_policy.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using registry::v1::Clause;
using registry::v1::ClockClause;
using registry::v1::Directive;
using v1::ClockPolicy;
using v1::ClockRule;

ClockRule::Purpose FromRegistry(ClockClause::Purpose purpose) {
  switch (purpose) {
    case ClockClause::SETTLEMENT:
      return ClockRule::SETTLEMENT;
    case ClockClause::LIQUIDATION:
      return ClockRule::LIQUIDATION;
    case ClockClause::PAYMENT:
      return ClockRule::PAYMENT;
    default:
      return ClockRule::PURPOSE_UNSPECIFIED;
  }
}

// Why no dossier can follow the clause; empty where one can.
std::string Unusable(const ClockClause& clock) {
  if (!IsClockEvent(clock.term().event())) {
    return absl::StrCat("event ", clock.term().event());
  }
  if (clock.term().before_event()) return "counted backward";
  common::v1::Deadline deadline;
  *deadline.mutable_from_event() = clock.term();
  FieldErrors errors;
  calendar::ValidateDeadline(deadline, "", errors);
  return errors.empty() ? "" : "term without a valid length";
}

// Issue or, where missing, conference; absent where the document gives neither.
const google::type::Date* DayOf(const registry::v1::DirectiveHeader& header) {
  if (header.issue_date().has_value()) return &header.issue_date().value();
  if (header.conference_date().has_value()) return &header.conference_date().value();
  return nullptr;
}

// True where `rule` on record is of a later day than the directive: it stays.
bool IsLater(const ClockRule& rule, const google::type::Date* directive_day) {
  const auto on_record = calendar::CivilDayOf(rule.source().directive_date());
  if (!on_record || directive_day == nullptr) return false;
  const auto day = calendar::CivilDayOf(*directive_day);
  return day && *on_record > *day;
}

ClockRule RuleOf(const Clause& clause, ClockRule::Purpose purpose, const Directive& directive) {
  ClockRule rule;
  rule.set_purpose(purpose);
  *rule.mutable_term() = clause.clock().term();
  rule.mutable_term()->clear_event_date();
  rule.set_phrase(clause.clock().phrase());
  v1::ClauseSource& source = *rule.mutable_source();
  source.set_directive(directive.name());
  source.set_directive_title(directive.header().title().value());
  source.set_section(clause.section());
  source.set_clause_text(clause.text());
  if (const auto* day = DayOf(directive.header())) *source.mutable_directive_date() = *day;
  return rule;
}

// Puts `rule` into `policy`; false where that changes nothing.
bool Put(ClockRule rule, ClockPolicy& policy) {
  for (ClockRule& present : *policy.mutable_rules()) {
    if (present.purpose() != rule.purpose() || present.term().event() != rule.term().event()) {
      continue;
    }
    if (present.SerializeAsString() == rule.SerializeAsString()) return false;
    present = std::move(rule);
    return true;
  }
  *policy.add_rules() = std::move(rule);
  return true;
}

}  // namespace

ClauseEffect ApplyClauses(const ClockPolicy& current, const Directive& directive,
                          const v1::Origin& origin, const std::string& on_behalf_of,
                          const Act& act) {
  ClauseEffect effect;
  ClockPolicy policy = current;
  bool changed = false;
  for (const Clause& clause : directive.clauses()) {
    if (!clause.has_clock()) continue;
    if (std::string why = Unusable(clause.clock()); !why.empty()) {
      effect.skipped.push_back(absl::StrCat("section ", clause.section(), ": ", why));
      continue;
    }
    for (const int registry_purpose : clause.clock().purposes()) {
      const ClockRule::Purpose purpose =
          FromRegistry(static_cast<ClockClause::Purpose>(registry_purpose));
      if (purpose == ClockRule::PURPOSE_UNSPECIFIED) {
        effect.skipped.push_back(
            absl::StrCat("section ", clause.section(), ": purpose ", registry_purpose));
        continue;
      }
      const ClockRule* present = FindRule(policy, purpose, clause.clock().term().event());
      if (present != nullptr && IsLater(*present, DayOf(directive.header()))) {
        effect.skipped.push_back(
            absl::StrCat("section ", clause.section(), ": a later rule stands"));
        continue;
      }
      changed = Put(RuleOf(clause, purpose, directive), policy) || changed;
    }
  }
  if (!changed) return effect;
  policy.set_name(absl::StrCat(AgencyOf(directive.name()), "/clockPolicy"));
  policy.set_version(current.version() + 1);
  *policy.mutable_origin() = origin;
  *policy.mutable_set_date() = calendar::ToDate(act.today);
  policy.set_set_by(act.actor);
  policy.set_on_behalf_of(on_behalf_of);
  policy.clear_note();
  policy.clear_etag();
  *policy.mutable_update_time() = ToTimestamp(act.now);
  effect.policy = std::move(policy);
  return effect;
}

}  // namespace dondoc::finance
