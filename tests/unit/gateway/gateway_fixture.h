// A gateway with three fake services behind it, a clock that stands still, and clients.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"

#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "services/gateway/gateway.h"
#include "tests/unit/gateway/fake_backend.h"
#include "tests/unit/identity/testing.h"

#include "dondoc/access.pb.h"

namespace dondoc::gateway::testing {

inline constexpr char kGetTask[] = "/dondoc.registry.v1.TaskService/GetTask";
inline constexpr char kCreateTask[] = "/dondoc.registry.v1.TaskService/CreateTask";
inline constexpr char kReopenTask[] = "/dondoc.registry.v1.TaskService/ReopenTask";
inline constexpr char kGetCaller[] = "/dondoc.registry.v1.DirectoryService/GetCaller";
inline constexpr char kGetDossier[] = "/dondoc.finance.v1.DossierService/GetDossier";
inline constexpr char kParseNotice[] = "/dondoc.registry.v1.DirectiveService/ParseNotice";
inline constexpr char kWatch[] = "/dondoc.registry.v1.RegistryFeedService/WatchChanges";
inline constexpr char kReflectionV1[] = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
inline constexpr char kReflectionV1Alpha[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// How a call ended, as the client saw it.
struct Outcome {
  grpc::Status status;
  std::string body;
  Headers headers, trailers;

  grpc::StatusCode code() const { return status.error_code(); }
  // ErrorInfo.reason; "" where there is none.
  std::string reason() const;
};

// A stream whose calls wait.
class TestStream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  TestStream(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
             const Headers& headers, absl::Duration timeout = absl::Seconds(30));
  // Cancels what is not over and waits for the end.
  ~TestStream() override;

  bool Write(const std::string& message);
  void WritesDone();
  std::optional<std::string> Read();
  // Waits for the end.
  Outcome Finish();
  void Cancel() { context_.TryCancel(); }

  void OnReadDone(bool ok) override { Note(&TestStream::read_, ok); }
  void OnWriteDone(bool ok) override { Note(&TestStream::write_, ok); }
  void OnDone(const grpc::Status& status) override;

 private:
  using Result = std::optional<bool>;
  void Note(Result TestStream::*result, bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Await(Result TestStream::*result) ABSL_LOCKS_EXCLUDED(mutex_);

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::ByteBuffer out_, in_;
  bool released_ = false;
  Mutex mutex_;
  CondVar changed_;
  Result read_ ABSL_GUARDED_BY(mutex_);
  Result write_ ABSL_GUARDED_BY(mutex_);
  std::optional<grpc::Status> status_ ABSL_GUARDED_BY(mutex_);
};

class GatewayTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  // Changes made here hold from SetUp on; the health of services is asked for rarely, so that it
  // does not disturb.
  virtual void Configure(GatewayConfig&) {}

  // Headers of a caller with this subject.
  Headers As(const std::string& subject, Headers more = {}) const;
  Headers Officer(Headers more = {}) const {
    return As("agencies/so-khcn/officers/van-a", std::move(more));
  }
  // What the registry says of every caller from now on.
  void SetRoles(std::vector<Role> roles);
  // Number of questions for a caller's roles.
  size_t RoleQuestions() const { return registry_.CallsOf(kGetCaller).size(); }

  Outcome Call(const std::string& path, const std::string& body, const Headers& headers,
               absl::Duration timeout = absl::Seconds(20));

  FakeClock clock_{identity::testing::kNow};
  const identity::testing::TempDir dir_;
  const identity::testing::TestKey key_{identity::testing::TestKey::Type::kEd25519, "k1"};
  FakeBackend registry_, finance_, inspection_;
  std::unique_ptr<Gateway> gateway_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace dondoc::gateway::testing
