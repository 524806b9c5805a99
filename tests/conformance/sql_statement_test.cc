// Statements: rows affected, results, defects, the cache of prepared statements.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/sql/bulk_insert.h"
#include "common/sql/errors.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;
using ::testing::ElementsAre;

class SqlStatementTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE n (id BIGINT NOT NULL PRIMARY KEY, v BIGINT NOT NULL);"
        "CREATE INDEX n_by_v ON n (v, id);");
  }
};

TEST_P(SqlStatementTest, RowsAffected) {
  auto transaction = Begin(*writer_);
  const auto rows = [&](absl::string_view sql, Params params = {}) {
    const auto result = transaction->Execute(sql, params);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(-1);
  };
  EXPECT_EQ(rows("INSERT INTO n (id, v) VALUES (1, 1), (2, 2), (3, 3)"), 3);
  EXPECT_EQ(rows("UPDATE n SET v = v WHERE id <= $1", {2}), 2);  // Matched, though unchanged.
  EXPECT_EQ(rows("UPDATE n SET v = 9 WHERE id = 99"), 0);
  EXPECT_EQ(rows("INSERT INTO n (id, v) VALUES (1, 5) ON CONFLICT (id) DO NOTHING"), 0);
  EXPECT_EQ(rows("INSERT INTO n (id, v) VALUES (1, 5) ON CONFLICT (id)"
                 " DO UPDATE SET v = excluded.v WHERE n.v < excluded.v"),
            1);
  EXPECT_EQ(rows("INSERT INTO n (id, v) VALUES (1, 4) ON CONFLICT (id)"
                 " DO UPDATE SET v = excluded.v WHERE n.v < excluded.v"),
            0);
  EXPECT_EQ(rows("CREATE TABLE other (id BIGINT NOT NULL)"), 0);  // After a change: not its count.
  EXPECT_EQ(rows("DELETE FROM n WHERE id > 1"), 2);
  EXPECT_EQ(rows("DELETE FROM n WHERE id > 1"), 0);
}

TEST_P(SqlStatementTest, ChangesMayReturnRows) {
  auto transaction = Begin(*writer_);
  std::vector<int64_t> returned;
  ASSERT_OK(transaction->Query("INSERT INTO n (id, v) VALUES ($1, $2), (2, 4) RETURNING v", {1, 3},
                               [&](const Row& row) {
                                 returned.push_back(row.Int(0));
                                 return absl::OkStatus();
                               }));
  EXPECT_THAT(returned, ElementsAre(3, 4));
  EXPECT_EQ(Count(*transaction, "UPDATE n SET v = v + 1 WHERE id = 1 RETURNING v"), 4);
}

TEST_P(SqlStatementTest, ThePlaceholdersMayRepeatAndReorder) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("INSERT INTO n (v, id) VALUES ($2, $1)", {10, 20}));
  EXPECT_EQ(
      Count(*transaction, "SELECT id FROM n WHERE v = $1 AND (id = $2 OR id = $2 + 1)", {20, 10}),
      10);
  EXPECT_EQ(
      Count(*transaction, "SELECT COUNT(*) FROM n -- $9 in a comment\n WHERE '$8' = '$8' /* $7 */"),
      1);
}

TEST_P(SqlStatementTest, ManyRowsGoInByFewStatements) {
  for (const int64_t count : {0, 1, 15, 16, 17, 100}) {
    auto transaction = Begin(*writer_);
    BulkInsert rows(*transaction, "INSERT INTO n (id, v)", 2);
    for (int64_t i = 0; i < count; ++i) rows.Add({i, 7 * i});
    rows.Finish();
    ASSERT_OK(transaction->Flush());
    EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM n WHERE v = 7 * id"), count);
    EXPECT_EQ(transaction->writes(), count / 16 + count % 16);
  }
  auto transaction = Begin(*writer_);
  BulkInsert rows(*transaction, "INSERT INTO n (id, v)", 2);
  rows.Add({int64_t{1}, int64_t{1}});
  rows.Add({int64_t{1}, int64_t{2}});
  rows.Finish();
  EXPECT_ERROR(transaction->Flush(), StatusCode::kAlreadyExists, "SQL_UNIQUE");
}

TEST_P(SqlStatementTest, DefectsOfAStatementAreInternalAndSayNothing) {
  const std::vector<std::string> defects = {
      "SELEC 1",
      "SELECT nothing FROM n",
      "INSERT INTO nowhere VALUES (1)",
      "DELETE FROM n; DELETE FROM n",
      "INSERT INTO n (id, v) VALUES ($1, $2)",
      "SELECT {{NO_SUCH_MACRO}}",
      "SELECT 'open",
      "DELETE FROM n WHERE id = $0",
      "DELETE FROM n WHERE id = ?",
      "SELECT 1",
      "",
  };
  for (const std::string& sql : defects) {
    SCOPED_TRACE(sql);
    auto transaction = Begin(*writer_);
    const auto result = transaction->Execute(sql);
    EXPECT_ERROR(result, StatusCode::kInternal, "SQL_STATEMENT");
    EXPECT_EQ(result.status().message(), "internal database error");
    EXPECT_NE(InternalDetailOf(result.status()), "");
    EXPECT_FALSE(transaction->status().ok());
  }
  auto transaction = Begin(*writer_);
  const absl::Status status =
      transaction->Query("DELETE FROM n", {}, [](const Row&) { return absl::OkStatus(); });
  EXPECT_ERROR(status, StatusCode::kInternal, "SQL_STATEMENT");
}

