// clock show, history, limits: the rules an agency's dossiers run by, and where they come from.
#include "services/cli/commands/clock.h"

#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/all.h"
#include "services/cli/dates.h"
#include "services/cli/display_names.h"
#include "services/cli/enums.h"
#include "services/cli/lists.h"
#include "services/cli/render/deadline.h"
#include "services/cli/render/output.h"

#include "dondoc/finance/v1/policy.grpc.pb.h"

namespace dondoc::cli {
namespace {

using finance::v1::ClauseSource;
using finance::v1::ClockPolicy;
using finance::v1::ClockRule;
using finance::v1::GetClockPolicyRequest;
using finance::v1::LimitPolicy;
using finance::v1::ListClockPolicyHistoryRequest;
using finance::v1::ListClockPolicyHistoryResponse;
using finance::v1::ListLimitPoliciesRequest;
using finance::v1::ListLimitPoliciesResponse;
using finance::v1::PolicyService;
using PolicyStub = PolicyService::StubInterface;

// The contract's own maximum page size.
constexpr int32_t kMaxHistoryPage = 200;

absl::StatusOr<std::string> PolicyName(Context& context) {
  ASSIGN_OR_RETURN(const std::string agency, context.Agency());
  return absl::StrCat(agency, "/clockPolicy");
}

// "07 ngày làm việc kể từ hồ sơ hợp lệ".
std::string ClockTermText(const ClockRule& rule, const Lang& lang) {
  common::v1::Deadline deadline;
  *deadline.mutable_from_event() = rule.term();
  return RuleText(deadline, lang);
}

// "Thông báo 215/TB-UBND, mục 2.1, 28/09/2022"; a rule without a directive was set by hand.
std::string SourceText(const ClauseSource& source, const Lang& lang) {
  if (source.directive().empty()) {
    return absl::StrCat(lang(Text{"set by hand", "đặt bằng tay"}),
                        source.has_directive_date() ? ", " : "",
                        FormatDate(source.directive_date(), lang));
  }
  std::string text =
      source.directive_title().empty() ? ShortName(source.directive()) : source.directive_title();
  if (!source.section().empty()) {
    absl::StrAppend(&text, lang(Text{", section ", ", mục "}), source.section());
  }
  if (source.has_directive_date()) {
    absl::StrAppend(&text, ", ", FormatDate(source.directive_date(), lang));
  }
  return text;
}

Table PolicyTable(Context& context, const ClockPolicy& policy) {
  const Lang& lang = context.lang();
  Table table;
  table.title = absl::StrCat(lang(Text{"Clock policy, version ", "Quy định thời hạn, phiên bản "}),
                             policy.version());
  table.columns = {{lang.Word("kind")},
                   {lang.Word("deadline"), Align::kLeft, true},
                   {lang.Word("phrase"), Align::kLeft, true},
                   {lang.Word("ground"), Align::kLeft, true},
                   {lang(Text{"Clause", "Nguyên văn"}), Align::kLeft, true}};
  for (const ClockRule& rule : policy.rules()) {
    table.rows.push_back({EnumWord(rule.purpose(), lang),
                          Cell(ClockTermText(rule, lang), Style::kStrong), rule.phrase(),
                          SourceText(rule.source(), lang), rule.source().clause_text()});
  }
  if (policy.rules().empty()) {
    table.notes.push_back(lang(Text{"no clocks are set", "chưa quy định thời hạn nào"}));
  }
  if (policy.has_set_date()) {
    std::string set =
        absl::StrCat(lang(Text{"set ", "đặt ngày "}), FormatDate(policy.set_date(), lang), ", ",
                     context.names().Of(policy.set_by()));
    if (!policy.on_behalf_of().empty()) {
      absl::StrAppend(&set, lang(Text{" for ", " thay "}),
                      context.names().Of(policy.on_behalf_of()));
    }
    if (!policy.note().empty()) absl::StrAppend(&set, ": ", policy.note());
    table.notes.push_back(set);
  }
  return table;
}

absl::Status ShowClockPolicy(Context& context) {
  ASSIGN_OR_RETURN(const ClockPolicy policy, GetClockPolicy(context));
  return PrintClockPolicy(context, policy);
}

absl::Status ListClockPolicyHistory(Context& context, const PageFlags& pages) {
  ListClockPolicyHistoryRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PolicyName(context));
  ASSIGN_OR_RETURN(const ListClockPolicyHistoryResponse list,
                   ListOf<PolicyService>(context, pages, kMaxHistoryPage,
                                         &PolicyStub::ListClockPolicyHistory, request));
  if (context.OutputOr() == Output::kJson) return Print(context, list, nullptr);
  const Lang& lang = context.lang();
  for (int i = 0; i < list.clock_policies_size(); ++i) {
    if (i > 0) context.out() << "\n";
    PrintTable(context, PolicyTable(context, list.clock_policies(i)));
  }
  Table rest;
  AddListNotes(list.clock_policies_size(), {"versions", "phiên bản"}, list.next_page_token(), lang,
               &rest);
  for (const std::string& note : rest.notes) context.out() << OneLine(note) << "\n";
  return absl::OkStatus();
}

std::string ShareText(const finance::v1::Share& share) {
  if (share.denominator() == 0) return "-";
  return absl::StrCat(share.numerator(), "/", share.denominator());
}

absl::Status Limits(Context& context) {
  ListLimitPoliciesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), context.Agency());
  ASSIGN_OR_RETURN(const ListLimitPoliciesResponse list,
                   context.Call<PolicyService>(&PolicyStub::ListLimitPolicies, request));
  const Lang& lang = context.lang();
  return Print(context, list, [&] {
    Table table;
    table.columns = {
        {lang(Text{"Rules", "Quy định"})},
        {lang.Word("ground"), Align::kLeft, true},
        {lang(Text{"Signed from", "Hợp đồng ký từ"})},
        {lang(Text{"First advance, at most", "Tạm ứng đầu, tối đa"}), Align::kRight},
        {lang(Text{"Settled before the next", "Thu hồi trước đợt sau"}), Align::kRight},
        {lang.Word("note"), Align::kLeft, true}};
    for (const LimitPolicy& policy : list.limit_policies()) {
      table.rows.push_back(
          {policy.version(), policy.legal_source(), FormatDate(policy.from_date(), lang),
           ShareText(policy.first_advance_max()), ShareText(policy.next_advance_settled_min()),
           Cell(policy.unverified()
                    ? lang(Text{"not read in the official text", "chưa đối chiếu văn bản gốc"})
                    : "",
                Style::kWarn)});
    }
    return table;
  });
}

}  // namespace

