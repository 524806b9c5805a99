#include "services/registry/domain/task_state.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "services/registry/domain/errors.h"

namespace dondoc::registry {
namespace {

using v1::Task;

constexpr uint32_t Bit(Task::State state) { return uint32_t{1} << state; }

// What works on a task that a unit has taken on.
constexpr uint32_t kAtWork = Bit(Task::ACCEPTED) | Bit(Task::IN_PROGRESS) | Bit(Task::RETURNED);
constexpr uint32_t kOpen =
    kAtWork | Bit(Task::UNASSIGNED) | Bit(Task::ASSIGNED) | Bit(Task::SUBMITTED);

struct Rule {
  const char* name;
  uint32_t accepted;
  // STATE_UNSPECIFIED = the state stays.
  Task::State next;
};

const Rule& RuleOf(TaskVerb verb) {
  // In the order of TaskVerb.
  static constexpr Rule kRules[] = {
      {"AssignTask", kAtWork | Bit(Task::UNASSIGNED) | Bit(Task::ASSIGNED), Task::ASSIGNED},
      {"AcceptTask", Bit(Task::ASSIGNED), Task::ACCEPTED},
      {"ReportProgress", kAtWork, Task::IN_PROGRESS},
      {"SubmitTask", kAtWork, Task::SUBMITTED},
      {"CompleteTask", Bit(Task::SUBMITTED), Task::COMPLETED},
      {"ReturnTask", Bit(Task::SUBMITTED), Task::RETURNED},
      {"CancelTask", kOpen, Task::CANCELLED},
      {"ReopenTask", Bit(Task::COMPLETED), Task::IN_PROGRESS},
      {"RecordDeadlineEvent", kOpen, Task::STATE_UNSPECIFIED},
  };
  return kRules[static_cast<int>(verb)];
}

}  // namespace

absl::StatusOr<Task::State> NextState(TaskVerb verb, Task::State state) {
  const Rule& rule = RuleOf(verb);
  if ((rule.accepted & Bit(state)) != 0) {
    return rule.next == Task::STATE_UNSPECIFIED ? state : rule.next;
  }
  std::string accepted;
  for (int value = Task::State_MIN; value <= Task::State_MAX; ++value) {
    const auto candidate = static_cast<Task::State>(value);
    if ((rule.accepted & Bit(candidate)) == 0) continue;
    absl::StrAppend(&accepted, accepted.empty() ? "" : ", ", Task::State_Name(candidate));
  }
  return WrongState(rule.name, state, accepted);
}

const char* VerbName(TaskVerb verb) { return RuleOf(verb).name; }

bool IsFinal(Task::State state) { return state == Task::COMPLETED || state == Task::CANCELLED; }

}  // namespace dondoc::registry
