// How a data service follows the registry: flags to a config, a config to a consumer that runs
// until the service stops.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

#include "common/base/status_macros.h"
#include "common/identity/signer.h"
#include "common/rpc/channel.h"
#include "common/rpc/feed_consumer.h"
#include "common/rpc/feed_handlers.h"
#include "common/rpc/host.h"

namespace dondoc::rpc {

struct FollowerConfig {
  // Where the registry is; an empty target = nobody is followed.
  ChannelOptions registry;
  // Private key (JWK file) and issuer of the service's own tokens.
  std::string service_key;
  std::string service_issuer;
};

// Reads --registry, --registry_ca, --registry_certificate, --registry_key, --service_key and
// --service_issuer. INVALID_ARGUMENT naming the flag where they contradict each other.
absl::StatusOr<FollowerConfig> FollowerConfigFromFlags();

// Follows the registry from Start to Stop. It acts as `services/{name of the host}`.
class Follower {
 public:
  // `FeedService` is the registry's contract, which common code does not know. Without a target it
  // says so in the log and follows nobody. INVALID_ARGUMENT where a file cannot be read. `host`
  // outlives the follower.
  template <typename FeedService>
  static absl::StatusOr<std::unique_ptr<Follower>> Start(Host& host, const FollowerConfig& config,
                                                         FeedHandlers handlers) {
    if (config.registry.target.empty()) return Nobody();
    ASSIGN_OR_RETURN(const auto channel, MakeChannel(config.registry));
    std::shared_ptr<typename FeedService::Stub> stub = FeedService::NewStub(channel);
    return StartWith(
        host, config, std::move(handlers),
        [stub](grpc::ClientContext* context, const common::v1::WatchChangesRequest& request) {
          return stub->WatchChanges(context, request);
        });
  }

  // After it nothing is applied any more. Idempotent.
  void Stop() {
    if (consumer_) consumer_->Stop();
  }

 private:
  Follower() = default;
  static std::unique_ptr<Follower> Nobody();
  static absl::StatusOr<std::unique_ptr<Follower>> StartWith(Host& host,
                                                             const FollowerConfig& config,
                                                             FeedHandlers handlers,
                                                             decltype(ConsumerOptions::open) open);

  std::unique_ptr<identity::Signer> signer_;
  FeedHandlers handlers_;
  std::optional<FeedConsumer> consumer_;  // Last: it uses the others.
};

}  // namespace dondoc::rpc
