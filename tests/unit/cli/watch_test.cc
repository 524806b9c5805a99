// watch and verify.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/error.h"
#include "services/cli/exit_status.h"
#include "tests/unit/cli/fake_server.h"
#include "tests/unit/cli/run.h"

namespace dondoc::cli {
namespace {

using common::v1::Cursor;
using common::v1::VerifyChainRequest;
using common::v1::VerifyChainResponse;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;
using ::testing::HasSubstr;
using Writer = grpc::ServerWriter<WatchChangesResponse>;

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    machine_.env().variables["DONDOC_SERVER"] = server_.address();
    machine_.env().variables["DONDOC_TOKEN"] = "t";
    machine_.env().variables["DONDOC_AGENCY"] = "a";
  }

  static void Send(Writer* writer, int64_t revision, bool caught_up) {
    WatchChangesResponse response;
    auto& change = *response.add_changes();
    change.set_name(absl::StrCat("agencies/a/units/u", revision));
    change.set_method("dondoc.registry.v1.DirectoryService/CreateUnit");
    change.set_actor("agencies/a/officers/admin");
    change.mutable_cursor()->set_revision(revision);
    auto& cursor = *response.add_cursors();
    cursor.set_agency("agencies/a");
    cursor.set_revision(revision);
    cursor.set_ordinal(1);
    cursor.set_hash("h");
    response.set_caught_up(caught_up);
    writer->Write(response);
  }

  FakeServer server_;
  TestMachine machine_;
};

TEST_F(WatchTest, GoesOnFromItsCursorAfterABreak) {
  std::vector<Cursor> cursors;
  server_.watch = [&](const WatchChangesRequest& request, Writer* writer) {
    cursors.push_back(request.cursors(0));
    Send(writer, static_cast<int64_t>(cursors.size()), cursors.size() == 3);
    return cursors.size() == 3 ? grpc::Status::OK : grpc::Status(grpc::UNAVAILABLE, "stopping");
  };
  const RunResult result = machine_.Run({"watch", "--until-caught-up"});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  ASSERT_EQ(cursors.size(), 3);
  EXPECT_EQ(cursors[0].revision(), 0);
  EXPECT_EQ(cursors[1].revision(), 1);
  EXPECT_EQ(cursors[2].revision(), 2);
  EXPECT_EQ(cursors[2].hash(), "h");
  for (const char* unit : {"units/u1", "units/u2", "units/u3"})
    EXPECT_THAT(result.out, HasSubstr(unit));
  EXPECT_EQ(absl::StrSplit(result.out, '\n', absl::SkipEmpty()).begin()->substr(21, 8), "units/u1");
}

TEST_F(WatchTest, SaysInWordsWhatWasDoneAndByWhom) {
  server_.officers["agencies/a/officers/admin"].set_name("agencies/a/officers/admin");
  server_.officers["agencies/a/officers/admin"].set_display_name("Quản trị hệ thống");
  server_.watch = [&](const WatchChangesRequest&, Writer* writer) {
    Send(writer, 1, true);
    return grpc::Status::OK;
  };
  const RunResult people = machine_.Run({"watch", "--until-caught-up"});
  ASSERT_EQ(people.status, kExitOk) << people.err;
  EXPECT_THAT(people.out, HasSubstr("tạo đơn vị"));
  EXPECT_THAT(people.out, HasSubstr("Quản trị hệ thống"));
  const RunResult programs = machine_.Run({"watch", "--until-caught-up", "--output", "json"});
  EXPECT_THAT(programs.out, HasSubstr("DirectoryService/CreateUnit"));
  EXPECT_THAT(programs.out, HasSubstr("agencies/a/officers/admin"));
}

TEST_F(WatchTest, GivesUpAfterABoundedNumberOfTries) {
  int streams = 0;
  server_.watch = [&](const WatchChangesRequest&, Writer*) {
    ++streams;
    return Refusal(Error(absl::StatusCode::kUnavailable, "STOPPING", {"x", "x"}),
                   Language::kEnglish);
  };
  const RunResult result = machine_.Run({"watch"});
  EXPECT_EQ(result.status, kExitUnavailable);
  EXPECT_GT(streams, 1);
  EXPECT_GT(machine_.slept(), absl::Seconds(1));
  EXPECT_LT(machine_.slept(), absl::Minutes(2));
}

TEST_F(WatchTest, AnAnswerIsNotTriedAgain) {
  int streams = 0;
  server_.watch = [&](const WatchChangesRequest&, Writer*) {
    ++streams;
    return Refusal(Error(absl::StatusCode::kFailedPrecondition, "FEED_DIVERGED", {"x", "x"}),
                   Language::kEnglish);
  };
  EXPECT_EQ(machine_.Run({"watch"}).status, kExitFailedPrecondition);
  EXPECT_EQ(streams, 1);
}

TEST_F(WatchTest, SinceNowBeginsAfterTheRevisionOfAList) {
  Cursor cursor;
  server_.watch = [&](const WatchChangesRequest& request, Writer* writer) {
    cursor = request.cursors(0);
    EXPECT_TRUE(request.stop_when_caught_up());
    Send(writer, 8, true);
    return grpc::Status::OK;
  };
  const RunResult result =
      machine_.Run({"watch", "--since", "now", "--until-caught-up", "-o", "json"});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(cursor.revision(), 7);
  EXPECT_THAT(result.out, HasSubstr("\"name\":\"agencies/a/units/u8\""));
  // One document a line.
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 1);
}

TEST_F(WatchTest, VerifyFollowsTheSlices) {
  std::vector<int64_t> after;
  server_.verify = [&](const VerifyChainRequest& request, VerifyChainResponse* response) {
    after.push_back(request.after().revision());
    response->set_checked(100);
    response->mutable_head()->set_revision(request.after().revision() + 100);
    response->set_complete(after.size() == 3);
    return grpc::Status::OK;
  };
  const RunResult result = machine_.Run({"verify", "--output", "json"});
  EXPECT_EQ(result.status, kExitOk) << result.err;
  EXPECT_EQ(after, (std::vector<int64_t>{0, 100, 200}));
  EXPECT_THAT(result.out, HasSubstr("300"));
}

TEST_F(WatchTest, ABrokenChainIsStatusOne) {
  server_.verify = [&](const VerifyChainRequest&, VerifyChainResponse* response) {
    response->set_checked(4);
    response->mutable_broken()->mutable_at()->set_revision(5);
    response->mutable_broken()->set_reason("HASH_MISMATCH");
    return grpc::Status::OK;
  };
  const RunResult result = machine_.Run({"verify"});
  EXPECT_EQ(result.status, kExitInternal);
  EXPECT_THAT(result.out, HasSubstr("HASH_MISMATCH"));
  EXPECT_THAT(result.err, HasSubstr("CHAIN_BROKEN"));
}

TEST_F(WatchTest, NothingCheckedIsNoSuccess) {
  server_.verify = [&](const VerifyChainRequest&, VerifyChainResponse*) {
    return grpc::Status(grpc::PERMISSION_DENIED, "no");
  };
  EXPECT_EQ(machine_.Run({"verify"}).status, kExitPermissionDenied);
}

}  // namespace
}  // namespace dondoc::cli
