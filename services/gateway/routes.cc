#include "services/gateway/routes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/rpc/limits.h"
#include "services/gateway/domain/limits.h"

#include "dondoc/finance/v1/board.grpc.pb.h"
#include "dondoc/finance/v1/disbursement.grpc.pb.h"
#include "dondoc/finance/v1/dossier.grpc.pb.h"
#include "dondoc/finance/v1/feed.grpc.pb.h"
#include "dondoc/finance/v1/funding.grpc.pb.h"
#include "dondoc/finance/v1/ledger.grpc.pb.h"
#include "dondoc/finance/v1/policy.grpc.pb.h"
#include "dondoc/finance/v1/project.grpc.pb.h"
#include "dondoc/gateway/v1/overview.grpc.pb.h"
#include "dondoc/inspection/v1/entity.grpc.pb.h"
#include "dondoc/inspection/v1/feed.grpc.pb.h"
#include "dondoc/inspection/v1/inspection.grpc.pb.h"
#include "dondoc/inspection/v1/inspector.grpc.pb.h"
#include "dondoc/inspection/v1/plan.grpc.pb.h"
#include "dondoc/registry/v1/calendar.grpc.pb.h"
#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::gateway {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::ServiceDescriptor;

// Whose service it is, by its package.
struct Owned {
  absl::string_view process;
  const char* service;
};

// A test compares this with the files below proto/.
constexpr Owned kServices[] = {
    {"registry", registry::v1::CalendarService::service_full_name()},
    {"registry", registry::v1::DirectiveService::service_full_name()},
    {"registry", registry::v1::DirectoryService::service_full_name()},
    {"registry", registry::v1::RegistryFeedService::service_full_name()},
    {"registry", registry::v1::TaskService::service_full_name()},
    {"finance", finance::v1::DisbursementService::service_full_name()},
    {"finance", finance::v1::DossierService::service_full_name()},
    {"finance", finance::v1::FinanceBoardService::service_full_name()},
    {"finance", finance::v1::FinanceFeedService::service_full_name()},
    {"finance", finance::v1::FundingService::service_full_name()},
    {"finance", finance::v1::LedgerService::service_full_name()},
    {"finance", finance::v1::PolicyService::service_full_name()},
    {"finance", finance::v1::ProjectService::service_full_name()},
    {"inspection", inspection::v1::EntityService::service_full_name()},
    {"inspection", inspection::v1::InspectionFeedService::service_full_name()},
    {"inspection", inspection::v1::InspectionService::service_full_name()},
    {"inspection", inspection::v1::InspectorService::service_full_name()},
    {"inspection", inspection::v1::PlanService::service_full_name()},
    {"gateway", v1::OverviewService::service_full_name()},
};

absl::Duration BoundOf(const identity::MethodAccess& access) {
  return std::min(rpc::DeadlineOf(access.access.deadline_class()), kStreamBound);
}

}  // namespace

identity::RoleSet OfficerRoles() {
  identity::RoleSet roles;
  for (int role = Role_MIN; role <= Role_MAX; ++role) roles.Add(static_cast<Role>(role));
  return roles.Without(identity::kReservedRoles);
}

std::vector<const ServiceDescriptor*> ServicesOf(absl::string_view process) {
  std::vector<const ServiceDescriptor*> services;
  for (const Owned& owned : kServices) {
    if (owned.process != process) continue;
    services.push_back(DescriptorPool::generated_pool()->FindServiceByName(owned.service));
  }
  return services;
}

std::vector<std::string> AllServices() {
  std::vector<std::string> names;
  for (const Owned& owned : kServices) names.emplace_back(owned.service);
  return names;
}

absl::StatusOr<std::unique_ptr<RouteTable>> RouteTable::Create(
    const std::vector<Backend*>& backends, obs::Metrics& metrics) {
  ASSIGN_OR_RETURN(identity::AccessTable access,
                   identity::AccessTable::Create(*DescriptorPool::generated_pool(), AllServices()));
  auto table = std::unique_ptr<RouteTable>(new RouteTable(std::move(access)));
  const auto add = [&](absl::string_view process, Backend* backend) {
    for (const ServiceDescriptor* service : ServicesOf(process)) {
      for (int i = 0; i < service->method_count(); ++i) {
        const auto* method = service->method(i);
        Route route;
        route.path = absl::StrCat("/", service->full_name(), "/", method->name());
        route.access = table->access_.Find(route.path);
        route.metrics = &metrics.ForMethod(route.path);
        route.backend = backend;
        route.unary = !method->client_streaming() && !method->server_streaming();
        route.client_streaming = method->client_streaming();
        route.any_officer = OfficerRoles().Without(route.access->any).empty();
        route.bound = BoundOf(*route.access);
        table->routes_.emplace(route.path, std::move(route));
      }
    }
  };
  for (Backend* backend : backends) add(backend->name(), backend);
  add("gateway", nullptr);
  return table;
}

}  // namespace dondoc::gateway
