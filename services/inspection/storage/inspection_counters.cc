#include "services/inspection/storage/inspection_counters.h"

#include "services/inspection/storage/rows.h"

namespace dondoc::inspection {

absl::Status Count(sql::Transaction& tx, absl::string_view agency, const Stage& stage, int by) {
  const int64_t kind = stage.kind, state = stage.state, awaiting = stage.awaiting ? 1 : 0;
  const int64_t due_day = DayNumber(stage.due_day);
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO inspection_counters (agency, plan_year, kind, state, awaiting, "
                 "due_day, inspections) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                 "ON CONFLICT (agency, plan_year, kind, state, awaiting, due_day) DO UPDATE SET "
                 "inspections = inspection_counters.inspections + excluded.inspections",
                 {agency, stage.plan_year, kind, state, awaiting, due_day, by})
          .status());
  if (by > 0) return absl::OkStatus();
  return tx
      .Execute(
          "DELETE FROM inspection_counters WHERE agency = $1 AND plan_year = $2 "
          "AND kind = $3 AND state = $4 AND awaiting = $5 AND due_day = $6 "
          "AND inspections = 0",
          {agency, stage.plan_year, kind, state, awaiting, due_day})
      .status();
}

absl::StatusOr<std::vector<StageCount>> ReadCounters(sql::Transaction& tx, absl::string_view agency,
                                                     int plan_year) {
  std::vector<StageCount> counts;
  RETURN_IF_ERROR(tx.Query(
      "SELECT plan_year, kind, state, awaiting, due_day, inspections FROM inspection_counters "
      "WHERE agency = $1 AND ($2 = 0 OR plan_year = $2)",
      {agency, int64_t{plan_year}}, [&](const sql::Row& row) {
        StageCount& counted = counts.emplace_back();
        counted.stage.plan_year = static_cast<int>(row.Int(0));
        counted.stage.kind = static_cast<v1::Inspection::Kind>(row.Int(1));
        counted.stage.state = static_cast<v1::Inspection::State>(row.Int(2));
        counted.stage.awaiting = row.Bool(3);
        counted.stage.due_day = DayOfNumber(row.Int(4));
        counted.count = row.Int(5);
        return absl::OkStatus();
      }));
  return counts;
}

}  // namespace dondoc::inspection
