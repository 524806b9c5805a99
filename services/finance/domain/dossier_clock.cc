#include "services/finance/domain/dossier_clock.h"

#include <algorithm>

#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "common/calendar/timeliness.h"
#include "services/finance/domain/clock_policy.h"
#include "services/finance/domain/dossier_state.h"

namespace dondoc::finance {
namespace {

using common::v1::Deadline;
using v1::Dossier;

std::optional<absl::CivilDay> LastDayOf(bool present, const Deadline& deadline) {
  if (!present || !deadline.has_last_day()) return std::nullopt;
  return calendar::CivilDayOf(deadline.last_day());
}

std::optional<absl::CivilDay> Earlier(std::optional<absl::CivilDay> a,
                                      std::optional<absl::CivilDay> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

Deadline StartClock(const v1::ClockRule& rule, const google::type::Date& event_date,
                    const ClockContext& context) {
  Deadline deadline;
  deadline.set_phrase(rule.phrase());
  *deadline.mutable_from_event() = rule.term();
  *deadline.mutable_from_event()->mutable_event_date() = event_date;
  calendar::Resolve(context.calendar, context.calendar_policy, deadline);
  return deadline;
}

bool IsWaiting(bool present, const Deadline& deadline) {
  return present && deadline.resolution() == common::v1::YEAR_MISSING;
}

// The clock that decided over a closed dossier, and the day that counts for it.
struct Verdict {
  std::optional<absl::CivilDay> last_day;
  std::optional<absl::CivilDay> done;
};

Verdict VerdictOf(const Dossier& dossier) {
  const auto processing =
      LastDayOf(dossier.has_processing_deadline(), dossier.processing_deadline());
  const auto payment = LastDayOf(dossier.has_payment_deadline(), dossier.payment_deadline());
  const auto closed = calendar::CivilDayOf(dossier.close_date());
  if (dossier.kind() != Dossier::PAYMENT) return {Earlier(processing, payment), closed};
  if (payment) return {payment, closed};
  // Without a clock from approval, the one that ended with approval ran last.
  return {processing, processing ? calendar::CivilDayOf(dossier.approve_date()) : closed};
}

Dossier::Timeliness ToProto(calendar::Timeliness timeliness) {
  switch (timeliness) {
    case calendar::Timeliness::kOnTime:
      return Dossier::ON_TIME;
    case calendar::Timeliness::kLate:
      return Dossier::LATE;
    case calendar::Timeliness::kInTime:
      return Dossier::IN_TIME;
    case calendar::Timeliness::kOverdue:
      return Dossier::OVERDUE;
    case calendar::Timeliness::kCancelled:
      break;
  }
  return Dossier::TIMELINESS_UNSPECIFIED;
}

}  // namespace

void StartProcessingClock(const ClockContext& context, Dossier& dossier) {
  dossier.clear_processing_deadline();
  dossier.set_clock_policy_version(context.clock_policy.version());
  const v1::ClockRule* rule =
      FindRule(context.clock_policy, PurposeOf(dossier.kind()), kValidDossierEvent);
  if (rule == nullptr) return;
  *dossier.mutable_processing_deadline() = StartClock(*rule, dossier.valid_date(), context);
}

void StartPaymentClock(const ClockContext& context, Dossier& dossier) {
  dossier.clear_payment_deadline();
  const v1::ClockRule* rule =
      FindRule(context.clock_policy, PurposeOf(dossier.kind()), kApprovalEvent);
  if (rule == nullptr) return;
  dossier.set_clock_policy_version(context.clock_policy.version());
  *dossier.mutable_payment_deadline() = StartClock(*rule, dossier.approve_date(), context);
}

void ResetProcessingClock(Dossier& dossier) {
  dossier.clear_processing_deadline();
  dossier.clear_clock_policy_version();
}

bool ResolveWaitingClocks(const calendar::Calendar& calendar, const calendar::Policy& policy,
                          Dossier& dossier) {
  bool changed = false;
  const auto resolve = [&](bool present, Deadline* (Dossier::*mutable_clock)()) {
    if (!present) return;
    Deadline& deadline = *(dossier.*mutable_clock)();
    const int before = deadline.missing_year();
    calendar::Resolve(calendar, policy, deadline);
    changed = changed || !IsWaiting(true, deadline) || deadline.missing_year() != before;
  };
  resolve(IsWaiting(dossier.has_processing_deadline(), dossier.processing_deadline()),
          &Dossier::mutable_processing_deadline);
  resolve(IsWaiting(dossier.has_payment_deadline(), dossier.payment_deadline()),
          &Dossier::mutable_payment_deadline);
  return changed;
}

std::optional<int> WaitingYear(const Dossier& dossier) {
  std::optional<int> year;
  if (IsWaiting(dossier.has_processing_deadline(), dossier.processing_deadline())) {
    year = dossier.processing_deadline().missing_year();
  }
  if (IsWaiting(dossier.has_payment_deadline(), dossier.payment_deadline())) {
    const int missing = dossier.payment_deadline().missing_year();
    year = year ? std::min(*year, missing) : missing;
  }
  return year;
}

std::optional<absl::CivilDay> RunningLastDay(const Dossier& dossier) {
  const auto processing =
      LastDayOf(dossier.has_processing_deadline(), dossier.processing_deadline());
  const auto payment = LastDayOf(dossier.has_payment_deadline(), dossier.payment_deadline());
  switch (dossier.state()) {
    case Dossier::VALID:
      return processing;
    case Dossier::APPROVED:
      return dossier.kind() == Dossier::PAYMENT ? payment : Earlier(processing, payment);
    default:
      return std::nullopt;
  }
}

void JudgeDossier(absl::CivilDay as_of, const calendar::Policy& policy, Dossier& dossier) {
  ClearDerived(dossier);
  const Dossier::State state = dossier.state();
  if (state == Dossier::REJECTED || state == Dossier::WITHDRAWN) return;
  Verdict verdict{RunningLastDay(dossier), std::nullopt};
  if (verdict.last_day) *dossier.mutable_last_day() = calendar::ToDate(*verdict.last_day);
  if (!IsOpen(state)) {
    verdict = VerdictOf(dossier);
    // The past changes no verdict: what is closed counts as closed from every day.
    if (verdict.done) as_of = std::max(as_of, *verdict.done);
  }
  const calendar::TimelinessResult result = calendar::DeriveTimeliness(
      verdict.last_day, verdict.done, /*cancelled=*/false, as_of, policy);
  dossier.set_timeliness(ToProto(result.timeliness));
  dossier.set_due_soon(result.due_soon);
}

void ClearDerived(Dossier& dossier) {
  dossier.clear_timeliness();
  dossier.clear_due_soon();
  dossier.clear_last_day();
}

}  // namespace dondoc::finance
