// The embedded file: who owns it, who may read it, how it is copied.
#include <fstream>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;

class SqlSqliteTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO t (id) VALUES (1), (2);");
  }
  static int ModeOf(const std::string& path) {
    struct stat info {};
    return stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777) : -1;
  }
  std::string path(absl::string_view suffix = "") const {
    return absl::StrCat(directory_, "/test.db", suffix);
  }
};

TEST_P(SqlSqliteTest, OnlyItsOwnerMayReadTheFiles) {
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    EXPECT_EQ(ModeOf(path(suffix)), 0600) << suffix;
  }
}

TEST_P(SqlSqliteTest, AFileOthersMayReadIsTightened) {
  writer_.reset();
  database_.reset();
  ASSERT_EQ(chmod(path().c_str(), 0644), 0);
  ASSERT_OK(OpenDatabase(options_));
  EXPECT_EQ(ModeOf(path()), 0600);
}

TEST_P(SqlSqliteTest, OneProcessOwnsTheFile) {
  EXPECT_ERROR(OpenDatabase(options_), StatusCode::kFailedPrecondition, "DATABASE_IN_USE");
  // By another name and from another process, too.
  const pid_t child = fork();
  if (child == 0) {
    Options options;
    options.url = absl::StrCat("sqlite:", directory_, "/./test.db");
    _exit(ReasonOf(OpenDatabase(options).status()) == "DATABASE_IN_USE" ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_P(SqlSqliteTest, TheFileIsOwnedUntilTheLastConnectionIsGone) {
  database_.reset();
  EXPECT_ERROR(OpenDatabase(options_), StatusCode::kFailedPrecondition, "DATABASE_IN_USE");
  writer_.reset();
  EXPECT_TRUE(OpenDatabase(options_).ok());
}

TEST_P(SqlSqliteTest, RefusesWhatIsNoDatabase) {
  Options options;
  options.url = absl::StrCat("sqlite:", directory_, "/none/x.db");
  EXPECT_ERROR(OpenDatabase(options), StatusCode::kFailedPrecondition, "DATABASE_DIRECTORY");
  for (const char* url : {"sqlite:", "sqlite:/tmp/", "mysql://x", "", "/tmp/x.db"}) {
    options.url = url;
    EXPECT_ERROR(OpenDatabase(options), StatusCode::kInvalidArgument, "DATABASE_URL");
  }
  std::ofstream(directory_ + "/garbage.db") << std::string(8192, 'x');
  options.url = absl::StrCat("sqlite:", directory_, "/garbage.db");
  EXPECT_ERROR(OpenDatabase(options), StatusCode::kDataLoss, "SQL_CORRUPT");
}

TEST_P(SqlSqliteTest, EveryConnectionIsConfigured) {
  for (const auto kind : {ConnectionKind::kReader, ConnectionKind::kWriter}) {
    auto connection = Connect(kind);
    auto transaction = Begin(*connection);
    EXPECT_EQ(Texts(*transaction, "PRAGMA journal_mode"), std::vector<std::string>{"wal"});
    EXPECT_EQ(Count(*transaction, "PRAGMA synchronous"), 2);
    EXPECT_EQ(Count(*transaction, "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(Count(*transaction, "PRAGMA trusted_schema"), 0);
    EXPECT_EQ(Count(*transaction, "PRAGMA query_only"), kind == ConnectionKind::kReader ? 1 : 0);
  }
}

TEST_P(SqlSqliteTest, AFullDiskIsReportedAndReadingGoesOn) {
  {
    auto transaction = Begin(*writer_);
    ASSERT_OK(transaction->QueryInt("PRAGMA max_page_count = 40"));
    ASSERT_OK(transaction->Commit());
  }
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->ExecuteScript("CREATE TABLE big (b BLOB)"));
  EXPECT_ERROR(
      transaction->Execute("INSERT INTO big (b) VALUES ($1)", {Bytes(std::string(1'000'000, 'x'))}),
      StatusCode::kResourceExhausted, "SQL_DISK_FULL");
  const CommitResult result = transaction->Commit();
  EXPECT_EQ(result.outcome, CommitOutcome::kAborted);
  EXPECT_FALSE(IsRetryable(result.status));
  transaction.reset();
  transaction = Begin(*writer_);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM t"), 2);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM ({{TABLES}}) AS s WHERE s.name = 'big'"), 0);
}

TEST_P(SqlSqliteTest, ABackupIsACompleteDatabase) {
  // While a writer is in the middle of something and a reader holds an old snapshot.
  auto reader_connection = Connect(ConnectionKind::kReader);
  auto reader = Begin(*reader_connection);
  EXPECT_EQ(Count(*reader, "SELECT COUNT(*) FROM t"), 2);
  Run("INSERT INTO t (id) VALUES (3)");
  auto open = Begin(*writer_);
  ASSERT_OK(open->Execute("INSERT INTO t (id) VALUES (4)"));
  const std::string copy = directory_ + "/copy's.db";
  ASSERT_OK(database_->BackupTo(copy));
  EXPECT_EQ(ModeOf(copy), 0600);
  EXPECT_EQ(ModeOf(copy + ".partial"), -1);
  EXPECT_ERROR(database_->BackupTo(copy), StatusCode::kAlreadyExists, "BACKUP_EXISTS");
  EXPECT_ERROR(database_->BackupTo(directory_ + "/none/copy.db"), StatusCode::kFailedPrecondition,
               "DATABASE_DIRECTORY");
  Options options;
  options.url = "sqlite:" + copy;
  auto restored = OpenDatabase(options);
  ASSERT_OK(restored);
  auto connection = (*restored)->Connect(ConnectionKind::kWriter);
  ASSERT_OK(connection);
  auto transaction = Begin(**connection);
  EXPECT_EQ(Count(*transaction, "SELECT COUNT(*) FROM t"), 3);
  EXPECT_EQ(Texts(*transaction, "PRAGMA integrity_check"), std::vector<std::string>{"ok"});
}

INSTANTIATE_TEST_SUITE_P(Engines, SqlSqliteTest, ::testing::Values(Engine::kSqlite), EngineName);

}  // namespace
}  // namespace dondoc::sql
