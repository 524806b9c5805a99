// Sound signatures, all sorts of claims.
#include "absl/strings/str_cat.h"

#include "tests/unit/identity/verifier_fixture.h"

namespace dondoc::identity {
namespace {

using testing::Claims;
using testing::Config;
using testing::GoodClaims;
using testing::Json;
using testing::Jwks;
using testing::kNow;
using testing::TestKey;
using testing::With;

class TokenClaimsTest : public testing::VerifierTest {};

TEST_F(TokenClaimsTest, AGoodTokenGivesItsPrincipal) {
  const auto principal = Verify(key_.Token(Json(GoodClaims())));
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->kind, PrincipalKind::kOfficer);
  EXPECT_EQ(principal->subject, "agencies/so-khcn/officers/van-a");
  EXPECT_EQ(principal->agency, "so-khcn");
  EXPECT_EQ(principal->id(), "van-a");
  EXPECT_EQ(principal->issuer, "test");
  EXPECT_EQ(principal->key_id, "k1");
  EXPECT_EQ(principal->expires_at, kNow + absl::Hours(1));
}

TEST_F(TokenClaimsTest, EveryAlgorithmWorks) {
  const TestKey ec(TestKey::Type::kP256, "ec"), rsa(TestKey::Type::kRsa2048, "rsa");
  Open({Config(dir_.Write("keys.json", Jwks({key_.Jwk(), ec.Jwk(), rsa.Jwk()})))});
  for (const TestKey* key : {&key_, &ec, &rsa}) {
    const auto principal = Verify(key->Token(Json(GoodClaims())));
    ASSERT_TRUE(principal.ok()) << key->alg() << principal.status();
    EXPECT_EQ(principal->key_id, key->key_id());
  }
}

TEST_F(TokenClaimsTest, ServicesAndOperators) {
  const auto service = Verify(key_.Token(Json(With(GoodClaims(), "sub", "\"services/finance\""))));
  ASSERT_TRUE(service.ok());
  EXPECT_EQ(service->kind, PrincipalKind::kService);
  EXPECT_EQ(service->agency, "");
  const auto op = Verify(key_.Token(Json(With(GoodClaims(), "sub", "\"operators/root\""))));
  ASSERT_TRUE(op.ok());
  EXPECT_EQ(op->kind, PrincipalKind::kOperator);
}

TEST_F(TokenClaimsTest, Expiry) {
  const std::string token = key_.Token(Json(GoodClaims()));
  clock_.Set(kNow + absl::Hours(1) + kTokenLeeway - absl::Seconds(1));
  EXPECT_EQ(Reason(token), "");
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Reason(token), "TOKEN_EXPIRED");
}

TEST_F(TokenClaimsTest, NotYetValid) {
  const auto starting = [&](absl::Duration offset) {
    return With(GoodClaims(), "nbf", At(offset));
  };
  EXPECT_EQ(ReasonOfClaims(starting(kTokenLeeway)), "");
  EXPECT_EQ(ReasonOfClaims(starting(kTokenLeeway + absl::Seconds(1))), "TOKEN_NOT_YET_VALID");
  // Issued in the future, by a clock that is too far ahead.
  const Claims later = With(With(GoodClaims(), "nbf", ""), "iat", At(absl::Seconds(61)));
  EXPECT_EQ(ReasonOfClaims(later), "TOKEN_NOT_YET_VALID");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "nbf", "")), "");
}

TEST_F(TokenClaimsTest, LifetimeIsBounded) {
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "exp", At(kMaxTokenLifetime))), "");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "exp", At(kMaxTokenLifetime + absl::Seconds(1)))),
            "TOKEN_LIFETIME_EXCESSIVE");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "exp", "253402300799")), "TOKEN_LIFETIME_EXCESSIVE");
}

TEST_F(TokenClaimsTest, TimesAreNumbersThatMakeSense) {
  for (const char* claim : {"iat", "exp"}) {
    EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), claim, "")), "TOKEN_MALFORMED") << claim;
  }
  for (const char* claim : {"iat", "nbf", "exp"}) {
    for (const char* bad :
         {"\"1660000000\"", "null", "true", "[]", "-1", "1e300", "253402300800"}) {
      EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), claim, bad)), "TOKEN_MALFORMED") << claim << bad;
    }
  }
  // Larger than any integer: the text is not JSON we read.
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "exp", "99999999999999999999")), "TOKEN_MALFORMED");
  // Ends before it begins.
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "exp", At(absl::ZeroDuration()))), "TOKEN_MALFORMED");
  // A fraction is a NumericDate (RFC 7519 section 2).
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iat", At(absl::ZeroDuration()) + ".5")), "");
}

