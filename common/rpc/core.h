// What every service is built on: identity, access, readers, the commit queue, logs and figures.
// The composition root (Service::Start) makes one; handlers see only their call.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"

#include "common/base/clock.h"
#include "common/base/executor.h"
#include "common/base/ids.h"
#include "common/commit/commit_queue.h"
#include "common/identity/access_table.h"
#include "common/identity/token.h"
#include "common/obs/metrics.h"
#include "common/rpc/caller.h"
#include "common/sql/pool.h"

namespace dondoc::rpc {

// One rpc, made ready at the start.
struct Method {
  const identity::MethodAccess* access;
  obs::MethodMetrics* metrics;
};

// The parts of a service. Owned by the composition root; everything outlives the server.
struct Parts {
  Clock& clock;
  BusinessDay& business_day;
  identity::TokenVerifier& verifier;
  const identity::AccessTable& access;
  obs::Metrics& metrics;
  sql::ReaderPool& readers;
  // Null in the gateway, which owns nothing.
  commit::CommitQueue* commits;
  Executor& read_executor;
  Executor& bulk_executor;
};

// Thread-safe.
class Core {
 public:
  // `methods`: paths ("/package.Service/Method") of everything served.
  Core(Parts parts, const std::vector<std::string>& services);

  // The method of `path`. It must be one of those served.
  const Method& Find(absl::string_view path) const;

  // Who calls `method`, from the call's metadata: identity, then what no role could pass. Rights
  // are not known yet. UNAUTHENTICATED or PERMISSION_DENIED.
  absl::StatusOr<Caller> Identify(const grpc::ServerContextBase& context,
                                  const Method& method) const;

  // Admits `caller` to `agency` by the rights found in `tx`.
  static absl::Status Admit(sql::Transaction& tx, absl::string_view agency, Caller& caller);

  // Notes the end of a call: figures, and a log line for failures.
  void Ended(const Method& method, const Caller* caller, absl::string_view correlation_id,
             const absl::Status& status, absl::Time begun) const;

  // Takes a place among kMaxUploads; false where all are taken. Given back by EndUpload.
  bool TryBeginUpload() const;
  void EndUpload() const;
  // Takes room for `bytes` of an upload among kMaxUploadBytesHeld; false where there is none.
  bool TryHoldUpload(int64_t bytes) const;
  void ReleaseUpload(int64_t bytes) const { upload_bytes_.fetch_sub(bytes); }

  const Parts& parts() const { return parts_; }

 private:
  Parts parts_;
  mutable std::atomic<int> uploads_{0};
  mutable std::atomic<int64_t> upload_bytes_{0};
  absl::flat_hash_map<std::string, Method> methods_;
};

// Metadata of a call, as far as we read it.
absl::string_view Metadata(const grpc::ServerContextBase& context, absl::string_view key);

// The token of a call's only `authorization` header. UNAUTHENTICATED: TOKEN_MISSING,
// TOKEN_MALFORMED, or TOKEN_REPEATED for several headers, of which another server might believe
// another one.
absl::StatusOr<absl::string_view> BearerToken(const grpc::ServerContextBase& context);

// The caller's `x-request-id` where it is fit for a log; a fresh one otherwise.
std::string CorrelationId(const grpc::ServerContextBase& context);

// The sooner of the caller's deadline and the bound of the method's class.
sql::SteadyTime SteadyDeadline(const grpc::ServerContextBase& context, const Method& method);

// UNAVAILABLE with a time to come back.
absl::Status Overloaded();

}  // namespace dondoc::rpc
