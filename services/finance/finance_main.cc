// The finance service: funding sources, projects, contracts, dossiers, disbursements and the
// ledger.

#include <utility>

#include "absl/status/status.h"

#include "common/base/status_macros.h"
#include "common/rpc/follower.h"
#include "common/rpc/host.h"
#include "dondoc_schema/finance_storage.h"
#include "services/finance/consumers/registry_consumer.h"
#include "services/finance/finance_service.h"
#include "services/finance/handlers/environment.h"

#include "dondoc/registry/v1/feed.grpc.pb.h"

namespace dondoc::finance {
namespace {

absl::StatusOr<rpc::HostConfig> Configure() {
  return rpc::HostConfigFromFlags({.component = "finance", .migrations = schema::finance_storage()},
                                  ServiceNames());
}

absl::Status RunServer(rpc::HostConfig config, rpc::StopSignal& stop) {
  ASSIGN_OR_RETURN(const rpc::FollowerConfig follow, rpc::FollowerConfigFromFlags());
  ASSIGN_OR_RETURN(auto host, rpc::Host::Create(std::move(config)));
  Environment environment;
  FinanceServices services(host->core(), host->hub(), environment);
  ASSIGN_OR_RETURN(auto follower, rpc::Follower::Start<registry::v1::RegistryFeedService>(
                                      *host, follow, RegistryHandlers(environment)));
  return host->Serve(services.all(), stop, [&follower] { follower->Stop(); });
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
