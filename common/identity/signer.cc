#include "common/identity/signer.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/identity/key_file.h"
#include "common/identity/principal.h"
#include "common/identity/token.h"

namespace dondoc::identity {
namespace {

absl::Status SigningKeyInvalid(absl::string_view path) {
  return Error(absl::StatusCode::kFailedPrecondition, "SIGNING_KEY_INVALID",
               {absl::StrCat("Signing key ", path,
                             " is not a private Ed25519 JWK with alg and kid. Remove it and run "
                             "`dondoc up` to make a new one."),
                absl::StrCat("Khóa ký ", path,
                             " không phải JWK Ed25519 bí mật có alg và kid. Hãy xóa rồi chạy "
                             "`dondoc up` để tạo khóa mới.")})
      .With("path", path);
}

void SetText(json_t* object, const char* name, absl::string_view value) {
  json_object_set_new(object, name, json_stringn(value.data(), value.size()));
}

jose::JsonPtr PublicHalf(const json_t* jwk) {
  jose::JsonPtr half(json_object());
  for (const char* member : {"kty", "crv", "x", "alg", "kid"}) {
    json_object_set(half.get(), member, json_object_get(jwk, member));
  }
  SetText(half.get(), "use", "sig");
  return half;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Signer>> Signer::Load(const std::string& path,
                                                     absl::string_view issuer) {
  ASSIGN_OR_RETURN(const KeyFile file, ReadKeyFile(path, KeyFileKind::kPrivate));
  jose::JsonPtr jwk = jose::ParseObject(file.text);
  const auto secret = jwk ? jose::StringMember(jwk.get(), "d") : std::nullopt;
  const auto secret_bytes = secret ? jose::DecodeBase64Url(*secret) : std::nullopt;
  if (!secret_bytes || secret_bytes->size() != 32) return SigningKeyInvalid(path);
  const jose::JsonPtr half = PublicHalf(jwk.get());
  const auto public_key = jose::PublicKey::FromJwk(half.get());
  if (!public_key.ok() || (*public_key)->algorithm() != jose::Algorithm::kEdDsa) {
    return SigningKeyInvalid(path);
  }
  std::unique_ptr<Signer> signer(
      new Signer(std::string(issuer), (*public_key)->key_id(), std::move(jwk)));
  // The halves must belong together, or every token would be refused later, elsewhere.
  const auto probe = signer->Sign("services/probe", "probe", absl::Seconds(1), absl::UnixEpoch());
  if (!probe.ok() || !(*public_key)->Verifies(*probe)) return SigningKeyInvalid(path);
  return signer;
}

absl::StatusOr<std::string> Signer::Sign(absl::string_view subject, absl::string_view audience,
                                         absl::Duration lifetime, absl::Time now) const {
  RETURN_IF_ERROR(ParseSubject(subject).status());
  const int64_t seconds = absl::ToInt64Seconds(lifetime);
  if (seconds < 1 || lifetime > kMaxTokenLifetime) {
    return Error(absl::StatusCode::kInvalidArgument, "TOKEN_LIFETIME_EXCESSIVE",
                 {"A token lasts from 1 second to 24 hours.",
                  "Thời hạn của thẻ đăng nhập từ 1 giây đến 24 giờ."});
  }
  const int64_t issued_at = absl::ToUnixSeconds(now);
  const jose::JsonPtr claims(json_object());
  SetText(claims.get(), "iss", issuer_);
  SetText(claims.get(), "sub", subject);
  SetText(claims.get(), "aud", audience);
  json_object_set_new(claims.get(), "iat", json_integer(issued_at));
  json_object_set_new(claims.get(), "nbf", json_integer(issued_at));
  json_object_set_new(claims.get(), "exp", json_integer(issued_at + seconds));
  SetText(claims.get(), "jti", RandomHex(16));
  const std::string payload = jose::CompactText(claims.get());

  jwk_t* imported = nullptr;
  jws_t* created = nullptr;
  const bool made = r_jwk_init(&imported) == RHN_OK && r_jws_init(&created) == RHN_OK;
  const jose::JwkPtr key(imported);
  const jose::JwsPtr jws(created);
  jose::TextPtr token;
  if (made && r_jwk_import_from_json_t(key.get(), jwk_.get()) == RHN_OK &&
      r_jws_set_alg(jws.get(), R_JWA_ALG_EDDSA) == RHN_OK &&
      r_jws_set_header_str_value(jws.get(), "typ", "JWT") == RHN_OK &&
      r_jws_set_header_str_value(jws.get(), "kid", key_id_.c_str()) == RHN_OK &&
      r_jws_set_payload(jws.get(), reinterpret_cast<const unsigned char*>(payload.data()),
                        payload.size()) == RHN_OK) {
    token.reset(r_jws_serialize(jws.get(), key.get(), R_FLAG_IGNORE_REMOTE));
  }
  if (token == nullptr) {
    return Error(absl::StatusCode::kInternal, "TOKEN_NOT_SIGNED",
                 {"The token could not be signed.", "Không ký được thẻ đăng nhập."});
  }
  return std::string(token.get());
}

jose::JsonPtr Signer::PublicJwk() const { return PublicHalf(jwk_.get()); }

}  // namespace dondoc::identity
