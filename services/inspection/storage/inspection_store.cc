#include "services/inspection/storage/inspection_store.h"

#include <optional>
#include <set>

#include "common/rpc/names.h"
#include "common/text/fold.h"
#include "services/inspection/domain/board.h"
#include "services/inspection/domain/inspection_state.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/domain/overlap.h"
#include "services/inspection/domain/tax_code.h"
#include "services/inspection/storage/enterprise_years.h"
#include "services/inspection/storage/inspection_counters.h"
#include "services/inspection/storage/rows.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;

// The kind of the office numbers of inspections, as FormatOfficeNumber writes them.
constexpr absl::string_view kNumberKind = "TT";

int64_t FirstDay(const Inspection& inspection) {
  return inspection.has_first_day() ? DayNumber(inspection.first_day()) : kNoDayNumber;
}

int64_t LastDay(const Inspection& inspection) {
  return inspection.has_last_day() ? DayNumber(inspection.last_day()) : kNoDayNumber;
}

int64_t DueDay(const Inspection& inspection) {
  return inspection.has_due_date() ? DayNumber(inspection.due_date()) : kNoDayNumber;
}

int64_t Awaiting(const Inspection& inspection) {
  return inspection.awaiting_subject() || inspection.awaiting_dates() ? 1 : 0;
}

std::set<std::string> Words(const Inspection& inspection) {
  const auto tokens = text::SearchTokens(absl::StrCat(
      inspection.number(), " ", inspection.title(), " ", inspection.subject().display_name(), " ",
      inspection.scope(), " ", inspection.ground(), " ", inspection.clause().text()));
  return {tokens.begin(), tokens.end()};
}

void StoreInspectionWords(sql::Transaction& tx, absl::string_view agency,
                          const Inspection& inspection) {
  for (const std::string& word : Words(inspection)) {
    tx.ExecuteDeferred(
        "INSERT INTO inspection_tokens (agency, token, first_day, inspection) "
        "VALUES ($1, $2, $3, $4)",
        {agency, word, FirstDay(inspection), inspection.name()});
  }
}

void RemoveInspectionWords(sql::Transaction& tx, absl::string_view agency,
                           const Inspection& inspection) {
  for (const std::string& word : Words(inspection)) {
    tx.ExecuteDeferred(
        "DELETE FROM inspection_tokens WHERE agency = $1 AND token = $2 AND first_day = $3 "
        "AND inspection = $4",
        {agency, word, FirstDay(inspection), inspection.name()});
  }
}

void StoreTeam(sql::Transaction& tx, absl::string_view agency, const Inspection& inspection) {
  for (const std::string& officer : PeopleOf(inspection.team())) {
    tx.ExecuteDeferred(
        "INSERT INTO team_members (agency, officer, first_day, inspection) VALUES ($1, $2, $3, $4)",
        {agency, officer, FirstDay(inspection), inspection.name()});
  }
}

void RemoveTeam(sql::Transaction& tx, absl::string_view agency, const Inspection& inspection) {
  for (const std::string& officer : PeopleOf(inspection.team())) {
    tx.ExecuteDeferred(
        "DELETE FROM team_members WHERE agency = $1 AND officer = $2 AND first_day = $3 "
        "AND inspection = $4",
        {agency, officer, FirstDay(inspection), inspection.name()});
  }
}

void StoreBookings(sql::Transaction& tx, absl::string_view agency,
                   const std::vector<Booking>& bookings) {
  for (const Booking& booking : bookings) {
    tx.ExecuteDeferred(
        "INSERT INTO bookings (agency, officer, first_day, inspection, last_day) "
        "VALUES ($1, $2, $3, $4, $5)",
        {agency, booking.officer, DayNumber(booking.first_day), booking.inspection,
         DayNumber(booking.last_day)});
  }
}

void RemoveBookings(sql::Transaction& tx, absl::string_view agency,
                    const std::vector<Booking>& bookings) {
  for (const Booking& booking : bookings) {
    tx.ExecuteDeferred(
        "DELETE FROM bookings WHERE agency = $1 AND officer = $2 AND first_day = $3 "
        "AND inspection = $4",
        {agency, booking.officer, DayNumber(booking.first_day), booking.inspection});
  }
}

}  // namespace

absl::StatusOr<std::string> TakeOfficeNumber(sql::Transaction& tx, absl::string_view agency,
                                             int plan_year) {
  ASSIGN_OR_RETURN(
      const auto serial,
      tx.QueryInt("INSERT INTO office_numbers (agency, kind, year, last) VALUES ($1, $2, $3, 1) "
                  "ON CONFLICT (agency, kind, year) DO UPDATE SET last = office_numbers.last + 1 "
                  "RETURNING last",
                  {agency, kNumberKind, plan_year}));
  if (!serial) return absl::InternalError("no office number was returned");
  if (*serial > kMaxSerial) return NumbersExhausted(plan_year);
  return FormatOfficeNumber({plan_year, static_cast<int>(*serial)});
}

absl::StatusOr<Inspection> GetInspection(sql::Transaction& tx, absl::string_view agency,
                                         absl::string_view name) {
  if (const auto number = ParseOfficeNumber(rpc::LastSegment(name))) {
    return GetBody<Inspection>(tx,
                               "SELECT body FROM inspections WHERE agency = $1 "
                               "AND number_year = $2 AND number_sequence = $3",
                               {agency, number->year, number->serial}, name);
  }
  return GetBody<Inspection>(tx,
                             "SELECT body FROM inspections WHERE agency = $1 AND inspection = $2",
                             {agency, name}, name);
}

