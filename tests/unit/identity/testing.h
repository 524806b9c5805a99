// Keys, tokens and files for the identity tests. Tokens are made here byte by byte with OpenSSL, so
// that hostile ones can be made too and the library that verifies is not the one that signs.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include <openssl/evp.h>

#include "common/base/error.h"
#include "common/identity/key_set.h"

namespace dondoc::identity::testing {

// The moment all tests start at.
inline const absl::Time kNow = absl::FromUnixSeconds(1'660'000'000);

// A directory that removes itself.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  const std::string& path() const { return path_; }
  // Replaces `name` atomically with `text`, mode 0644.
  std::string Write(const std::string& name, absl::string_view text) const;

 private:
  std::string path_;
};

// A key pair that signs what it is told to.
class TestKey {
 public:
  enum class Type { kEd25519, kP256, kRsa2048, kRsa1024, kP384 };
  TestKey(Type type, std::string key_id);

  // "EdDSA", "ES256" or "RS256".
  std::string alg() const;
  const std::string& key_id() const { return key_id_; }
  // The public JWK as JSON text.
  std::string Jwk() const;
  // Raw JOSE signature of `input`.
  std::string SignatureOf(absl::string_view input) const;
  // A compact JWS of the given texts.
  std::string Token(absl::string_view header, absl::string_view payload) const;
  // A compact JWS with this key's alg and kid.
  std::string Token(absl::string_view payload) const;
  // The public key in PEM, as an attacker would feed it to HMAC.
  std::string PublicPem() const;

 private:
  const Type type_;
  const std::string key_id_;
  std::shared_ptr<EVP_PKEY> key_;
};

// base64url without padding.
std::string B64(absl::string_view bytes);
// {"keys":[...]} of JWK texts.
std::string Jwks(const std::vector<std::string>& jwks);

// A payload as a map of JSON texts, in order; values are raw JSON.
using Claims = std::vector<std::pair<std::string, std::string>>;
// Sound claims of agencies/so-khcn/officers/van-a from kNow for an hour, issuer "test".
Claims GoodClaims();
// The claims with `name` replaced or, with an empty `value`, removed.
Claims With(Claims claims, absl::string_view name, absl::string_view value);
std::string Json(const Claims& claims);

// A key set "test" for all kinds.
KeySetConfig Config(const std::string& path);

}  // namespace dondoc::identity::testing
