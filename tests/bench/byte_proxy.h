// What the gateway is measured against: the two servers that do nothing but carry bytes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace dondoc::bench {

// Answers every unary call with the same bytes, or `caller` where the caller's roles are asked for,
// once `before_answer` has returned.
class EchoService final : public grpc::CallbackGenericService {
 public:
  EchoService(const std::string& response, const std::string& caller,
              std::function<void()> before_answer = {});
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  class Call;
  const grpc::ByteBuffer response_, caller_;
  const std::function<void()> before_answer_;
};

// Passes unary calls on, headers, deadline, cancelling and status included, and nothing else: no
// identity, no access, no limits, no figures. As cheap as this can be written with gRPC's C++ API.
class ProxyService final : public grpc::CallbackGenericService {
 public:
  explicit ProxyService(const std::shared_ptr<grpc::Channel>& target) : stub_(target) {}
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  class Call;
  grpc::GenericStub stub_;
};

}  // namespace dondoc::bench