absl::Status InsertInspection(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                              const Inspection& inspection) {
  const auto number = ParseOfficeNumber(inspection.number());
  if (!number) return absl::InternalError("an inspection needs its office number to be stored");
  RETURN_IF_ERROR(MoveEnterpriseYear(tx, nullptr, inspection));
  RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO inspections (agency, inspection, number_year, number_sequence, "
      "plan_year, kind, basis, state, awaiting, lead_unit, entity, enterprise, "
      "directive, first_day, last_day, due_day, revision, body) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
      {agency, inspection.name(), number->year, number->serial, inspection.plan_year(),
       static_cast<int64_t>(inspection.kind()), static_cast<int64_t>(inspection.basis()),
       static_cast<int64_t>(inspection.state()), Awaiting(inspection), inspection.lead_unit(),
       inspection.subject().entity(), EnterpriseOf(inspection.subject().tax_code()),
       inspection.clause().directive(), FirstDay(inspection), LastDay(inspection),
       DueDay(inspection), revision, sql::Bytes(inspection.SerializeAsString())}));
  StoreInspectionWords(tx, agency, inspection);
  StoreTeam(tx, agency, inspection);
  StoreBookings(tx, agency, BookingsOf(inspection));
  return Count(tx, agency, StageOf(inspection), 1);
}

absl::Status UpdateInspection(sql::Transaction& tx, absl::string_view agency, int64_t revision,
                              const Inspection& before, const Inspection& after) {
  RETURN_IF_ERROR(MoveEnterpriseYear(tx, &before, after));
  // Kind, basis, plan year, number and directive never change.
  RETURN_IF_ERROR(
      tx.Execute("UPDATE inspections SET state = $3, awaiting = $4, lead_unit = $5, entity = $6, "
                 "enterprise = $7, first_day = $8, last_day = $9, due_day = $10, revision = $11, "
                 "body = $12 WHERE agency = $1 AND inspection = $2",
                 {agency, after.name(), static_cast<int64_t>(after.state()), Awaiting(after),
                  after.lead_unit(), after.subject().entity(),
                  EnterpriseOf(after.subject().tax_code()), FirstDay(after), LastDay(after),
                  DueDay(after), revision, sql::Bytes(after.SerializeAsString())}));
  const bool moved = FirstDay(before) != FirstDay(after);
  if (moved || Words(before) != Words(after)) {
    RemoveInspectionWords(tx, agency, before);
    StoreInspectionWords(tx, agency, after);
  }
  if (moved || PeopleOf(before.team()) != PeopleOf(after.team())) {
    RemoveTeam(tx, agency, before);
    StoreTeam(tx, agency, after);
  }
  const auto free = BookingsOf(before), taken = BookingsOf(after);
  if (free != taken) {
    RemoveBookings(tx, agency, free);
    StoreBookings(tx, agency, taken);
  }
  const Stage from = StageOf(before), to = StageOf(after);
  if (from == to) return absl::OkStatus();
  RETURN_IF_ERROR(Count(tx, agency, from, -1));
  return Count(tx, agency, to, 1);
}

absl::StatusOr<std::vector<Inspection>> LiveInspectionsOf(sql::Transaction& tx,
                                                          absl::string_view agency,
                                                          absl::string_view officer) {
  ASSIGN_OR_RETURN(auto live,
                   AllBodies<Inspection>(tx,
                                         "SELECT i.body FROM team_members m JOIN inspections i "
                                         "ON i.agency = m.agency AND i.inspection = m.inspection "
                                         "WHERE m.agency = $1 AND m.officer = $2 "
                                         "ORDER BY m.first_day, m.inspection",
                                         {agency, officer}));
  std::erase_if(live, [](const Inspection& inspection) { return !IsLive(inspection.state()); });
  return live;
}

absl::StatusOr<std::vector<std::string>> PlannedOf(sql::Transaction& tx, absl::string_view agency,
                                                   int plan_year, Inspection::Kind kind,
                                                   int limit) {
  std::vector<std::string> names;
  RETURN_IF_ERROR(
      tx.Query("SELECT inspection FROM inspections WHERE agency = $1 AND plan_year = $2 "
               "AND kind = $3 AND state = $4 ORDER BY inspection LIMIT $5",
               {agency, plan_year, static_cast<int64_t>(kind),
                static_cast<int64_t>(Inspection::PLANNED), limit},
               [&](const sql::Row& row) {
                 names.emplace_back(row.Text(0));
                 return absl::OkStatus();
               }));
  return names;
}

absl::StatusOr<bool> NoteDerived(sql::Transaction& tx, absl::string_view agency,
                                 const Inspection& inspection) {
  const v1::Origin& origin = inspection.origin();
  ASSIGN_OR_RETURN(
      const int64_t inserted,
      tx.Execute("INSERT INTO derived (agency, directive, item, inspection, source_service, "
                 "source_revision, source_ordinal) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                 "ON CONFLICT (agency, directive, item) DO NOTHING",
                 {agency, inspection.clause().directive(), origin.item(), inspection.name(),
                  origin.service(), origin.revision(), origin.ordinal()}));
  return inserted == 1;
}

}  // namespace dondoc::inspection
