#include "services/inspection/consumers/registry_consumer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/obs/log.h"
#include "common/rpc/names.h"
#include "common/rpc/rights.h"
#include "services/inspection/domain/agency_calendar.h"
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

absl::Status ApplyCalendarYear(commit::WriteContext& write, const std::string& agency,
                               const Change& change, const registry::v1::CalendarYear& table) {
  const auto year = CalendarYearOf(table.name());
  const absl::Status usable = year.ok() ? MakeCalendar({table}).status() : year.status();
  if (!usable.ok()) {
    // One bad table must not take the whole calendar away.
    LogSkipped(change, usable);
    return absl::OkStatus();
  }
  return StoreCalendarYear(write.tx(), agency, *year, table);
}

absl::Status ApplyDirective(Environment& environment, commit::WriteContext& write,
                            const std::string& agency, const Change& change,
                            const registry::v1::Directive& directive) {
  ASSIGN_OR_RETURN(const auto calendar, environment.calendars.Get(write.tx(), agency));
  const Context context{
      write.today(), std::string(kServiceActor), {}, *calendar, environment.policy};
  const Source source{agency, change.cursor().revision(), change.cursor().ordinal()};
  auto derived = DeriveInspections(directive, source, context);
  if (!derived.ok()) {
    LogSkipped(change, derived.status());
    return absl::OkStatus();
  }
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
      LogSkipped(change, number.status());
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(number.status());
    inspection.set_number(*number);
    StampNew(write, inspection);
    RETURN_IF_ERROR(InsertInspection(write.tx(), agency, write.revision(), inspection));
    write.Record(inspection.name(), nullptr, &inspection);
  }
  return absl::OkStatus();
}

absl::Status Unreadable(const Change& change) {
  return absl::DataLossError(absl::StrCat("cannot read ", change.after().type_url()));
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
    if (after.UnpackTo(&table)) return ApplyCalendarYear(write, agency, change, table);
  } else if (registry::v1::Directive directive; after.Is<registry::v1::Directive>()) {
    if (after.UnpackTo(&directive)) {
      return ApplyDirective(environment, write, agency, change, directive);
    }
  } else {
    return absl::OkStatus();
  }
  LogSkipped(change, Unreadable(change));
  return absl::OkStatus();
}

}  // namespace dondoc::inspection
