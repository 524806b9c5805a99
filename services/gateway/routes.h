// Every method of the suite, who serves it and by which rules. Made once from the contracts that
// are linked in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"

#include "common/identity/access_table.h"
#include "common/obs/metrics.h"
#include "services/gateway/backend.h"

namespace dondoc::gateway {

// One method.
struct Route {
  // "/dondoc.registry.v1.TaskService/GetTask".
  std::string path;
  const identity::MethodAccess* access;
  obs::MethodMetrics* metrics;
  // Null for what the gateway answers itself.
  Backend* backend;
  // One request, one answer.
  bool unary;
  // Several requests.
  bool client_streaming;
  // Every role of officers passes the coarse check, so that nobody's roles need be asked.
  bool any_officer;
  // Longest time of a call.
  absl::Duration bound;
};

// The roles that an officer can have.
identity::RoleSet OfficerRoles();

// The services of the suite by the name of the process that serves them ("registry", "finance",
// "inspection", "gateway").
std::vector<const google::protobuf::ServiceDescriptor*> ServicesOf(absl::string_view process);

// The full names of all of them.
std::vector<std::string> AllServices();

// Immutable, thread-safe.
class RouteTable {
 public:
  // `backends` are found by name. FAILED_PRECONDITION, reason ACCESS_RULES_INVALID, for a contract
  // without its rules.
  static absl::StatusOr<std::unique_ptr<RouteTable>> Create(const std::vector<Backend*>& backends,
                                                            obs::Metrics& metrics);

  // Null for an unknown method.
  const Route* Find(absl::string_view path) const {
    const auto found = routes_.find(path);
    return found == routes_.end() ? nullptr : &found->second;
  }

  size_t size() const { return routes_.size(); }

 private:
  explicit RouteTable(identity::AccessTable access) : access_(std::move(access)) {}

  const identity::AccessTable access_;
  absl::flat_hash_map<std::string, Route> routes_;
};

}  // namespace dondoc::gateway
