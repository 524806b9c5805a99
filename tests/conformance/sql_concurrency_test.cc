// Several connections at once: snapshots, locks, interrupts, deadlines, the pool.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "common/sql/pool.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::sql {
namespace {

using ::absl::StatusCode;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Runs for minutes on any engine unless somebody stops it.
constexpr absl::string_view kLong =
    "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000000000)"
    " SELECT COUNT(*) FROM c";

class SqlConcurrencyTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    Run("CREATE TABLE agency (id {{TEXT_C}} NOT NULL PRIMARY KEY, revision BIGINT NOT NULL);"
        "INSERT INTO agency (id, revision) VALUES ('a', 0), ('b', 0);");
  }
  static int64_t Revision(Transaction& transaction) {
    return Count(transaction, "SELECT revision FROM agency WHERE id = 'a'");
  }
  void Bump() {
    auto transaction = Begin(*writer_);
    ASSERT_OK(transaction->Execute("UPDATE agency SET revision = revision + 1 WHERE id = 'a'"));
    ASSERT_OK(transaction->Commit());
  }
};

TEST_P(SqlConcurrencyTest, AReaderSeesOneSnapshotAndNeverWaits) {
  auto connection = Connect(ConnectionKind::kReader);
  auto reader = Begin(*connection);
  EXPECT_EQ(Revision(*reader), 0);
  Bump();
  EXPECT_EQ(Revision(*reader), 0);
  {
    // Nor does it wait for, or see, what is not committed.
    auto open = Begin(*writer_);
    ASSERT_OK(open->Execute("UPDATE agency SET revision = 50 WHERE id = 'a'"));
    EXPECT_EQ(Revision(*reader), 0);
    auto other_connection = Connect(ConnectionKind::kReader);
    EXPECT_EQ(Revision(*Begin(*other_connection)), 1);
  }
  ASSERT_OK(reader->Commit());
  reader = Begin(*connection);
  EXPECT_EQ(Revision(*reader), 1);
}

TEST_P(SqlConcurrencyTest, ARolledBackReaderStartsAfresh) {
  auto connection = Connect(ConnectionKind::kReader);
  for (int expected = 0; expected < 5; ++expected) {
    {
      auto reader = Begin(*connection);
      EXPECT_EQ(Revision(*reader), expected);
    }
    Bump();
  }
}

TEST_P(SqlConcurrencyTest, AReaderCannotWrite) {
  auto connection = Connect(ConnectionKind::kReader);
  auto reader = Begin(*connection);
  EXPECT_ERROR(reader->Execute("UPDATE agency SET revision = 1 WHERE id = 'a'"),
               StatusCode::kFailedPrecondition, "SQL_READ_ONLY");
}

TEST_P(SqlConcurrencyTest, WritersTakeTurnsOnTheLockedRow) {
  constexpr int kTurns = 50;
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      auto connection = Connect();
      for (int i = 0; i < kTurns; ++i) {
        auto transaction = Begin(*connection);
        const auto revision = transaction->QueryInt(
            "SELECT revision FROM agency WHERE id = $1 {{FOR_UPDATE}}", {"a"});
        // Reading first and writing what was read plus one loses updates without the lock.
        const auto written = transaction->Execute("UPDATE agency SET revision = $2 WHERE id = $1",
                                                  {"a", revision->value_or(-100) + 1});
        if (!written.ok() || *written != 1 || !transaction->Commit().committed()) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(Revision(*Begin(*writer_)), 2 * kTurns);
}

TEST_P(SqlConcurrencyTest, AWaitForALockEndsAtTheDeadline) {
  auto other = Connect();
  auto holder = Begin(*writer_);
  ASSERT_OK(holder->Execute("UPDATE agency SET revision = 5 WHERE id = 'a'"));
  other->SetDeadline(steady_clock::now() + milliseconds(100));
  auto waiting = other->Begin();
  if (is_postgres()) {
    ASSERT_OK(waiting);
    EXPECT_ERROR((*waiting)->QueryInt("SELECT revision FROM agency WHERE id = 'a' {{FOR_UPDATE}}"),
                 StatusCode::kDeadlineExceeded, "SQL_DEADLINE");
    waiting->reset();
  } else {
    // The file has one lock, taken at the beginning.
    EXPECT_ERROR(waiting, StatusCode::kUnavailable, "SQL_BUSY");
  }
  ASSERT_OK(holder->Commit());
  holder.reset();
  other->ClearDeadline();
  EXPECT_TRUE(other->alive());
  EXPECT_EQ(Revision(*Begin(*other)), 5);
}

TEST_P(SqlConcurrencyTest, AnInterruptEndsTheStatement) {
  auto transaction = Begin(*writer_);
  ASSERT_OK(transaction->Execute("UPDATE agency SET revision = 7 WHERE id = 'a'"));
  absl::Status status;
  {
    Savepoint savepoint(*transaction);
    std::atomic<bool> done = false;
    std::thread interrupter([&] {
      // An interrupt that comes before the statement has no effect.
      while (!done) {
        std::this_thread::sleep_for(milliseconds(20));
        writer_->Interrupt();
      }
    });
    status = transaction->QueryInt(kLong).status();
    done = true;
    interrupter.join();
    EXPECT_ERROR(status, StatusCode::kCancelled, "SQL_INTERRUPTED");
    EXPECT_EQ(transaction->status(), status);
    if (transaction->engine_ended()) {
      EXPECT_EQ(savepoint.Rollback(), status);
      EXPECT_EQ(transaction->Execute("DELETE FROM agency").status(), status);
    } else {
      ASSERT_OK(savepoint.Rollback());
      EXPECT_EQ(Revision(*transaction), 7);
    }
  }
  transaction.reset();
  EXPECT_TRUE(writer_->alive());
  EXPECT_EQ(Revision(*Begin(*writer_)), 0);
}

TEST_P(SqlConcurrencyTest, AnInterruptedChangeIsUndone) {
  auto transaction = Begin(*writer_);
  std::atomic<bool> done = false;
  std::thread interrupter([&] {
    while (!done) {
      std::this_thread::sleep_for(milliseconds(20));
      writer_->Interrupt();
    }
  });
  const auto result = transaction->Execute(
      "INSERT INTO agency (id, revision) WITH RECURSIVE c (x) AS"
      " (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000000000)"
      " SELECT 'n' || CAST(x AS TEXT), x FROM c");
  done = true;
  interrupter.join();
  EXPECT_ERROR(result, StatusCode::kCancelled, "SQL_INTERRUPTED");
  EXPECT_EQ(transaction->engine_ended(), !is_postgres());
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kAborted);
  transaction.reset();
  EXPECT_EQ(Count(*Begin(*writer_), "SELECT COUNT(*) FROM agency"), 2);
}

