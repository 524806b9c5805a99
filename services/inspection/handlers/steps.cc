#include "services/inspection/handlers/steps.h"

#include <utility>

#include "common/base/status_macros.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/errors.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/storage/directory_store.h"
#include "services/inspection/storage/enterprise_years.h"
#include "services/inspection/storage/entity_store.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/team_facts.h"

namespace dondoc::inspection {

absl::StatusOr<Scene> SceneOf(Environment& environment, rpc::WriteCall& call,
                              absl::string_view agency) {
  ASSIGN_OR_RETURN(auto calendar, environment.calendars.Get(call.tx(), agency));
  std::vector<Role> roles;
  for (int role = Role_MIN; role <= Role_MAX; ++role) {
    if (call.caller.Has(static_cast<Role>(role))) roles.push_back(static_cast<Role>(role));
  }
  const calendar::Calendar& counted_by = *calendar;
  return Scene{
      std::move(calendar),
      {call.today(), call.caller.subject(), std::move(roles), counted_by, environment.policy}};
}

absl::StatusOr<LoadedSubject> LoadSubject(sql::Transaction& tx, absl::string_view agency,
                                          const v1::Subject& subject) {
  LoadedSubject loaded;
  if (!subject.entity().empty()) {
    ASSIGN_OR_RETURN(auto entity, FindEntity(tx, agency, subject.entity()));
    if (entity) loaded.entity = std::make_unique<v1::Entity>(*std::move(entity));
    loaded.facts.entity = loaded.entity.get();
  }
  ASSIGN_OR_RETURN(loaded.facts.units,
                   FindUnits(tx, agency, {subject.units().begin(), subject.units().end()}));
  return loaded;
}

absl::Status RequireUnit(sql::Transaction& tx, absl::string_view agency, const std::string& unit) {
  if (unit.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto found, FindUnits(tx, agency, {unit}));
  return found.empty() ? NotFound(unit) : absl::OkStatus();
}

absl::Status CheckAgain(sql::Transaction& tx, absl::string_view agency, Recheck recheck,
                        const v1::Inspection* before, const v1::Inspection& after) {
  if (recheck == Recheck::kNothing || PeopleOf(after.team()).empty()) return absl::OkStatus();
  const bool unmoved = before != nullptr && BookingsOf(*before) == BookingsOf(after);
  if (recheck == Recheck::kDays && unmoved) return absl::OkStatus();
  ASSIGN_OR_RETURN(const TeamFacts facts, LoadTeamFacts(tx, agency, after));
  return recheck == Recheck::kTeam ? CheckTeam(after, facts) : CheckDays(after, facts);
}

absl::Status MarkVisited(sql::Transaction& tx, v1::Inspection& inspection) {
  const auto key = AdHocYearOf(inspection);
  if (!key) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto holder, FindHolder(tx, *key));
  MarkEnterpriseVisited(holder ? &*holder : nullptr, inspection);
  return absl::OkStatus();
}

absl::Status StoreChange(commit::WriteContext& write, absl::string_view agency,
                         const v1::Inspection& before, v1::Inspection& after) {
  StampChanged(write, after);
  RETURN_IF_ERROR(UpdateInspection(write.tx(), agency, write.revision(), before, after));
  write.Record(after.name(), &before, &after);
  return absl::OkStatus();
}

absl::Status ChangeInspection(Environment& environment, rpc::WriteCall& call,
                              const std::string& name, absl::string_view etag, Recheck recheck,
                              v1::Inspection& response, VerbFn verb) {
  const absl::string_view agency = rpc::AgencyOfName(name);
  ASSIGN_OR_RETURN(const v1::Inspection before, GetInspection(call.tx(), agency, name));
  RETURN_IF_ERROR(CheckEtag(etag, before));
  ASSIGN_OR_RETURN(const Scene scene, SceneOf(environment, call, agency));
  ASSIGN_OR_RETURN(response, verb(before, scene.context));
  RETURN_IF_ERROR(CheckAgain(call.tx(), agency, recheck, &before, response));
  RETURN_IF_ERROR(MarkVisited(call.tx(), response));
  return StoreChange(call.write, agency, before, response);
}

}  // namespace dondoc::inspection
