// What handlers share beside their call. Built once by main.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/base/mutex.h"
#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"
#include "common/sql/transaction.h"
#include "services/finance/domain/policy.h"

namespace dondoc::finance {

// Agencies whose own calendar is kept ready. More only cost a rebuild, some 50 µs each.
inline constexpr size_t kMaxCachedCalendars = 1000;

// Calendars made ready for counting, by agency and the revision of its newest table. Thread-safe.
class CalendarCache {
 public:
  // The calendar an agency counts by, as of the transaction's snapshot.
  absl::StatusOr<std::shared_ptr<const calendar::Calendar>> Get(sql::Transaction& tx,
                                                                absl::string_view agency);

 private:
  struct Entry {
    int64_t revision = -1;
    std::shared_ptr<const calendar::Calendar> calendar;
  };
  Mutex mutex_;
  std::shared_ptr<const calendar::Calendar> official_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Entry, std::less<>> by_agency_ ABSL_GUARDED_BY(mutex_);
};

struct Environment {
  calendar::Policy policy;
  std::vector<v1::LimitPolicy> limit_policies = DefaultLimitPolicies();
  CalendarCache calendars;
};

}  // namespace dondoc::finance
