// Collisions, as pure functions over rows that the storage has loaded: one person in two places,
// one enterprise visited twice in a year, an inspector with an interest in the subject.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "dondoc/inspection/v1/inspection.pb.h"
#include "dondoc/inspection/v1/inspector.pb.h"

namespace dondoc::inspection {

// Days that one person is on site for one inspection, both ends included.
struct Booking {
  // `agencies/{agency}/officers/{officer}`.
  std::string officer;
  // `agencies/{agency}/inspections/{inspection}` and its office number.
  std::string inspection;
  std::string number;
  absl::CivilDay first_day;
  absl::CivilDay last_day;

  friend bool operator==(const Booking&, const Booking&) = default;
};

// Days that one person is away, both ends included.
struct AwayDays {
  std::string officer;
  // The absence's name.
  std::string absence;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

// An officer as the registry and this service know him.
struct TeamMember {
  std::string officer;
  // Disabled in the registry, or marked ineligible here.
  bool disabled = false;
  bool ineligible = false;
};

// A declared interest that has not been withdrawn: in an entity or in a unit.
struct DeclaredInterest {
  std::string interest;  // Its name.
  std::string officer;
  v1::Interest::Relation relation;
  // The enterprise (10 digits, see EnterpriseOf) where the entity has a tax code, else empty.
  std::string enterprise;
  std::string entity;
  std::string unit;
};

// Everything that decides whether a team may stand.
struct TeamFacts {
  // Officers of the agency among the team; a person not found here is unknown.
  std::vector<TeamMember> members;
  // Bookings by other inspections of these people that could overlap; more do no harm.
  std::vector<Booking> bookings;
  std::vector<AwayDays> away;
  std::vector<DeclaredInterest> interests;
};

// Everybody in the team: leader, deputies, members.
std::vector<std::string> PeopleOf(const v1::Team& team);

// The days the inspection keeps its people busy: from the first to the last day on site while it is
// live, to the end of the work on site once that is over, also after the conclusion (nobody was in
// two places); nothing without days, when cancelled or when discontinued. A suspended inspection
// keeps its days. Two bookings of one person never share a day.
std::vector<Booking> BookingsOf(const v1::Inspection& inspection);

// True where two bookings of one person share a day.
bool Overlap(const Booking& a, const Booking& b);

// Checks the team of `inspection`, in this order, each with every case at once:
//  NOT_FOUND, OFFICER_NOT_FOUND: not an officer of the agency;
//  FAILED_PRECONDITION, INSPECTOR_INELIGIBLE: disabled or not allowed in teams;
//  CONFLICT_OF_INTEREST: see FindConflicts;
//  INSPECTOR_ABSENT: away on a day on site;
//  INSPECTOR_DOUBLE_BOOKED: on site elsewhere on a day on site; metadata `officer`, `inspection`,
//  `number`, `first_day`, `last_day` of the first case, one precondition per case.
// Bookings of the inspection itself are ignored.
absl::Status CheckTeam(const v1::Inspection& inspection, const TeamFacts& facts);

// The last two only, for verbs that move days but not people.
absl::Status CheckDays(const v1::Inspection& inspection, const TeamFacts& facts);

// The interests that people of the team have in the subject.
std::vector<DeclaredInterest> FindConflicts(const v1::Inspection& inspection,
                                            const std::vector<DeclaredInterest>& interests);

// FAILED_PRECONDITION, CONFLICT_OF_INTEREST, naming officers and interests, where there is any.
absl::Status CheckConflicts(const v1::Inspection& inspection,
                            const std::vector<DeclaredInterest>& interests);

// Sets or clears the warning CONFLICT_OF_INTEREST: for interests declared after the assignment.
// Returns true where the inspection changed.
bool MarkConflicts(const std::vector<DeclaredInterest>& interests, v1::Inspection& inspection);

// What decides who visits an enterprise in a year: one row per key in the whole installation.
struct EnterpriseYearKey {
  // 10 digits, see EnterpriseOf.
  std::string enterprise;
  int year = 0;

  friend bool operator==(const EnterpriseYearKey&, const EnterpriseYearKey&) = default;
};

struct EnterpriseYearHolder {
  EnterpriseYearKey key;
  // `agencies/{agency}`.
  std::string agency;
  std::string inspection;
  v1::Inspection::Kind kind = v1::Inspection::KIND_UNSPECIFIED;
  std::optional<absl::CivilDay> first_day;
  std::optional<absl::CivilDay> last_day;
};

// The year the inspection holds, or must get: an IN_PLAN inspection of an enterprise, live or
// concluded, or discontinued after its announcement. nullopt for all others.
std::optional<EnterpriseYearKey> EnterpriseYearOf(const v1::Inspection& inspection);

// The row that stands for it; `inspection` must have a key.
EnterpriseYearHolder HolderOf(const v1::Inspection& inspection);

// FAILED_PRECONDITION, ENTERPRISE_ALREADY_PLANNED: `holder` has the year that `requested` needs.
// Metadata: `tax_code`, `year`, `agency`, `kind`, `first_day`, `last_day` (empty while undated),
// `precedence`, and `inspection` only where both are of one agency.
absl::Status EnterpriseAlreadyPlanned(const v1::Inspection& requested,
                                      const EnterpriseYearHolder& holder);

// REQUESTED_PREVAILS, HOLDER_PREVAILS or EQUAL: thanh tra goes before kiểm tra (Law 84/2025 Art.
// 58).
absl::string_view Precedence(v1::Inspection::Kind requested, v1::Inspection::Kind holder);

// Sets or clears the warning ENTERPRISE_VISITED_THIS_YEAR on an AD_HOC inspection: `holder` is the
// planned visit of the same enterprise and year, null where there is none.
void MarkEnterpriseVisited(const EnterpriseYearHolder* holder, v1::Inspection& inspection);

// The key by which an AD_HOC inspection looks for such a visit; nullopt where it has no enterprise.
std::optional<EnterpriseYearKey> AdHocYearOf(const v1::Inspection& inspection);

}  // namespace dondoc::inspection
