// The finance service's generated services, thin: each method says what it is about and which
// handler serves it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/impl/codegen/service_type.h"

#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"
#include "services/finance/handlers/environment.h"

namespace dondoc::finance {

// Full names of the services below.
std::vector<std::string> ServiceNames();

// Makes every service; owns nothing but them. The arguments must outlive it.
class FinanceServices {
 public:
  FinanceServices(const rpc::Core& core, rpc::FeedHub& hub, Environment& environment);
  ~FinanceServices();
  std::vector<grpc::Service*> all() const;

 private:
  std::vector<std::unique_ptr<grpc::Service>> services_;
};

}  // namespace dondoc::finance
