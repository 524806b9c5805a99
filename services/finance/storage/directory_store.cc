#include "services/finance/storage/directory_store.h"

#include <limits>

#include "common/rpc/page.h"
#include "common/text/sort_key.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {

absl::Status StoreUnit(sql::Transaction& tx, absl::string_view agency,
                       const registry::v1::Unit& unit) {
  return tx
      .Execute(
          "INSERT INTO units (agency, unit, position, sort_key, display_name) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, unit) DO UPDATE SET "
          "position = excluded.position, sort_key = excluded.sort_key, "
          "display_name = excluded.display_name",
          {agency, unit.name(), unit.position(), sql::Bytes(text::SortKey(unit.display_name())),
           unit.display_name()})
      .status();
}

absl::Status RequireUnit(sql::Transaction& tx, absl::string_view agency, const std::string& unit) {
  ASSIGN_OR_RETURN(
      const auto found,
      tx.QueryInt("SELECT position FROM units WHERE agency = $1 AND unit = $2", {agency, unit}));
  return found ? absl::OkStatus() : NotFound(unit);
}

absl::Status RequireOfficer(sql::Transaction& tx, absl::string_view agency,
                            const std::string& officer) {
  ASSIGN_OR_RETURN(
      const auto found,
      tx.QueryInt("SELECT disabled FROM officer_rights WHERE agency = $1 AND officer = $2",
                  {agency, officer}));
  return found ? absl::OkStatus() : NotFound(officer);
}

absl::StatusOr<std::vector<UnitName>> AllUnits(sql::Transaction& tx, absl::string_view agency) {
  std::vector<UnitName> units;
  RETURN_IF_ERROR(tx.Query(
      "SELECT unit, display_name FROM units WHERE agency = $1 ORDER BY position, sort_key, unit",
      {agency}, [&](const sql::Row& row) {
        units.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
        return absl::OkStatus();
      }));
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

absl::StatusOr<v1::ClockPolicy> CurrentClockPolicy(sql::Transaction& tx, absl::string_view agency) {
  ASSIGN_OR_RETURN(
      auto found,
      FindBody<v1::ClockPolicy>(
          tx, "SELECT body FROM clock_policies WHERE agency = $1 ORDER BY version DESC LIMIT 1",
          {agency}));
  if (found) return *std::move(found);
  v1::ClockPolicy none;
  none.set_name(ClockPolicyName(LastSegment(agency)));
  return none;
}

absl::Status InsertClockPolicy(sql::Transaction& tx, absl::string_view agency,
                               absl::string_view origin, const v1::ClockPolicy& policy) {
  return tx
      .Execute("INSERT INTO clock_policies (agency, version, origin, body) VALUES ($1, $2, $3, $4)",
               {agency, policy.version(), origin, sql::Bytes(policy.SerializeAsString())})
      .status();
}

absl::StatusOr<bool> HasOrigin(sql::Transaction& tx, absl::string_view agency,
                               absl::string_view origin) {
  ASSIGN_OR_RETURN(const auto version,
                   tx.QueryInt("SELECT version FROM clock_policies WHERE agency = $1 AND "
                               "origin = $2 AND origin <> ''",
                               {agency, origin}));
  return version.has_value();
}

absl::StatusOr<std::vector<v1::ClockPolicy>> PageClockPolicies(sql::Transaction& tx,
                                                               absl::string_view agency,
                                                               const common::v1::PageToken& token,
                                                               int limit, PageKeys& keys) {
  std::vector<v1::ClockPolicy> policies;
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, version FROM clock_policies WHERE agency = $1 AND version < $2 "
      "ORDER BY version DESC LIMIT $3",
      {agency, token.keys().empty() ? std::numeric_limits<int64_t>::max() : token.keys(0).number(),
       limit},
      [&](const sql::Row& row) {
        rpc::AddKey(keys.emplace_back(), row.Int(1));
        return ParseBody(row.Bytes(0), policies.emplace_back());
      }));
  return policies;
}

}  // namespace dondoc::finance
