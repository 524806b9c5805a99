#include "services/registry/storage/task_counters.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "services/registry/storage/days.h"

namespace dondoc::registry {
namespace {

void Add(int64_t bucket, int64_t in_time, int64_t due_soon, int64_t no_date, int64_t all,
         v1::TaskCounts& counts) {
  switch (bucket) {
    case CounterKey::kOpen:
      counts.set_in_time(in_time);
      counts.set_overdue(all - in_time);
      counts.set_due_soon(due_soon);
      counts.set_no_date(no_date);
      break;
    case CounterKey::kOnTime:
      counts.set_on_time(all);
      break;
    case CounterKey::kLate:
      counts.set_late(all);
      break;
    case CounterKey::kCancelled:
      counts.set_cancelled(all);
      return;
  }
  counts.set_total(counts.total() + all);
}

}  // namespace

CounterKey CounterOf(const v1::Task& task) {
  CounterKey key;
  key.unit = task.lead_unit();
  const int64_t last_day =
      task.deadline().has_last_day() ? DayNumber(task.deadline().last_day()) : kNoDay;
  switch (task.state()) {
    case v1::Task::CANCELLED:
      key.bucket = CounterKey::kCancelled;
      break;
    case v1::Task::COMPLETED:
      key.bucket =
          DayNumber(task.submit_date()) <= last_day ? CounterKey::kOnTime : CounterKey::kLate;
      break;
    default:
      key.day = last_day;
  }
  return key;
}

absl::Status Count(sql::Transaction& tx, absl::string_view agency, const CounterKey& key, int by) {
  const auto bucket = static_cast<int64_t>(key.bucket);
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO task_counters (agency, unit, bucket, day, tasks) "
                 "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, unit, bucket, day) "
                 "DO UPDATE SET tasks = task_counters.tasks + excluded.tasks",
                 {agency, key.unit, bucket, key.day, by}));
  if (by > 0) return absl::OkStatus();
  return tx
      .Execute(
          "DELETE FROM task_counters WHERE agency = $1 AND unit = $2 AND bucket = $3 "
          "AND day = $4 AND tasks = 0",
          {agency, key.unit, bucket, key.day})
      .status();
}

absl::StatusOr<std::vector<UnitCounts>> SumCounters(sql::Transaction& tx, absl::string_view agency,
                                                    absl::CivilDay as_of, int due_soon_days) {
  std::vector<UnitCounts> units;
  const int64_t today = DayNumber(as_of);
  RETURN_IF_ERROR(tx.Query(
      "SELECT unit, bucket, CAST(SUM(tasks) AS BIGINT), "
      "CAST(SUM(CASE WHEN day >= $2 THEN tasks ELSE 0 END) AS BIGINT), "
      "CAST(SUM(CASE WHEN day >= $2 AND day <= $3 THEN tasks ELSE 0 END) AS BIGINT), "
      "CAST(SUM(CASE WHEN day = $4 THEN tasks ELSE 0 END) AS BIGINT) "
      "FROM task_counters WHERE agency = $1 GROUP BY unit, bucket ORDER BY unit, bucket",
      {agency, today, today + due_soon_days, kNoDay}, [&](const sql::Row& row) {
        if (units.empty() || units.back().unit != row.Text(0)) {
          units.emplace_back().unit = std::string(row.Text(0));
        }
        Add(row.Int(1), row.Int(3), row.Int(4), row.Int(5), row.Int(2), units.back().counts);
        return absl::OkStatus();
      }));
  return units;
}

}  // namespace dondoc::registry
