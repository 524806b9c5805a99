#include <map>
#include <set>
#include <utility>

#include "gtest/gtest.h"

#include "services/inspection/domain/inspection_state.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;

// The whole machine, written a second time: what is not here must be refused.
const std::map<std::pair<State, Verb>, State>& Expected() {
  static const auto& table = *new std::map<std::pair<State, Verb>, State>{
      {{I::PLANNED, Verb::kUpdate}, I::PLANNED},
      {{I::PLANNED, Verb::kSchedule}, I::PLANNED},
      {{I::PLANNED, Verb::kSetTeam}, I::PLANNED},
      {{I::PLANNED, Verb::kDecide}, I::DECIDED},
      {{I::PLANNED, Verb::kCancelFromPlan}, I::CANCELLED_FROM_PLAN},
      {{I::DECIDED, Verb::kSetTeam}, I::DECIDED},
      {{I::DECIDED, Verb::kAnnounce}, I::ANNOUNCED},
      {{I::DECIDED, Verb::kDiscontinue}, I::DISCONTINUED},
      {{I::ANNOUNCED, Verb::kSetTeam}, I::ANNOUNCED},
      {{I::ANNOUNCED, Verb::kSuspend}, I::SUSPENDED},
      {{I::ANNOUNCED, Verb::kExtend}, I::ANNOUNCED},
      {{I::ANNOUNCED, Verb::kEndFieldwork}, I::REPORTING},
      {{I::ANNOUNCED, Verb::kConclude}, I::CONCLUDED},
      {{I::ANNOUNCED, Verb::kDiscontinue}, I::DISCONTINUED},
      {{I::SUSPENDED, Verb::kSetTeam}, I::SUSPENDED},
      {{I::SUSPENDED, Verb::kResume}, I::ANNOUNCED},
      {{I::SUSPENDED, Verb::kDiscontinue}, I::DISCONTINUED},
      {{I::REPORTING, Verb::kConclude}, I::CONCLUDED},
      {{I::REPORTING, Verb::kDiscontinue}, I::DISCONTINUED},
      {{I::CONCLUDED, Verb::kRecordPublication}, I::CONCLUDED},
      {{I::CONCLUDED, Verb::kCompleteFollowUp}, I::CONCLUDED},
  };
  return table;
}

TEST(InspectionState, EveryPairIsDecided) {
  int accepted = 0;
  int refused = 0;
  for (int s = I::State_MIN; s <= I::State_MAX; ++s) {
    const State state = static_cast<State>(s);
    for (const Verb verb : AllVerbs()) {
      SCOPED_TRACE(absl::StrCat(I::State_Name(state), " ", VerbName(verb)));
      const auto next = Next(state, verb);
      const auto expected = Expected().find({state, verb});
      EXPECT_EQ(Accepts(state, verb), next.ok());
      if (expected != Expected().end()) {
        ++accepted;
        ASSERT_TRUE(next.ok()) << next.status();
        EXPECT_EQ(*next, expected->second);
        continue;
      }
      ++refused;
      ASSERT_FALSE(next.ok());
      EXPECT_EQ(next.status().code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_EQ(ReasonOf(next.status()), "WRONG_STATE");
      EXPECT_EQ(Fact(next.status(), "state"), I::State_Name(state));
      EXPECT_EQ(Fact(next.status(), "verb"), VerbName(verb));
      EXPECT_FALSE(Fact(next.status(), "accepted").empty());
    }
  }
  EXPECT_EQ(accepted, static_cast<int>(Expected().size()));
  EXPECT_EQ(accepted + refused, 9 * 14);
}

TEST(InspectionState, VerbsAreNamedAsTheirRpcs) {
  const auto* service =
      v1::CreateInspectionRequest::descriptor()->file()->FindServiceByName("InspectionService");
  ASSERT_NE(service, nullptr);
  std::set<absl::string_view> names;
  for (const Verb verb : AllVerbs()) {
    EXPECT_NE(service->FindMethodByName(std::string(VerbName(verb))), nullptr) << VerbName(verb);
    names.insert(VerbName(verb));
  }
  EXPECT_EQ(names.size(), AllVerbs().size());
}

TEST(InspectionState, EveryLiveStateCanEnd) {
  for (int s = I::State_MIN; s <= I::State_MAX; ++s) {
    const State state = static_cast<State>(s);
    if (state == I::STATE_UNSPECIFIED) continue;
    const bool can_end =
        Accepts(state, Verb::kCancelFromPlan) || Accepts(state, Verb::kDiscontinue);
    EXPECT_EQ(can_end, IsLive(state)) << I::State_Name(state);
  }
}

}  // namespace
}  // namespace dondoc::inspection
