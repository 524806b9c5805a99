#include "services/registry/registry_service.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/rpc/feed.h"
#include "common/rpc/names.h"
#include "common/rpc/unary.h"
#include "common/rpc/upload.h"
#include "services/registry/formats/format.h"
#include "services/registry/formats/limits.h"
#include "services/registry/handlers/handlers.h"

namespace dondoc::registry {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;
using rpc::ReadCall;
using rpc::Scope;
using rpc::WriteCall;

// What every service here is made of.
struct Base {
  const rpc::Core& core;
  rpc::FeedHub& hub;
  Environment& environment;
};

// Gathers the header and the bytes of a document.
class NoticeSink {
 public:
  explicit NoticeSink(Environment& environment) : environment_(environment) {}

  absl::Status Add(const v1::ParseNoticeRequest& piece) {
    if (piece.has_header()) {
      if (has_header_) {
        return InvalidField("header", {"comes once, first", "chỉ gửi một lần, trước tiên"});
      }
      has_header_ = true;
      header_ = piece.header();
      return absl::OkStatus();
    }
    if (!has_header_) {
      return InvalidField("header", {"must be the first message", "phải là thông điệp đầu tiên"});
    }
    const size_t size = bytes_.size() + piece.chunk().size();
    if (size > kMaxDocumentBytes) return NoticeTooLarge(size);
    bytes_ += piece.chunk();
    return absl::OkStatus();
  }
  Scope scope() const { return {"header.parent", header_.parent()}; }
  absl::Status Handle(ReadCall& call, v1::NoticeDraft& response) {
    return ParseNotice(environment_, call, header_, bytes_, response);
  }

 private:
  Environment& environment_;
  bool has_header_ = false;
  v1::ParseNoticeHeader header_;
  std::string bytes_;
};

class DirectoryImpl final : public v1::DirectoryService::CallbackService, Base {
 public:
  explicit DirectoryImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateAgency(CallbackServerContext* context,
                                   const v1::CreateAgencyRequest* request,
                                   v1::Agency* response) override {
    Scope scope;
    // A malformed id is refused by the handler.
    const std::string name = absl::StrCat("agencies/", request->agency_id());
    if (rpc::IsAgencyName(name)) scope.new_agency = name;
    return rpc::Write(core, context, "/dondoc.registry.v1.DirectoryService/CreateAgency",
                      std::move(scope), request, response,
                      [](WriteCall& call, const v1::CreateAgencyRequest& in, v1::Agency& out) {
                        return registry::CreateAgency(call, in, out);
                      });
  }
  ServerUnaryReactor* GetAgency(CallbackServerContext* context, const v1::GetAgencyRequest* request,
                                v1::Agency* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectoryService/GetAgency",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetAgencyRequest& in, v1::Agency& out) {
                       return registry::GetAgency(call, in, out);
                     });
  }
  ServerUnaryReactor* ListAgencies(CallbackServerContext* context,
                                   const v1::ListAgenciesRequest* request,
                                   v1::ListAgenciesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.DirectoryService/ListAgencies", {}, request, response,
        [](ReadCall& call, const v1::ListAgenciesRequest& in, v1::ListAgenciesResponse& out) {
          return registry::ListAgencies(call, in, out);
        });
  }
  ServerUnaryReactor* CreateUnit(CallbackServerContext* context,
                                 const v1::CreateUnitRequest* request,
                                 v1::Unit* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.DirectoryService/CreateUnit",
                      {"parent", request->parent()}, request, response,
                      [](WriteCall& call, const v1::CreateUnitRequest& in, v1::Unit& out) {
                        return registry::CreateUnit(call, in, out);
                      });
  }
  ServerUnaryReactor* GetUnit(CallbackServerContext* context, const v1::GetUnitRequest* request,
                              v1::Unit* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectoryService/GetUnit",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetUnitRequest& in, v1::Unit& out) {
                       return registry::GetUnit(call, in, out);
                     });
  }
  ServerUnaryReactor* ListUnits(CallbackServerContext* context, const v1::ListUnitsRequest* request,
                                v1::ListUnitsResponse* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectoryService/ListUnits",
                     {"parent", request->parent()}, request, response,
                     [](ReadCall& call, const v1::ListUnitsRequest& in,
                        v1::ListUnitsResponse& out) { return registry::ListUnits(call, in, out); });
  }
  ServerUnaryReactor* UpdateUnit(CallbackServerContext* context,
                                 const v1::UpdateUnitRequest* request,
                                 v1::Unit* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.DirectoryService/UpdateUnit",
                      {"unit.name", request->unit().name()}, request, response,
                      [](WriteCall& call, const v1::UpdateUnitRequest& in, v1::Unit& out) {
                        return registry::UpdateUnit(call, in, out);
                      });
  }
  ServerUnaryReactor* CreateOfficer(CallbackServerContext* context,
                                    const v1::CreateOfficerRequest* request,
                                    v1::Officer* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.DirectoryService/CreateOfficer",
                      {"parent", request->parent()}, request, response,
                      [](WriteCall& call, const v1::CreateOfficerRequest& in, v1::Officer& out) {
                        return registry::CreateOfficer(call, in, out);
                      });
  }
  ServerUnaryReactor* GetOfficer(CallbackServerContext* context,
                                 const v1::GetOfficerRequest* request,
                                 v1::Officer* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectoryService/GetOfficer",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetOfficerRequest& in, v1::Officer& out) {
                       return registry::GetOfficer(call, in, out);
                     });
  }
  ServerUnaryReactor* ListOfficers(CallbackServerContext* context,
                                   const v1::ListOfficersRequest* request,
                                   v1::ListOfficersResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.DirectoryService/ListOfficers",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListOfficersRequest& in, v1::ListOfficersResponse& out) {
          return registry::ListOfficers(call, in, out);
        });
  }
  ServerUnaryReactor* UpdateOfficer(CallbackServerContext* context,
                                    const v1::UpdateOfficerRequest* request,
                                    v1::Officer* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.DirectoryService/UpdateOfficer",
                      {"officer.name", request->officer().name()}, request, response,
                      [](WriteCall& call, const v1::UpdateOfficerRequest& in, v1::Officer& out) {
                        return registry::UpdateOfficer(call, in, out);
                      });
  }
  ServerUnaryReactor* GetCaller(CallbackServerContext* context, const v1::GetCallerRequest* request,
                                v1::Caller* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectoryService/GetCaller", {}, request,
                     response, [](ReadCall& call, const v1::GetCallerRequest& in, v1::Caller& out) {
                       return registry::GetCaller(call, in, out);
                     });
  }
};

