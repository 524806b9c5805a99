// Whatever arrives malformed gets a clear error with the field, and nothing is half written.
#include <string>
#include <vector>

#include "common/base/error.h"
#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using registry::v1::CreateTaskRequest;
using registry::v1::DirectoryService;
using registry::v1::GetCallerRequest;
using registry::v1::GetTaskBoardRequest;
using registry::v1::GetTaskRequest;
using registry::v1::ListTasksRequest;
using registry::v1::SubmitTaskRequest;
using registry::v1::Task;
using registry::v1::TaskService;
using TaskStub = TaskService::StubInterface;

class MalformedTest : public DepartmentTest {
 protected:
  absl::Status Create(const CreateTaskRequest& request) {
    return As<TaskService>("office", &TaskStub::CreateTask, request).status();
  }
  absl::Status List(const std::function<void(ListTasksRequest&)>& spoil) {
    ListTasksRequest request;
    request.set_parent(agency());
    spoil(request);
    return As<TaskService>("office", &TaskStub::ListTasks, request).status();
  }
  // Calls GetCaller with this authorization header.
  absl::Status Caller(const std::vector<std::string>& headers) {
    const auto context = suite().Context("");
    for (const std::string& header : headers) context->AddMetadata("authorization", header);
    const auto stub = DirectoryService::NewStub(suite().channel());
    registry::v1::Caller caller;
    return rpc::FromGrpcStatus(stub->GetCaller(context.get(), GetCallerRequest(), &caller));
  }
  int64_t TaskCount() {
    GetTaskBoardRequest request;
    request.set_parent(agency());
    const auto board = As<TaskService>("office", &TaskStub::GetTaskBoard, request);
    EXPECT_TRUE(board.ok()) << board.status();
    return board.ok() ? board->total().total() : -1;
  }
};

