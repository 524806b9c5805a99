// What a rule may know beside its inputs: the business day, who acts, and the calendar.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "common/calendar/calendar.h"
#include "common/calendar/policy.h"

#include "dondoc/access.pb.h"

namespace dondoc::inspection {

struct Context {
  // The business day: what "today" means for every date that a request leaves out.
  absl::CivilDay today;
  // Name of the officer, or "services/{service}" for what a feed brought.
  std::string actor;
  // What the actor is in the agency now.
  std::vector<Role> roles;
  const calendar::Calendar& calendar;
  const calendar::Policy& policy;

  bool Is(Role role) const {
    for (const Role held : roles) {
      if (held == role) return true;
    }
    return false;
  }
};

}  // namespace dondoc::inspection
