// Who gets in: identity, place, role cells, names, sizes, deadlines.
#include <atomic>

#include "absl/strings/match.h"

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

using DoorTest = RpcTest;

const std::string kTask = kAgency + "/tasks/1";

TEST_F(DoorTest, AKnownOfficerPasses) {
  v1::Task task;
  ASSERT_OK(Get(*Context(), kTask, &task));
  EXPECT_EQ(task.name(), kTask);
}

TEST_F(DoorTest, IdentityComesFirst) {
  EXPECT_CODE(Get(*Context(""), kTask), StatusCode::kUnauthenticated, "TOKEN_MISSING");
  EXPECT_CODE(Get(*Context("junk"), kTask), StatusCode::kUnauthenticated, "TOKEN_MALFORMED");
  // Even where the request is wrong as well.
  EXPECT_CODE(Get(*Context(""), "junk"), StatusCode::kUnauthenticated, "TOKEN_MISSING");
  const std::string token = Token();
  clock_.Advance(absl::Hours(2));
  EXPECT_CODE(Get(*Context(token), kTask), StatusCode::kUnauthenticated, "TOKEN_EXPIRED");
}

TEST_F(DoorTest, OneTokenIsEnough) {
  const auto context = Context();
  context->AddMetadata("authorization", "Bearer " + Token());
  EXPECT_CODE(Get(*context, kTask), StatusCode::kUnauthenticated, "TOKEN_REPEATED");
}

