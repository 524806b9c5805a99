// Etags and times that a mutation leaves on the resources it writes.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

#include "common/commit/mutation.h"

namespace dondoc::commit {

// Whole microseconds, as the tables keep them.
inline void SetTime(absl::Time time, google::protobuf::Timestamp& stamp) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp.set_seconds(micros / 1000000);
  stamp.set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
}

// A resource changed by this mutation.
template <typename Resource>
void StampChanged(WriteContext& write, Resource& resource) {
  resource.set_etag(write.Etag());
  SetTime(write.now(), *resource.mutable_update_time());
}

// A resource made by this mutation.
template <typename Resource>
void StampNew(WriteContext& write, Resource& resource) {
  StampChanged(write, resource);
  SetTime(write.now(), *resource.mutable_create_time());
}

}  // namespace dondoc::commit
