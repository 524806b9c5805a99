#include "services/inspection/domain/inspection_state.h"

#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;

// Gives the state it was in.
constexpr State kStays = I::STATE_UNSPECIFIED;

struct Rule {
  Verb verb;
  absl::string_view name;
  std::vector<State> accepts;
  State gives;
};

const std::array<Rule, 14>& Rules() {
  static const std::array<Rule, 14> rules = {{
      {Verb::kUpdate, "UpdateInspection", {I::PLANNED}, kStays},
      {Verb::kSchedule, "ScheduleInspection", {I::PLANNED}, kStays},
      {Verb::kSetTeam, "SetTeam", {I::PLANNED, I::DECIDED, I::ANNOUNCED, I::SUSPENDED}, kStays},
      {Verb::kDecide, "DecideInspection", {I::PLANNED}, I::DECIDED},
      {Verb::kAnnounce, "AnnounceInspection", {I::DECIDED}, I::ANNOUNCED},
      {Verb::kSuspend, "SuspendInspection", {I::ANNOUNCED}, I::SUSPENDED},
      {Verb::kResume, "ResumeInspection", {I::SUSPENDED}, I::ANNOUNCED},
      {Verb::kExtend, "ExtendInspection", {I::ANNOUNCED}, kStays},
      {Verb::kEndFieldwork, "EndFieldwork", {I::ANNOUNCED}, I::REPORTING},
      {Verb::kConclude, "ConcludeInspection", {I::ANNOUNCED, I::REPORTING}, I::CONCLUDED},
      {Verb::kCancelFromPlan, "CancelFromPlan", {I::PLANNED}, I::CANCELLED_FROM_PLAN},
      {Verb::kDiscontinue,
       "DiscontinueInspection",
       {I::DECIDED, I::ANNOUNCED, I::SUSPENDED, I::REPORTING},
       I::DISCONTINUED},
      {Verb::kRecordPublication, "RecordPublication", {I::CONCLUDED}, kStays},
      {Verb::kCompleteFollowUp, "CompleteFollowUp", {I::CONCLUDED}, kStays},
  }};
  return rules;
}

const Rule& RuleOf(Verb verb) { return Rules()[static_cast<size_t>(verb)]; }

absl::string_view StateVi(State state) {
  switch (state) {
    case I::PLANNED:
      return "trong kế hoạch";
    case I::DECIDED:
      return "đã ra quyết định";
    case I::ANNOUNCED:
      return "đang thanh tra trực tiếp";
    case I::SUSPENDED:
      return "tạm dừng";
    case I::REPORTING:
      return "đang xây dựng báo cáo, kết luận";
    case I::CONCLUDED:
      return "đã kết luận";
    case I::CANCELLED_FROM_PLAN:
      return "dừng, khỏi kế hoạch";
    case I::DISCONTINUED:
      return "đình chỉ";
    default:
      return "không rõ";
  }
}

}  // namespace

const std::vector<Verb>& AllVerbs() {
  static const std::vector<Verb> verbs = [] {
    std::vector<Verb> all;
    for (const Rule& rule : Rules()) all.push_back(rule.verb);
    return all;
  }();
  return verbs;
}

absl::string_view VerbName(Verb verb) { return RuleOf(verb).name; }

bool Accepts(State state, Verb verb) {
  for (const State accepted : RuleOf(verb).accepts) {
    if (accepted == state) return true;
  }
  return false;
}

absl::StatusOr<State> Next(State state, Verb verb) {
  const Rule& rule = RuleOf(verb);
  if (Accepts(state, verb)) return rule.gives == kStays ? state : rule.gives;
  const std::string accepted =
      absl::StrJoin(rule.accepts, ",", [](std::string* out, State s) { *out += I::State_Name(s); });
  const std::string accepted_vi = absl::StrJoin(
      rule.accepts, ", ", [](std::string* out, State s) { absl::StrAppend(out, StateVi(s)); });
  return Error(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
               {absl::StrCat(rule.name, " accepts ", accepted, "; the inspection is ",
                             I::State_Name(state), "."),
                absl::StrCat("Thao tác này chỉ áp dụng khi cuộc thanh tra ở trạng thái: ",
                             accepted_vi, "; hiện tại: ", StateVi(state), ".")})
      .With("state", I::State_Name(state))
      .With("verb", rule.name)
      .With("accepted", accepted);
}

bool IsLive(State state) {
  return state == I::PLANNED || state == I::DECIDED || state == I::ANNOUNCED ||
         state == I::SUSPENDED || state == I::REPORTING;
}

}  // namespace dondoc::inspection
