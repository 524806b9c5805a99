#include "tests/unit/rpc/rpc_fixture.h"

#include <cstdlib>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "grpcpp/create_channel.h"

#include "common/commit/change_log.h"
#include "common/obs/log.h"
#include "common/rpc/channel.h"
#include "common/sql/migrations.h"

namespace dondoc::rpc {
namespace {

using grpc::CallbackServerContext;

class TestTasks final : public v1::TaskService::CallbackService {
 public:
  TestTasks(const Core& core, Handlers& handlers) : core_(core), handlers_(handlers) {}
  grpc::ServerUnaryReactor* GetTask(CallbackServerContext* context,
                                    const v1::GetTaskRequest* request,
                                    v1::Task* response) override {
    return Read(core_, context, "/dondoc.registry.v1.TaskService/GetTask",
                {"name", request->name()}, request, response, handlers_.get);
  }
  grpc::ServerUnaryReactor* CreateTask(CallbackServerContext* context,
                                       const v1::CreateTaskRequest* request,
                                       v1::Task* response) override {
    return Write(core_, context, "/dondoc.registry.v1.TaskService/CreateTask",
                 {"parent", request->parent()}, request, response, handlers_.create);
  }
  grpc::ServerUnaryReactor* AcceptTask(CallbackServerContext* context,
                                       const v1::AcceptTaskRequest* request,
                                       v1::Task* response) override {
    return Write(core_, context, "/dondoc.registry.v1.TaskService/AcceptTask",
                 {"name", request->name()}, request, response, handlers_.accept);
  }

 private:
  const Core& core_;
  Handlers& handlers_;
};

// Gathers the pieces; the limit is small so that a test reaches it.
class TestSink {
 public:
  static constexpr size_t kMaxBytes = 200'000;

  explicit TestSink(Handlers& handlers) : handlers_(&handlers) {}
  absl::Status Add(const v1::ParseNoticeRequest& piece) {
    if (piece.has_header()) parent_ = piece.header().parent();
    bytes_ += piece.chunk();
    if (bytes_.size() <= kMaxBytes) return absl::OkStatus();
    return Error(absl::StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE", {"too large", "quá lớn"});
  }
  Scope scope() const { return {"header.parent", parent_}; }
  absl::Status Handle(ReadCall& call, v1::NoticeDraft& response) {
    return handlers_->parse(call, bytes_, response);
  }

 private:
  Handlers* handlers_;
  std::string parent_;
  std::string bytes_;
};

class TestDirectives final : public v1::DirectiveService::CallbackService {
 public:
  TestDirectives(const Core& core, Handlers& handlers) : core_(core), handlers_(handlers) {}
  grpc::ServerReadReactor<v1::ParseNoticeRequest>* ParseNotice(CallbackServerContext* context,
                                                               v1::NoticeDraft* response) override {
    return new UploadCall<v1::ParseNoticeRequest, v1::NoticeDraft, TestSink>(
        core_, context, "/dondoc.registry.v1.DirectiveService/ParseNotice", response,
        TestSink(handlers_));
  }
  grpc::ServerUnaryReactor* ImportNotice(CallbackServerContext* context,
                                         const v1::ImportNoticeRequest* request,
                                         v1::ImportNoticeResponse* response) override {
    return Write(core_, context, "/dondoc.registry.v1.DirectiveService/ImportNotice",
                 {"parent", request->parent()}, request, response, handlers_.import);
  }

 private:
  const Core& core_;
  Handlers& handlers_;
};

class TestFeed final : public v1::RegistryFeedService::CallbackService {
 public:
  TestFeed(const Core& core, FeedHub& hub) : core_(core), hub_(hub) {}
  grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
      CallbackServerContext* context, const common::v1::WatchChangesRequest* request) override {
    return rpc::WatchChanges(core_, hub_, context,
                             "/dondoc.registry.v1.RegistryFeedService/WatchChanges", request);
  }
  grpc::ServerUnaryReactor* ListChanges(CallbackServerContext* context,
                                        const common::v1::ListChangesRequest* request,
                                        common::v1::ListChangesResponse* response) override {
    return Read(core_, context, "/dondoc.registry.v1.RegistryFeedService/ListChanges",
                {"parent", request->parent()}, request, response, rpc::ListChanges);
  }
  grpc::ServerUnaryReactor* VerifyChain(CallbackServerContext* context,
                                        const common::v1::VerifyChainRequest* request,
                                        common::v1::VerifyChainResponse* response) override {
    return Read(core_, context, "/dondoc.registry.v1.RegistryFeedService/VerifyChain",
                {"name", request->name()}, request, response, rpc::VerifyChain);
  }

