// What every call at the gateway needs. Owned by the composition root; outlives the server.
#pragma once

#include <atomic>
#include <string>

#include "common/base/clock.h"
#include "common/identity/token.h"
#include "services/gateway/failure_log.h"
#include "services/gateway/limiter.h"
#include "services/gateway/role_cache.h"
#include "services/gateway/stream_set.h"

namespace dondoc::gateway {

struct Parts {
  Clock& clock;
  identity::TokenVerifier& verifier;
  RoleCache& roles;
  SubjectLimiter& limiter;
  StreamSet& streams;
  FailureLog& failures;
  // Calls under way, streams included.
  std::atomic<int> calls{0};
};

}  // namespace dondoc::gateway
