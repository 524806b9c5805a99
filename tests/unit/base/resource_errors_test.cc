#include "common/base/resource_errors.h"

#include <string>

#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc {
namespace {

struct Kept {
  std::string text_name = "agencies/a/tasks/t", text_etag = "e2";
  const std::string& name() const { return text_name; }
  const std::string& etag() const { return text_etag; }
};

TEST(CheckEtagTest, TheCurrentOnePasses) {
  EXPECT_TRUE(CheckEtag("e2", /*required=*/true, Kept()).ok());
  EXPECT_TRUE(CheckEtag("e2", /*required=*/false, Kept()).ok());
  EXPECT_TRUE(CheckEtag("", /*required=*/false, Kept()).ok());
}

TEST(CheckEtagTest, AnotherOneSaysWhatIsCurrent) {
  const absl::Status status = CheckEtag("e1", /*required=*/false, Kept());
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_EQ(ReasonOf(status), "ETAG_MISMATCH");
}

TEST(CheckEtagTest, AMissingOneNamesItsField) {
  EXPECT_EQ(BadRequestOf(CheckEtag("", /*required=*/true, Kept())).field_violations(0).field(),
            "etag");
  EXPECT_EQ(BadRequestOf(CheckEtag("", /*required=*/true, Kept(), "contract.etag"))
                .field_violations(0)
                .field(),
            "contract.etag");
}

TEST(NotFoundTest, NamesWhatIsMissing) {
  const absl::Status status = NotFound("agencies/a/tasks/t");
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_EQ(ReasonOf(status), "NOT_FOUND");
}

}  // namespace
}  // namespace dondoc
