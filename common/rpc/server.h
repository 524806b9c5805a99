// One gRPC server: address, TLS, limits, health, reflection, and an orderly end.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace dondoc::rpc {

struct ServerOptions {
  // host:port; port 0 picks one. Plaintext only on loopback.
  std::string listen = "127.0.0.1:0";
  // PEM files. `tls_ca` asks clients for a certificate it signed.
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_ca;
  // The plugin's own reflection of the linked services. The gateway serves its own instead.
  bool reflection = true;
};

// The port is open from Start to Drain.
class Server {
 public:
  // Services are not owned and must outlive the server. `health` names what the health service
  // answers for, beside "". FAILED_PRECONDITION (PLAINTEXT_BEYOND_LOOPBACK), INVALID_ARGUMENT for a
  // certificate that cannot be read, UNAVAILABLE (ADDRESS_IN_USE).
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const std::vector<grpc::Service*>& services,
                                                       grpc::CallbackGenericService* generic,
                                                       const std::vector<std::string>& health);

  ~Server();

  // host:port, with the port that was picked.
  const std::string& address() const { return address_; }
  int port() const { return port_; }

  // Sets what health answers, for "" and every name.
  void SetServing(bool serving);
  // Sets what health answers for one name.
  void SetServing(const std::string& name, bool serving);

  // Stops taking calls and waits for those under way, at most kDrainDeadline; then cancels them.
  // Health must have been NOT_SERVING for as long as probes need. Idempotent.
  void Drain();

 private:
  Server() = default;

  std::unique_ptr<grpc::Server> server_;
  std::vector<std::string> health_;
  std::string address_;
  int port_ = 0;
  bool drained_ = false;
};

// Blocks SIGTERM and SIGINT in this thread and all it starts; make it first in main. A signal
// handler may not call into gRPC, so a thread waits for the signal instead.
class StopSignal {
 public:
  StopSignal();
  // Returns when one of them arrives.
  void Wait();
};

}  // namespace dondoc::rpc
