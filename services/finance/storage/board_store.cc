#include "services/finance/storage/board_store.h"

#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/dossier_state.h"
#include "services/finance/storage/rows.h"

namespace dondoc::finance {

DossierCounter CounterOf(const v1::Dossier& dossier) {
  DossierCounter counter{dossier.unit(), DossierCounter::kOpen, kNoDay};
  if (!IsOpen(dossier.state())) {
    counter.bucket = DossierCounter::kClosed;
  } else if (dossier.state() == v1::Dossier::RETURNED) {
    counter.bucket = DossierCounter::kReturned;
  } else if (const auto day = RunningLastDay(dossier)) {
    counter.last_day = DayNumber(*day);
  }
  return counter;
}

absl::Status CountDossier(sql::Transaction& tx, absl::string_view agency,
                          const DossierCounter& counter, int by) {
  const auto bucket = static_cast<int64_t>(counter.bucket);
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO dossier_counters (agency, unit, bucket, last_day, dossiers) "
                 "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, unit, bucket, last_day) "
                 "DO UPDATE SET dossiers = dossier_counters.dossiers + excluded.dossiers",
                 {agency, counter.unit, bucket, counter.last_day, by})
          .status());
  if (by > 0) return absl::OkStatus();
  return tx
      .Execute(
          "DELETE FROM dossier_counters WHERE agency = $1 AND unit = $2 AND bucket = $3 AND "
          "last_day = $4 AND dossiers = 0",
          {agency, counter.unit, bucket, counter.last_day})
      .status();
}

absl::Status AddMoney(sql::Transaction& tx, absl::string_view agency, absl::string_view unit,
                      absl::CivilDay day, const MoneyChange& change) {
  RETURN_IF_ERROR(
      tx.Execute("INSERT INTO board_days (agency, unit, day, contracted, disbursed, outstanding, "
                 "recovered) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                 "ON CONFLICT (agency, unit, day) DO UPDATE SET "
                 "contracted = board_days.contracted + excluded.contracted, "
                 "disbursed = board_days.disbursed + excluded.disbursed, "
                 "outstanding = board_days.outstanding + excluded.outstanding, "
                 "recovered = board_days.recovered + excluded.recovered",
                 {agency, unit, DayNumber(day), change.contracted, change.disbursed,
                  change.outstanding, change.recovered})
          .status());
  if (change.reserved == 0) return absl::OkStatus();
  return tx
      .Execute(
          "INSERT INTO board_reserved (agency, unit, reserved) VALUES ($1, $2, $3) "
          "ON CONFLICT (agency, unit) DO UPDATE SET "
          "reserved = board_reserved.reserved + excluded.reserved",
          {agency, unit, change.reserved})
      .status();
}

absl::StatusOr<std::map<std::string, v1::FinanceTotals>> SumBoard(sql::Transaction& tx,
                                                                  absl::string_view agency,
                                                                  absl::CivilDay as_of,
                                                                  int due_soon_days) {
  std::map<std::string, v1::FinanceTotals> units;
  const int64_t today = DayNumber(as_of);
  RETURN_IF_ERROR(
      tx.Query("SELECT unit, CAST(SUM(contracted) AS BIGINT), CAST(SUM(disbursed) AS BIGINT), "
               "CAST(SUM(outstanding) AS BIGINT), CAST(SUM(recovered) AS BIGINT) "
               "FROM board_days WHERE agency = $1 AND day <= $2 GROUP BY unit",
               {agency, today}, [&](const sql::Row& row) {
                 v1::FinanceTotals& totals = units[std::string(row.Text(0))];
                 totals.set_contracted_amount(row.Int(1));
                 totals.set_disbursed_amount(row.Int(2));
                 totals.set_outstanding_advance_amount(row.Int(3));
                 totals.set_recovered_amount(row.Int(4));
                 return absl::OkStatus();
               }));
  RETURN_IF_ERROR(tx.Query("SELECT unit, reserved FROM board_reserved WHERE agency = $1", {agency},
                           [&](const sql::Row& row) {
                             units[std::string(row.Text(0))].set_reserved_amount(row.Int(1));
                             return absl::OkStatus();
                           }));
  RETURN_IF_ERROR(tx.Query(
      "SELECT unit, bucket, CAST(SUM(dossiers) AS BIGINT), "
      "CAST(SUM(CASE WHEN last_day < $2 THEN dossiers ELSE 0 END) AS BIGINT), "
      "CAST(SUM(CASE WHEN last_day >= $2 AND last_day <= $3 THEN dossiers ELSE 0 END) AS BIGINT) "
      "FROM dossier_counters WHERE agency = $1 GROUP BY unit, bucket",
      {agency, today, today + due_soon_days}, [&](const sql::Row& row) {
        v1::FinanceTotals& totals = units[std::string(row.Text(0))];
        if (row.Int(1) == DossierCounter::kClosed) return absl::OkStatus();
        totals.set_open_dossiers(totals.open_dossiers() + row.Int(2));
        if (row.Int(1) == DossierCounter::kReturned) totals.set_returned_dossiers(row.Int(2));
        totals.set_overdue_dossiers(totals.overdue_dossiers() + row.Int(3));
        totals.set_due_soon_dossiers(totals.due_soon_dossiers() + row.Int(4));
        return absl::OkStatus();
      }));
  return units;
}

}  // namespace dondoc::finance
