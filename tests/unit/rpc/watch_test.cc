// WatchChanges over the wire.
#include <atomic>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include "tests/unit/rpc/rpc_fixture.h"

namespace dondoc::rpc {
namespace {

using ::absl::StatusCode;
using common::v1::Cursor;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;

// A watch on the client's side.
class Watch {
 public:
  Watch(v1::RegistryFeedService::Stub& stub, std::unique_ptr<grpc::ClientContext> context,
        const WatchChangesRequest& request)
      : context_(std::move(context)), reader_(stub.WatchChanges(context_.get(), request)) {}
  ~Watch() {
    context_->TryCancel();
    Finish().IgnoreError();
  }

  // The next message; false at the end.
  bool Next(WatchChangesResponse& response) { return reader_->Read(&response); }
  // Reads until caught up; the changes.
  std::vector<common::v1::Change> CatchUp() {
    std::vector<common::v1::Change> changes;
    WatchChangesResponse response;
    while (Next(response)) {
      changes.insert(changes.end(), response.changes().begin(), response.changes().end());
      last_ = response;
      if (response.caught_up()) return changes;
    }
    ADD_FAILURE() << "ended early: " << Finish();
    return changes;
  }
  // Reads to the end.
  absl::Status End() {
    WatchChangesResponse response;
    while (Next(response)) {
    }
    return Finish();
  }
  absl::Status Finish() {
    if (!finished_) status_ = FromGrpcStatus(reader_->Finish());
    finished_ = true;
    return status_;
  }
  const WatchChangesResponse& last() const { return last_; }
  void Cancel() { context_->TryCancel(); }

