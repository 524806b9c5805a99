// What only a server can do to us: deadlocks, lost connections, several replicas.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"

#include "common/sql/pool.h"
#include "tests/conformance/engine_fixture.h"
#include "tests/conformance/postgres_server.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;
using dondoc::testing::PostgresServer;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class SqlPostgresTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE agency (id {{TEXT_C}} NOT NULL PRIMARY KEY, revision BIGINT NOT NULL);"
        "INSERT INTO agency (id, revision) VALUES ('a', 0), ('b', 0);");
  }
  static absl::Status Lock(Transaction& transaction, absl::string_view id) {
    return transaction.QueryInt("SELECT revision FROM agency WHERE id = $1 {{FOR_UPDATE}}", {id})
        .status();
  }
  void DisconnectAll() {
    auto server = PostgresServer::StartOrReuse();
    ASSERT_OK(server);
    ASSERT_OK((*server)->DisconnectAll(url()));
  }
};

TEST_P(SqlPostgresTest, ADeadlockAbortsOneAndItMayTryAgain) {
  auto other_connection = Connect();
  auto mine = Begin(*writer_);
  auto other = Begin(*other_connection);
  ASSERT_OK(Lock(*mine, "a"));
  ASSERT_OK(Lock(*other, "b"));
  absl::Status theirs;
  std::thread thread([&] { theirs = Lock(*other, "a"); });
  const absl::Status ours = Lock(*mine, "b");
  if (!ours.ok()) mine.reset();  // Lets the other go on.
  thread.join();
  ASSERT_NE(ours.ok(), theirs.ok());
  const absl::Status& lost = ours.ok() ? theirs : ours;
  EXPECT_ERROR(lost, StatusCode::kAborted, "SQL_SERIALIZATION");
  EXPECT_TRUE(IsRetryable(lost));
}

TEST_P(SqlPostgresTest, ALostConnectionBeforeCommitIsAborted) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(Lock(*transaction, "a"));
  DisconnectAll();
  const auto result = transaction->Execute("UPDATE agency SET revision = 1 WHERE id = 'a'");
  EXPECT_ERROR(result, StatusCode::kUnavailable, "SQL_CONNECTION_LOST");
  EXPECT_TRUE(transaction->engine_ended());
  EXPECT_FALSE(writer_->alive());
  const CommitResult commit = transaction->Commit();
  EXPECT_EQ(commit.outcome, CommitOutcome::kAborted);
  EXPECT_TRUE(IsRetryable(commit.status));
  transaction.reset();
  EXPECT_ERROR(writer_->Begin(), StatusCode::kUnavailable, "SQL_CONNECTION_LOST");
  writer_ = Connect();
  EXPECT_EQ(Count(*Begin(*writer_), "SELECT revision FROM agency WHERE id = 'a'"), 0);
}

TEST_P(SqlPostgresTest, AConnectionLostDuringCommitIsUnknown) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("UPDATE agency SET revision = 1 WHERE id = 'a'"));
  DisconnectAll();
  const CommitResult commit = transaction->Commit();
  EXPECT_EQ(commit.outcome, CommitOutcome::kUnknown);
  EXPECT_EQ(ReasonOf(commit.status), "SQL_CONNECTION_LOST");
}

TEST_P(SqlPostgresTest, AServersStatementTimeoutIsADeadline) {
  writer_.reset();
  database_.reset();
  options_.statement_timeout = absl::Milliseconds(100);
  auto database = OpenDatabase(options_);
  ASSERT_OK(database);
  database_ = *std::move(database);
  writer_ = Connect();
  auto transaction = Begin(*writer_);
  EXPECT_ERROR(
      transaction->Query("SELECT pg_sleep(30)", {}, [](const Row&) { return absl::OkStatus(); }),
      StatusCode::kDeadlineExceeded, "SQL_DEADLINE");
}

