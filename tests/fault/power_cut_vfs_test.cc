// Proves the power-cut disk itself, and with it SQLite's durability as we configure it: what was
// acknowledged survives, and without syncs it visibly does not.
#include "tests/fault/power_cut_vfs.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/sql/database.h"
#include "common/sql/transaction.h"

namespace dondoc::testing {
namespace {

using sql::CommitOutcome;
using sql::ConnectionKind;
using sql::Synchronous;

constexpr int kSeeds = 50;
// Commits of one run that is not cut earlier.
constexpr int kCommits = 120;
// A checkpoint every few commits, so that cuts meet them, too.
constexpr int kCheckpointPages = 12;

class TempDirectory {
 public:
  TempDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-cut-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TempDirectory() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The content of row `id` in the run of `seed`: up to three pages.
std::string Payload(uint64_t seed, int64_t id) {
  std::mt19937_64 random(seed * 1'000'003 + static_cast<uint64_t>(id));
  std::string payload(random() % 12'000, '\0');
  for (char& byte : payload) byte = static_cast<char>(random());
  return payload;
}

struct RunResult {
  // Commits reported as done. -1: not even the schema.
  int64_t acknowledged = -1;
  int64_t syncs = 0;
  bool cut = false;
};

// Commits rows 1, 2, ... each with the counter beside it, until the power is cut.
RunResult RunUntilCut(PowerCutVfs& vfs, const std::string& directory, Synchronous synchronous,
                      uint64_t seed) {
  RunResult result;
  const auto work = [&]() -> absl::Status {
    sql::Options options;
    options.url = absl::StrCat("sqlite:", directory, "/t.db");
    options.sqlite_vfs = vfs.name();
    options.synchronous = synchronous;
    options.wal_autocheckpoint_pages = kCheckpointPages;
    ASSIGN_OR_RETURN(auto database, sql::OpenDatabase(options));
    ASSIGN_OR_RETURN(auto connection, database->Connect(ConnectionKind::kWriter));
    const auto commit = [&](absl::string_view script, int64_t id) -> absl::Status {
      ASSIGN_OR_RETURN(auto transaction, connection->Begin());
      if (!script.empty()) RETURN_IF_ERROR(transaction->ExecuteScript(script));
      if (id > 0) {
        RETURN_IF_ERROR(transaction->Execute("INSERT INTO t (id, data) VALUES ($1, $2)",
                                             {id, sql::Bytes(Payload(seed, id))}));
        RETURN_IF_ERROR(transaction->Execute("UPDATE counter SET n = $1", {id}));
      }
      const auto committed = transaction->Commit();
      if (committed.committed()) result.acknowledged = id;
      return committed.status;
    };
    RETURN_IF_ERROR(
        commit("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, data BLOB NOT NULL);"
               "CREATE TABLE counter (n BIGINT NOT NULL);"
               "INSERT INTO counter (n) VALUES (0);",
               0));
    for (int64_t id = 1; id <= kCommits; ++id) RETURN_IF_ERROR(commit("", id));
    return absl::OkStatus();
  };
  const absl::Status status = work();
  result.cut = vfs.is_cut();
  result.syncs = vfs.syncs();
  // Nothing fails without the cut, and the cut is reported as what it is.
  EXPECT_TRUE(status.ok() || result.cut) << status;
  if (!status.ok()) {
    EXPECT_THAT(ReasonOf(status), ::testing::AnyOf("SQL_IO", "SQL_CORRUPT")) << status;
  }
  return result;
}

struct Found {
  int64_t rows = -1;  // -1: no schema.
  int64_t counter = -1;
  bool intact = false;
  bool payloads_match = true;
};

absl::StatusOr<Found> Inspect(const std::string& directory, uint64_t seed) {
  Found found;
  sql::Options options;
  options.url = absl::StrCat("sqlite:", directory, "/t.db");
  ASSIGN_OR_RETURN(auto database, sql::OpenDatabase(options));
  ASSIGN_OR_RETURN(auto connection, database->Connect(ConnectionKind::kReader));
  ASSIGN_OR_RETURN(auto transaction, connection->Begin());
  ASSIGN_OR_RETURN(const auto check, transaction->QueryText("PRAGMA integrity_check"));
  found.intact = check == "ok";
  ASSIGN_OR_RETURN(const auto tables,
                   transaction->QueryInt("SELECT COUNT(*) FROM ({{TABLES}}) AS t"));
  if (tables.value_or(0) == 0) return found;
  ASSIGN_OR_RETURN(const auto counter, transaction->QueryInt("SELECT n FROM counter"));
  found.counter = counter.value_or(-1);
  found.rows = 0;
  RETURN_IF_ERROR(
      transaction->Query("SELECT id, data FROM t ORDER BY id", {}, [&](const sql::Row& row) {
        ++found.rows;
        // Rows are there without gaps, byte for byte.
        if (row.Int(0) != found.rows || row.Bytes(1) != Payload(seed, row.Int(0))) {
          found.payloads_match = false;
        }
        return absl::OkStatus();
      }));
  return found;
}

// How many operations a whole run takes, so that cuts can be spread over it.
int64_t OperationsOfAWholeRun(Synchronous synchronous) {
  TempDirectory directory;
  PowerCutVfs vfs("measure");
  EXPECT_EQ(RunUntilCut(vfs, directory.path(), synchronous, 0).acknowledged, kCommits);
  return vfs.operations();
}

class PowerCut : public ::testing::TestWithParam<CutMode> {};

TEST_P(PowerCut, AcknowledgedCommitsSurvive) {
  const int64_t operations = OperationsOfAWholeRun(Synchronous::kFull);
  ASSERT_GT(operations, kCommits);
  int cut_with_commits = 0;
  int cut_before_schema = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937_64 random(seed);
    TempDirectory directory, after;
    PowerCutVfs vfs(absl::StrCat("full-", seed));
    // Every tenth seed cuts while the file is being made.
    const int64_t range = seed % 10 == 0 ? 20 : operations;
    vfs.CutAfter(1 + static_cast<int64_t>(random() % range), GetParam(), seed);
    const RunResult run = RunUntilCut(vfs, directory.path(), Synchronous::kFull, seed);
    vfs.Cut(GetParam(), seed);
    if (run.cut && run.acknowledged > 0) ++cut_with_commits;
    if (run.cut && run.acknowledged < 0) ++cut_before_schema;
    ASSERT_TRUE(vfs.Restore(after.path()).ok());
    const auto found = Inspect(after.path(), seed);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_TRUE(found->intact);
    EXPECT_TRUE(found->payloads_match);
    EXPECT_GE(found->rows, run.acknowledged);
    // What was under way may be there as well, but only whole.
    EXPECT_LE(found->rows, run.acknowledged + 1);
    EXPECT_EQ(found->counter, found->rows);
  }
  EXPECT_GT(cut_with_commits, kSeeds / 2);
  EXPECT_GT(cut_before_schema, 0);
}

INSTANTIATE_TEST_SUITE_P(Modes, PowerCut, ::testing::Values(CutMode::kDropUnsynced, CutMode::kTorn),
                         [](const auto& mode) {
                           return mode.param == CutMode::kTorn ? "Torn" : "DropUnsynced";
                         });

// The canary: a disk that would forgive missing syncs would prove nothing above.
TEST(PowerCutCanary, WithoutSyncsAcknowledgedCommitsAreLost) {
  const int64_t operations = OperationsOfAWholeRun(Synchronous::kOffForTestsOnly);
  int caught = 0;
  int with_commits = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    std::mt19937_64 random(seed);
    TempDirectory directory, after;
    PowerCutVfs vfs(absl::StrCat("off-", seed));
    vfs.CutAfter(1 + static_cast<int64_t>(random() % operations), CutMode::kDropUnsynced, seed);
    const RunResult run = RunUntilCut(vfs, directory.path(), Synchronous::kOffForTestsOnly, seed);
    vfs.Cut(CutMode::kDropUnsynced, seed);
    EXPECT_EQ(run.syncs, 0);
    if (run.acknowledged <= 0) continue;
    ++with_commits;
    ASSERT_TRUE(vfs.Restore(after.path()).ok());
    const auto found = Inspect(after.path(), seed);
    if (!found.ok() || !found->intact || found->rows < run.acknowledged) ++caught;
  }
  EXPECT_GT(with_commits, kSeeds / 2);
  EXPECT_GT(caught, 0);
  EXPECT_EQ(caught, with_commits);
}

// ---------------------------------------------------------------------------------------------
// The disk by itself.

class DiskTest : public ::testing::Test {
 protected:
  // Runs `statements` with SQLite's own API on a rollback-journal database.
  void Exec(const std::string& statements) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                              vfs_.name().c_str()),
              SQLITE_OK);
    sqlite3_exec(db, statements.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(db);
  }
  std::string Survivor(const std::string& name) const {
    std::ifstream in(absl::StrCat(after_.path(), "/", name), std::ios::binary);
    return in ? std::string(std::istreambuf_iterator<char>(in), {}) : "absent";
  }

