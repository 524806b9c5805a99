#include "common/identity/signer.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/base/error.h"
#include "common/identity/local_keys.h"
#include "common/identity/token.h"
#include "tests/unit/identity/testing.h"

namespace dondoc::identity {
namespace {

using testing::kNow;

std::string Text(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

mode_t ModeOf(const std::string& path) {
  struct stat info;
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 07777;
}

class SignerTest : public ::testing::Test {
 protected:
  const testing::TempDir dir_;
  const std::string keys_dir_ = dir_.path() + "/keys";
  FakeClock clock_{kNow};
};

TEST_F(SignerTest, MakesAKeyPairOnce) {
  const auto made = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_TRUE(made->created);
  EXPECT_EQ(made->signing_key_path, keys_dir_ + "/signing-key.json");
  EXPECT_EQ(made->key_set_path, keys_dir_ + "/keys.json");
  EXPECT_EQ(made->key_id.size(), 43u);
  EXPECT_EQ(ModeOf(keys_dir_), 0700u);
  EXPECT_EQ(ModeOf(made->signing_key_path), 0600u);
  EXPECT_EQ(ModeOf(made->key_set_path), 0644u);
  EXPECT_EQ(Text(made->key_set_path).find("\"d\""), std::string::npos);

  const std::string private_text = Text(made->signing_key_path);
  const std::string public_text = Text(made->key_set_path);
  const auto again = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->created);
  EXPECT_EQ(again->key_id, made->key_id);
  EXPECT_EQ(Text(made->signing_key_path), private_text);
  EXPECT_EQ(Text(made->key_set_path), public_text);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(keys_dir_), {}), 2);
}

TEST_F(SignerTest, RestoresAndExtendsThePublicSet) {
  const auto made = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(made.ok());
  std::filesystem::remove(made->key_set_path);
  ASSERT_TRUE(CreateLocalKeys(keys_dir_).ok());
  EXPECT_TRUE(ParseJwks(Text(made->key_set_path))->contains(made->key_id));

  // The operator replaces the signing key: both keys are trusted meanwhile.
  std::filesystem::remove(made->signing_key_path);
  const auto next = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_NE(next->key_id, made->key_id);
  const auto keys = ParseJwks(Text(made->key_set_path));
  ASSERT_TRUE(keys.ok());
  EXPECT_TRUE(keys->contains(made->key_id));
  EXPECT_TRUE(keys->contains(next->key_id));
}

TEST_F(SignerTest, ConcurrentCallersAgreeOnOneKey) {
  constexpr int kCallers = 4;
  std::vector<std::string> ids(kCallers);
  std::atomic<int> created{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&, i] {
      const auto keys = CreateLocalKeys(keys_dir_);
      if (!keys.ok()) return;
      ids[i] = keys->key_id;
      created += keys->created ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(created, 1);
  for (const auto& id : ids) EXPECT_EQ(id, ids[0]);
  EXPECT_EQ(ids[0].size(), 43u);
}

TEST_F(SignerTest, DoesNotTouchWhatItCannotRead) {
  const auto made = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(made.ok());
  dir_.Write("keys/keys.json", "mine");
  EXPECT_EQ(ReasonOf(CreateLocalKeys(keys_dir_).status()), "KEY_SET_INVALID");
  EXPECT_EQ(Text(made->key_set_path), "mine");
  EXPECT_EQ(ReasonOf(CreateLocalKeys(dir_.path() + "/no/such").status()), "KEY_FILE_UNWRITABLE");
}

TEST_F(SignerTest, ItsTokensAreTaken) {
  const auto keys = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(keys.ok());
  const auto signer = Signer::Load(keys->signing_key_path, kLocalIssuer);
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_EQ((*signer)->key_id(), keys->key_id);
  KeySetConfig config{.issuer = std::string(kLocalIssuer),
                      .path = keys->key_set_path,
                      .kinds = PrincipalKind::kOfficer | PrincipalKind::kOperator};
  const auto ring = KeyRing::Create({config}, clock_);
  ASSERT_TRUE(ring.ok()) << ring.status();
  TokenVerifier verifier(**ring);

  const auto token = (*signer)->Sign(OfficerSubject("so-khcn", "van-a"), kDefaultAudience,
                                     kLoginLifetime, kNow + absl::Milliseconds(700));
  ASSERT_TRUE(token.ok()) << token.status();
  const auto principal = verifier.Verify(*token, kNow);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->subject, "agencies/so-khcn/officers/van-a");
  EXPECT_EQ(principal->key_id, keys->key_id);
  EXPECT_EQ(principal->expires_at, kNow + kLoginLifetime);

  // Two tokens of one second differ (jti).
  EXPECT_NE(*(*signer)->Sign("operators/root", "dondoc", absl::Hours(1), kNow),
            *(*signer)->Sign("operators/root", "dondoc", absl::Hours(1), kNow));

  const auto service = (*signer)->Sign("services/finance", "dondoc", absl::Hours(1), kNow);
  ASSERT_TRUE(service.ok());
  EXPECT_EQ(ReasonOf(verifier.Verify(*service, kNow).status()), "TOKEN_KIND_NOT_ALLOWED");
}

