// The access rules of a server's rpcs, read from the contracts at start.
#pragma once

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/identity/access.h"

namespace google::protobuf {
class DescriptorPool;
}

namespace dondoc::identity {

// Immutable, thread-safe.
class AccessTable {
 public:
  // Reads the rules of every rpc of `services` (full names, "dondoc.registry.v1.TaskService") from
  // `pool`. FAILED_PRECONDITION, reason ACCESS_RULES_INVALID, with every fault at once: a service
  // the pool does not know; an rpc without the option; no grant where not public; a grant without
  // role or relation; grants or `mutates` on a public rpc; a service or operator granted less than
  // every agency (they have none of their own); a mutating rpc whose request has no string
  // `request_id` (for client streaming also in a message one level down, the header).
  static absl::StatusOr<AccessTable> Create(const google::protobuf::DescriptorPool& pool,
                                            absl::Span<const std::string> services);

  // The rule of "/pkg.Service/Method"; null for a method that is not served. No allocation. Valid
  // as long as the table is neither moved nor destroyed.
  const MethodAccess* Find(absl::string_view method_path) const {
    const auto found = methods_.find(method_path);
    return found == methods_.end() ? nullptr : &found->second;
  }

  size_t size() const { return methods_.size(); }

 private:
  absl::flat_hash_map<std::string, MethodAccess> methods_;
};

}  // namespace dondoc::identity
