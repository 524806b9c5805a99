// The keys of an installation that has no OpenID provider.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace dondoc::identity {

// Where the local keys are.
struct LocalKeys {
  std::string signing_key_path;  // "<dir>/signing-key.json", private JWK, 0600.
  std::string key_set_path;      // "<dir>/keys.json", public JWKS, 0644.
  std::string key_id;            // RFC 7638 thumbprint of the signing key.
  bool created = false;          // True when this call made the signing key.
};

// The paths in `directory`, without touching anything.
LocalKeys LocalKeysIn(const std::string& directory);

// Makes an Ed25519 key pair in `directory` (itself made with 0700 where missing; its parent must
// exist). Idempotent: an existing signing key is kept. Where keys.json does not hold the signing
// key (it is missing, or the signing key was removed to replace it), the key is added beside the
// others, so that tokens signed before still work until they end.
// FAILED_PRECONDITION with the reasons of WriteKeyFile, Signer::Load and ParseJwks.
absl::StatusOr<LocalKeys> CreateLocalKeys(const std::string& directory);

}  // namespace dondoc::identity
