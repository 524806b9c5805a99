#include "common/base/clock.h"

#include "absl/time/clock.h"

namespace dondoc {

absl::Time SystemClock::Now() { return absl::Now(); }

absl::Time FakeClock::Now() {
  MutexLock lock(mutex_);
  return now_;
}

void FakeClock::Advance(absl::Duration by) {
  MutexLock lock(mutex_);
  now_ += by;
}

void FakeClock::Set(absl::Time now) {
  MutexLock lock(mutex_);
  now_ = now;
}

absl::TimeZone VietnamTimeZone() { return absl::FixedTimeZone(7 * 60 * 60); }

absl::CivilDay VietnamDay(absl::Time time) { return absl::ToCivilDay(time, VietnamTimeZone()); }

}  // namespace dondoc
