#include "services/registry/domain/task_state.h"

#include <map>
#include <set>

#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::registry {
namespace {

using v1::Task;

// Written down from the contract's comments, not from the code's table: every pair is here.
const std::map<TaskVerb, std::pair<std::set<Task::State>, Task::State>> kExpected = {
    {TaskVerb::kAssign,
     {{Task::UNASSIGNED, Task::ASSIGNED, Task::ACCEPTED, Task::IN_PROGRESS, Task::RETURNED},
      Task::ASSIGNED}},
    {TaskVerb::kAccept, {{Task::ASSIGNED}, Task::ACCEPTED}},
    {TaskVerb::kReport, {{Task::ACCEPTED, Task::IN_PROGRESS, Task::RETURNED}, Task::IN_PROGRESS}},
    {TaskVerb::kSubmit, {{Task::ACCEPTED, Task::IN_PROGRESS, Task::RETURNED}, Task::SUBMITTED}},
    {TaskVerb::kComplete, {{Task::SUBMITTED}, Task::COMPLETED}},
    {TaskVerb::kReturn, {{Task::SUBMITTED}, Task::RETURNED}},
    {TaskVerb::kCancel,
     {{Task::UNASSIGNED, Task::ASSIGNED, Task::ACCEPTED, Task::IN_PROGRESS, Task::SUBMITTED,
       Task::RETURNED},
      Task::CANCELLED}},
    {TaskVerb::kReopen, {{Task::COMPLETED}, Task::IN_PROGRESS}},
    {TaskVerb::kRecordEvent,
     {{Task::UNASSIGNED, Task::ASSIGNED, Task::ACCEPTED, Task::IN_PROGRESS, Task::SUBMITTED,
       Task::RETURNED},
      Task::STATE_UNSPECIFIED}},
};

TEST(TaskState, EveryPairOfStateAndVerbIsDecided) {
  int accepted = 0, refused = 0;
  for (const auto& [verb, rule] : kExpected) {
    for (int value = Task::UNASSIGNED; value <= Task::CANCELLED; ++value) {
      const auto state = static_cast<Task::State>(value);
      SCOPED_TRACE(std::string(VerbName(verb)) + " in " + Task::State_Name(state));
      const auto next = NextState(verb, state);
      if (rule.first.count(state) > 0) {
        ASSERT_TRUE(next.ok()) << next.status();
        EXPECT_EQ(*next, rule.second == Task::STATE_UNSPECIFIED ? state : rule.second);
        ++accepted;
      } else {
        EXPECT_EQ(next.status().code(), absl::StatusCode::kFailedPrecondition);
        EXPECT_EQ(ReasonOf(next.status()), "WRONG_STATE");
        const auto info = ErrorInfoOf(next.status());
        ASSERT_TRUE(info);
        EXPECT_EQ(info->metadata().at("state"), Task::State_Name(state));
        EXPECT_EQ(info->metadata().at("verb"), VerbName(verb));
        ++refused;
      }
    }
  }
  EXPECT_EQ(accepted + refused, 9 * 8);
  EXPECT_EQ(accepted, 27);
}

TEST(TaskState, NothingFollowsFromNoState) {
  for (const auto& [verb, rule] : kExpected) {
    EXPECT_FALSE(NextState(verb, Task::STATE_UNSPECIFIED).ok());
  }
}

TEST(TaskState, FinalStates) {
  EXPECT_TRUE(IsFinal(Task::COMPLETED));
  EXPECT_TRUE(IsFinal(Task::CANCELLED));
  EXPECT_FALSE(IsFinal(Task::SUBMITTED));
}

}  // namespace
}  // namespace dondoc::registry
