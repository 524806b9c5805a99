#include "services/inspection/domain/overlap.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/inspection_state.h"
#include "services/inspection/domain/regime.h"
#include "services/inspection/domain/tax_code.h"
#include "services/inspection/domain/warnings.h"

namespace dondoc::inspection {
namespace {

using Inspection = v1::Inspection;

std::string DaysText(absl::CivilDay first, absl::CivilDay last) {
  return absl::StrCat(calendar::FormatDay(first), "–", calendar::FormatDay(last));
}

bool SharesDay(absl::CivilDay a_first, absl::CivilDay a_last, absl::CivilDay b_first,
               absl::CivilDay b_last) {
  return a_first <= b_last && b_first <= a_last;
}

absl::Status CheckMembers(const std::vector<std::string>& people, const TeamFacts& facts) {
  std::vector<std::string> unknown;
  std::vector<std::string> barred;
  for (const std::string& person : people) {
    const auto member = std::find_if(facts.members.begin(), facts.members.end(),
                                     [&](const TeamMember& m) { return m.officer == person; });
    if (member == facts.members.end()) {
      unknown.push_back(person);
    } else if (member->disabled || member->ineligible) {
      barred.push_back(person);
    }
  }
  if (!unknown.empty()) {
    return Error(absl::StatusCode::kNotFound, "OFFICER_NOT_FOUND",
                 {absl::StrCat("Not officers of the agency: ", absl::StrJoin(unknown, ", "), "."),
                  absl::StrCat("Không phải công chức của cơ quan: ", absl::StrJoin(unknown, ", "),
                               ".")})
        .With("officers", absl::StrJoin(unknown, ","));
  }
  if (!barred.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "INSPECTOR_INELIGIBLE",
                 {absl::StrCat("May not sit in a team: ", absl::StrJoin(barred, ", "), "."),
                  absl::StrCat("Không được tham gia đoàn: ", absl::StrJoin(barred, ", "), ".")})
        .With("officers", absl::StrJoin(barred, ","));
  }
  return absl::OkStatus();
}

absl::Status CheckAway(const std::vector<Booking>& own, const std::vector<AwayDays>& away) {
  std::optional<Error> error;
  for (const Booking& booking : own) {
    for (const AwayDays& days : away) {
      if (days.officer != booking.officer ||
          !SharesDay(days.first_day, days.last_day, booking.first_day, booking.last_day)) {
        continue;
      }
      const std::string span = DaysText(days.first_day, days.last_day);
      if (!error) {
        error.emplace(Error(absl::StatusCode::kFailedPrecondition, "INSPECTOR_ABSENT",
                            {absl::StrCat(days.officer, " is away ", span, "."),
                             absl::StrCat(days.officer, " vắng mặt ", span, ".")})
                          .With("officer", days.officer)
                          .With("absence", days.absence)
                          .With("first_day", calendar::FormatIsoDay(days.first_day))
                          .With("last_day", calendar::FormatIsoDay(days.last_day)));
      }
      *error = std::move(*error).Precondition(
          "INSPECTOR_ABSENT", days.officer,
          {absl::StrCat("away ", span), absl::StrCat("vắng mặt ", span)});
    }
  }
  if (error) return *error;
  return absl::OkStatus();
}

absl::Status CheckBookings(const std::vector<Booking>& own, const std::vector<Booking>& others) {
  std::optional<Error> error;
  for (const Booking& booking : own) {
    for (const Booking& other : others) {
      if (other.inspection == booking.inspection || !Overlap(booking, other)) continue;
      const std::string span = DaysText(other.first_day, other.last_day);
      if (!error) {
        error.emplace(
            Error(absl::StatusCode::kFailedPrecondition, "INSPECTOR_DOUBLE_BOOKED",
                  {absl::StrCat(other.officer, " is on site in ", other.number, " ", span, "."),
                   absl::StrCat(other.officer, " đang tham gia ", other.number, " ", span, ".")})
                .With("officer", other.officer)
                .With("inspection", other.inspection)
                .With("number", other.number)
                .With("first_day", calendar::FormatIsoDay(other.first_day))
                .With("last_day", calendar::FormatIsoDay(other.last_day)));
      }
      *error =
          std::move(*error).Precondition("INSPECTOR_DOUBLE_BOOKED", other.officer,
                                         {absl::StrCat("on site in ", other.number, " ", span),
                                          absl::StrCat("đang tham gia ", other.number, " ", span)});
    }
  }
  if (error) return *error;
  return absl::OkStatus();
}

std::string AgencyOf(const Inspection& inspection) {
  return std::string(rpc::AgencyOfName(inspection.name()));
}

std::optional<EnterpriseYearKey> EnterpriseKey(const Inspection& inspection) {
  if (!inspection.subject().enterprise() || inspection.subject().tax_code().empty()) {
    return std::nullopt;
  }
  return EnterpriseYearKey{std::string(EnterpriseOf(inspection.subject().tax_code())),
                           inspection.plan_year()};
}

}  // namespace

