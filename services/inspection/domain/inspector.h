// Inspectors: shape of requests, absences and declared interests.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/inspection/domain/context.h"
#include "services/inspection/domain/overlap.h"

#include "dondoc/inspection/v1/inspector.pb.h"

namespace dondoc::inspection {

absl::Status Validate(const v1::UpdateInspectorRequest& request);
absl::Status Validate(const v1::CreateAbsenceRequest& request);
absl::Status Validate(const v1::CancelAbsenceRequest& request);
absl::Status Validate(const v1::DeclareInterestRequest& request);
absl::Status Validate(const v1::WithdrawInterestRequest& request);

// `live`: names of the live inspections whose team holds the inspector. INSPECTOR_IN_LIVE_TEAM.
absl::StatusOr<v1::Inspector> UpdateInspector(const v1::Inspector& current,
                                              const v1::UpdateInspectorRequest& request,
                                              const std::vector<std::string>& live);

// `bookings`: of this inspector; those that overlap are named in the answer.
v1::Absence CreateAbsence(const v1::CreateAbsenceRequest& request, const std::string& name,
                          const std::vector<Booking>& bookings);
// Called off; unchanged where it was.
v1::Absence CancelAbsence(const v1::Absence& current);
// The days away, for CheckTeam; `absence` is not cancelled.
AwayDays AwayDaysOf(const v1::Absence& absence);

v1::Interest DeclareInterest(const v1::DeclareInterestRequest& request, const std::string& name,
                             const Context& context);
v1::Interest WithdrawInterest(const v1::Interest& current,
                              const v1::WithdrawInterestRequest& request);
// The interest, for FindConflicts; `tax_code` is the entity's, empty for a unit.
DeclaredInterest DeclaredInterestOf(const v1::Interest& interest, const std::string& tax_code);

}  // namespace dondoc::inspection
