// Two times that must not be confused. The *system clock* stamps changes, tokens, ids and RPC
// deadlines. The *business day* is what "today" means for deadlines and boards; it may be pinned
// for demonstrations and tests.
#pragma once

#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "common/base/mutex.h"

namespace dondoc {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  absl::Time Now() override;
};

// A clock that moves only when told. For tests and simulations.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time start) : now_(start) {}
  absl::Time Now() override;
  void Advance(absl::Duration by);
  void Set(absl::Time now);

 private:
  Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

// Vietnam is UTC+7 without daylight saving, so the zone needs no database.
absl::TimeZone VietnamTimeZone();

// The civil day in Vietnam at `time`: it changes at 17:00 UTC.
absl::CivilDay VietnamDay(absl::Time time);

// What "today" means for deadlines.
class BusinessDay {
 public:
  // `pinned` overrides the clock (flag --business_date; loopback only, marked on change rows).
  BusinessDay(Clock& clock, std::optional<absl::CivilDay> pinned)
      : clock_(clock), pinned_(pinned) {}
  absl::CivilDay Today() const { return pinned_ ? *pinned_ : VietnamDay(clock_.Now()); }
  bool pinned() const { return pinned_.has_value(); }

 private:
  Clock& clock_;
  std::optional<absl::CivilDay> pinned_;
};

}  // namespace dondoc
