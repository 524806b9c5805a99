#include "tests/unit/cli/fake_server.h"

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"

namespace dondoc::cli {

using common::v1::VerifyChainRequest;
using common::v1::VerifyChainResponse;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;
using grpc::ServerContext;
using grpc::Status;
using namespace registry::v1;  // NOLINT(google-build-using-namespace): every message is meant.

Status Refusal(const absl::Status& status, Language language) {
  const absl::Status local = Localized(status, language);
  google::rpc::Status details;
  details.set_code(static_cast<int>(local.code()));
  details.set_message(std::string(local.message()));
  local.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    auto* detail = details.add_details();
    detail->set_type_url(std::string(url));
    detail->set_value(std::string(payload));
  });
  return Status(static_cast<grpc::StatusCode>(local.code()), std::string(local.message()),
                details.SerializeAsString());
}

class FakeServer::Tasks final : public TaskService::Service {
 public:
  explicit Tasks(FakeServer& fake) : fake_(fake) {}
  Status GetTask(ServerContext* context, const GetTaskRequest* request, Task* task) override {
    fake_.Seen(context);
    return fake_.get_task ? fake_.get_task(*request, task) : Status::OK;
  }
  Status ListTasks(ServerContext* context, const ListTasksRequest* request,
                   ListTasksResponse* response) override {
    fake_.Seen(context);
    return fake_.list_tasks ? fake_.list_tasks(*request, response) : Status::OK;
  }
  Status AssignTask(ServerContext* context, const AssignTaskRequest* request, Task* task) override {
    fake_.Seen(context);
    return fake_.assign_task ? fake_.assign_task(*request, task) : Status::OK;
  }
  Status UpdateTask(ServerContext* context, const UpdateTaskRequest* request, Task* task) override {
    fake_.Seen(context);
    return fake_.update_task ? fake_.update_task(*request, task) : Status::OK;
  }
  Status AcceptTask(ServerContext* context, const AcceptTaskRequest* request, Task* task) override {
    fake_.Seen(context);
    return fake_.accept_task ? fake_.accept_task(*request, task) : Status::OK;
  }

 private:
  FakeServer& fake_;
};

class FakeServer::Directives final : public DirectiveService::Service {
 public:
  explicit Directives(FakeServer& fake) : fake_(fake) {}
  Status ParseNotice(ServerContext* context, grpc::ServerReader<ParseNoticeRequest>* reader,
                     NoticeDraft* draft) override {
    fake_.Seen(context);
    ParseNoticeRequest part;
    ParseNoticeHeader header;
    std::string text;
    while (reader->Read(&part)) {
      if (part.has_header()) header = part.header();
      if (part.chunk().size() > 64 * 1024) return Status(grpc::INVALID_ARGUMENT, "chunk too large");
      text += part.chunk();
    }
    return fake_.parse_notice ? fake_.parse_notice(header, text, draft) : Status::OK;
  }
  Status GetDirective(ServerContext* context, const GetDirectiveRequest* request,
                      Directive* directive) override {
    fake_.Seen(context);
    return fake_.get_directive ? fake_.get_directive(*request, directive) : Status::OK;
  }
  Status GetNoticeDraft(ServerContext* context, const GetNoticeDraftRequest* request,
                        NoticeDraft* draft) override {
    fake_.Seen(context);
    return fake_.get_notice_draft ? fake_.get_notice_draft(*request, draft) : Status::OK;
  }
  Status ImportNotice(ServerContext* context, const ImportNoticeRequest* request,
                      ImportNoticeResponse* response) override {
    fake_.Seen(context);
    return fake_.import_notice ? fake_.import_notice(*request, response) : Status::OK;
  }

 private:
  FakeServer& fake_;
};

class FakeServer::Directory final : public DirectoryService::Service {
 public:
  explicit Directory(FakeServer& fake) : fake_(fake) {}
  Status CreateAgency(ServerContext* context, const CreateAgencyRequest* request,
                      Agency* agency) override {
    fake_.Seen(context);
    *agency = request->agency();
    agency->set_name(absl::StrCat("agencies/", request->agency_id()));
    fake_.agencies[agency->name()] = *agency;
    Officer admin = request->admin();
    admin.set_name(absl::StrCat(agency->name(), "/officers/", request->admin_id()));
    fake_.officers[admin.name()] = admin;
    return Status::OK;
  }
  Status GetAgency(ServerContext* context, const GetAgencyRequest* request,
                   Agency* agency) override {
    return Find(context, fake_.agencies, request->name(), agency);
  }
  Status CreateUnit(ServerContext* context, const CreateUnitRequest* request, Unit* unit) override {
    *unit = request->unit();
    return Add(context, absl::StrCat(request->parent(), "/units/", request->unit_id()), fake_.units,
               unit);
  }
  Status GetUnit(ServerContext* context, const GetUnitRequest* request, Unit* unit) override {
    return Find(context, fake_.units, request->name(), unit);
  }
  Status ListUnits(ServerContext* context, const ListUnitsRequest* request,
                   ListUnitsResponse* list) override {
    fake_.Seen(context);
    if (fake_.list_units) return fake_.list_units(*request, list);
    for (const auto& [name, unit] : fake_.units) *list->add_units() = unit;
    list->set_revision(7);
    return Status::OK;
  }
  Status CreateOfficer(ServerContext* context, const CreateOfficerRequest* request,
                       Officer* officer) override {
    *officer = request->officer();
    return Add(context, absl::StrCat(request->parent(), "/officers/", request->officer_id()),
               fake_.officers, officer);
  }
  Status ListOfficers(ServerContext* context, const ListOfficersRequest* request,
                      ListOfficersResponse* list) override {
    fake_.Seen(context);
    if (fake_.list_officers) return fake_.list_officers(*request, list);
    for (const auto& [name, officer] : fake_.officers) *list->add_officers() = officer;
    return Status::OK;
  }
  Status GetOfficer(ServerContext* context, const GetOfficerRequest* request,
                    Officer* officer) override {
    return Find(context, fake_.officers, request->name(), officer);
  }