class CalendarImpl final : public v1::CalendarService::CallbackService, Base {
 public:
  explicit CalendarImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* GetCalendarYear(CallbackServerContext* context,
                                      const v1::GetCalendarYearRequest* request,
                                      v1::CalendarYear* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.CalendarService/GetCalendarYear",
        {"name", request->name()}, request, response,
        [](ReadCall& call, const v1::GetCalendarYearRequest& in, v1::CalendarYear& out) {
          return registry::GetCalendarYear(call, in, out);
        });
  }
  ServerUnaryReactor* ListCalendarYears(CallbackServerContext* context,
                                        const v1::ListCalendarYearsRequest* request,
                                        v1::ListCalendarYearsResponse* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.CalendarService/ListCalendarYears",
                     {"parent", request->parent()}, request, response,
                     [](ReadCall& call, const v1::ListCalendarYearsRequest& in,
                        v1::ListCalendarYearsResponse& out) {
                       return registry::ListCalendarYears(call, in, out);
                     });
  }
  ServerUnaryReactor* SetCalendarYear(CallbackServerContext* context,
                                      const v1::SetCalendarYearRequest* request,
                                      v1::SetCalendarYearResponse* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.CalendarService/SetCalendarYear",
                      {"calendar_year.name", request->calendar_year().name()}, request, response,
                      [this](WriteCall& call, const v1::SetCalendarYearRequest& in,
                             v1::SetCalendarYearResponse& out) {
                        return registry::SetCalendarYear(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* ResolveDeadline(CallbackServerContext* context,
                                      const v1::ResolveDeadlineRequest* request,
                                      common::v1::Deadline* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.CalendarService/ResolveDeadline",
        {"parent", request->parent()}, request, response,
        [this](ReadCall& call, const v1::ResolveDeadlineRequest& in, common::v1::Deadline& out) {
          return registry::ResolveDeadline(environment, call, in, out);
        });
  }
};

class DirectiveImpl final : public v1::DirectiveService::CallbackService, Base {
 public:
  explicit DirectiveImpl(const Base& base) : Base(base) {}

  grpc::ServerReadReactor<v1::ParseNoticeRequest>* ParseNotice(CallbackServerContext* context,
                                                               v1::NoticeDraft* response) override {
    return new rpc::UploadCall<v1::ParseNoticeRequest, v1::NoticeDraft, NoticeSink>(
        core, context, "/dondoc.registry.v1.DirectiveService/ParseNotice", response,
        NoticeSink(environment));
  }
  ServerUnaryReactor* ImportNotice(CallbackServerContext* context,
                                   const v1::ImportNoticeRequest* request,
                                   v1::ImportNoticeResponse* response) override {
    return rpc::Write(
        core, context, "/dondoc.registry.v1.DirectiveService/ImportNotice",
        {"parent", request->parent()}, request, response,
        [this](WriteCall& call, const v1::ImportNoticeRequest& in, v1::ImportNoticeResponse& out) {
          return registry::ImportNotice(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetDirective(CallbackServerContext* context,
                                   const v1::GetDirectiveRequest* request,
                                   v1::Directive* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectiveService/GetDirective",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetDirectiveRequest& in, v1::Directive& out) {
                       return registry::GetDirective(call, in, out);
                     });
  }
  ServerUnaryReactor* GetNoticeDraft(CallbackServerContext* context,
                                     const v1::GetNoticeDraftRequest* request,
                                     v1::NoticeDraft* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.DirectiveService/GetNoticeDraft",
                     {"name", request->name()}, request, response,
                     [](ReadCall& call, const v1::GetNoticeDraftRequest& in, v1::NoticeDraft& out) {
                       return registry::GetNoticeDraft(call, in, out);
                     });
  }
  ServerUnaryReactor* ListDirectives(CallbackServerContext* context,
                                     const v1::ListDirectivesRequest* request,
                                     v1::ListDirectivesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.DirectiveService/ListDirectives",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const v1::ListDirectivesRequest& in, v1::ListDirectivesResponse& out) {
          return registry::ListDirectives(call, in, out);
        });
  }
};

