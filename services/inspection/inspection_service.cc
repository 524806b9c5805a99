#include "services/inspection/inspection_service.h"

#include "common/rpc/feed.h"
#include "common/rpc/unary.h"
#include "services/inspection/handlers/handlers.h"

#include "dondoc/inspection/v1/entity.grpc.pb.h"
#include "dondoc/inspection/v1/feed.grpc.pb.h"
#include "dondoc/inspection/v1/inspection.grpc.pb.h"
#include "dondoc/inspection/v1/inspector.grpc.pb.h"
#include "dondoc/inspection/v1/plan.grpc.pb.h"

namespace dondoc::inspection {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

// What every service here is made of.
struct Base {
  const rpc::Core& core;
  rpc::FeedHub& hub;
  Environment& environment;
};

class PlanImpl final : public v1::PlanService::CallbackService, Base {
 public:
  explicit PlanImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreatePlan(CallbackServerContext* context,
                                 const v1::CreatePlanRequest* request,
                                 v1::Plan* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.PlanService/CreatePlan",
                      {"parent", request->parent()}, request, response,
                      [](WriteCall& call, const v1::CreatePlanRequest& in, v1::Plan& out) {
                        return inspection::CreatePlan(call, in, out);
                      });
  }
  ServerUnaryReactor* GetPlan(CallbackServerContext* context, const v1::GetPlanRequest* request,
                              v1::Plan* response) override {
    return rpc::Read(core, context, "/dondoc.inspection.v1.PlanService/GetPlan",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetPlanRequest& in, v1::Plan& out) {
                       return inspection::GetPlan(call, in, out);
                     });
  }
  ServerUnaryReactor* ListPlans(CallbackServerContext* context, const v1::ListPlansRequest* request,
                                v1::ListPlansResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.PlanService/ListPlans", {"parent", request->parent()},
        request, response,
        [](ReadCall& call, const v1::ListPlansRequest& in, v1::ListPlansResponse& out) {
          return inspection::ListPlans(call, in, out);
        });
  }
  ServerUnaryReactor* UpdatePlan(CallbackServerContext* context,
                                 const v1::UpdatePlanRequest* request,
                                 v1::Plan* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.PlanService/UpdatePlan",
                      {"plan.name", request->plan().name()}, request, response,
                      [](WriteCall& call, const v1::UpdatePlanRequest& in, v1::Plan& out) {
                        return inspection::UpdatePlan(call, in, out);
                      });
  }
  ServerUnaryReactor* ApprovePlan(CallbackServerContext* context,
                                  const v1::ApprovePlanRequest* request,
                                  v1::Plan* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.PlanService/ApprovePlan",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::ApprovePlanRequest& in, v1::Plan& out) {
                        return inspection::ApprovePlan(environment, call, in, out);
                      });
  }
};

