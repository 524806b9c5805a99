// Projects: what each verb of ProjectService makes of a stored project. Every function returns the
// new project or the error to answer with; names, office numbers and etags are the caller's.
#pragma once

#include "absl/status/statusor.h"

#include "services/finance/domain/act.h"

#include "dondoc/finance/v1/project.pb.h"

namespace dondoc::finance {

// Common errors: INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field; FAILED_PRECONDITION,
// reason WRONG_STATE.

// A proposed project. Sources named must exist: the caller has checked.
absl::StatusOr<v1::Project> CreateProject(const v1::CreateProjectRequest& request, const Act& act);

absl::StatusOr<v1::Project> UpdateProject(const v1::Project& current,
                                          const v1::UpdateProjectRequest& request, const Act& act);

// PERMISSION_DENIED, reason SELF_APPROVAL.
absl::StatusOr<v1::Project> ApproveProject(const v1::Project& current,
                                           const v1::ApproveProjectRequest& request,
                                           const Act& act);

absl::StatusOr<v1::Project> StartProject(const v1::Project& current, const Act& act);

// ACCEPTED or, for FAILED, TERMINATED with the minutes as ground; that too is refused with
// RESERVATION_OPEN while `reserved_amount`, what is set aside under its contracts, is not zero.
absl::StatusOr<v1::Project> RecordEvaluation(const v1::Project& current,
                                             const v1::RecordEvaluationRequest& request,
                                             int64_t reserved_amount, const Act& act);

// FAILED_PRECONDITION, reason RESERVATION_OPEN.
absl::StatusOr<v1::Project> TerminateProject(const v1::Project& current,
                                             const v1::TerminateProjectRequest& request,
                                             int64_t reserved_amount, const Act& act);

}  // namespace dondoc::finance
