// Transactions, savepoints and poison: the same observable behaviour on every engine.
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SqlSavepointTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE item (id {{TEXT_C}} NOT NULL PRIMARY KEY);"
        "CREATE TABLE part (id {{TEXT_C}} NOT NULL PRIMARY KEY,"
        "                   item {{TEXT_C}} NOT NULL REFERENCES item (id),"
        "                   amount BIGINT NOT NULL CONSTRAINT positive CHECK (amount > 0));");
  }
  static absl::Status Add(Transaction& transaction, absl::string_view id) {
    return transaction.Execute("INSERT INTO item (id) VALUES ($1)", {id}).status();
  }
  static std::vector<std::string> Items(Transaction& transaction) {
    return Texts(transaction, "SELECT id FROM item ORDER BY id");
  }
  std::vector<std::string> Committed() {
    auto connection = Connect(ConnectionKind::kReader);
    auto transaction = Begin(*connection);
    return Items(*transaction);
  }
};

TEST_P(SqlSavepointTest, CommitKeepsAndRollbackForgets) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  const CommitResult result = transaction->Commit();
  EXPECT_EQ(result.outcome, CommitOutcome::kCommitted);
  transaction.reset();
  transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "b"));
  ASSERT_OK(transaction->Rollback());
  transaction.reset();
  {
    auto dropped = Begin(*writer_);
    ASSERT_OK(Add(*dropped, "c"));
  }
  EXPECT_THAT(Committed(), ElementsAre("a"));
}

TEST_P(SqlSavepointTest, NothingRunsAfterTheEnd) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  ASSERT_OK(transaction->Commit());
  EXPECT_ERROR(Add(*transaction, "b"), StatusCode::kFailedPrecondition, "SQL_TRANSACTION_OVER");
  EXPECT_ERROR(transaction->Rollback(), StatusCode::kFailedPrecondition, "SQL_TRANSACTION_OVER");
  EXPECT_ERROR(transaction->Commit(), StatusCode::kFailedPrecondition, "SQL_TRANSACTION_OVER");
  transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('c')");
  EXPECT_ERROR(transaction->Flush(), StatusCode::kFailedPrecondition, "SQL_TRANSACTION_OVER");
  EXPECT_THAT(Committed(), ElementsAre("a"));
}

TEST_P(SqlSavepointTest, OneTransactionAtATime) {
  auto transaction = Begin(*writer_);
  EXPECT_ERROR(writer_->Begin(), StatusCode::kInternal, "SQL_NESTED");
  transaction.reset();
  EXPECT_TRUE(writer_->Begin().ok());
}

TEST_P(SqlSavepointTest, ReleasedWorkStaysAndRolledBackWorkGoes) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  {
    Savepoint kept(*transaction);
    ASSERT_OK(Add(*transaction, "b"));
    ASSERT_OK(kept.Release());
  }
  {
    Savepoint undone(*transaction);
    ASSERT_OK(Add(*transaction, "c"));
    ASSERT_OK(undone.Rollback());
  }
  {
    Savepoint dropped(*transaction);
    ASSERT_OK(Add(*transaction, "d"));
  }
  EXPECT_THAT(Items(*transaction), ElementsAre("a", "b"));
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(Committed(), ElementsAre("a", "b"));
}

TEST_P(SqlSavepointTest, SavepointsNest) {
  auto transaction = Begin(*writer_);
  {
    Savepoint outer(*transaction);
    ASSERT_OK(Add(*transaction, "outer"));
    {
      Savepoint inner(*transaction);
      ASSERT_OK(Add(*transaction, "inner"));
      ASSERT_OK(inner.Release());
    }
    {
      Savepoint inner(*transaction);
      ASSERT_OK(Add(*transaction, "undone"));
    }
    EXPECT_THAT(Items(*transaction), ElementsAre("inner", "outer"));
    ASSERT_OK(outer.Rollback());
  }
  EXPECT_THAT(Items(*transaction), IsEmpty());
  ASSERT_OK(Add(*transaction, "after"));
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(Committed(), ElementsAre("after"));
}

TEST_P(SqlSavepointTest, ReleaseOutOfOrderIsADefect) {
  auto transaction = Begin(*writer_);
  Savepoint outer(*transaction);
  Savepoint inner(*transaction);
  EXPECT_ERROR(outer.Release(), StatusCode::kInternal, "SQL_STATEMENT");
  EXPECT_FALSE(transaction->status().ok());
  // Rolling the outer one back closes the inner one with it.
  EXPECT_TRUE(outer.Rollback().ok());
  EXPECT_TRUE(transaction->status().ok());
  EXPECT_ERROR(inner.Release(), StatusCode::kInternal, "SQL_STATEMENT");
}

