// The parts that finance_service.cc puts together.
#pragma once

#include <memory>
#include <vector>

#include "grpcpp/impl/codegen/service_type.h"

#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"
#include "services/finance/handlers/environment.h"

namespace dondoc::finance {

// What every service here is made of.
struct Base {
  const rpc::Core& core;
  rpc::FeedHub& hub;
  Environment& environment;
};

// Policies, funding sources, projects and contracts.
void AddPlanServices(const Base& base, std::vector<std::unique_ptr<grpc::Service>>& services);
// Dossiers, disbursements, the ledger and the board.
void AddPaymentServices(const Base& base, std::vector<std::unique_ptr<grpc::Service>>& services);

}  // namespace dondoc::finance