TEST_F(SignerTest, SignsOnlyWhatCouldBeTaken) {
  const auto keys = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(keys.ok());
  const auto signer = *Signer::Load(keys->signing_key_path, kLocalIssuer);
  const auto reason = [&](absl::string_view subject, absl::Duration lifetime) {
    return ReasonOf(signer->Sign(subject, "dondoc", lifetime, kNow).status());
  };
  EXPECT_EQ(reason("van-a", absl::Hours(1)), "SUBJECT_INVALID");
  EXPECT_EQ(reason("operators/root", absl::ZeroDuration()), "TOKEN_LIFETIME_EXCESSIVE");
  EXPECT_EQ(reason("operators/root", -absl::Hours(1)), "TOKEN_LIFETIME_EXCESSIVE");
  EXPECT_EQ(reason("operators/root", kMaxTokenLifetime + absl::Nanoseconds(1)),
            "TOKEN_LIFETIME_EXCESSIVE");
  EXPECT_EQ(reason("operators/root", absl::InfiniteDuration()), "TOKEN_LIFETIME_EXCESSIVE");
  EXPECT_TRUE(signer->Sign("operators/root", "dondoc", kMaxTokenLifetime, kNow).ok());
}

TEST_F(SignerTest, TheKeyFileMustBe0600) {
  const auto keys = CreateLocalKeys(keys_dir_);
  ASSERT_TRUE(keys.ok());
  for (const mode_t open : {0644, 0640, 0660, 0604}) {
    ASSERT_EQ(chmod(keys->signing_key_path.c_str(), open), 0);
    EXPECT_EQ(ReasonOf(Signer::Load(keys->signing_key_path, "i").status()), "KEY_FILE_TOO_OPEN");
    EXPECT_EQ(ReasonOf(CreateLocalKeys(keys_dir_).status()), "KEY_FILE_TOO_OPEN");
  }
}

TEST_F(SignerTest, RefusesKeysThatAreNotSigningKeys) {
  const auto keys = CreateLocalKeys(keys_dir_);
  const auto other = CreateLocalKeys(dir_.path() + "/other");
  ASSERT_TRUE(keys.ok() && other.ok());
  const std::string good = Text(keys->signing_key_path);
  const auto member = [](const std::string& jwk, const char* name) {
    const auto json = jose::ParseObject(jwk);
    return std::string(*jose::StringMember(json.get(), name));
  };
  const auto reason = [&](const std::string& text) {
    const std::string path = dir_.Write("bad.json", text);
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    return ReasonOf(Signer::Load(path, "i").status());
  };
  EXPECT_EQ(reason(good), "");
  EXPECT_EQ(reason(""), "SIGNING_KEY_INVALID");
  EXPECT_EQ(reason("{}"), "SIGNING_KEY_INVALID");
  EXPECT_EQ(reason(Text(keys->key_set_path)), "SIGNING_KEY_INVALID");
  EXPECT_EQ(reason(absl::StrReplaceAll(good, {{"\"alg\"", "\"gla\""}})), "SIGNING_KEY_INVALID");
  EXPECT_EQ(reason(absl::StrReplaceAll(good, {{"\"kid\"", "\"dik\""}})), "SIGNING_KEY_INVALID");
  EXPECT_EQ(reason(absl::StrReplaceAll(good, {{"\"d\"", "\"D\""}})), "SIGNING_KEY_INVALID");
  // The private half of one key with the public half of another.
  EXPECT_EQ(reason(absl::StrReplaceAll(
                good, {{member(good, "x"), member(Text(other->signing_key_path), "x")}})),
            "SIGNING_KEY_INVALID");
}

}  // namespace
}  // namespace dondoc::identity
