#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/identity/token.h"

namespace dondoc::identity {
namespace {

TEST(BearerTokenTest, TakesTheSchemeInAnyCase) {
  for (const char* header : {"Bearer abc", "bearer abc", "BEARER   abc", " Bearer abc "}) {
    const auto token = BearerToken(header);
    ASSERT_TRUE(token.ok()) << header;
    EXPECT_EQ(*token, "abc");
  }
}

TEST(BearerTokenTest, RefusesTheRest) {
  for (const char* header : {"", " ", "Bearer", "Bearer ", "bearer   "}) {
    EXPECT_EQ(ReasonOf(BearerToken(header).status()), "TOKEN_MISSING") << header;
  }
  for (const char* header : {"abc", "Basic abc", "Bearerabc", "Bearer\tabc", "Bear abc"}) {
    EXPECT_EQ(ReasonOf(BearerToken(header).status()), "TOKEN_MALFORMED") << header;
  }
}

}  // namespace
}  // namespace dondoc::identity
