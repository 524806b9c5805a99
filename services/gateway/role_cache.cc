#include "services/gateway/role_cache.h"

#include <utility>

#include "services/gateway/routes.h"

namespace dondoc::gateway {

RoleCache::Verdict RoleCache::Check(absl::string_view subject,
                                    const identity::MethodAccess& method) {
  const absl::Time now = clock_.Now();
  MutexLock lock(mutex_);
  const auto found = entries_.find(subject);
  if (found == entries_.end()) return Verdict::kAsk;
  const Entry& entry = found->second;
  const absl::Duration age = now - entry.read_at;
  // A clock that stepped back says nothing about age.
  if (age < absl::ZeroDuration()) return Verdict::kAsk;
  if (CouldPass(method, identity::PrincipalKind::kOfficer, entry.roles)) {
    return age < entry.life ? Verdict::kPass : Verdict::kAsk;
  }
  return age < entry.refusal_life ? Verdict::kRefuse : Verdict::kAsk;
}

void RoleCache::Ask(RoleQuestion question, Next next) {
  const std::string subject = question.subject;
  {
    MutexLock lock(mutex_);
    if (waiters_ < kMaxRoleWaiters) {
      ++waiters_;
      auto& queue = waiting_[subject];
      queue.push_back(std::move(next));
      if (queue.size() > 1) return;
      next = nullptr;
    }
  }
  if (next != nullptr) {
    next(OfficerRoles());
    return;
  }
  source_.Ask(question, [this, subject](absl::StatusOr<identity::RoleSet> roles) {
    Answered(subject, std::move(roles));
  });
}

void RoleCache::Answered(const std::string& subject, absl::StatusOr<identity::RoleSet> roles) {
  Entry entry{.roles = OfficerRoles(),
              .read_at = clock_.Now(),
              .life = kRoleFailureLife,
              .refusal_life = kRoleFailureLife};
  if (roles.ok()) {
    entry.roles = *roles;
    entry.life = kRoleLife;
    entry.refusal_life = kRoleRefusalLife;
  }
  std::vector<Next> queue;
  {
    MutexLock lock(mutex_);
    Remember(subject, entry);
    auto waiting = waiting_.extract(subject);
    queue = std::move(waiting.mapped());
    waiters_ -= static_cast<int>(queue.size());
  }
  // Once the last of them has run, this cache may be gone.
  for (Next& next : queue) next(entry.roles);
}

void RoleCache::Remember(const std::string& subject, const Entry& entry) {
  const auto [at, is_new] = entries_.insert_or_assign(subject, entry);
  if (!is_new) return;
  order_.push_back(subject);
  if (order_.size() <= capacity_) return;
  entries_.erase(order_.front());
  order_.pop_front();
}

size_t RoleCache::size() const {
  MutexLock lock(mutex_);
  return entries_.size();
}

}  // namespace dondoc::gateway