TEST_F(MalformedTest, Names) {
  for (const std::string& name : std::vector<std::string>{
           "", "tasks/1", "agencies", agency(), agency() + "/tasks", agency() + "/tasks/",
           agency() + "/units/unit-a", agency() + "/tasks/a b", agency() + "/tasks/a/b",
           agency() + "/tasks/" + std::string(64, 'a'), agency() + "/tasks/../x",
           agency() + "/tasks/\n", std::string("agencies/\0/tasks/x", 18), "agencies/Đ/tasks/x",
           std::string(100000, 'x')}) {
    GetTaskRequest request;
    request.set_name(name);
    const absl::Status status = As<TaskService>("office", &TaskStub::GetTask, request).status();
    EXPECT_TRUE(BadField(status, "name")) << name.substr(0, 80);
  }
  GetTaskRequest request;
  request.set_name(agency() + "/tasks/khong-co");
  EXPECT_TRUE(Refused(As<TaskService>("office", &TaskStub::GetTask, request).status(),
                      StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(MalformedTest, PagesFiltersAndOrders) {
  EXPECT_TRUE(BadField(List([](auto& r) { r.set_page_size(-1); }), "page_size"));
  for (const std::string& token : {std::string("x"), std::string("===="), std::string(5000, 'A'),
                                   std::string("Zm9v"), std::string("\xF0\x9F\x98\x80")}) {
    EXPECT_TRUE(BadField(List([&](auto& r) { r.set_page_token(token); }), "page_token"))
        << token.substr(0, 40);
  }
  for (const std::string& filter : std::vector<std::string>{
           "state", "state =", "= ASSIGNED", "state = NOTHING", "state > ASSIGNED", "color = red",
           "due = 2022-02-30", "due = tomorrow", "due : 2022-10-10", "unit = a/b/c",
           "state = ASSIGNED OR state = ACCEPTED", "state = ASSIGNED AND", "(state = ASSIGNED)",
           "text : \"unclosed", "no_date = maybe", "timeliness = LATER", std::string(2001, 'a'),
           "state = ASSIGNED; DROP TABLE task", "state = 'ASSIGNED' -- x"}) {
    EXPECT_TRUE(BadField(List([&](auto& r) { r.set_filter(filter); }), "filter"))
        << filter.substr(0, 60);
  }
  std::string eleven = "state = ASSIGNED";
  for (int i = 0; i < 10; ++i) eleven += " AND state = ASSIGNED";
  EXPECT_TRUE(BadField(List([&](auto& r) { r.set_filter(eleven); }), "filter"));
  for (const char* order : {"color", "due asc desc", "due,number", "number DESC", "1"}) {
    EXPECT_TRUE(BadField(List([&](auto& r) { r.set_order_by(order); }), "order_by")) << order;
  }
  const auto bad_day = [](auto& r) {
    r.mutable_as_of()->set_year(2022);
    r.mutable_as_of()->set_month(2);
    r.mutable_as_of()->set_day(30);
  };
  EXPECT_TRUE(BadField(List(bad_day), "as_of"));
  // A page larger than the maximum is cut, as documented, not refused.
  EXPECT_TRUE(List([](auto& r) { r.set_page_size(1000000); }).ok());
}

TEST_F(MalformedTest, EveryBadFieldAtOnce) {
  auto request = TaskRequest("", "unit-a");
  request.mutable_task()->set_section(std::string(5000, 'x'));
  request.mutable_task()->set_lead_unit("units/x");
  request.mutable_task()->mutable_quantity()->set_target(-1);
  const absl::Status status = Create(request);
  for (const char* field :
       {"task.text", "task.section", "task.lead_unit", "task.quantity.target"}) {
    EXPECT_TRUE(BadField(status, field));
  }
  EXPECT_EQ(TaskCount(), 0);
}

TEST_F(MalformedTest, DatesAndDeadlines) {
  for (const auto& [year, month, day] : std::vector<std::tuple<int, int, int>>{{2022, 2, 30},
                                                                               {2022, 13, 1},
                                                                               {2022, 0, 0},
                                                                               {0, 1, 1},
                                                                               {2022, 1, 0},
                                                                               {-5, 1, 1},
                                                                               {99999, 1, 1}}) {
    auto request = TaskRequest("Việc", "unit-a");
    auto& date = *request.mutable_task()->mutable_deadline()->mutable_on_day();
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    EXPECT_TRUE(BadField(Create(request), "task.deadline.on_day"))
        << year << "-" << month << "-" << day;
  }
  EXPECT_EQ(TaskCount(), 0);
}

TEST_F(MalformedTest, TextsAndReferences) {
  auto request = TaskRequest("Việc\x01", "unit-a");
  EXPECT_TRUE(BadField(Create(request), "task.text"));
  request = TaskRequest(std::string(200000, 'a'), "unit-a");
  EXPECT_TRUE(BadField(Create(request), "task.text"));
  request = TaskRequest("Việc", "unit-a");
  request.mutable_task()->set_lead_unit(Unit("khong-co"));
  EXPECT_FALSE(Create(request).ok());
  request = TaskRequest("Việc", "unit-a");
  request.mutable_task()->set_assignee(Officer("khong-co"));
  EXPECT_FALSE(Create(request).ok());
  request = TaskRequest("Việc", "unit-a");
  for (const char* id : {"1", "not-a-uuid", "'; DROP TABLE task; --"}) {
    request.set_request_id(id);
    EXPECT_TRUE(BadField(Create(request), "request_id")) << id;
  }
  EXPECT_EQ(TaskCount(), 0);
}

TEST_F(MalformedTest, OversizeMessage) {
  auto request = TaskRequest(std::string(5u << 20, 'a'), "unit-a");
  const absl::Status status = Create(request);
  EXPECT_EQ(status.code(), StatusCode::kResourceExhausted) << status;
  EXPECT_EQ(TaskCount(), 0);
}

TEST_F(MalformedTest, Tokens) {
  EXPECT_TRUE(Refused(Caller({}), StatusCode::kUnauthenticated, "TOKEN_MISSING"));
  const std::string good = suite().Token(Officer("office"));
  EXPECT_TRUE(Caller({"Bearer " + good}).ok());
  std::string forged = good;
  forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
  EXPECT_TRUE(
      Refused(Caller({"Bearer " + forged}), StatusCode::kUnauthenticated, "TOKEN_BAD_SIGNATURE"));
  // {"alg":"none"} with the claims of a good token.
  const std::string claims = good.substr(good.find('.') + 1, good.rfind('.') - good.find('.') - 1);
  for (const std::string& header : std::vector<std::string>{
           "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c",
           "Bearer eyJhbGciOiJub25lIn0." + claims + ".", "Bearer " + good + "." + good,
           "Bearer " + std::string(5000, 'x')}) {
    const absl::Status status = Caller({header});
    EXPECT_EQ(status.code(), StatusCode::kUnauthenticated) << header.substr(0, 40);
    EXPECT_FALSE(ReasonOf(status).empty()) << header.substr(0, 40);
  }
  // Well signed, but nobody in the directory.
  GetTaskBoardRequest board;
  board.set_parent(agency());
  const absl::Status stranger =
      suite().Call<TaskService>(Officer("ai-do"), &TaskStub::GetTaskBoard, board).status();
  EXPECT_EQ(stranger.code(), StatusCode::kPermissionDenied) << stranger;
  EXPECT_FALSE(ReasonOf(stranger).empty());
}

TEST_F(MalformedTest, NoticesThatAreNone) {
  for (const std::string& text :
       {std::string(), std::string("\xFF\xFE\xFF", 3), std::string(2u << 20, 'a'),
        std::string("%PDF-1.7\n\0\1\2", 12)}) {
    const auto draft = Parse(text);
    if (draft.ok()) continue;  // Read as a document without tasks: warned about, not refused.
    EXPECT_TRUE(absl::IsInvalidArgument(draft.status()) ||
                draft.status().code() == StatusCode::kResourceExhausted)
        << draft.status();
    EXPECT_FALSE(ReasonOf(draft.status()).empty()) << draft.status();
  }
}

TEST_F(MalformedTest, MessagesComeInTheCallersLanguage) {
  GetTaskRequest request;
  const auto ask = [&](const char* language) {
    const auto context = suite().Context(Officer("office"));
    context->AddMetadata("accept-language", language);
    const auto stub = TaskService::NewStub(suite().channel());
    Task task;
    return stub->GetTask(context.get(), request, &task).error_message();
  };
  EXPECT_NE(ask("vi"), ask("en"));
  EXPECT_EQ(ask("vi-VN,vi;q=0.9"), ask("vi"));
}

}  // namespace
}  // namespace dondoc::testing
