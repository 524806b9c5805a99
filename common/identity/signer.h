// Signs tokens with a key file: `dondoc login` on a workstation, a service for its own name, tests.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/identity/jose.h"

namespace dondoc::identity {

// How long a token from `dondoc login` lasts: one working day with its overtime.
inline constexpr absl::Duration kLoginLifetime = absl::Hours(12);
// How long a service's own token lasts; it signs the next one when half of it is over.
inline constexpr absl::Duration kServiceTokenLifetime = absl::Hours(1);

// Immutable, thread-safe.
class Signer {
 public:
  // Reads a private Ed25519 JWK. FAILED_PRECONDITION with the reasons of ReadKeyFile (the file must
  // be readable by its owner alone), or SIGNING_KEY_INVALID.
  static absl::StatusOr<std::unique_ptr<Signer>> Load(const std::string& path,
                                                      absl::string_view issuer);

  // A token for `subject` from `now` for `lifetime`, whole seconds, at most kMaxTokenLifetime.
  // INVALID_ARGUMENT, reason SUBJECT_INVALID or TOKEN_LIFETIME_EXCESSIVE.
  absl::StatusOr<std::string> Sign(absl::string_view subject, absl::string_view audience,
                                   absl::Duration lifetime, absl::Time now) const;

  const std::string& key_id() const { return key_id_; }
  // The public half as one JWK, for a JWKS file.
  jose::JsonPtr PublicJwk() const;

 private:
  Signer(std::string issuer, std::string key_id, jose::JsonPtr jwk)
      : issuer_(std::move(issuer)), key_id_(std::move(key_id)), jwk_(std::move(jwk)) {}

  const std::string issuer_;
  const std::string key_id_;
  const jose::JsonPtr jwk_;
};

}  // namespace dondoc::identity
