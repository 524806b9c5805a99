#include "common/rpc/page.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/rpc/limits.h"

#include "dondoc/common/v1/feed.pb.h"

namespace dondoc::rpc {
namespace {

using common::v1::ListChangesRequest;
using common::v1::PageToken;

ListChangesRequest Request(const std::string& resource = "") {
  ListChangesRequest request;
  request.set_parent("agencies/a");
  request.set_resource(resource);
  return request;
}

PageToken Token() {
  PageToken token = *DecodePageToken("", PageBinding(Request()), "inc", 3);
  token.set_revision(42);
  AddKey(token, int64_t{-7});
  AddKey(token, "đôn đốc");
  AddRawKey(token, absl::string_view("\0\xff", 2));
  return token;
}

TEST(PageSizeTest, DefaultsAndBounds) {
  EXPECT_EQ(*PageSize(0, 50, 500), 50);
  EXPECT_EQ(*PageSize(1, 50, 500), 1);
  EXPECT_EQ(*PageSize(500, 50, 500), 500);
  EXPECT_EQ(*PageSize(2'000'000'000, 50, 500), 500);
  EXPECT_EQ(ReasonOf(PageSize(-1, 50, 500).status()), "INVALID_FIELD");
}

TEST(PageTokenTest, ComesBackAsItWent) {
  const std::string text = EncodePageToken(Token());
  EXPECT_EQ(text.find_first_of("+/="), std::string::npos) << "fit for a URL";
  const auto decoded = DecodePageToken(text, PageBinding(Request()), "inc", 3);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(decoded->SerializeAsString(), Token().SerializeAsString());
  EXPECT_EQ(decoded->keys(2).raw(), std::string("\0\xff", 2));
}

TEST(PageTokenTest, PageSizeMayChangeBetweenPages) {
  ListChangesRequest next = Request();
  next.set_page_size(7);
  next.set_page_token("whatever");
  EXPECT_EQ(PageBinding(next), PageBinding(Request()));
}

TEST(PageTokenTest, EveryTamperedByteIsNoticed) {
  const std::string text = EncodePageToken(Token());
  int tried = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', 'z', '0', '-', '_', '=', ' ', '\xff'}) {
      if (text[i] == c) continue;
      std::string tampered = text;
      tampered[i] = c;
      const auto decoded = DecodePageToken(tampered, PageBinding(Request()), "inc", 3);
      EXPECT_EQ(ReasonOf(decoded.status()), "INVALID_FIELD") << i << " " << c;
      ++tried;
    }
    EXPECT_FALSE(DecodePageToken(text.substr(0, i + 1), PageBinding(Request()), "inc", 3).ok() &&
                 i + 1 < text.size());
  }
  EXPECT_GT(tried, 300);
  // The unused bits of the last character, too: one page, one text.
  for (char c : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    std::string tampered = text;
    tampered.back() = c;
    EXPECT_EQ(DecodePageToken(tampered, PageBinding(Request()), "inc", 3).ok(), tampered == text);
  }
}

TEST(PageTokenTest, BelongsToItsListAndHistory) {
  const std::string text = EncodePageToken(Token());
  EXPECT_EQ(ReasonOf(DecodePageToken(text, PageBinding(Request("x")), "inc", 3).status()),
            "PAGE_TOKEN_MISMATCH");
  EXPECT_EQ(ReasonOf(DecodePageToken(text, PageBinding(Request()), "other", 3).status()),
            "PAGE_TOKEN_MISMATCH");
  common::v1::VerifyChainRequest other;
  other.set_name("agencies/a");
  EXPECT_EQ(ReasonOf(DecodePageToken(text, PageBinding(other), "inc", 3).status()),
            "PAGE_TOKEN_MISMATCH");
  EXPECT_EQ(ReasonOf(DecodePageToken(text, PageBinding(Request()), "inc", 2).status()),
            "INVALID_FIELD");
}

TEST(PageTokenTest, JunkIsRefused) {
  for (const std::string& junk :
       {std::string("x"), std::string("AAAA"), std::string("AAAAAAAA"), std::string("!!!!"),
        std::string(kMaxPageTokenBytes + 4, 'A'), std::string("\0", 1)}) {
    EXPECT_EQ(ReasonOf(DecodePageToken(junk, PageBinding(Request()), "inc", 0).status()),
              "INVALID_FIELD");
  }
}

}  // namespace
}  // namespace dondoc::rpc
