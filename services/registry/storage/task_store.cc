#include "services/registry/storage/task_store.h"

#include <optional>

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "common/sql/bodies.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/days.h"
#include "services/registry/storage/task_counters.h"
#include "services/registry/storage/task_words.h"

namespace dondoc::registry {
namespace {

int64_t DoneDay(const v1::Task& task) {
  return task.state() == v1::Task::COMPLETED ? DayNumber(task.submit_date()) : kNoDay;
}

}  // namespace

absl::StatusOr<int64_t> NextOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                         int64_t year) {
  ASSIGN_OR_RETURN(const auto last, tx.QueryInt("SELECT COALESCE(MAX(number_sequence), 0) FROM "
                                                "tasks WHERE agency = $1 AND number_year = $2",
                                                {agency, year}));
  return last.value_or(0) + 1;
}

absl::StatusOr<v1::Task> GetTask(sql::Transaction& tx, absl::string_view agency,
                                 absl::string_view name) {
  v1::Task task;
  bool found = false;
  const auto parse = [&](const sql::Row& row) { return sql::ParseBody(row.Bytes(0), task); };
  if (const auto number = ParseOfficeNumber(rpc::LastSegment(name))) {
    ASSIGN_OR_RETURN(found, tx.QueryRow("SELECT body FROM tasks WHERE agency = $1 AND "
                                        "number_year = $2 AND number_sequence = $3",
                                        {agency, number->year, number->sequence}, parse));
  } else {
    ASSIGN_OR_RETURN(found, tx.QueryRow("SELECT body FROM tasks WHERE agency = $1 AND task = $2",
                                        {agency, name}, parse));
  }
  if (!found) return NotFound(name);
  return task;
}

absl::Status InsertTask(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                        const v1::Task& task) {
  const auto number = ParseOfficeNumber(task.number());
  if (!number) return absl::InternalError("a task needs its office number before it is stored");
  RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO tasks (agency, task, number_year, number_sequence, directive, unit, state, "
      "last_day, done_day, missing_year, revision, body) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {agency, task.name(), number->year, number->sequence, task.directive(), task.lead_unit(),
       static_cast<int64_t>(task.state()), LastDay(task), DoneDay(task),
       task.deadline().missing_year(), revision, sql::Bytes(task.SerializeAsString())}));
  RETURN_IF_ERROR(AddWords(tx, agency, task));
  return Count(tx, agency, CounterOf(task), 1);
}

absl::Status UpdateTask(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                        const v1::Task& before, const v1::Task& after) {
  RETURN_IF_ERROR(tx.Execute(
      "UPDATE tasks SET unit = $3, state = $4, last_day = $5, done_day = $6, missing_year = $7, "
      "revision = $8, body = $9 WHERE agency = $1 AND task = $2",
      {agency, after.name(), after.lead_unit(), static_cast<int64_t>(after.state()), LastDay(after),
       DoneDay(after), after.deadline().missing_year(), revision,
       sql::Bytes(after.SerializeAsString())}));
  RETURN_IF_ERROR(ChangeWords(tx, agency, before, after));
  const CounterKey from = CounterOf(before), to = CounterOf(after);
  if (from == to) return absl::OkStatus();
  RETURN_IF_ERROR(Count(tx, agency, from, -1));
  return Count(tx, agency, to, 1);
}

absl::Status InsertProgressReport(sql::Transaction& tx, absl::string_view agency,
                                  absl::string_view task, const v1::ProgressReport& report) {
  return tx
      .Execute("INSERT INTO progress_reports (agency, task, report, body) VALUES ($1, $2, $3, $4)",
               {agency, task, report.name(), sql::Bytes(report.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<v1::ProgressReport>> PageProgressReports(
    sql::Transaction& tx, absl::string_view agency, absl::string_view task,
    const common::v1::PageToken& token, int limit, std::vector<common::v1::PageToken>& keys) {
  std::vector<v1::ProgressReport> reports;
  // Report names end in "R" and the revision, padded: their order is the order of time. "~" sorts
  // after every name.
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, report FROM progress_reports WHERE agency = $1 AND task = $2 AND report < $3 "
      "ORDER BY report DESC LIMIT $4",
      {agency, task, token.keys().empty() ? "~" : token.keys(0).text(), limit},
      [&](const sql::Row& row) {
        rpc::AddKey(keys.emplace_back(), row.Text(1));
        return sql::ParseBody(row.Bytes(0), reports.emplace_back());
      }));
  return reports;
}

absl::StatusOr<std::vector<v1::Task>> TasksWaitingFor(sql::Transaction& tx,
                                                      absl::string_view agency, int64_t year,
                                                      absl::string_view after, int limit) {
  return sql::AllBodies<v1::Task>(
      tx,
      "SELECT body FROM tasks WHERE agency = $1 AND missing_year = $2 AND missing_year > 0 "
      "AND task > $3 ORDER BY task LIMIT $4",
      {agency, year, after, limit});
}

absl::StatusOr<std::vector<v1::Task>> OpenTasksOfYear(sql::Transaction& tx,
                                                      absl::string_view agency, int64_t year,
                                                      int limit) {
  return sql::AllBodies<v1::Task>(
      tx,
      "SELECT body FROM tasks WHERE agency = $1 AND last_day BETWEEN $2 AND $3 "
      "AND state NOT IN ($4, $5) ORDER BY last_day, task LIMIT $6",
      {agency, DayNumber(absl::CivilDay(year, 1, 1)), DayNumber(absl::CivilDay(year, 12, 31)),
       static_cast<int64_t>(v1::Task::COMPLETED), static_cast<int64_t>(v1::Task::CANCELLED),
       limit});
}

}  // namespace dondoc::registry