TEST_F(TokenClaimsTest, Audience) {
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "aud", R"(["portal","dondoc"])")), "");
  for (const char* bad : {"", "\"portal\"", "\"dondoc2\"", "\"\"", "[]", R"(["portal"])", "7",
                          R"({"dondoc":1})", R"(["dondoc",7])", R"("dondoc\u0020")"}) {
    EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "aud", bad)), "TOKEN_AUDIENCE_MISMATCH") << bad;
  }
}

TEST_F(TokenClaimsTest, Issuer) {
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iss", "\"other\"")), "TOKEN_ISSUER_UNKNOWN");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iss", "\"\"")), "TOKEN_ISSUER_UNKNOWN");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iss", "")), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iss", "[\"test\"]")), "TOKEN_MALFORMED");
}

TEST_F(TokenClaimsTest, Subject) {
  for (const char* bad : {"", "7", "null", "[\"services/finance\"]", "\"\"", "\"van-a\"",
                          "\"agencies/so-khcn/officers/Van-A\"", "\"services/../operators/root\"",
                          "\"operators/root/\""}) {
    EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "sub", bad)), "TOKEN_SUBJECT_INVALID") << bad;
  }
  // A NUL in the text makes it unreadable, not shorter.
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "sub", R"("services/finance\u0000x")")),
            "TOKEN_MALFORMED");
}

TEST_F(TokenClaimsTest, AClaimNamedTwiceIsRefused) {
  Claims claims = GoodClaims();
  claims.emplace_back("sub", "\"operators/root\"");
  EXPECT_EQ(ReasonOfClaims(claims), "TOKEN_MALFORMED");
}

TEST_F(TokenClaimsTest, UnknownClaimsAreIgnored) {
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "roles", R"(["ADMIN"])")), "");
}

TEST_F(TokenClaimsTest, AnIssuerVouchesForItsKindsOnly) {
  auto config = Config(dir_.path() + "/keys.json");
  config.kinds = PrincipalKind::kOfficer;
  Open({config});
  EXPECT_EQ(ReasonOfClaims(GoodClaims()), "");
  for (const char* sub : {"\"services/finance\"", "\"operators/root\""}) {
    EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "sub", sub)), "TOKEN_KIND_NOT_ALLOWED") << sub;
  }
}

TEST_F(TokenClaimsTest, AProvidersClaimsBecomeASubject) {
  auto config = Config(dir_.path() + "/keys.json");
  config.subject = "agencies/so-khcn/officers/{preferred_username}";
  Open({config});
  const Claims claims =
      With(With(GoodClaims(), "sub", "\"f:1b2c:Văn A\""), "preferred_username", "\"van-a\"");
  const auto principal = Verify(key_.Token(Json(claims)));
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->subject, "agencies/so-khcn/officers/van-a");
  EXPECT_EQ(ReasonOfClaims(With(claims, "preferred_username", "\"a/b\"")), "TOKEN_SUBJECT_INVALID");
  EXPECT_EQ(ReasonOfClaims(With(claims, "preferred_username", "")), "TOKEN_SUBJECT_INVALID");
  EXPECT_EQ(ReasonOfClaims(With(claims, "sub", "")), "TOKEN_SUBJECT_INVALID");
}

TEST_F(TokenClaimsTest, AKeyCountsForItsOwnIssuerOnly) {
  const TestKey foreign(TestKey::Type::kEd25519, "k1");  // Same id, in another set.
  auto other = Config(dir_.Write("other.json", Jwks({foreign.Jwk()})));
  other.issuer = "other";
  other.kinds = PrincipalKind::kOfficer;
  Open({Config(dir_.path() + "/keys.json"), other});
  EXPECT_EQ(Reason(foreign.Token(Json(With(GoodClaims(), "iss", "\"other\"")))), "");
  EXPECT_EQ(Reason(foreign.Token(Json(GoodClaims()))), "TOKEN_BAD_SIGNATURE");
  EXPECT_EQ(ReasonOfClaims(With(GoodClaims(), "iss", "\"other\"")), "TOKEN_BAD_SIGNATURE");
}

TEST_F(TokenClaimsTest, MessagesSayWhatToDoAndNeverRepeatTheToken) {
  Claims claims = With(GoodClaims(), "sub", "\"agencies/secret-agency/persons/x\"");
  const std::string token = key_.Token(Json(claims));
  const absl::Status status = Verify(token).status();
  const std::string signature = token.substr(token.rfind('.') + 1);
  for (const auto language : {Language::kEnglish, Language::kVietnamese}) {
    const absl::Status shown = Localized(status, language);
    EXPECT_NE(shown.message().find("dondoc login"), absl::string_view::npos) << shown;
    EXPECT_EQ(shown.ToString().find(signature), std::string::npos);
    EXPECT_EQ(shown.ToString().find("secret-agency"), std::string::npos);
  }
}

}  // namespace
}  // namespace dondoc::identity
