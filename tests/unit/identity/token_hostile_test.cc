// Tokens made to deceive: other algorithms, other keys, damaged bytes, headers that ask for more.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "tests/unit/identity/verifier_fixture.h"

namespace dondoc::identity {
namespace {

using testing::B64;
using testing::Config;
using testing::GoodClaims;
using testing::Json;
using testing::Jwks;
using testing::TestKey;
using testing::With;

class TokenHostileTest : public testing::VerifierTest {
 protected:
  const std::string payload_ = Json(GoodClaims());
};

std::string Hs256(absl::string_view secret, absl::string_view header, absl::string_view payload) {
  const std::string input = absl::StrCat(B64(header), ".", B64(payload));
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(input.data()), input.size(), mac, &size);
  return absl::StrCat(input, ".", B64(absl::string_view(reinterpret_cast<char*>(mac), size)));
}

TEST_F(TokenHostileTest, AlgNone) {
  for (const char* alg : {"none", "None", "NONE", ""}) {
    const std::string header = absl::StrCat(R"({"alg":")", alg, R"(","kid":"k1"})");
    const std::string input = absl::StrCat(B64(header), ".", B64(payload_));
    EXPECT_EQ(Reason(input + "."), "TOKEN_ALGORITHM_MISMATCH") << alg;
    EXPECT_EQ(Reason(absl::StrCat(input, ".", B64("x"))), "TOKEN_ALGORITHM_MISMATCH") << alg;
    EXPECT_EQ(Reason(input), "TOKEN_MALFORMED") << alg;
  }
}

TEST_F(TokenHostileTest, Hs256WithThePublicKeyAsSecret) {
  const TestKey rsa(TestKey::Type::kRsa2048, "rsa");
  const std::string jwks = Jwks({key_.Jwk(), rsa.Jwk()});
  Open({Config(dir_.Write("keys.json", jwks))});
  for (const auto* key : {&key_, &rsa}) {
    const std::string header = absl::StrCat(R"({"alg":"HS256","kid":")", key->key_id(), "\"}");
    for (const std::string& secret : {key->PublicPem(), key->Jwk(), jwks}) {
      EXPECT_EQ(Reason(Hs256(secret, header, payload_)), "TOKEN_ALGORITHM_MISMATCH");
    }
    // The same under the algorithm the key really has.
    const std::string honest =
        absl::StrCat(R"({"alg":")", key->alg(), R"(","kid":")", key->key_id(), "\"}");
    EXPECT_EQ(Reason(Hs256(key->PublicPem(), honest, payload_)), "TOKEN_BAD_SIGNATURE");
  }
}

TEST_F(TokenHostileTest, AnotherAlgorithmOfTheSameFamily) {
  const TestKey rsa(TestKey::Type::kRsa2048, "rsa");
  Open({Config(dir_.Write("keys.json", Jwks({key_.Jwk(), rsa.Jwk()})))});
  for (const char* alg : {"RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256"}) {
    EXPECT_EQ(Reason(rsa.Token(absl::StrCat(R"({"alg":")", alg, R"(","kid":"rsa"})"), payload_)),
              "TOKEN_ALGORITHM_MISMATCH")
        << alg;
  }
}

TEST_F(TokenHostileTest, KeysThatAreNotTrusted) {
  const TestKey stranger(TestKey::Type::kEd25519, "stranger");
  EXPECT_EQ(Reason(stranger.Token(payload_)), "TOKEN_KEY_UNKNOWN");
  const TestKey impostor(TestKey::Type::kEd25519, "k1");
  EXPECT_EQ(Reason(impostor.Token(payload_)), "TOKEN_BAD_SIGNATURE");
}

