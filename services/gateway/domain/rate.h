// A token bucket as one number (the generic cell rate algorithm): the time at which the bucket
// would be full again.
#pragma once

#include <cstdint>

namespace dondoc::gateway {

// How fast, and how many at once.
struct Rate {
  // Nanoseconds between two calls at the sustained rate.
  int64_t interval_ns;
  // How far ahead of that a caller may be.
  int64_t tolerance_ns;

  // `per_second` and `burst` at least 1.
  static constexpr Rate Of(int per_second, int burst) {
    const int64_t interval = 1'000'000'000 / per_second;
    return {interval, interval * (burst - 1)};
  }
};

class Bucket {
 public:
  // Takes one call at `now_ns` and returns 0, or returns for how long to wait. A clock that steps
  // back makes nobody wait longer than a full burst.
  constexpr int64_t Take(const Rate& rate, int64_t now_ns) {
    int64_t next = next_ns_ > now_ns ? next_ns_ : now_ns;
    const int64_t latest = now_ns + rate.tolerance_ns + rate.interval_ns;
    if (next > latest) next_ns_ = next = latest;
    if (next - now_ns > rate.tolerance_ns) return next - now_ns - rate.tolerance_ns;
    next_ns_ = next + rate.interval_ns;
    return 0;
  }

  // True where forgetting it changes nothing.
  constexpr bool Idle(int64_t now_ns) const { return next_ns_ <= now_ns; }

 private:
  int64_t next_ns_ = 0;
};

}  // namespace dondoc::gateway
