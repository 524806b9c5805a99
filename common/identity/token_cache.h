// Remembers verified tokens, because verifying a signature costs a hundred times what a lookup does
// and every call brings one.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base/mutex.h"
#include "common/identity/principal.h"

namespace dondoc::identity {

// Longest time a token is believed without looking at it again.
inline constexpr absl::Duration kTokenCacheTime = absl::Minutes(5);
// Most tokens remembered by one server: 16384 people active within five minutes, 8 MiB at worst.
inline constexpr int kTokenCacheCapacity = 16384;

// SHA-256 of a whole token. The token names its key inside, so the hash stands for both.
using TokenHash = std::array<uint8_t, 32>;

TokenHash HashToken(absl::string_view token);

struct TokenCacheStats {
  uint64_t hits = 0;
  uint64_t misses = 0;
  uint64_t entries = 0;
};

// Thread-safe. Bounded; the oldest entries leave first. Entries belong to one generation of keys:
// the first use under a newer generation empties the cache.
class TokenCache {
 public:
  explicit TokenCache(int capacity = kTokenCacheCapacity);

  // The principal of a token verified at most kTokenCacheTime ago and not expired at `now`, under
  // the keys of `generation`; null otherwise.
  std::shared_ptr<const Principal> Find(const TokenHash& hash, uint64_t generation, absl::Time now);

  // Remembers `principal`, verified at `now` with the keys of `generation`.
  void Put(const TokenHash& hash, uint64_t generation, absl::Time now,
           std::shared_ptr<const Principal> principal);

  TokenCacheStats Stats() const;

 private:
  // Spreads callers over locks; a power of two.
  static constexpr int kShards = 16;

  struct Entry {
    std::shared_ptr<const Principal> principal;
    absl::Time verified_at;
    absl::Time until;
  };
  // The hash is already uniform, and only verified tokens get here.
  struct HashOfHash {
    size_t operator()(const TokenHash& hash) const {
      size_t value;
      std::memcpy(&value, hash.data() + 8, sizeof(value));
      return value;
    }
  };
  // A cache line of its own, so that two callers on two shards do not slow each other down.
  struct alignas(64) Shard {
    mutable Mutex mutex;
    uint64_t generation ABSL_GUARDED_BY(mutex) = 0;
    uint64_t hits ABSL_GUARDED_BY(mutex) = 0;
    uint64_t misses ABSL_GUARDED_BY(mutex) = 0;
    absl::flat_hash_map<TokenHash, Entry, HashOfHash> entries ABSL_GUARDED_BY(mutex);
    // Every entry once, oldest first. All live equally long, so the oldest is the next to expire.
    std::deque<TokenHash> order ABSL_GUARDED_BY(mutex);
  };

  Shard& ShardOf(const TokenHash& hash) { return shards_[hash[0] % kShards]; }

  const size_t capacity_per_shard_;
  std::array<Shard, kShards> shards_;
};

}  // namespace dondoc::identity
