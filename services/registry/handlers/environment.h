// What handlers share beside their call. Built once by main.
#pragma once

#include "common/calendar/policy.h"
#include "common/rpc/agency_calendar.h"

namespace dondoc::registry {

// How calendars are read from the tables of this service.
rpc::CalendarCache::Source AgencyCalendars();

struct Environment {
  calendar::Policy policy;
  rpc::CalendarCache calendars{AgencyCalendars()};
};

}  // namespace dondoc::registry
