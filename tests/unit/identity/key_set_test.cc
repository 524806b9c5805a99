#include "common/identity/key_set.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "tests/unit/identity/testing.h"

namespace dondoc::identity {
namespace {

using testing::Jwks;
using testing::TestKey;
using Type = TestKey::Type;

// One key of each type for all tests: RSA keys take a while to make.
const TestKey& Key(Type type) {
  static const TestKey ed(Type::kEd25519, "ed"), ec(Type::kP256, "ec"), rsa(Type::kRsa2048, "rsa");
  return type == Type::kEd25519 ? ed : type == Type::kP256 ? ec : rsa;
}

std::string Replaced(const std::string& text, const std::string& from, const std::string& to) {
  const std::string result = absl::StrReplaceAll(text, {{from, to}});
  EXPECT_NE(result, text) << "nothing to replace: " << from;
  return result;
}

void ExpectRefused(const std::string& jwks, absl::string_view reason) {
  const auto keys = ParseJwks(jwks);
  EXPECT_EQ(keys.status().code(), absl::StatusCode::kInvalidArgument) << jwks;
  EXPECT_EQ(ReasonOf(keys.status()), reason) << jwks;
}

TEST(JwksTest, ReadsTheThreeAlgorithms) {
  const auto keys = ParseJwks(
      Jwks({Key(Type::kEd25519).Jwk(), Key(Type::kP256).Jwk(), Key(Type::kRsa2048).Jwk()}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  ASSERT_EQ(keys->size(), 3u);
  EXPECT_EQ(keys->at("ed")->algorithm(), jose::Algorithm::kEdDsa);
  EXPECT_EQ(keys->at("ec")->algorithm(), jose::Algorithm::kEs256);
  EXPECT_EQ(keys->at("rsa")->algorithm(), jose::Algorithm::kRs256);
}

TEST(JwksTest, RefusesWhatIsNotASet) {
  for (const char* bad : {"", "{", "[]", "null", "{}", R"({"keys":{}})", R"({"keys":[]})",
                          R"({"keys":[],"keys":[]})", R"({"keys":[]} x)"}) {
    ExpectRefused(bad, "KEY_SET_INVALID");
  }
  ExpectRefused(R"({"keys":[1]})", "KEY_INVALID");
  ExpectRefused(R"({"keys":[{}]})", "KEY_INVALID");
}

TEST(JwksTest, DemandsAlgAndKid) {
  const std::string jwk = Key(Type::kEd25519).Jwk();
  ExpectRefused(Jwks({Replaced(jwk, R"("alg":"EdDSA",)", "")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, R"(,"kid":"ed")", "")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, R"("kid":"ed")", R"("kid":"")")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, R"("kid":"ed")", R"("kid":7)")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, R"("kid":"ed")",
                               absl::StrCat(R"("kid":")", std::string(256, 'k'), "\""))}),
                "KEY_INVALID");
}

TEST(JwksTest, RefusesOtherAlgorithms) {
  for (const char* alg :
       {"none", "HS256", "HS512", "RS512", "PS256", "ES384", "ES256K", "eddsa", ""}) {
    ExpectRefused(Jwks({Replaced(Key(Type::kEd25519).Jwk(), R"("alg":"EdDSA")",
                                 absl::StrCat(R"("alg":")", alg, "\""))}),
                  "KEY_INVALID");
  }
  ExpectRefused(R"({"keys":[{"kty":"oct","alg":"HS256","kid":"h","k":"c2VjcmV0"}]})",
                "KEY_INVALID");
}

TEST(JwksTest, AlgMustFitTheKeyType) {
  ExpectRefused(Jwks({Replaced(Key(Type::kEd25519).Jwk(), "EdDSA", "ES256")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(Key(Type::kP256).Jwk(), "ES256", "RS256")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(Key(Type::kRsa2048).Jwk(), "RS256", "EdDSA")}), "KEY_INVALID");
  ExpectRefused(Jwks({TestKey(Type::kP384, "p384").Jwk()}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(Key(Type::kEd25519).Jwk(), "Ed25519", "Ed448")}), "KEY_INVALID");
}

