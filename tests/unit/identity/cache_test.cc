#include "absl/strings/str_cat.h"

#include "tests/unit/identity/verifier_fixture.h"

namespace dondoc::identity {
namespace {

using testing::Config;
using testing::GoodClaims;
using testing::Json;
using testing::Jwks;
using testing::kNow;
using testing::TestKey;
using testing::With;

class CacheTest : public testing::VerifierTest {
 protected:
  uint64_t hits() const { return verifier_->CacheStats().hits; }
  uint64_t entries() const { return verifier_->CacheStats().entries; }
};

TEST_F(CacheTest, TheSecondUseIsAHitWithTheSamePrincipal) {
  const std::string token = key_.Token(Json(GoodClaims()));
  const auto first = Verify(token);
  const auto second = Verify(token);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(hits(), 1u);
  EXPECT_EQ(entries(), 1u);
  EXPECT_EQ(second->kind, first->kind);
  EXPECT_EQ(second->subject, first->subject);
  EXPECT_EQ(second->agency, first->agency);
  EXPECT_EQ(second->issuer, first->issuer);
  EXPECT_EQ(second->key_id, first->key_id);
  EXPECT_EQ(second->expires_at, first->expires_at);
}

TEST_F(CacheTest, RefusedTokensAreNotRemembered) {
  EXPECT_NE(ReasonOfClaims(With(GoodClaims(), "aud", "\"portal\"")), "");
  EXPECT_EQ(entries(), 0u);
}

TEST_F(CacheTest, BelievesFiveMinutes) {
  const std::string token = key_.Token(Json(GoodClaims()));
  ASSERT_EQ(Reason(token), "");
  clock_.Advance(kTokenCacheTime - absl::Nanoseconds(1));
  ASSERT_EQ(Reason(token), "");
  EXPECT_EQ(hits(), 1u);
  clock_.Advance(absl::Nanoseconds(1));
  ASSERT_EQ(Reason(token), "");
  EXPECT_EQ(hits(), 1u) << "verified again";
  ASSERT_EQ(Reason(token), "");
  EXPECT_EQ(hits(), 2u);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(CacheTest, NeverBeyondExpiry) {
  const std::string token = key_.Token(Json(With(GoodClaims(), "exp", At(absl::Seconds(10)))));
  ASSERT_EQ(Reason(token), "");
  clock_.Set(kNow + absl::Seconds(9));
  ASSERT_EQ(Reason(token), "");
  EXPECT_EQ(hits(), 1u);
  clock_.Set(kNow + absl::Seconds(10));
  EXPECT_EQ(Reason(token), "") << "within the leeway";
  EXPECT_EQ(hits(), 1u) << "but not from memory";
  clock_.Set(kNow + absl::Seconds(70));
  EXPECT_EQ(Reason(token), "TOKEN_EXPIRED");
  EXPECT_EQ(hits(), 1u);
}

TEST_F(CacheTest, AClockThatStepsBackIsNotBelieved) {
  const std::string token = key_.Token(Json(GoodClaims()));
  ASSERT_EQ(Reason(token), "");
  clock_.Set(kNow - absl::Hours(1));
  EXPECT_EQ(Reason(token), "TOKEN_NOT_YET_VALID");
}

TEST_F(CacheTest, EmptiedWhenAKeyIsWithdrawn) {
  const std::string token = key_.Token(Json(GoodClaims()));
  ASSERT_EQ(Reason(token), "");
  ASSERT_EQ(Reason(token), "");
  ASSERT_EQ(hits(), 1u);
  const TestKey next(TestKey::Type::kEd25519, "k2");
  dir_.Write("keys.json", Jwks({next.Jwk()}));
  clock_.Advance(kKeyCheckInterval);
  EXPECT_EQ(Reason(token), "TOKEN_KEY_UNKNOWN");
  EXPECT_EQ(entries(), 0u);
  EXPECT_EQ(Reason(next.Token(Json(GoodClaims()))), "");
}

TEST_F(CacheTest, EmptiedWhenAKeyIsReplacedUnderItsId) {
  const std::string token = key_.Token(Json(GoodClaims()));
  ASSERT_EQ(Reason(token), "");
  dir_.Write("keys.json", Jwks({TestKey(TestKey::Type::kEd25519, "k1").Jwk()}));
  clock_.Advance(kKeyCheckInterval);
  EXPECT_EQ(Reason(token), "TOKEN_BAD_SIGNATURE");
}

TEST_F(CacheTest, ABrokenFileDoesNotLogPeopleOut) {
  const std::string token = key_.Token(Json(GoodClaims()));
  ASSERT_EQ(Reason(token), "");
  dir_.Write("keys.json", "oops");
  clock_.Advance(kKeyCheckInterval);
  EXPECT_EQ(Reason(token), "");
  EXPECT_EQ(hits(), 1u) << "the keys did not change, so nothing is forgotten";
}

TEST_F(CacheTest, IsBounded) {
  constexpr int kCapacity = 32;
  Open({Config(dir_.path() + "/keys.json")}, kCapacity);
  std::vector<std::string> tokens;
  for (int i = 0; i < 10 * kCapacity; ++i) {
    tokens.push_back(key_.Token(Json(With(GoodClaims(), "jti", absl::StrCat("\"", i, "\"")))));
    ASSERT_EQ(Reason(tokens.back()), "");
    ASSERT_LE(entries(), static_cast<uint64_t>(kCapacity));
  }
  EXPECT_GT(entries(), 0u);
  // The newest stayed, the oldest left.
  const uint64_t before = hits();
  ASSERT_EQ(Reason(tokens.back()), "");
  EXPECT_EQ(hits(), before + 1);
  ASSERT_EQ(Reason(tokens.front()), "");
  EXPECT_EQ(hits(), before + 1);
}

TEST(TokenCacheTest, AnOlderGenerationNeitherFindsNorPuts) {
  TokenCache cache;
  const TokenHash hash = HashToken("token");
  const auto principal =
      std::make_shared<const Principal>(Principal{.expires_at = kNow + absl::Hours(1)});
  EXPECT_EQ(cache.Find(hash, 2, kNow), nullptr);
  cache.Put(hash, 1, kNow, principal);
  EXPECT_EQ(cache.Find(hash, 2, kNow), nullptr);
  cache.Put(hash, 2, kNow, principal);
  EXPECT_EQ(cache.Find(hash, 1, kNow), nullptr);
  EXPECT_EQ(cache.Find(hash, 2, kNow), principal);
  EXPECT_EQ(cache.Find(HashToken("token2"), 2, kNow), nullptr);
}

TEST(TokenHashTest, IsSha256) {
  // FIPS 180-2, appendix B.1.
  const TokenHash hash = HashToken("abc");
  EXPECT_EQ(hash[0], 0xba);
  EXPECT_EQ(hash[31], 0xad);
  EXPECT_EQ(HashToken("abc"), hash);
}

}  // namespace
}  // namespace dondoc::identity