TEST_P(SqlStatementTest, ACallbacksErrorStopsTheQueryAndDoesNotPoison) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("INSERT INTO n (id, v) VALUES (1, 1), (2, 2), (3, 3)"));
  int seen = 0;
  const absl::Status status =
      transaction->Query("SELECT id FROM n ORDER BY id", {}, [&](const Row&) -> absl::Status {
        return ++seen == 2 ? absl::NotFoundError("enough") : absl::OkStatus();
      });
  EXPECT_EQ(status, absl::NotFoundError("enough"));
  EXPECT_EQ(seen, 2);
  EXPECT_TRUE(transaction->status().ok());
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM n"), 3);
}

TEST_P(SqlStatementTest, ACallbackMustNotUseItsTransaction) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("INSERT INTO n (id, v) VALUES (1, 1)"));
  const absl::Status status =
      transaction->Query("SELECT id FROM n", {}, [&](const Row&) -> absl::Status {
        transaction->Execute("DELETE FROM n").status().IgnoreError();
        return absl::OkStatus();
      });
  EXPECT_ERROR(status, StatusCode::kInternal, "SQL_NESTED");
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kAborted);
}

TEST_P(SqlStatementTest, StatementsArePreparedOnce) {
  const auto work = [&] {
    auto transaction = Begin(*writer_);
    for (int i = 0; i < 3; ++i) {
      Savepoint savepoint(*transaction);
      transaction->ExecuteDeferred("INSERT INTO n (id, v) VALUES ($1, $2)", {i, i});
      EXPECT_TRUE(savepoint.Release().ok());
    }
    EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM n WHERE v >= $1", {0}), 3);
    EXPECT_TRUE(transaction->Execute("DELETE FROM n").ok());
    EXPECT_TRUE(transaction->Commit().committed());
  };
  work();
  const int64_t prepared = writer_->statements_prepared();
  EXPECT_GT(prepared, 0);
  for (int round = 0; round < 5; ++round) work();
  EXPECT_EQ(writer_->statements_prepared(), prepared);
}

TEST_P(SqlStatementTest, TheCacheIsBoundedAndEvictedStatementsStillWork) {
  writer_.reset();
  database_.reset();
  options_.statement_cache_size = 4;
  auto database = OpenDatabase(options_);
  ASSERT_OK(database);
  database_ = *std::move(database);
  writer_ = Connect();
  for (int round = 0; round < 3; ++round) {
    auto transaction = Begin(*writer_);
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(Count(*transaction, absl::StrCat("SELECT ", i, " + CAST($1 AS BIGINT)"), {1}),
                i + 1);
    }
    ASSERT_OK(transaction->Commit());
  }
  EXPECT_GE(writer_->statements_prepared(), 60);
  if (is_postgres()) {
    // Begin closes what was evicted.
    auto transaction = Begin(*writer_);
    EXPECT_LE(Count(*transaction, "SELECT COUNT(*) FROM pg_prepared_statements"), 8);
  }
}

TEST_P(SqlStatementTest, AStatementSurvivesAChangeOfTheSchema) {
  constexpr absl::string_view kSelect = "SELECT v FROM n WHERE id = $1";
  Run("INSERT INTO n (id, v) VALUES (1, 7)");
  {
    auto transaction = Begin(*writer_);
    EXPECT_EQ(Count(*transaction, kSelect, {1}), 7);
  }
  Run("ALTER TABLE n ADD COLUMN extra BIGINT NOT NULL DEFAULT 0");
  auto transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, kSelect, {1}), 7);
}

TEST_P(SqlStatementTest, AScriptRunsInItsTransaction) {
  {
    auto transaction = Begin(*writer_);
    ASSERT_OK(
        transaction->ExecuteScript("CREATE TABLE gone (id BIGINT);"
                                   "INSERT INTO gone (id) VALUES (1);"));
    EXPECT_EQ(Count(*transaction, "SELECT id FROM gone"), 1);
  }
  auto transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM ({{TABLES}}) AS t WHERE t.name = 'gone'"), 0);
  EXPECT_ERROR(transaction->ExecuteScript("INSERT INTO n (id, v) VALUES (5, 5); SELEC"),
               StatusCode::kInternal, "SQL_STATEMENT");
}

DONDOC_ON_EVERY_ENGINE(SqlStatementTest);

}  // namespace
}  // namespace dondoc::sql