  TempDirectory directory_, after_;
  std::string path_ = directory_.path() + "/d.db";
  PowerCutVfs vfs_{"disk"};
};

TEST_F(DiskTest, SyncedContentAndEntriesSurvive) {
  Exec("PRAGMA synchronous=FULL; CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  EXPECT_GT(vfs_.syncs(), 0);
  EXPECT_FALSE(vfs_.Restore(after_.path()).ok());  // The power is still on.
  vfs_.Cut(CutMode::kDropUnsynced, 1);
  ASSERT_TRUE(vfs_.Restore(after_.path()).ok());
  std::ifstream in(path_, std::ios::binary);
  EXPECT_EQ(Survivor("d.db"), std::string(std::istreambuf_iterator<char>(in), {}));
}

TEST_F(DiskTest, WhatWasNeverSyncedIsGoneWithItsEntry) {
  Exec("PRAGMA synchronous=OFF; CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  EXPECT_GT(std::filesystem::file_size(path_), 0u);
  vfs_.Cut(CutMode::kDropUnsynced, 1);
  ASSERT_TRUE(vfs_.Restore(after_.path()).ok());
  EXPECT_EQ(Survivor("d.db"), "absent");
}

TEST_F(DiskTest, AnUnsyncedChangeOfAnOldFileLeavesTheOldFile) {
  {
    PowerCutVfs first("first");
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                              first.name().c_str()),
              SQLITE_OK);
    sqlite3_exec(db, "CREATE TABLE t (x);", nullptr, nullptr, nullptr);
    sqlite3_close(db);
  }
  std::ifstream in(path_, std::ios::binary);
  const std::string before(std::istreambuf_iterator<char>(in), {});
  Exec("PRAGMA synchronous=OFF; INSERT INTO t VALUES (zeroblob(100000));");
  vfs_.Cut(CutMode::kDropUnsynced, 1);
  ASSERT_TRUE(vfs_.Restore(after_.path()).ok());
  EXPECT_EQ(Survivor("d.db"), before);
}

