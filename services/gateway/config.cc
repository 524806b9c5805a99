#include "services/gateway/config.h"

#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/channel.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "Address to serve, host:port; port 0 picks one");
ABSL_FLAG(std::string, registry, "", "Address of the registry, host:port or any gRPC target");
ABSL_FLAG(std::string, finance, "", "Address of finance");
ABSL_FLAG(std::string, inspection, "", "Address of inspection");
ABSL_FLAG(std::string, key_sets, "",
          "Who vouches for callers, several separated by '|': "
          "issuer=I;file=keys.json;kinds=officer,operator[;audience=A][;subject=T]");
ABSL_FLAG(std::string, metrics_listen, "",
          "Address of http://.../metrics, host:port; empty = none");
ABSL_FLAG(std::string, tls_certificate, "", "PEM file of the server's certificate chain");
ABSL_FLAG(std::string, tls_key, "", "PEM file of its private key");
ABSL_FLAG(std::string, tls_ca, "",
          "PEM file of the authority whose certificates clients must show");
ABSL_FLAG(std::string, backend_tls_ca, "",
          "PEM file of the authority that signed the services' certificates; empty = the system's");
ABSL_FLAG(std::string, backend_tls_certificate, "",
          "PEM file of the certificate shown to the services");
ABSL_FLAG(std::string, backend_tls_key, "", "PEM file of its private key");
ABSL_FLAG(int, subject_calls_per_second, dondoc::gateway::kSubjectCallsPerSecond,
          "Calls a second of one caller, 1 to 1000000");
ABSL_FLAG(absl::Duration, drain_wait, absl::ZeroDuration(),
          "How long to answer NOT_SERVING before closing, at most 60s");

namespace dondoc::gateway {
namespace {

constexpr absl::Duration kMaxDrainWait = absl::Seconds(60);

absl::StatusOr<rpc::ChannelOptions> Target(const char* flag, const std::string& target) {
  if (target.empty()) return InvalidField(flag, {"is required", "bắt buộc"});
  rpc::ChannelOptions options;
  options.target = target;
  options.ca = absl::GetFlag(FLAGS_backend_tls_ca);
  options.certificate = absl::GetFlag(FLAGS_backend_tls_certificate);
  options.private_key = absl::GetFlag(FLAGS_backend_tls_key);
  RETURN_IF_ERROR(
      rpc::CheckClientCertificate(options, "--backend_tls_certificate", "--backend_tls_key"));
  return options;
}

absl::Status ReadKeySets(GatewayConfig& config) {
  for (const absl::string_view text :
       absl::StrSplit(absl::GetFlag(FLAGS_key_sets), '|', absl::SkipWhitespace())) {
    ASSIGN_OR_RETURN(identity::KeySetConfig key_set, identity::ParseKeySetConfig(text));
    config.key_sets.push_back(std::move(key_set));
  }
  if (config.key_sets.empty()) {
    return InvalidField("--key_sets", {"is required: without it nobody can be known",
                                       "bắt buộc: thiếu nó thì không biết ai đang gọi"});
  }
  return identity::CheckKeySetConfigs(config.key_sets, rpc::IsLoopback(config.server.listen));
}

}  // namespace

absl::StatusOr<GatewayConfig> ConfigFromFlags() {
  GatewayConfig config;
  config.server.listen = absl::GetFlag(FLAGS_listen);
  config.server.tls_certificate = absl::GetFlag(FLAGS_tls_certificate);
  config.server.tls_key = absl::GetFlag(FLAGS_tls_key);
  config.server.tls_ca = absl::GetFlag(FLAGS_tls_ca);
  ASSIGN_OR_RETURN(config.registry, Target("--registry", absl::GetFlag(FLAGS_registry)));
  ASSIGN_OR_RETURN(config.finance, Target("--finance", absl::GetFlag(FLAGS_finance)));
  ASSIGN_OR_RETURN(config.inspection, Target("--inspection", absl::GetFlag(FLAGS_inspection)));
  RETURN_IF_ERROR(ReadKeySets(config));
  config.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  if (!config.metrics_listen.empty() && rpc::IsLoopback(config.server.listen) &&
      !rpc::IsLoopback(config.metrics_listen)) {
    return InvalidField("--metrics_listen",
                        {"is not loopback while --listen is",
                         "không phải địa chỉ nội bộ trong khi --listen là nội bộ"});
  }
  config.subject_calls_per_second = absl::GetFlag(FLAGS_subject_calls_per_second);
  if (config.subject_calls_per_second < 1 ||
      config.subject_calls_per_second > kMaxSubjectCallsPerSecond) {
    return InvalidField("--subject_calls_per_second",
                        {"must be 1 to 1000000", "phải từ 1 đến 1000000"});
  }
  config.drain_wait = absl::GetFlag(FLAGS_drain_wait);
  if (config.drain_wait < absl::ZeroDuration() || config.drain_wait > kMaxDrainWait) {
    return InvalidField("--drain_wait", {"must be 0s to 60s", "phải từ 0s đến 60s"});
  }
  return config;
}

}  // namespace dondoc::gateway