TEST(JwksTest, RefusesWeakAndImpossibleKeys) {
  ExpectRefused(Jwks({TestKey(Type::kRsa1024, "small").Jwk()}), "KEY_INVALID");
  const std::string huge = testing::B64(std::string(1025, '\xff'));
  ExpectRefused(
      Jwks({absl::StrCat(R"({"kty":"RSA","e":"AQAB","alg":"RS256","kid":"h","n":")", huge, "\"}")}),
      "KEY_INVALID");
  // An even exponent, and one.
  ExpectRefused(Jwks({Replaced(Key(Type::kRsa2048).Jwk(), "AQAB", "Ag")}), "KEY_INVALID");
  ExpectRefused(Jwks({Replaced(Key(Type::kRsa2048).Jwk(), "AQAB", "AQ")}), "KEY_INVALID");
  // A point that is not on the curve.
  const std::string coordinate = testing::B64(std::string(32, '\x01'));
  ExpectRefused(Jwks({absl::StrCat(R"({"kty":"EC","crv":"P-256","alg":"ES256","kid":"p","x":")",
                                   coordinate, R"(","y":")", coordinate, "\"}")}),
                "KEY_INVALID");
  // A coordinate of 31 bytes.
  ExpectRefused(Jwks({absl::StrCat(R"({"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":"p","x":")",
                                   testing::B64(std::string(31, '\x01')), "\"}")}),
                "KEY_INVALID");
}

TEST(JwksTest, RefusesPrivateKeys) {
  const std::string jwk = Key(Type::kEd25519).Jwk();
  ExpectRefused(
      Jwks({Replaced(jwk, "}",
                     absl::StrCat(R"(,"d":")", testing::B64(std::string(32, 'd')), "\"}"))}),
      "KEY_INVALID");
}

TEST(JwksTest, RefusesOneIdTwice) {
  const std::string jwk = Key(Type::kEd25519).Jwk();
  ExpectRefused(Jwks({jwk, Replaced(Key(Type::kP256).Jwk(), R"("kid":"ec")", R"("kid":"ed")")}),
                "KEY_SET_INVALID");
  ExpectRefused(Jwks({jwk, jwk}), "KEY_SET_INVALID");
}

TEST(JwksTest, PassesOverEncryptionKeysOnly) {
  const std::string jwk = Key(Type::kEd25519).Jwk();
  const auto keys =
      ParseJwks(Jwks({R"({"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"e"})", jwk}));
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->size(), 1u);
  ExpectRefused(Jwks({R"({"kty":"RSA","use":"enc","kid":"e"})"}), "KEY_SET_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, "}", R"(,"use":"other"})")}), "KEY_SET_INVALID");
  ExpectRefused(Jwks({Replaced(jwk, "}", R"(,"key_ops":["sign"]})")}), "KEY_SET_INVALID");
  EXPECT_TRUE(ParseJwks(Jwks({Replaced(jwk, "}", R"(,"use":"sig","key_ops":["verify"]})")})).ok());
}

TEST(JwksTest, TakesAtMost64Keys) {
  std::vector<std::string> keys;
  for (size_t i = 0; i <= kMaxKeysPerSet; ++i) {
    keys.push_back(
        Replaced(Key(Type::kEd25519).Jwk(), R"("kid":"ed")", absl::StrCat(R"("kid":"k)", i, "\"")));
  }
  ExpectRefused(Jwks(keys), "KEY_SET_INVALID");
  keys.pop_back();
  EXPECT_TRUE(ParseJwks(Jwks(keys)).ok());
}

