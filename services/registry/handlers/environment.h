// What handlers share beside their call. Built once by main.
#pragma once

#include "common/calendar/policy.h"
#include "common/rpc/agency_calendar.h"
#include "services/registry/handlers/pdf_reader.h"

namespace dondoc::registry {

// How calendars are read from the tables of this service.
rpc::CalendarCache::Source AgencyCalendars();

struct Environment {
  calendar::Policy policy;
  rpc::CalendarCache calendars{AgencyCalendars()};
  // Reads the notices that are PDFs.
  PdfReader pdf;
};

}  // namespace dondoc::registry
