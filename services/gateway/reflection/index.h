// Answers the questions of gRPC server reflection from the contracts that are linked in. gRPC's own
// plugin does not see what a generic service forwards, and knows only v1alpha.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

#include "dondoc/gateway/v1/wire.pb.h"

namespace dondoc::gateway {

// Longest name asked for; real ones have less than 100 characters.
inline constexpr size_t kMaxReflectionName = 1000;

// Immutable, thread-safe.
class ReflectionIndex {
 public:
  // `services` are listed; files, symbols and extensions are looked up in `pool`, which outlives
  // the index.
  ReflectionIndex(const google::protobuf::DescriptorPool& pool, std::vector<std::string> services);

  // The answer to `request`. A file comes with what it imports, except what `sent` names already.
  // What is not known is an error_response with NOT_FOUND, an empty or overlong question one with
  // INVALID_ARGUMENT.
  v1::ServerReflectionResponse Answer(const v1::ServerReflectionRequest& request,
                                      absl::flat_hash_set<std::string>& sent) const;

 private:
  const google::protobuf::DescriptorPool& pool_;
  std::vector<std::string> services_;
};

}  // namespace dondoc::gateway