class TaskImpl final : public v1::TaskService::CallbackService, Base {
 public:
  explicit TaskImpl(const Base& base) : Base(base) {}

  ServerUnaryReactor* CreateTask(CallbackServerContext* context,
                                 const v1::CreateTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/CreateTask",
                      {"parent", request->parent()}, request, response,
                      [this](WriteCall& call, const v1::CreateTaskRequest& in, v1::Task& out) {
                        return registry::CreateTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* GetTask(CallbackServerContext* context, const v1::GetTaskRequest* request,
                              v1::Task* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.TaskService/GetTask",
                     {"name", request->name()}, request, response,
                     [this](ReadCall& call, const v1::GetTaskRequest& in, v1::Task& out) {
                       return registry::GetTask(environment, call, in, out);
                     });
  }
  ServerUnaryReactor* ListTasks(CallbackServerContext* context, const v1::ListTasksRequest* request,
                                v1::ListTasksResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.TaskService/ListTasks", {"parent", request->parent()},
        request, response,
        [this](ReadCall& call, const v1::ListTasksRequest& in, v1::ListTasksResponse& out) {
          return registry::ListTasks(environment, call, in, out);
        });
  }
  ServerUnaryReactor* UpdateTask(CallbackServerContext* context,
                                 const v1::UpdateTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/UpdateTask",
                      {"task.name", request->task().name()}, request, response,
                      [this](WriteCall& call, const v1::UpdateTaskRequest& in, v1::Task& out) {
                        return registry::UpdateTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* AssignTask(CallbackServerContext* context,
                                 const v1::AssignTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/AssignTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::AssignTaskRequest& in, v1::Task& out) {
                        return registry::AssignTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* AcceptTask(CallbackServerContext* context,
                                 const v1::AcceptTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/AcceptTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::AcceptTaskRequest& in, v1::Task& out) {
                        return registry::AcceptTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* ReportProgress(CallbackServerContext* context,
                                     const v1::ReportProgressRequest* request,
                                     v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/ReportProgress",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::ReportProgressRequest& in, v1::Task& out) {
                        return registry::ReportProgress(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* ListProgressReports(CallbackServerContext* context,
                                          const v1::ListProgressReportsRequest* request,
                                          v1::ListProgressReportsResponse* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.TaskService/ListProgressReports",
                     {"parent", request->parent()}, request, response,
                     [](ReadCall& call, const v1::ListProgressReportsRequest& in,
                        v1::ListProgressReportsResponse& out) {
                       return registry::ListProgressReports(call, in, out);
                     });
  }
  ServerUnaryReactor* SubmitTask(CallbackServerContext* context,
                                 const v1::SubmitTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/SubmitTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::SubmitTaskRequest& in, v1::Task& out) {
                        return registry::SubmitTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* CompleteTask(CallbackServerContext* context,
                                   const v1::CompleteTaskRequest* request,
                                   v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/CompleteTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::CompleteTaskRequest& in, v1::Task& out) {
                        return registry::CompleteTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* ReturnTask(CallbackServerContext* context,
                                 const v1::ReturnTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/ReturnTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::ReturnTaskRequest& in, v1::Task& out) {
                        return registry::ReturnTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* CancelTask(CallbackServerContext* context,
                                 const v1::CancelTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/CancelTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::CancelTaskRequest& in, v1::Task& out) {
                        return registry::CancelTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* ReopenTask(CallbackServerContext* context,
                                 const v1::ReopenTaskRequest* request,
                                 v1::Task* response) override {
    return rpc::Write(core, context, "/dondoc.registry.v1.TaskService/ReopenTask",
                      {"name", request->name()}, request, response,
                      [this](WriteCall& call, const v1::ReopenTaskRequest& in, v1::Task& out) {
                        return registry::ReopenTask(environment, call, in, out);
                      });
  }
  ServerUnaryReactor* RecordDeadlineEvent(CallbackServerContext* context,
                                          const v1::RecordDeadlineEventRequest* request,
                                          v1::Task* response) override {
    return rpc::Write(
        core, context, "/dondoc.registry.v1.TaskService/RecordDeadlineEvent",
        {"name", request->name()}, request, response,
        [this](WriteCall& call, const v1::RecordDeadlineEventRequest& in, v1::Task& out) {
          return registry::RecordDeadlineEvent(environment, call, in, out);
        });
  }
  ServerUnaryReactor* GetTaskBoard(CallbackServerContext* context,
                                   const v1::GetTaskBoardRequest* request,
                                   v1::TaskBoard* response) override {
    return rpc::Read(core, context, "/dondoc.registry.v1.TaskService/GetTaskBoard",
                     {"parent", request->parent()}, request, response,
                     [this](ReadCall& call, const v1::GetTaskBoardRequest& in, v1::TaskBoard& out) {
                       return registry::GetTaskBoard(environment, call, in, out);
                     });
  }
};

class RegistryFeedImpl final : public v1::RegistryFeedService::CallbackService, Base {
 public:
  explicit RegistryFeedImpl(const Base& base) : Base(base) {}

  grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
      CallbackServerContext* context, const common::v1::WatchChangesRequest* request) override {
    return rpc::WatchChanges(core, hub, context,
                             "/dondoc.registry.v1.RegistryFeedService/WatchChanges", request);
  }
  ServerUnaryReactor* ListChanges(CallbackServerContext* context,
                                  const common::v1::ListChangesRequest* request,
                                  common::v1::ListChangesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.RegistryFeedService/ListChanges",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const common::v1::ListChangesRequest& in,
           common::v1::ListChangesResponse& out) { return rpc::ListChanges(call, in, out); });
  }
  ServerUnaryReactor* VerifyChain(CallbackServerContext* context,
                                  const common::v1::VerifyChainRequest* request,
                                  common::v1::VerifyChainResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.registry.v1.RegistryFeedService/VerifyChain",
        {"name", request->name()}, request, response,
        [](ReadCall& call, const common::v1::VerifyChainRequest& in,
           common::v1::VerifyChainResponse& out) { return rpc::VerifyChain(call, in, out); });
  }
};

}  // namespace

std::vector<std::string> ServiceNames() {
  return {v1::DirectoryService::service_full_name(), v1::CalendarService::service_full_name(),
          v1::DirectiveService::service_full_name(), v1::TaskService::service_full_name(),
          v1::RegistryFeedService::service_full_name()};
}

RegistryServices::RegistryServices(const rpc::Core& core, rpc::FeedHub& hub,
                                   Environment& environment) {
  const Base base{core, hub, environment};
  services_.push_back(std::make_unique<DirectoryImpl>(base));
  services_.push_back(std::make_unique<CalendarImpl>(base));
  services_.push_back(std::make_unique<DirectiveImpl>(base));
  services_.push_back(std::make_unique<TaskImpl>(base));
  services_.push_back(std::make_unique<RegistryFeedImpl>(base));
}

RegistryServices::~RegistryServices() = default;

std::vector<grpc::Service*> RegistryServices::all() const {
  std::vector<grpc::Service*> result;
  for (const auto& service : services_) result.push_back(service.get());
  return result;
}

}  // namespace dondoc::registry