TEST_P(SqlPostgresTest, ThePoolReplacesLostConnections) {
  ReaderPool pool(*database_, 1);
  const auto read = [&]() -> absl::Status {
    auto lease = pool.Take(steady_clock::now() + std::chrono::seconds(30));
    if (!lease.ok()) return lease.status();
    auto transaction = Begin(**lease);
    return transaction->QueryInt("SELECT COUNT(*) FROM agency").status();
  };
  ASSERT_OK(read());
  DisconnectAll();
  EXPECT_ERROR(read(), StatusCode::kUnavailable, "SQL_CONNECTION_LOST");
  ASSERT_OK(read());
}

TEST_P(SqlPostgresTest, LargeDeferredBatchesDoNotBlockOnFullBuffers) {
  Run("CREATE TABLE big (id BIGINT NOT NULL PRIMARY KEY, b {{BLOB}} NOT NULL)");
  const std::string megabyte(size_t{1} << 20, '\xA5');
  auto transaction = Begin(*writer_);
  for (int i = 0; i < 40; ++i) {
    transaction->ExecuteDeferred("INSERT INTO big (id, b) VALUES ($1, $2)", {i, Bytes(megabyte)});
  }
  ASSERT_OK(transaction->Commit());
  transaction.reset();
  transaction = Begin(*writer_);
  size_t total = 0;
  ASSERT_OK(transaction->Query("SELECT b FROM big", {}, [&](const Row& row) {
    total += row.Bytes(0).size();
    return absl::OkStatus();
  }));
  EXPECT_EQ(total, size_t{40} << 20);
}

TEST_P(SqlPostgresTest, RefusesAnUnreachableServerAndAnUnsuitableDatabase) {
  Options options;
  options.url = "postgresql://nobody@/nothing?host=/nonexistent";
  EXPECT_ERROR(OpenDatabase(options), StatusCode::kUnavailable, "SQL_CONNECTION_LOST");
  auto server = PostgresServer::StartOrReuse();
  ASSERT_OK(server);
  ASSERT_OK(
      (*server)->Admin("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'"
                       " LOCALE 'C'"));
  options.url =
      absl::StrCat(url().substr(0, url().find("@/") + 2), "latin", url().substr(url().find('?')));
  EXPECT_ERROR(OpenDatabase(options), StatusCode::kFailedPrecondition, "DATABASE_UNSUITABLE");
}

// What two sessions meet that create one table at once, which IF NOT EXISTS does not keep apart.
TEST_P(SqlPostgresTest, WhatIsThereAlreadyIsToldAsSuch) {
  for (const absl::string_view twice :
       {"CREATE TABLE agency (id BIGINT)", "CREATE TYPE agency AS (id BIGINT)"}) {
    auto transaction = Begin(*writer_);
    EXPECT_ERROR(transaction->Execute(twice), StatusCode::kAlreadyExists, "SQL_UNIQUE");
  }
}

TEST_P(SqlPostgresTest, WorksOverTcpWithAPassword) {
  auto server = PostgresServer::StartOrReuse();
  ASSERT_OK(server);
  Options options;
  options.url = (*server)->OverTcp(url());
  auto database = OpenDatabase(options);
  ASSERT_OK(database);
  auto connection = (*database)->Connect(ConnectionKind::kReader);
  ASSERT_OK(connection);
  EXPECT_EQ(Count(*Begin(**connection), "SELECT COUNT(*) FROM agency"), 2);
  EXPECT_EQ(RedactedUrl(options.url).find("***") != std::string::npos, true);
  EXPECT_ERROR((*database)->BackupTo("/tmp/x"), StatusCode::kUnimplemented,
               "SQL_BACKUP_UNSUPPORTED");
}

INSTANTIATE_TEST_SUITE_P(Engines, SqlPostgresTest, ::testing::Values(Engine::kPostgres),
                         EngineName);

}  // namespace
}  // namespace dondoc::sql
