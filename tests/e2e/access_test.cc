// Every method of every contract, asked by every role: the gateway lets through whom the contract
// names and refuses the rest, and no service trusts the gateway for it.
#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/base/error.h"
#include "common/rpc/channel.h"
#include "tests/e2e/department.h"
#include "tests/unit/contracts/contracts.h"

#include "dondoc/access.pb.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using google::protobuf::MethodDescriptor;

class AccessTest : public DepartmentTest {
 protected:
  struct Role_ {
    Role role;
    std::string subject;
  };
  std::vector<Role_> Roles() const {
    return {{DIRECTOR, Officer("director")},     {OFFICE, Officer("office")},
            {UNIT_HEAD, Officer("head-a")},      {dondoc::OFFICER, Officer("officer-a")},
            {ACCOUNTANT, Officer("accountant")}, {INSPECTOR, Officer("inspector")},
            {AUDITOR, Officer("auditor")},       {ADMIN, Officer("admin")},
            {SERVICE, "services/finance"},       {OPERATOR, kOperator}};
  }

  // Calls a method with an empty request.
  absl::Status Ask(const std::shared_ptr<grpc::Channel>& channel, const MethodDescriptor& method,
                   const std::string& subject) {
    const auto context = suite().Context(subject);
    // Streams of those who are let through stay open: long enough to be refused.
    context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(5)));
    grpc::GenericStub stub(channel);
    const grpc::Slice nothing;
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(
        context.get(), absl::StrCat("/", method.service()->full_name(), "/", method.name()), {},
        &request, &response, [&done](grpc::Status status) { done.set_value(std::move(status)); });
    return rpc::FromGrpcStatus(done.get_future().get());
  }

  template <class Check>
  int ForEachMethod(Check check) {
    int methods = 0;
    for (const ServicePackage& package : contracts_.packages()) {
      for (const auto* service : package.services) {
        for (int i = 0; i < service->method_count(); ++i, ++methods) {
          check(package.name, *service->method(i),
                service->method(i)->options().GetExtension(dondoc::access));
        }
      }
    }
    return methods;
  }

  static bool Granted(const Access& access, Role role) {
    if (access.public_()) return true;
    for (const Grant& grant : access.grants()) {
      if (grant.role() == role) return true;
    }
    return false;
  }

  Contracts contracts_;
};

TEST_F(AccessTest, GatewayRefusesExactlyTheRolesThatTheContractDoesNotName) {
  ASSERT_EQ(contracts_.errors(), "");
  int refused = 0, passed = 0;
  const int methods =
      ForEachMethod([&](const std::string&, const MethodDescriptor& method, const Access& access) {
        for (const auto& [role, subject] : Roles()) {
          SCOPED_TRACE(absl::StrCat(method.full_name(), " as ", Role_Name(role)));
          const absl::Status status = Ask(suite().channel(), method, subject);
          if (Granted(access, role)) {
            ++passed;
            EXPECT_NE(ReasonOf(status), "ROLE_NOT_ALLOWED") << status;
            EXPECT_NE(status.code(), StatusCode::kUnauthenticated) << status;
            EXPECT_NE(ReasonOf(status), "METHOD_UNKNOWN") << status;
          } else {
            ++refused;
            EXPECT_TRUE(Refused(status, StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
          }
        }
      });
  EXPECT_GE(methods, 100);
  EXPECT_GT(refused, methods);
  EXPECT_GT(passed, methods);
}

TEST_F(AccessTest, ServicesDoNotRelyOnTheGateway) {
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels;
  for (const std::string& service : suite().options().services) {
    const auto channel = rpc::MakeChannel({.target = suite().address(service)});
    ASSERT_TRUE(channel.ok()) << channel.status();
    channels[service] = *channel;
  }
  int refused = 0;
  ForEachMethod([&](const std::string& package, const MethodDescriptor& method,
                    const Access& access) {
    const auto channel = channels.find(package);
    if (channel == channels.end()) return;
    SCOPED_TRACE(method.full_name());
    EXPECT_TRUE(
        Refused(Ask(channel->second, method, ""), StatusCode::kUnauthenticated, "TOKEN_MISSING"));
    for (const auto& [role, subject] : Roles()) {
      if (Granted(access, role)) continue;
      SCOPED_TRACE(Role_Name(role));
      ++refused;
      const absl::Status status = Ask(channel->second, method, subject);
      // An empty request may be found malformed first; it must not be carried out.
      EXPECT_TRUE(absl::IsPermissionDenied(status) || absl::IsInvalidArgument(status)) << status;
    }
  });
  EXPECT_GT(refused, 50);
}

TEST_F(AccessTest, UnknownMethodsAreUnknownToEverybody) {
  const auto context = suite().Context("");
  grpc::GenericStub stub(suite().channel());
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(context.get(), "/dondoc.registry.v1.TaskService/DropTasks", {}, &request,
                 &response, [&done](grpc::Status status) { done.set_value(std::move(status)); });
  EXPECT_EQ(done.get_future().get().error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

}  // namespace
}  // namespace dondoc::testing