TEST_F(DiskTest, NothingWorksAfterTheCut) {
  Exec("CREATE TABLE t (x);");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READWRITE, vfs_.name().c_str()),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr), SQLITE_OK);
  const int64_t operations = vfs_.operations();
  vfs_.CutAfter(1, CutMode::kDropUnsynced, 1);
  EXPECT_FALSE(vfs_.is_cut());
  EXPECT_EQ(sqlite3_exec(db, "INSERT INTO t VALUES (2)", nullptr, nullptr, nullptr) & 0xFF,
            SQLITE_IOERR);
  EXPECT_TRUE(vfs_.is_cut());
  EXPECT_EQ(vfs_.operations(), operations + 1);
  EXPECT_EQ(sqlite3_exec(db, "SELECT * FROM t", nullptr, nullptr, nullptr) & 0xFF, SQLITE_IOERR);
  sqlite3_close(db);
}

TEST_F(DiskTest, ATornDiskDependsOnTheSeedOnly) {
  std::vector<std::string> results;
  for (const uint64_t seed : {7, 7, 8, 9, 10}) {
    TempDirectory from, to;
    PowerCutVfs vfs("torn");
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open_v2((from.path() + "/d.db").c_str(), &db,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs.name().c_str()),
              SQLITE_OK);
    sqlite3_exec(db,
                 "CREATE TABLE t (x); PRAGMA synchronous=OFF;"
                 "INSERT INTO t VALUES (replace(hex(zeroblob(20000)), '0', 'x'));",
                 nullptr, nullptr, nullptr);
    sqlite3_close(db);
    vfs.Cut(CutMode::kTorn, seed);
    ASSERT_TRUE(vfs.Restore(to.path()).ok());
    std::ifstream in(to.path() + "/d.db", std::ios::binary);
    results.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  EXPECT_EQ(results[0], results[1]);
  EXPECT_FALSE(results[1] == results[2] && results[2] == results[3] && results[3] == results[4]);
}

}  // namespace
}  // namespace dondoc::testing
