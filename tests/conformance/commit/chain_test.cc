// The hash chain finds every way of rewriting history that leaves its head alone.
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

class ChainTest : public CommitTest {
 protected:
  // Five revisions of two changes each.
  void SetUp() override {
    CommitTest::SetUp();
    for (int i = 0; i < 5; ++i) {
      ASSERT_OK(Do(Make(kA, [i](WriteContext& write) {
        Note after;
        after.set_revision(i);
        write.Record(absl::StrCat(kA, "/notes/first-", i), nullptr, &after);
        write.Record(absl::StrCat(kA, "/notes/second-", i), nullptr, &after);
        return absl::OkStatus();
      })));
    }
    ASSERT_EQ(Verify(kA).checked(), 10);
    ASSERT_TRUE(Verify(kA).complete());
  }
  void ExpectBroken(const std::string& reason, int64_t revision, int32_t ordinal) {
    const auto found = Verify(kA);
    ASSERT_TRUE(found.has_broken()) << found.ShortDebugString();
    EXPECT_EQ(found.broken().reason(), reason);
    EXPECT_EQ(found.broken().at().revision(), revision);
    EXPECT_EQ(found.broken().at().ordinal(), ordinal);
    EXPECT_FALSE(found.complete());
  }
};

TEST_P(ChainTest, AnAlteredBody) {
  common::v1::Change change = Changes(kA)[4];
  change.clear_cursor();
  change.set_actor("agencies/a/officers/somebody-else");
  const std::string bytes = change.SerializeAsString();
  Tamper("UPDATE changes SET body = $1 WHERE revision = 3 AND ordinal = 1", {sql::Bytes(bytes)});
  ExpectBroken("HASH_MISMATCH", 3, 1);
}

TEST_P(ChainTest, ABodyThatDoesNotParse) {
  Tamper("UPDATE changes SET body = $1 WHERE revision = 3 AND ordinal = 1",
         {sql::Bytes("\xff\xff\xff")});
  ExpectBroken("HASH_MISMATCH", 3, 1);
}

TEST_P(ChainTest, AnAlteredHash) {
  const std::string other(32, 'x');
  Tamper("UPDATE changes SET hash = $1 WHERE revision = 2 AND ordinal = 2", {sql::Bytes(other)});
  ExpectBroken("HASH_MISMATCH", 2, 2);
}

TEST_P(ChainTest, AReplacedPredecessor) {
  common::v1::Change change = Changes(kA)[4];
  change.clear_cursor();
  change.set_previous_hash(std::string(32, 'x'));
  const std::string bytes = change.SerializeAsString();
  Tamper("UPDATE changes SET body = $1 WHERE revision = 3 AND ordinal = 1", {sql::Bytes(bytes)});
  ExpectBroken("PREVIOUS_MISMATCH", 3, 1);
}

TEST_P(ChainTest, ARowDeletedInBetween) {
  Tamper("DELETE FROM changes WHERE revision = 3 AND ordinal = 1");
  ExpectBroken("GAP", 3, 2);
}

TEST_P(ChainTest, TheLastRowOfARevisionDeleted) {
  Tamper("DELETE FROM changes WHERE revision = 3 AND ordinal = 2");
  ExpectBroken("PREVIOUS_MISMATCH", 4, 1);
}

TEST_P(ChainTest, AWholeRevisionDeleted) {
  Tamper("DELETE FROM changes WHERE revision = 3");
  ExpectBroken("GAP", 4, 1);
}

TEST_P(ChainTest, TheBeginningCutOff) {
  Tamper("DELETE FROM changes WHERE revision = 1");
  ExpectBroken("GAP", 2, 1);
}

TEST_P(ChainTest, TheTailCutOff) {
  Tamper("DELETE FROM changes WHERE revision = 5");
  ExpectBroken("GAP", 4, 2);
}

TEST_P(ChainTest, EverythingDeleted) {
  Tamper("DELETE FROM changes");
  ExpectBroken("GAP", 0, 0);
}

TEST_P(ChainTest, ARenamedColumn) {
  Tamper("UPDATE changes SET name = 'agencies/a/notes/other' WHERE revision = 2 AND ordinal = 1");
  ExpectBroken("HASH_MISMATCH", 2, 1);
}

TEST_P(ChainTest, ARowMovedToAnotherAgency) {
  ASSERT_OK(Do(Write("agencies/b", "x", nullptr)));
  Tamper("DELETE FROM changes WHERE agency = 'agencies/b'");
  Tamper("UPDATE changes SET agency = 'agencies/b' WHERE revision = 1 AND ordinal = 1");
  const auto found = Verify("agencies/b");
  ASSERT_TRUE(found.has_broken());
  EXPECT_EQ(found.broken().reason(), "HASH_MISMATCH");
}

TEST_P(ChainTest, IsVerifiedInSlicesThatMeet) {
  common::v1::Cursor after;
  int slices = 0;
  int64_t checked = 0;
  while (true) {
    const auto slice = Verify(kA, 3, after);
    ASSERT_FALSE(slice.has_broken()) << slice.ShortDebugString();
    ++slices;
    checked += slice.checked();
    after = slice.head();
    if (slice.complete()) break;
    ASSERT_LT(slices, 10);
  }
  EXPECT_EQ(checked, 10);
  EXPECT_EQ(slices, 4);
  // Also from a position whose hash the caller does not know.
  common::v1::Cursor bare;
  bare.set_revision(2);
  EXPECT_EQ(Verify(kA, 100, bare).checked(), 6);
  EXPECT_TRUE(Verify(kA, 100, bare).complete());
}

TEST_P(ChainTest, AnAgencyWithoutHistoryIsWhole) {
  const auto found = Verify("agencies/nobody");
  EXPECT_TRUE(found.complete());
  EXPECT_EQ(found.checked(), 0);
}

DONDOC_ON_EVERY_ENGINE(ChainTest);

}  // namespace
}  // namespace dondoc::commit
