#include "common/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dondoc {
namespace {

using ::absl::StatusCode;

template <typename T>
T PayloadOf(const absl::Status& status) {
  const auto payload =
      status.GetPayload(absl::StrCat("type.googleapis.com/", T::descriptor()->full_name()));
  T message;
  EXPECT_TRUE(payload && message.ParseFromString(std::string(*payload)));
  return message;
}

TEST(ErrorTest, CarriesCodeReasonDomainAndFacts) {
  const absl::Status status =
      Error(StatusCode::kNotFound, "TASK_NOT_FOUND", {"no task", "không có"})
          .With("task", "agencies/a/tasks/1")
          .With("agency", "agencies/a");
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "TASK_NOT_FOUND");
  const auto info = ErrorInfoOf(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->domain(), "dondoc");
  EXPECT_EQ(info->metadata().at("task"), "agencies/a/tasks/1");
  EXPECT_EQ(info->metadata().size(), 2);
}

TEST(ErrorTest, RetryAfterToTheNanosecond) {
  const absl::Status status = Error(StatusCode::kUnavailable, "BUSY", {"busy", "bận"})
                                  .RetryAfter(absl::Seconds(2) + absl::Nanoseconds(7));
  const auto retry = PayloadOf<google::rpc::RetryInfo>(status);
  EXPECT_EQ(retry.retry_delay().seconds(), 2);
  EXPECT_EQ(retry.retry_delay().nanos(), 7);
}

absl::Status Full() {
  return Error(StatusCode::kFailedPrecondition, "X", {"english", "tiếng Việt"})
      .Field("a.b", {"field en", "field vi"})
      .Field("c", {"second en", "second vi"})
      .Precondition("ETAG", "agencies/a", {"pre en", "pre vi"})
      .RetryAfter(absl::Seconds(1));
}

TEST(ErrorTest, LocalizedSpeaksOneLanguageAndForgetsTheOther) {
  for (const bool vi : {false, true}) {
    const absl::Status status = Localized(Full(), vi ? Language::kVietnamese : Language::kEnglish);
    EXPECT_EQ(status.code(), StatusCode::kFailedPrecondition);
    EXPECT_EQ(status.message(), vi ? "tiếng Việt" : "english");
    const auto bad = BadRequestOf(status);
    ASSERT_EQ(bad.field_violations_size(), 2);
    EXPECT_EQ(bad.field_violations(0).field(), "a.b");
    EXPECT_EQ(bad.field_violations(0).description(), vi ? "field vi" : "field en");
    EXPECT_EQ(bad.field_violations(1).description(), vi ? "second vi" : "second en");
    const auto failure = PayloadOf<google::rpc::PreconditionFailure>(status);
    ASSERT_EQ(failure.violations_size(), 1);
    EXPECT_EQ(failure.violations(0).type(), "ETAG");
    EXPECT_EQ(failure.violations(0).description(), vi ? "pre vi" : "pre en");
    EXPECT_EQ(ReasonOf(status), "X");
    int payloads = 0;
    status.ForEachPayload([&](absl::string_view url, const absl::Cord&) {
      EXPECT_EQ(url.substr(0, 20), "type.googleapis.com/") << url;
      ++payloads;
    });
    EXPECT_EQ(payloads, 4);
  }
}

TEST(ErrorTest, LocalizedLeavesForeignStatusesAlone) {
  EXPECT_TRUE(Localized(absl::OkStatus(), Language::kVietnamese).ok());
  const absl::Status plain = absl::AbortedError("plain");
  EXPECT_EQ(Localized(plain, Language::kVietnamese), plain);
  EXPECT_EQ(ReasonOf(plain), "");
  EXPECT_FALSE(ErrorInfoOf(plain).has_value());
  EXPECT_EQ(BadRequestOf(plain).field_violations_size(), 0);
}

TEST(FieldErrorsTest, NamesEveryFieldAtOnce) {
  FieldErrors errors;
  EXPECT_TRUE(errors.empty());
  EXPECT_TRUE(errors.ToStatus().ok());
  errors.Add("task.title", {"is empty", "để trống"});
  errors.Add("task.lead_unit", {"is unknown", "không có"});
  errors.Add("task.title", {"is too long", "quá dài"});
  EXPECT_FALSE(errors.empty());
  const absl::Status status = errors.ToStatus();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELD");
  const auto bad = BadRequestOf(status);
  ASSERT_EQ(bad.field_violations_size(), 3);
  EXPECT_EQ(bad.field_violations(0).field(), "task.title");
  EXPECT_EQ(bad.field_violations(1).field(), "task.lead_unit");
  EXPECT_EQ(bad.field_violations(2).description(), "is too long");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "task.title");
}

TEST(FieldErrorsTest, OneFieldIsTheSame) {
  const absl::Status status = InvalidField("page_size", {"negative", "âm"});
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELD");
  ASSERT_EQ(BadRequestOf(status).field_violations_size(), 1);
  EXPECT_EQ(
      BadRequestOf(Localized(status, Language::kVietnamese)).field_violations(0).description(),
      "âm");
}

TEST(ErrorTest, ADamagedPayloadIsNone) {
  absl::Status status = absl::AbortedError("x");
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo", absl::Cord("\xff\xff\xff"));
  EXPECT_FALSE(ErrorInfoOf(status).has_value());
  EXPECT_EQ(ReasonOf(status), "");
}

}  // namespace
}  // namespace dondoc
