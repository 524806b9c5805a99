#include "services/finance/handlers/environment.h"

#include "common/base/status_macros.h"
#include "services/finance/storage/directory_store.h"

namespace dondoc::finance {

rpc::CalendarCache::Source AgencyCalendars() {
  return {.revision = CalendarRevision,
          .make = [](sql::Transaction& tx,
                     absl::string_view agency) -> absl::StatusOr<calendar::Calendar> {
            ASSIGN_OR_RETURN(const auto own, AllCalendarYears(tx, agency));
            return rpc::MakeCalendar(own);
          }};
}

}  // namespace dondoc::finance
