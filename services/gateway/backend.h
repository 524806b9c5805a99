// A service behind the gateway and the connections to it.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"

#include "common/rpc/channel.h"

namespace dondoc::gateway {

// One connection.
struct Connection {
  explicit Connection(std::shared_ptr<grpc::Channel> from)
      : channel(std::move(from)), stub(channel) {}

  // True where a call would go out at once. Starts connecting where nobody has.
  bool Connected() const {
    return channel->GetState(/*try_to_connect=*/true) == GRPC_CHANNEL_READY;
  }

  std::shared_ptr<grpc::Channel> channel;
  grpc::GenericStub stub;
  // Calls under way on it.
  std::atomic<int> calls{0};
};

// A place on a connection, given back on destruction.
class ConnectionLease {
 public:
  ConnectionLease() = default;
  explicit ConnectionLease(Connection* connection) : connection_(connection) {}
  ConnectionLease(ConnectionLease&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  ConnectionLease& operator=(ConnectionLease&& other) noexcept {
    std::swap(connection_, other.connection_);
    return *this;
  }
  ~ConnectionLease() { Release(); }

  void Release() {
    if (connection_ != nullptr) connection_->calls.fetch_sub(1, std::memory_order_relaxed);
    connection_ = nullptr;
  }
  grpc::GenericStub& stub() const { return connection_->stub; }
  const Connection& connection() const { return *connection_; }

 private:
  Connection* connection_ = nullptr;
};

// Thread-safe.
class Backend {
 public:
  // `name`: "registry". Connects when first used. INVALID_ARGUMENT where a PEM file of `options`
  // cannot be read.
  static absl::StatusOr<std::unique_ptr<Backend>> Create(absl::string_view name,
                                                         rpc::ChannelOptions options);

  const std::string& name() const { return name_; }

  // A place on the first connection that has room, on the least busy one where none has.
  ConnectionLease Lease();

  // Takes a place among the kMaxConnectWaits calls that may wait for a connection; false where all
  // are taken. Given back by EndWait.
  bool TryBeginWait();
  void EndWait() { waits_.fetch_sub(1, std::memory_order_relaxed); }

  // For the few calls that the gateway makes itself.
  const std::shared_ptr<grpc::Channel>& channel() const { return connections_[0]->channel; }

 private:
  explicit Backend(absl::string_view name) : name_(name) {}

  const std::string name_;
  std::atomic<int> waits_{0};
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace dondoc::gateway
