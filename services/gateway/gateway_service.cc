#include "services/gateway/gateway_service.h"

#include "services/gateway/domain/errors.h"
#include "services/gateway/overview_call.h"
#include "services/gateway/reflection/reflection_call.h"
#include "services/gateway/relay/stream_relay.h"
#include "services/gateway/relay/unary_relay.h"

namespace dondoc::gateway {
namespace {

// A call deletes itself only after gRPC has taken it, which is after CreateReactor returns.
template <typename Call>
grpc::ServerGenericBidiReactor* Entered(Call* call) {
  call->Enter();
  return call;
}

}  // namespace

grpc::ServerGenericBidiReactor* GatewayService::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const Route* route = routes_.Find(context->method());
  if (route == nullptr) {
    if (IsReflection(context->method())) {
      return Entered(new ReflectionCall(reflection_, parts_.streams));
    }
    return GatewayCall::Refuse(*context, MethodUnknown(context->method()));
  }
  // OverviewService has one method; routes.cc gives it no backend.
  if (route->backend == nullptr) {
    return Entered(new GetBoardCall(parts_, *context, *route, board_));
  }
  if (route->unary) return Entered(new UnaryRelay(parts_, *context, *route));
  return Entered(new StreamRelay(parts_, *context, *route));
}

}  // namespace dondoc::gateway
