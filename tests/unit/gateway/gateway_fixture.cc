#include "tests/unit/gateway/gateway_fixture.h"

#include <chrono>
#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"

#include "common/base/error.h"
#include "common/rpc/status.h"

#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::gateway::testing {
namespace {

Headers ToHeaders(const std::multimap<grpc::string_ref, grpc::string_ref>& from) {
  Headers headers;
  for (const auto& [key, value] : from) {
    headers.emplace(std::string(key.data(), key.size()), std::string(value.data(), value.size()));
  }
  return headers;
}

void Prepare(grpc::ClientContext& context, const Headers& headers, absl::Duration timeout) {
  for (const auto& [key, value] : headers) context.AddMetadata(key, value);
  if (timeout != absl::InfiniteDuration()) {
    context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(timeout));
  }
}

}  // namespace

std::string Outcome::reason() const { return ReasonOf(rpc::FromGrpcStatus(status)); }

TestStream::TestStream(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                       const Headers& headers, absl::Duration timeout)
    : stub_(channel) {
  Prepare(context_, headers, timeout);
  stub_.PrepareBidiStreamingCall(&context_, path, {}, this);
  // The test's thread starts operations, so the reactor must not be done before Finish.
  AddHold();
  StartCall();
}

TestStream::~TestStream() {
  Cancel();
  Finish();
}

void TestStream::Note(Result TestStream::*result, bool ok) {
  MutexLock lock(mutex_);
  this->*result = ok;
  changed_.NotifyAll();
}

bool TestStream::Await(Result TestStream::*result) {
  MutexLock lock(mutex_);
  while (!(this->*result)) changed_.Wait(mutex_);
  return *std::exchange(this->*result, std::nullopt);
}

bool TestStream::Write(const std::string& message) {
  out_ = ToBuffer(message);
  StartWrite(&out_);
  return Await(&TestStream::write_);
}

void TestStream::WritesDone() { StartWritesDone(); }

std::optional<std::string> TestStream::Read() {
  StartRead(&in_);
  if (!Await(&TestStream::read_)) return std::nullopt;
  return ToString(in_);
}

void TestStream::OnDone(const grpc::Status& status) {
  MutexLock lock(mutex_);
  status_ = status;
  changed_.NotifyAll();
}

Outcome TestStream::Finish() {
  if (!std::exchange(released_, true)) RemoveHold();
  MutexLock lock(mutex_);
  while (!status_) changed_.Wait(mutex_);
  return {.status = *status_,
          .headers = ToHeaders(context_.GetServerInitialMetadata()),
          .trailers = ToHeaders(context_.GetServerTrailingMetadata())};
}

void GatewayTest::SetUp() {
  SetRoles({OFFICER});
  GatewayConfig config;
  config.registry.target = registry_.target();
  config.finance.target = finance_.target();
  config.inspection.target = inspection_.target();
  config.health_interval = absl::Minutes(10);
  config.key_sets = {
      identity::testing::Config(dir_.Write("keys.json", identity::testing::Jwks({key_.Jwk()})))};
  Configure(config);
  auto gateway = Gateway::Start(std::move(config), clock_);
  ASSERT_TRUE(gateway.ok()) << gateway.status();
  gateway_ = *std::move(gateway);
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ =
      grpc::CreateCustomChannel(gateway_->address(), grpc::InsecureChannelCredentials(), arguments);
}

void GatewayTest::TearDown() {
  channel_ = nullptr;
  gateway_ = nullptr;
}

Headers GatewayTest::As(const std::string& subject, Headers more) const {
  using identity::testing::With;
  const std::string token = key_.Token(identity::testing::Json(
      With(identity::testing::GoodClaims(), "sub", absl::StrCat("\"", subject, "\""))));
  more.emplace("authorization", absl::StrCat("Bearer ", token));
  return more;
}

void GatewayTest::SetRoles(std::vector<Role> roles) {
  registry::v1::Caller caller;
  for (const Role role : roles) caller.add_roles(role);
  registry_.On(kGetCaller,
               [bytes = caller.SerializeAsString()](const std::string&, std::string& response) {
                 response = bytes;
                 return grpc::Status::OK;
               });
}

Outcome GatewayTest::Call(const std::string& path, const std::string& body, const Headers& headers,
                          absl::Duration timeout) {
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  Prepare(context, headers, timeout);
  const grpc::ByteBuffer request = ToBuffer(body);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, path, {}, &request, &response,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  Outcome outcome{.status = done.get_future().get()};
  outcome.body = ToString(response);
  outcome.headers = ToHeaders(context.GetServerInitialMetadata());
  outcome.trailers = ToHeaders(context.GetServerTrailingMetadata());
  return outcome;
}

}  // namespace dondoc::gateway::testing