TEST_F(DoorTest, RolesComeFromTheRecordNotTheToken) {
  EXPECT_CODE(Get(*Context(Token(kAgency + "/officers/nobody")), kTask),
              StatusCode::kPermissionDenied, "OFFICER_UNKNOWN");
  SetRights("van-a", {DIRECTOR}, "", /*disabled=*/true);
  EXPECT_CODE(Get(*Context(), kTask), StatusCode::kPermissionDenied, "OFFICER_DISABLED");
  SetRights("van-a", {});
  EXPECT_CODE(Get(*Context(), kTask), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
}

TEST_F(DoorTest, AnotherAgencyIsNotYours) {
  EXPECT_CODE(Get(*Context(), kOther + "/tasks/1"), StatusCode::kPermissionDenied,
              "NOT_YOUR_AGENCY");
  EXPECT_CODE(Create(*Context(), CreateRequest("x", kOther)), StatusCode::kPermissionDenied,
              "NOT_YOUR_AGENCY");
  // A service reads everywhere, and writes where it is named.
  ASSERT_OK(Get(*Context(Token("services/finance")), kOther + "/tasks/1"));
  EXPECT_CODE(Create(*Context(Token("services/finance")), CreateRequest("x")),
              StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  EXPECT_CODE(Get(*Context(Token("operators/root")), kTask), StatusCode::kPermissionDenied,
              "ROLE_NOT_ALLOWED");
}

TEST_F(DoorTest, AMalformedNameNamesItsField) {
  for (const char* name : {"", "tasks/1", "agencies/", "agencies/So/tasks/1"}) {
    const absl::Status status = Get(*Context(), name);
    EXPECT_CODE(status, StatusCode::kInvalidArgument, "INVALID_FIELD");
    ASSERT_EQ(BadRequestOf(status).field_violations_size(), 1);
    EXPECT_EQ(BadRequestOf(status).field_violations(0).field(), "name");
  }
  const absl::Status status = Create(*Context(), CreateRequest("x", "nowhere"));
  EXPECT_EQ(BadRequestOf(status).field_violations(0).field(), "parent");
  // Who may not call at all does not learn what is wrong with the request.
  EXPECT_CODE(Get(*Context(Token("operators/root")), "junk"), StatusCode::kPermissionDenied,
              "ROLE_NOT_ALLOWED");
}

TEST_F(DoorTest, UnitGrantsAreDecidedOnTheResource) {
  // A director has no grant for AcceptTask; an officer of the lead unit has.
  EXPECT_CODE(Accept(*Context(), kTask), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  SetRights("van-a", {OFFICER}, kAgency + "/units/p-1");
  ASSERT_OK(Accept(*Context(), kTask));
  SetRights("van-a", {OFFICER}, kAgency + "/units/p-2");
  EXPECT_CODE(Accept(*Context(), kTask), StatusCode::kPermissionDenied, "NOT_YOUR_UNIT");
  SetRights("van-a", {OFFICER}, "");
  EXPECT_CODE(Accept(*Context(), kTask), StatusCode::kPermissionDenied, "NOT_YOUR_UNIT");
}

TEST_F(DoorTest, AHandlerThatForgetsToDecideLeaksNothingAndKeepsNothing) {
  SetRights("van-a", {OFFICER}, kAgency + "/units/p-2");
  handlers_.accept = [](WriteCall& call, const v1::AcceptTaskRequest& request, v1::Task& task) {
    task.set_text("secret");
    call.write.Record(request.name(), nullptr, &task);
    return absl::OkStatus();
  };
  v1::AcceptTaskRequest request;
  request.set_name(kTask);
  request.set_request_id(ids_.Next());
  v1::Task task;
  EXPECT_CODE(FromGrpcStatus(tasks_->AcceptTask(Context().get(), request, &task)),
              StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  EXPECT_EQ(task.text(), "");
  auto reader = database_->Connect(sql::ConnectionKind::kReader);
  auto tx = (*reader)->Begin();
  EXPECT_EQ(commit::ReadHead(**tx, kAgency)->revision, 0);
}

TEST_F(DoorTest, InternalTextIsMaskedAndTheCorrelationIdComesBack) {
  handlers_.get = [](ReadCall&, const v1::GetTaskRequest&, v1::Task&) {
    return absl::InternalError("SELECT secret FROM table");
  };
  auto context = Context();
  context->AddMetadata("x-request-id", "abc-123");
  const absl::Status status = Get(*context, kTask);
  EXPECT_CODE(status, StatusCode::kInternal, "INTERNAL");
  EXPECT_FALSE(absl::StrContains(status.message(), "secret"));
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("correlation_id"), "abc-123");
  // An id unfit for a log is replaced.
  auto hostile = Context();
  hostile->AddMetadata("x-request-id", "\"}{\"" + std::string(500, 'x'));
  const std::string id = ErrorInfoOf(Get(*hostile, kTask))->metadata().at("correlation_id");
  EXPECT_EQ(id.find('"'), std::string::npos);
  EXPECT_LE(id.size(), 64);
}

TEST_F(DoorTest, SpeaksTheLanguageAskedFor) {
  handlers_.get = [](ReadCall&, const v1::GetTaskRequest&, v1::Task&) -> absl::Status {
    return Error(StatusCode::kNotFound, "TASK_NOT_FOUND", {"english", "tiếng Việt"});
  };
  auto vietnamese = Context();
  vietnamese->AddMetadata("accept-language", "vi-VN,vi;q=0.9");
  EXPECT_EQ(Get(*vietnamese, kTask).message(), "tiếng Việt");
  EXPECT_EQ(Get(*Context(), kTask).message(), "english");
  // Also before the caller is known.
  auto stranger = Context("");
  stranger->AddMetadata("accept-language", "vi");
  EXPECT_NE(Get(*stranger, kTask).message(), Get(*Context(""), kTask).message());
}

TEST_F(DoorTest, TheWorstErrorReachesAClientWithDefaultLimits) {
  std::string words;
  while (words.size() < 500) words += "ờ";
  handlers_.get = [&](ReadCall&, const v1::GetTaskRequest&, v1::Task&) {
    FieldErrors errors;
    for (int i = 0; i < 50; ++i) errors.Add(absl::StrCat("task.field_", i), {words, words});
    return errors.ToStatus();
  };
  const absl::Status status = Get(*Context(), kTask);
  EXPECT_CODE(status, StatusCode::kInvalidArgument, "INVALID_FIELD");
  EXPECT_EQ(BadRequestOf(status).field_violations_size(), 50);
}

TEST_F(DoorTest, AnOversizeMessageIsRefused) {
  EXPECT_EQ(Create(*Context(), CreateRequest(std::string(kMaxMessageBytes, 'x'))).code(),
            StatusCode::kResourceExhausted);
  // gRPC drops the connection that brought such metadata, so it gets one of its own.
  const auto hostile = v1::TaskService::NewStub(NewChannel());
  v1::Task task;
  EXPECT_FALSE(hostile
                   ->CreateTask(Context(Token() + std::string(2 * kMaxMetadataBytes, 'x')).get(),
                                CreateRequest("x"), &task)
                   .ok());
  ASSERT_OK(Create(*Context(), CreateRequest(std::string(1'000'000, 'x'))));
}

TEST_F(DoorTest, UnknownMethodsAreUnimplemented) {
  v1::ListTasksRequest request;
  v1::ListTasksResponse response;
  EXPECT_EQ(FromGrpcStatus(tasks_->ListTasks(Context("").get(), request, &response)).code(),
            StatusCode::kUnimplemented);
}

TEST_F(DoorTest, DeadlinesAreClampedToTheClass) {
  grpc::ServerContext none;  // Its deadline is infinitely far.
  const auto from_now = [&](absl::string_view path) {
    const auto left = SteadyDeadline(none, core_->Find(path)) - std::chrono::steady_clock::now();
    return absl::FromChrono(left);
  };
  const absl::Duration slack = absl::Seconds(5);
  const absl::Duration rounding = absl::Milliseconds(1);
  EXPECT_LE(from_now("/dondoc.registry.v1.TaskService/GetTask"), kReadDeadline + rounding);
  EXPECT_GT(from_now("/dondoc.registry.v1.TaskService/GetTask"), kReadDeadline - slack);
  EXPECT_LE(from_now("/dondoc.registry.v1.TaskService/CreateTask"), kWriteDeadline + rounding);
  EXPECT_GT(from_now("/dondoc.registry.v1.TaskService/CreateTask"), kWriteDeadline - slack);
  EXPECT_GT(from_now("/dondoc.registry.v1.RegistryFeedService/WatchChanges"), absl::Hours(24));
}

TEST_F(DoorTest, AStatementEndsWithItsDeadline) {
  // A read that would run for minutes.
  handlers_.get = [](ReadCall& call, const v1::GetTaskRequest&, v1::Task&) {
    return call.tx
        .QueryInt(
            "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c "
            "WHERE x < 2000000000) SELECT COUNT(*) FROM c")
        .status();
  };
  EXPECT_EQ(Get(*Context(Token(), absl::Milliseconds(300)), kTask).code(),
            StatusCode::kDeadlineExceeded);
  // The only reader thread left is free again soon.
  handlers_.get = [](ReadCall&, const v1::GetTaskRequest&, v1::Task&) { return absl::OkStatus(); };
  ASSERT_OK(Get(*Context(), kTask));
}

}  // namespace
}  // namespace dondoc::rpc
