#include "services/registry/storage/directory_store.h"

#include <set>

#include "common/base/status_macros.h"
#include "common/identity/access.h"
#include "common/rpc/page.h"
#include "common/rpc/rights.h"
#include "common/sql/bodies.h"
#include "common/text/fold.h"
#include "common/text/sort_key.h"
#include "services/registry/domain/errors.h"

namespace dondoc::registry {
namespace {

absl::Status StoreNames(sql::Transaction& tx, absl::string_view agency, const v1::Unit& unit) {
  RETURN_IF_ERROR(
      tx.Execute("DELETE FROM unit_names WHERE agency = $1 AND unit = $2", {agency, unit.name()}));
  std::set<std::string> seen;
  std::vector<std::string> names(unit.aliases().begin(), unit.aliases().end());
  names.push_back(unit.display_name());
  for (const std::string& name : names) {
    const std::string folded = text::Fold(name);
    if (!seen.insert(folded).second) continue;
    ASSIGN_OR_RETURN(const auto holder,
                     tx.QueryText("SELECT unit FROM unit_names WHERE agency = $1 AND folded = $2",
                                  {agency, folded}));
    if (holder) return UnitNameTaken(name, *holder);
    RETURN_IF_ERROR(tx.Execute("INSERT INTO unit_names (agency, folded, unit) VALUES ($1, $2, $3)",
                               {agency, folded, unit.name()}));
  }
  return absl::OkStatus();
}

absl::Status StoreRights(sql::Transaction& tx, absl::string_view agency,
                         const v1::Officer& officer) {
  return rpc::StoreRights(tx, agency, rpc::RightsOf(officer));
}

}  // namespace

absl::StatusOr<v1::Agency> GetAgency(sql::Transaction& tx, absl::string_view name) {
  return sql::GetBody<v1::Agency>(tx, "SELECT body FROM agencies WHERE agency = $1", {name}, name);
}

absl::Status InsertAgency(sql::Transaction& tx, const v1::Agency& agency) {
  ASSIGN_OR_RETURN(const int64_t inserted,
                   tx.Execute("INSERT INTO agencies (agency, body) VALUES ($1, $2) "
                              "ON CONFLICT (agency) DO NOTHING",
                              {agency.name(), sql::Bytes(agency.SerializeAsString())}));
  return inserted == 0 ? AgencyExists(agency.name()) : absl::OkStatus();
}

absl::StatusOr<v1::Unit> GetUnit(sql::Transaction& tx, absl::string_view agency,
                                 absl::string_view name) {
  return sql::GetBody<v1::Unit>(tx, "SELECT body FROM units WHERE agency = $1 AND unit = $2",
                                {agency, name}, name);
}

absl::Status InsertUnit(sql::Transaction& tx, absl::string_view agency, const v1::Unit& unit) {
  ASSIGN_OR_RETURN(const int64_t inserted,
                   tx.Execute("INSERT INTO units (agency, unit, position, sort_key, body) "
                              "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, unit) DO NOTHING",
                              {agency, unit.name(), unit.position(),
                               sql::Bytes(text::SortKey(unit.display_name())),
                               sql::Bytes(unit.SerializeAsString())}));
  if (inserted == 0) return UnitExists(unit.name());
  return StoreNames(tx, agency, unit);
}

absl::Status UpdateUnit(sql::Transaction& tx, absl::string_view agency, const v1::Unit& unit) {
  RETURN_IF_ERROR(tx.Execute(
      "UPDATE units SET position = $3, sort_key = $4, body = $5 WHERE agency = $1 AND unit = $2",
      {agency, unit.name(), unit.position(), sql::Bytes(text::SortKey(unit.display_name())),
       sql::Bytes(unit.SerializeAsString())}));
  return StoreNames(tx, agency, unit);
}

absl::StatusOr<std::vector<v1::Unit>> AllUnits(sql::Transaction& tx, absl::string_view agency) {
  return sql::AllBodies<v1::Unit>(
      tx, "SELECT body FROM units WHERE agency = $1 ORDER BY position, sort_key, unit", {agency});
}

absl::Status RequireUnits(sql::Transaction& tx, absl::string_view agency,
                          const std::vector<std::string>& names) {
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
    ASSIGN_OR_RETURN(
        const auto found,
        tx.QueryInt("SELECT 1 FROM units WHERE agency = $1 AND unit = $2", {agency, name}));
    if (!found) return NotFound(name);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Officer> GetOfficer(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name) {
  return sql::GetBody<v1::Officer>(
      tx, "SELECT body FROM officers WHERE agency = $1 AND officer = $2", {agency, name}, name);
}

absl::Status InsertOfficer(sql::Transaction& tx, absl::string_view agency,
                           const v1::Officer& officer) {
  ASSIGN_OR_RETURN(
      const int64_t inserted,
      tx.Execute("INSERT INTO officers (agency, officer, sort_key, body) VALUES ($1, $2, $3, $4) "
                 "ON CONFLICT (agency, officer) DO NOTHING",
                 {agency, officer.name(), sql::Bytes(text::PersonSortKey(officer.display_name())),
                  sql::Bytes(officer.SerializeAsString())}));
  if (inserted == 0) return OfficerExists(officer.name());
  return StoreRights(tx, agency, officer);
}

absl::Status UpdateOfficer(sql::Transaction& tx, absl::string_view agency,
                           const v1::Officer& officer) {
  RETURN_IF_ERROR(
      tx.Execute("UPDATE officers SET sort_key = $3, body = $4 WHERE agency = $1 AND officer = $2",
                 {agency, officer.name(), sql::Bytes(text::PersonSortKey(officer.display_name())),
                  sql::Bytes(officer.SerializeAsString())}));
  return StoreRights(tx, agency, officer);
}

absl::StatusOr<bool> HasOtherAdministrator(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name) {
  bool found = false;
  RETURN_IF_ERROR(tx.Query(
      "SELECT roles FROM officer_rights WHERE agency = $1 AND officer <> $2 AND disabled = 0",
      {agency, name}, [&](const sql::Row& row) {
        if ((row.Int(0) >> ADMIN) & 1) found = true;
        return absl::OkStatus();
      }));
  return found;
}

absl::StatusOr<std::vector<v1::Agency>> PageAgencies(sql::Transaction& tx,
                                                     const common::v1::PageToken& token, int limit,
                                                     PageKeys& keys) {
  std::vector<v1::Agency> agencies;
  RETURN_IF_ERROR(
      tx.Query("SELECT body, agency FROM agencies WHERE agency > $1 ORDER BY agency LIMIT $2",
               {token.keys().empty() ? "" : token.keys(0).text(), limit}, [&](const sql::Row& row) {
                 rpc::AddKey(keys.emplace_back(), row.Text(1));
                 return sql::ParseBody(row.Bytes(0), agencies.emplace_back());
               }));
  return agencies;
}

absl::StatusOr<std::vector<v1::Unit>> PageUnits(sql::Transaction& tx, absl::string_view agency,
                                                const common::v1::PageToken& token, int limit,
                                                PageKeys& keys) {
  std::vector<v1::Unit> units;
  const bool first = token.keys().empty();
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, position, sort_key, unit FROM units WHERE agency = $1 "
      "AND (position, sort_key, unit) > ($2, $3, $4) ORDER BY position, sort_key, unit LIMIT $5",
      {agency, first ? int64_t{-1} : token.keys(0).number(),
       sql::Bytes(first ? "" : token.keys(1).raw()), first ? "" : token.keys(2).text(), limit},
      [&](const sql::Row& row) {
        auto& key = keys.emplace_back();
        rpc::AddKey(key, row.Int(1));
        rpc::AddRawKey(key, row.Bytes(2));
        rpc::AddKey(key, row.Text(3));
        return sql::ParseBody(row.Bytes(0), units.emplace_back());
      }));
  return units;
}

absl::StatusOr<std::vector<v1::Officer>> PageOfficers(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys) {
  std::vector<v1::Officer> officers;
  const bool first = token.keys().empty();
  RETURN_IF_ERROR(
      tx.Query("SELECT body, sort_key, officer FROM officers WHERE agency = $1 "
               "AND (sort_key, officer) > ($2, $3) ORDER BY sort_key, officer LIMIT $4",
               {agency, sql::Bytes(first ? "" : token.keys(0).raw()),
                first ? "" : token.keys(1).text(), limit},
               [&](const sql::Row& row) {
                 auto& key = keys.emplace_back();
                 rpc::AddRawKey(key, row.Bytes(1));
                 rpc::AddKey(key, row.Text(2));
                 return sql::ParseBody(row.Bytes(0), officers.emplace_back());
               }));
  return officers;
}

}  // namespace dondoc::registry
