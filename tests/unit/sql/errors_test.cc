#include "common/sql/errors.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/sql/transaction.h"

namespace dondoc::sql::internal {
namespace {

TEST(SqlErrors, EveryKindHasItsOwnReasonInBothLanguages) {
  std::set<std::string> reasons;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kOther); ++kind) {
    const absl::Status status = SqlError(static_cast<ErrorKind>(kind), "secret words");
    EXPECT_FALSE(status.ok());
    EXPECT_TRUE(reasons.insert(ReasonOf(status)).second) << status;
    EXPECT_TRUE(absl::StartsWith(ReasonOf(status), "SQL_"));
    EXPECT_NE(Localized(status, Language::kVietnamese).message(),
              Localized(status, Language::kEnglish).message());
    // What the engine said is for the logs.
    EXPECT_EQ(InternalDetailOf(status), "secret words");
    EXPECT_FALSE(absl::StrContains(status.message(), "secret"));
  }
  EXPECT_EQ(reasons.size(), static_cast<size_t>(ErrorKind::kOther) + 1);
}

TEST(SqlErrors, OnlyWhatMaySucceedAgainIsRetryable) {
  std::set<std::string> retryable;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kOther); ++kind) {
    const absl::Status status = SqlError(static_cast<ErrorKind>(kind), "");
    if (IsRetryable(status)) retryable.insert(ReasonOf(status));
  }
  EXPECT_EQ(retryable,
            (std::set<std::string>{"SQL_BUSY", "SQL_CONNECTION_LOST", "SQL_SERIALIZATION"}));
  EXPECT_FALSE(IsRetryable(absl::UnavailableError("not ours")));
  EXPECT_FALSE(IsRetryable(absl::OkStatus()));
}

TEST(SqlErrors, ConstraintsCarryWhatIsKnown) {
  const auto info = ErrorInfoOf(SqlError(ErrorKind::kUnique, "", {"task", "agency,number", ""}));
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("table"), "task");
  EXPECT_EQ(info->metadata().at("columns"), "agency,number");
  EXPECT_EQ(info->metadata().count("constraint"), 0u);
}

}  // namespace
}  // namespace dondoc::sql::internal
