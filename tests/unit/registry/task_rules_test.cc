#include "services/registry/domain/task_rules.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/official_tables.h"
#include "tests/unit/registry/registry_testing.h"

namespace dondoc::registry {
namespace {

using calendar::ToDate;
using v1::Task;

constexpr char kUnit[] = "agencies/so/units/vp";

const calendar::Calendar& Official() {
  static const calendar::Calendar calendar = *calendar::OfficialCalendar();
  return calendar;
}

Task Valid() {
  Task task;
  task.set_text("Tổng hợp biểu theo dõi kinh phí");
  task.set_lead_unit(kUnit);
  *task.mutable_deadline()->mutable_before_day() = ToDate(absl::CivilDay(2022, 11, 15));
  return task;
}

Task Stored(Task::State state) {
  Task task = NewTask(Valid(), Official(), {});
  task.set_state(state);
  return task;
}

TEST(ValidateTask, AcceptsAPlainTask) {
  FieldErrors errors;
  ValidateTask(Valid(), kAgency, "task.", errors);
  EXPECT_TRUE(errors.ToStatus().ok()) << errors.ToStatus();
}

TEST(ValidateTask, NamesEveryBadFieldAtOnce) {
  Task task = Valid();
  task.clear_text();
  task.set_section(std::string(51, 'x'));
  task.set_lead_unit("agencies/other/units/vp");
  task.add_cooperating_units("units/vp");
  task.set_monitor("nobody");
  task.mutable_quantity()->set_target(0);
  task.mutable_deadline()->mutable_before_day()->set_month(13);
  FieldErrors errors;
  ValidateTask(task, kAgency, "task.", errors);
  const absl::Status status = errors.ToStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(BadFields(status),
            (std::set<std::string>{"task.text", "task.section", "task.lead_unit",
                                   "task.cooperating_units", "task.monitor", "task.quantity.target",
                                   "task.deadline.before_day"}));
}

TEST(ValidateTask, RefusesControlCharactersAndBrokenUtf8) {
  for (const std::string& text : {std::string("a\x01"
                                              "b"),
                                  std::string("\xff\xfe")}) {
    Task task = Valid();
    task.set_text(text);
    FieldErrors errors;
    ValidateTask(task, kAgency, "task.", errors);
    EXPECT_EQ(BadFields(errors.ToStatus()), std::set<std::string>{"task.text"});
  }
  Task broken_lines = Valid();
  broken_lines.set_text("một\nhai\tba");
  FieldErrors errors;
  ValidateTask(broken_lines, kAgency, "task.", errors);
  EXPECT_TRUE(errors.empty());
}

TEST(NewTask, IgnoresOutputOnlyFieldsAndResolvesTheDeadline) {
  Task sent = Valid();
  sent.set_name("agencies/so/tasks/mine");
  sent.set_number("NV-1999-0001");
  sent.set_state(Task::COMPLETED);
  sent.set_submitted_by("me");
  *sent.mutable_deadline()->mutable_last_day() = ToDate(absl::CivilDay(2030, 1, 1));
  const Task task = NewTask(sent, Official(), {});
  EXPECT_EQ(task.name(), "");
  EXPECT_EQ(task.number(), "");
  EXPECT_EQ(task.submitted_by(), "");
  EXPECT_EQ(task.state(), Task::ASSIGNED);
  EXPECT_EQ(calendar::CivilDayOf(task.deadline().last_day()), absl::CivilDay(2022, 11, 14));
}

TEST(NewTask, WithoutAUnitNobodyAnswersForIt) {
  Task sent = Valid();
  sent.clear_lead_unit();
  EXPECT_EQ(NewTask(sent, Official(), {}).state(), Task::UNASSIGNED);
}

TEST(Verbs, OnTheLastDayIsOnTimeAndTheDayAfterIsLate) {
  for (const auto& [day, expected] : {std::pair(14, Task::ON_TIME), std::pair(15, Task::LATE)}) {
    Task task = Stored(Task::ACCEPTED);
    v1::SubmitTaskRequest request;
    request.add_evidence()->set_reference("12/BC-VP");
    ASSERT_TRUE(Submit(request, "officer", absl::CivilDay(2022, 11, day), task).ok());
    ASSERT_TRUE(Complete("director", absl::CivilDay(2022, 12, 1), task).ok());
    Derive(absl::CivilDay(2022, 12, 1), {}, task);
    EXPECT_EQ(task.timeliness(), expected);
    // What is done stays done on a board of an earlier day.
    Derive(absl::CivilDay(2022, 10, 3), {}, task);
    EXPECT_EQ(task.timeliness(), expected);
  }
}

TEST(Verbs, WhoeverSubmittedCannotComplete) {
  Task task = Stored(Task::ACCEPTED);
  v1::SubmitTaskRequest request;
  request.add_evidence()->set_reference("12/BC-VP");
  ASSERT_TRUE(Submit(request, "same", absl::CivilDay(2022, 11, 1), task).ok());
  EXPECT_EQ(ReasonOf(Complete("same", absl::CivilDay(2022, 11, 1), task)), "SEPARATION_OF_DUTIES");
}

TEST(Verbs, AQuantityMustBeReached) {
  Task task = Stored(Task::ACCEPTED);
  task.mutable_quantity()->set_target(2);
  v1::SubmitTaskRequest request;
  request.add_evidence()->set_reference("12/BC-VP");
  Task copy = task;
  EXPECT_EQ(ReasonOf(Submit(request, "o", absl::CivilDay(2022, 11, 1), copy)),
            "QUANTITY_NOT_REACHED");
  ASSERT_TRUE(Report("xong cả hai", 2, task).ok());
  EXPECT_TRUE(Submit(request, "o", absl::CivilDay(2022, 11, 1), task).ok());
}

TEST(Verbs, AReturnedTaskForgetsItsSubmission) {
  Task task = Stored(Task::ACCEPTED);
  v1::SubmitTaskRequest request;
  request.add_evidence()->set_reference("12/BC-VP");
  ASSERT_TRUE(Submit(request, "o", absl::CivilDay(2022, 11, 1), task).ok());
  ASSERT_TRUE(Return("thiếu số liệu", task).ok());
  EXPECT_EQ(task.state(), Task::RETURNED);
  EXPECT_FALSE(task.has_submit_date());
  EXPECT_EQ(task.reason(), "thiếu số liệu");
}

TEST(RecordEvent, GivesADayOnceAndNeverMovesIt) {
  Task task = Stored(Task::ASSIGNED);
  auto* term = task.mutable_deadline()->mutable_from_event();
  term->set_count(7);
  term->set_unit(common::v1::EventTerm::WORKING_DAY);
  term->set_event("VALID_DOSSIER");
  task.mutable_deadline()->clear_last_day();
  ASSERT_TRUE(RecordEvent(absl::CivilDay(2022, 9, 28), Official(), {}, task).ok());
  EXPECT_EQ(calendar::CivilDayOf(task.deadline().last_day()), absl::CivilDay(2022, 10, 7));
  EXPECT_EQ(ReasonOf(RecordEvent(absl::CivilDay(2022, 10, 3), Official(), {}, task)),
            "DEADLINE_ALREADY_SET");
}

TEST(RecordEvent, NeedsADeadlineThatCountsFromAnEvent) {
  Task task = Stored(Task::ASSIGNED);
  EXPECT_EQ(ReasonOf(RecordEvent(absl::CivilDay(2022, 9, 28), Official(), {}, task)), "NO_EVENT");
}

TEST(Evidence, NeedsAReferenceAndAWebAddress) {
  v1::SubmitTaskRequest request;
  FieldErrors none;
  ValidateEvidence(request.evidence(), none);
  EXPECT_EQ(BadFields(none.ToStatus()), std::set<std::string>{"evidence"});
  request.add_evidence()->set_uri("javascript:alert(1)");
  FieldErrors errors;
  ValidateEvidence(request.evidence(), errors);
  EXPECT_EQ(BadFields(errors.ToStatus()),
            (std::set<std::string>{"evidence[0].reference", "evidence[0].uri"}));
}

}  // namespace
}  // namespace dondoc::registry
