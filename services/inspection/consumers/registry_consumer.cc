#include "services/inspection/consumers/registry_consumer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/agency_calendar.h"
#include "common/rpc/names.h"
#include "common/rpc/rights.h"
#include "services/inspection/domain/clauses.h"
#include "services/inspection/handlers/stamps.h"
#include "services/inspection/storage/directory_store.h"
#include "services/inspection/storage/inspection_store.h"
#include "services/inspection/storage/inspector_store.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::inspection {
namespace {

using common::v1::Change;

// Planned inspections that the warning of a cancellation names; more help nobody to choose.
constexpr int kMaxNamedPlanned = 20;

absl::Status ApplyOfficer(commit::WriteContext& write, const Change& change,
                          const registry::v1::Officer& officer) {
  const std::string& agency = change.cursor().agency();
  const rpc::RightsRow rights = rpc::RightsOf(officer);
  RETURN_IF_ERROR(rpc::StoreRights(write.tx(), agency, rights));

  ASSIGN_OR_RETURN(const auto before, FindInspector(write.tx(), agency, officer.name()));
  v1::Inspector after = before.value_or(v1::Inspector());
  after.set_name(rpc::MakeChild(agency, "inspectors", rpc::LastSegment(officer.name())));
  after.set_officer(officer.name());
  after.set_display_name(officer.display_name());
  after.set_unit(officer.unit());
  after.set_has_inspector_role(rights.roles.Contains(INSPECTOR));
  after.set_disabled(officer.disabled());
  if (before && google::protobuf::util::MessageDifferencer::Equals(*before, after)) {
    return absl::OkStatus();
  }
  StampChanged(write, after);
  RETURN_IF_ERROR(StoreInspector(write.tx(), agency, after));
  write.Record(after.name(), before ? &*before : nullptr, &after);
  return absl::OkStatus();
}

absl::Status ApplyUnit(commit::WriteContext& write, const Change& change,
                       const registry::v1::Unit& unit) {
  return StoreUnit(write.tx(), change.cursor().agency(), unit);
}

absl::Status ApplyCalendarYear(commit::WriteContext& write, const Change& change,
                               const registry::v1::CalendarYear& table) {
  const auto year = rpc::CalendarYearOf(table.name());
  const absl::Status usable =
      year.ok() ? rpc::MakeCalendar(std::vector{table}).status() : year.status();
  // One bad table must not take the whole calendar away.
  if (!usable.ok()) return rpc::SkipChange(change, usable);
  return StoreCalendarYear(write.tx(), change.cursor().agency(), *year, table);
}

absl::Status ApplyDirective(Environment& environment, commit::WriteContext& write,
                            const Change& change, const registry::v1::Directive& directive) {
  const std::string& agency = change.cursor().agency();
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(write.tx(), agency));
  const Context context{
      write.today(), std::string(kServiceActor), {}, *calendar, environment.policy};
  const Source source{agency, change.cursor().revision(), change.cursor().ordinal()};
  auto derived = DeriveInspections(directive, source, context);
  if (!derived.ok()) return rpc::SkipChange(change, derived.status());
  for (v1::Inspection& inspection : *derived) {
    if (inspection.state() != v1::Inspection::CANCELLED_FROM_PLAN) continue;
    // Before anything of this directive stands in the plan.
    ASSIGN_OR_RETURN(const auto planned, PlannedOf(write.tx(), agency, inspection.plan_year(),
                                                   inspection.kind(), kMaxNamedPlanned));
    MarkMatchingPlanned(planned, inspection);
  }
  for (v1::Inspection& inspection : *derived) {
    inspection.set_name(rpc::MakeChild(agency, "inspections", write.NewId()));
    ASSIGN_OR_RETURN(const bool fresh, NoteDerived(write.tx(), agency, inspection));
    if (!fresh) continue;
    const auto number = TakeOfficeNumber(write.tx(), agency, inspection.plan_year());
    if (ReasonOf(number.status()) == "NUMBERS_EXHAUSTED") {
      return rpc::SkipChange(change, number.status());
    }
    RETURN_IF_ERROR(number.status());
    inspection.set_number(*number);
    StampNew(write, inspection);
    RETURN_IF_ERROR(InsertInspection(write.tx(), agency, write.revision(), inspection));
    write.Record(inspection.name(), nullptr, &inspection);
  }
  return absl::OkStatus();
}

}  // namespace

rpc::FeedHandlers RegistryHandlers(Environment& environment) {
  rpc::FeedHandlers handlers;
  handlers.On<registry::v1::Officer>(ApplyOfficer)
      .On<registry::v1::Unit>(ApplyUnit)
      .On<registry::v1::CalendarYear>(ApplyCalendarYear)
      .On<registry::v1::Directive>([&environment](commit::WriteContext& write, const Change& change,
                                                  const registry::v1::Directive& directive) {
        return ApplyDirective(environment, write, change, directive);
      });
  return handlers;
}

}  // namespace dondoc::inspection