TEST_P(SqlSavepointTest, CommitInsideASavepointIsADefect) {
  auto transaction = Begin(*writer_);
  Savepoint savepoint(*transaction);
  ASSERT_OK(Add(*transaction, "a"));
  const CommitResult result = transaction->Commit();
  EXPECT_EQ(result.outcome, CommitOutcome::kAborted);
  EXPECT_EQ(ReasonOf(result.status), "SQL_STATEMENT");
  EXPECT_THAT(Committed(), IsEmpty());
}

TEST_P(SqlSavepointTest, AnErrorPoisonsUntilItsSavepointIsRolledBack) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  {
    Savepoint savepoint(*transaction);
    ASSERT_OK(Add(*transaction, "b"));
    const absl::Status error = Add(*transaction, "a");
    EXPECT_ERROR(error, StatusCode::kAlreadyExists, "SQL_UNIQUE");
    // Everything answers the same error now, whatever it is.
    EXPECT_EQ(Add(*transaction, "c"), error);
    EXPECT_EQ(transaction->QueryInt("SELECT COUNT(*) FROM item").status(), error);
    EXPECT_EQ(transaction->Flush(), error);
    EXPECT_EQ(transaction->status(), error);
    EXPECT_EQ(savepoint.Release(), error);
    EXPECT_FALSE(transaction->engine_ended());
    ASSERT_OK(savepoint.Rollback());
  }
  EXPECT_TRUE(transaction->status().ok());
  EXPECT_THAT(Items(*transaction), ElementsAre("a"));
  ASSERT_OK(Add(*transaction, "d"));
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(Committed(), ElementsAre("a", "d"));
}

TEST_P(SqlSavepointTest, APoisonedTransactionCannotCommit) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  ASSERT_FALSE(Add(*transaction, "a").ok());
  const CommitResult result = transaction->Commit();
  EXPECT_EQ(result.outcome, CommitOutcome::kAborted);
  EXPECT_EQ(ReasonOf(result.status), "SQL_UNIQUE");
  EXPECT_FALSE(IsRetryable(result.status));
  transaction.reset();
  EXPECT_THAT(Committed(), IsEmpty());
  // The connection is as good as before.
  EXPECT_TRUE(writer_->alive());
  transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "b"));
  ASSERT_OK(transaction->Commit());
}

TEST_P(SqlSavepointTest, ASavepointOpenedOnPoisonIsInert) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  const absl::Status error = Add(*transaction, "a");
  ASSERT_FALSE(error.ok());
  {
    Savepoint savepoint(*transaction);
    EXPECT_EQ(savepoint.Rollback(), error);
  }
  EXPECT_EQ(transaction->status(), error);
}

TEST_P(SqlSavepointTest, UniqueViolationsNameTableAndColumns) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  const absl::Status status = Add(*transaction, "a");
  const auto info = ErrorInfoOf(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->metadata().at("table"), "item");
  EXPECT_EQ(info->metadata().at("columns"), "id");
  // What the engine said is for the logs, not for the message.
  EXPECT_EQ(status.message().find("item"), absl::string_view::npos);
}

TEST_P(SqlSavepointTest, ForeignKeysAreCheckedAtOnce) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  {
    Savepoint savepoint(*transaction);
    EXPECT_ERROR(
        transaction->Execute("INSERT INTO part (id, item, amount) VALUES ('p', 'none', 1)"),
        StatusCode::kFailedPrecondition, "SQL_FOREIGN_KEY");
  }
  ASSERT_OK(transaction->Execute("INSERT INTO part (id, item, amount) VALUES ('p', 'a', 1)"));
  EXPECT_ERROR(transaction->Execute("DELETE FROM item WHERE id = 'a'"),
               StatusCode::kFailedPrecondition, "SQL_FOREIGN_KEY");
}

TEST_P(SqlSavepointTest, ChecksAndNotNullAreMapped) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Add(*transaction, "a"));
  {
    Savepoint savepoint(*transaction);
    const auto result =
        transaction->Execute("INSERT INTO part (id, item, amount) VALUES ('p', 'a', 0)");
    EXPECT_ERROR(result, StatusCode::kFailedPrecondition, "SQL_CHECK");
    EXPECT_EQ(ErrorInfoOf(result.status())->metadata().at("constraint"), "positive");
  }
  EXPECT_ERROR(
      transaction->Execute("INSERT INTO part (id, item, amount) VALUES ('p', 'a', $1)", {Null()}),
      StatusCode::kInternal, "SQL_NOT_NULL");
}

