#include "common/base/status_macros.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/lifecycle.h"
#include "services/inspection/domain/requests.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/handlers/steps.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/plan_store.h"
#include "services/inspection/storage/team_facts.h"

namespace dondoc::inspection {

using Inspection = v1::Inspection;

absl::Status CreateInspection(Environment& environment, WriteCall& call,
                              const v1::CreateInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  const std::string& agency = request.parent();
  const Inspection& in = request.inspection();
  ASSIGN_OR_RETURN(const Scene scene, SceneOf(environment, call, agency));
  RETURN_IF_ERROR(RequireUnit(call.tx(), agency, in.lead_unit()));
  ASSIGN_OR_RETURN(const LoadedSubject subject, LoadSubject(call.tx(), agency, in.subject()));
  Identity identity;
  identity.name = rpc::MakeChild(agency, "inspections", call.write.NewId());
  ASSIGN_OR_RETURN(identity.number,
                   TakeOfficeNumber(call.tx(), agency, PlanYearOf(in, scene.context)));
  ASSIGN_OR_RETURN(response, Create(request, identity, subject.facts, scene.context));
  RETURN_IF_ERROR(CheckAgain(call.tx(), agency, Recheck::kTeam, nullptr, response));
  RETURN_IF_ERROR(MarkVisited(call.tx(), response));
  StampNew(call.write, response);
  RETURN_IF_ERROR(InsertInspection(call.tx(), agency, call.write.revision(), response));
  call.write.Record(response.name(), nullptr, &response);
  return absl::OkStatus();
}

absl::Status UpdateInspection(Environment& environment, WriteCall& call,
                              const v1::UpdateInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  const Inspection& in = request.inspection();
  return ChangeInspection(
      environment, call, in.name(), in.etag(), Recheck::kNothing, response,
      [&](const Inspection& current, const Context& context) -> absl::StatusOr<Inspection> {
        ASSIGN_OR_RETURN(Inspection updated, Update(current, request, context));
        if (updated.lead_unit() != current.lead_unit()) {
          RETURN_IF_ERROR(
              RequireUnit(call.tx(), rpc::AgencyOfName(in.name()), updated.lead_unit()));
        }
        return updated;
      });
}

absl::Status ScheduleInspection(Environment& environment, WriteCall& call,
                                const v1::ScheduleInspectionRequest& request,
                                Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  ASSIGN_OR_RETURN(const LoadedSubject subject,
                   LoadSubject(call.tx(), rpc::AgencyOfName(request.name()), request.subject()));
  return ChangeInspection(environment, call, request.name(), request.etag(),
                          request.has_subject() ? Recheck::kTeam : Recheck::kDays, response,
                          [&](const Inspection& current, const Context& context) {
                            return Schedule(current, request, subject.facts, context);
                          });
}

absl::Status SetTeam(Environment& environment, WriteCall& call, const v1::SetTeamRequest& request,
                     Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kTeam,
                          response, [&](const Inspection& current, const Context& context) {
                            return SetTeam(current, request, context);
                          });
}

absl::Status DecideInspection(Environment& environment, WriteCall& call,
                              const v1::DecideInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  const absl::string_view agency = rpc::AgencyOfName(request.name());
  return ChangeInspection(
      environment, call, request.name(), request.etag(), Recheck::kNothing, response,
      [&](const Inspection& current, const Context& context) -> absl::StatusOr<Inspection> {
        ASSIGN_OR_RETURN(const auto interests,
                         LoadInterests(call.tx(), agency, PeopleOf(current.team())));
        ASSIGN_OR_RETURN(const auto plan, FindPlan(call.tx(), agency, current.plan_year()));
        const bool approved = plan && plan->state() == v1::Plan::APPROVED;
        return Decide(current, request, interests, approved, context);
      });
}

absl::Status AnnounceInspection(Environment& environment, WriteCall& call,
                                const v1::AnnounceInspectionRequest& request,
                                Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(
      environment, call, request.name(), request.etag(), Recheck::kDays, response,
      [&](const Inspection& current, const Context& context) -> absl::StatusOr<Inspection> {
        ASSIGN_OR_RETURN(
            const auto interests,
            LoadInterests(call.tx(), rpc::AgencyOfName(request.name()), PeopleOf(current.team())));
        return Announce(current, request, interests, context);
      });
}

absl::Status SuspendInspection(Environment& environment, WriteCall& call,
                               const v1::SuspendInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return Suspend(current, request, context);
                          });
}

absl::Status ResumeInspection(Environment& environment, WriteCall& call,
                              const v1::ResumeInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kDays,
                          response, [&](const Inspection& current, const Context& context) {
                            return Resume(current, request, context);
                          });
}

absl::Status ExtendInspection(Environment& environment, WriteCall& call,
                              const v1::ExtendInspectionRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kDays,
                          response, [&](const Inspection& current, const Context& context) {
                            return Extend(current, request, context);
                          });
}

// The verbs below only free days: nobody can be refused for what is over.

absl::Status EndFieldwork(Environment& environment, WriteCall& call,
                          const v1::EndFieldworkRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return EndFieldwork(current, request, context);
                          });
}

absl::Status ConcludeInspection(Environment& environment, WriteCall& call,
                                const v1::ConcludeInspectionRequest& request,
                                Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return Conclude(current, request, context);
                          });
}

absl::Status CancelFromPlan(Environment& environment, WriteCall& call,
                            const v1::CancelFromPlanRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return CancelFromPlan(current, request, context);
                          });
}

absl::Status DiscontinueInspection(Environment& environment, WriteCall& call,
                                   const v1::DiscontinueInspectionRequest& request,
                                   Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return Discontinue(current, request, context);
                          });
}

absl::Status RecordPublication(Environment& environment, WriteCall& call,
                               const v1::RecordPublicationRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return RecordPublication(current, request, context);
                          });
}

absl::Status CompleteFollowUp(Environment& environment, WriteCall& call,
                              const v1::CompleteFollowUpRequest& request, Inspection& response) {
  RETURN_IF_ERROR(Validate(request));
  return ChangeInspection(environment, call, request.name(), request.etag(), Recheck::kNothing,
                          response, [&](const Inspection& current, const Context& context) {
                            return CompleteFollowUp(current, request, context);
                          });
}

}  // namespace dondoc::inspection
