// Shape of requests: everything that can be judged without reading the store. Each function returns
// OK or INVALID_ARGUMENT, reason INVALID_FIELD, with every bad field at once. The rules of the life
// cycle (lifecycle.h) take requests that passed here.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/error.h"

#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

absl::Status Validate(const v1::CreateInspectionRequest& request);
absl::Status Validate(const v1::UpdateInspectionRequest& request);
absl::Status Validate(const v1::ScheduleInspectionRequest& request);
absl::Status Validate(const v1::SetTeamRequest& request);
absl::Status Validate(const v1::DecideInspectionRequest& request);
absl::Status Validate(const v1::AnnounceInspectionRequest& request);
absl::Status Validate(const v1::SuspendInspectionRequest& request);
absl::Status Validate(const v1::ResumeInspectionRequest& request);
absl::Status Validate(const v1::ExtendInspectionRequest& request);
absl::Status Validate(const v1::EndFieldworkRequest& request);
absl::Status Validate(const v1::ConcludeInspectionRequest& request);
absl::Status Validate(const v1::CancelFromPlanRequest& request);
absl::Status Validate(const v1::DiscontinueInspectionRequest& request);
absl::Status Validate(const v1::RecordPublicationRequest& request);
absl::Status Validate(const v1::CompleteFollowUpRequest& request);

// Parts, for the functions above and for tests. `agency`: `agencies/{agency}`, which every name
// must be of.
void CheckSubject(const v1::Subject& subject, absl::string_view agency, absl::string_view field,
                  FieldErrors& errors);
void CheckTeamShape(const v1::Team& team, absl::string_view agency, absl::string_view field,
                    FieldErrors& errors);

}  // namespace dondoc::inspection
