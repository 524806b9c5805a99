// The limits the law sets, as data: one LimitPolicy a legal regime, chosen by the day a contract
// was signed. No rule elsewhere holds a number of its own.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "services/finance/domain/money.h"

#include "dondoc/finance/v1/policy.pb.h"
#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Days that a reservation holds unless said otherwise, and at most: money set aside must come back
// to the estimate within the quarter if nobody pays it.
inline constexpr int kDefaultReservationDays = 30;
inline constexpr int kMaxReservationDays = 90;

// The regimes that ship, ordered by from_date:
//   "ttlt-27-2015/1": TTLT 27/2015/TTLT-BKHCN-BTC Art. 12 to 14, from the beginning;
//   "luat-93-2025/1": contracts from 01/10/2025 (Law 93/2025/QH15); its numbers were not read in
//     the official text, so they repeat TTLT 27/2015 and are marked unverified.
std::vector<v1::LimitPolicy> DefaultLimitPolicies();

// INVALID_ARGUMENT, reason INVALID_FIELD, unless `policies` is ordered by from_date, begins with
// one that has none, names each version once and has shares from 0 to 1.
absl::Status ValidateLimitPolicies(const std::vector<v1::LimitPolicy>& policies);

// The regime of a contract signed on `sign_date`. `policies` is valid.
const v1::LimitPolicy& ChooseLimitPolicy(const std::vector<v1::LimitPolicy>& policies,
                                         absl::CivilDay sign_date);

// The regime a signed contract is bound to. FAILED_PRECONDITION, reason LIMIT_POLICY_UNKNOWN,
// metadata "version", where the configuration no longer has it: never another one instead.
absl::StatusOr<v1::LimitPolicy> BoundLimitPolicy(const std::vector<v1::LimitPolicy>& policies,
                                                 const v1::PolicyReference& reference);

v1::PolicyReference ReferenceTo(const v1::LimitPolicy& policy);

Fraction ToFraction(const v1::Share& share);

// True where `year` may be charged on `today`: the day's own year, and until the regime's day of
// January the year before.
bool BudgetYearOpen(const v1::LimitPolicy& policy, int32_t year, absl::CivilDay today);

}  // namespace dondoc::finance
