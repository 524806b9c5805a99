// The suite with TLS everywhere and a certificate asked of every client of a data service, as
// deploy/kubernetes runs it: the same flags, on loopback.
#include <chrono>
#include <string>
#include <thread>

#include "absl/time/clock.h"

#include "common/rpc/channel.h"
#include "tests/e2e/department.h"

#include "dondoc/gateway/v1/overview.grpc.pb.h"

namespace dondoc::testing {
namespace {

using registry::v1::CreateAgencyRequest;
using registry::v1::DirectoryService;

TEST(TlsSuiteTest, ServicesKnowEachOtherByTheirCertificates) {
  SuiteOptions options;
  options.tls = true;
  const auto started = Suite::Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  Suite& suite = **started;
  CreateAgencyRequest agency;
  agency.set_agency_id("so-khcn");
  agency.mutable_agency()->set_display_name("Sở Khoa học và Công nghệ");
  agency.mutable_agency()->set_symbol("SKHCN");
  agency.set_admin_id("admin");
  agency.mutable_admin()->set_display_name("Quản trị");
  agency.mutable_admin()->add_roles(ADMIN);
  agency.set_request_id(RequestId());
  const auto created = suite.Call<DirectoryService>(
      kOperator, &DirectoryService::StubInterface::CreateAgency, agency);
  ASSERT_TRUE(created.ok()) << created.status();

  // Finance and inspection get past the registry's door: they know the administrator by its feed.
  gateway::v1::GetBoardRequest request;
  request.set_parent("agencies/so-khcn");
  bool followed = false;
  for (int i = 0; i < 300 && !followed; ++i) {
    const auto board = suite.Call<gateway::v1::OverviewService>(
        "agencies/so-khcn/officers/admin", &gateway::v1::OverviewService::StubInterface::GetBoard,
        request);
    ASSERT_TRUE(board.ok()) << board.status();
    followed = true;
    for (const auto& service : board->services()) {
      followed = followed && service.reachable() &&
                 (service.service() == "registry" || service.registry_revision() > 0);
    }
    if (!followed) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(followed);

  // Whoever shows no certificate does not even get to say who he is.
  for (const char* service : {"registry", "finance", "inspection"}) {
    const auto channel = rpc::MakeChannel(
        {.target = suite.address(service), .ca = suite.authority(), .own_connection = true});
    ASSERT_TRUE(channel.ok()) << channel.status();
    const auto stub = DirectoryService::NewStub(*channel);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    registry::v1::Caller caller;
    EXPECT_EQ(stub->GetCaller(&context, {}, &caller).error_code(), grpc::StatusCode::UNAVAILABLE)
        << service;
  }
  const absl::Status stopped = suite.Stop();
  EXPECT_TRUE(stopped.ok()) << stopped;
}

}  // namespace
}  // namespace dondoc::testing