 private:
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<WatchChangesResponse>> reader_;
  WatchChangesResponse last_;
  bool finished_ = false;
  absl::Status status_;
};

class WatchTest : public RpcTest {
 protected:
  static WatchChangesRequest Request(const std::vector<std::string>& agencies = {kAgency}) {
    WatchChangesRequest request;
    for (const std::string& agency : agencies) request.add_cursors()->set_agency(agency);
    return request;
  }
  std::unique_ptr<Watch> Start(const WatchChangesRequest& request, const std::string& token = "") {
    return std::make_unique<Watch>(*feed_, Context(token.empty() ? Token() : token), request);
  }
  absl::Status EndOf(const WatchChangesRequest& request, const std::string& token = "") {
    return Start(request, token)->End();
  }
};

TEST_F(WatchTest, OrderedThenLive) {
  Commit(kAgency, 250);
  auto watch = Start(Request());
  auto changes = watch->CatchUp();
  ASSERT_EQ(changes.size(), 250);
  for (int i = 0; i < 250; ++i) EXPECT_EQ(changes[i].cursor().revision(), i + 1);
  for (int i = 0; i < 5; ++i) {
    Commit(kAgency);
    changes = watch->CatchUp();
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(changes[0].cursor().revision(), 251 + i);
  }
  ASSERT_EQ(watch->last().cursors_size(), 1);
  EXPECT_EQ(watch->last().cursors(0).revision(), 255);
}

TEST_F(WatchTest, ResumesWhereItWas) {
  Commit(kAgency, 10);
  auto first = Start(Request());
  const auto changes = first->CatchUp();
  ASSERT_EQ(changes.size(), 10);
  WatchChangesRequest resume;
  *resume.add_cursors() = changes[3].cursor();
  auto watch = Start(resume);
  const auto rest = watch->CatchUp();
  ASSERT_EQ(rest.size(), 6);
  EXPECT_EQ(rest[0].cursor().revision(), 5);
  // Also from the revision of a List page.
  WatchChangesRequest listed = Request();
  listed.mutable_cursors(0)->set_revision(7);
  EXPECT_EQ(Start(listed)->CatchUp().size(), 3);
  // And from where a caught-up message left it.
  WatchChangesRequest caught_up;
  *caught_up.mutable_cursors() = first->last().cursors();
  EXPECT_EQ(Start(caught_up)->CatchUp().size(), 0);
}

TEST_F(WatchTest, StopsWhenCaughtUp) {
  Commit(kAgency, 120);
  WatchChangesRequest request = Request();
  request.set_stop_when_caught_up(true);
  auto watch = Start(request);
  EXPECT_EQ(watch->CatchUp().size(), 120);
  WatchChangesResponse more;
  EXPECT_FALSE(watch->Next(more));
  EXPECT_TRUE(watch->Finish().ok());
  // An agency without a history is caught up at once.
  request = Request({kOther});
  request.set_stop_when_caught_up(true);
  EXPECT_TRUE(EndOf(request, Token("services/finance")).ok());
}

TEST_F(WatchTest, FiltersByType) {
  Commit(kAgency, 2, "dondoc.registry.v1.Task");
  Commit(kAgency, 300, "dondoc.registry.v1.Directive");
  Commit(kAgency, 2, "dondoc.registry.v1.Task");
  WatchChangesRequest request = Request();
  request.add_resource_types("dondoc.registry.v1.Task");
  auto watch = Start(request);
  EXPECT_EQ(watch->CatchUp().size(), 4);
  EXPECT_EQ(watch->last().cursors(0).revision(), 304) << "past what was left out";
}

TEST_F(WatchTest, RefusesWhatItCannotServe) {
  EXPECT_CODE(EndOf({}), StatusCode::kInvalidArgument, "INVALID_FIELD");
  EXPECT_CODE(EndOf(Request({"agencies/", "x"})), StatusCode::kInvalidArgument, "INVALID_FIELD");
  EXPECT_CODE(EndOf(Request({kAgency, kAgency})), StatusCode::kInvalidArgument, "INVALID_FIELD");
  WatchChangesRequest negative = Request();
  negative.mutable_cursors(0)->set_revision(-1);
  EXPECT_CODE(EndOf(negative), StatusCode::kInvalidArgument, "INVALID_FIELD");
  WatchChangesRequest many;
  for (int i = 0; i <= kMaxWatchedAgencies; ++i) {
    many.add_cursors()->set_agency(absl::StrCat("agencies/a", i));
  }
  EXPECT_CODE(EndOf(many, Token("services/finance")), StatusCode::kInvalidArgument,
              "INVALID_FIELD");
  EXPECT_CODE(EndOf(Request(), "junk"), StatusCode::kUnauthenticated, "TOKEN_MALFORMED");
}

TEST_F(WatchTest, OtherAgenciesAreNotVisible) {
  Commit(kOther, 1);
  EXPECT_CODE(EndOf(Request({kOther})), StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY");
  EXPECT_CODE(EndOf(Request({kAgency, kOther})), StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY");
  EXPECT_CODE(EndOf(Request({"-"})), StatusCode::kPermissionDenied, "NOT_YOUR_AGENCY");
  SetRights("van-a", {OFFICER});
  EXPECT_CODE(EndOf(Request()), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
}

TEST_F(WatchTest, AServiceFollowsEveryAgencyAndHearsOfNewOnes) {
  Commit(kAgency, 3);
  Commit(kOther, 2);
  WatchChangesRequest request = Request({"-"});
  Cursor& known = *request.add_cursors();
  known.set_agency(kAgency);
  known.set_revision(2);
  auto watch = Start(request, Token("services/finance"));
  std::map<std::string, int> seen;
  for (const auto& change : watch->CatchUp()) ++seen[change.cursor().agency()];
  EXPECT_EQ(seen[kAgency], 1) << "after the cursor given";
  EXPECT_EQ(seen[kOther], 2) << "from the beginning";
  Commit("agencies/moi", 1);
  const auto fresh = watch->CatchUp();
  ASSERT_EQ(fresh.size(), 1);
  EXPECT_EQ(fresh[0].cursor().agency(), "agencies/moi");
}

TEST_F(WatchTest, ACursorOfAnotherHistoryIsTold) {
  Commit(kAgency, 3);
  WatchChangesRequest future = Request();
  future.mutable_cursors(0)->set_revision(9);
  EXPECT_CODE(EndOf(future), StatusCode::kFailedPrecondition, "FEED_DIVERGED");
  WatchChangesRequest other = Request();
  *other.mutable_cursors(0) = Start(Request())->CatchUp()[1].cursor();
  other.mutable_cursors(0)->set_incarnation("another");
  EXPECT_CODE(EndOf(other), StatusCode::kFailedPrecondition, "FEED_DIVERGED");
}

TEST_F(WatchTest, ChangesOfAnotherReplicaArriveByPolling) {
  Commit(kAgency, 1);
  auto watch = Start(Request());
  EXPECT_EQ(watch->CatchUp().size(), 1);
  // A queue that tells this hub nothing.
  auto other = commit::CommitQueue::Create(*database_, clock_, business_day_, ids_, {});
  ASSERT_TRUE(other.ok());
  for (int i = 0; i < 3; ++i) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = kAgency;
    mutation->body = [](commit::WriteContext& write) {
      write.Record({kAgency + "/tasks/x", "t", "", "x"});
      return absl::OkStatus();
    };
    ASSERT_OK((*other)->Run(std::move(mutation)).status());
    EXPECT_EQ(watch->CatchUp().size(), 1);
  }
}

TEST_F(WatchTest, ListThenWatchMissesNothingUnderConcurrentWriters) {
  constexpr int kWriters = 4, kEach = 100;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) writers.emplace_back([this] { Commit(kAgency, kEach); });
  // Several readers begin at different moments.
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([this, r] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5 * r));
      common::v1::ListChangesRequest list;
      list.set_parent(kAgency);
      list.set_page_size(1000);
      common::v1::ListChangesResponse page;
      ASSERT_OK(FromGrpcStatus(feed_->ListChanges(Context().get(), list, &page)));
      ASSERT_EQ(page.next_page_token(), "");
      int64_t last = page.changes().empty() ? 0 : page.changes().rbegin()->cursor().revision();
      EXPECT_EQ(page.changes_size(), last);
      EXPECT_EQ(page.revision(), last);
      WatchChangesRequest request = Request();
      request.mutable_cursors(0)->set_revision(page.revision());
      auto watch = Start(request);
      WatchChangesResponse response;
      while (last < kWriters * kEach && watch->Next(response)) {
        for (const auto& change : response.changes()) {
          ASSERT_EQ(change.cursor().revision(), last + 1);
          last = change.cursor().revision();
        }
      }
      EXPECT_EQ(last, kWriters * kEach);
    });
  }
  for (auto& thread : writers) thread.join();
  for (auto& thread : readers) thread.join();
}

