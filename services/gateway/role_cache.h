// What the registry last said of a caller's roles, kept for a short time. The gateway uses it only
// to refuse early what no role of the caller could do; the service decides every call again.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base/clock.h"
#include "common/base/mutex.h"
#include "common/identity/access.h"
#include "services/gateway/domain/limits.h"

namespace dondoc::gateway {

// What is asked with.
struct RoleQuestion {
  // Subject of the token.
  std::string subject;
  // The caller's own "authorization" header.
  std::string authorization;
  std::string correlation_id;
};

// Who knows the roles of callers.
class RoleSource {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<identity::RoleSet>)>;
  virtual ~RoleSource() = default;
  // Calls `done` exactly once, on any thread, possibly before it returns; within kRoleDeadline.
  // Holds no channel by then.
  virtual void Ask(const RoleQuestion& question, Done done) = 0;
};

// Thread-safe, never blocks. Bounded: the oldest entries leave first. At most one question about a
// subject is under way. Must outlive every question.
class RoleCache {
 public:
  using Next = absl::AnyInvocable<void(identity::RoleSet)>;

  RoleCache(RoleSource& source, Clock& clock, size_t capacity = kRoleCacheCapacity)
      : source_(source), clock_(clock), capacity_(capacity) {}

  enum class Verdict { kPass, kRefuse, kAsk };

  // Whether the officer `subject` could pass, by what is remembered; kAsk where that is nothing, or
  // too old to say so.
  Verdict Check(absl::string_view subject, const identity::MethodAccess& method)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls `next` exactly once with the caller's roles as the registry says now, or with all roles
  // of officers where it does not say.
  void Ask(RoleQuestion question, Next next) ABSL_LOCKS_EXCLUDED(mutex_);

  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Entry {
    identity::RoleSet roles;
    absl::Time read_at = absl::InfinitePast();
    // How long it says yes, and how long it says no.
    absl::Duration life, refusal_life;
  };

  void Answered(const std::string& subject, absl::StatusOr<identity::RoleSet> roles)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Remember(const std::string& subject, const Entry& entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  RoleSource& source_;
  Clock& clock_;
  const size_t capacity_;
  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  // Every entry once, in the order of arrival.
  std::deque<std::string> order_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::vector<Next>> waiting_ ABSL_GUARDED_BY(mutex_);
  int waiters_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace dondoc::gateway