absl::StatusOr<ClockPolicy> GetClockPolicy(Context& context) {
  GetClockPolicyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PolicyName(context));
  return context.Call<PolicyService>(&PolicyStub::GetClockPolicy, request);
}

absl::Status PrintClockPolicy(Context& context, const ClockPolicy& policy) {
  return Print(context, policy, [&] { return PolicyTable(context, policy); });
}

void RegisterClock(Command& root) {
  Command clock = root.Add(
      "clock",
      {"time limits of dossiers, and the clauses behind them", "thời hạn xử lý hồ sơ và căn cứ"},
      "clock show");
  clock
      .Add("show", {"the limits that hold, with their clause", "thời hạn hiện hành kèm nguyên văn"},
           "clock show --output json")
      .Run(ShowClockPolicy);
  const auto pages = std::make_shared<PageFlags>();
  Command history = clock.Add(
      "history", {"every version, newest first", "các phiên bản, mới trước"}, "clock history");
  pages->AddTo(history);
  history.Run([pages](Context& context) { return ListClockPolicyHistory(context, *pages); });
  clock
      .Add("limits", {"the limits of the law on advances", "giới hạn tạm ứng theo luật"},
           "clock limits")
      .Run(Limits);
  RegisterClockSet(clock);
}

}  // namespace dondoc::cli
