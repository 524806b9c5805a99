#include "common/base/sha256.h"

#include <cstdint>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include <openssl/evp.h>

namespace dondoc {
namespace {

// Hashing fails only without memory or without OpenSSL's default provider; a chain with a hole
// would be worse than an end.
void Check(int result) {
  if (result != 1) std::abort();
}

// Fetched once: looking the algorithm up costs more than hashing a short text. Never freed, threads
// may hash until the process ends.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = [] {
    const EVP_MD* fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (fetched == nullptr) std::abort();
    return fetched;
  }();
  return algorithm;
}

}  // namespace

struct Sha256Stream::Context {
  Context() : evp(EVP_MD_CTX_new()) {
    if (evp == nullptr) std::abort();
    Begin();
  }
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // On a context that has had the algorithm before, this only resets its state.
  void Begin() { Check(EVP_DigestInit_ex2(evp, Algorithm(), nullptr)); }

  EVP_MD_CTX* evp;
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

Sha256Stream& Sha256Stream::Update(absl::string_view bytes) {
  Check(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()));
  return *this;
}

Sha256Stream& Sha256Stream::UpdateField(absl::string_view bytes) {
  char length[8];
  for (int i = 0; i < 8; ++i) {
    length[i] = static_cast<char>((static_cast<uint64_t>(bytes.size()) >> (56 - 8 * i)) & 0xff);
  }
  return Update(absl::string_view(length, sizeof(length))).Update(bytes);
}

std::string Sha256Stream::Finish() {
  std::string digest(kSha256Bytes, '\0');
  unsigned int size = 0;
  Check(EVP_DigestFinal_ex(context_->evp, reinterpret_cast<unsigned char*>(digest.data()), &size));
  context_->Begin();
  return digest;
}

std::string Sha256(absl::string_view bytes) {
  thread_local Sha256Stream stream;
  return stream.Update(bytes).Finish();
}

std::string Sha256Hex(absl::string_view bytes) { return absl::BytesToHexString(Sha256(bytes)); }

}  // namespace dondoc
