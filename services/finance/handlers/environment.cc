#include "services/finance/handlers/environment.h"

#include <utility>

#include "common/base/status_macros.h"
#include "services/finance/storage/agency_calendar.h"
#include "services/finance/storage/directory_store.h"

namespace dondoc::finance {

absl::StatusOr<std::shared_ptr<const calendar::Calendar>> CalendarCache::Get(
    sql::Transaction& tx, absl::string_view agency) {
  ASSIGN_OR_RETURN(const int64_t revision, CalendarRevision(tx, agency));
  {
    MutexLock lock(mutex_);
    if (revision == 0 && official_ != nullptr) return official_;
    const auto found = by_agency_.find(agency);
    if (found != by_agency_.end() && found->second.revision == revision) {
      return found->second.calendar;
    }
  }
  ASSIGN_OR_RETURN(const auto own, AllCalendarYears(tx, agency));
  ASSIGN_OR_RETURN(calendar::Calendar made, MakeCalendar(own));
  auto ready = std::make_shared<const calendar::Calendar>(std::move(made));
  MutexLock lock(mutex_);
  if (revision == 0) {
    official_ = ready;
  } else {
    if (by_agency_.size() >= kMaxCachedCalendars) by_agency_.clear();
    by_agency_[std::string(agency)] = {revision, ready};
  }
  return ready;
}

}  // namespace dondoc::finance
