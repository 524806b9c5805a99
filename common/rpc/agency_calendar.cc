#include "common/rpc/agency_calendar.h"

#include "absl/strings/numbers.h"

#include "common/base/error.h"
#include "common/rpc/names.h"

namespace dondoc::rpc {

absl::StatusOr<int> CalendarYearOf(absl::string_view name) {
  ASSIGN_OR_RETURN(const ChildName parsed, ParseChild("name", name, "calendarYears"));
  int year = 0;
  if (!absl::SimpleAtoi(parsed.id, &year) || year < calendar::kMinYear ||
      year > calendar::kMaxYear) {
    return InvalidField("name", {"must end with a year", "phải kết thúc bằng năm"});
  }
  return year;
}

absl::StatusOr<std::shared_ptr<const calendar::Calendar>> CalendarCache::Get(
    sql::Transaction& tx, absl::string_view agency) {
  ASSIGN_OR_RETURN(const int64_t revision, source_.revision(tx, agency));
  {
    MutexLock lock(mutex_);
    if (revision == 0 && official_ != nullptr) return official_;
    const auto found = by_agency_.find(agency);
    if (found != by_agency_.end() && found->second.revision == revision) {
      return found->second.calendar;
    }
  }
  ASSIGN_OR_RETURN(calendar::Calendar made, source_.make(tx, agency));
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

}  // namespace dondoc::rpc
