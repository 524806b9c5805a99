#include "common/rpc/follower.h"

#include <utility>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/identity/token.h"
#include "common/obs/log.h"

ABSL_FLAG(std::string, registry, "",
          "Registry to follow, host:port; empty = none: nobody has rights then and no directive "
          "arrives");
ABSL_FLAG(std::string, registry_ca, "",
          "PEM file of the authority that signed the registry's certificate; empty = the system's");
ABSL_FLAG(std::string, registry_certificate, "",
          "PEM file of the certificate chain shown to the registry");
ABSL_FLAG(std::string, registry_key, "", "PEM file of its private key");
ABSL_FLAG(std::string, service_key, "",
          "Private key (JWK file, mode 0600) that signs this service's own tokens");
ABSL_FLAG(std::string, service_issuer, "dondoc-local", "Issuer of those tokens");

namespace dondoc::rpc {

absl::StatusOr<FollowerConfig> FollowerConfigFromFlags() {
  FollowerConfig config;
  config.registry.target = absl::GetFlag(FLAGS_registry);
  config.registry.ca = absl::GetFlag(FLAGS_registry_ca);
  config.registry.certificate = absl::GetFlag(FLAGS_registry_certificate);
  config.registry.private_key = absl::GetFlag(FLAGS_registry_key);
  config.service_key = absl::GetFlag(FLAGS_service_key);
  config.service_issuer = absl::GetFlag(FLAGS_service_issuer);
  RETURN_IF_ERROR(
      CheckClientCertificate(config.registry, "--registry_certificate", "--registry_key"));
  if (!config.registry.target.empty() && config.service_key.empty()) {
    return InvalidField("--service_key",
                        {"is required with --registry", "bắt buộc khi có --registry"});
  }
  return config;
}

std::unique_ptr<Follower> Follower::Nobody() {
  obs::LogWarning("no --registry: no officer, unit, calendar or directive arrives");
  return std::unique_ptr<Follower>(new Follower());
}

absl::StatusOr<std::unique_ptr<Follower>> Follower::StartWith(
    Host& host, const FollowerConfig& config, FeedHandlers handlers,
    decltype(ConsumerOptions::open) open) {
  auto follower = std::unique_ptr<Follower>(new Follower());
  ASSIGN_OR_RETURN(follower->signer_,
                   identity::Signer::Load(config.service_key, config.service_issuer));
  follower->handlers_ = std::move(handlers);
  ConsumerOptions options;
  options.source = kRegistrySource;
  options.subject = absl::StrCat("services/", host.config().name);
  options.resource_types = follower->handlers_.types();
  options.open = std::move(open);
  options.token = [signer = follower->signer_.get(), subject = options.subject,
                   &clock = host.clock()] {
    return signer->Sign(subject, identity::kDefaultAudience, identity::kServiceTokenLifetime,
                        clock.Now());
  };
  options.apply = [handlers = &follower->handlers_](commit::WriteContext& write,
                                                    const common::v1::Change& change) {
    return handlers->Apply(write, change);
  };
  follower->consumer_.emplace(host.commits(), host.database(), std::move(options));
  follower->consumer_->Start();
  return follower;
}

}  // namespace dondoc::rpc
