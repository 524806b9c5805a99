#include "services/finance/consumers/registry_consumer.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/names.h"
#include "common/rpc/rights.h"
#include "services/finance/domain/clauses.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/validate.h"
#include "services/finance/storage/agency_calendar.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/dossier_store.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::finance {
namespace {

using common::v1::Change;

constexpr char kSource[] = "registry";
constexpr char kActor[] = "services/finance";
// Waiting dossiers read at a time, to bound memory.
constexpr int kWaitingAtATime = 500;

void LogSkipped(const Change& change, const absl::Status& why) {
  obs::LogWarning("change of the registry skipped",
                  {{"name", change.name()},
                   {"revision", absl::StrCat(change.cursor().revision())},
                   {"reason", ReasonOf(why)},
                   {"error", std::string(why.message())}});
}

absl::Status ApplyOfficer(commit::WriteContext& write, const std::string& agency,
                          const registry::v1::Officer& officer) {
  rpc::RightsRow rights;
  rights.officer = officer.name();
  rights.unit = officer.unit();
  rights.disabled = officer.disabled();
  for (const int role : officer.roles()) rights.roles.Add(static_cast<Role>(role));
  return rpc::StoreRights(write.tx(), agency, rights);
}

absl::Status ResolveWaiting(Environment& environment, commit::WriteContext& write,
                            const std::string& agency, int year) {
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(write.tx(), agency));
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto waiting,
                     DossiersWaitingFor(write.tx(), agency, year, after, kWaitingAtATime));
    for (const v1::Dossier& before : waiting) {
      v1::Dossier resolved = before;
      if (!ResolveWaitingClocks(*calendar, environment.policy, resolved)) continue;
      resolved.set_etag(write.Etag());
      *resolved.mutable_update_time() = ToTimestamp(write.now());
      RETURN_IF_ERROR(UpdateDossier(write.tx(), agency, write.revision(), before, resolved));
      write.Record(resolved.name(), &before, &resolved);
    }
    if (waiting.size() < kWaitingAtATime) return absl::OkStatus();
    after = waiting.back().name();
  }
}

absl::Status ApplyCalendarYear(Environment& environment, commit::WriteContext& write,
                               const std::string& agency, const Change& change,
                               const registry::v1::CalendarYear& table) {
  const auto year = CalendarYearOf(table.name());
  const absl::Status usable = year.ok() ? MakeCalendar({table}).status() : year.status();
  if (!usable.ok()) {
    // One bad table must not take the whole calendar away.
    LogSkipped(change, usable);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(StoreCalendarYear(write.tx(), agency, *year, table));
  return ResolveWaiting(environment, write, agency, *year);
}

absl::Status ApplyDirective(commit::WriteContext& write, const std::string& agency,
                            const Change& change, const registry::v1::Directive& directive) {
  v1::Origin origin;
  origin.set_service(kSource);
  origin.set_agency(agency);
  origin.set_revision(change.cursor().revision());
  origin.set_ordinal(change.cursor().ordinal());
  // With the incarnation: a restored registry gives the same revisions to other changes.
  const std::string key = absl::StrCat(kSource, ":", change.cursor().incarnation(), ":",
                                       origin.revision(), ":", origin.ordinal());
  ASSIGN_OR_RETURN(const bool applied, HasOrigin(write.tx(), agency, key));
  if (applied) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::ClockPolicy before, CurrentClockPolicy(write.tx(), agency));
  const std::string& importer =
      directive.imported_by().empty() ? change.actor() : directive.imported_by();
  ClauseEffect effect =
      ApplyClauses(before, directive, origin, importer, {kActor, write.today(), write.now()});
  for (const std::string& why : effect.skipped) {
    obs::LogWarning("clause without effect on clocks", {{"name", directive.name()}, {"why", why}});
  }
  if (!effect.policy) return absl::OkStatus();
  v1::ClockPolicy& policy = *effect.policy;
  policy.set_etag(write.Etag());
  RETURN_IF_ERROR(InsertClockPolicy(write.tx(), agency, key, policy));
  write.Record(policy.name(), before.version() > 0 ? &before : nullptr, &policy);
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> RegistryTypes() {
  return {registry::v1::Officer::descriptor()->full_name(),
          registry::v1::Unit::descriptor()->full_name(),
          registry::v1::CalendarYear::descriptor()->full_name(),
          registry::v1::Directive::descriptor()->full_name()};
}

absl::Status ApplyRegistryChange(Environment& environment, commit::WriteContext& write,
                                 const Change& change) {
  const std::string& agency = change.cursor().agency();
  if (rpc::AgencyOfName(change.name()) != agency) {
    LogSkipped(change, absl::InvalidArgumentError("a resource of another agency"));
    return absl::OkStatus();
  }
  // The registry deletes none of these.
  if (!change.has_after()) return absl::OkStatus();
  const auto& after = change.after();
  if (registry::v1::Officer officer; after.Is<registry::v1::Officer>()) {
    if (after.UnpackTo(&officer)) return ApplyOfficer(write, agency, officer);
  } else if (registry::v1::Unit unit; after.Is<registry::v1::Unit>()) {
    if (after.UnpackTo(&unit)) return StoreUnit(write.tx(), agency, unit);
  } else if (registry::v1::CalendarYear table; after.Is<registry::v1::CalendarYear>()) {
    if (after.UnpackTo(&table)) {
      return ApplyCalendarYear(environment, write, agency, change, table);
    }
  } else if (registry::v1::Directive directive; after.Is<registry::v1::Directive>()) {
    if (after.UnpackTo(&directive)) return ApplyDirective(write, agency, change, directive);
  } else {
    return absl::OkStatus();
  }
  LogSkipped(change, absl::DataLossError(absl::StrCat("cannot read ", after.type_url())));
  return absl::OkStatus();
}

}  // namespace dondoc::finance
