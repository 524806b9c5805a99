// Days as the tables keep them.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

#include "dondoc/registry/v1/task.pb.h"

namespace dondoc::registry {

// 9999-12-31: sort columns are never null, and what has no day comes last.
inline constexpr int64_t kNoDay = 2932896;

// Days since 1970-01-01.
inline int64_t DayNumber(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }
int64_t DayNumber(const google::type::Date& date);
// Last day of a task's deadline.
int64_t LastDay(const v1::Task& task);
inline absl::CivilDay DayOfNumber(int64_t number) { return absl::CivilDay(1970, 1, 1) + number; }

}  // namespace dondoc::registry
