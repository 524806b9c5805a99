// SHA-256 (FIPS 180-4) over OpenSSL: hash chains of the change log, request and token hashes, the
// identity of documents. Not a password hash and not a message authentication code.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace dondoc {

inline constexpr size_t kSha256Bytes = 32;

// The digest of `bytes`, kSha256Bytes raw bytes. Thread-safe; each thread keeps one context, so
// that a call allocates nothing but its result (it is on the write path).
std::string Sha256(absl::string_view bytes);

// The same as 64 lower-case hexadecimal digits.
std::string Sha256Hex(absl::string_view bytes);

// A digest fed piece by piece. One thread at a time.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  Sha256Stream& Update(absl::string_view bytes);
  // Feeds the length as 8 bytes, big endian, then the bytes: ("ab", "c") and ("a", "bc") differ.
  Sha256Stream& UpdateField(absl::string_view bytes);
  // The digest, kSha256Bytes raw bytes; the stream begins anew and may be used again.
  std::string Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace dondoc
