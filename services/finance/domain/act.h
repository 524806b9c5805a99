// Who does something, and when: what every mutation of the domain is told about its surroundings.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace dondoc::finance {

struct Act {
  // Subject of the person or service that acts, e.g. "agencies/so-khcn/officers/van-a".
  std::string actor;
  // The business day.
  absl::CivilDay today;
  // The system clock's time, for create and update times only.
  absl::Time now;
};

}  // namespace dondoc::finance
