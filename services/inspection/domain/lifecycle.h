// The verbs of an inspection as functions from the stored resource and a validated request to the
// resource that shall be stored, or an error. Pure: what must be looked up is an argument.
//
// How a handler uses them, inside the mutation's transaction:
//   1. load the inspection, check the etag;
//   2. call the verb;
//   3. where the verb moved days, people or subject: load TeamFacts for BookingsOf(result) and call
//      CheckTeam (subject or people changed) or CheckDays (only days moved);
//   4. store the result: row, bookings, the enterprise's year (EnterpriseYearOf before and after),
//   the
//      counters (StageOf before and after).
// Resource fields that the store owns (etag, times, number) are not touched here.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "services/inspection/domain/context.h"
#include "services/inspection/domain/overlap.h"

#include "dondoc/inspection/v1/entity.pb.h"
#include "dondoc/inspection/v1/inspection.pb.h"

namespace dondoc::inspection {

// What the store knows about a subject named in a request.
struct SubjectFacts {
  // The entity, null where the subject names units or does not exist.
  const v1::Entity* entity = nullptr;
  struct Unit {
    std::string name;
    std::string display_name;
  };
  // The units that exist, of those named.
  std::vector<Unit> units;
};

// The subject with its output fields. NOT_FOUND (ENTITY_NOT_FOUND, UNIT_NOT_FOUND),
// FAILED_PRECONDITION (ENTITY_DISSOLVED), INVALID_ARGUMENT where an INTERNAL_CHECK names an entity.
absl::StatusOr<v1::Subject> ResolveSubject(v1::Inspection::Kind kind, const v1::Subject& subject,
                                           const SubjectFacts& facts);

// A new inspection in state PLANNED. `name` and `number` are set by the caller beforehand in
// `identity`.
struct Identity {
  std::string name;
  std::string number;
};
// The year whose office number a new inspection takes.
int PlanYearOf(const v1::Inspection& input, const Context& context);
absl::StatusOr<v1::Inspection> Create(const v1::CreateInspectionRequest& request,
                                      const Identity& identity, const SubjectFacts& facts,
                                      const Context& context);

absl::StatusOr<v1::Inspection> Update(const v1::Inspection& current,
                                      const v1::UpdateInspectionRequest& request,
                                      const Context& context);

// `facts` is used where the request names a subject. FAILED_PRECONDITION, OUTSIDE_PLAN_YEAR where
// an IN_PLAN inspection would begin in another year.
absl::StatusOr<v1::Inspection> Schedule(const v1::Inspection& current,
                                        const v1::ScheduleInspectionRequest& request,
                                        const SubjectFacts& facts, const Context& context);

// PERMISSION_DENIED, ROLE_NOT_FOR_STATE: after the decision only the director changes the team.
absl::StatusOr<v1::Inspection> SetTeam(const v1::Inspection& current,
                                       const v1::SetTeamRequest& request, const Context& context);

// `interests`: of the team. `plan_approved`: whether the year's plan is APPROVED; a warning where
// it is not. NOT_READY_TO_DECIDE (metadata `missing`), KIND_NOT_IN_REGIME, DURATION_OVER_LIMIT,
// CONFLICT_OF_INTEREST.
absl::StatusOr<v1::Inspection> Decide(const v1::Inspection& current,
                                      const v1::DecideInspectionRequest& request,
                                      const std::vector<DeclaredInterest>& interests,
                                      bool plan_approved, const Context& context);

// NOT_TEAM_LEADER (PERMISSION_DENIED) for one who is neither director nor leader;
// CONFLICT_OF_INTEREST. The days on site move to the announcement and keep their length.
absl::StatusOr<v1::Inspection> Announce(const v1::Inspection& current,
                                        const v1::AnnounceInspectionRequest& request,
                                        const std::vector<DeclaredInterest>& interests,
                                        const Context& context);

// SUSPENSION_NOT_ALLOWED: a second time at the subject's request.
absl::StatusOr<v1::Inspection> Suspend(const v1::Inspection& current,
                                       const v1::SuspendInspectionRequest& request,
                                       const Context& context);

// The last day on site moves by the days of the pause that are not counted.
absl::StatusOr<v1::Inspection> Resume(const v1::Inspection& current,
                                      const v1::ResumeInspectionRequest& request,
                                      const Context& context);

// ALREADY_EXTENDED, EXTENSION_TOO_LATE, EXTENSION_OVER_LIMIT.
absl::StatusOr<v1::Inspection> Extend(const v1::Inspection& current,
                                      const v1::ExtendInspectionRequest& request,
                                      const Context& context);

absl::StatusOr<v1::Inspection> EndFieldwork(const v1::Inspection& current,
                                            const v1::EndFieldworkRequest& request,
                                            const Context& context);

// ROLE_NOT_FOR_KIND (PERMISSION_DENIED): the Office concludes internal checks, inspectors the rest,
// the director both.
absl::StatusOr<v1::Inspection> Conclude(const v1::Inspection& current,
                                        const v1::ConcludeInspectionRequest& request,
                                        const Context& context);

absl::StatusOr<v1::Inspection> CancelFromPlan(const v1::Inspection& current,
                                              const v1::CancelFromPlanRequest& request,
                                              const Context& context);

absl::StatusOr<v1::Inspection> Discontinue(const v1::Inspection& current,
                                           const v1::DiscontinueInspectionRequest& request,
                                           const Context& context);

absl::StatusOr<v1::Inspection> RecordPublication(const v1::Inspection& current,
                                                 const v1::RecordPublicationRequest& request,
                                                 const Context& context);

// FOLLOW_UP_NOT_FOUND, FOLLOW_UP_ALREADY_COMPLETED.
absl::StatusOr<v1::Inspection> CompleteFollowUp(const v1::Inspection& current,
                                                const v1::CompleteFollowUpRequest& request,
                                                const Context& context);

}  // namespace dondoc::inspection
