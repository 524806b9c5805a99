// The order at the door: method, identity, access, limits.
#include <algorithm>

#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"

#include "services/gateway/domain/limits.h"
#include "tests/unit/gateway/gateway_fixture.h"

namespace dondoc::gateway::testing {
namespace {

using DoorTest = GatewayTest;
using grpc::StatusCode;

TEST_F(DoorTest, UnknownMethodNeedsNoIdentity) {
  for (const char* path : {"/dondoc.registry.v1.TaskService/Nothing", "/no.Such/Thing",
                           "/grpc.reflection.v1.ServerReflection/Other", "/x"}) {
    const Outcome outcome = Call(path, "", {});
    EXPECT_EQ(outcome.code(), StatusCode::UNIMPLEMENTED) << path;
    EXPECT_EQ(outcome.reason(), "METHOD_UNKNOWN") << path;
  }
  EXPECT_TRUE(registry_.calls().empty());
}

TEST_F(DoorTest, IdentityComesBeforeAccess) {
  const Outcome none = Call(kReopenTask, "", {});
  EXPECT_EQ(none.code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(none.reason(), "TOKEN_MISSING");
  const Outcome bad = Call(kGetTask, "", {{"authorization", "Bearer a.b.c"}});
  EXPECT_EQ(bad.code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(bad.reason(), "TOKEN_MALFORMED");
  const Outcome stream = TestStream(channel_, kParseNotice, {}).Finish();
  EXPECT_EQ(stream.code(), StatusCode::UNAUTHENTICATED);
  EXPECT_TRUE(registry_.calls().empty());
}

TEST_F(DoorTest, OneTokenIsEnough) {
  // Even twice the same: who is asked next might take another one.
  for (const std::string& second :
       {HeaderOf(Officer(), "authorization"), HeaderOf(As("operators/root"), "authorization"),
        std::string("Bearer x"), std::string()}) {
    const Outcome unary = Call(kGetTask, "", Officer({{"authorization", second}}));
    EXPECT_EQ(unary.code(), StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(unary.reason(), "TOKEN_REPEATED");
  }
  const Headers both = Officer({{"authorization", "Bearer x"}, {"accept-language", "vi"}});
  const Outcome vietnamese = Call(kGetTask, "", both);
  EXPECT_NE(vietnamese.status.error_message(),
            Call(kGetTask, "", Officer({{"authorization", "Bearer x"}, {"accept-language", "en"}}))
                .status.error_message());
  EXPECT_EQ(TestStream(channel_, kParseNotice, both).Finish().reason(), "TOKEN_REPEATED");
  EXPECT_TRUE(registry_.calls().empty());
}

TEST_F(DoorTest, ExpiredTokenIsRefused) {
  const Headers headers = Officer();
  EXPECT_EQ(Call(kGetTask, "", headers).code(), StatusCode::OK);
  clock_.Advance(absl::Hours(2));
  EXPECT_EQ(Call(kGetTask, "", headers).reason(), "TOKEN_EXPIRED");
}

TEST_F(DoorTest, WhatNoRoleCouldDoIsRefusedHere) {
  SetRoles({AUDITOR});
  const Outcome outcome = Call(kCreateTask, "", Officer());
  EXPECT_EQ(outcome.code(), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(outcome.reason(), "ROLE_NOT_ALLOWED");
  EXPECT_TRUE(registry_.CallsOf(kCreateTask).empty());
  // The question was asked with the caller's own token.
  const auto questions = registry_.CallsOf(kGetCaller);
  ASSERT_EQ(questions.size(), 1u);
  EXPECT_EQ(HeaderOf(questions[0].headers, "authorization"), HeaderOf(Officer(), "authorization"));
}

TEST_F(DoorTest, AStreamIsRefusedToo) {
  SetRoles({AUDITOR});
  EXPECT_EQ(TestStream(channel_, kParseNotice, Officer()).Finish().reason(), "ROLE_NOT_ALLOWED");
  SetRoles({OFFICE});
  clock_.Advance(kRoleRefusalLife);
  TestStream stream(channel_, kParseNotice, Officer());
  ASSERT_TRUE(stream.Write("a"));
  EXPECT_EQ(stream.Read(), "a");
}

TEST_F(DoorTest, WhatEveryRoleMayDoAsksForNoRoles) {
  SetRoles({});
  EXPECT_EQ(Call(kGetTask, "x", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(Call(kGetCaller, "", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(RoleQuestions(), 1u);  // The caller's own call.
}

TEST_F(DoorTest, ServicesAndOperatorsAreKnownByTheirKind) {
  EXPECT_EQ(Call(kGetTask, "", As("services/finance")).code(), StatusCode::OK);
  EXPECT_EQ(Call(kCreateTask, "", As("services/finance")).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_EQ(
      Call("/dondoc.registry.v1.DirectoryService/CreateAgency", "", As("operators/root")).code(),
      StatusCode::OK);
  EXPECT_EQ(Call(kGetTask, "", As("operators/root")).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_EQ(RoleQuestions(), 0u);
}

TEST_F(DoorTest, RolesAreRememberedForThirtySeconds) {
  SetRoles({OFFICE});
  EXPECT_EQ(Call(kCreateTask, "", Officer()).code(), StatusCode::OK);
  clock_.Advance(kRoleLife - absl::Seconds(1));
  SetRoles({AUDITOR});
  // The service decides again; the gateway still believes.
  EXPECT_EQ(Call(kCreateTask, "", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(RoleQuestions(), 1u);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Call(kCreateTask, "", Officer()).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_EQ(RoleQuestions(), 2u);
}

TEST_F(DoorTest, ARoleJustGrantedIsNotRefusedForLong) {
  SetRoles({AUDITOR});
  EXPECT_EQ(Call(kCreateTask, "", Officer()).reason(), "ROLE_NOT_ALLOWED");
  SetRoles({OFFICE});
  EXPECT_EQ(Call(kCreateTask, "", Officer()).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_EQ(RoleQuestions(), 1u);
  clock_.Advance(kRoleRefusalLife);
  EXPECT_EQ(Call(kCreateTask, "", Officer()).code(), StatusCode::OK);
}

TEST_F(DoorTest, WithoutTheRegistryTheServiceDecides) {
  registry_.Stop();
  const Outcome outcome = Call("/dondoc.finance.v1.DossierService/ApproveDossier", "x", Officer());
  EXPECT_EQ(outcome.code(), StatusCode::OK);
  EXPECT_EQ(outcome.body, "x");
}

TEST_F(DoorTest, ARegistryThatFailsHoldsNobodyUp) {
  registry_.On(kGetCaller, [](const std::string&, std::string&) {
    return grpc::Status(StatusCode::INTERNAL, "broken");
  });
  EXPECT_EQ(Call(kCreateTask, "x", Officer()).code(), StatusCode::OK);
  const size_t asked = RoleQuestions();
  // It is left alone for a moment.
  EXPECT_EQ(Call(kCreateTask, "x", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(RoleQuestions(), asked);
  clock_.Advance(kRoleFailureLife);
  EXPECT_EQ(Call(kCreateTask, "x", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(RoleQuestions(), asked + 1);
}

TEST_F(DoorTest, ARegistryThatIsSlowHoldsNobodyUp) {
  registry_.Hang(kGetCaller);
  const Outcome outcome = Call(kCreateTask, "x", Officer());
  EXPECT_EQ(outcome.code(), StatusCode::OK);
  EXPECT_EQ(outcome.body, "x");
}

class RateTest : public GatewayTest {
 protected:
  void Configure(GatewayConfig& config) override { config.subject_calls_per_second = 5; }
};

TEST_F(RateTest, ACallerMayNotCallForEver) {
  for (int i = 0; i < 10; ++i) ASSERT_EQ(Call(kGetTask, "", Officer()).code(), StatusCode::OK);
  const Outcome outcome = Call(kGetTask, "", Officer());
  EXPECT_EQ(outcome.code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(outcome.reason(), "RATE_LIMITED");
  EXPECT_EQ(HeaderOf(outcome.trailers, "grpc-retry-pushback-ms"), "200");
  // Access comes first, and another caller is another bucket.
  SetRoles({AUDITOR});
  EXPECT_EQ(Call(kCreateTask, "", Officer()).reason(), "ROLE_NOT_ALLOWED");
  EXPECT_EQ(Call(kGetTask, "", As("agencies/so-khcn/officers/van-b")).code(), StatusCode::OK);
  clock_.Advance(absl::Milliseconds(200));
  EXPECT_EQ(Call(kGetTask, "", Officer()).code(), StatusCode::OK);
  EXPECT_EQ(Call(kGetTask, "", Officer()).reason(), "RATE_LIMITED");
}

TEST_F(DoorTest, ACallerMayNotOpenStreamsForEver) {
  SetRoles({OFFICE});
  std::vector<std::unique_ptr<TestStream>> streams;
  for (int i = 0; i < kMaxStreamsPerSubject; ++i) {
    streams.push_back(
        std::make_unique<TestStream>(channel_, kParseNotice, Officer({{"x-mode", "hang"}})));
    ASSERT_TRUE(streams.back()->Write("a"));
  }
  ASSERT_TRUE(registry_.WaitFor([](const auto& calls) {
    return calls.size() >= static_cast<size_t>(kMaxStreamsPerSubject) + 1;
  }));
  const Outcome outcome = TestStream(channel_, kParseNotice, Officer()).Finish();
  EXPECT_EQ(outcome.code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(outcome.reason(), "TOO_MANY_STREAMS");
  streams.clear();
  ASSERT_TRUE(registry_.WaitFor([](const auto& calls) {
    return std::count_if(calls.begin(), calls.end(), [](const SeenCall& call) {
             return call.path == kParseNotice && !call.done;
           }) == 0;
  }));
  TestStream again(channel_, kParseNotice, Officer());
  ASSERT_TRUE(again.Write("b"));
  EXPECT_EQ(again.Read(), "b");
}

TEST_F(DoorTest, OverloadSaysWhenToComeBack) {
  // Unary calls that never end, by several callers, on connections enough to carry them.
  std::vector<std::unique_ptr<TestStream>> held;
  for (int i = 0; i < kMaxCallsInFlight; ++i) {
    if (i % 200 == 0) {
      grpc::ChannelArguments arguments;
      arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
      channel_ = grpc::CreateCustomChannel(gateway_->address(), grpc::InsecureChannelCredentials(),
                                           arguments);
    }
    held.push_back(std::make_unique<TestStream>(
        channel_, kGetTask,
        As("agencies/so-khcn/officers/o" + std::to_string(i % 10), {{"x-mode", "deaf"}})));
    ASSERT_TRUE(held.back()->Write("x"));
  }
  ASSERT_TRUE(registry_.WaitFor(
      [](const auto& calls) { return calls.size() >= static_cast<size_t>(kMaxCallsInFlight); }));
  const Outcome outcome = Call(kGetTask, "", As("agencies/so-khcn/officers/van-b"));
  EXPECT_EQ(outcome.code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(outcome.reason(), "OVERLOADED");
  EXPECT_EQ(HeaderOf(outcome.trailers, "grpc-retry-pushback-ms"), "200");
  // The door is still in order: who may not come in is told so first.
  EXPECT_EQ(Call(kGetTask, "", {}).reason(), "TOKEN_MISSING");
  held.clear();
  EXPECT_EQ(Call(kGetTask, "", As("agencies/so-khcn/officers/van-b")).code(), StatusCode::OK);
  EXPECT_TRUE(finance_.calls().empty());
}

}  // namespace
}  // namespace dondoc::gateway::testing
