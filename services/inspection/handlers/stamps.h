// Etags and times that every written resource carries.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/base/resource_errors.h"
#include "common/commit/stamps.h"

namespace dondoc::inspection {

using commit::SetTime;
using commit::StampChanged;
using commit::StampNew;

// ABORTED where `etag` was given and is not the current one. That it is given where it must be, the
// shape of the request has said.
template <typename Resource>
absl::Status CheckEtag(absl::string_view etag, const Resource& current) {
  return dondoc::CheckEtag(etag, /*required=*/false, current);
}

}  // namespace dondoc::inspection
