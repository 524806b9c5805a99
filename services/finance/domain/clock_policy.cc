#include "services/finance/domain/clock_policy.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "services/finance/domain/names.h"
#include "services/finance/domain/validate.h"

namespace dondoc::finance {
namespace {

using v1::ClockPolicy;
using v1::ClockRule;
using v1::Dossier;

// Three purposes, two events each.
constexpr int kMaxRules = 6;
constexpr size_t kMaxPhraseChars = 500;

void ValidateRule(const ClockRule& rule, absl::string_view agency_name, const std::string& path,
                  FieldErrors& errors) {
  if (rule.purpose() == ClockRule::PURPOSE_UNSPECIFIED ||
      !ClockRule::Purpose_IsValid(rule.purpose())) {
    errors.Add(path + ".purpose",
               {"SETTLEMENT, LIQUIDATION or PAYMENT.", "SETTLEMENT, LIQUIDATION hoặc PAYMENT."});
  }
  common::v1::Deadline deadline;
  *deadline.mutable_from_event() = rule.term();
  calendar::ValidateDeadline(deadline, path + ".", errors);
  if (!IsClockEvent(rule.term().event())) {
    errors.Add(path + ".term.event",
               {"VALID_DOSSIER or APPROVAL.", "VALID_DOSSIER hoặc APPROVAL."});
  }
  if (rule.term().before_event()) {
    errors.Add(path + ".term.before_event",
               {"A clock runs forward from its event.", "Thời hạn tính từ sự kiện trở đi."});
  }
  if (rule.term().has_event_date()) {
    errors.Add(path + ".term.event_date",
               {"Every dossier has its own day.", "Mỗi hồ sơ có ngày riêng."});
  }
  ValidateText(rule.phrase(), 0, kMaxPhraseChars, path + ".phrase", errors);
  ValidateNameBelow(rule.source().directive(), agency_name, "directives", /*optional=*/true,
                    path + ".source.directive", errors);
  ValidateText(rule.source().directive_title(), 0, kMaxTitleChars, path + ".source.directive_title",
               errors);
  ValidateText(rule.source().section(), 0, kMaxNameChars, path + ".source.section", errors);
  ValidateText(rule.source().clause_text(), 0, kMaxClauseChars, path + ".source.clause_text",
               errors);
}

}  // namespace

bool IsClockEvent(absl::string_view event) {
  return event == kValidDossierEvent || event == kApprovalEvent;
}

ClockRule::Purpose PurposeOf(Dossier::Kind kind) {
  switch (kind) {
    case Dossier::PAYMENT:
      return ClockRule::PAYMENT;
    case Dossier::SETTLEMENT:
      return ClockRule::SETTLEMENT;
    case Dossier::LIQUIDATION:
      return ClockRule::LIQUIDATION;
    default:
      return ClockRule::PURPOSE_UNSPECIFIED;
  }
}

const ClockRule* FindRule(const ClockPolicy& policy, ClockRule::Purpose purpose,
                          absl::string_view event) {
  for (const ClockRule& rule : policy.rules()) {
    if (rule.purpose() == purpose && rule.term().event() == event) return &rule;
  }
  return nullptr;
}

absl::StatusOr<ClockPolicy> SetClockPolicy(const ClockPolicy& current,
                                           const v1::SetClockPolicyRequest& request,
                                           const Act& act) {
  const ClockPolicy& wanted = request.clock_policy();
  const absl::string_view agency_name = AgencyOf(wanted.name());
  FieldErrors errors;
  if (wanted.rules_size() > kMaxRules) {
    errors.Add("clock_policy.rules", {absl::StrCat("At most ", kMaxRules, " rules."),
                                      absl::StrCat("Tối đa ", kMaxRules, " quy tắc.")});
    return errors.ToStatus();
  }
  std::set<std::pair<int, std::string>> seen;
  for (int i = 0; i < wanted.rules_size(); ++i) {
    const ClockRule& rule = wanted.rules(i);
    const std::string path = absl::StrCat("clock_policy.rules[", i, "]");
    ValidateRule(rule, agency_name, path, errors);
    if (!seen.emplace(rule.purpose(), rule.term().event()).second) {
      errors.Add(path, {"Two rules for one purpose and event.",
                        "Hai quy tắc cho cùng mục đích và sự kiện."});
    }
  }
  ValidateText(wanted.note(), 0, kMaxReasonChars, "clock_policy.note", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ClockPolicy policy;
  policy.set_name(wanted.name());
  policy.set_version(current.version() + 1);
  *policy.mutable_rules() = wanted.rules();
  for (ClockRule& rule : *policy.mutable_rules()) {
    // A rule taken over unchanged keeps its directive's day; one set by hand is of today.
    const ClockRule* before = FindRule(current, rule.purpose(), rule.term().event());
    const bool kept = before != nullptr && !rule.source().directive().empty() &&
                      before->source().directive() == rule.source().directive() &&
                      before->term().SerializeAsString() == rule.term().SerializeAsString();
    *rule.mutable_source()->mutable_directive_date() =
        kept ? before->source().directive_date() : calendar::ToDate(act.today);
  }
  *policy.mutable_set_date() = calendar::ToDate(act.today);
  policy.set_set_by(act.actor);
  policy.set_note(wanted.note());
  *policy.mutable_update_time() = ToTimestamp(act.now);
  return policy;
}

}  // namespace dondoc::finance
