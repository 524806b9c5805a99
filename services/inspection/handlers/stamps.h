// Etags and times that every written resource carries.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

#include "common/commit/mutation.h"
#include "services/inspection/domain/errors.h"

namespace dondoc::inspection {

inline void SetTime(absl::Time time, google::protobuf::Timestamp& stamp) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp.set_seconds(micros / 1000000);
  stamp.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
}

// A resource changed by this mutation.
template <typename Resource>
void StampChanged(commit::WriteContext& write, Resource& resource) {
  resource.set_etag(write.Etag());
  SetTime(write.now(), *resource.mutable_update_time());
}

// A resource made by this mutation.
template <typename Resource>
void StampNew(commit::WriteContext& write, Resource& resource) {
  StampChanged(write, resource);
  SetTime(write.now(), *resource.mutable_create_time());
}

// ABORTED where `etag` was given and is not the current one. That it is given where it must be, the
// shape of the request has said.
template <typename Resource>
absl::Status CheckEtag(absl::string_view etag, const Resource& current) {
  if (etag.empty() || etag == current.etag()) return absl::OkStatus();
  return EtagMismatch(current.name(), current.etag());
}

}  // namespace dondoc::inspection
