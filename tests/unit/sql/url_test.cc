#include "gtest/gtest.h"

#include "common/sql/database.h"

namespace dondoc::sql {
namespace {

TEST(RedactedUrl, HidesPasswordsAndNothingElse) {
  EXPECT_EQ(RedactedUrl("sqlite:/var/lib/dondoc/registry.db"),
            "sqlite:/var/lib/dondoc/registry.db");
  EXPECT_EQ(RedactedUrl("postgresql://u:secret@host:5432/db"), "postgresql://u:***@host:5432/db");
  EXPECT_EQ(RedactedUrl("postgresql://u:s@cret@host/db"), "postgresql://u:***@host/db");
  EXPECT_EQ(RedactedUrl("postgresql://u@host/db"), "postgresql://u@host/db");
  EXPECT_EQ(RedactedUrl("postgresql://host:5432/db"), "postgresql://host:5432/db");
  EXPECT_EQ(RedactedUrl("postgresql://u@/db?host=/run&password=x&port=1"),
            "postgresql://u@/db?host=/run&password=***&port=1");
  EXPECT_EQ(RedactedUrl("postgresql://u@/db?sslpassword=x"), "postgresql://u@/db?sslpassword=***");
  EXPECT_EQ(RedactedUrl("postgresql://host/db?user=a@b:c"), "postgresql://host/db?user=a@b:c");
  EXPECT_EQ(RedactedUrl(""), "");
}

}  // namespace
}  // namespace dondoc::sql
