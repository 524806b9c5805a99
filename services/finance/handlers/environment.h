// What handlers share beside their call. Built once by main.
#pragma once

#include <vector>

#include "common/calendar/policy.h"
#include "common/rpc/agency_calendar.h"
#include "services/finance/domain/policy.h"

namespace dondoc::finance {

// How calendars are read from the tables of this service.
rpc::CalendarCache::Source AgencyCalendars();

struct Environment {
  calendar::Policy policy;
  std::vector<v1::LimitPolicy> limit_policies = DefaultLimitPolicies();
  rpc::CalendarCache calendars{AgencyCalendars()};
};

}  // namespace dondoc::finance
