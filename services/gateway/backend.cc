#include "services/gateway/backend.h"

#include "common/base/status_macros.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {

absl::StatusOr<std::unique_ptr<Backend>> Backend::Create(absl::string_view name,
                                                         rpc::ChannelOptions options) {
  auto backend = std::unique_ptr<Backend>(new Backend(name));
  options.own_connection = true;
  for (int i = 0; i < kConnectionsPerBackend; ++i) {
    ASSIGN_OR_RETURN(auto channel, rpc::MakeChannel(options));
    backend->connections_.push_back(std::make_unique<Connection>(std::move(channel)));
  }
  return backend;
}

ConnectionLease Backend::Lease() {
  Connection* least = nullptr;
  int fewest = 0;
  for (const auto& connection : connections_) {
    const int calls = connection->calls.load(std::memory_order_relaxed);
    if (least == nullptr || calls < fewest) {
      least = connection.get();
      fewest = calls;
    }
    if (calls < kCallsPerConnection) {
      least = connection.get();
      break;
    }
  }
  least->calls.fetch_add(1, std::memory_order_relaxed);
  return ConnectionLease(least);
}

bool Backend::TryBeginWait() {
  if (waits_.fetch_add(1, std::memory_order_relaxed) < kMaxConnectWaits) return true;
  EndWait();
  return false;
}

}  // namespace dondoc::gateway
