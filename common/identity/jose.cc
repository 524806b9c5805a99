#include "common/identity/jose.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::identity::jose {
namespace {

// Bytes of a coordinate on Ed25519 and on P-256.
constexpr size_t kCoordinateBytes = 32;
// Longest key id, in bytes: a SHA-256 thumbprint takes 43, providers use UUIDs or hashes.
constexpr size_t kMaxKeyIdBytes = 255;

absl::Status KeyInvalid(absl::string_view key_id, Text why) {
  return Error(absl::StatusCode::kInvalidArgument, "KEY_INVALID", std::move(why))
      .With("key_id", key_id.substr(0, kMaxKeyIdBytes));
}

// The decoded bytes of a member; nullopt when it is absent or not canonical base64url.
std::optional<std::string> BytesMember(const json_t* jwk, const char* name) {
  const auto text = StringMember(jwk, name);
  return text ? DecodeBase64Url(*text) : std::nullopt;
}

// Bits of a big-endian number.
int BitLength(absl::string_view bytes) {
  while (!bytes.empty() && bytes.front() == '\0') bytes.remove_prefix(1);
  if (bytes.empty()) return 0;
  return static_cast<int>(8 * (bytes.size() - 1)) +
         absl::bit_width(static_cast<unsigned char>(bytes.front()));
}

bool CoordinateIsSound(const json_t* jwk, const char* name) {
  const auto bytes = BytesMember(jwk, name);
  return bytes && bytes->size() == kCoordinateBytes;
}

absl::Status CheckOctetKeyPair(const json_t* jwk, absl::string_view key_id) {
  if (StringMember(jwk, "kty") != "OKP" || StringMember(jwk, "crv") != "Ed25519" ||
      !CoordinateIsSound(jwk, "x")) {
    return KeyInvalid(key_id, {"An EdDSA key needs kty OKP, crv Ed25519 and x of 32 bytes.",
                               "Khóa EdDSA cần kty OKP, crv Ed25519 và x dài 32 byte."});
  }
  return absl::OkStatus();
}

// True when (x, y) lies on P-256. The JOSE library would notice only when a token is verified.
bool IsOnP256(absl::string_view x, absl::string_view y) {
  // SEC 1 section 2.3.3: 4 for "both coordinates follow".
  std::string point = absl::StrCat("\x04", x, y);
  char group[] = "P-256";
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
  EVP_PKEY* key = nullptr;
  const bool on_curve =
      context != nullptr && EVP_PKEY_fromdata_init(context) == 1 &&
      EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(params)) == 1;
  EVP_PKEY_free(key);
  EVP_PKEY_CTX_free(context);
  // A refusal is not an error of whatever uses OpenSSL next on this thread.
  ERR_clear_error();
  return on_curve;
}

absl::Status CheckElliptic(const json_t* jwk, absl::string_view key_id) {
  if (StringMember(jwk, "kty") != "EC" || StringMember(jwk, "crv") != "P-256" ||
      !CoordinateIsSound(jwk, "x") || !CoordinateIsSound(jwk, "y")) {
    return KeyInvalid(key_id, {"An ES256 key needs kty EC, crv P-256 and x, y of 32 bytes.",
                               "Khóa ES256 cần kty EC, crv P-256 và x, y dài 32 byte."});
  }
  if (!IsOnP256(*BytesMember(jwk, "x"), *BytesMember(jwk, "y"))) {
    return KeyInvalid(key_id, {"The point of this key does not lie on P-256.",
                               "Điểm của khóa này không nằm trên đường cong P-256."});
  }
  return absl::OkStatus();
}

absl::Status CheckRsa(const json_t* jwk, absl::string_view key_id) {
  const auto modulus = BytesMember(jwk, "n");
  const auto exponent = BytesMember(jwk, "e");
  if (StringMember(jwk, "kty") != "RSA" || !modulus || !exponent) {
    return KeyInvalid(key_id,
                      {"An RS256 key needs kty RSA, n and e.", "Khóa RS256 cần kty RSA, n và e."});
  }
  const int bits = BitLength(*modulus);
  if (bits < kMinRsaBits || bits > kMaxRsaBits) {
    return KeyInvalid(
        key_id, {"An RSA key has 2048 to 8192 bits.", "Khóa RSA phải dài từ 2048 đến 8192 bit."});
  }
  // Odd and at least 3; 32 bits hold every exponent in use and keep verification cheap.
  const int exponent_bits = BitLength(*exponent);
  if (exponent_bits < 2 || exponent_bits > 32 || (exponent->back() & 1) == 0) {
    return KeyInvalid(key_id, {"The RSA exponent is odd, at least 3 and at most 32 bits.",
                               "Số mũ RSA phải lẻ, ít nhất là 3 và không quá 32 bit."});
  }
  return absl::OkStatus();
}

// True when the library can build the key, so that a bad one fails at load.
bool IsUsable(jwk_t* jwk) {
  // A PEM of the largest RSA key takes 1.5 KiB.
  unsigned char pem[4096];
  size_t size = sizeof(pem);
  return r_jwk_export_to_pem_der(jwk, R_FORMAT_PEM, pem, &size, R_FLAG_IGNORE_REMOTE) == RHN_OK;
}

}  // namespace

