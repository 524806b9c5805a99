// Names, etags and times that every written resource carries.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

#include "common/rpc/unary.h"
#include "services/registry/domain/errors.h"

namespace dondoc::registry {

inline void SetTime(absl::Time time, google::protobuf::Timestamp& stamp) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp.set_seconds(micros / 1000000);
  stamp.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
}

// A resource made by this mutation.
template <typename Resource>
void StampNew(rpc::WriteCall& call, Resource& resource) {
  resource.set_etag(call.write.Etag());
  SetTime(call.write.now(), *resource.mutable_create_time());
  SetTime(call.write.now(), *resource.mutable_update_time());
}

// A resource changed by this mutation.
template <typename Resource>
void StampChanged(rpc::WriteCall& call, Resource& resource) {
  resource.set_etag(call.write.Etag());
  SetTime(call.write.now(), *resource.mutable_update_time());
}

// ABORTED where `etag` was given and is not the current one; INVALID_ARGUMENT where it is required
// and missing.
template <typename Resource>
absl::Status CheckEtag(absl::string_view etag, bool required, const Resource& current) {
  if (etag.empty()) return required ? EtagRequired() : absl::OkStatus();
  return etag == current.etag() ? absl::OkStatus() : EtagMismatch(current.name(), current.etag());
}

}  // namespace dondoc::registry
