// The registry's generated services, thin: each method says what it is about and which handler
// serves it.
#pragma once

#include <string>
#include <vector>

#include "common/rpc/core.h"
#include "common/rpc/feed_hub.h"
#include "services/registry/handlers/environment.h"

#include "dondoc/registry/v1/calendar.grpc.pb.h"
#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/directory.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::registry {

// Full names of the services below.
std::vector<std::string> ServiceNames();

// Makes every service; owns nothing but them. The arguments must outlive it.
class RegistryServices {
 public:
  RegistryServices(const rpc::Core& core, rpc::FeedHub& hub, Environment& environment);
  ~RegistryServices();
  std::vector<grpc::Service*> all() const;

 private:
  std::vector<std::unique_ptr<grpc::Service>> services_;
};

}  // namespace dondoc::registry