absl::string_view AlgorithmName(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kEdDsa:
      return "EdDSA";
    case Algorithm::kEs256:
      return "ES256";
    case Algorithm::kRs256:
      return "RS256";
  }
  return "";
}

std::optional<Algorithm> ParseAlgorithm(absl::string_view name) {
  for (const auto algorithm : {Algorithm::kEdDsa, Algorithm::kEs256, Algorithm::kRs256}) {
    if (name == AlgorithmName(algorithm)) return algorithm;
  }
  return std::nullopt;
}

JsonPtr ParseObject(absl::string_view text) {
  JsonPtr json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json != nullptr && json_is_object(json.get()) ? std::move(json) : nullptr;
}

std::optional<absl::string_view> StringMember(const json_t* object, const char* name) {
  const json_t* member = json_object_get(object, name);
  if (!json_is_string(member)) return std::nullopt;
  return absl::string_view(json_string_value(member), json_string_length(member));
}

std::optional<std::string> DecodeBase64Url(absl::string_view text) {
  const bool in_alphabet = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_';
  });
  std::string bytes;
  if (!in_alphabet || !absl::WebSafeBase64Unescape(text, &bytes)) return std::nullopt;
  // Unused bits of the last character must be zero.
  if (absl::WebSafeBase64Escape(bytes) != text) return std::nullopt;
  return bytes;
}

absl::StatusOr<std::shared_ptr<const PublicKey>> PublicKey::FromJwk(const json_t* jwk) {
  const absl::string_view key_id = StringMember(jwk, "kid").value_or("");
  if (key_id.empty() || key_id.size() > kMaxKeyIdBytes) {
    return KeyInvalid(key_id, {"Every key needs a kid of 1 to 255 bytes.",
                               "Mỗi khóa cần kid dài từ 1 đến 255 byte."});
  }
  for (const char* secret : {"d", "k", "p", "q", "dp", "dq", "qi", "oth"}) {
    if (json_object_get(jwk, secret) == nullptr) continue;
    return KeyInvalid(key_id, {"A key set that verifies holds public keys only: remove this "
                               "private or symmetric key and replace it, it is no longer secret.",
                               "Bộ khóa dùng để kiểm tra chỉ được chứa khóa công khai: hãy gỡ và "
                               "thay khóa bí mật này, nó không còn bí mật nữa."});
  }
  const auto algorithm = ParseAlgorithm(StringMember(jwk, "alg").value_or(""));
  if (!algorithm) {
    return KeyInvalid(key_id, {"Every key names its alg: EdDSA, ES256 or RS256.",
                               "Mỗi khóa phải ghi alg: EdDSA, ES256 hoặc RS256."});
  }
  // Only what the algorithm needs is handed on: no certificates, no addresses to fetch from.
  std::vector<const char*> members;
  switch (*algorithm) {
    case Algorithm::kEdDsa:
      RETURN_IF_ERROR(CheckOctetKeyPair(jwk, key_id));
      members = {"kty", "crv", "x"};
      break;
    case Algorithm::kEs256:
      RETURN_IF_ERROR(CheckElliptic(jwk, key_id));
      members = {"kty", "crv", "x", "y"};
      break;
    case Algorithm::kRs256:
      RETURN_IF_ERROR(CheckRsa(jwk, key_id));
      members = {"kty", "n", "e"};
      break;
  }
  JsonPtr clean(json_object());
  for (const char* member : members) {
    json_object_set(clean.get(), member, json_object_get(jwk, member));
  }
  jwk_t* imported = nullptr;
  if (r_jwk_init(&imported) != RHN_OK) {
    return KeyInvalid(key_id, {"There is no memory for a key.", "Không đủ bộ nhớ cho khóa."});
  }
  JwkPtr key(imported);
  if (r_jwk_import_from_json_t(key.get(), clean.get()) != RHN_OK || !IsUsable(key.get())) {
    return KeyInvalid(key_id, {"The numbers of this key are not a key of its kind.",
                               "Các số của khóa này không tạo thành khóa hợp lệ."});
  }
  return std::shared_ptr<const PublicKey>(
      new PublicKey(*algorithm, std::string(key_id), std::move(key)));
}

bool PublicKey::Verifies(absl::string_view compact_jws) const {
  jws_t* created = nullptr;
  if (r_jws_init(&created) != RHN_OK) return false;
  const JwsPtr jws(created);
  // Nothing in a header may bring a key along or make us fetch one.
  return r_jws_advanced_compact_parsen(jws.get(), compact_jws.data(), compact_jws.size(),
                                       R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) == RHN_OK &&
         r_jws_verify_signature(jws.get(), jwk_.get(), R_FLAG_IGNORE_REMOTE) == RHN_OK;
}

std::string CompactText(const json_t* json) {
  const TextPtr text(json_dumps(json, JSON_COMPACT));
  return text == nullptr ? "" : text.get();
}

}  // namespace dondoc::identity::jose
