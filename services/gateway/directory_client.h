// Asks the registry for the roles of a caller, with the caller's own token.
#pragma once

#include <memory>

#include "grpcpp/channel.h"

#include "services/gateway/role_cache.h"

#include "dondoc/registry/v1/directory.grpc.pb.h"

namespace dondoc::gateway {

// Thread-safe.
class DirectoryClient final : public RoleSource {
 public:
  explicit DirectoryClient(const std::shared_ptr<grpc::Channel>& registry)
      : stub_(registry::v1::DirectoryService::NewStub(registry)) {}

  void Ask(const RoleQuestion& question, Done done) override;

 private:
  const std::unique_ptr<registry::v1::DirectoryService::Stub> stub_;
};

}  // namespace dondoc::gateway