TEST_F(WatchTest, BusyAgenciesTakeTurns) {
  Commit("agencies/a", 3 * kMaxChangesPerMessage);
  Commit("agencies/b", 1);
  auto watch = Start(Request({"agencies/a", "agencies/b"}), Token("services/finance"));
  WatchChangesResponse response;
  int messages = 0;
  bool seen = false;
  while (!seen && watch->Next(response)) {
    ++messages;
    for (const auto& change : response.changes()) {
      seen = seen || change.cursor().agency() == "agencies/b";
    }
  }
  EXPECT_LE(messages, 2);
}

TEST_F(WatchTest, SaysWhereAMessageEndsInsideARevision) {
  Commit(kAgency, kMaxChangesPerMessage);
  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = kAgency;
  mutation->body = [](commit::WriteContext& write) {
    for (int i = 0; i < 2 * kMaxChangesPerMessage + 1; ++i) {
      write.Record({absl::StrCat(kAgency, "/tasks/t", i), "t", "", "x"});
    }
    return absl::OkStatus();
  };
  ASSERT_OK(commits_->Run(std::move(mutation)).status());
  auto watch = Start(Request());
  WatchChangesResponse message;
  std::vector<std::pair<int64_t, bool>> ends;  // Revision, partial.
  do {
    ASSERT_TRUE(watch->Next(message));
    for (const Cursor& cursor : message.cursors()) {
      ends.emplace_back(cursor.revision(), cursor.partial());
    }
  } while (!message.caught_up());
  const int64_t last = kMaxChangesPerMessage + 1;
  EXPECT_EQ(ends, (std::vector<std::pair<int64_t, bool>>{
                      {last - 1, false}, {last, true}, {last, true}, {last, false}}));
}

TEST_F(WatchTest, SaysSoWhereChangesInBetweenAreNotWanted) {
  auto mutation = std::make_unique<commit::Mutation>();
  mutation->call.agency = kAgency;
  mutation->body = [](commit::WriteContext& write) {
    write.Record({kAgency + "/directives/d", "wanted", "", "x"});
    for (int i = 0; i < kMaxChangesPerMessage; ++i) {
      write.Record({absl::StrCat(kAgency, "/tasks/t", i), "unwanted", "", "x"});
    }
    return absl::OkStatus();
  };
  ASSERT_OK(commits_->Run(std::move(mutation)).status());
  WatchChangesRequest request = Request();
  request.add_resource_types("wanted");
  auto watch = Start(request);
  WatchChangesResponse message;
  ASSERT_TRUE(watch->Next(message));
  ASSERT_EQ(message.changes_size(), 1);
  EXPECT_TRUE(message.cursors(0).partial());
  ASSERT_TRUE(watch->Next(message));
  EXPECT_TRUE(message.caught_up());
  EXPECT_EQ(message.cursors(0).revision(), 1);
  EXPECT_FALSE(message.cursors(0).partial());
}

