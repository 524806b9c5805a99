// The gateway put together: a config to running parts, in one order, and down again in the reverse.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/base/clock.h"
#include "common/identity/key_ring.h"
#include "common/identity/token.h"
#include "common/obs/metrics.h"
#include "common/rpc/server.h"
#include "services/gateway/backend.h"
#include "services/gateway/directory_client.h"
#include "services/gateway/domain/limits.h"
#include "services/gateway/failure_log.h"
#include "services/gateway/gateway_service.h"
#include "services/gateway/handlers/get_board.h"
#include "services/gateway/health_monitor.h"
#include "services/gateway/limiter.h"
#include "services/gateway/parts.h"
#include "services/gateway/reflection/index.h"
#include "services/gateway/role_cache.h"
#include "services/gateway/routes.h"
#include "services/gateway/stream_set.h"

namespace dondoc::gateway {

struct GatewayConfig {
  rpc::ServerOptions server;
  // The services; only `target` differs between them.
  rpc::ChannelOptions registry, finance, inspection;
  // Who vouches for callers.
  std::vector<identity::KeySetConfig> key_sets;
  // host:port of /metrics; empty = none.
  std::string metrics_listen;
  // Calls a second of one subject; the burst is twice that.
  int subject_calls_per_second = kSubjectCallsPerSecond;
  // How long health says NOT_SERVING before the port closes, so that probes notice.
  absl::Duration drain_wait = absl::ZeroDuration();
  // How often the services are asked for their health.
  absl::Duration health_interval = kHealthInterval;
};

class Gateway {
 public:
  // Serves when it returns. `clock` outlives it. Errors of rpc::Server::Start, rpc::MakeChannel,
  // identity::KeyRing::Create and RouteTable::Create.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(GatewayConfig config, Clock& clock);
  ~Gateway() { Drain(); }

  // host:port, with the port that was picked.
  const std::string& address() const { return server_->address(); }
  // What of it may be looked at while it runs.
  const Parts& parts() const { return *parts_; }

  // Not serving, then the wait that probes need, then streams end, then calls. Idempotent.
  void Drain();

 private:
  Gateway(GatewayConfig config, Clock& clock) : config_(std::move(config)), clock_(clock) {}
  absl::Status Build();
  void SetServing(const Backend& backend, bool serving);

  const GatewayConfig config_;
  Clock& clock_;
  obs::Metrics metrics_;
  FailureLog failures_;
  StreamSet streams_{kMaxStreams};
  std::unique_ptr<identity::KeyRing> key_ring_;
  std::unique_ptr<identity::TokenVerifier> verifier_;
  std::unique_ptr<Backend> registry_, finance_, inspection_;
  std::unique_ptr<RouteTable> routes_;
  std::unique_ptr<ReflectionIndex> reflection_;
  std::unique_ptr<BoardSources> board_;
  std::unique_ptr<DirectoryClient> directory_;
  std::unique_ptr<RoleCache> roles_;
  std::unique_ptr<SubjectLimiter> limiter_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<GatewayService> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<HealthMonitor> health_;
  bool drained_ = false;
};

}  // namespace dondoc::gateway
