// The narrow door to the JOSE and JSON libraries: strict parsing, three algorithms, keys and
// signatures as values. Nothing else in the suite includes their headers.
#pragma once

#include <jansson.h>
#include <memory>
#include <optional>
#include <rhonabwy.h>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dondoc::identity::jose {

// The only signature algorithms we know. Symmetric ones and "none" do not exist here.
enum class Algorithm {
  kEdDsa,  // Ed25519 (RFC 8037).
  kEs256,  // ECDSA on P-256 with SHA-256.
  kRs256,  // RSASSA-PKCS1-v1_5 with SHA-256.
};

// Smallest RSA modulus taken, in bits (NIST SP 800-131A).
inline constexpr int kMinRsaBits = 2048;
// Largest, in bits: a verification grows with the square of it, and every caller may cause one.
inline constexpr int kMaxRsaBits = 8192;

// "EdDSA", "ES256", "RS256".
absl::string_view AlgorithmName(Algorithm algorithm);
// nullopt for every other name.
std::optional<Algorithm> ParseAlgorithm(absl::string_view name);

struct JsonDeleter {
  void operator()(json_t* json) const { json_decref(json); }
};
using JsonPtr = std::unique_ptr<json_t, JsonDeleter>;

struct JwkDeleter {
  void operator()(jwk_t* jwk) const { r_jwk_free(jwk); }
};
using JwkPtr = std::unique_ptr<jwk_t, JwkDeleter>;

struct JwsDeleter {
  void operator()(jws_t* jws) const { r_jws_free(jws); }
};
using JwsPtr = std::unique_ptr<jws_t, JwsDeleter>;

// A string that the libraries allocated.
struct TextDeleter {
  void operator()(char* text) const { r_free(text); }
};
using TextPtr = std::unique_ptr<char, TextDeleter>;

// Parses one JSON object; null for anything else, for a member named twice and for trailing bytes.
JsonPtr ParseObject(absl::string_view text);

// The member `name` when it is a string; nullopt when absent or of another type.
std::optional<absl::string_view> StringMember(const json_t* object, const char* name);

// Decodes base64url without padding (RFC 7515 section 2). Only the canonical text of the bytes is
// taken, so that no two texts carry the same signature.
std::optional<std::string> DecodeBase64Url(absl::string_view text);

// A public key with its one algorithm. Immutable, thread-safe.
class PublicKey {
 public:
  // Reads a JWK (RFC 7517). `alg`, `kid` and the members of its key type are mandatory; a private
  // or symmetric key is refused, as are RSA keys outside kMinRsaBits..kMaxRsaBits and points that
  // are not on their curve. INVALID_ARGUMENT, reason KEY_INVALID.
  static absl::StatusOr<std::shared_ptr<const PublicKey>> FromJwk(const json_t* jwk);

  Algorithm algorithm() const { return algorithm_; }
  const std::string& key_id() const { return key_id_; }

  // True when the signature of a compact JWS holds. The caller has checked that the header names
  // this key's algorithm and carries nothing but alg, kid and typ.
  bool Verifies(absl::string_view compact_jws) const;

 private:
  PublicKey(Algorithm algorithm, std::string key_id, JwkPtr jwk)
      : algorithm_(algorithm), key_id_(std::move(key_id)), jwk_(std::move(jwk)) {}

  const Algorithm algorithm_;
  const std::string key_id_;
  // Read by many threads at once; the library only looks members up in it.
  const JwkPtr jwk_;
};

// Text of `json` without spaces; "" when memory ran out.
std::string CompactText(const json_t* json);

}  // namespace dondoc::identity::jose