TEST_F(WatchTest, ASilentStreamBeats) {
  auto watch = Start(Request());
  EXPECT_EQ(watch->CatchUp().size(), 0);
  for (int i = 0; i < 3; ++i) {
    clock_.Advance(kStreamHeartbeat + absl::Seconds(1));
    WatchChangesResponse beat;
    ASSERT_TRUE(watch->Next(beat));
    EXPECT_EQ(beat.changes_size(), 0);
    EXPECT_TRUE(beat.caught_up());
    ASSERT_EQ(beat.cursors_size(), 1);
    EXPECT_EQ(beat.cursors(0).agency(), kAgency);
  }
  // A clock set back must not silence it.
  clock_.Advance(-absl::Hours(5));
  std::this_thread::sleep_for(absl::ToChronoMilliseconds(3 * kFeedPoll));
  clock_.Advance(kStreamHeartbeat + absl::Seconds(1));
  WatchChangesResponse beat;
  ASSERT_TRUE(watch->Next(beat));
}

TEST_F(WatchTest, ALongLifeEnds) {
  auto watch = Start(Request());
  watch->CatchUp();
  clock_.Advance(kStreamLife * 1.2);
  EXPECT_CODE(watch->End(), StatusCode::kUnavailable, "STREAM_ENDED");
}

TEST_F(WatchTest, AStreamDoesNotOutliveItsToken) {
  const std::string token = Token();
  clock_.Advance(absl::Minutes(55));
  auto watch = Start(Request(), token);
  watch->CatchUp();
  clock_.Advance(absl::Minutes(5) + identity::kTokenLeeway + absl::Seconds(1));
  EXPECT_CODE(watch->End(), StatusCode::kUnavailable, "STREAM_ENDED");
}

TEST_F(WatchTest, RightsRevokedEndIt) {
  auto watch = Start(Request());
  watch->CatchUp();
  SetRights("van-a", {OFFICER});
  Commit(kAgency, 1);
  WatchChangesResponse response;
  EXPECT_FALSE(watch->Next(response)) << "not even one more change";
  EXPECT_CODE(watch->Finish(), StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  // And a silent stream ends by its next beat.
  SetRights("van-a", {DIRECTOR});
  auto silent = Start(Request());
  silent->CatchUp();
  SetRights("van-a", {DIRECTOR}, "", /*disabled=*/true);
  clock_.Advance(kStreamHeartbeat + absl::Seconds(1));
  EXPECT_CODE(silent->End(), StatusCode::kPermissionDenied, "OFFICER_DISABLED");
}

TEST_F(WatchTest, LargeChangesTravelInSeveralMessages) {
  constexpr int kChanges = 9;
  for (int i = 0; i < kChanges; ++i) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = kAgency;
    mutation->body = [](commit::WriteContext& write) {
      write.Record({kAgency + "/tasks/x", "t", "", std::string(700'000, 'x')});
      return absl::OkStatus();
    };
    ASSERT_OK(commits_->Run(std::move(mutation)).status());
  }
  auto watch = Start(Request());
  EXPECT_EQ(watch->CatchUp().size(), kChanges);
}

TEST_F(WatchTest, ManyStreamsComeAndGo) {
  std::atomic<bool> over{false};
  std::thread writer([&] {
    while (!over) Commit(kAgency, 1);
  });
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([this, i] {
      for (int round = 0; round < 25; ++round) {
        auto watch = Start(Request());
        WatchChangesResponse response;
        for (int n = (i + round) % 4; n > 0 && watch->Next(response); --n) {
        }
        if (round % 2 == 0) watch->Cancel();
      }
    });
  }
  for (auto& client : clients) client.join();
  over = true;
  writer.join();
}

}  // namespace
}  // namespace dondoc::rpc
