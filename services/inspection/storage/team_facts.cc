#include "services/inspection/storage/team_facts.h"

#include "services/inspection/domain/inspector.h"
#include "services/inspection/domain/names.h"
#include "services/inspection/storage/inspector_store.h"
#include "services/inspection/storage/rows.h"

namespace dondoc::inspection {

absl::StatusOr<std::vector<DeclaredInterest>> LoadInterests(
    sql::Transaction& tx, absl::string_view agency, const std::vector<std::string>& people) {
  std::vector<DeclaredInterest> interests;
  for (const std::string& officer : people) {
    RETURN_IF_ERROR(
        tx.Query("SELECT body, enterprise FROM interests WHERE agency = $1 AND officer = $2 "
                 "AND withdrawn = 0 ORDER BY interest",
                 {agency, officer}, [&](const sql::Row& row) {
                   v1::Interest interest;
                   absl::Status parsed = ParseBody(row.Bytes(0), interest);
                   interests.push_back(DeclaredInterestOf(interest, std::string(row.Text(1))));
                   return parsed;
                 }));
  }
  return interests;
}

absl::StatusOr<std::vector<Booking>> LoadBookings(sql::Transaction& tx, absl::string_view agency,
                                                  const std::vector<std::string>& people,
                                                  absl::CivilDay first_day,
                                                  absl::CivilDay last_day) {
  std::vector<Booking> bookings;
  for (const std::string& officer : people) {
    RETURN_IF_ERROR(tx.Query(
        "SELECT b.inspection, b.first_day, b.last_day, i.number_year, i.number_sequence "
        "FROM bookings b JOIN inspections i ON i.agency = b.agency "
        "AND i.inspection = b.inspection WHERE b.agency = $1 AND b.officer = $2 "
        "AND b.first_day <= $3 AND b.last_day >= $4 ORDER BY b.first_day, b.inspection",
        {agency, officer, DayNumber(last_day), DayNumber(first_day)}, [&](const sql::Row& row) {
          Booking& booking = bookings.emplace_back();
          booking.officer = officer;
          booking.inspection = std::string(row.Text(0));
          booking.first_day = DayOfNumber(row.Int(1));
          booking.last_day = DayOfNumber(row.Int(2));
          booking.number =
              FormatOfficeNumber({static_cast<int>(row.Int(3)), static_cast<int>(row.Int(4))});
          return absl::OkStatus();
        }));
  }
  return bookings;
}

absl::StatusOr<std::vector<AwayDays>> LoadAway(sql::Transaction& tx, absl::string_view agency,
                                               const std::vector<std::string>& people,
                                               absl::CivilDay first_day, absl::CivilDay last_day) {
  std::vector<AwayDays> away;
  for (const std::string& officer : people) {
    RETURN_IF_ERROR(tx.Query(
        "SELECT absence, first_day, last_day FROM absences WHERE agency = $1 "
        "AND officer = $2 AND first_day <= $3 AND last_day >= $4 AND cancelled = 0 "
        "ORDER BY first_day, absence",
        {agency, officer, DayNumber(last_day), DayNumber(first_day)}, [&](const sql::Row& row) {
          away.push_back({officer, std::string(row.Text(0)), DayOfNumber(row.Int(1)),
                          DayOfNumber(row.Int(2))});
          return absl::OkStatus();
        }));
  }
  return away;
}

absl::StatusOr<TeamFacts> LoadTeamFacts(sql::Transaction& tx, absl::string_view agency,
                                        const v1::Inspection& inspection) {
  TeamFacts facts;
  const std::vector<std::string> people = PeopleOf(inspection.team());
  for (const std::string& officer : people) {
    ASSIGN_OR_RETURN(const auto inspector, FindInspector(tx, agency, officer));
    if (!inspector) continue;
    facts.members.push_back({officer, inspector->disabled(), inspector->ineligible()});
  }
  ASSIGN_OR_RETURN(facts.interests, LoadInterests(tx, agency, people));
  const std::vector<Booking> own = BookingsOf(inspection);
  if (own.empty()) return facts;
  // Everybody in a team is on site on the same days.
  ASSIGN_OR_RETURN(facts.bookings,
                   LoadBookings(tx, agency, people, own[0].first_day, own[0].last_day));
  ASSIGN_OR_RETURN(facts.away, LoadAway(tx, agency, people, own[0].first_day, own[0].last_day));
  return facts;
}

}  // namespace dondoc::inspection
