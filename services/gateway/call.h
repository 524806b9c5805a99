// One call at the gateway: the door, and the one end that every call has.
//
// The order at the door (design section 8): the method is known (GatewayService), identity, access,
// limits. Nothing of it blocks; where the caller's roles must be asked for, the call waits in a
// callback.
#pragma once

#include <atomic>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/base/error.h"
#include "common/identity/principal.h"
#include "services/gateway/parts.h"
#include "services/gateway/routes.h"

namespace dondoc::gateway {

// Deletes itself once gRPC and everybody who holds it are done. Exactly one of End, EndWith and
// Answer is called, once.
class GatewayCall : public grpc::ServerGenericBidiReactor, public Stoppable {
 public:
  GatewayCall(Parts& parts, grpc::GenericCallbackServerContext& context, const Route& route);

  // Passes the door, then serves or ends. The call may be gone when it returns.
  void Enter();

  // Ends a call that comes to nothing, such as one to an unknown method.
  static grpc::ServerGenericBidiReactor* Refuse(grpc::GenericCallbackServerContext& context,
                                                const absl::Status& status);

  void OnDone() final;
  void OnCancel() final;
  void Stop() override {}
  void Ref() final { references_.fetch_add(1, std::memory_order_relaxed); }
  void Unref() final;

 protected:
  ~GatewayCall() override = default;

  // The door is passed; called once, never after OnCancel.
  virtual void Serve() = 0;
  // The caller has gone. May run beside anything else.
  virtual void Cancelled() {}

  Parts& parts() const { return parts_; }
  const Route& route() const { return route_; }
  grpc::GenericCallbackServerContext& context() const { return context_; }
  const identity::Principal& principal() const { return principal_; }
  Language language() const;
  const std::string& correlation_id();
  absl::Duration Elapsed() const;
  bool cancelled() const { return cancelled_.load(std::memory_order_acquire); }
  // True for a stream when the gateway is going down.
  bool stopping() const { return is_stream_ && parts_.streams.stopping(); }

  // Headers and deadline for a call to a service on behalf of this one.
  void Prepare(grpc::ClientContext& upstream);
  // The headers of a service, for the caller.
  void PassHeaders(const grpc::ClientContext& upstream);
  // Its trailers.
  void PassTrailers(const grpc::ClientContext& upstream);

  // Ends with an outcome of the gateway's own.
  void End(const absl::Status& status);
  // Ends with what the service said: code, message, details and trailers as they are. What gRPC's
  // library made of a broken connection is explained.
  void EndWith(const grpc::Status& status, const grpc::ClientContext& upstream);
  // Ends well with one message.
  void Answer(const grpc::ByteBuffer& response);

 private:
  absl::Status Identify();
  void CheckRoles(identity::RoleSet roles);
  void PassLimits();
  absl::Status TakeLimits();
  void Note(const absl::Status& status);

  Parts& parts_;
  grpc::GenericCallbackServerContext& context_;
  const Route& route_;
  const absl::Time begun_;
  identity::Principal principal_;
  std::string correlation_id_;
  bool is_stream_ = false;
  std::atomic<bool> cancelled_{false};
  std::atomic<int> references_{1};
};

}  // namespace dondoc::gateway
