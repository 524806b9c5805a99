// The life cycle of an inspection as a table: every verb says what it accepts and what it gives,
// and every pair of state and verb is decided here and nowhere else.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

using State = v1::Inspection::State;

enum class Verb {
  kUpdate,
  kSchedule,
  kSetTeam,
  kDecide,
  kAnnounce,
  kSuspend,
  kResume,
  kExtend,
  kEndFieldwork,
  kConclude,
  kCancelFromPlan,
  kDiscontinue,
  kRecordPublication,
  kCompleteFollowUp,
};

// Every verb, for tests and tables.
const std::vector<Verb>& AllVerbs();

// The rpc, e.g. "SuspendInspection".
absl::string_view VerbName(Verb verb);

// The state after `verb`, or FAILED_PRECONDITION with reason WRONG_STATE and metadata `state`,
// `verb` and `accepted` (the states that would do, by comma).
absl::StatusOr<State> Next(State state, Verb verb);

// True where `verb` is accepted.
bool Accepts(State state, Verb verb);

// Not ended: holds its team's days and may still hold an enterprise's year.
bool IsLive(State state);

}  // namespace dondoc::inspection
