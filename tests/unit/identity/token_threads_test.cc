// Many threads, one verifier, keys changing under them.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"

#include "tests/unit/identity/verifier_fixture.h"

namespace dondoc::identity {
namespace {

using testing::GoodClaims;
using testing::Json;
using testing::Jwks;
using testing::TestKey;
using testing::With;

class TokenThreadsTest : public testing::VerifierTest {};

TEST_F(TokenThreadsTest, ConcurrentVerifyWhileKeysRotate) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 300;
  constexpr int kTokens = 8;
  std::vector<std::string> tokens;
  for (int i = 0; i < kTokens; ++i) {
    tokens.push_back(key_.Token(
        Json(With(GoodClaims(), "sub", absl::StrCat("\"agencies/a/officers/o-", i, "\"")))));
  }
  const std::string forged = TestKey(TestKey::Type::kEd25519, "k1").Token(Json(GoodClaims()));
  const TestKey extra(TestKey::Type::kP256, "extra");

  std::atomic<int> wrong{0}, verified{0}, running{kThreads};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < kRounds; ++round) {
        const int i = (round + t) % kTokens;
        const auto principal = verifier_->Verify(tokens[i], clock_.Now());
        if (!principal.ok() || principal->subject != absl::StrCat("agencies/a/officers/o-", i)) {
          ++wrong;
        } else {
          ++verified;
        }
        if (verifier_->Verify(forged, clock_.Now()).ok()) ++wrong;
      }
      --running;
    });
  }
  // Keys come and go beside the one in use; the clock makes every check due at once. Time stays
  // within the tokens' hour.
  int rotations = 0;
  while (running > 0 && rotations < 300) {
    dir_.Write("keys.json",
               rotations % 2 == 0 ? Jwks({key_.Jwk(), extra.Jwk()}) : Jwks({key_.Jwk()}));
    clock_.Advance(kKeyCheckInterval);
    ++rotations;
    std::this_thread::yield();
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(verified, kThreads * kRounds);
  EXPECT_GT(rotations, 0);

  // A withdrawn key is withdrawn for every thread.
  dir_.Write("keys.json", Jwks({extra.Jwk()}));
  clock_.Advance(kKeyCheckInterval);
  for (const auto& token : tokens) EXPECT_EQ(Reason(token), "TOKEN_KEY_UNKNOWN");
}

}  // namespace
}  // namespace dondoc::identity
