#include "tests/bench/byte_proxy.h"

#include <utility>

namespace dondoc::bench {
namespace {

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string Text(grpc::string_ref text) { return {text.data(), text.size()}; }

}  // namespace

class EchoService::Call final : public grpc::ServerGenericBidiReactor {
 public:
  Call(const grpc::ByteBuffer& response, const std::function<void()>& before_answer)
      : response_(response), before_answer_(before_answer) {
    StartRead(&request_);
  }
  void OnReadDone(bool) override {
    if (before_answer_) before_answer_();
    StartWriteAndFinish(&response_, {}, grpc::Status::OK);
  }
  void OnDone() override { delete this; }

 private:
  const grpc::ByteBuffer& response_;
  const std::function<void()>& before_answer_;
  grpc::ByteBuffer request_;
};

EchoService::EchoService(const std::string& response, const std::string& caller,
                         std::function<void()> before_answer)
    : response_(BufferOf(response)),
      caller_(BufferOf(caller)),
      before_answer_(std::move(before_answer)) {}

grpc::ServerGenericBidiReactor* EchoService::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const bool asks_caller = context->method().ends_with("/GetCaller");
  return new Call(asks_caller ? caller_ : response_, before_answer_);
}

class ProxyService::Call final : public grpc::ServerGenericBidiReactor,
                                 public grpc::ClientUnaryReactor {
 public:
  Call(grpc::GenericStub& stub, grpc::GenericCallbackServerContext* context)
      : stub_(stub), context_(context) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    for (const auto& [key, value] : context_->client_metadata()) {
      if (key == "user-agent") continue;
      upstream_.AddMetadata(Text(key), Text(value));
    }
    upstream_.set_deadline(context_->deadline());
    stub_.PrepareUnaryCall(&upstream_, context_->method(), {}, &request_, &response_, this);
    StartCall();
  }
  void OnCancel() override { upstream_.TryCancel(); }

  // The service is done.
  void OnDone(const grpc::Status& status) override {
    for (const auto& [key, value] : upstream_.GetServerTrailingMetadata()) {
      context_->AddTrailingMetadata(Text(key), Text(value));
    }
    if (status.ok()) {
      StartWriteAndFinish(&response_, {}, status);
    } else {
      Finish(status);
    }
  }
  // gRPC is done with the call.
  void OnDone() override { delete this; }

 private:
  grpc::GenericStub& stub_;
  grpc::GenericCallbackServerContext* const context_;
  grpc::ClientContext upstream_;
  grpc::ByteBuffer request_, response_;
};

grpc::ServerGenericBidiReactor* ProxyService::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  return new Call(stub_, context);
}

}  // namespace dondoc::bench
