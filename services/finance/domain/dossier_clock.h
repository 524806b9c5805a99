// The two clocks of a dossier. One starts on the day it is valid, never on first receipt; returning
// it for supplement resets that clock. One starts on the day it is approved. Which of them a
// dossier has, and how long they are, says the agency's clock policy.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"

#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"

#include "dondoc/finance/v1/dossier.pb.h"
#include "dondoc/finance/v1/policy.pb.h"

namespace dondoc::finance {

// What clocks are computed with. Non-owning.
struct ClockContext {
  const v1::ClockPolicy& clock_policy;
  const calendar::Calendar& calendar;
  const calendar::Policy& calendar_policy;
};

// Starts the clock from VALID_DOSSIER on `valid_date`; none where the policy has no rule. A year
// without calendar table leaves it unresolved (Deadline.missing_year), it never fails.
void StartProcessingClock(const ClockContext& context, v1::Dossier& dossier);

// Starts the clock from APPROVAL on `approve_date`, likewise.
void StartPaymentClock(const ClockContext& context, v1::Dossier& dossier);

// Clears the clock from VALID_DOSSIER: the dossier went back.
void ResetProcessingClock(v1::Dossier& dossier);

// Resolves the clocks that waited for a calendar year; true where that changed the dossier. Clocks
// that have a last day keep it, whatever the calendar says now.
bool ResolveWaitingClocks(const calendar::Calendar& calendar, const calendar::Policy& policy,
                          v1::Dossier& dossier);

// The year that a clock waits for; nullopt where none waits.
std::optional<int> WaitingYear(const v1::Dossier& dossier);

// The last day of the clock that runs in the dossier's state; where two run, the earlier. nullopt
// where none runs or none is resolved. For PAYMENT the clock from VALID_DOSSIER ends with approval,
// for the other kinds with conclusion.
std::optional<absl::CivilDay> RunningLastDay(const v1::Dossier& dossier);

// Fills the derived fields timeliness, due_soon and last_day as of a day. A closed dossier was on
// time or late, whatever that day is.
void JudgeDossier(absl::CivilDay as_of, const calendar::Policy& policy, v1::Dossier& dossier);

// Clears them, for storage.
void ClearDerived(v1::Dossier& dossier);

}  // namespace dondoc::finance
