#include "tests/unit/rpc/certificates.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace dondoc::testing {
namespace {

// Nothing after a failure here could mean anything.
void Check(bool well) {
  if (!well) std::abort();
}

void AddExtension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  Check(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

File Open(const std::string& path) {
  File file(std::fopen(path.c_str(), "w"), std::fclose);
  Check(file != nullptr);
  return file;
}

}  // namespace

TestAuthority::TestAuthority(std::string directory, const std::string& name)
    : directory_(std::move(directory)),
      name_(name),
      path_(absl::StrCat(directory_, "/", name, ".crt")),
      key_(EVP_EC_gen("P-256"), EVP_PKEY_free),
      certificate_(Make(name, key_.get(), /*is_authority=*/true, nullptr, key_.get())) {
  WriteCertificate(path_, certificate_.get());
}

CertifiedKey TestAuthority::Issue(const std::string& name) const {
  const std::string stem = absl::StrCat(directory_, "/", name_, "-", name);
  CertifiedKey result{.certificate = stem + ".crt", .key = stem + ".key"};
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const Certificate certificate =
      Make(name, key.get(), /*is_authority=*/false, certificate_.get(), key_.get());
  WriteCertificate(result.certificate, certificate.get());
  const File file = Open(result.key);
  Check(PEM_write_PrivateKey(file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return result;
}

TestAuthority::Certificate TestAuthority::Make(const std::string& name, EVP_PKEY* key,
                                               bool is_authority, X509* issuer,
                                               EVP_PKEY* issuer_key) {
  static std::atomic<int64_t> serial{1};
  Certificate made(X509_new(), X509_free);
  X509* x509 = made.get();
  if (issuer == nullptr) issuer = x509;
  Check(X509_set_version(x509, X509_VERSION_3) == 1);
  Check(ASN1_INTEGER_set_int64(X509_get_serialNumber(x509), serial.fetch_add(1)) == 1);
  Check(ASN1_TIME_set_string(X509_getm_notBefore(x509), "20000101000000Z") == 1);
  Check(ASN1_TIME_set_string(X509_getm_notAfter(x509), "20991231235959Z") == 1);
  Check(X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                   0) == 1);
  Check(X509_set_issuer_name(x509, X509_get_subject_name(issuer)) == 1);
  Check(X509_set_pubkey(x509, key) == 1);
  if (is_authority) {
    AddExtension(x509, issuer, NID_basic_constraints, "critical,CA:TRUE");
    AddExtension(x509, issuer, NID_key_usage, "critical,keyCertSign");
  } else {
    AddExtension(x509, issuer, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
    AddExtension(x509, issuer, NID_ext_key_usage, "serverAuth,clientAuth");
  }
  Check(X509_sign(x509, issuer_key, EVP_sha256()) > 0);
  return made;
}

void TestAuthority::WriteCertificate(const std::string& path, X509* certificate) {
  const File file = Open(path);
  Check(PEM_write_X509(file.get(), certificate) == 1);
}

}  // namespace dondoc::testing
