// The inspection service's handlers: one function a method, in the order of the contracts. Each
// reads or writes through its call's transaction only; what they return is what the contract says.
#pragma once

#include "absl/status/status.h"

#include "common/rpc/unary.h"
#include "services/inspection/handlers/environment.h"

#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/inspection/v1/inspector.pb.h"
#include "dondoc/inspection/v1/plan.pb.h"

namespace dondoc::inspection {

using rpc::ReadCall;
using rpc::WriteCall;

// PlanService.
absl::Status CreatePlan(WriteCall&, const v1::CreatePlanRequest&, v1::Plan&);
absl::Status GetPlan(ReadCall&, const v1::GetPlanRequest&, v1::Plan&);
absl::Status ListPlans(ReadCall&, const v1::ListPlansRequest&, v1::ListPlansResponse&);
absl::Status UpdatePlan(WriteCall&, const v1::UpdatePlanRequest&, v1::Plan&);
absl::Status ApprovePlan(Environment&, WriteCall&, const v1::ApprovePlanRequest&, v1::Plan&);

// InspectionService.
absl::Status CreateInspection(Environment&, WriteCall&, const v1::CreateInspectionRequest&,
                              v1::Inspection&);
absl::Status GetInspection(ReadCall&, const v1::GetInspectionRequest&, v1::Inspection&);
absl::Status ListInspections(ReadCall&, const v1::ListInspectionsRequest&,
                             v1::ListInspectionsResponse&);
absl::Status UpdateInspection(Environment&, WriteCall&, const v1::UpdateInspectionRequest&,
                              v1::Inspection&);
absl::Status ScheduleInspection(Environment&, WriteCall&, const v1::ScheduleInspectionRequest&,
                                v1::Inspection&);
absl::Status SetTeam(Environment&, WriteCall&, const v1::SetTeamRequest&, v1::Inspection&);
absl::Status DecideInspection(Environment&, WriteCall&, const v1::DecideInspectionRequest&,
                              v1::Inspection&);
absl::Status AnnounceInspection(Environment&, WriteCall&, const v1::AnnounceInspectionRequest&,
                                v1::Inspection&);
absl::Status SuspendInspection(Environment&, WriteCall&, const v1::SuspendInspectionRequest&,
                               v1::Inspection&);
absl::Status ResumeInspection(Environment&, WriteCall&, const v1::ResumeInspectionRequest&,
                              v1::Inspection&);
absl::Status ExtendInspection(Environment&, WriteCall&, const v1::ExtendInspectionRequest&,
                              v1::Inspection&);
absl::Status EndFieldwork(Environment&, WriteCall&, const v1::EndFieldworkRequest&,
                          v1::Inspection&);
absl::Status ConcludeInspection(Environment&, WriteCall&, const v1::ConcludeInspectionRequest&,
                                v1::Inspection&);
absl::Status CancelFromPlan(Environment&, WriteCall&, const v1::CancelFromPlanRequest&,
                            v1::Inspection&);
absl::Status DiscontinueInspection(Environment&, WriteCall&,
                                   const v1::DiscontinueInspectionRequest&, v1::Inspection&);
absl::Status RecordPublication(Environment&, WriteCall&, const v1::RecordPublicationRequest&,
                               v1::Inspection&);
absl::Status CompleteFollowUp(Environment&, WriteCall&, const v1::CompleteFollowUpRequest&,
                              v1::Inspection&);
absl::Status ProposeSchedule(Environment&, ReadCall&, const v1::ProposeScheduleRequest&,
                             v1::ProposeScheduleResponse&);
absl::Status GetInspectionBoard(ReadCall&, const v1::GetInspectionBoardRequest&,
                                v1::InspectionBoard&);

// EntityService.
absl::Status CreateEntity(WriteCall&, const v1::CreateEntityRequest&, v1::Entity&);
absl::Status GetEntity(ReadCall&, const v1::GetEntityRequest&, v1::Entity&);
absl::Status ListEntities(ReadCall&, const v1::ListEntitiesRequest&, v1::ListEntitiesResponse&);
absl::Status UpdateEntity(WriteCall&, const v1::UpdateEntityRequest&, v1::Entity&);
absl::Status LookUpEnterpriseYear(ReadCall&, const v1::LookUpEnterpriseYearRequest&,
                                  v1::EnterpriseYear&);

// InspectorService.
absl::Status GetInspector(ReadCall&, const v1::GetInspectorRequest&, v1::Inspector&);
absl::Status ListInspectors(ReadCall&, const v1::ListInspectorsRequest&,
                            v1::ListInspectorsResponse&);
absl::Status UpdateInspector(WriteCall&, const v1::UpdateInspectorRequest&, v1::Inspector&);
absl::Status CreateAbsence(WriteCall&, const v1::CreateAbsenceRequest&, v1::Absence&);
absl::Status ListAbsences(ReadCall&, const v1::ListAbsencesRequest&, v1::ListAbsencesResponse&);
absl::Status CancelAbsence(WriteCall&, const v1::CancelAbsenceRequest&, v1::Absence&);
absl::Status DeclareInterest(Environment&, WriteCall&, const v1::DeclareInterestRequest&,
                             v1::Interest&);
absl::Status ListInterests(ReadCall&, const v1::ListInterestsRequest&, v1::ListInterestsResponse&);
absl::Status WithdrawInterest(WriteCall&, const v1::WithdrawInterestRequest&, v1::Interest&);

}  // namespace dondoc::inspection
