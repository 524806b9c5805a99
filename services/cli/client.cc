#include "services/cli/client.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "google/rpc/status.pb.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/limits.h"

namespace dondoc::cli {
namespace {

// Retries only what certainly did no harm: UNAVAILABLE. Mutations are safe too, because each
// carries a request id. Four attempts within about two seconds: a restart is bridged, an outage is
// told soon. Throttling stops retries when more than half of the calls fail.
constexpr char kServiceConfig[] = R"({
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4,
      "initialBackoff": "0.2s",
      "maxBackoff": "1s",
      "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }],
  "retryThrottling": {"maxTokens": 10, "tokenRatio": 0.5}
})";

// The host of "host:port"; brackets of IPv6 removed.
absl::string_view HostOf(absl::string_view server) {
  const size_t colon = server.rfind(':');
  absl::string_view host = colon == absl::string_view::npos ? server : server.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  return host;
}

bool HasPort(absl::string_view server) {
  const size_t colon = server.rfind(':');
  int port = 0;
  return colon != absl::string_view::npos && colon > 0 &&
         absl::SimpleAtoi(server.substr(colon + 1), &port) && port > 0 && port < 65536;
}

// Why no connection came about, for people; the transport's own words where they say more.
Text UnreachableText(const std::string& words) {
  for (const auto& [part, text] : std::initializer_list<std::pair<const char*, Text>>{
           {"Connection refused",
            {"nothing listens at that address", "không có dịch vụ nào ở địa chỉ này"}},
           {"DNS resolution failed", {"no such host", "không có máy tên này"}},
           {"Connection reset", {"the connection was cut", "kết nối bị ngắt"}},
           {"Socket closed", {"the connection was cut", "kết nối bị ngắt"}},
           {"Timeout", {"no answer to the connection", "không kết nối được trong thời hạn"}},
           {"andshake",
            {"the secure connection failed: check --ca and the server's certificate",
             "không lập được kết nối bảo mật: kiểm tra --ca và chứng thư máy chủ"}}}) {
    if (absl::StrContains(words, part)) return text;
  }
  return {words, words};
}

absl::Status TransportError(const grpc::Status& status) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  switch (code) {
    case absl::StatusCode::kUnavailable: {
      const Text why = UnreachableText(status.error_message());
      return Error(code, "SERVER_UNREACHABLE",
                   {absl::StrCat("the server cannot be reached: ", why.en),
                    absl::StrCat("không tới được máy chủ: ", why.vi)})
          .With("transport", status.error_message());
    }
    case absl::StatusCode::kDeadlineExceeded:
      return Error(code, "CALL_TOO_SLOW",
                   {"the server did not answer in time", "máy chủ không trả lời kịp"});
    case absl::StatusCode::kUnimplemented:
      return Error(code, "METHOD_UNKNOWN",
                   {"the server does not know this method: it is older than this command",
                    "máy chủ không có phương thức này: phiên bản cũ hơn lệnh đang dùng"});
    default:
      return absl::Status(code, status.error_message());
  }
}

}  // namespace

bool IsLoopback(absl::string_view server) {
  if (absl::StartsWith(server, "unix:")) return true;
  const absl::string_view host = HostOf(server);
  if (absl::EqualsIgnoreCase(host, "localhost") || host == "::1") return true;
  if (!absl::StartsWith(host, "127.")) return false;
  // "127.example.org" is a name like any other.
  for (const char c : host) {
    if (!absl::ascii_isdigit(c) && c != '.') return false;
  }
  return true;
}

absl::Status FromGrpc(const grpc::Status& status, absl::string_view correlation_id) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  absl::Status result;
  if (details.ParseFromString(status.error_details()) && details.details_size() > 0) {
    result =
        absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
    for (const auto& detail : details.details()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  } else {
    result = TransportError(status);
  }
  if (!correlation_id.empty()) {
    result.SetPayload(kCorrelationIdPayload, absl::Cord(correlation_id));
  }
  return result;
}

absl::StatusOr<std::unique_ptr<Client>> Client::Create(ClientOptions options, IdGenerator& ids) {
  if (options.server.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "SERVER_NEEDED",
                 {"say which server: --server HOST:PORT, DONDOC_SERVER or the profile",
                  "hãy cho biết máy chủ: --server MÁY:CỔNG, biến DONDOC_SERVER hoặc cấu hình"});
  }
  const bool loopback = IsLoopback(options.server);
  if (!absl::StartsWith(options.server, "unix:") && !HasPort(options.server)) {
    return InvalidField("--server", {"write HOST:PORT, e.g. 127.0.0.1:7400",
                                     "hãy viết MÁY:CỔNG, ví dụ 127.0.0.1:7400"});
  }
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetUserAgentPrefix("dondoc-cli/" DONDOC_VERSION);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, rpc::kClientKeepaliveMs);
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  if (options.ca_pem.empty() && loopback) {
    // A proxy of the environment must not see what stays on this machine.
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    credentials = grpc::InsecureChannelCredentials();
  } else {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = options.ca_pem;
    credentials = grpc::SslCredentials(tls);
  }
  auto channel = grpc::CreateCustomChannel(options.server, credentials, arguments);
  return std::unique_ptr<Client>(new Client(std::move(options), ids, std::move(channel)));
}

absl::Status Client::Prepare(grpc::ClientContext& context, CallKind kind) {
  correlation_id_ = ids_.Next();
  context.AddMetadata("x-request-id", correlation_id_);
  context.AddMetadata("accept-language", std::string(options_.lang.code()));
  if (kind == CallKind::kUnary) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + options_.timeout));
  }
  if (options_.token == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string token, options_.token());
  if (!token.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  return absl::OkStatus();
}

}  // namespace dondoc::cli
