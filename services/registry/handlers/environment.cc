#include "services/registry/handlers/environment.h"

#include "common/base/status_macros.h"
#include "services/registry/domain/calendar_rules.h"
#include "services/registry/storage/calendar_store.h"

namespace dondoc::registry {

rpc::CalendarCache::Source AgencyCalendars() {
  return {.revision = CalendarRevision,
          .make = [](sql::Transaction& tx,
                     absl::string_view agency) -> absl::StatusOr<calendar::Calendar> {
            ASSIGN_OR_RETURN(const auto own, AllCalendarYears(tx, agency));
            return MakeCalendar(own);
          }};
}

}  // namespace dondoc::registry
