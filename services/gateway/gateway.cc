#include "services/gateway/gateway.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "common/base/status_macros.h"
#include "common/obs/log.h"

namespace dondoc::gateway {
namespace {

void ReportKeySet(const identity::KeySetReport& report) {
  obs::Log(report.status.ok() ? obs::Severity::kInfo : obs::Severity::kError, "key set",
           {{"issuer", report.issuer},
            {"path", report.path},
            {"keys", absl::StrCat(report.keys)},
            {"status", std::string(report.status.message())}});
}

std::vector<std::string> NamesOf(absl::string_view process) {
  std::vector<std::string> names;
  for (const auto* service : ServicesOf(process)) names.push_back(service->full_name());
  return names;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(GatewayConfig config, Clock& clock) {
  auto gateway = std::unique_ptr<Gateway>(new Gateway(std::move(config), clock));
  RETURN_IF_ERROR(gateway->Build());
  return gateway;
}

absl::Status Gateway::Build() {
  identity::KeyRingOptions ring_options;
  ring_options.report = ReportKeySet;
  ASSIGN_OR_RETURN(key_ring_,
                   identity::KeyRing::Create(config_.key_sets, clock_, std::move(ring_options)));
  verifier_ = std::make_unique<identity::TokenVerifier>(*key_ring_);
  ASSIGN_OR_RETURN(registry_, Backend::Create("registry", config_.registry));
  ASSIGN_OR_RETURN(finance_, Backend::Create("finance", config_.finance));
  ASSIGN_OR_RETURN(inspection_, Backend::Create("inspection", config_.inspection));
  const std::vector<Backend*> backends = {registry_.get(), finance_.get(), inspection_.get()};
  ASSIGN_OR_RETURN(routes_, RouteTable::Create(backends, metrics_));
  reflection_ = std::make_unique<ReflectionIndex>(
      *google::protobuf::DescriptorPool::generated_pool(), AllServices());
  board_ = std::make_unique<BoardSources>(registry_->channel(), finance_->channel(),
                                          inspection_->channel());
  directory_ = std::make_unique<DirectoryClient>(registry_->channel());
  roles_ = std::make_unique<RoleCache>(*directory_, clock_);
  const int rate = config_.subject_calls_per_second;
  limiter_ = std::make_unique<SubjectLimiter>(Rate::Of(rate, 2 * rate));
  parts_.reset(new Parts{clock_, *verifier_, *roles_, *limiter_, streams_, failures_});
  service_ = std::make_unique<GatewayService>(*parts_, *routes_, *reflection_, *board_);
  if (!config_.metrics_listen.empty()) RETURN_IF_ERROR(metrics_.Serve(config_.metrics_listen));

  rpc::ServerOptions options = config_.server;
  options.reflection = false;
  ASSIGN_OR_RETURN(server_, rpc::Server::Start(options, {}, service_.get(), NamesOf("gateway")));
  // Not serving until a service has said that it does.
  for (const Backend* backend : backends) SetServing(*backend, false);
  health_ = std::make_unique<HealthMonitor>(
      backends, config_.health_interval,
      [this](const Backend& backend, bool serving) { SetServing(backend, serving); });
  return absl::OkStatus();
}

void Gateway::SetServing(const Backend& backend, bool serving) {
  for (const std::string& name : NamesOf(backend.name())) server_->SetServing(name, serving);
}

void Gateway::Drain() {
  if (drained_ || server_ == nullptr) return;
  drained_ = true;
  health_->Stop();
  server_->SetServing(false);
  for (const auto* backend : {registry_.get(), finance_.get(), inspection_.get()}) {
    SetServing(*backend, false);
  }
  std::this_thread::sleep_for(absl::ToChronoMilliseconds(config_.drain_wait));
  streams_.StopAll();
  server_->Drain();
}

}  // namespace dondoc::gateway
