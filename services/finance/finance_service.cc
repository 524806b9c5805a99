#include "services/finance/finance_service.h"

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/feed.h"
#include "common/rpc/unary.h"
#include "services/finance/service_parts.h"

#include "dondoc/finance/v1/board.grpc.pb.h"
#include "dondoc/finance/v1/disbursement.grpc.pb.h"
#include "dondoc/finance/v1/dossier.grpc.pb.h"
#include "dondoc/finance/v1/feed.grpc.pb.h"
#include "dondoc/finance/v1/funding.grpc.pb.h"
#include "dondoc/finance/v1/ledger.grpc.pb.h"
#include "dondoc/finance/v1/policy.grpc.pb.h"
#include "dondoc/finance/v1/project.grpc.pb.h"

namespace dondoc::finance {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;
using rpc::ReadCall;

class FinanceFeedImpl final : public v1::FinanceFeedService::CallbackService, Base {
 public:
  explicit FinanceFeedImpl(const Base& base) : Base(base) {}

  grpc::ServerWriteReactor<common::v1::WatchChangesResponse>* WatchChanges(
      CallbackServerContext* context, const common::v1::WatchChangesRequest* request) override {
    return rpc::WatchChanges(core, hub, context,
                             "/dondoc.finance.v1.FinanceFeedService/WatchChanges", request);
  }
  ServerUnaryReactor* ListChanges(CallbackServerContext* context,
                                  const common::v1::ListChangesRequest* request,
                                  common::v1::ListChangesResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.FinanceFeedService/ListChanges",
        {"parent", request->parent()}, request, response,
        [](ReadCall& call, const common::v1::ListChangesRequest& in,
           common::v1::ListChangesResponse& out) { return rpc::ListChanges(call, in, out); });
  }
  ServerUnaryReactor* VerifyChain(CallbackServerContext* context,
                                  const common::v1::VerifyChainRequest* request,
                                  common::v1::VerifyChainResponse* response) override {
    return rpc::Read(
        core, context, "/dondoc.finance.v1.FinanceFeedService/VerifyChain",
        {"name", request->name()}, request, response,
        [](ReadCall& call, const common::v1::VerifyChainRequest& in,
           common::v1::VerifyChainResponse& out) { return rpc::VerifyChain(call, in, out); });
  }
};

}  // namespace

std::vector<std::string> ServiceNames() {
  return {
      v1::PolicyService::service_full_name(),       v1::FundingService::service_full_name(),
      v1::ProjectService::service_full_name(),      v1::DossierService::service_full_name(),
      v1::DisbursementService::service_full_name(), v1::LedgerService::service_full_name(),
      v1::FinanceBoardService::service_full_name(), v1::FinanceFeedService::service_full_name()};
}

FinanceServices::FinanceServices(const rpc::Core& core, rpc::FeedHub& hub,
                                 Environment& environment) {
  const Base base{core, hub, environment};
  AddPlanServices(base, services_);
  AddPaymentServices(base, services_);
  services_.push_back(std::make_unique<FinanceFeedImpl>(base));
}

FinanceServices::~FinanceServices() = default;

std::vector<grpc::Service*> FinanceServices::all() const {
  std::vector<grpc::Service*> result;
  for (const auto& service : services_) result.push_back(service.get());
  return result;
}

}  // namespace dondoc::finance
