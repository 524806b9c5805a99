// The inspection service: plans, inspections, inspected entities and inspectors.

#include <utility>

#include "absl/status/status.h"

#include "common/base/status_macros.h"
#include "common/rpc/follower.h"
#include "common/rpc/host.h"
#include "dondoc_schema/inspection_storage.h"
#include "services/inspection/consumers/registry_consumer.h"
#include "services/inspection/handlers/environment.h"
#include "services/inspection/inspection_service.h"

#include "dondoc/registry/v1/feed.grpc.pb.h"

namespace dondoc::inspection {
namespace {

absl::StatusOr<rpc::HostConfig> Configure() {
  return rpc::HostConfigFromFlags(
      {.component = "inspection", .migrations = schema::inspection_storage()}, ServiceNames());
}

absl::Status RunServer(rpc::HostConfig config, rpc::StopSignal& stop) {
  ASSIGN_OR_RETURN(const rpc::FollowerConfig follow, rpc::FollowerConfigFromFlags());
  ASSIGN_OR_RETURN(auto host, rpc::Host::Create(std::move(config)));
  Environment environment;
  InspectionServices services(host->core(), host->hub(), environment);
  ASSIGN_OR_RETURN(auto follower, rpc::Follower::Start<registry::v1::RegistryFeedService>(
                                      *host, follow, RegistryHandlers(environment)));
  return host->Serve(services.all(), stop, [&follower] { follower->Stop(); });
}

}  // namespace
}  // namespace dondoc::inspection

int main(int argc, char** argv) {
  return dondoc::rpc::RunMain(
      argc, argv,
      "The inspection service of Đôn Đốc. Usage: inspection [migrate] --database=... "
      "--key_sets=... [--registry=host:port --service_key=file]",
      dondoc::inspection::Configure, dondoc::inspection::RunServer);
}
