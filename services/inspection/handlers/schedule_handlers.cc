#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/fields.h"
#include "services/inspection/domain/inspection_state.h"
#include "services/inspection/domain/limits.h"
#include "services/inspection/domain/overlap.h"
#include "services/inspection/domain/schedule.h"
#include "services/inspection/handlers/handlers.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/inspector_store.h"
#include "services/inspection/storage/team_facts.h"

namespace dondoc::inspection {
namespace {

// The people of a proposal: each once, known by an index.
class People {
 public:
  // NOT_FOUND where `officer` is none of the agency's.
  absl::StatusOr<int> Add(sql::Transaction& tx, absl::string_view agency,
                          const std::string& officer) {
    const auto known = index_.find(officer);
    if (known != index_.end()) return known->second;
    ASSIGN_OR_RETURN(const auto inspector, FindInspector(tx, agency, officer));
    if (!inspector) return NotFound(officer);
    const int index = static_cast<int>(names_.size());
    names_.push_back(officer);
    eligible_.push_back(!inspector->disabled() && !inspector->ineligible());
    index_.emplace(officer, index);
    return index;
  }
  int IndexOf(const std::string& officer) const { return index_.at(officer); }
  bool eligible(int index) const { return eligible_[static_cast<size_t>(index)]; }
  const std::string& name(int index) const { return names_[static_cast<size_t>(index)]; }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::vector<bool> eligible_;
  std::map<std::string, int> index_;
};

// The shape of what is asked; numbers of days and people Solve judges by itself.
absl::Status ValidateShape(const v1::ProposeScheduleRequest& request) {
  FieldErrors errors;
  Merge(rpc::CheckAgency("parent", request.parent()), errors);
  RequiredDay(request.has_earliest(), request.earliest(), "earliest", errors);
  RequiredDay(request.has_latest(), request.latest(), "latest", errors);
  if (request.items().empty() || request.items_size() > kMaxScheduleItems) {
    errors.Add("items", {absl::StrCat("must be 1 to ", kMaxScheduleItems),
                         absl::StrCat("phải từ 1 đến ", kMaxScheduleItems)});
    return errors.ToStatus();
  }
  if (request.candidates_size() > kMaxSchedulePeople) {
    errors.Add("candidates", {absl::StrCat("at most ", kMaxSchedulePeople),
                              absl::StrCat("nhiều nhất ", kMaxSchedulePeople)});
    return errors.ToStatus();
  }
  const std::string& agency = request.parent();
  for (int i = 0; i < request.candidates_size(); ++i) {
    rpc::CheckChildOf(absl::StrCat("candidates[", i, "]"), request.candidates(i), "officers",
                      agency, errors);
  }
  for (int i = 0; i < request.items_size(); ++i) {
    const v1::ScheduleItem& item = request.items(i);
    const std::string at = absl::StrCat("items[", i, "].");
    rpc::CheckChildOf(at + "inspection", item.inspection(), "inspections", agency, errors);
    if (item.team_size() > kMaxTeamSize) {
      errors.Add(at + "team", {absl::StrCat("at most ", kMaxTeamSize),
                               absl::StrCat("nhiều nhất ", kMaxTeamSize)});
      continue;
    }
    for (int k = 0; k < item.team_size(); ++k) {
      rpc::CheckChildOf(absl::StrCat(at, "team[", k, "]"), item.team(k), "officers", agency,
                        errors);
    }
    OptionalDay(item.has_earliest(), item.earliest(), at + "earliest", errors);
    OptionalDay(item.has_latest(), item.latest(), at + "latest", errors);
    if (item.inspector_count() < 0 || item.inspector_count() > kMaxTeamSize) {
      errors.Add(at + "inspector_count", {absl::StrCat("must be 1 to ", kMaxTeamSize),
                                          absl::StrCat("phải từ 1 đến ", kMaxTeamSize)});
    }
  }
  return errors.ToStatus();
}

std::optional<absl::CivilDay> DayIf(bool present, const google::type::Date& date) {
  return present ? calendar::CivilDayOf(date) : std::nullopt;
}

// The inspections to place, each once.
absl::StatusOr<std::vector<v1::Inspection>> LoadItems(sql::Transaction& tx,
                                                      const v1::ProposeScheduleRequest& request) {
  std::vector<v1::Inspection> inspections;
  std::set<std::string> seen;
  for (int i = 0; i < request.items_size(); ++i) {
    ASSIGN_OR_RETURN(v1::Inspection inspection,
                     GetInspection(tx, request.parent(), request.items(i).inspection()));
    RETURN_IF_ERROR(Next(inspection.state(), Verb::kSchedule).status());
    if (!seen.insert(inspection.name()).second) {
      return InvalidField(absl::StrCat("items[", i, "].inspection"),
                          {"is named twice", "bị nêu hai lần"});
    }
    inspections.push_back(std::move(inspection));
  }
  return inspections;
}

// Who must be in the team; empty where anybody may.
std::vector<std::string> FixedTeam(const v1::ScheduleItem& item, const v1::Inspection& inspection) {
  if (!item.team().empty()) {
    std::vector<std::string> team(item.team().begin(), item.team().end());
    std::sort(team.begin(), team.end());
    team.erase(std::unique(team.begin(), team.end()), team.end());
    return team;
  }
  return PeopleOf(inspection.team());
}

// True where the person has declared an interest in the subject.
bool InConflict(const v1::Inspection& inspection, const std::string& officer,
                const std::vector<DeclaredInterest>& interests) {
  v1::Inspection alone;
  *alone.mutable_subject() = inspection.subject();
  alone.mutable_team()->set_leader(officer);
  return !FindConflicts(alone, interests).empty();
}

void Answer(const std::vector<v1::Inspection>& inspections, const People& people,
            const ScheduleAnswer& answer, v1::ProposeScheduleResponse& response) {
  for (size_t i = 0; i < inspections.size(); ++i) {
    const auto& placement = answer.placements[i];
    if (!placement) {
      response.add_unplaced(inspections[i].name());
      continue;
    }
    v1::ScheduleSlot& slot = *response.add_slots();
    slot.set_inspection(inspections[i].name());
    *slot.mutable_first_day() = calendar::ToDate(placement->first_day);
    *slot.mutable_last_day() = calendar::ToDate(placement->last_day);
    for (const int person : placement->people) slot.add_team(people.name(person));
    slot.set_lateness_days(placement->lateness_days);
  }
  response.set_lateness_days(answer.cost.lateness_days);
  response.set_span_days(answer.cost.span_days);
  response.set_optimal(answer.optimal);
  response.set_unplaced_lower_bound(answer.lower_bound.unplaced);
  response.set_lateness_lower_bound_days(answer.lower_bound.lateness_days);
  response.set_span_lower_bound_days(answer.lower_bound.span_days);
}

// Days on which these people cannot be on site, apart from those of the inspections to place.
absl::Status LoadBusy(sql::Transaction& tx, const std::string& agency, const People& people,
                      const std::vector<v1::Inspection>& inspections, ScheduleProblem& problem) {
  std::set<std::string> placing;
  for (const v1::Inspection& inspection : inspections) placing.insert(inspection.name());
  ASSIGN_OR_RETURN(const auto bookings,
                   LoadBookings(tx, agency, people.names(), problem.earliest, problem.latest));
  for (const Booking& booking : bookings) {
    if (placing.count(booking.inspection) != 0) continue;
    problem.busy.push_back({people.IndexOf(booking.officer), booking.first_day, booking.last_day});
  }
  ASSIGN_OR_RETURN(const auto away,
                   LoadAway(tx, agency, people.names(), problem.earliest, problem.latest));
  for (const AwayDays& days : away) {
    problem.busy.push_back({people.IndexOf(days.officer), days.first_day, days.last_day});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ProposeSchedule(Environment& environment, ReadCall& call,
                             const v1::ProposeScheduleRequest& request,
                             v1::ProposeScheduleResponse& response) {
  RETURN_IF_ERROR(ValidateShape(request));
  const std::string& agency = request.parent();
  ASSIGN_OR_RETURN(const auto inspections, LoadItems(call.tx, request));

  People people;
  std::vector<std::string> names(request.candidates().begin(), request.candidates().end());
  if (names.empty()) {
    ASSIGN_OR_RETURN(names, AvailableInspectors(call.tx, agency, kMaxSchedulePeople));
  }
  std::set<int> candidates;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const int index, people.Add(call.tx, agency, name));
    candidates.insert(index);
  }
  std::vector<std::set<int>> teams;
  for (size_t i = 0; i < inspections.size(); ++i) {
    std::set<int>& team = teams.emplace_back();
    for (const std::string& name : FixedTeam(request.items(static_cast<int>(i)), inspections[i])) {
      ASSIGN_OR_RETURN(const int index, people.Add(call.tx, agency, name));
      team.insert(index);
    }
  }
  ASSIGN_OR_RETURN(const auto interests, LoadInterests(call.tx, agency, people.names()));

  ScheduleProblem problem;
  problem.people = static_cast<int>(people.names().size());
  problem.earliest = *calendar::CivilDayOf(request.earliest());
  problem.latest = *calendar::CivilDayOf(request.latest());
  for (size_t i = 0; i < inspections.size(); ++i) {
    const v1::ScheduleItem& item = request.items(static_cast<int>(i));
    const v1::Inspection& inspection = inspections[i];
    ScheduleTask& task = problem.tasks.emplace_back();
    task.working_days = item.working_days();
    task.people_needed =
        teams[i].empty() ? item.inspector_count() : static_cast<int>(teams[i].size());
    // A fixed team that lost somebody is short of people, and so is not placed.
    for (const int person : teams[i].empty() ? candidates : teams[i]) {
      if (!people.eligible(person)) continue;
      if (InConflict(inspection, people.name(person), interests)) continue;
      task.candidates.push_back(person);
    }
    task.earliest = DayIf(item.has_earliest(), item.earliest());
    task.latest = DayIf(item.has_latest(), item.latest());
    if (inspection.basis() != v1::Inspection::AD_HOC) {
      // What stands in a year's plan does not begin before that year.
      const absl::CivilDay year_begins(inspection.plan_year(), 1, 1);
      task.earliest = std::max(task.earliest.value_or(year_begins), year_begins);
    }
  }
  RETURN_IF_ERROR(LoadBusy(call.tx, agency, people, inspections, problem));
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(call.tx, agency));
  ASSIGN_OR_RETURN(const ScheduleAnswer answer, Solve(problem, *calendar));
  Answer(inspections, people, answer, response);
  ASSIGN_OR_RETURN(const commit::Head head, commit::ReadHead(call.tx, agency));
  response.set_revision(head.revision);
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
