// The finance service: funding sources, projects, contracts, dossiers, disbursements and the
// ledger.

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/status/status.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/commit/change_log.h"
#include "common/identity/signer.h"
#include "common/obs/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/feed_consumer.h"
#include "common/rpc/host.h"
#include "common/rpc/rights.h"
#include "dondoc_schema/finance_storage.h"
#include "services/finance/consumers/registry_consumer.h"
#include "services/finance/finance_service.h"
#include "services/finance/handlers/environment.h"

#include "dondoc/registry/v1/feed.grpc.pb.h"

ABSL_FLAG(std::string, registry, "",
          "Registry to follow, host:port; empty = none: nobody has rights then and no directive "
          "arrives");
ABSL_FLAG(std::string, registry_ca, "",
          "PEM file of the authority that signed the registry's certificate; empty = the system's");
ABSL_FLAG(std::string, service_key, "",
          "Private key (JWK file, mode 0600) that signs this service's own tokens");
ABSL_FLAG(std::string, service_issuer, "dondoc-local", "Issuer of those tokens");

namespace dondoc::finance {
namespace {

constexpr absl::string_view kSubject = "services/finance";
constexpr absl::string_view kAudience = "dondoc";

absl::StatusOr<rpc::HostConfig> Configure() {
  ASSIGN_OR_RETURN(rpc::HostConfig config, rpc::HostConfigFromFlags());
  config.name = "finance";
  config.services = ServiceNames();
  config.schemas = {commit::CommitSchema(),
                    rpc::RightsSchema(),
                    {.component = "finance", .migrations = schema::finance_storage()}};
  return config;
}

// Follows the registry's feed until stopped.
class RegistryFollower {
 public:
  static absl::StatusOr<std::unique_ptr<RegistryFollower>> Start(rpc::Host& host,
                                                                 Environment& environment,
                                                                 const std::string& target) {
    if (absl::GetFlag(FLAGS_service_key).empty()) {
      return InvalidField("--service_key",
                          {"is required with --registry", "bắt buộc khi có --registry"});
    }
    auto follower = std::unique_ptr<RegistryFollower>(new RegistryFollower());
    ASSIGN_OR_RETURN(follower->signer_,
                     identity::Signer::Load(absl::GetFlag(FLAGS_service_key),
                                            absl::GetFlag(FLAGS_service_issuer)));
    ASSIGN_OR_RETURN(const auto channel,
                     rpc::MakeChannel({.target = target, .ca = absl::GetFlag(FLAGS_registry_ca)}));
    follower->stub_ = registry::v1::RegistryFeedService::NewStub(channel);
    rpc::ConsumerOptions options;
    options.source = "registry";
    options.subject = std::string(kSubject);
    options.resource_types = RegistryTypes();
    options.open = [stub = follower->stub_.get()](grpc::ClientContext* context,
                                                  const common::v1::WatchChangesRequest& request) {
      return stub->WatchChanges(context, request);
    };
    options.token = [signer = follower->signer_.get(), &clock = host.clock()] {
      return signer->Sign(kSubject, kAudience, identity::kServiceTokenLifetime, clock.Now());
    };
    options.apply = [&environment](commit::WriteContext& write, const common::v1::Change& change) {
      return ApplyRegistryChange(environment, write, change);
    };
    follower->consumer_.emplace(host.commits(), host.database(), std::move(options));
    follower->consumer_->Start();
    return follower;
  }

  void Stop() { consumer_->Stop(); }

 private:
  RegistryFollower() = default;

  std::unique_ptr<identity::Signer> signer_;
  std::unique_ptr<registry::v1::RegistryFeedService::Stub> stub_;
  std::optional<rpc::FeedConsumer> consumer_;  // Last: it uses the others.
};

absl::Status RunServer(rpc::HostConfig config, rpc::StopSignal& stop) {
  ASSIGN_OR_RETURN(auto host, rpc::Host::Create(std::move(config)));
  Environment environment;
  FinanceServices services(host->core(), host->hub(), environment);
  std::unique_ptr<RegistryFollower> follower;
  const std::string registry = absl::GetFlag(FLAGS_registry);
  if (registry.empty()) {
    obs::LogWarning("no --registry: no officer, unit, calendar or directive arrives");
  } else {
    ASSIGN_OR_RETURN(follower, RegistryFollower::Start(*host, environment, registry));
  }
  return host->Serve(services.all(), stop, [&follower] {
    if (follower != nullptr) follower->Stop();
  });
}

}  // namespace
}  // namespace dondoc::finance

int main(int argc, char** argv) {
  return dondoc::rpc::RunMain(
      argc, argv,
      "The finance service of Đôn Đốc. Usage: finance [migrate] --database=... "
      "--key_sets=... [--registry=host:port --service_key=file]",
      dondoc::finance::Configure, dondoc::finance::RunServer);
}
