// Mutations over the wire.
#include <atomic>
#include <future>
#include <thread>

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

class WriteTest : public RpcTest {
 protected:
  int64_t Revision(const std::string& agency = kAgency) {
    auto reader = database_->Connect(sql::ConnectionKind::kReader);
    auto tx = (*reader)->Begin();
    return commit::ReadHead(**tx, agency)->revision;
  }
  // Keeps the committer busy until Release.
  void Hold() {
    auto entered = std::make_shared<std::promise<void>>();
    auto inside = entered->get_future();
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = kOther;
    mutation->body = [this, entered](commit::WriteContext&) {
      entered->set_value();
      gate_.get_future().wait();
      return absl::OkStatus();
    };
    mutation->done = [](const absl::StatusOr<commit::Committed>&) {};
    commits_->Submit(std::move(mutation));
    inside.wait();
  }
  void Release() { gate_.set_value(); }
  std::promise<void> gate_;
};

TEST_F(WriteTest, HasItsEffectOnce) {
  const auto request = CreateRequest("việc");
  v1::Task first, again;
  ASSERT_OK(Create(*Context(), request, &first));
  ASSERT_OK(Create(*Context(), request, &again));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Revision(), 1);
  auto other = request;
  other.mutable_task()->set_text("việc khác");
  EXPECT_CODE(Create(*Context(), other), StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
}

TEST_F(WriteTest, NeedsARequestId) {
  for (const char* id : {"", "abc"}) {
    auto request = CreateRequest("x");
    request.set_request_id(id);
    const absl::Status status = Create(*Context(), request);
    EXPECT_CODE(status, StatusCode::kInvalidArgument, "INVALID_FIELD");
    EXPECT_EQ(BadRequestOf(status).field_violations(0).field(), "request_id");
  }
  EXPECT_EQ(Revision(), 0);
}

TEST_F(WriteTest, ARepeatAfterTheRightsAreGoneIsRefused) {
  const auto request = CreateRequest("x");
  ASSERT_OK(Create(*Context(), request));
  SetRights("van-a", {DIRECTOR}, "", /*disabled=*/true);
  EXPECT_CODE(Create(*Context(), request), StatusCode::kPermissionDenied, "OFFICER_DISABLED");
}

TEST_F(WriteTest, ValidateOnlyNeedsNoRequestIdAndKeepsNothing) {
  v1::ImportNoticeRequest request;
  request.set_parent(kAgency);
  request.set_validate_only(true);
  v1::ImportNoticeResponse response;
  ASSERT_OK(FromGrpcStatus(directives_->ImportNotice(Context().get(), request, &response)));
  EXPECT_EQ(Revision(), 0);
  request.set_validate_only(false);
  EXPECT_EQ(FromGrpcStatus(directives_->ImportNotice(Context().get(), request, &response)).code(),
            StatusCode::kInvalidArgument);
  request.set_request_id(ids_.Next());
  ASSERT_OK(FromGrpcStatus(directives_->ImportNotice(Context().get(), request, &response)));
  EXPECT_EQ(Revision(), 1);
}

TEST_F(WriteTest, ACallerWhoLeavesTheQueueChangesNothing) {
  Hold();
  auto context = Context();
  const auto request = CreateRequest("x");
  auto call = std::async(std::launch::async, [&] { return Create(*context, request); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // Until it waits in the queue.
  context->TryCancel();
  EXPECT_EQ(call.get().code(), StatusCode::kCancelled);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // Until the server knows.
  Release();
  ASSERT_OK(Create(*Context(), CreateRequest("y")));
  EXPECT_EQ(Revision(), 1);
}

TEST_F(WriteTest, ADeadlineThatPassesInTheQueueChangesNothing) {
  Hold();
  EXPECT_EQ(Create(*Context(Token(), absl::Milliseconds(100)), CreateRequest("x")).code(),
            StatusCode::kDeadlineExceeded);
  Release();
  ASSERT_OK(Create(*Context(), CreateRequest("y")));
  EXPECT_EQ(Revision(), 1);
}

TEST_F(WriteTest, WhatHasBegunRunsToItsEnd) {
  std::promise<void> entered, leave;
  handlers_.create = [&](WriteCall& call, const v1::CreateTaskRequest& request, v1::Task& task) {
    entered.set_value();
    leave.get_future().wait();
    task.set_name(request.parent() + "/tasks/1");
    call.write.Record(task.name(), nullptr, &task);
    return absl::OkStatus();
  };
  auto context = Context();
  const auto request = CreateRequest("x");
  auto call = std::async(std::launch::async, [&] { return Create(*context, request); });
  entered.get_future().wait();
  context->TryCancel();
  EXPECT_EQ(call.get().code(), StatusCode::kCancelled);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  leave.set_value();
  // The repeat learns what happened.
  v1::Task task;
  ASSERT_OK(Create(*Context(), request, &task));
  EXPECT_EQ(task.name(), kAgency + "/tasks/1");
  EXPECT_EQ(Revision(), 1);
}

TEST_F(WriteTest, TheDecisionIsMadeAnewOnEveryRun) {
  SetRights("van-a", {OFFICER}, kAgency + "/units/p-1");
  int runs = 0;
  handlers_.accept = [&](WriteCall& call, const v1::AcceptTaskRequest& request,
                         v1::Task& task) -> absl::Status {
    if (++runs == 1) {
      RETURN_IF_ERROR(call.caller.Authorize(
          {.agency = LastSegment(kAgency), .units = {"p-1"}, .self_subject = ""}));
      return Error(StatusCode::kAborted, "SQL_SERIALIZATION", {"again", "lại"});
    }
    task.set_name(request.name());  // The second time it forgets.
    return absl::OkStatus();
  };
  EXPECT_CODE(Accept(*Context(), kAgency + "/tasks/1"), StatusCode::kPermissionDenied,
              "ROLE_NOT_ALLOWED");
  EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace dondoc::rpc
