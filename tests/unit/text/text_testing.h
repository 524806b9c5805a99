// What the tests of texts share.
#pragma once

#include <string>

#include "gtest/gtest.h"

#include "common/text/unicode.h"
#include "unicode/unistr.h"

namespace dondoc::text {

// `text` with its marks apart from their letters.
inline std::string NfdOf(const std::string& text) {
  UErrorCode code = U_ZERO_ERROR;
  std::string out;
  internal::Nfd().normalize(icu::UnicodeString::fromUTF8(text), code).toUTF8String(out);
  EXPECT_TRUE(U_SUCCESS(code));
  return out;
}

}  // namespace dondoc::text