TEST_F(TokenHostileTest, HeadersThatAskForMore) {
  const TestKey impostor(TestKey::Type::kEd25519, "k1");
  const std::string start = R"({"alg":"EdDSA","kid":"k1",)";
  for (const std::string& more :
       {absl::StrCat(R"("jwk":)", impostor.Jwk()), std::string(R"("jku":"http://127.0.0.1:1/x")"),
        std::string(R"("x5u":"http://127.0.0.1:1/x")"), std::string(R"("x5c":["AA"])"),
        std::string(R"("crit":["b64"],"b64":false)"), std::string(R"("zip":"DEF")"),
        std::string(R"("cty":"JWT")"), std::string(R"("enc":"A256GCM")"),
        std::string(R"("x":1)")}) {
    EXPECT_EQ(Reason(impostor.Token(absl::StrCat(start, more, "}"), payload_)), "TOKEN_MALFORMED")
        << more;
    EXPECT_EQ(Reason(key_.Token(absl::StrCat(start, more, "}"), payload_)), "TOKEN_MALFORMED")
        << more;
  }
}

TEST_F(TokenHostileTest, HeadersThatAreNotWhatTheyShouldBe) {
  for (const char* header :
       {"", "x", "[]", "null", "{}", R"({"alg":"EdDSA"})", R"({"kid":"k1"})",
        R"({"alg":"EdDSA","kid":""})", R"({"alg":"EdDSA","kid":1})", R"({"alg":1,"kid":"k1"})",
        R"({"alg":["EdDSA"],"kid":"k1"})", R"({"alg":"EdDSA","kid":"k1","kid":"k1"})",
        R"({"alg":"none","alg":"EdDSA","kid":"k1"})", R"({"alg":"EdDSA","kid":"k1","typ":"JWE"})",
        R"({"alg":"EdDSA","kid":"k1","typ":7})",
        R"({"alg":"EdDSA","kid":"k1"} )"
        "x"}) {
    EXPECT_EQ(Reason(key_.Token(header, payload_)), "TOKEN_MALFORMED") << header;
  }
  for (const char* type : {"JWT", "jwt", "at+jwt"}) {
    EXPECT_EQ(Reason(key_.Token(absl::StrCat(R"({"alg":"EdDSA","kid":"k1","typ":")", type, "\"}"),
                                payload_)),
              "")
        << type;
  }
}

TEST_F(TokenHostileTest, PayloadsThatAreNotObjects) {
  for (const char* payload :
       {"", "x", "[]", "null", "7", "\"x\"", "{", "{}x", "{\"iss\":\"\xff\"}"}) {
    EXPECT_EQ(Reason(key_.Token(payload)), "TOKEN_MALFORMED") << payload;
  }
  EXPECT_EQ(Reason(key_.Token("{}")), "TOKEN_MALFORMED");
  // Deep nesting ends at the parser's bound, not at the end of the stack.
  const std::string deep = std::string(2800, '[') + std::string(2800, ']');
  EXPECT_EQ(Reason(key_.Token(absl::StrCat("{\"x\":", deep, "}"))), "TOKEN_MALFORMED");
}

TEST_F(TokenHostileTest, EveryFlippedBitIsNoticed) {
  const TestKey ec(TestKey::Type::kP256, "ec"), rsa(TestKey::Type::kRsa2048, "rsa");
  Open({Config(dir_.Write("keys.json", Jwks({key_.Jwk(), ec.Jwk(), rsa.Jwk()})))});
  for (const TestKey* key : {&key_, &ec, &rsa}) {
    const std::string token = key->Token(payload_);
    ASSERT_EQ(Reason(token), "");
    for (size_t i = 0; i < token.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string damaged = token;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
        ASSERT_NE(Reason(damaged), "") << key->alg() << " byte " << i << " bit " << bit;
      }
    }
  }
}

TEST_F(TokenHostileTest, OnlyTheOneSpellingOfASignature) {
  const std::string token = key_.Token(payload_);
  ASSERT_EQ(Reason(token), "");
  for (const char* tail : {"=", "==", "\n", " ", ".", "\t"}) {
    EXPECT_EQ(Reason(token + tail), "TOKEN_MALFORMED") << tail;
  }
  EXPECT_EQ(Reason(token + "A"), "TOKEN_BAD_SIGNATURE");
  EXPECT_EQ(Reason(" " + token), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason(token + std::string(1, '\0')), "TOKEN_MALFORMED");
}

TEST_F(TokenHostileTest, TruncatedAnywhere) {
  const std::string token = key_.Token(payload_);
  for (size_t size = 1; size < token.size(); ++size) {
    ASSERT_NE(Reason(token.substr(0, size)), "") << size;
  }
}

TEST_F(TokenHostileTest, PartsOfOtherTokensDoNotMix) {
  const std::vector<std::string> a = absl::StrSplit(key_.Token(payload_), '.');
  const std::vector<std::string> b =
      absl::StrSplit(key_.Token(Json(With(GoodClaims(), "sub", "\"operators/root\""))), '.');
  EXPECT_EQ(Reason(absl::StrCat(a[0], ".", b[1], ".", a[2])), "TOKEN_BAD_SIGNATURE");
  EXPECT_EQ(Reason(absl::StrCat(a[0], ".", a[1], ".", b[2])), "TOKEN_BAD_SIGNATURE");
  EXPECT_EQ(Reason(absl::StrCat(a[0], ".", a[1], ".")), "TOKEN_BAD_SIGNATURE");
  EXPECT_EQ(Reason(absl::StrCat(a[0], "..", a[2])), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason("."), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason(".."), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason("..."), "TOKEN_MALFORMED");
}

TEST_F(TokenHostileTest, SizeIsBounded) {
  const auto padded = [&](size_t size) {
    std::string claims =
        Json(With(GoodClaims(), "pad", absl::StrCat("\"", std::string(size, 'x'), "\"")));
    return key_.Token(claims);
  };
  const std::string fits = padded(5500);
  ASSERT_LE(fits.size(), kMaxTokenBytes);
  EXPECT_EQ(Reason(fits), "");
  const std::string large = padded(6200);
  ASSERT_GT(large.size(), kMaxTokenBytes);
  EXPECT_EQ(Reason(large), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason(std::string(size_t{16} << 20, 'a')), "TOKEN_MALFORMED");
}

TEST_F(TokenHostileTest, Missing) { EXPECT_EQ(Reason(""), "TOKEN_MISSING"); }

TEST_F(TokenHostileTest, ZeroSignatures) {
  const TestKey ec(TestKey::Type::kP256, "ec");
  Open({Config(dir_.Write("keys.json", Jwks({key_.Jwk(), ec.Jwk()})))});
  for (const TestKey* key : {&key_, &ec}) {
    std::string token = key->Token(payload_);
    token = token.substr(0, token.rfind('.') + 1);
    EXPECT_EQ(Reason(token + B64(std::string(64, '\0'))), "TOKEN_BAD_SIGNATURE");
    EXPECT_EQ(Reason(token + B64(std::string(96, '\x01'))), "TOKEN_BAD_SIGNATURE");
    EXPECT_EQ(Reason(token + B64(std::string(1, '\x01'))), "TOKEN_BAD_SIGNATURE");
  }
}

}  // namespace
}  // namespace dondoc::identity
