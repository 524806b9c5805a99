#include "common/base/ids.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace dondoc {
namespace {

// The generator takes a microsecond for a call, whatever its size: one call serves many ids.
constexpr size_t kPoolBytes = 512;

void FillRandom(unsigned char* out, size_t size) {
  thread_local std::array<unsigned char, kPoolBytes> pool;
  thread_local size_t left = 0;
  while (size > 0) {
    // Without randomness ids collide and keys are guessable: there is nothing sensible to go on
    // with.
    if (left == 0) {
      if (RAND_bytes(pool.data(), pool.size()) != 1) std::abort();
      left = pool.size();
    }
    const size_t taken = std::min(size, left);
    unsigned char* const from = pool.data() + pool.size() - left;
    std::copy_n(from, taken, out);
    OPENSSL_cleanse(from, taken);
    out += taken;
    size -= taken;
    left -= taken;
  }
}

}  // namespace

std::string IdGenerator::Next() {
  std::array<unsigned char, 8> random;
  FillRandom(random.data(), random.size());
  int64_t millis = absl::ToUnixMillis(clock_.Now());
  uint32_t sequence;
  {
    MutexLock lock(mutex_);
    // 12 bits of sequence after the millisecond (RFC 9562 section 6.2, method 1); when they run
    // out the millisecond is advanced ahead of the clock.
    if (millis > last_millis_) {
      last_millis_ = millis;
      sequence_ = 0;
    } else if (++sequence_ > 0xfff) {
      ++last_millis_;
      sequence_ = 0;
    }
    millis = last_millis_;
    sequence = sequence_;
  }
  return absl::StrFormat(
      "%08x-%04x-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x", static_cast<uint32_t>(millis >> 16),
      static_cast<uint32_t>(millis & 0xffff), sequence, (random[0] & 0x3f) | 0x80, random[1],
      random[2], random[3], random[4], random[5], random[6], random[7]);
}

bool IsUuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return false;
    if (!dash && (!absl::ascii_isxdigit(text[i]) || absl::ascii_isupper(text[i]))) return false;
  }
  return true;
}

std::optional<absl::Time> UuidTime(absl::string_view uuid) {
  if (!IsUuid(uuid) || uuid[14] != '7') return std::nullopt;
  const std::string hex = absl::StrCat(uuid.substr(0, 8), uuid.substr(9, 4));
  return absl::FromUnixMillis(std::strtoll(hex.c_str(), nullptr, 16));
}

std::string RandomHex(int bytes) {
  std::string raw(bytes, '\0');
  FillRandom(reinterpret_cast<unsigned char*>(raw.data()), bytes);
  return absl::BytesToHexString(raw);
}

}  // namespace dondoc
