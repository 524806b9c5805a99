#include "common/identity/token_cache.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "common/base/sha256.h"

namespace dondoc::identity {

TokenHash HashToken(absl::string_view token) {
  static_assert(std::tuple_size_v<TokenHash> == kSha256Bytes);
  const std::string digest = Sha256(token);
  TokenHash hash;
  std::copy(digest.begin(), digest.end(), hash.begin());
  return hash;
}

TokenCache::TokenCache(int capacity)
    : capacity_per_shard_(static_cast<size_t>(std::max(1, capacity / kShards))) {}

std::shared_ptr<const Principal> TokenCache::Find(const TokenHash& hash, uint64_t generation,
                                                  absl::Time now) {
  Shard& shard = ShardOf(hash);
  MutexLock lock(shard.mutex);
  if (shard.generation < generation) {
    shard.generation = generation;
    shard.entries.clear();
    shard.order.clear();
  }
  const auto found = shard.entries.find(hash);
  // An entry from the future means that the clock stepped back: nothing can be said about its age.
  if (shard.generation != generation || found == shard.entries.end() ||
      now >= found->second.until || now < found->second.verified_at) {
    ++shard.misses;
    return nullptr;
  }
  ++shard.hits;
  return found->second.principal;
}

void TokenCache::Put(const TokenHash& hash, uint64_t generation, absl::Time now,
                     std::shared_ptr<const Principal> principal) {
  const absl::Time until = std::min(now + kTokenCacheTime, principal->expires_at);
  if (now >= until) return;
  Shard& shard = ShardOf(hash);
  MutexLock lock(shard.mutex);
  // Verified with keys that have been replaced meanwhile: not worth remembering.
  if (shard.generation != generation) return;
  const auto [at, is_new] = shard.entries.try_emplace(hash);
  at->second = {.principal = std::move(principal), .verified_at = now, .until = until};
  if (!is_new) return;
  shard.order.push_back(hash);
  if (shard.order.size() > capacity_per_shard_) {
    shard.entries.erase(shard.order.front());
    shard.order.pop_front();
  }
}

TokenCacheStats TokenCache::Stats() const {
  TokenCacheStats stats;
  for (const auto& shard : shards_) {
    MutexLock lock(shard.mutex);
    stats.hits += shard.hits;
    stats.misses += shard.misses;
    stats.entries += shard.entries.size();
  }
  return stats;
}

}  // namespace dondoc::identity