TEST(KeySetConfigTest, ReadsAFlag) {
  const auto config = ParseKeySetConfig(
      "issuer=https://id.example/realms/x?a=b;audience=portal;file=/etc/keys.json;"
      "kinds=officer,operator;subject=agencies/{agency}/officers/{preferred_username}");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->issuer, "https://id.example/realms/x?a=b");
  EXPECT_EQ(config->audience, "portal");
  EXPECT_EQ(config->path, "/etc/keys.json");
  EXPECT_EQ(config->kinds, PrincipalKind::kOfficer | PrincipalKind::kOperator);
  EXPECT_EQ(config->subject, "agencies/{agency}/officers/{preferred_username}");

  const auto brief = ParseKeySetConfig("issuer=i;file=f;kinds=service");
  ASSERT_TRUE(brief.ok());
  EXPECT_EQ(brief->audience, kDefaultAudience);
  EXPECT_EQ(brief->subject, "{sub}");
}

TEST(KeySetConfigTest, RefusesBadFlags) {
  for (const char* bad :
       {"", "issuer=i", "issuer=i;file=f", "file=f;kinds=officer", "issuer=i;file=f;kinds=",
        "issuer=i;file=f;kinds=person", "issuer=i;issuer=j;file=f;kinds=officer",
        "issuer=i;file=f;kinds=officer;color=red", "issuer=i;file=f;kinds=officer;audience=",
        "issuer=i;file=f;kinds=officer;subject=", "issuer=i;file=f;kinds=officer;subject={",
        "issuer=i;file=f;kinds=officer;subject={}", "issuer=i;file=f;kinds=officer;subject=x{sub}",
        "issuer=i;file=f;kinds=officer;subject={a}{b}",
        "issuer=i;file=f;kinds=officer;subject=agencies/A/officers/{sub}"}) {
    EXPECT_EQ(ReasonOf(ParseKeySetConfig(bad).status()), "KEY_SET_CONFIG_INVALID") << bad;
  }
}

TEST(KeySetConfigTest, IssuersAreUniqueAndTheLocalOneStaysLocal) {
  const KeySetConfig local{
      .issuer = std::string(kLocalIssuer), .path = "f", .kinds = PrincipalKind::kOfficer};
  KeySetConfig other = local;
  other.issuer = "https://id.example";
  EXPECT_TRUE(CheckKeySetConfigs({local, other}, /*loopback_only=*/true).ok());
  EXPECT_TRUE(CheckKeySetConfigs({other}, /*loopback_only=*/false).ok());
  EXPECT_EQ(ReasonOf(CheckKeySetConfigs({local, other}, /*loopback_only=*/false)),
            "KEY_SET_CONFIG_INVALID");
  EXPECT_EQ(ReasonOf(CheckKeySetConfigs({other, other}, true)), "KEY_SET_CONFIG_INVALID");
}

TEST(SubjectTemplateTest, FillsClaimsInButNothingElse) {
  const auto subject = SubjectTemplate::Parse("agencies/{agency}/officers/{login}");
  ASSERT_TRUE(subject.ok());
  const auto expand = [&](const char* claims) {
    return subject->Expand(jose::ParseObject(claims).get());
  };
  EXPECT_EQ(expand(R"({"agency":"so-khcn","login":"van-a"})"), "agencies/so-khcn/officers/van-a");
  EXPECT_EQ(expand(R"({"agency":"so-khcn"})"), std::nullopt);
  EXPECT_EQ(expand(R"({"agency":"so-khcn","login":7})"), std::nullopt);
  EXPECT_EQ(expand(R"({"agency":"so-khcn","login":""})"), std::nullopt);
  // A claim cannot smuggle a segment in.
  EXPECT_EQ(expand(R"({"agency":"a/officers","login":"b"})"), std::nullopt);
  EXPECT_EQ(expand(R"({"agency":"so-khcn","login":"Van.A"})"), std::nullopt);

  const auto fixed = SubjectTemplate::Parse("services/finance");
  ASSERT_TRUE(fixed.ok());
  EXPECT_EQ(fixed->Expand(jose::ParseObject("{}").get()), "services/finance");
}

}  // namespace
}  // namespace dondoc::identity
