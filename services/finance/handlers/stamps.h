// Etags that every written resource carries, and who acts.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/rpc/unary.h"
#include "services/finance/domain/act.h"
#include "services/finance/domain/names.h"
#include "services/finance/storage/errors.h"

namespace dondoc::finance {

inline Act ActOf(rpc::WriteCall& call) {
  return {call.caller.subject(), call.today(), call.write.now()};
}

// ABORTED where `etag` is not the current one; INVALID_ARGUMENT on `field` where it is required and
// missing.
template <typename Resource>
absl::Status CheckEtag(absl::string_view etag, bool required, const Resource& current,
                       absl::string_view field = "etag") {
  if (etag.empty()) return required ? EtagRequired(field) : absl::OkStatus();
  return etag == current.etag() ? absl::OkStatus() : EtagMismatch(current.name(), current.etag());
}

// Decides for a resource of `unit`.
inline absl::Status AuthorizeUnit(rpc::WriteCall& call, absl::string_view agency,
                                  absl::string_view unit) {
  return call.caller.Authorize(
      {.agency = LastSegment(agency), .units = {LastSegment(unit)}, .self_subject = ""});
}

}  // namespace dondoc::finance
