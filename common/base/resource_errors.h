// Failures that every stored resource can meet: it is not there, or it has changed since it was
// read.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc {

// NOT_FOUND, reason NOT_FOUND, metadata `name`.
absl::Status NotFound(absl::string_view name);

// ABORTED, reason ETAG_MISMATCH, metadata `name` and `current_etag`: somebody changed it since.
absl::Status EtagMismatch(absl::string_view name, absl::string_view current);

// INVALID_ARGUMENT on `field`: this method needs the etag that was read.
absl::Status EtagRequired(absl::string_view field = "etag");

// EtagMismatch where `etag` is not that of `current`; where none was given, EtagRequired on `field`
// if it must be.
template <typename Resource>
absl::Status CheckEtag(absl::string_view etag, bool required, const Resource& current,
                       absl::string_view field = "etag") {
  if (etag.empty()) return required ? EtagRequired(field) : absl::OkStatus();
  return etag == current.etag() ? absl::OkStatus() : EtagMismatch(current.name(), current.etag());
}

}  // namespace dondoc
