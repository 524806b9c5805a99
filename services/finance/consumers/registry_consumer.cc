#include "services/finance/consumers/registry_consumer.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/agency_calendar.h"
#include "common/rpc/feed_consumer.h"
#include "common/rpc/rights.h"
#include "services/finance/domain/clauses.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/domain/validate.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/dossier_store.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::finance {
namespace {

using common::v1::Change;

constexpr char kActor[] = "services/finance";
// Waiting dossiers read at a time, to bound memory.
constexpr int kWaitingAtATime = 500;

absl::Status ApplyOfficer(commit::WriteContext& write, const Change& change,
                          const registry::v1::Officer& officer) {
  return rpc::StoreRights(write.tx(), change.cursor().agency(), rpc::RightsOf(officer));
}

absl::Status ApplyUnit(commit::WriteContext& write, const Change& change,
                       const registry::v1::Unit& unit) {
  return StoreUnit(write.tx(), change.cursor().agency(), unit);
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
                               const Change& change, const registry::v1::CalendarYear& table) {
  const std::string& agency = change.cursor().agency();
  const auto year = rpc::CalendarYearOf(table.name());
  const absl::Status usable =
      year.ok() ? rpc::MakeCalendar(std::vector{table}).status() : year.status();
  // One bad table must not take the whole calendar away.
  if (!usable.ok()) return rpc::SkipChange(change, usable);
  RETURN_IF_ERROR(StoreCalendarYear(write.tx(), agency, *year, table));
  return ResolveWaiting(environment, write, agency, *year);
}

absl::Status ApplyDirective(commit::WriteContext& write, const Change& change,
                            const registry::v1::Directive& directive) {
  const std::string& agency = change.cursor().agency();
  v1::Origin origin;
  origin.set_service(rpc::kRegistrySource);
  origin.set_agency(agency);
  origin.set_revision(change.cursor().revision());
  origin.set_ordinal(change.cursor().ordinal());
  // With the incarnation: a restored registry gives the same revisions to other changes.
  const std::string key = absl::StrCat(rpc::kRegistrySource, ":", change.cursor().incarnation(),
                                       ":", origin.revision(), ":", origin.ordinal());
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

rpc::FeedHandlers RegistryHandlers(Environment& environment) {
  rpc::FeedHandlers handlers;
  handlers.On<registry::v1::Officer>(ApplyOfficer)
      .On<registry::v1::Unit>(ApplyUnit)
      .On<registry::v1::CalendarYear>([&environment](commit::WriteContext& write,
                                                     const Change& change,
                                                     const registry::v1::CalendarYear& table) {
        return ApplyCalendarYear(environment, write, change, table);
      })
      .On<registry::v1::Directive>(ApplyDirective);
  return handlers;
}

}  // namespace dondoc::finance