 private:
  const Core& core_;
  FeedHub& hub_;
};

void Require(const absl::Status& status) {
  if (status.ok()) return;
  ADD_FAILURE() << status;
  std::abort();  // Nothing after this could mean anything.
}

template <typename T>
T Require(absl::StatusOr<T> result) {
  Require(result.status());
  return *std::move(result);
}

}  // namespace

RpcTest::RpcTest() {
  obs::SetLogSeverity(obs::Severity::kError);
  handlers_.get = [](ReadCall&, const v1::GetTaskRequest& request, v1::Task& task) {
    task.set_name(request.name());
    return absl::OkStatus();
  };
  handlers_.create = [](WriteCall& call, const v1::CreateTaskRequest& request, v1::Task& task) {
    task = request.task();
    task.set_name(MakeChild(request.parent(), "tasks", call.write.NewId()));
    task.set_etag(call.write.Etag());
    call.write.Record(task.name(), nullptr, &task);
    return absl::OkStatus();
  };
  handlers_.accept = [](WriteCall& call, const v1::AcceptTaskRequest& request, v1::Task& task) {
    // Tasks lie with unit "p-1".
    RETURN_IF_ERROR(call.caller.Authorize({.agency = LastSegment(AgencyOfName(request.name())),
                                           .units = {"p-1"},
                                           .self_subject = ""}));
    task.set_name(request.name());
    return absl::OkStatus();
  };
  handlers_.import = [](WriteCall& call, const v1::ImportNoticeRequest& request,
                        v1::ImportNoticeResponse&) {
    call.write.Record({request.parent() + "/directives/1", "t", "", "x"});
    return absl::OkStatus();
  };
  handlers_.parse = [](ReadCall&, const std::string& bytes, v1::NoticeDraft& draft) {
    draft.set_text(bytes);
    return absl::OkStatus();
  };
}

RpcTest::~RpcTest() { Stop(); }

void RpcTest::Start(FixtureOptions options) {
  using identity::testing::Config;
  using identity::testing::Jwks;
  ring_ = Require(
      identity::KeyRing::Create({Config(dir_.Write("keys.json", Jwks({key_.Jwk()})))}, clock_));
  verifier_ = std::make_unique<identity::TokenVerifier>(*ring_);
  const std::vector<std::string> names = {"dondoc.registry.v1.TaskService",
                                          "dondoc.registry.v1.RegistryFeedService",
                                          "dondoc.registry.v1.DirectiveService"};
  access_ = std::make_unique<identity::AccessTable>(Require(
      identity::AccessTable::Create(*google::protobuf::DescriptorPool::generated_pool(), names)));
  database_ = Require(sql::OpenDatabase({.url = "sqlite:" + dir_.path() + "/t.db"}));
  {
    auto writer = Require(database_->Connect(sql::ConnectionKind::kWriter));
    for (const auto& schema : {commit::CommitSchema(), RightsSchema()}) {
      Require(sql::Migrate(*writer, schema, clock_.Now()));
    }
  }
  readers_ = std::make_unique<sql::ReaderPool>(*database_, options.read_threads + kBulkThreads);
  hub_ = std::make_unique<FeedHub>(*database_, clock_);
  if (!options.commit.on_commit) {
    options.commit.on_commit = [this](const std::vector<std::string>& agencies) {
      hub_->Changed(agencies);
    };
  }
  commits_ = Require(commit::CommitQueue::Create(*database_, clock_, business_day_, ids_,
                                                 std::move(options.commit)));
  read_executor_ = std::make_unique<Executor>(options.read_threads, options.max_waiting_reads);
  bulk_executor_ = std::make_unique<Executor>(kBulkThreads, kMaxWaitingBulk);
  core_ = std::make_unique<Core>(Parts{clock_, business_day_, *verifier_, *access_, metrics_,
                                       *readers_, commits_.get(), *read_executor_, *bulk_executor_},
                                 names);
  hub_->Start();
  services_.push_back(std::make_unique<TestTasks>(*core_, handlers_));
  services_.push_back(std::make_unique<TestFeed>(*core_, *hub_));
  services_.push_back(std::make_unique<TestDirectives>(*core_, handlers_));
  std::vector<grpc::Service*> services;
  for (const auto& service : services_) services.push_back(service.get());
  server_ = Require(Server::Start({}, services, nullptr, names));
  channel_ = NewChannel();
  tasks_ = v1::TaskService::NewStub(channel_);
  feed_ = v1::RegistryFeedService::NewStub(channel_);
  directives_ = v1::DirectiveService::NewStub(channel_);
  SetRights("van-a", {DIRECTOR}, kAgency + "/units/p-1");
}

void RpcTest::Stop() {
  if (server_ == nullptr) return;
  hub_->Stop();
  server_->Drain();
  commits_->Stop();
  read_executor_->Stop();
  bulk_executor_->Stop();
  server_.reset();
  core_.reset();
}

std::shared_ptr<grpc::Channel> RpcTest::NewChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

std::string RpcTest::Token(const std::string& subject) {
  using namespace identity::testing;  // NOLINT(google-build-using-namespace): the token toolbox.
  const int64_t now = absl::ToUnixSeconds(clock_.Now());
  Claims claims = With(GoodClaims(), "sub", absl::StrCat("\"", subject, "\""));
  claims = With(With(claims, "iat", absl::StrCat(now)), "nbf", absl::StrCat(now));
  return key_.Token(Json(With(claims, "exp", absl::StrCat(now + 3600))));
}

void RpcTest::SetRights(const std::string& officer, identity::RoleSet roles,
                        const std::string& unit, bool disabled) {
  auto writer = Require(database_->Connect(sql::ConnectionKind::kWriter));
  auto tx = Require(writer->Begin());
  Require(StoreRights(*tx, kAgency,
                      {.officer = kAgency + "/officers/" + officer,
                       .unit = unit,
                       .roles = roles,
                       .disabled = disabled}));
  Require(tx->Commit().status);
}

std::unique_ptr<grpc::ClientContext> RpcTest::Context(const std::string& token,
                                                      absl::Duration deadline) {
  auto context = std::make_unique<grpc::ClientContext>();
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
  context->set_deadline(absl::ToChronoTime(absl::Now() + deadline));
  return context;
}

absl::Status RpcTest::Get(grpc::ClientContext& context, const std::string& name, v1::Task* task) {
  v1::GetTaskRequest request;
  request.set_name(name);
  v1::Task unused;
  return FromGrpcStatus(tasks_->GetTask(&context, request, task == nullptr ? &unused : task));
}

absl::Status RpcTest::Create(grpc::ClientContext& context, const v1::CreateTaskRequest& request,
                             v1::Task* task) {
  v1::Task unused;
  return FromGrpcStatus(tasks_->CreateTask(&context, request, task == nullptr ? &unused : task));
}

absl::Status RpcTest::Accept(grpc::ClientContext& context, const std::string& name) {
  v1::AcceptTaskRequest request;
  request.set_name(name);
  request.set_request_id(ids_.Next());
  v1::Task task;
  return FromGrpcStatus(tasks_->AcceptTask(&context, request, &task));
}

v1::CreateTaskRequest RpcTest::CreateRequest(const std::string& text, const std::string& agency) {
  v1::CreateTaskRequest request;
  request.set_parent(agency);
  request.mutable_task()->set_text(text);
  request.set_request_id(ids_.Next());
  return request;
}

void RpcTest::Commit(const std::string& agency, int count, const std::string& type) {
  for (int i = 0; i < count; ++i) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = agency;
    mutation->call.method = "test";
    mutation->call.subject = "services/test";
    mutation->body = [&](commit::WriteContext& write) {
      write.Record({absl::StrCat(agency, "/tasks/", write.NewId()), type, "", "x"});
      return absl::OkStatus();
    };
    Require(commits_->Run(std::move(mutation)).status());
  }
}

}  // namespace dondoc::rpc
