// What decides whether a team may stand, as of the transaction.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "common/sql/transaction.h"
#include "services/inspection/domain/overlap.h"

namespace dondoc::inspection {

// Interests of these people that have not been withdrawn.
absl::StatusOr<std::vector<DeclaredInterest>> LoadInterests(sql::Transaction& tx,
                                                            absl::string_view agency,
                                                            const std::vector<std::string>& people);

// Days on site of these people that touch [first_day, last_day].
absl::StatusOr<std::vector<Booking>> LoadBookings(sql::Transaction& tx, absl::string_view agency,
                                                  const std::vector<std::string>& people,
                                                  absl::CivilDay first_day,
                                                  absl::CivilDay last_day);

// Days away of these people that touch [first_day, last_day], without those called off.
absl::StatusOr<std::vector<AwayDays>> LoadAway(sql::Transaction& tx, absl::string_view agency,
                                               const std::vector<std::string>& people,
                                               absl::CivilDay first_day, absl::CivilDay last_day);

// Everything about the team of `inspection` that CheckTeam asks for.
absl::StatusOr<TeamFacts> LoadTeamFacts(sql::Transaction& tx, absl::string_view agency,
                                        const v1::Inspection& inspection);

}  // namespace dondoc::inspection