class InspectionImpl final : public v1::InspectionService::CallbackService, Base {
 public:
  explicit InspectionImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateInspection(CallbackServerContext* context,
                                       const v1::CreateInspectionRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/CreateInspection",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::CreateInspectionRequest& in, v1::Inspection& out) {
          return inspection::CreateInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetInspection(CallbackServerContext* context,
                                    const v1::GetInspectionRequest* request,
                                    v1::Inspection* response) override {
    return rpc::Read(core, context, "/dondoc.inspection.v1.InspectionService/GetInspection",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetInspectionRequest& in, v1::Inspection& out) {
                       return inspection::GetInspection(call, in, out);
                     });
  }
  ServerUnaryReactor* ListInspections(CallbackServerContext* context,
                                      const v1::ListInspectionsRequest* request,
                                      v1::ListInspectionsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectionService/ListInspections",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListInspectionsRequest& in, v1::ListInspectionsResponse& out) {
          return inspection::ListInspections(call, in, out);
        });
  }
  ServerUnaryReactor* UpdateInspection(CallbackServerContext* context,
                                       const v1::UpdateInspectionRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/UpdateInspection",
        {"inspection.name", request->inspection().name()}, request, response,
        [this](WriteCall& call, const v1::UpdateInspectionRequest& in, v1::Inspection& out) {
          return inspection::UpdateInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ScheduleInspection(CallbackServerContext* context,
                                         const v1::ScheduleInspectionRequest* request,
                                         v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/ScheduleInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ScheduleInspectionRequest& in, v1::Inspection& out) {
          return inspection::ScheduleInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* SetTeam(CallbackServerContext* context, const v1::SetTeamRequest* request,
                              v1::Inspection* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.InspectionService/SetTeam",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::SetTeamRequest& in, v1::Inspection& out) {
                        return inspection::SetTeam(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* DecideInspection(CallbackServerContext* context,
                                       const v1::DecideInspectionRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/DecideInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::DecideInspectionRequest& in, v1::Inspection& out) {
          return inspection::DecideInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* AnnounceInspection(CallbackServerContext* context,
                                         const v1::AnnounceInspectionRequest* request,
                                         v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/AnnounceInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::AnnounceInspectionRequest& in, v1::Inspection& out) {
          return inspection::AnnounceInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* SuspendInspection(CallbackServerContext* context,
                                        const v1::SuspendInspectionRequest* request,
                                        v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/SuspendInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::SuspendInspectionRequest& in, v1::Inspection& out) {
          return inspection::SuspendInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ResumeInspection(CallbackServerContext* context,
                                       const v1::ResumeInspectionRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/ResumeInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ResumeInspectionRequest& in, v1::Inspection& out) {
          return inspection::ResumeInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ExtendInspection(CallbackServerContext* context,
                                       const v1::ExtendInspectionRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/ExtendInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ExtendInspectionRequest& in, v1::Inspection& out) {
          return inspection::ExtendInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* EndFieldwork(CallbackServerContext* context,
                                   const v1::EndFieldworkRequest* request,
                                   v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/EndFieldwork",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::EndFieldworkRequest& in, v1::Inspection& out) {
          return inspection::EndFieldwork(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ConcludeInspection(CallbackServerContext* context,
                                         const v1::ConcludeInspectionRequest* request,
                                         v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/ConcludeInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::ConcludeInspectionRequest& in, v1::Inspection& out) {
          return inspection::ConcludeInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* CancelFromPlan(CallbackServerContext* context,
                                     const v1::CancelFromPlanRequest* request,
                                     v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/CancelFromPlan",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::CancelFromPlanRequest& in, v1::Inspection& out) {
          return inspection::CancelFromPlan(environment, call, in, out);
        });
  }
  ServerUnaryReactor* DiscontinueInspection(CallbackServerContext* context,
                                            const v1::DiscontinueInspectionRequest* request,
                                            v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/DiscontinueInspection",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::DiscontinueInspectionRequest& in, v1::Inspection& out) {
          return inspection::DiscontinueInspection(environment, call, in, out);
        });
  }
  ServerUnaryReactor* RecordPublication(CallbackServerContext* context,
                                        const v1::RecordPublicationRequest* request,
                                        v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/RecordPublication",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::RecordPublicationRequest& in, v1::Inspection& out) {
          return inspection::RecordPublication(environment, call, in, out);
        });
  }
  ServerUnaryReactor* CompleteFollowUp(CallbackServerContext* context,
                                       const v1::CompleteFollowUpRequest* request,
                                       v1::Inspection* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectionService/CompleteFollowUp",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::CompleteFollowUpRequest& in, v1::Inspection& out) {
          return inspection::CompleteFollowUp(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ProposeSchedule(CallbackServerContext* context,
                                      const v1::ProposeScheduleRequest* request,
                                      v1::ProposeScheduleResponse* response) override {
    return rpc::Read(core, context, "/dondoc.inspection.v1.InspectionService/ProposeSchedule",
                     {"parent", request->parent()}, request, response,
                     [this](ReadCall& call, const v1::ProposeScheduleRequest& in,
                            v1::ProposeScheduleResponse& out) {
                       return inspection::ProposeSchedule(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* GetInspectionBoard(CallbackServerContext* context,
                                         const v1::GetInspectionBoardRequest* request,
                                         v1::InspectionBoard* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectionService/GetInspectionBoard",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::GetInspectionBoardRequest& in, v1::InspectionBoard& out) {
          return inspection::GetInspectionBoard(call, in, out);
        });
  }
};

class EntityImpl final : public v1::EntityService::CallbackService, Base {
 public:
  explicit EntityImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateEntity(CallbackServerContext* context,
                                   const v1::CreateEntityRequest* request,
                                   v1::Entity* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.EntityService/CreateEntity",
                      {"parent", request->parent()}, request, response,
                      [](WriteCall& call, const v1::CreateEntityRequest& in, v1::Entity& out) {
                        return inspection::CreateEntity(call, in, out);
                      });
  }
  ServerUnaryReactor* GetEntity(CallbackServerContext* context, const v1::GetEntityRequest* request,
                                v1::Entity* response) override {
    return rpc::Read(core, context, "/dondoc.inspection.v1.EntityService/GetEntity",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetEntityRequest& in, v1::Entity& out) {
                       return inspection::GetEntity(call, in, out);
                     });
  }
  ServerUnaryReactor* ListEntities(CallbackServerContext* context,
                                   const v1::ListEntitiesRequest* request,
                                   v1::ListEntitiesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.EntityService/ListEntities",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListEntitiesRequest& in, v1::ListEntitiesResponse& out) {
          return inspection::ListEntities(call, in, out);
        });
  }
  ServerUnaryReactor* UpdateEntity(CallbackServerContext* context,
                                   const v1::UpdateEntityRequest* request,
                                   v1::Entity* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.EntityService/UpdateEntity",
                      {"entity.name", request->entity().name()}, request, response,
                      [](WriteCall& call, const v1::UpdateEntityRequest& in, v1::Entity& out) {
                        return inspection::UpdateEntity(call, in, out);
                      });
  }
  ServerUnaryReactor* LookUpEnterpriseYear(CallbackServerContext* context,
                                           const v1::LookUpEnterpriseYearRequest* request,
                                           v1::EnterpriseYear* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.EntityService/LookUpEnterpriseYear",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::LookUpEnterpriseYearRequest& in, v1::EnterpriseYear& out) {
          return inspection::LookUpEnterpriseYear(call, in, out);
        });
  }
};

class InspectorImpl final : public v1::InspectorService::CallbackService, Base {
 public:
  explicit InspectorImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* GetInspector(CallbackServerContext* context,
                                   const v1::GetInspectorRequest* request,
                                   v1::Inspector* response) override {
    return rpc::Read(core, context, "/dondoc.inspection.v1.InspectorService/GetInspector",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetInspectorRequest& in, v1::Inspector& out) {
                       return inspection::GetInspector(call, in, out);
                     });
  }
  ServerUnaryReactor* ListInspectors(CallbackServerContext* context,
                                     const v1::ListInspectorsRequest* request,
                                     v1::ListInspectorsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectorService/ListInspectors",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListInspectorsRequest& in, v1::ListInspectorsResponse& out) {
          return inspection::ListInspectors(call, in, out);
        });
  }
  ServerUnaryReactor* UpdateInspector(CallbackServerContext* context,
                                      const v1::UpdateInspectorRequest* request,
                                      v1::Inspector* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectorService/UpdateInspector",
        {"inspector.name", request->inspector().name()}, request, response,
        [](WriteCall& call, const v1::UpdateInspectorRequest& in, v1::Inspector& out) {
          return inspection::UpdateInspector(call, in, out);
        });
  }
  ServerUnaryReactor* CreateAbsence(CallbackServerContext* context,
                                    const v1::CreateAbsenceRequest* request,
                                    v1::Absence* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.InspectorService/CreateAbsence",
                      {"parent", request->parent()}, request, response,
                      [](WriteCall& call, const v1::CreateAbsenceRequest& in, v1::Absence& out) {
                        return inspection::CreateAbsence(call, in, out);
                      });
  }
  ServerUnaryReactor* ListAbsences(CallbackServerContext* context,
                                   const v1::ListAbsencesRequest* request,
                                   v1::ListAbsencesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectorService/ListAbsences",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListAbsencesRequest& in, v1::ListAbsencesResponse& out) {
          return inspection::ListAbsences(call, in, out);
        });
  }
  ServerUnaryReactor* CancelAbsence(CallbackServerContext* context,
                                    const v1::CancelAbsenceRequest* request,
                                    v1::Absence* response) override {
    return rpc::Write(core, context, "/dondoc.inspection.v1.InspectorService/CancelAbsence",
                      {"name", request->name()}, request, response,
                      [](WriteCall& call, const v1::CancelAbsenceRequest& in, v1::Absence& out) {
                        return inspection::CancelAbsence(call, in, out);
                      });
  }
  ServerUnaryReactor* DeclareInterest(CallbackServerContext* context,
                                      const v1::DeclareInterestRequest* request,
                                      v1::Interest* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectorService/DeclareInterest",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::DeclareInterestRequest& in, v1::Interest& out) {
          return inspection::DeclareInterest(environment, call, in, out);
        });
  }
  ServerUnaryReactor* ListInterests(CallbackServerContext* context,
                                    const v1::ListInterestsRequest* request,
                                    v1::ListInterestsResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectorService/ListInterests",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListInterestsRequest& in, v1::ListInterestsResponse& out) {
          return inspection::ListInterests(call, in, out);
        });
  }
  ServerUnaryReactor* WithdrawInterest(CallbackServerContext* context,
                                       const v1::WithdrawInterestRequest* request,
                                       v1::Interest* response) override {
    return rpc::Write(
        core, context, "/dondoc.inspection.v1.InspectorService/WithdrawInterest",
        {"name", request->name()}, request, response,
        [](WriteCall& call, const v1::WithdrawInterestRequest& in, v1::Interest& out) {
          return inspection::WithdrawInterest(call, in, out);
        });
  }
};

