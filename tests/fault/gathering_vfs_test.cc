// What SqliteSession writes reaches the disk gathered, and never where it no longer belongs.
#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/sql/database.h"
#include "common/sql/transaction.h"
#include "tests/fault/power_cut_vfs.h"

namespace dondoc::testing {
namespace {

using sql::ConnectionKind;

class GatheringTest : public ::testing::Test {
 protected:
  GatheringTest() {
    if (mkdtemp(directory_.data()) == nullptr) std::abort();
    options_.url = absl::StrCat("sqlite:", directory_, "/t.db");
    options_.sqlite_vfs = disk_.name();
    // Little enough that a transaction of some pages spills.
    options_.writer_cache_kib = 64;
  }
  ~GatheringTest() override { std::filesystem::remove_all(directory_); }

  void SetUp() override {
    database_ = Must(sql::OpenDatabase(options_));
    auto writer = Connect(ConnectionKind::kWriter);
    auto tx = Must(writer->Begin());
    ASSERT_TRUE(
        tx->ExecuteScript("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, data BLOB)").ok());
    ASSERT_TRUE(tx->Commit().committed());
  }

  template <typename T>
  static T Must(absl::StatusOr<T> result) {
    if (!result.ok()) std::abort();
    return *std::move(result);
  }
  std::unique_ptr<sql::Connection> Connect(ConnectionKind kind) {
    return Must(database_->Connect(kind));
  }
  // Inserts rows of about a page each.
  static void Insert(sql::Transaction& tx, int64_t first, int64_t count) {
    const std::string page(3000, 'x');
    for (int64_t id = first; id < first + count; ++id) {
      ASSERT_TRUE(
          tx.Execute("INSERT INTO t (id, data) VALUES ($1, $2)", {id, sql::Bytes(page)}).ok());
    }
  }
  // The rows a reader finds; -1 where the file is not whole.
  int64_t Rows() {
    auto reader = Connect(ConnectionKind::kReader);
    auto tx = Must(reader->Begin());
    if (*Must(tx->QueryText("PRAGMA integrity_check")) != "ok") return -1;
    return *Must(tx->QueryInt("SELECT COUNT(*) FROM t WHERE length(data) = 3000"));
  }

  std::string directory_ = (std::filesystem::temp_directory_path() / "gather-XXXXXX").string();
  PowerCutVfs disk_{"gathered"};
  sql::Options options_;
  std::unique_ptr<sql::Database> database_;
};

TEST_F(GatheringTest, ACommitIsOneWriteAndOneSync) {
  auto writer = Connect(ConnectionKind::kWriter);
  for (int64_t id = 0; id < 10; ++id) {
    auto tx = Must(writer->Begin());
    Insert(*tx, id, 1);
    const int64_t operations = disk_.operations(), syncs = disk_.syncs();
    ASSERT_TRUE(tx->Commit().committed());
    // The first one also begins the log, whose header has a sync of its own.
    EXPECT_EQ(disk_.operations() - operations, id == 0 ? 4 : 2);
    EXPECT_EQ(disk_.syncs() - syncs, id == 0 ? 2 : 1);
    EXPECT_EQ(Rows(), id + 1);
  }
}

TEST_F(GatheringTest, LargeTransactionsAreReadBackAndCommittedWhole) {
  auto writer = Connect(ConnectionKind::kWriter);
  {
    auto tx = Must(writer->Begin());
    Insert(*tx, 1, 500);
    // Pages that were spilled, among them such as are in no file yet.
    EXPECT_EQ(*Must(tx->QueryInt("SELECT COUNT(*) FROM t WHERE length(data) = 3000")), 500);
    ASSERT_TRUE(tx->Execute("UPDATE t SET data = data || '' WHERE id % 3 = 0", {}).ok());
    EXPECT_EQ(Rows(), 0);
    ASSERT_TRUE(tx->Commit().committed());
  }
  EXPECT_EQ(Rows(), 500);
}

TEST_F(GatheringTest, WhatWasSpilledAndRolledBackIsNotWrittenOverAnothersCommit) {
  auto first = Connect(ConnectionKind::kWriter), second = Connect(ConnectionKind::kWriter);
  int64_t rows = 0;
  for (const int64_t spilled : {12, 20, 30, 60, 200}) {
    {
      auto tx = Must(first->Begin());
      Insert(*tx, 1000, spilled);
      ASSERT_TRUE(tx->Rollback().ok());
    }
    {
      auto tx = Must(second->Begin());
      Insert(*tx, ++rows, 1);
      ASSERT_TRUE(tx->Commit().committed());
    }
    {
      auto tx = Must(first->Begin());
      Insert(*tx, ++rows, 1);
      ASSERT_TRUE(tx->Commit().committed());
    }
    ASSERT_EQ(Rows(), rows) << spilled;
  }
  // What the disk holds, not what the shared index remembers.
  first.reset();
  second.reset();
  database_.reset();
  database_ = Must(sql::OpenDatabase(options_));
  EXPECT_EQ(Rows(), rows);
}

}  // namespace
}  // namespace dondoc::testing
