// The life of a task through the gateway: the right people move it, the wrong ones are refused, a
// repeat changes nothing, and the board follows.
#include <vector>

#include "common/base/error.h"
#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

using absl::StatusCode;
using registry::v1::AcceptTaskRequest;
using registry::v1::CancelTaskRequest;
using registry::v1::CompleteTaskRequest;
using registry::v1::GetTaskBoardRequest;
using registry::v1::GetTaskRequest;
using registry::v1::ReportProgressRequest;
using registry::v1::ReturnTaskRequest;
using registry::v1::SubmitTaskRequest;
using registry::v1::Task;
using registry::v1::TaskCounts;
using registry::v1::TaskService;
using TaskStub = TaskService::StubInterface;

class TasksTest : public DepartmentTest {
 protected:
  template <class Request>
  Request On(const Task& task) {
    Request request;
    request.set_name(task.name());
    request.set_etag(task.etag());
    request.set_request_id(RequestId());
    return request;
  }
  TaskCounts Board(int october_day) {
    GetTaskBoardRequest request;
    request.set_parent(agency());
    request.mutable_as_of()->set_year(2022);
    request.mutable_as_of()->set_month(10);
    request.mutable_as_of()->set_day(october_day);
    const auto board = As<TaskService>("auditor", &TaskStub::GetTaskBoard, request);
    EXPECT_TRUE(board.ok()) << board.status();
    return board.ok() ? board->total() : TaskCounts();
  }
};

TEST_F(TasksTest, GoesFromAssignedToCompletedByTheRightHands) {
  Task task = NewTask("Hoàn thiện hồ sơ", "unit-a", 20);
  ASSERT_EQ(task.state(), Task::ASSIGNED);
  EXPECT_EQ(task.deadline().last_day().day(), 20);
  EXPECT_EQ(task.timeliness(), Task::IN_TIME);
  EXPECT_FALSE(task.number().empty());

  // Another unit's officer and people without a say are refused.
  EXPECT_TRUE(Refused(
      As<TaskService>("officer-b", &TaskStub::AcceptTask, On<AcceptTaskRequest>(task)).status(),
      StatusCode::kPermissionDenied, "NOT_YOUR_UNIT"));
  for (const char* who : {"auditor", "accountant", "director"}) {
    EXPECT_TRUE(
        Refused(As<TaskService>(who, &TaskStub::AcceptTask, On<AcceptTaskRequest>(task)).status(),
                StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << who;
  }

  auto next = As<TaskService>("officer-a", &TaskStub::AcceptTask, On<AcceptTaskRequest>(task));
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(next->state(), Task::ACCEPTED);
  // What was read before is out of date now.
  EXPECT_TRUE(Refused(
      As<TaskService>("officer-a", &TaskStub::AcceptTask, On<AcceptTaskRequest>(task)).status(),
      StatusCode::kAborted, "ETAG_MISMATCH"));

  auto report = On<ReportProgressRequest>(*next);
  report.set_note("Đã xong dự thảo");
  next = As<TaskService>("officer-a", &TaskStub::ReportProgress, report);
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(next->state(), Task::IN_PROGRESS);
  EXPECT_EQ(next->progress_note(), "Đã xong dự thảo");

  auto submit = On<SubmitTaskRequest>(*next);
  EXPECT_TRUE(
      BadField(As<TaskService>("officer-a", &TaskStub::SubmitTask, submit).status(), "evidence"));
  submit.add_evidence()->set_reference("15/BC-KH");
  submit.set_request_id(RequestId());
  next = As<TaskService>("head-a", &TaskStub::SubmitTask, submit);
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(next->state(), Task::SUBMITTED);
  EXPECT_EQ(next->submitted_by(), Officer("head-a"));

  auto back = On<ReturnTaskRequest>(*next);
  back.set_reason("Thiếu phụ lục");
  next = As<TaskService>("office", &TaskStub::ReturnTask, back);
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(next->state(), Task::RETURNED);

  submit = On<SubmitTaskRequest>(*next);
  submit.add_evidence()->set_reference("16/BC-KH");
  next = As<TaskService>("officer-a", &TaskStub::SubmitTask, submit);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_TRUE(
      Refused(As<TaskService>("officer-a", &TaskStub::CompleteTask, On<CompleteTaskRequest>(*next))
                  .status(),
              StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  next = As<TaskService>("director", &TaskStub::CompleteTask, On<CompleteTaskRequest>(*next));
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->state(), Task::COMPLETED);
  EXPECT_EQ(next->timeliness(), Task::ON_TIME);
  EXPECT_TRUE(Refused(
      As<TaskService>("director", &TaskStub::CompleteTask, On<CompleteTaskRequest>(*next)).status(),
      StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(TasksTest, RepeatedRequestGetsTheFirstAnswerAndAnotherBodyIsRefused) {
  const auto request = TaskRequest("Việc một", "unit-a", 20);
  const auto first = As<TaskService>("office", &TaskStub::CreateTask, request);
  const auto again = As<TaskService>("office", &TaskStub::CreateTask, request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Board(10).total(), 1);

  auto other = request;
  other.mutable_task()->set_text("Việc khác");
  const auto refused = As<TaskService>("office", &TaskStub::CreateTask, other);
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(ReasonOf(refused.status()), "REQUEST_ID_REUSED") << refused.status();
  EXPECT_EQ(Board(10).total(), 1);
}

TEST_F(TasksTest, AnotherAgencySeesNothing) {
  const Task task = NewTask("Việc nội bộ", "unit-a", 20);
  const std::string first = Officer("office");
  DepartmentTest::SetUp();  // A second agency.
  GetTaskRequest get;
  get.set_name(task.name());
  EXPECT_TRUE(Refused(As<TaskService>("director", &TaskStub::GetTask, get).status(),
                      StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY"));
  EXPECT_TRUE(suite().Call<TaskService>(first, &TaskStub::GetTask, get).ok());
}

TEST_F(TasksTest, BoardBucketsSumToTheTotalOnEveryDay) {
  std::vector<Task> tasks;
  for (const int day : {0, 3, 7, 10, 12, 14, 20, 31}) {
    tasks.push_back(NewTask("Việc", day % 2 == 0 ? "unit-a" : "unit-b", day));
  }
  NewTask("Chưa giao", "", 15);
  auto cancel = On<CancelTaskRequest>(tasks[2]);
  cancel.set_reason("Dừng theo chỉ đạo");
  ASSERT_TRUE(As<TaskService>("office", &TaskStub::CancelTask, cancel).ok());
  int64_t overdue_before = -1;
  for (const int day : {1, 7, 10, 11, 15, 31}) {
    SCOPED_TRACE(day);
    const TaskCounts counts = Board(day);
    EXPECT_EQ(counts.total(), 8);
    EXPECT_EQ(counts.cancelled(), 1);
    EXPECT_EQ(counts.on_time() + counts.late() + counts.in_time() + counts.overdue(),
              counts.total());
    EXPECT_LE(counts.due_soon() + counts.no_date(), counts.in_time());
    EXPECT_EQ(counts.no_date(), 1);
    EXPECT_GE(counts.overdue(), overdue_before);
    overdue_before = counts.overdue();
  }
  // Due 3, 10, 12, 14, 15, 20 October are over on the 31st; the 31st itself is not.
  EXPECT_EQ(overdue_before, 6);
}

}  // namespace
}  // namespace dondoc::testing
