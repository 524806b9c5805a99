#include "services/gateway/health_monitor.h"

#include <chrono>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/proto_utils.h"

#include "common/obs/log.h"
#include "services/gateway/domain/limits.h"

#include "dondoc/gateway/v1/wire.pb.h"

namespace dondoc::gateway {
namespace {

constexpr char kCheckMethod[] = "/grpc.health.v1.Health/Check";

bool SaysServing(const grpc::Status& status, grpc::ByteBuffer& response) {
  v1::HealthCheckResponse health;
  return status.ok() &&
         grpc::SerializationTraits<v1::HealthCheckResponse>::Deserialize(&response, &health).ok() &&
         health.status() == v1::HealthCheckResponse::SERVING;
}

}  // namespace

HealthMonitor::HealthMonitor(std::vector<Backend*> backends, absl::Duration interval,
                             Listener listener)
    : interval_(interval), listener_(std::move(listener)) {
  for (Backend* backend : backends) watched_.push_back({backend});
  thread_ = std::thread([this] { Run(); });
}

void HealthMonitor::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    for (const auto& context : asked_) context->TryCancel();
  }
  wake_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

std::vector<bool> HealthMonitor::AskAll() {
  // An empty HealthCheckRequest has no bytes: it asks for the server as a whole.
  grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  std::vector<grpc::ByteBuffer> responses(watched_.size());
  // Not vector<bool>: its elements share bytes, and the answers come on several threads.
  std::vector<char> serving(watched_.size(), 0);
  std::vector<grpc::ClientContext*> contexts;
  {
    MutexLock lock(mutex_);
    if (stopping_) return {};
    asked_.clear();
    for (size_t i = 0; i < watched_.size(); ++i) {
      asked_.push_back(std::make_unique<grpc::ClientContext>());
      contexts.push_back(asked_.back().get());
    }
    pending_ = static_cast<int>(watched_.size());
  }
  for (size_t i = 0; i < watched_.size(); ++i) {
    contexts[i]->set_deadline(std::chrono::system_clock::now() +
                              absl::ToChronoMilliseconds(kHealthDeadline));
    grpc::GenericStub stub(watched_[i].backend->channel());
    stub.UnaryCall(contexts[i], kCheckMethod, {}, &request, &responses[i],
                   [this, i, &responses, &serving](grpc::Status status) {
                     const bool yes = SaysServing(status, responses[i]);
                     MutexLock lock(mutex_);
                     serving[i] = yes ? 1 : 0;
                     --pending_;
                     wake_.NotifyAll();
                   });
  }
  MutexLock lock(mutex_);
  while (pending_ > 0) wake_.Wait(mutex_);
  if (stopping_) return {};
  return {serving.begin(), serving.end()};
}

void HealthMonitor::Run() {
  for (;;) {
    const std::vector<bool> serving = AskAll();
    if (serving.empty()) return;
    for (size_t i = 0; i < watched_.size(); ++i) {
      const State state = serving[i] ? State::kServing : State::kNotServing;
      if (watched_[i].told == state) continue;
      watched_[i].told = state;
      obs::Log(
          serving[i] ? obs::Severity::kInfo : obs::Severity::kWarning, "service health",
          {{"service", watched_[i].backend->name()}, {"serving", serving[i] ? "true" : "false"}});
      listener_(*watched_[i].backend, serving[i]);
    }
    MutexLock lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(interval_);
    while (!stopping_) {
      const auto left = until - std::chrono::steady_clock::now();
      if (left <= left.zero()) break;
      wake_.WaitFor(mutex_, absl::FromChrono(left));
    }
    if (stopping_) return;
  }
}

}  // namespace dondoc::gateway
