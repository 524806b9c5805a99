// Certificates for tests, made on the spot: an authority, and what it signs for this machine.
#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace dondoc::testing {

// Paths of PEM files.
struct CertifiedKey {
  std::string certificate;
  std::string key;
};

class TestAuthority {
 public:
  // Writes its files below `directory`, which it does not own. `name` tells authorities apart.
  TestAuthority(std::string directory, const std::string& name);

  // Its own certificate, PEM.
  const std::string& path() const { return path_; }
  // A key and its certificate for 127.0.0.1 and localhost, good for servers and clients; valid for
  // this century, so that no clock matters.
  CertifiedKey Issue(const std::string& name) const;

 private:
  using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
  static Certificate Make(const std::string& name, EVP_PKEY* key, bool is_authority, X509* issuer,
                          EVP_PKEY* issuer_key);
  static void WriteCertificate(const std::string& path, X509* certificate);

  const std::string directory_, name_, path_;
  Key key_;
  Certificate certificate_;
};

}  // namespace dondoc::testing
