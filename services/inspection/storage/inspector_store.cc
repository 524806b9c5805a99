#include "services/inspection/storage/inspector_store.h"

#include "common/rpc/page.h"
#include "common/text/sort_key.h"
#include "services/inspection/domain/inspector.h"
#include "services/inspection/domain/names.h"

namespace dondoc::inspection {
namespace {

// See the schema.
constexpr int64_t kInspector = 1, kOfficer = 0, kGone = -1;

int64_t Listed(const v1::Inspector& inspector) {
  if (inspector.has_inspector_role() || !inspector.card_no().empty()) return kInspector;
  return inspector.disabled() ? kGone : kOfficer;
}

// Sorts after every name below an agency.
constexpr absl::string_view kLast = "~";

}  // namespace

absl::StatusOr<std::optional<v1::Inspector>> FindInspector(sql::Transaction& tx,
                                                           absl::string_view agency,
                                                           absl::string_view officer) {
  return FindBody<v1::Inspector>(
      tx, "SELECT body FROM inspectors WHERE agency = $1 AND officer = $2", {agency, officer});
}

absl::StatusOr<v1::Inspector> GetInspector(sql::Transaction& tx, absl::string_view agency,
                                           absl::string_view name) {
  const std::string officer = OfficerOf(name);
  return GetBody<v1::Inspector>(tx,
                                "SELECT body FROM inspectors WHERE agency = $1 AND officer = $2",
                                {agency, officer}, name);
}

absl::Status StoreInspector(sql::Transaction& tx, absl::string_view agency,
                            const v1::Inspector& inspector) {
  return tx
      .Execute(
          "INSERT INTO inspectors (agency, officer, listed, sort_key, body) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agency, officer) DO UPDATE SET "
          "listed = excluded.listed, sort_key = excluded.sort_key, body = excluded.body",
          {agency, inspector.officer(), Listed(inspector),
           sql::Bytes(text::PersonSortKey(inspector.display_name())),
           sql::Bytes(inspector.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<v1::Inspector>> PageInspectors(sql::Transaction& tx,
                                                          absl::string_view agency, bool all,
                                                          const common::v1::PageToken& token,
                                                          int limit, PageKeys& keys) {
  std::vector<v1::Inspector> inspectors;
  const bool first = token.keys().empty();
  RETURN_IF_ERROR(
      tx.Query("SELECT body, sort_key, officer FROM inspectors WHERE agency = $1 AND listed >= $2 "
               "AND (sort_key, officer) > ($3, $4) ORDER BY sort_key, officer LIMIT $5",
               {agency, all ? kOfficer : kInspector, sql::Bytes(first ? "" : token.keys(0).raw()),
                first ? "" : token.keys(1).text(), limit},
               [&](const sql::Row& row) {
                 auto& key = keys.emplace_back();
                 rpc::AddRawKey(key, row.Bytes(1));
                 rpc::AddKey(key, row.Text(2));
                 return ParseBody(row.Bytes(0), inspectors.emplace_back());
               }));
  return inspectors;
}

absl::StatusOr<std::vector<std::string>> AvailableInspectors(sql::Transaction& tx,
                                                             absl::string_view agency, int limit) {
  ASSIGN_OR_RETURN(const auto inspectors,
                   AllBodies<v1::Inspector>(tx,
                                            "SELECT body FROM inspectors WHERE agency = $1 "
                                            "AND listed = $2 ORDER BY sort_key, officer",
                                            {agency, kInspector}));
  std::vector<std::string> officers;
  for (const v1::Inspector& inspector : inspectors) {
    if (!inspector.has_inspector_role() || inspector.disabled() || inspector.ineligible()) continue;
    if (static_cast<int>(officers.size()) == limit) break;
    officers.push_back(inspector.officer());
  }
  return officers;
}

absl::StatusOr<v1::Absence> GetAbsence(sql::Transaction& tx, absl::string_view agency,
                                       absl::string_view name) {
  return GetBody<v1::Absence>(tx, "SELECT body FROM absences WHERE agency = $1 AND absence = $2",
                              {agency, name}, name);
}

absl::Status StoreAbsence(sql::Transaction& tx, absl::string_view agency,
                          const v1::Absence& absence) {
  const AwayDays away = AwayDaysOf(absence);
  return tx
      .Execute(
          "INSERT INTO absences (agency, absence, officer, first_day, last_day, cancelled, "
          "body) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (agency, absence) "
          "DO UPDATE SET cancelled = excluded.cancelled, body = excluded.body",
          {agency, away.absence, away.officer, DayNumber(away.first_day), DayNumber(away.last_day),
           absence.cancelled() ? 1 : 0, sql::Bytes(absence.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<v1::Absence>> PageAbsences(sql::Transaction& tx,
                                                      absl::string_view agency,
                                                      const AbsenceQuery& query,
                                                      const common::v1::PageToken& token, int limit,
                                                      PageKeys& keys) {
  std::vector<v1::Absence> absences;
  const bool first = token.keys().empty();
  const int64_t after_day = first ? -kNoDayNumber : token.keys(0).number();
  const std::string after = first ? "" : token.keys(1).text();
  const int64_t from = query.from ? DayNumber(*query.from) : -kNoDayNumber;
  const int64_t most = query.include_cancelled ? 1 : 0;
  const auto take = [&](const sql::Row& row) {
    auto& key = keys.emplace_back();
    rpc::AddKey(key, row.Int(1));
    rpc::AddKey(key, row.Text(2));
    return ParseBody(row.Bytes(0), absences.emplace_back());
  };
  if (query.officer.empty()) {
    RETURN_IF_ERROR(
        tx.Query("SELECT body, first_day, absence FROM absences WHERE agency = $1 "
                 "AND (first_day, absence) > ($2, $3) AND last_day >= $4 AND cancelled <= $5 "
                 "ORDER BY first_day, absence LIMIT $6",
                 {agency, after_day, after, from, most, limit}, take));
  } else {
    RETURN_IF_ERROR(
        tx.Query("SELECT body, first_day, absence FROM absences WHERE agency = $1 AND officer = $7 "
                 "AND (first_day, absence) > ($2, $3) AND last_day >= $4 AND cancelled <= $5 "
                 "ORDER BY first_day, absence LIMIT $6",
                 {agency, after_day, after, from, most, limit, query.officer}, take));
  }
  return absences;
}

absl::StatusOr<v1::Interest> GetInterest(sql::Transaction& tx, absl::string_view agency,
                                         absl::string_view name) {
  const std::string officer = OfficerOf(name);
  return GetBody<v1::Interest>(
      tx, "SELECT body FROM interests WHERE agency = $1 AND officer = $2 AND interest = $3",
      {agency, officer, name}, name);
}

absl::Status InsertInterest(sql::Transaction& tx, absl::string_view agency,
                            const v1::Interest& interest, const std::string& tax_code) {
  const DeclaredInterest declared = DeclaredInterestOf(interest, tax_code);
  return tx
      .Execute(
          "INSERT INTO interests (agency, officer, interest, enterprise, withdrawn, body) "
          "VALUES ($1, $2, $3, $4, $5, $6)",
          {agency, declared.officer, declared.interest, declared.enterprise,
           interest.withdrawn() ? 1 : 0, sql::Bytes(interest.SerializeAsString())})
      .status();
}

absl::Status UpdateInterest(sql::Transaction& tx, absl::string_view agency,
                            const v1::Interest& interest) {
  const std::string officer = OfficerOf(interest.name());
  return tx
      .Execute(
          "UPDATE interests SET withdrawn = $4, body = $5 "
          "WHERE agency = $1 AND officer = $2 AND interest = $3",
          {agency, officer, interest.name(), interest.withdrawn() ? 1 : 0,
           sql::Bytes(interest.SerializeAsString())})
      .status();
}

absl::StatusOr<std::vector<v1::Interest>> PageInterests(
    sql::Transaction& tx, absl::string_view agency, absl::string_view officer,
    bool include_withdrawn, const common::v1::PageToken& token, int limit, PageKeys& keys) {
  std::vector<v1::Interest> interests;
  // Names end in the revision, padded: their order is the order of time.
  RETURN_IF_ERROR(tx.Query(
      "SELECT body, interest FROM interests WHERE agency = $1 AND officer = $2 AND interest < $3 "
      "AND withdrawn <= $4 ORDER BY interest DESC LIMIT $5",
      {agency, officer, token.keys().empty() ? kLast : absl::string_view(token.keys(0).text()),
       include_withdrawn ? 1 : 0, limit},
      [&](const sql::Row& row) {
        rpc::AddKey(keys.emplace_back(), row.Text(1));
        return ParseBody(row.Bytes(0), interests.emplace_back());
      }));
  return interests;
}

}  // namespace dondoc::inspection
