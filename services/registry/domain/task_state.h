// The life cycle of a task as a table: which verb takes which states, and what it gives.
#pragma once

#include "absl/status/statusor.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

enum class TaskVerb {
  kAssign,
  kAccept,
  kReport,
  kSubmit,
  kComplete,
  kReturn,
  kCancel,
  kReopen,
  kRecordEvent,
};

// The state after `verb`; FAILED_PRECONDITION (WRONG_STATE) where the verb does not take `state`.
absl::StatusOr<v1::Task::State> NextState(TaskVerb verb, v1::Task::State state);

// "AcceptTask" and so on.
const char* VerbName(TaskVerb verb);

// True for COMPLETED and CANCELLED.
bool IsFinal(v1::Task::State state);

}  // namespace dondoc::registry