TEST_P(SqlSavepointTest, DeferredStatementsRunInOrder) {
  auto transaction = Begin(*writer_);
  {
    Savepoint savepoint(*transaction);
    for (int i = 0; i < 600; ++i) {  // More than one pipeline holds.
      transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ($1)",
                                   {absl::StrCat("i", 1000 + i)});
    }
    transaction->ExecuteDeferred("DELETE FROM item WHERE id <> $1", {"i1599"});
    ASSERT_OK(savepoint.Release());
  }
  EXPECT_THAT(Items(*transaction), ElementsAre("i1599"));
  transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('last')");
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(Committed(), ElementsAre("i1599", "last"));
}

// Every way in which the error of a deferred statement may come out.
TEST_P(SqlSavepointTest, DeferredErrorsSurfaceAtTheNextWait) {
  Run("INSERT INTO item (id) VALUES ('a')");
  constexpr absl::string_view kFails = "INSERT INTO item (id) VALUES ('a')";
  constexpr absl::string_view kNever = "INSERT INTO item (id) VALUES ('never')";
  const std::vector<std::function<absl::Status(Transaction&)>> waits = {
      [](Transaction& t) { return t.Flush(); },
      [](Transaction& t) { return t.Execute("DELETE FROM part").status(); },
      [](Transaction& t) { return t.QueryInt("SELECT COUNT(*) FROM item").status(); },
      [](Transaction& t) { return t.ExecuteScript("DELETE FROM part"); },
      [](Transaction& t) { return t.Commit().status; },
      [](Transaction& t) { return Savepoint(t).Release(); },
  };
  for (size_t i = 0; i < waits.size(); ++i) {
    SCOPED_TRACE(i);
    auto transaction = Begin(*writer_);
    transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('b')");
    transaction->ExecuteDeferred(kFails);
    transaction->ExecuteDeferred(kNever);
    EXPECT_ERROR(waits[i](*transaction), StatusCode::kAlreadyExists, "SQL_UNIQUE");
    EXPECT_EQ(ReasonOf(transaction->status()), "SQL_UNIQUE");
    EXPECT_FALSE(transaction->engine_ended());
  }
  for (size_t i = 0; i + 2 < waits.size(); ++i) {
    SCOPED_TRACE(i);
    auto transaction = Begin(*writer_);
    transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('b')");
    Savepoint savepoint(*transaction);
    transaction->ExecuteDeferred(kFails);
    transaction->ExecuteDeferred(kNever);
    EXPECT_ERROR(waits[i](*transaction), StatusCode::kAlreadyExists, "SQL_UNIQUE");
    ASSERT_OK(savepoint.Rollback());
    EXPECT_THAT(Items(*transaction), ElementsAre("a", "b"));
  }
  EXPECT_THAT(Committed(), ElementsAre("a"));
}

TEST_P(SqlSavepointTest, ASavepointRolledBackForgivesWhatWasDeferredInside) {
  Run("INSERT INTO item (id) VALUES ('a')");
  auto transaction = Begin(*writer_);
  {
    Savepoint savepoint(*transaction);
    transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('b')");
    transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('a')");
  }
  ASSERT_OK(transaction->status());
  EXPECT_THAT(Items(*transaction), ElementsAre("a"));
  transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('a')");
  {
    // ... but not what was deferred before it began.
    Savepoint savepoint(*transaction);
    EXPECT_FALSE(savepoint.Rollback().ok());
  }
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kAborted);
}

TEST_P(SqlSavepointTest, AStatementPreparedInAFailedPipelineWorksLater) {
  Run("INSERT INTO item (id) VALUES ('a')");
  for (int round = 0; round < 2; ++round) {
    auto transaction = Begin(*writer_);
    {
      Savepoint savepoint(*transaction);
      transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('a')");
      transaction->ExecuteDeferred("INSERT INTO item (id) VALUES ('x')");
    }
    ASSERT_OK(transaction->Execute("INSERT INTO item (id) VALUES ('x')"));
  }
}

DONDOC_ON_EVERY_ENGINE(SqlSavepointTest);

}  // namespace
}  // namespace dondoc::sql
