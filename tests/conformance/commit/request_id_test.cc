// Request ids: the first answer again, never a second effect.
#include "common/commit/limits.h"
#include "common/commit/request_log.h"
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

using ::absl::StatusCode;

using RequestIdTest = CommitTest;

TEST_P(RequestIdTest, ARepeatGetsTheFirstAnswerByteForByte) {
  const std::string id = NewRequestId();
  Note first, again;
  const auto one = Do(Write(kA, "một", &first, id));
  ASSERT_OK(one);
  ASSERT_OK(Do(Write(kA, "another", nullptr, NewRequestId())));
  clock_.Advance(absl::Hours(30));
  Restart();
  again.set_agency("left over from before");
  const auto two = Do(Write(kA, "một", &again, id));
  ASSERT_OK(two);
  EXPECT_TRUE(two->repeated);
  EXPECT_EQ(two->revision, one->revision);
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Notes(kA), 2);
  EXPECT_EQ(HeadOf(kA).revision, 2);
}

TEST_P(RequestIdTest, TheSameIdWithAnotherBodyIsRefused) {
  const std::string id = NewRequestId();
  ASSERT_OK(Do(Write(kA, "một", nullptr, id)));
  EXPECT_ERROR(Do(Write(kA, "hai", nullptr, id)), StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
  EXPECT_EQ(Notes(kA), 1);
  // And does not spoil the batch it came in.
  ASSERT_OK(Do(Write(kA, "ba", nullptr, NewRequestId())));
}

TEST_P(RequestIdTest, BelongToAgencySubjectAndMethod) {
  const std::string id = NewRequestId();
  ASSERT_OK(Do(Write(kA, "x", nullptr, id)));
  auto other_agency = Write("agencies/b", "x", nullptr, id);
  auto other_subject = Write(kA, "x", nullptr, id);
  other_subject->call.subject = "agencies/a/officers/thi-b";
  auto other_method = Write(kA, "x", nullptr, id);
  other_method->call.method = "test.Notes/Other";
  for (auto* mutation : {&other_agency, &other_subject, &other_method}) {
    const auto committed = Do(std::move(*mutation));
    ASSERT_OK(committed);
    EXPECT_FALSE(committed->repeated);
  }
  EXPECT_EQ(Notes(kA), 3);
  EXPECT_EQ(Answers(), 4);
}

TEST_P(RequestIdTest, WhoLostTheRightGetsNoOldAnswer) {
  const std::string id = NewRequestId();
  Note response;
  ASSERT_OK(Do(Write(kA, "x", &response, id)));
  response.Clear();
  auto repeat = Write(kA, "x", &response, id);
  repeat->admit = [](sql::Transaction&) -> absl::Status {
    return Error(StatusCode::kPermissionDenied, "OFFICER_DISABLED", {"no", "không"});
  };
  EXPECT_ERROR(Do(std::move(repeat)), StatusCode::kPermissionDenied, "OFFICER_DISABLED");
  EXPECT_EQ(response.agency(), "");
}

TEST_P(RequestIdTest, OldAnswersGoAndTheTableStaysBounded) {
  for (int i = 0; i < 3 * kExpirePerBatch; ++i) {
    ASSERT_OK(Do(Write(kA, "old", nullptr, NewRequestId())));
  }
  ASSERT_OK(Do(Write("agencies/b", "old", nullptr, NewRequestId())));
  clock_.Advance(kRequestRetention - absl::Minutes(1));
  ASSERT_OK(Do(Write(kA, "mid", nullptr, NewRequestId())));
  EXPECT_EQ(Answers(), 3 * kExpirePerBatch + 2) << "none is old enough";
  clock_.Advance(absl::Minutes(2));
  // A slice a batch, without waiting a minute between slices.
  for (int left = 2; left >= 0; --left) {
    ASSERT_OK(Do(Write(kA, "new", nullptr, NewRequestId())));
    EXPECT_EQ(CountOf("SELECT COUNT(*) FROM request_ids WHERE agency = $1 AND commit_micros = $2",
                      {kA, absl::ToUnixMicros(kStart)}),
              left * kExpirePerBatch);
  }
  // What is not expired is still remembered, and another agency is left alone.
  EXPECT_EQ(CountOf("SELECT COUNT(*) FROM request_ids WHERE agency = $1", {kA}), 4);
  EXPECT_EQ(CountOf("SELECT COUNT(*) FROM request_ids WHERE agency = 'agencies/b'"), 1);
}

DONDOC_ON_EVERY_ENGINE(RequestIdTest);

std::string IdAt(absl::Time time) {
  FakeClock clock(time);
  return IdGenerator(clock).Next();
}

TEST(CheckRequestIdTest, TakesUuidsOfTheLastWeek) {
  for (const std::string& id : {IdAt(kStart), IdAt(kStart - kRequestRetention + absl::Minutes(1)),
                                IdAt(kStart + kRequestClockSkew - absl::Seconds(1)),
                                std::string("7d444840-9dc0-41d1-b245-5ffdce74fad2")}) {
    EXPECT_TRUE(CheckRequestId(id, kStart).ok()) << id;
  }
  for (const std::string& id :
       {std::string(), std::string("abc"), std::string(36, '-'), std::string(36, 'a'),
        std::string("7D444840-9DC0-41D1-B245-5FFDCE74FAD2"),
        std::string("7d444840-9dc0-41d1-b245-5ffdce74fad2\n"),
        IdAt(kStart - kRequestRetention - absl::Seconds(1)),
        IdAt(kStart + kRequestClockSkew + absl::Seconds(1))}) {
    const absl::Status status = CheckRequestId(id, kStart);
    EXPECT_ERROR(status, StatusCode::kInvalidArgument, "INVALID_FIELD");
    ASSERT_EQ(BadRequestOf(status).field_violations_size(), 1);
    EXPECT_EQ(BadRequestOf(status).field_violations(0).field(), "request_id");
  }
}

}  // namespace
}  // namespace dondoc::commit
