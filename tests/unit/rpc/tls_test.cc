// TLS with certificates on both sides: who is let in, who is believed.
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/rpc/channel.h"
#include "common/rpc/server.h"
#include "tests/unit/identity/testing.h"
#include "tests/unit/rpc/certificates.h"

namespace dondoc::rpc {
namespace {

using dondoc::testing::CertifiedKey;
using dondoc::testing::TestAuthority;
using Code = grpc::StatusCode;

class TlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.tls_certificate = server_key_.certificate;
    options.tls_key = server_key_.key;
    options.tls_ca = authority_.path();
    auto server = Server::Start(options, {}, nullptr, {});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  // How a health check ends on a channel of these options.
  Code Ask(ChannelOptions options) {
    options.target = server_->address();
    options.own_connection = true;
    const auto channel = MakeChannel(options);
    EXPECT_TRUE(channel.ok()) << channel.status();
    if (!channel.ok()) return Code::UNKNOWN;
    grpc::GenericStub stub(*channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    grpc::Slice nothing;
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    return done.get_future().get().error_code();
  }

  const identity::testing::TempDir dir_;
  const TestAuthority authority_{dir_.path(), "authority"};
  const TestAuthority stranger_{dir_.path(), "stranger"};
  const CertifiedKey server_key_ = authority_.Issue("server");
  const CertifiedKey client_key_ = authority_.Issue("client");
  std::unique_ptr<Server> server_;
};

TEST_F(TlsTest, ACertificateOfTheAuthorityIsLetIn) {
  EXPECT_EQ(Ask({.ca = authority_.path(),
                 .certificate = client_key_.certificate,
                 .private_key = client_key_.key}),
            Code::OK);
}

TEST_F(TlsTest, NobodyElseIs) {
  EXPECT_EQ(Ask({.ca = authority_.path()}), Code::UNAVAILABLE);
  const CertifiedKey other = stranger_.Issue("client");
  EXPECT_EQ(
      Ask({.ca = authority_.path(), .certificate = other.certificate, .private_key = other.key}),
      Code::UNAVAILABLE);
  // In plain text: a loopback target without any file.
  EXPECT_EQ(Ask({}), Code::UNAVAILABLE);
}

TEST_F(TlsTest, AServerOfAnotherAuthorityIsNotBelieved) {
  EXPECT_EQ(Ask({.ca = stranger_.path(),
                 .certificate = client_key_.certificate,
                 .private_key = client_key_.key}),
            Code::UNAVAILABLE);
}

TEST_F(TlsTest, CertificateAndKeyComeTogether) {
  const auto field = [](const ChannelOptions& options) -> std::string {
    const absl::Status status = CheckClientCertificate(options, "--certificate", "--key");
    return status.ok() ? "" : BadRequestOf(status).field_violations(0).field();
  };
  EXPECT_EQ(field({}), "");
  EXPECT_EQ(field({.certificate = "a", .private_key = "b"}), "");
  EXPECT_EQ(field({.certificate = "a"}), "--key");
  EXPECT_EQ(field({.private_key = "b"}), "--certificate");
}

}  // namespace
}  // namespace dondoc::rpc
