// The decision about records that belong to one person.
#pragma once

#include <string>

#include "absl/status/status.h"

#include "common/rpc/caller.h"
#include "common/rpc/names.h"
#include "services/inspection/domain/names.h"

namespace dondoc::inspection {

// May the caller do this to the record of an inspector, `agencies/a/inspectors/o` or below?
inline absl::Status AuthorizeRecord(rpc::Caller& caller, absl::string_view name) {
  const std::string officer = OfficerOf(name);
  return caller.Authorize(
      {.agency = rpc::LastSegment(rpc::AgencyOfName(name)), .units = {}, .self_subject = officer});
}

}  // namespace dondoc::inspection
