#include "services/registry/storage/calendar_store.h"

#include "common/base/status_macros.h"
#include "common/sql/bodies.h"

namespace dondoc::registry {

absl::StatusOr<std::optional<v1::CalendarYear>> GetCalendarYear(sql::Transaction& tx,
                                                                absl::string_view agency,
                                                                int64_t year) {
  return sql::FindBody<v1::CalendarYear>(
      tx, "SELECT body FROM calendar_years WHERE agency = $1 AND year = $2", {agency, year});
}

absl::StatusOr<std::vector<v1::CalendarYear>> AllCalendarYears(sql::Transaction& tx,
                                                               absl::string_view agency) {
  return sql::AllBodies<v1::CalendarYear>(
      tx, "SELECT body FROM calendar_years WHERE agency = $1 ORDER BY year", {agency});
}

absl::StatusOr<int64_t> CalendarRevision(sql::Transaction& tx, absl::string_view agency) {
  ASSIGN_OR_RETURN(
      const auto revision,
      tx.QueryInt("SELECT COALESCE(MAX(revision), 0) FROM calendar_years WHERE agency = $1",
                  {agency}));
  return revision.value_or(0);
}

absl::Status StoreCalendarYear(sql::Transaction& tx, absl::string_view agency, int64_t year,
                               int64_t revision, const v1::CalendarYear& table) {
  return tx
      .Execute(
          "INSERT INTO calendar_years (agency, year, revision, body) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (agency, year) DO UPDATE SET revision = excluded.revision, "
          "body = excluded.body",
          {agency, year, revision, sql::Bytes(table.SerializeAsString())})
      .status();
}

}  // namespace dondoc::registry
