#include "common/rpc/status.h"

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "common/rpc/limits.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;

// What a status takes in trailers when nothing is compressed and details go as base64.
size_t TrailerBytes(const grpc::Status& status) {
  size_t message = 0;
  for (const char c : status.error_message()) message += c >= 0x20 && c <= 0x7e && c != '%' ? 1 : 3;
  constexpr size_t kEntry = 32;  // HTTP/2's own charge for each header.
  return message + (status.error_details().size() + 2) / 3 * 4 + 3 * kEntry +
         std::string("grpc-status12grpc-messagegrpc-status-details-bin").size();
}

TEST(StatusTest, GoesThereAndBack) {
  const absl::Status status = Error(StatusCode::kAborted, "ETAG_MISMATCH", {"en", "vi"})
                                  .With("etag", "x")
                                  .Field("etag", {"old", "cũ"})
                                  .Precondition("T", "s", {"p", "q"})
                                  .RetryAfter(absl::Seconds(3));
  const absl::Status back = FromGrpcStatus(ToGrpcStatus(status, Language::kVietnamese, "c"));
  EXPECT_EQ(back, Localized(status, Language::kVietnamese));
  EXPECT_EQ(back.message(), "vi");
  EXPECT_TRUE(FromGrpcStatus(ToGrpcStatus(absl::OkStatus(), Language::kEnglish, "c")).ok());
}

TEST(StatusTest, InternalTextNeverLeaves) {
  for (const StatusCode code :
       {StatusCode::kInternal, StatusCode::kUnknown, StatusCode::kDataLoss}) {
    absl::Status secret(code, "password is hunter2");
    secret.SetPayload("dondoc/internal", absl::Cord("SELECT hunter2"));
    secret.SetPayload("type.googleapis.com/google.rpc.DebugInfo", absl::Cord("hunter2"));
    const grpc::Status shown = ToGrpcStatus(secret, Language::kEnglish, "corr-1");
    EXPECT_EQ(shown.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_FALSE(absl::StrContains(shown.error_message(), "hunter2"));
    EXPECT_FALSE(absl::StrContains(shown.error_details(), "hunter2"));
    EXPECT_TRUE(absl::StrContains(shown.error_message(), "corr-1"));
    const absl::Status back = FromGrpcStatus(shown);
    EXPECT_EQ(ReasonOf(back), "INTERNAL");
    EXPECT_EQ(ErrorInfoOf(back)->metadata().at("correlation_id"), "corr-1");
  }
}

TEST(StatusTest, PrivatePayloadsNeverLeave) {
  absl::Status status = Error(StatusCode::kUnavailable, "SQL_BUSY", {"busy", "bận"});
  status.SetPayload("dondoc/internal", absl::Cord("secret"));
  EXPECT_FALSE(
      absl::StrContains(ToGrpcStatus(status, Language::kEnglish, "c").error_details(), "secret"));
}

TEST(StatusTest, TheWorstErrorStillFitsItsTrailers) {
  // 50 fields, described at length in words that take nine bytes a letter on the wire.
  std::string words;
  while (words.size() < 500) words += "ờ";
  for (const bool long_message : {false, true}) {
    Error error(StatusCode::kInvalidArgument, "INVALID_FIELD",
                {long_message ? words + words + words + words + words : "bad", "xấu"});
    for (int i = 0; i < 50; ++i) {
      error = std::move(error).Field(absl::StrCat("task.field_", i), {words, words});
      error = std::move(error).With(absl::StrCat("key", i), words);
    }
    const absl::Status status =
        std::move(error).RetryAfter(absl::Seconds(1)).Precondition("T", words, {words, words});
    const grpc::Status sent = ToGrpcStatus(status, Language::kEnglish, "c");
    EXPECT_LT(TrailerBytes(sent), 8 * 1024);
    const absl::Status back = FromGrpcStatus(sent);
    EXPECT_EQ(back.code(), StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(back), "INVALID_FIELD");
    EXPECT_GT(BadRequestOf(back).field_violations_size(), long_message ? 20 : 45);
    EXPECT_EQ(BadRequestOf(back).field_violations(0).field(), "task.field_0");
    EXPECT_TRUE(back.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  }
}

TEST(StatusTest, TextIsCutBetweenCharacters) {
  std::string words = "x";
  while (words.size() < 5000) words += "ờ";
  const grpc::Status sent =
      ToGrpcStatus(Error(StatusCode::kAborted, "R", {words, words}), Language::kEnglish, "c");
  EXPECT_LT(sent.error_message().size(), 1025);
  EXPECT_GT(sent.error_message().size(), 200);
  EXPECT_EQ((sent.error_message().size() - 1) % 3, 0);
  EXPECT_EQ(sent.error_message(), words.substr(0, sent.error_message().size()));
}

TEST(StatusTest, ForeignDetailsAreHarmless) {
  const grpc::Status junk(grpc::StatusCode::ABORTED, "m", "\xff\xff\xff");
  EXPECT_EQ(FromGrpcStatus(junk), absl::AbortedError("m"));
}

TEST(AcceptLanguageTest, FirstTagDecides) {
  for (const char* vi : {"vi", "vi-VN", "VI", "vi-VN,vi;q=0.9,en;q=0.5", "vi;q=0.9"}) {
    EXPECT_EQ(ParseAcceptLanguage(vi), Language::kVietnamese) << vi;
  }
  for (const char* en : {"", "en", "en-US,vi", "fr", "v", "*", "vil"}) {
    EXPECT_EQ(ParseAcceptLanguage(en), Language::kEnglish) << en;
  }
}

}  // namespace
}  // namespace dondoc::rpc