TEST_P(SqlConcurrencyTest, ADeadlineEndsTheStatement) {
  auto connection = Connect(ConnectionKind::kReader);
  connection->SetDeadline(steady_clock::now() + milliseconds(100));
  auto transaction = Begin(*connection);
  EXPECT_ERROR(transaction->QueryInt(kLong), StatusCode::kDeadlineExceeded, "SQL_DEADLINE");
  transaction.reset();
  EXPECT_ERROR(connection->Begin(), StatusCode::kDeadlineExceeded, "SQL_DEADLINE");
  connection->ClearDeadline();
  EXPECT_TRUE(connection->alive());
  EXPECT_EQ(Revision(*Begin(*connection)), 0);
}

TEST_P(SqlConcurrencyTest, ACommitIsNotCutShortByTheDeadline) {
  auto transaction = Begin(*writer_);
  {
    Savepoint undone(*transaction);
    ASSERT_OK(transaction->Execute("UPDATE agency SET revision = 8 WHERE id = 'b'"));
    writer_->SetDeadline(steady_clock::now());
    EXPECT_ERROR(transaction->Execute("DELETE FROM agency"), StatusCode::kDeadlineExceeded,
                 "SQL_DEADLINE");
    // Neither is a rollback.
    ASSERT_OK(undone.Rollback());
    writer_->ClearDeadline();
  }
  ASSERT_OK(transaction->Execute("UPDATE agency SET revision = 9 WHERE id = 'a'"));
  writer_->SetDeadline(steady_clock::now());
  EXPECT_EQ(transaction->Commit().outcome, CommitOutcome::kCommitted);
  writer_->ClearDeadline();
  transaction.reset();
  EXPECT_EQ(Revision(*Begin(*writer_)), 9);
}

TEST_P(SqlConcurrencyTest, ThePoolLendsAtMostItsSize) {
  ReaderPool pool(*database_, 2);
  const auto soon = [] { return steady_clock::now() + milliseconds(50); };
  const auto later = [] { return steady_clock::now() + seconds(30); };
  auto first = pool.Take(later());
  ASSERT_OK(first);
  {
    auto second = pool.Take(later());
    ASSERT_OK(second);
    EXPECT_EQ(Revision(*Begin(**second)), 0);
    EXPECT_EQ(pool.in_use(), 2);
    EXPECT_ERROR(pool.Take(soon()), StatusCode::kUnavailable, "SQL_POOL_EXHAUSTED");
    // Whoever waits gets the one that comes back.
    std::thread waiter([&] {
      auto third = pool.Take(later());
      EXPECT_TRUE(third.ok()) << third.status();
    });
    std::this_thread::sleep_for(milliseconds(20));
    { const auto returned = *std::move(second); }
    waiter.join();
  }
  EXPECT_EQ(pool.in_use(), 1);
  ReaderPool::Lease moved = *std::move(first);
  EXPECT_EQ(Revision(*Begin(*moved)), 0);
  EXPECT_EQ(pool.in_use(), 1);
}

TEST_P(SqlConcurrencyTest, ALeaseCarriesItsDeadline) {
  ReaderPool pool(*database_, 1);
  {
    auto lease = pool.Take(steady_clock::now() + milliseconds(100));
    ASSERT_OK(lease);
    auto transaction = Begin(**lease);
    EXPECT_ERROR(transaction->QueryInt(kLong), StatusCode::kDeadlineExceeded, "SQL_DEADLINE");
  }
  auto lease = pool.Take(steady_clock::now() + seconds(30));
  ASSERT_OK(lease);
  EXPECT_EQ(Revision(*Begin(**lease)), 0);
}

DONDOC_ON_EVERY_ENGINE(SqlConcurrencyTest);

}  // namespace
}  // namespace dondoc::sql