class InspectionFeedImpl final : public v1::InspectionFeedService::CallbackService, Base {
 public:
  explicit InspectionFeedImpl(const Base& base) : Base(base) {}

  grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
      CallbackServerContext* context, const common::v1::WatchChangesRequest* request) override {
    return rpc::WatchChanges(core, hub, context,
                             "/dondoc.inspection.v1.InspectionFeedService/WatchChanges", request);
  }
  ServerUnaryReactor* ListChanges(CallbackServerContext* context,
                                  const common::v1::ListChangesRequest* request,
                                  common::v1::ListChangesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectionFeedService/ListChanges",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const common::v1::ListChangesRequest& in,
           common::v1::ListChangesResponse& out) { return rpc::ListChanges(call, in, out); });
  }
  ServerUnaryReactor* VerifyChain(CallbackServerContext* context,
                                  const common::v1::VerifyChainRequest* request,
                                  common::v1::VerifyChainResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.inspection.v1.InspectionFeedService/VerifyChain",
        {"name", request->name()}, request, response,
        [](ReadCall& call, const common::v1::VerifyChainRequest& in,
           common::v1::VerifyChainResponse& out) { return rpc::VerifyChain(call, in, out); });
  }
};

}  // namespace

std::vector<std::string> ServiceNames() {
  return {v1::PlanService::service_full_name(), v1::InspectionService::service_full_name(),
          v1::EntityService::service_full_name(), v1::InspectorService::service_full_name(),
          v1::InspectionFeedService::service_full_name()};
}

InspectionServices::InspectionServices(const rpc::Core& core, rpc::FeedHub& hub,
                                       Environment& environment) {
  const Base base{core, hub, environment};
  services_.push_back(std::make_unique<PlanImpl>(base));
  services_.push_back(std::make_unique<InspectionImpl>(base));
  services_.push_back(std::make_unique<EntityImpl>(base));
  services_.push_back(std::make_unique<InspectorImpl>(base));
  services_.push_back(std::make_unique<InspectionFeedImpl>(base));
}

InspectionServices::~InspectionServices() = default;

std::vector<grpc::Service*> InspectionServices::all() const {
  std::vector<grpc::Service*> result;
  for (const auto& service : services_) result.push_back(service.get());
  return result;
}

}  // namespace dondoc::inspection