std::vector<std::string> PeopleOf(const v1::Team& team) {
  std::vector<std::string> people;
  if (!team.leader().empty()) people.push_back(team.leader());
  people.insert(people.end(), team.deputies().begin(), team.deputies().end());
  people.insert(people.end(), team.members().begin(), team.members().end());
  return people;
}

std::vector<Booking> BookingsOf(const Inspection& inspection) {
  if (!inspection.has_first_day() || !inspection.has_last_day() ||
      (!IsLive(inspection.state()) && inspection.state() != Inspection::CONCLUDED)) {
    return {};
  }
  const auto first = calendar::CivilDayOf(inspection.first_day());
  auto last = calendar::CivilDayOf(inspection.last_day());
  if (!first || !last) return {};
  if (inspection.has_fieldwork_end_date()) {
    // Work that overran its last day may have run into another inspection: that is a fact to
    // record, not a booking to keep.
    last = std::min(*last, calendar::CivilDayOf(inspection.fieldwork_end_date()).value_or(*last));
  }
  std::vector<Booking> bookings;
  for (std::string& person : PeopleOf(inspection.team())) {
    bookings.push_back({std::move(person), inspection.name(), inspection.number(), *first, *last});
  }
  return bookings;
}

bool Overlap(const Booking& a, const Booking& b) {
  return a.officer == b.officer && SharesDay(a.first_day, a.last_day, b.first_day, b.last_day);
}

absl::Status CheckTeam(const Inspection& inspection, const TeamFacts& facts) {
  RETURN_IF_ERROR(CheckMembers(PeopleOf(inspection.team()), facts));
  RETURN_IF_ERROR(CheckConflicts(inspection, facts.interests));
  return CheckDays(inspection, facts);
}

absl::Status CheckDays(const Inspection& inspection, const TeamFacts& facts) {
  const std::vector<Booking> own = BookingsOf(inspection);
  RETURN_IF_ERROR(CheckAway(own, facts.away));
  return CheckBookings(own, facts.bookings);
}

std::vector<DeclaredInterest> FindConflicts(const Inspection& inspection,
                                            const std::vector<DeclaredInterest>& interests) {
  const std::vector<std::string> people = PeopleOf(inspection.team());
  const v1::Subject& subject = inspection.subject();
  const std::string enterprise(EnterpriseOf(subject.tax_code()));
  std::vector<DeclaredInterest> conflicts;
  for (const DeclaredInterest& interest : interests) {
    if (std::find(people.begin(), people.end(), interest.officer) == people.end()) continue;
    const bool same_enterprise = !enterprise.empty() && interest.enterprise == enterprise;
    const bool same_entity = !subject.entity().empty() && interest.entity == subject.entity();
    const bool same_unit =
        !interest.unit.empty() && std::find(subject.units().begin(), subject.units().end(),
                                            interest.unit) != subject.units().end();
    if (same_enterprise || same_entity || same_unit) conflicts.push_back(interest);
  }
  return conflicts;
}

absl::Status CheckConflicts(const Inspection& inspection,
                            const std::vector<DeclaredInterest>& interests) {
  const std::vector<DeclaredInterest> conflicts = FindConflicts(inspection, interests);
  if (conflicts.empty()) return absl::OkStatus();
  Error error =
      Error(absl::StatusCode::kFailedPrecondition, "CONFLICT_OF_INTEREST",
            {absl::StrCat(conflicts[0].officer, " has a declared interest in the subject."),
             absl::StrCat(conflicts[0].officer, " có xung đột lợi ích với đối tượng đã kê khai.")})
          .With("officer", conflicts[0].officer)
          .With("interest", conflicts[0].interest)
          .With("relation", v1::Interest::Relation_Name(conflicts[0].relation));
  for (const DeclaredInterest& conflict : conflicts) {
    error = std::move(error).Precondition(
        "CONFLICT_OF_INTEREST", conflict.officer,
        {absl::StrCat("declared: ", v1::Interest::Relation_Name(conflict.relation)),
         absl::StrCat("đã kê khai: ", v1::Interest::Relation_Name(conflict.relation))});
  }
  return error;
}

bool MarkConflicts(const std::vector<DeclaredInterest>& interests, Inspection& inspection) {
  const std::vector<DeclaredInterest> conflicts = FindConflicts(inspection, interests);
  WarningList& warnings = *inspection.mutable_warnings();
  if (conflicts.empty()) {
    const bool had = HasWarning(warning::kConflictOfInterest, warnings);
    DropWarning(warning::kConflictOfInterest, warnings);
    return had;
  }
  std::vector<std::string> officers;
  officers.reserve(conflicts.size());
  for (const DeclaredInterest& conflict : conflicts) officers.push_back(conflict.officer);
  std::sort(officers.begin(), officers.end());
  officers.erase(std::unique(officers.begin(), officers.end()), officers.end());
  const std::string joined = absl::StrJoin(officers, ",");
  for (const v1::InspectionWarning& old : warnings) {
    if (old.reason() != warning::kConflictOfInterest) continue;
    const auto known = old.metadata().find("officers");
    if (known != old.metadata().end() && known->second == joined) return false;
  }
  SetWarning(warning::kConflictOfInterest,
             absl::StrCat("Có xung đột lợi ích đã kê khai: ", absl::StrJoin(officers, ", "),
                          ". Cần thay đổi thành phần đoàn."),
             {{"officers", joined}}, warnings);
  return true;
}