 private:
  template <typename Message>
  Status Find(ServerContext* context, const std::map<std::string, Message>& all,
              const std::string& name, Message* message) {
    fake_.Seen(context);
    const auto found = all.find(name);
    if (found == all.end()) return Status(grpc::NOT_FOUND, "no such thing");
    *message = found->second;
    return Status::OK;
  }
  template <typename Message>
  Status Add(ServerContext* context, const std::string& name, std::map<std::string, Message>& all,
             Message* message) {
    fake_.Seen(context);
    message->set_name(name);
    if (!all.emplace(name, *message).second) return Status(grpc::ALREADY_EXISTS, "twice");
    return Status::OK;
  }

  FakeServer& fake_;
};

class FakeServer::Feed final : public RegistryFeedService::Service {
 public:
  explicit Feed(FakeServer& fake) : fake_(fake) {}
  Status WatchChanges(ServerContext* context, const WatchChangesRequest* request,
                      grpc::ServerWriter<WatchChangesResponse>* writer) override {
    fake_.Seen(context);
    return fake_.watch ? fake_.watch(*request, writer) : Status::OK;
  }
  Status VerifyChain(ServerContext* context, const VerifyChainRequest* request,
                     VerifyChainResponse* response) override {
    fake_.Seen(context);
    return fake_.verify ? fake_.verify(*request, response) : Status::OK;
  }

 private:
  FakeServer& fake_;
};

class FakeServer::Overview final : public gateway::v1::OverviewService::Service {
 public:
  explicit Overview(FakeServer& fake) : fake_(fake) {}
  Status GetBoard(ServerContext* context, const gateway::v1::GetBoardRequest* request,
                  gateway::v1::Board* board) override {
    fake_.Seen(context);
    return fake_.board ? fake_.board(*request, board) : Status::OK;
  }

 private:
  FakeServer& fake_;
};

// Whatever no service above takes: one message in, one out.
class FakeServer::Generic final : public grpc::CallbackGenericService {
 public:
  explicit Generic(FakeServer& fake) : fake_(fake) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    return new Reactor(fake_, context->method());
  }

 private:
  class Reactor final : public grpc::ServerGenericBidiReactor {
   public:
    Reactor(FakeServer& fake, std::string method) : fake_(fake), method_(std::move(method)) {
      StartRead(&in_);
    }
    void OnReadDone(bool ok) override {
      const auto answer = fake_.generic_.find(method_);
      if (!ok || answer == fake_.generic_.end()) {
        Finish(Status(grpc::UNIMPLEMENTED, method_));
        return;
      }
      std::vector<grpc::Slice> slices;
      std::string request, response;
      if (in_.Dump(&slices).ok()) {
        for (const grpc::Slice& slice : slices) {
          request.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
        }
      }
      const Status status = answer->second(request, &response);
      if (!status.ok()) {
        Finish(status);
        return;
      }
      const grpc::Slice slice(response);
      out_ = grpc::ByteBuffer(&slice, 1);
      StartWriteAndFinish(&out_, {}, status);
    }
    void OnDone() override { delete this; }

   private:
    FakeServer& fake_;
    const std::string method_;
    grpc::ByteBuffer in_;
    grpc::ByteBuffer out_;
  };

  FakeServer& fake_;
};

FakeServer::FakeServer() {
  services_.push_back(std::make_unique<Tasks>(*this));
  services_.push_back(std::make_unique<Directives>(*this));
  services_.push_back(std::make_unique<Directory>(*this));
  services_.push_back(std::make_unique<Feed>(*this));
  services_.push_back(std::make_unique<Overview>(*this));
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  for (const auto& service : services_) builder.RegisterService(service.get());
  generic_service_ = std::make_unique<Generic>(*this);
  builder.RegisterCallbackGenericService(generic_service_.get());
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

FakeServer::~FakeServer() { server_->Shutdown(); }

void FakeServer::Seen(ServerContext* context) {
  ++calls;
  last_metadata.clear();
  for (const auto& [name, value] : context->client_metadata()) {
    last_metadata.emplace(std::string(name.data(), name.size()),
                          std::string(value.data(), value.size()));
  }
}

std::string FakeServer::LastHeader(const std::string& name) const {
  const auto found = last_metadata.find(name);
  return found == last_metadata.end() ? "" : found->second;
}

}  // namespace dondoc::cli
