// Who acts, and on what.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/resource_errors.h"
#include "common/rpc/unary.h"
#include "services/finance/domain/act.h"
#include "services/finance/domain/names.h"

namespace dondoc::finance {

inline Act ActOf(rpc::WriteCall& call) {
  return {call.caller.subject(), call.today(), call.write.now()};
}

// Decides for a resource of `unit`.
inline absl::Status AuthorizeUnit(rpc::WriteCall& call, absl::string_view agency,
                                  absl::string_view unit) {
  return call.caller.Authorize(
      {.agency = LastSegment(agency), .units = {LastSegment(unit)}, .self_subject = ""});
}

}  // namespace dondoc::finance