std::optional<EnterpriseYearKey> EnterpriseYearOf(const Inspection& inspection) {
  if (inspection.basis() == Inspection::AD_HOC) return std::nullopt;
  const bool visited =
      inspection.state() == Inspection::CONCLUDED ||
      (inspection.state() == Inspection::DISCONTINUED && inspection.has_announce_date());
  if (!IsLive(inspection.state()) && !visited) return std::nullopt;
  return EnterpriseKey(inspection);
}

std::optional<EnterpriseYearKey> AdHocYearOf(const Inspection& inspection) {
  if (inspection.basis() != Inspection::AD_HOC || !IsLive(inspection.state())) return std::nullopt;
  return EnterpriseKey(inspection);
}

EnterpriseYearHolder HolderOf(const Inspection& inspection) {
  EnterpriseYearHolder holder;
  holder.key = EnterpriseKey(inspection).value_or(EnterpriseYearKey{});
  holder.agency = AgencyOf(inspection);
  holder.inspection = inspection.name();
  holder.kind = inspection.kind();
  if (inspection.has_first_day()) holder.first_day = calendar::CivilDayOf(inspection.first_day());
  if (inspection.has_last_day()) holder.last_day = calendar::CivilDayOf(inspection.last_day());
  return holder;
}

absl::string_view Precedence(Inspection::Kind requested, Inspection::Kind holder) {
  if (IsThanhTra(requested) == IsThanhTra(holder)) return "EQUAL";
  return IsThanhTra(requested) ? "REQUESTED_PREVAILS" : "HOLDER_PREVAILS";
}

absl::Status EnterpriseAlreadyPlanned(const Inspection& requested,
                                      const EnterpriseYearHolder& holder) {
  const bool dated = holder.first_day && holder.last_day;
  const std::string days = dated ? DaysText(*holder.first_day, *holder.last_day) : std::string("?");
  const absl::string_view precedence = Precedence(requested.kind(), holder.kind);
  std::string hint_en;
  std::string hint_vi;
  if (precedence == "REQUESTED_PREVAILS") {
    hint_en = " A thanh tra goes before an examination: ask that agency to cancel its own.";
    hint_vi = " Thanh tra được ưu tiên hơn kiểm tra: đề nghị cơ quan kia dừng cuộc kiểm tra.";
  } else if (precedence == "HOLDER_PREVAILS") {
    hint_en = " A thanh tra goes before an examination.";
    hint_vi = " Thanh tra được ưu tiên hơn kiểm tra.";
  }
  Error error =
      Error(absl::StatusCode::kFailedPrecondition, "ENTERPRISE_ALREADY_PLANNED",
            {absl::StrCat("Enterprise ", holder.key.enterprise, " already has a planned visit in ",
                          holder.key.year, " by ", holder.agency, " (", days, ").", hint_en),
             absl::StrCat("Doanh nghiệp ", holder.key.enterprise, " đã có trong kế hoạch năm ",
                          holder.key.year, " của ", holder.agency, " (", days, ").", hint_vi)})
          .With("tax_code", holder.key.enterprise)
          .With("year", absl::StrCat(holder.key.year))
          .With("agency", holder.agency)
          .With("kind", Inspection::Kind_Name(holder.kind))
          .With("first_day", dated ? calendar::FormatIsoDay(*holder.first_day) : "")
          .With("last_day", dated ? calendar::FormatIsoDay(*holder.last_day) : "")
          .With("precedence", precedence);
  if (AgencyOf(requested) == holder.agency) {
    error = std::move(error).With("inspection", holder.inspection);
  }
  return error;
}

void MarkEnterpriseVisited(const EnterpriseYearHolder* holder, Inspection& inspection) {
  WarningList& warnings = *inspection.mutable_warnings();
  if (holder == nullptr) {
    DropWarning(warning::kEnterpriseVisited, warnings);
    return;
  }
  SetWarning(warning::kEnterpriseVisited,
             absl::StrCat("Doanh nghiệp ", holder->key.enterprise, " đã có cuộc theo kế hoạch năm ",
                          holder->key.year, " của ", holder->agency, "."),
             {{"tax_code", holder->key.enterprise},
              {"year", absl::StrCat(holder->key.year)},
              {"agency", holder->agency},
              {"precedence", std::string(Precedence(inspection.kind(), holder->kind))}},
             warnings);
}

}  // namespace dondoc::inspection
