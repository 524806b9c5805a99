// From the token of a call to a principal.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/identity/key_ring.h"
#include "common/identity/principal.h"
#include "common/identity/token_cache.h"

namespace dondoc::identity {

// Longest token taken, in bytes. Real ones have 300 to 2000; gRPC takes 8 KiB of metadata in all.
inline constexpr size_t kMaxTokenBytes = 8 * 1024;
// How far the clocks of an issuer and of a server may differ.
inline constexpr absl::Duration kTokenLeeway = absl::Seconds(60);
// Longest time from `iat` to `exp`: a working day and its night, so that a lost token dies soon.
inline constexpr absl::Duration kMaxTokenLifetime = absl::Hours(24);

// The token of an "authorization" header, "Bearer <token>" (RFC 6750; the scheme in any case).
// UNAUTHENTICATED, reason TOKEN_MISSING when the header is empty, TOKEN_MALFORMED for any other
// scheme.
absl::StatusOr<absl::string_view> BearerToken(absl::string_view authorization);

// Thread-safe.
class TokenVerifier {
 public:
  // `ring` outlives the verifier.
  explicit TokenVerifier(KeyRing& ring, int cache_capacity = kTokenCacheCapacity)
      : ring_(ring), cache_(cache_capacity) {}

  // Who the bearer of `token` is at `now` (system clock). UNAUTHENTICATED with a reason of
  // token_errors.h: TOKEN_MISSING, TOKEN_MALFORMED, TOKEN_ISSUER_UNKNOWN, TOKEN_KEY_UNKNOWN,
  // TOKEN_ALGORITHM_MISMATCH, TOKEN_BAD_SIGNATURE, and only for a token whose signature holds:
  // TOKEN_AUDIENCE_MISMATCH, TOKEN_LIFETIME_EXCESSIVE, TOKEN_NOT_YET_VALID, TOKEN_EXPIRED,
  // TOKEN_SUBJECT_INVALID, TOKEN_KIND_NOT_ALLOWED.
  absl::StatusOr<Principal> Verify(absl::string_view token, absl::Time now);

  TokenCacheStats CacheStats() const { return cache_.Stats(); }

 private:
  KeyRing& ring_;
  TokenCache cache_;
};

}  // namespace dondoc::identity
