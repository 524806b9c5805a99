// The one service that takes every call: reflection, what the gateway answers itself, and what it
// passes on. Health is gRPC's own and never comes here.
#pragma once

#include "grpcpp/generic/async_generic_service.h"

#include "services/gateway/handlers/get_board.h"
#include "services/gateway/parts.h"
#include "services/gateway/reflection/index.h"
#include "services/gateway/routes.h"

namespace dondoc::gateway {

class GatewayService final : public grpc::CallbackGenericService {
 public:
  // All outlive the server.
  GatewayService(Parts& parts, const RouteTable& routes, const ReflectionIndex& reflection,
                 const BoardSources& board)
      : parts_(parts), routes_(routes), reflection_(reflection), board_(board) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  Parts& parts_;
  const RouteTable& routes_;
  const ReflectionIndex& reflection_;
  const BoardSources& board_;
};

}  // namespace dondoc::gateway
