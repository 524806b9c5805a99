// Health of every service from one address.
#include <chrono>
#include <thread>

#include "gtest/gtest.h"

#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

class HealthTest : public GatewayTest {
 protected:
  void Configure(GatewayConfig& config) override {
    config.health_interval = absl::Milliseconds(20);
  }

  // A HealthCheckRequest: field 1 is the service's name.
  static std::string Question(const std::string& service) {
    if (service.empty()) return "";
    return std::string("\x0a") + static_cast<char>(service.size()) + service;
  }
  // 1 serving, 2 not serving, 0 not known.
  int Health(const std::string& service) {
    const Outcome outcome = Call("/grpc.health.v1.Health/Check", Question(service), {});
    if (outcome.code() == grpc::StatusCode::NOT_FOUND) return 0;
    EXPECT_EQ(outcome.code(), grpc::StatusCode::OK);
    return outcome.body.size() == 2 ? outcome.body[1] : -1;
  }
  bool Becomes(const std::string& service, int health) {
    for (int i = 0; i < 500; ++i) {
      if (Health(service) == health) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
};

TEST_F(HealthTest, EveryNameIsAnsweredByTheStateOfItsService) {
  EXPECT_EQ(Health(""), 1);
  EXPECT_EQ(Health("dondoc.gateway.v1.OverviewService"), 1);
  for (const std::string& service : AllServices()) EXPECT_TRUE(Becomes(service, 1)) << service;
  EXPECT_EQ(Health("no.Such"), 0);

  finance_.SetServing(false);
  EXPECT_TRUE(Becomes("dondoc.finance.v1.LedgerService", 2));
  EXPECT_EQ(Health("dondoc.registry.v1.TaskService"), 1);
  EXPECT_EQ(Health(""), 1);
  finance_.SetServing(true);
  EXPECT_TRUE(Becomes("dondoc.finance.v1.LedgerService", 1));
}

TEST_F(HealthTest, AServiceThatComesBackIsFound) {
  EXPECT_TRUE(Becomes("dondoc.inspection.v1.PlanService", 1));
  const int port = inspection_.port();
  inspection_.Stop();
  EXPECT_TRUE(Becomes("dondoc.inspection.v1.PlanService", 2));
  inspection_.Start(port);
  EXPECT_TRUE(Becomes("dondoc.inspection.v1.PlanService", 1));
}

TEST_F(HealthTest, WatchTellsOfAChange) {
  ASSERT_TRUE(Becomes("dondoc.finance.v1.LedgerService", 1));
  TestStream stream(channel_, "/grpc.health.v1.Health/Watch", {});
  ASSERT_TRUE(stream.Write(Question("dondoc.finance.v1.LedgerService")));
  stream.WritesDone();
  EXPECT_EQ(stream.Read(), std::string("\x08\x01"));
  finance_.SetServing(false);
  EXPECT_EQ(stream.Read(), std::string("\x08\x02"));
}

}  // namespace
}  // namespace dondoc::gateway::testing
