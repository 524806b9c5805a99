#include "tests/unit/gateway/fake_backend.h"

#include <chrono>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"

namespace dondoc::gateway::testing {

std::string ToString(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string HeaderOf(const Headers& headers, const std::string& key) {
  return headers.count(key) == 1 ? headers.find(key)->second : "";
}

class FakeBackend::Call final : public grpc::ServerGenericBidiReactor {
 public:
  Call(FakeBackend& backend, grpc::GenericCallbackServerContext* context)
      : backend_(backend), context_(context), seen_(std::make_shared<SeenCall>()) {
    seen_->path = context->method();
    for (const auto& [key, value] : context->client_metadata()) {
      seen_->headers.emplace(std::string(key.data(), key.size()),
                             std::string(value.data(), value.size()));
    }
    seen_->time_left =
        absl::FromChrono(context->deadline()) - absl::FromChrono(std::chrono::system_clock::now());
    mode_ = HeaderOf(seen_->headers, "x-mode");
    {
      MutexLock lock(backend_.mutex_);
      backend_.seen_.push_back(seen_);
      const auto script = backend_.scripts_.find(seen_->path);
      if (script != backend_.scripts_.end()) script_ = script->second;
      if (backend_.hanging_.count(seen_->path) > 0) mode_ = "hang";
    }
    backend_.changed_.NotifyAll();
    if (mode_ == "early") {
      response_ = ToBuffer("early");
      finished_ = true;
      StartWriteAndFinish(&response_, {}, grpc::Status::OK);
      return;
    }
    Read();
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Change([](SeenCall& call) { call.half_closed = true; });
      if (mode_ == "hang" || mode_ == "deaf") return;
      FinishOnce(grpc::Status::OK);
      return;
    }
    const std::string message = ToString(request_);
    Change([&](SeenCall& call) { call.messages.push_back(message); });
    if (mode_ == "hang") return Read();
    if (mode_ == "deaf") return;
    if (mode_ == "fail") return Fail();
    int code = 0;
    if (absl::StartsWith(mode_, "bare:") && absl::SimpleAtoi(mode_.substr(5), &code)) {
      return FinishOnce(grpc::Status(static_cast<grpc::StatusCode>(code), "secret 10.0.0.1"));
    }
    if (absl::StartsWith(mode_, "many:")) {
      if (!absl::SimpleAtoi(mode_.substr(5), &left_)) std::abort();
    }
    std::string answer = message;
    if (script_) {
      if (const grpc::Status status = script_(message, answer); !status.ok()) {
        return FinishOnce(status);
      }
    }
    response_ = ToBuffer(answer);
    Write();
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return;
    if (--left_ > 0) return Write();
    if (absl::StartsWith(mode_, "many:")) return FinishOnce(grpc::Status::OK);
    Read();
  }

  void OnCancel() override {
    Change([](SeenCall& call) { call.cancelled = true; });
    FinishOnce(grpc::Status::CANCELLED);
  }

  void OnDone() override {
    Change([](SeenCall& call) { call.done = true; });
    delete this;
  }

 private:
  void Fail() {
    context_->AddInitialMetadata("x-early", "header");
    context_->AddTrailingMetadata("x-late", "trailer");
    context_->AddTrailingMetadata("x-late-bin", std::string("\0\1\xff", 3));
    context_->AddTrailingMetadata("grpc-retry-pushback-ms", "1234");
    FinishOnce(grpc::Status(grpc::StatusCode::ABORTED, "đã thay đổi", Details()));
  }
  // OnCancel finishes beside the others, and nothing may be started after that.
  void Read() {
    MutexLock lock(mutex_);
    if (!finished_) StartRead(&request_);
  }
  void Write() {
    MutexLock lock(mutex_);
    if (!finished_) StartWrite(&response_);
  }
  void FinishOnce(const grpc::Status& status) {
    MutexLock lock(mutex_);
    if (!finished_) Finish(status);
    finished_ = true;
  }
  template <typename Function>
  void Change(const Function& change) {
    {
      MutexLock lock(backend_.mutex_);
      change(*seen_);
    }
    backend_.changed_.NotifyAll();
  }

  FakeBackend& backend_;
  grpc::GenericCallbackServerContext* const context_;
  const std::shared_ptr<SeenCall> seen_;
  std::string mode_;
  Script script_;
  int left_ = 0;
  grpc::ByteBuffer request_, response_;
  Mutex mutex_;
  bool finished_ = false;
};

class FakeBackend::Service final : public grpc::CallbackGenericService {
 public:
  explicit Service(FakeBackend& backend) : backend_(backend) {}
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    return new Call(backend_, context);
  }

 private:
  FakeBackend& backend_;
};

const std::string& FakeBackend::Details() {
  static const std::string details = [] {
    google::rpc::ErrorInfo info;
    info.set_reason("ETAG_MISMATCH");
    info.set_domain("dondoc");
    google::rpc::Status status;
    status.set_code(10);
    status.set_message("đã thay đổi");
    status.add_details()->PackFrom(info);
    std::string bytes = status.SerializeAsString();
    // A field that nobody here knows must survive too.
    bytes += "\xfa\x3e\x03xyz";
    return bytes;
  }();
  return details;
}

void FakeBackend::Start(int port) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials(),
                           &port_);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(64 << 20);
  service_ = std::make_unique<Service>(*this);
  builder.RegisterCallbackGenericService(service_.get());
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) std::abort();
}

void FakeBackend::Stop() {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
  server_ = nullptr;
}

void FakeBackend::SetServing(bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(serving);
}

void FakeBackend::On(const std::string& path, Script script) {
  MutexLock lock(mutex_);
  scripts_[path] = std::move(script);
}

void FakeBackend::Hang(const std::string& path) {
  MutexLock lock(mutex_);
  hanging_.insert(path);
}

std::vector<SeenCall> FakeBackend::calls() const {
  MutexLock lock(mutex_);
  std::vector<SeenCall> calls;
  for (const auto& call : seen_) calls.push_back(*call);
  return calls;
}

std::vector<SeenCall> FakeBackend::CallsOf(const std::string& path) const {
  std::vector<SeenCall> found;
  for (SeenCall& call : calls()) {
    if (call.path == path) found.push_back(std::move(call));
  }
  return found;
}

bool FakeBackend::WaitFor(
    const std::function<bool(const std::vector<SeenCall>&)>& condition) const {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < until) {
    if (condition(calls())) return true;
    MutexLock lock(mutex_);
    changed_.WaitFor(mutex_, absl::Milliseconds(20));
  }
  return condition(calls());
}

}  // namespace dondoc::gateway::testing
