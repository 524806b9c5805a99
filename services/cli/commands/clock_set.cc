// clock set, remove: the policy changed by hand.
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/clock.h"
#include "services/cli/enums.h"

#include "dondoc/finance/v1/policy.grpc.pb.h"

namespace dondoc::cli {
namespace {

using common::v1::EventTerm;
using finance::v1::ClockPolicy;
using finance::v1::ClockRule;
using finance::v1::PolicyService;
using finance::v1::SetClockPolicyRequest;

// The contract's own bound, so that a typing error is told without a round trip.
constexpr int64_t kMaxTermCount = 3660;

// Which rule: a policy has one for each purpose and event.
struct RuleFlags {
  std::string purpose;
  std::string event;
  std::string note;
  std::string etag;

  void AddTo(Command& command);
};

void RuleFlags::AddTo(Command& command) {
  const std::string purposes = EnumValues<ClockRule::Purpose>();
  command
      .Argument("purpose", &purpose,
                {purposes, absl::StrCat(purposes, " (quyết toán, thanh lý, thanh toán)")})
      .Option("--after", &event,
              {"what the limit counts from: valid-dossier, approval",
               "tính từ: valid-dossier (hồ sơ hợp lệ), approval (phê duyệt)"},
              "EVENT", Need::kRequired)
      .Option("--note", &note, {"why it is changed", "lý do thay đổi"})
      .Option("--etag", &etag,
              {"refuse if changed since this version was read",
               "từ chối nếu đã đổi so với phiên bản này"});
}

absl::StatusOr<std::string> ParseClockEvent(const std::string& text) {
  const std::string event = absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  if (event == "VALID_DOSSIER" || event == "APPROVAL") return event;
  return InvalidField("--after", {absl::StrCat("'", text, "' is none of valid-dossier, approval"),
                                  absl::StrCat("'", text,
                                               "' không thuộc valid-dossier (hồ sơ hợp lệ), "
                                               "approval (phê duyệt)")});
}

bool IsRule(const ClockRule& rule, ClockRule::Purpose purpose, const std::string& event) {
  return rule.purpose() == purpose && rule.term().event() == event;
}

// Stores `rules` over `before` and prints what holds now.
absl::Status StoreRules(Context& context, const ClockPolicy& before, const RuleFlags& flags,
                        const std::vector<ClockRule>& rules) {
  SetClockPolicyRequest request;
  ClockPolicy& policy = *request.mutable_clock_policy();
  policy.set_name(before.name());
  policy.set_etag(flags.etag.empty() ? before.etag() : flags.etag);
  policy.set_note(flags.note);
  for (const ClockRule& rule : rules) *policy.add_rules() = rule;
  request.set_request_id(context.request_id());
  ASSIGN_OR_RETURN(
      const ClockPolicy stored,
      context.Call<PolicyService>(&PolicyService::StubInterface::SetClockPolicy, request));
  return PrintClockPolicy(context, stored);
}

struct ClockSetFlags {
  RuleFlags rule;
  std::optional<int64_t> days;
  std::optional<int64_t> working_days;
  std::string phrase;
  std::string clause;
};

absl::StatusOr<EventTerm> TermOf(const ClockSetFlags& flags, const std::string& event) {
  if (flags.days.has_value() == flags.working_days.has_value()) {
    return InvalidField("--working-days",
                        {"give one of --working-days, --days",
                         "hãy cho một trong --working-days (ngày làm việc), --days (ngày)"});
  }
  const int64_t count = flags.working_days ? *flags.working_days : *flags.days;
  if (count < 1 || count > kMaxTermCount) {
    return InvalidField(flags.working_days ? "--working-days" : "--days",
                        {"must be from 1 to 3660", "phải từ 1 đến 3660"});
  }
  EventTerm term;
  term.set_count(static_cast<int32_t>(count));
  term.set_unit(flags.working_days ? EventTerm::WORKING_DAY : EventTerm::DAY);
  term.set_event(event);
  return term;
}

absl::Status SetClock(Context& context, const ClockSetFlags& flags) {
  ASSIGN_OR_RETURN(const auto purpose,
                   ParseEnum<ClockRule::Purpose>("purpose", flags.rule.purpose));
  ASSIGN_OR_RETURN(const std::string event, ParseClockEvent(flags.rule.event));
  ClockRule rule;
  rule.set_purpose(purpose);
  ASSIGN_OR_RETURN(*rule.mutable_term(), TermOf(flags, event));
  rule.set_phrase(flags.phrase);
  rule.mutable_source()->set_clause_text(flags.clause);
  ASSIGN_OR_RETURN(const ClockPolicy before, GetClockPolicy(context));
  std::vector<ClockRule> rules;
  bool replaced = false;
  for (const ClockRule& old : before.rules()) {
    const bool same = IsRule(old, purpose, event);
    rules.push_back(same ? rule : old);
    replaced = replaced || same;
  }
  if (!replaced) rules.push_back(rule);
  return StoreRules(context, before, flags.rule, rules);
}

absl::Status RemoveClock(Context& context, const RuleFlags& flags) {
  ASSIGN_OR_RETURN(const auto purpose, ParseEnum<ClockRule::Purpose>("purpose", flags.purpose));
  ASSIGN_OR_RETURN(const std::string event, ParseClockEvent(flags.event));
  ASSIGN_OR_RETURN(const ClockPolicy before, GetClockPolicy(context));
  std::vector<ClockRule> rules;
  for (const ClockRule& kept : before.rules()) {
    if (!IsRule(kept, purpose, event)) rules.push_back(kept);
  }
  if (rules.size() == static_cast<size_t>(before.rules_size())) {
    return Error(absl::StatusCode::kNotFound, "CLOCK_RULE_NOT_FOUND",
                 {"no such limit is set; see `dondoc clock show`",
                  "chưa quy định thời hạn này; xem `dondoc clock show`"})
        .With("purpose", flags.purpose)
        .With("event", event);
  }
  return StoreRules(context, before, flags, rules);
}

}  // namespace

void RegisterClockSet(Command& clock) {
  const auto flags = std::make_shared<ClockSetFlags>();
  Command set = clock.Add(
      "set",
      {"set one limit by hand, keeping the others (director, administrator)",
       "đặt một thời hạn bằng tay, giữ các thời hạn khác (giám đốc, quản trị)"},
      "clock set payment --working-days 5 --after valid-dossier --phrase 'không quá 05 ngày làm "
      "việc' --note 'Theo Quyết định 12/QĐ-SKHCN'\nclock set liquidation --days 10 --after "
      "approval");
  flags->rule.AddTo(set);
  set.Option("--working-days", &flags->working_days, {"working days", "số ngày làm việc"})
      .Option("--days", &flags->days, {"calendar days", "số ngày"})
      .Option("--phrase", &flags->phrase,
              {"the words of the limit, verbatim", "nguyên văn cụm từ thời hạn"})
      .Option("--clause", &flags->clause,
              {"the clause it stands in, verbatim", "nguyên văn điều khoản"})
      .Run([flags](Context& context) { return SetClock(context, *flags); });

  const auto removed = std::make_shared<RuleFlags>();
  Command remove =
      clock.Add("remove",
                {"remove one limit, keeping the others (director, administrator)",
                 "bỏ một thời hạn, giữ các thời hạn khác (giám đốc, quản trị)"},
                "clock remove liquidation --after approval --note 'Không còn áp dụng'");
  removed->AddTo(remove);
  remove.Run([removed](Context& context) { return RemoveClock(context, *removed); });
}

}  // namespace dondoc::cli
