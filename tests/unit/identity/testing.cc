#include "tests/unit/identity/testing.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sys/stat.h>

namespace dondoc::identity::testing {
namespace {

// Tests go on with a broken helper under no circumstances.
void Require(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "test helper failed: %s\n", what);
  std::abort();
}

std::string BigNumber(EVP_PKEY* key, const char* name, int width) {
  BIGNUM* number = nullptr;
  Require(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
  std::string bytes(width > 0 ? width : BN_num_bytes(number), '\0');
  Require(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()),
                       static_cast<int>(bytes.size())) >= 0,
          name);
  BN_free(number);
  return bytes;
}

}  // namespace

TempDir::TempDir() {
  std::string name = std::filesystem::temp_directory_path() / "identity-XXXXXX";
  Require(mkdtemp(name.data()) != nullptr, "mkdtemp");
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::Write(const std::string& name, absl::string_view text) const {
  const std::string path = absl::StrCat(path_, "/", name);
  const std::string next = path + ".next";
  {
    std::ofstream out(next, std::ios::binary);
    out << text;
    Require(out.good(), "write");
  }
  Require(chmod(next.c_str(), 0644) == 0, "chmod");
  std::filesystem::rename(next, path);
  return path;
}

TestKey::TestKey(Type type, std::string key_id) : type_(type), key_id_(std::move(key_id)) {
  EVP_PKEY* key = nullptr;
  switch (type) {
    case Type::kEd25519:
      key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
      break;
    case Type::kP256:
      key = EVP_EC_gen("P-256");
      break;
    case Type::kP384:
      key = EVP_EC_gen("P-384");
      break;
    case Type::kRsa2048:
      key = EVP_RSA_gen(2048);
      break;
    case Type::kRsa1024:
      key = EVP_RSA_gen(1024);
      break;
  }
  Require(key != nullptr, "keygen");
  key_ = std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free);
}

std::string TestKey::alg() const {
  switch (type_) {
    case Type::kEd25519:
      return "EdDSA";
    case Type::kP256:
    case Type::kP384:
      return "ES256";
    default:
      return "RS256";
  }
}

std::string TestKey::Jwk() const {
  std::string members;
  if (type_ == Type::kEd25519) {
    std::string x(32, '\0');
    size_t size = x.size();
    Require(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(x.data()),
                                        &size) == 1,
            "raw public key");
    members = absl::StrCat(R"("kty":"OKP","crv":"Ed25519","x":")", B64(x), "\"");
  } else if (type_ == Type::kP256 || type_ == Type::kP384) {
    const int width = type_ == Type::kP256 ? 32 : 48;
    members = absl::StrCat(R"("kty":"EC","crv":")", type_ == Type::kP256 ? "P-256" : "P-384",
                           R"(","x":")", B64(BigNumber(key_.get(), "qx", width)), R"(","y":")",
                           B64(BigNumber(key_.get(), "qy", width)), "\"");
  } else {
    members = absl::StrCat(R"("kty":"RSA","n":")", B64(BigNumber(key_.get(), "n", 0)), R"(","e":")",
                           B64(BigNumber(key_.get(), "e", 0)), "\"");
  }
  return absl::StrCat("{", members, R"(,"alg":")", alg(), R"(","kid":")", key_id_, "\"}");
}

std::string TestKey::SignatureOf(absl::string_view input) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  Require(EVP_DigestSignInit(context, nullptr, type_ == Type::kEd25519 ? nullptr : EVP_sha256(),
                             nullptr, key_.get()) == 1,
          "sign init");
  const auto* data = reinterpret_cast<const unsigned char*>(input.data());
  size_t size = 0;
  Require(EVP_DigestSign(context, nullptr, &size, data, input.size()) == 1, "sign size");
  std::string signature(size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  Require(EVP_DigestSign(context, out, &size, data, input.size()) == 1, "sign");
  signature.resize(size);
  EVP_MD_CTX_free(context);
  if (type_ != Type::kP256) return signature;
  // JOSE wants r and s side by side, OpenSSL gives DER.
  const unsigned char* der = out;
  ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size));
  std::string raw(64, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(raw.data());
  Require(BN_bn2binpad(ECDSA_SIG_get0_r(parts), bytes, 32) == 32, "r");
  Require(BN_bn2binpad(ECDSA_SIG_get0_s(parts), bytes + 32, 32) == 32, "s");
  ECDSA_SIG_free(parts);
  return raw;
}

std::string TestKey::Token(absl::string_view header, absl::string_view payload) const {
  const std::string input = absl::StrCat(B64(header), ".", B64(payload));
  return absl::StrCat(input, ".", B64(SignatureOf(input)));
}

std::string TestKey::Token(absl::string_view payload) const {
  return Token(absl::StrCat(R"({"alg":")", alg(), R"(","kid":")", key_id_, R"(","typ":"JWT"})"),
               payload);
}

std::string TestKey::PublicPem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  Require(PEM_write_bio_PUBKEY(bio, key_.get()) == 1, "pem");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string pem(data, size);
  BIO_free(bio);
  return pem;
}

std::string B64(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

std::string Jwks(const std::vector<std::string>& jwks) {
  return absl::StrCat(R"({"keys":[)", absl::StrJoin(jwks, ","), "]}");
}

Claims GoodClaims() {
  const int64_t now = absl::ToUnixSeconds(kNow);
  return {{"iss", "\"test\""},
          {"aud", "\"dondoc\""},
          {"sub", "\"agencies/so-khcn/officers/van-a\""},
          {"iat", absl::StrCat(now)},
          {"nbf", absl::StrCat(now)},
          {"exp", absl::StrCat(now + 3600)}};
}

Claims With(Claims claims, absl::string_view name, absl::string_view value) {
  Claims result;
  bool placed = false;
  for (auto& claim : claims) {
    if (claim.first == name) {
      placed = true;
      if (value.empty()) continue;
      claim.second = std::string(value);
    }
    result.push_back(std::move(claim));
  }
  if (!placed) result.emplace_back(name, value);
  return result;
}

std::string Json(const Claims& claims) {
  return absl::StrCat("{",
                      absl::StrJoin(claims, ",",
                                    [](std::string* out, const auto& claim) {
                                      absl::StrAppend(out, "\"", claim.first, "\":", claim.second);
                                    }),
                      "}");
}

KeySetConfig Config(const std::string& path) {
  return {.issuer = "test",
          .path = path,
          .kinds = PrincipalKind::kOfficer | PrincipalKind::kService | PrincipalKind::kOperator};
}

}  // namespace dondoc::identity::testing
