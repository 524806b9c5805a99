// Following another service's feed: what is applied, what is passed over, and how far one has got.
#include "common/rpc/feed_consumer.h"

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"

#include "common/base/mutex.h"
#include "common/rpc/feed_handlers.h"
#include "tests/unit/rpc/rpc_fixture.h"

#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::rpc {
namespace {

using common::v1::Change;
using common::v1::WatchChangesRequest;
using common::v1::WatchChangesResponse;

// A feed that says what a test has it say.
class ScriptedFeed {
 public:
  void Say(WatchChangesResponse message) {
    MutexLock lock(mutex_);
    messages_.push_back(std::move(message));
    changed_.NotifyAll();
  }
  void Close() {
    MutexLock lock(mutex_);
    closed_ = true;
    changed_.NotifyAll();
  }
  // False when closed.
  bool Take(WatchChangesResponse& message) {
    MutexLock lock(mutex_);
    while (messages_.empty() && !closed_) changed_.Wait(mutex_);
    if (closed_) return false;
    message = std::move(messages_.front());
    messages_.pop_front();
    return true;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  std::deque<WatchChangesResponse> messages_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

class ScriptedReader final : public grpc::ClientReaderInterface<WatchChangesResponse> {
 public:
  explicit ScriptedReader(ScriptedFeed& feed) : feed_(feed) {}
  bool Read(WatchChangesResponse* message) override { return feed_.Take(*message); }
  bool NextMessageSize(uint32_t* size) override {
    *size = 0;
    return true;
  }
  void WaitForInitialMetadata() override {}
  grpc::Status Finish() override { return grpc::Status::OK; }

 private:
  ScriptedFeed& feed_;
};

class FeedConsumerTest : public RpcTest {
 protected:
  void SetUp() override {
    RpcTest::SetUp();
    ConsumerOptions options;
    options.source = kRegistrySource;
    options.subject = "services/finance";
    options.open = [this](grpc::ClientContext*, const WatchChangesRequest&) {
      return std::make_unique<ScriptedReader>(script_);
    };
    options.token = [] { return std::string("token"); };
    options.apply = [](commit::WriteContext& write, const Change& change) {
      write.Record({change.name(), "t", "", "x"});
      return absl::OkStatus();
    };
    consumer_ = std::make_unique<FeedConsumer>(*commits_, *database_, std::move(options));
    consumer_->Start();
  }
  void TearDown() override {
    script_.Close();
    consumer_->Stop();
  }

  // One message with one change, ending at (revision, ordinal).
  static WatchChangesResponse Message(int64_t revision, int32_t ordinal, bool partial) {
    WatchChangesResponse message;
    Change& change = *message.add_changes();
    change.set_name(absl::StrCat(kAgency, "/directives/d", ordinal));
    auto& cursor = *change.mutable_cursor();
    cursor.set_agency(kAgency);
    cursor.set_incarnation("first");
    cursor.set_revision(revision);
    cursor.set_ordinal(ordinal);
    cursor.set_hash(std::string(32, 'h'));
    *message.add_cursors() = cursor;
    message.mutable_cursors(0)->set_partial(partial);
    return message;
  }
  struct Position {
    int64_t ours, followed;
    friend bool operator==(const Position&, const Position&) = default;
  };
  // Both revisions, in one snapshot.
  Position Read(const std::string& agency = kAgency) {
    auto connection = database_->Connect(sql::ConnectionKind::kReader);
    auto tx = (*connection)->Begin();
    return {commit::ReadHead(**tx, agency)->revision,
            *ReadConsumerRevision(**tx, kRegistrySource, agency)};
  }
  // Waits until this service's own revision is `ours`; the registry's as of then.
  int64_t FollowedAt(int64_t ours) {
    for (int i = 0; i < 1000; ++i) {
      if (const Position now = Read(); now.ours >= ours) return now.followed;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "never got to revision " << ours;
    return -1;
  }

  ScriptedFeed script_;
  std::unique_ptr<FeedConsumer> consumer_;
};

TEST_F(FeedConsumerTest, ARevisionCountsWhenItIsWhole) {
  EXPECT_EQ(Read(), (Position{0, 0}));
  script_.Say(Message(1, 100, /*partial=*/true));
  EXPECT_EQ(FollowedAt(1), 0);
  script_.Say(Message(1, 150, /*partial=*/false));
  EXPECT_EQ(FollowedAt(2), 1);
  // All before the last one is whole.
  script_.Say(Message(7, 100, /*partial=*/true));
  EXPECT_EQ(FollowedAt(3), 6);
  script_.Say(Message(7, 101, /*partial=*/false));
  EXPECT_EQ(FollowedAt(4), 7);
  EXPECT_EQ(Read(kOther), (Position{0, 0}));
}

TEST_F(FeedConsumerTest, WhereItStandsMayTurnOutToBeAnEnd) {
  script_.Say(Message(7, 100, /*partial=*/true));
  EXPECT_EQ(FollowedAt(1), 6);
  WatchChangesResponse nothing_more = Message(7, 100, /*partial=*/false);
  nothing_more.clear_changes();
  script_.Say(std::move(nothing_more));
  for (int i = 0; i < 1000 && Read().followed != 7; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(Read().followed, 7);
}

class FeedHandlersTest : public RpcTest {
 protected:
  void SetUp() override {
    RpcTest::SetUp();
    handlers_by_type_
        .On<registry::v1::Unit>(
            [this](commit::WriteContext&, const Change&, const registry::v1::Unit& unit) {
              seen_.push_back("unit " + unit.display_name());
              return absl::OkStatus();
            })
        .On<registry::v1::Officer>(
            [](commit::WriteContext&, const Change&, const registry::v1::Officer&) {
              return absl::UnavailableError("test");
            });
  }
  absl::Status Apply(const Change& change) {
    auto mutation = std::make_unique<commit::Mutation>();
    mutation->call.agency = kAgency;
    mutation->body = [&](commit::WriteContext& write) {
      return handlers_by_type_.Apply(write, change);
    };
    return commits_->Run(std::move(mutation)).status();
  }
  static Change ChangeOf(const google::protobuf::Message& after,
                         const std::string& name = kAgency + "/units/u") {
    Change change;
    change.set_name(name);
    change.mutable_cursor()->set_agency(kAgency);
    change.mutable_after()->PackFrom(after);
    return change;
  }
  static registry::v1::Unit Unit() {
    registry::v1::Unit unit;
    unit.set_display_name("Phòng");
    return unit;
  }

  FeedHandlers handlers_by_type_;
  std::vector<std::string> seen_;
};

TEST_F(FeedHandlersTest, EveryTypeHasItsOwn) {
  EXPECT_EQ(handlers_by_type_.types(),
            (std::vector<std::string>{"dondoc.registry.v1.Unit", "dondoc.registry.v1.Officer"}));
  ASSERT_OK(Apply(ChangeOf(Unit())));
  EXPECT_EQ(seen_, (std::vector<std::string>{"unit Phòng"}));
  // What may pass stops the feed.
  EXPECT_TRUE(absl::IsUnavailable(Apply(ChangeOf(registry::v1::Officer()))));
}

TEST_F(FeedHandlersTest, WhatCannotBeAppliedIsPassedOver) {
  ASSERT_OK(Apply(ChangeOf(registry::v1::Agency())));
  ASSERT_OK(Apply(ChangeOf(Unit(), kOther + "/units/u")));
  Change broken = ChangeOf(Unit());
  broken.mutable_after()->set_value("\xff\xff");
  ASSERT_OK(Apply(broken));
  Change deleted = ChangeOf(Unit());
  deleted.clear_after();
  ASSERT_OK(Apply(deleted));
  EXPECT_TRUE(seen_.empty());
}

}  // namespace
}  // namespace dondoc::rpc
