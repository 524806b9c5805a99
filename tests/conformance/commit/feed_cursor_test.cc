// Cursors and incarnations: a reader knows when its history is not this one.
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

using ::absl::StatusCode;
using common::v1::Cursor;

class FeedCursorTest : public CommitTest {
 protected:
  void SetUp() override {
    CommitTest::SetUp();
    for (int i = 0; i < 3; ++i) {
      ASSERT_OK(Do(Make(kA, [](WriteContext& write) {
        write.Record({kA + "/notes/1", "t", "", "x"});
        write.Record({kA + "/notes/2", "t", "", "x"});
        return absl::OkStatus();
      })));
    }
  }
  absl::StatusOr<Cursor> Resolve(const Cursor& cursor) {
    auto connection = Connect(sql::ConnectionKind::kReader);
    return ResolveCursor(*Begin(*connection), queue_->incarnation(), cursor);
  }
  static Cursor At(int64_t revision, int32_t ordinal) {
    Cursor cursor;
    cursor.set_agency(kA);
    cursor.set_revision(revision);
    cursor.set_ordinal(ordinal);
    return cursor;
  }
  std::vector<std::string> After(const Cursor& cursor, const std::string& resource = "") {
    auto connection = Connect(sql::ConnectionKind::kReader);
    const auto changes = ReadChanges(*Begin(*connection), queue_->incarnation(),
                                     {.agency = kA,
                                      .revision = cursor.revision(),
                                      .ordinal = cursor.ordinal(),
                                      .resource = resource,
                                      .limit = 100});
    EXPECT_TRUE(changes.ok()) << changes.status();
    std::vector<std::string> positions;
    for (const auto& change : *changes) {
      positions.push_back(absl::StrCat(change.cursor().revision(), ".", change.cursor().ordinal()));
    }
    return positions;
  }
};

TEST_P(FeedCursorTest, ReadsWhatComesAfterInOrder) {
  using ::testing::ElementsAre;
  EXPECT_THAT(After(At(0, 0)), ElementsAre("1.1", "1.2", "2.1", "2.2", "3.1", "3.2"));
  EXPECT_THAT(After(At(1, 1)), ElementsAre("1.2", "2.1", "2.2", "3.1", "3.2"));
  EXPECT_THAT(After(At(2, 2)), ElementsAre("3.1", "3.2"));
  EXPECT_THAT(After(At(3, 2)), ElementsAre());
  EXPECT_THAT(After(At(1, 2), kA + "/notes/2"), ElementsAre("2.2", "3.2"));
}

TEST_P(FeedCursorTest, TheRevisionOfAListPageHasBeenSeenWhole) {
  const auto resolved = Resolve(At(2, 0));
  ASSERT_OK(resolved);
  EXPECT_EQ(resolved->ordinal(), 2);
  EXPECT_EQ(resolved->hash(), Changes(kA)[3].cursor().hash());
  EXPECT_EQ(resolved->incarnation(), queue_->incarnation());
}

TEST_P(FeedCursorTest, OwnPositionsAreKnownAgain) {
  for (const auto& change : Changes(kA)) EXPECT_TRUE(Resolve(change.cursor()).ok());
  EXPECT_TRUE(Resolve(At(0, 0)).ok());
}

TEST_P(FeedCursorTest, PositionsOfAnotherHistoryAreNot) {
  Cursor other_hash = Changes(kA)[2].cursor();
  other_hash.set_hash(std::string(32, 'x'));
  Cursor other_incarnation = Changes(kA)[2].cursor();
  other_incarnation.set_incarnation("another");
  Cursor fresh_but_elsewhere = At(0, 0);
  fresh_but_elsewhere.set_incarnation("another");
  for (const Cursor& cursor :
       {At(4, 0), At(3, 3), At(99, 1), other_hash, other_incarnation, fresh_but_elsewhere}) {
    SCOPED_TRACE(cursor.ShortDebugString());
    EXPECT_ERROR(Resolve(cursor), StatusCode::kFailedPrecondition, "FEED_DIVERGED");
  }
}

TEST_P(FeedCursorTest, TheIncarnationLastsOverRestartsAndIsSharedByReplicas) {
  const std::string incarnation = queue_->incarnation();
  EXPECT_EQ(incarnation.size(), 32);
  EXPECT_EQ(NewQueue()->incarnation(), incarnation);
  Restart();
  EXPECT_EQ(queue_->incarnation(), incarnation);
  auto connection = Connect();
  const auto loaded = LoadIncarnation(*connection, clock_.Now());
  ASSERT_OK(loaded);
  EXPECT_EQ(*loaded, incarnation);
}

TEST_P(FeedCursorTest, ANewIncarnationMakesEveryOldCursorDiverge) {
  const Cursor old_cursor = Changes(kA)[3].cursor();
  const std::string old_etag = MakeEtag(queue_->incarnation(), 2);
  {
    auto connection = Connect();
    const auto fresh = NewIncarnation(*connection, clock_.Now());
    ASSERT_OK(fresh);
    EXPECT_NE(*fresh, queue_->incarnation());
  }
  Restart();
  EXPECT_ERROR(Resolve(old_cursor), StatusCode::kFailedPrecondition, "FEED_DIVERGED");
  EXPECT_NE(MakeEtag(queue_->incarnation(), 2), old_etag);
  // The chain goes on where it was.
  ASSERT_OK(Do(Write(kA, "x", nullptr)));
  ExpectWhole(kA);
}

TEST_P(FeedCursorTest, AgenciesAreListedInPages) {
  for (const char* agency : {"agencies/c", "agencies/b", "agencies/d"}) {
    ASSERT_OK(Do(Write(agency, "x", nullptr)));
  }
  auto connection = Connect(sql::ConnectionKind::kReader);
  auto tx = Begin(*connection);
  EXPECT_THAT(*ReadAgencies(*tx, "", 2), ::testing::ElementsAre(kA, "agencies/b"));
  EXPECT_THAT(*ReadAgencies(*tx, "agencies/b", 9),
              ::testing::ElementsAre("agencies/c", "agencies/d"));
}

DONDOC_ON_EVERY_ENGINE(FeedCursorTest);

}  // namespace
}  // namespace dondoc::commit
