#include "common/rpc/channel.h"

#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/limits.h"

namespace dondoc::rpc {

namespace {

// `address`: host:port, the host in digits, in brackets or "localhost".
bool IsLoopbackAddress(absl::string_view address) {
  if (absl::StartsWith(address, "[::1]")) return true;
  const absl::string_view host = address.substr(0, address.rfind(':'));
  if (host == "localhost" || host == "::1") return true;
  // 127.x.y.z, digits and dots only: "127.example.org" is a name.
  return absl::StartsWith(host, "127.") &&
         host.find_first_not_of("0123456789.") == absl::string_view::npos;
}

}  // namespace

bool IsLoopback(absl::string_view target) {
  if (absl::StartsWith(target, "unix:") || absl::StartsWith(target, "unix-abstract:")) return true;
  for (const absl::string_view scheme : {"dns:///", "ipv4:", "ipv6:"}) {
    if (absl::ConsumePrefix(&target, scheme)) break;
  }
  // ipv4: and ipv6: take several addresses, the replicas of one service.
  for (const absl::string_view address : absl::StrSplit(target, ',')) {
    if (!IsLoopbackAddress(address)) return false;
  }
  return true;
}

grpc::ChannelArguments ClientArguments() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kClientKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMs);
  // The name notwithstanding, this is the time of one attempt.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectTimeoutMs);
  // Replicas share the calls; with one address it makes no difference.
  arguments.SetLoadBalancingPolicyName("round_robin");
  return arguments;
}

absl::Status CheckClientCertificate(const ChannelOptions& options,
                                    absl::string_view certificate_flag,
                                    absl::string_view key_flag) {
  if (options.certificate.empty() == options.private_key.empty()) return absl::OkStatus();
  const bool no_key = options.private_key.empty();
  const absl::string_view given = no_key ? certificate_flag : key_flag;
  return InvalidField(
      no_key ? key_flag : certificate_flag,
      {absl::StrCat("is required with ", given), absl::StrCat("bắt buộc khi có ", given)});
}

absl::StatusOr<std::string> ReadFile(absl::string_view flag, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad() || content.empty()) {
    return InvalidField(
        flag, {absl::StrCat("cannot read ", path), absl::StrCat("không đọc được ", path)});
  }
  return content;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ChannelOptions& options) {
  grpc::ChannelArguments arguments = ClientArguments();
  if (!options.service_config.empty()) {
    arguments.SetServiceConfigJSON(options.service_config);
  }
  if (options.own_connection) arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  const bool wants_tls =
      !options.ca.empty() || !options.certificate.empty() || !options.private_key.empty();
  if (!wants_tls && IsLoopback(options.target)) {
    return grpc::CreateCustomChannel(options.target, grpc::InsecureChannelCredentials(), arguments);
  }
  grpc::SslCredentialsOptions tls;
  if (!options.ca.empty()) {
    ASSIGN_OR_RETURN(tls.pem_root_certs, ReadFile("tls_ca", options.ca));
  }
  if (!options.certificate.empty() || !options.private_key.empty()) {
    ASSIGN_OR_RETURN(tls.pem_cert_chain, ReadFile("tls_certificate", options.certificate));
    ASSIGN_OR_RETURN(tls.pem_private_key, ReadFile("tls_key", options.private_key));
  }
  return grpc::CreateCustomChannel(options.target, grpc::SslCredentials(tls), arguments);
}

}  // namespace dondoc::rpc
