#include "services/inspection/storage/directory_store.h"

namespace dondoc::inspection {

absl::Status StoreUnit(sql::Transaction& tx, absl::string_view agency,
                       const registry::v1::Unit& unit) {
  return tx
      .Execute(
          "INSERT INTO units (agency, unit, display_name, body) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (agency, unit) DO UPDATE SET display_name = excluded.display_name, "
          "body = excluded.body",
          {agency, unit.name(), unit.display_name(), sql::Bytes(unit.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<SubjectFacts::Unit>> FindUnits(sql::Transaction& tx,
                                                          absl::string_view agency,
                                                          const std::vector<std::string>& names) {
  std::vector<SubjectFacts::Unit> units;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const auto display_name,
                     tx.QueryText("SELECT display_name FROM units WHERE agency = $1 AND unit = $2",
                                  {agency, name}));
    if (display_name) units.push_back({name, *display_name});
  }
  return units;
}

absl::StatusOr<int64_t> CalendarRevision(sql::Transaction& tx, absl::string_view agency) {
  ASSIGN_OR_RETURN(
      const auto revision,
      tx.QueryInt("SELECT COALESCE(MAX(revision), 0) FROM calendar_years WHERE agency = $1",
                  {agency}));
  return revision.value_or(0);
}

absl::Status StoreCalendarYear(sql::Transaction& tx, absl::string_view agency, int year,
                               const registry::v1::CalendarYear& table) {
  ASSIGN_OR_RETURN(const int64_t newest, CalendarRevision(tx, agency));
  return tx
      .Execute(
          "INSERT INTO calendar_years (agency, year, revision, body) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (agency, year) DO UPDATE SET revision = excluded.revision, "
          "body = excluded.body",
          {agency, year, newest + 1, sql::Bytes(table.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<registry::v1::CalendarYear>> AllCalendarYears(sql::Transaction& tx,
                                                                         absl::string_view agency) {
  return AllBodies<registry::v1::CalendarYear>(
      tx, "SELECT body FROM calendar_years WHERE agency = $1 ORDER BY year", {agency});
}

}  // namespace dondoc::inspection
