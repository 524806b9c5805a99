// A real server on loopback over the real templates, with handlers that a test sets. The clock is
// fake; the wire is not.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"

#include "common/commit/change_log.h"
#include "common/rpc/feed.h"
#include "common/rpc/limits.h"
#include "common/rpc/names.h"
#include "common/rpc/rights.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"
#include "common/rpc/upload.h"
#include "tests/unit/identity/testing.h"

#include "dondoc/registry/v1/directive.grpc.pb.h"
#include "dondoc/registry/v1/feed.grpc.pb.h"
#include "dondoc/registry/v1/task.grpc.pb.h"

namespace dondoc::rpc {

namespace v1 = registry::v1;
using identity::testing::kNow;

inline const std::string kAgency = "agencies/so-khcn";
inline const std::string kOther = "agencies/so-y-te";

// Handlers behind the wire.
struct Handlers {
  std::function<absl::Status(ReadCall&, const v1::GetTaskRequest&, v1::Task&)> get;
  std::function<absl::Status(WriteCall&, const v1::CreateTaskRequest&, v1::Task&)> create;
  std::function<absl::Status(WriteCall&, const v1::AcceptTaskRequest&, v1::Task&)> accept;
  std::function<absl::Status(WriteCall&, const v1::ImportNoticeRequest&, v1::ImportNoticeResponse&)>
      import;
  std::function<absl::Status(ReadCall&, const std::string&, v1::NoticeDraft&)> parse;
};

struct FixtureOptions {
  int read_threads = kReadThreads;
  int max_waiting_reads = kMaxWaitingReads;
  commit::CommitOptions commit;
};

class RpcTest : public ::testing::Test {
 protected:
  RpcTest();
  ~RpcTest() override;

  void SetUp() override { Start({}); }
  void Start(FixtureOptions options);
  void Stop();

  // A token of `subject`, good for an hour.
  std::string Token(const std::string& subject = kAgency + "/officers/van-a");
  // Sets an officer's record.
  void SetRights(const std::string& officer, identity::RoleSet roles, const std::string& unit = "",
                 bool disabled = false);
  // A context of a caller with a deadline that keeps a broken test from hanging.
  std::unique_ptr<grpc::ClientContext> Context(const std::string& token,
                                               absl::Duration deadline = absl::Seconds(20));
  std::unique_ptr<grpc::ClientContext> Context() { return Context(Token()); }

  absl::Status Get(grpc::ClientContext& context, const std::string& name, v1::Task* task = nullptr);
  absl::Status Create(grpc::ClientContext& context, const v1::CreateTaskRequest& request,
                      v1::Task* task = nullptr);
  absl::Status Accept(grpc::ClientContext& context, const std::string& name);
  v1::CreateTaskRequest CreateRequest(const std::string& text, const std::string& agency = kAgency);

  // Commits `count` changes of one revision each, behind the wire.
  void Commit(const std::string& agency, int count = 1,
              const std::string& type = "dondoc.registry.v1.Task");

  // A new channel: its own connection.
  std::shared_ptr<grpc::Channel> NewChannel();

  const identity::testing::TempDir dir_;
  const identity::testing::TestKey key_{identity::testing::TestKey::Type::kEd25519, "k1"};
  FakeClock clock_{kNow};
  BusinessDay business_day_{clock_, std::nullopt};
  IdGenerator ids_{clock_};
  obs::Metrics metrics_;
  Handlers handlers_;

  std::unique_ptr<identity::KeyRing> ring_;
  std::unique_ptr<identity::TokenVerifier> verifier_;
  std::unique_ptr<identity::AccessTable> access_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::ReaderPool> readers_;
  std::unique_ptr<FeedHub> hub_;
  std::unique_ptr<commit::CommitQueue> commits_;
  std::unique_ptr<Executor> read_executor_, bulk_executor_;
  std::unique_ptr<Core> core_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::TaskService::Stub> tasks_;
  std::unique_ptr<v1::RegistryFeedService::Stub> feed_;
  std::unique_ptr<v1::DirectiveService::Stub> directives_;
};

#define EXPECT_CODE(status, expected_code, expected_reason)                    \
  do {                                                                         \
    const absl::Status expect_code_status = (status);                          \
    EXPECT_EQ(expect_code_status.code(), expected_code) << expect_code_status; \
    EXPECT_EQ(::dondoc::ReasonOf(expect_code_status), expected_reason);        \
  } while (false)

#define ASSERT_OK(expression)                               \
  do {                                                      \
    const absl::Status assert_ok_status = (expression);     \
    ASSERT_TRUE(assert_ok_status.ok()) << assert_ok_status; \
  } while (false)

}  // namespace dondoc::rpc
