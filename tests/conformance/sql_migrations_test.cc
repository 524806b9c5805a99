// The schema's versions: applied once, in order, checked against the program's.
#include <string>
#include <thread>
#include <vector>

#include "common/sql/migrations.h"
#include "dondoc_schema/test_schema.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;
using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'660'000'000);

class SqlMigrationsTest : public EngineTest {
 protected:
  Schema schema_{"test", schema::test_schema()};
};

TEST_P(SqlMigrationsTest, EmbeddedFilesAreTheirText) {
  ASSERT_EQ(schema_.migrations.size(), 2u);
  EXPECT_EQ(schema_.migrations[0].version, 1);
  EXPECT_EQ(schema_.migrations[0].name, "first");
  EXPECT_EQ(schema_.migrations[1].name, "second");
  EXPECT_EQ(schema_.migrations[1].sql,
            "ALTER TABLE first ADD COLUMN n BIGINT NOT NULL DEFAULT 7;\n");
}

TEST_P(SqlMigrationsTest, AppliesEachOnce) {
  ASSERT_OK(Migrate(*writer_, schema_, kNow));
  ASSERT_OK(Migrate(*writer_, schema_, kNow + absl::Hours(1)));
  ASSERT_OK(CheckSchema(*Connect(ConnectionKind::kReader), schema_));
  auto transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, "SELECT n FROM first"), 7);
  EXPECT_THAT(Texts(*transaction, "SELECT id FROM first"),
              ElementsAre("Đôn đốc; \"xong\" \\ [1] $x"));
  EXPECT_THAT(
      Texts(*transaction, "SELECT name FROM schema_version WHERE version > 0 ORDER BY version"),
      ElementsAre("first", "second"));
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM schema_version WHERE applied = $1",
                  {absl::ToUnixMicros(kNow)}),
            2);
}

TEST_P(SqlMigrationsTest, ComponentsCountForThemselves) {
  ASSERT_OK(Migrate(*writer_, schema_, kNow));
  const Migration other[] = {{1, "other", "CREATE TABLE other (id BIGINT NOT NULL)"}};
  ASSERT_OK(Migrate(*writer_, {"other", other}, kNow));
  ASSERT_OK(CheckSchema(*writer_, {"other", other}));
  ASSERT_OK(CheckSchema(*writer_, schema_));
}

TEST_P(SqlMigrationsTest, AnOlderDatabaseIsRefusedUntilMigrated) {
  EXPECT_ERROR(CheckSchema(*writer_, schema_), StatusCode::kFailedPrecondition, "SCHEMA_TOO_OLD");
  ASSERT_OK(Migrate(*writer_, {"test", schema_.migrations.subspan(0, 1)}, kNow));
  EXPECT_ERROR(CheckSchema(*writer_, schema_), StatusCode::kFailedPrecondition, "SCHEMA_TOO_OLD");
  if (is_postgres()) {
    EXPECT_ERROR(PrepareSchema(*writer_, schema_, kNow), StatusCode::kFailedPrecondition,
                 "SCHEMA_TOO_OLD");
    ASSERT_OK(Migrate(*writer_, schema_, kNow));
  }
  ASSERT_OK(PrepareSchema(*writer_, schema_, kNow));
  ASSERT_OK(CheckSchema(*writer_, schema_));
}

TEST_P(SqlMigrationsTest, ANewerDatabaseIsRefused) {
  ASSERT_OK(Migrate(*writer_, schema_, kNow));
  const Schema older{"test", schema_.migrations.subspan(0, 1)};
  EXPECT_ERROR(Migrate(*writer_, older, kNow), StatusCode::kFailedPrecondition, "SCHEMA_TOO_NEW");
  EXPECT_ERROR(CheckSchema(*writer_, older), StatusCode::kFailedPrecondition, "SCHEMA_TOO_NEW");
}

TEST_P(SqlMigrationsTest, AChangedMigrationIsRefused) {
  ASSERT_OK(Migrate(*writer_, schema_, kNow));
  std::vector<Migration> changed(schema_.migrations.begin(), schema_.migrations.end());
  changed[0].sql = "CREATE TABLE first (id BIGINT)";
  EXPECT_ERROR(Migrate(*writer_, {"test", changed}, kNow), StatusCode::kFailedPrecondition,
               "SCHEMA_CHANGED");
  changed[0] = schema_.migrations[0];
  changed[1].name = "renamed";
  EXPECT_ERROR(CheckSchema(*writer_, {"test", changed}), StatusCode::kFailedPrecondition,
               "SCHEMA_CHANGED");
}

TEST_P(SqlMigrationsTest, GapsAreRefused) {
  const Migration gap[] = {schema_.migrations[0], {3, "third", "SELECT 1"}};
  EXPECT_ERROR(Migrate(*writer_, {"test", gap}, kNow), StatusCode::kInternal, "SCHEMA_GAP");
  ASSERT_OK(Migrate(*writer_, schema_, kNow));
  Run("DELETE FROM schema_version WHERE version = 1");
  EXPECT_ERROR(Migrate(*writer_, schema_, kNow), StatusCode::kFailedPrecondition, "SCHEMA_GAP");
}

TEST_P(SqlMigrationsTest, AFailingMigrationLeavesTheVersionBefore) {
  std::vector<Migration> failing(schema_.migrations.begin(), schema_.migrations.end());
  failing.push_back({3, "third", "CREATE TABLE third (id BIGINT); INSERT INTO nowhere VALUES (1)"});
  EXPECT_ERROR(Migrate(*writer_, {"test", failing}, kNow), StatusCode::kInternal, "SQL_STATEMENT");
  ASSERT_OK(CheckSchema(*writer_, schema_));
  auto transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM ({{TABLES}}) AS t WHERE t.name = 'third'"),
            0);
}

TEST_P(SqlMigrationsTest, SeveralAtOnceApplyOnce) {
  std::vector<std::thread> threads;
  std::vector<absl::Status> results(4);
  for (absl::Status& result : results) {
    threads.emplace_back([&] { result = Migrate(*Connect(), schema_, kNow); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) EXPECT_TRUE(result.ok()) << result;
  ASSERT_OK(CheckSchema(*writer_, schema_));
}

DONDOC_ON_EVERY_ENGINE(SqlMigrationsTest);

}  // namespace
}  // namespace dondoc::sql
