// A verifier with one Ed25519 key, "k1" of issuer "test".
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/identity/token.h"
#include "tests/unit/identity/testing.h"

namespace dondoc::identity::testing {

class VerifierTest : public ::testing::Test {
 protected:
  void SetUp() override { Open({Config(dir_.Write("keys.json", Jwks({key_.Jwk()})))}); }

  void Open(std::vector<KeySetConfig> configs, int cache_capacity = kTokenCacheCapacity) {
    verifier_ = nullptr;
    auto ring = KeyRing::Create(std::move(configs), clock_);
    ASSERT_TRUE(ring.ok()) << ring.status();
    ring_ = *std::move(ring);
    verifier_ = std::make_unique<TokenVerifier>(*ring_, cache_capacity);
  }

  absl::StatusOr<Principal> Verify(absl::string_view token) {
    return verifier_->Verify(token, clock_.Now());
  }
  // "" for a token that is taken.
  std::string Reason(absl::string_view token) {
    const auto principal = Verify(token);
    if (principal.ok()) return "";
    EXPECT_EQ(principal.status().code(), absl::StatusCode::kUnauthenticated);
    return ReasonOf(principal.status());
  }
  std::string ReasonOfClaims(const Claims& claims) { return Reason(key_.Token(Json(claims))); }
  // Seconds since 1970 at `offset` from now, as JSON.
  std::string At(absl::Duration offset) const {
    return std::to_string(absl::ToUnixSeconds(kNow + offset));
  }

  FakeClock clock_{kNow};
  const TempDir dir_;
  const TestKey key_{TestKey::Type::kEd25519, "k1"};
  std::unique_ptr<KeyRing> ring_;
  std::unique_ptr<TokenVerifier> verifier_;
};

}  // namespace dondoc::identity::testing
