// The error catalogue of finance: one named function per failure fixes code, reason, metadata and
// message. Nobody else in finance builds statuses by hand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "common/base/error.h"

namespace dondoc::finance {

// FAILED_PRECONDITION, reason WRONG_STATE, metadata "state", "verb" and "accepted" (states joined
// by
// ", ", empty where no state accepts the verb).
absl::Status WrongState(absl::string_view resource, absl::string_view state, absl::string_view verb,
                        const std::vector<std::string>& accepted);

// PERMISSION_DENIED, reason SELF_APPROVAL, metadata "verb" and "earlier" (what the same person did
// before).
absl::Status SelfApproval(absl::string_view verb, absl::string_view earlier);

// Returns SelfApproval where `actor` is `earlier_actor`; OK where that is empty or somebody else.
absl::Status RequireOtherPerson(absl::string_view actor, absl::string_view earlier_actor,
                                absl::string_view verb, absl::string_view earlier);

// The same for a list of people, each name once.
using People = google::protobuf::RepeatedPtrField<std::string>;
absl::Status RequireOtherPerson(absl::string_view actor, const People& earlier_actors,
                                absl::string_view verb, absl::string_view earlier);
// Adds `actor` to `people` unless it is there.
void AddPerson(const std::string& actor, People& people);

// FAILED_PRECONDITION, reason BUDGET_YEAR_CLOSED, metadata "year" and "today".
absl::Status BudgetYearClosed(int32_t year, absl::CivilDay today);

// FAILED_PRECONDITION, reason RESERVATION_EXPIRED, metadata "expire_date" and "today".
absl::Status ReservationExpired(absl::CivilDay expire_date, absl::CivilDay today);
// FAILED_PRECONDITION, reason RESERVATION_STILL_HOLDS, metadata as above.
absl::Status ReservationStillHolds(absl::CivilDay expire_date, absl::CivilDay today);
// FAILED_PRECONDITION, reason RESERVATION_OPEN, metadata "resource".
absl::Status ReservationOpen(absl::string_view resource);
// ALREADY_EXISTS, reason DISBURSEMENT_EXISTS, metadata "disbursement".
absl::Status DisbursementExists(absl::string_view disbursement);

// FAILED_PRECONDITION, reason ESTIMATE_BELOW_SPENT, metadata "source", "year", "short_amount".
absl::Status EstimateBelowSpent(absl::string_view source, int32_t year, int64_t short_amount);
// FAILED_PRECONDITION, reason YEAR_BEFORE_FIRST_ESTIMATE, metadata "year", "first_year".
absl::Status YearBeforeFirstEstimate(int32_t year, int32_t first_year);
// FAILED_PRECONDITION, reason YEAR_GAP, metadata "year", "next_year".
absl::Status YearGap(int32_t year, int32_t next_year);

// FAILED_PRECONDITION, reason PROJECT_NOT_ACCEPTED, metadata "project".
absl::Status ProjectNotAccepted(absl::string_view project);
// FAILED_PRECONDITION, reason FINAL_PAYMENT_MISSING, metadata "contract".
absl::Status FinalPaymentMissing(absl::string_view contract);
// FAILED_PRECONDITION, reason CONTRACT_NOT_LIQUIDATED, metadata "contract".
absl::Status ContractNotLiquidated(absl::string_view contract);
// FAILED_PRECONDITION, reason CONTRACT_LIQUIDATED, metadata "contract".
absl::Status ContractLiquidated(absl::string_view contract);
// FAILED_PRECONDITION, reason PROJECT_ALREADY_SETTLED, metadata "project".
absl::Status ProjectAlreadySettled(absl::string_view project);
// FAILED_PRECONDITION, reason ADVANCE_OUTSTANDING, metadata "contract", "outstanding_amount".
absl::Status AdvanceOutstanding(absl::string_view contract, int64_t outstanding_amount);
// FAILED_PRECONDITION, reason SETTLEMENT_MISMATCH, metadata "stated_amount", "ledger_amount".
absl::Status SettlementMismatch(int64_t stated_amount, int64_t ledger_amount);

// FAILED_PRECONDITION, reason JOURNAL_ALREADY_REVERSED, metadata "journal".
absl::Status JournalAlreadyReversed(absl::string_view journal);
// FAILED_PRECONDITION, reason NOT_A_RECOVERY, metadata "journal", "kind".
absl::Status NotARecovery(absl::string_view journal, absl::string_view kind);

// A limit that would break.
struct LimitViolation {
  // Stable reason, UPPER_SNAKE_CASE.
  std::string reason;
  // What the limit is on: a source, contract or project.
  std::string subject;
  // The largest amount the limit leaves, in đồng (for ADVANCES_NOT_SETTLED: still to be settled).
  int64_t allowed_amount = 0;
  // The amount asked for, in đồng.
  int64_t asked_amount = 0;
  // Version of the rules behind it, empty where the ledger itself is the limit.
  std::string policy_version;
};

// FAILED_PRECONDITION with the reason and metadata ("subject", "allowed_amount", "asked_amount",
// "policy_version") of the first violation and a PreconditionFailure entry for each.
// `violations` is not empty.
absl::Status LimitsViolated(const std::vector<LimitViolation>& violations);

}  // namespace dondoc::finance
