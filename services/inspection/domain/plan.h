// Annual plans: shape of requests and the one step from draft to approved.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/inspection/domain/context.h"

#include "dondoc/inspection/v1/plan.pb.h"

namespace dondoc::inspection {

absl::Status Validate(const v1::CreatePlanRequest& request);
absl::Status Validate(const v1::UpdatePlanRequest& request);
absl::Status Validate(const v1::ApprovePlanRequest& request);

// Splits "agencies/{agency}/plans/{year}"; INVALID_ARGUMENT on `field` where it is none.
struct PlanName {
  std::string agency;  // `agencies/{agency}`.
  int year = 0;
};
absl::StatusOr<PlanName> ParsePlanName(absl::string_view name, absl::string_view field);
// `agency`: `agencies/{agency}`.
std::string PlanResource(absl::string_view agency, int year);

// A new plan in state DRAFT, named by its year.
v1::Plan CreatePlan(const v1::CreatePlanRequest& request);
// WRONG_STATE where an APPROVED plan's title would change.
absl::StatusOr<v1::Plan> UpdatePlan(const v1::Plan& current, const v1::UpdatePlanRequest& request);
// WRONG_STATE unless DRAFT; INVALID_ARGUMENT for a date after today.
absl::StatusOr<v1::Plan> ApprovePlan(const v1::Plan& current, const v1::ApprovePlanRequest& request,
                                     const Context& context);

}  // namespace dondoc::inspection
