#include "tests/e2e/suite.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"

#include "common/base/status_macros.h"
#include "common/identity/key_set.h"
#include "common/identity/local_keys.h"
#include "common/rpc/channel.h"
#include "tests/conformance/postgres_server.h"

namespace dondoc::testing {
namespace {

// Slow enough for sanitizers on a busy machine; nothing waits for it where all is well.
constexpr absl::Duration kStartLimit = absl::Seconds(60);
constexpr absl::Duration kStopLimit = absl::Seconds(45);
constexpr absl::Duration kCallLimit = absl::Seconds(30);
constexpr absl::Duration kCommandLimit = absl::Seconds(120);
// Nobody listens on port 1 of loopback.
constexpr char kNobody[] = "127.0.0.1:1";

std::string Binary(absl::string_view name) { return absl::StrCat(DONDOC_BIN_DIR, "/", name); }

}  // namespace

absl::StatusOr<std::unique_ptr<Suite>> Suite::Start(SuiteOptions options) {
  auto suite = std::unique_ptr<Suite>(new Suite(std::move(options)));
  RETURN_IF_ERROR(suite->Prepare());
  // The registry first: the others follow its feed.
  for (const std::string& service : suite->options_.services) {
    suite->replicas_[service].resize(suite->options_.replicas);
    for (int i = 0; i < suite->options_.replicas; ++i) {
      RETURN_IF_ERROR(suite->StartReplica(service, i));
    }
  }
  RETURN_IF_ERROR(suite->StartGateway());
  ASSIGN_OR_RETURN(suite->channel_,
                   rpc::MakeChannel({.target = suite->gateway_address_, .ca = suite->authority()}));
  return suite;
}

Suite::~Suite() {
  gateway_.reset();
  replicas_.clear();
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

absl::Status Suite::Prepare() {
  std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-e2e-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return absl::InternalError("mkdtemp");
  directory_ = pattern;
  ASSIGN_OR_RETURN(const identity::LocalKeys keys, identity::CreateLocalKeys(directory_ + "/keys"));
  key_path_ = keys.signing_key_path;
  key_set_path_ = keys.key_set_path;
  ASSIGN_OR_RETURN(signer_, identity::Signer::Load(key_path_, identity::kLocalIssuer));
  if (options_.tls) {
    authority_ = std::make_unique<TestAuthority>(directory_, "authority");
    for (const char* name : {"registry", "finance", "inspection", "gateway"}) {
      certificates_[name] = authority_->Issue(name);
    }
  }
  for (const std::string& service : options_.services) {
    if (options_.engine == Engine::kSqlite) {
      databases_[service] = absl::StrCat("sqlite:", directory_, "/", service, ".db");
      continue;
    }
    ASSIGN_OR_RETURN(PostgresServer * server, PostgresServer::StartOrReuse());
    ASSIGN_OR_RETURN(databases_[service], server->NewDatabase());
    // On PostgreSQL somebody decides when a schema moves; a server only refuses an older one.
    std::vector<std::string> command = {Binary(service)};
    for (std::string& flag : Flags(service)) command.push_back(std::move(flag));
    command.push_back("migrate");
    ASSIGN_OR_RETURN(const Ended ended, RunToEnd(command, {}, directory_, kStartLimit));
    if (ended.exit_status != 0) return absl::InternalError(service + " migrate: " + ended.err);
  }
  return absl::OkStatus();
}

std::vector<std::string> Suite::Flags(const std::string& service) const {
  std::vector<std::string> flags = {absl::StrCat("--key_sets=issuer=", identity::kLocalIssuer,
                                                 ";file=", key_set_path_,
                                                 ";kinds=officer,operator,service")};
  // With TLS: a certificate to be known by, as a server and, under a flag's prefix, as a client.
  const auto add_tls = [&](absl::string_view certificate, absl::string_view key,
                           absl::string_view ca) {
    if (!options_.tls) return;
    flags.push_back(absl::StrCat("--", certificate, "=", certificates_.at(service).certificate));
    flags.push_back(absl::StrCat("--", key, "=", certificates_.at(service).key));
    if (!ca.empty()) flags.push_back(absl::StrCat("--", ca, "=", authority()));
  };
  // People show the gateway a token, no certificate.
  add_tls("tls_certificate", "tls_key", service == "gateway" ? "" : "tls_ca");
  if (service == "gateway") {
    add_tls("backend_tls_certificate", "backend_tls_key", "backend_tls_ca");
    for (const char* name : {"registry", "finance", "inspection"}) {
      flags.push_back(absl::StrCat("--", name, "=", Target(name)));
    }
    flags.push_back(absl::StrCat("--subject_calls_per_second=", options_.subject_calls_per_second));
    return flags;
  }
  flags.push_back(absl::StrCat("--database=", databases_.at(service)));
  flags.push_back(absl::StrCat("--business_date=", options_.business_date));
  if (service != "registry") {
    flags.push_back(absl::StrCat("--registry=", Target("registry")));
    flags.push_back(absl::StrCat("--service_key=", key_path_));
    add_tls("registry_certificate", "registry_key", "registry_ca");
  }
  return flags;
}

std::string Suite::Target(const std::string& service) const {
  const auto found = replicas_.find(service);
  if (found == replicas_.end()) return kNobody;
  if (found->second.size() == 1) return found->second[0].address;
  return absl::StrCat("ipv4:",
                      absl::StrJoin(found->second, ",", [](std::string* out, const Replica& one) {
                        absl::StrAppend(out, one.address);
                      }));
}

absl::Status Suite::StartReplica(const std::string& service, int replica) {
  Replica& one = replicas_.at(service)[replica];
  Process::Options options;
  options.command = {Binary(service),
                     absl::StrCat("--listen=", one.address.empty() ? "127.0.0.1:0" : one.address)};
  for (std::string& flag : Flags(service)) options.command.push_back(std::move(flag));
  options.out_path = absl::StrCat(directory_, "/", service, "-", replica, "-", ++starts_, ".out");
  options.err_path = absl::StrCat(directory_, "/", service, "-", replica, ".log");
  ASSIGN_OR_RETURN(one.process, Process::Start(options));
  ASSIGN_OR_RETURN(one.address, one.process->WaitForAddress(service, kStartLimit));
  return absl::OkStatus();
}

absl::Status Suite::StartGateway() {
  Process::Options options;
  options.command = {
      Binary("gateway"),
      absl::StrCat("--listen=", gateway_address_.empty() ? "127.0.0.1:0" : gateway_address_)};
  for (std::string& flag : Flags("gateway")) options.command.push_back(std::move(flag));
  options.out_path = absl::StrCat(directory_, "/gateway-", ++starts_, ".out");
  options.err_path = directory_ + "/gateway.log";
  ASSIGN_OR_RETURN(gateway_, Process::Start(options));
  ASSIGN_OR_RETURN(gateway_address_, gateway_->WaitForAddress("gateway", kStartLimit));
  return absl::OkStatus();
}

absl::Status Suite::Stop() {
  // An idle channel answers the gateway's goodbye only every five seconds.
  channel_.reset();
  absl::Status status;
  const auto stop = [&](const std::string& name, Process& process) {
    process.Signal(SIGTERM);
    if (const int ended = process.Wait(kStopLimit); ended != 0) {
      status.Update(absl::InternalError(
          absl::StrCat(name, " ended with ", ended, ": ", process.LastErrors())));
    }
  };
  stop("gateway", *gateway_);
  for (const std::string& service : options_.services) {
    for (Replica& replica : replicas_[service]) stop(service, *replica.process);
  }
  return status;
}

void Suite::Kill(const std::string& service, int replica) {
  if (service == "gateway") {
    gateway_->Kill();
  } else {
    replicas_.at(service)[replica].process->Kill();
  }
}

absl::Status Suite::Restart(const std::string& service, int replica) {
  return service == "gateway" ? StartGateway() : StartReplica(service, replica);
}

std::string Suite::Token(absl::string_view subject) const {
  // Tokens are about the machine's clock, not about the business day.
  const auto token =
      signer_->Sign(subject, identity::kDefaultAudience, absl::Hours(1), absl::Now());
  return token.ok() ? *token : "";
}

std::unique_ptr<grpc::ClientContext> Suite::Context(absl::string_view subject) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(absl::Now() + kCallLimit));
  // A server that is just coming up is waited for, not an error.
  context->set_wait_for_ready(true);
  if (!subject.empty()) {
    context->AddMetadata("authorization", absl::StrCat("Bearer ", Token(subject)));
  }
  return context;
}

Ended Suite::Dondoc(const std::vector<std::string>& arguments,
                    const std::vector<std::string>& environment) const {
  std::vector<std::string> command = {Binary("dondoc")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = {
      absl::StrCat("DONDOC_PROFILE=", directory_, "/profile.json"),
      "DONDOC_SERVER=" + gateway_address_,
      "DONDOC_KEY=" + key_path_,
      "DONDOC_TOKEN=",
      "DONDOC_AGENCY=",
      "DONDOC_LANG=",
      "NO_COLOR=1"};
  // The test's own come first and win.
  std::vector<std::string> all = environment;
  for (const std::string& variable : variables) {
    const std::string name = variable.substr(0, variable.find('=') + 1);
    const bool given =
        std::any_of(environment.begin(), environment.end(),
                    [&](const std::string& mine) { return absl::StartsWith(mine, name); });
    if (!given) all.push_back(variable);
  }
  auto ended = RunToEnd(command, all, directory_, kCommandLimit);
  return ended.ok() ? *std::move(ended) : Ended{.err = std::string(ended.status().message())};
}

}  // namespace dondoc::testing
