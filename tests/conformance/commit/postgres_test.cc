// What only PostgreSQL can do to us: connections that die in the middle of a batch or of a commit.
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <random>
#include <thread>

#include "common/base/status_macros.h"
#include "tests/conformance/commit/commit_fixture.h"
#include "tests/conformance/postgres_server.h"

namespace dondoc::commit {
namespace {

class PostgresCommitTest : public CommitTest {
 protected:
  void KillConnections() {
    auto server = dondoc::testing::PostgresServer::StartOrReuse();
    ASSERT_TRUE(server.ok());
    ASSERT_OK((*server)->DisconnectAll(url()));
  }
};

TEST_P(PostgresCommitTest, AConnectionLostInsideABatchCostsNothing) {
  int runs = 0;
  Note response;
  auto mutation = Make(
      kA,
      [&](WriteContext& write) -> absl::Status {
        RETURN_IF_ERROR(InsertNote(write, "x"));
        if (++runs == 1) KillConnections();
        response.set_revision(write.revision());
        return absl::OkStatus();
      },
      &response, NewRequestId());
  const auto committed = Do(std::move(mutation));
  ASSERT_OK(committed);
  EXPECT_EQ(runs, 2);
  EXPECT_FALSE(committed->repeated);
  EXPECT_EQ(Notes(kA), 1);
  ExpectWhole(kA);
}

// A deferred trigger sleeps inside COMMIT, where the connection is cut: the outcome is unknown to
// us at first, and must be found out.
TEST_P(PostgresCommitTest, AConnectionLostInsideCommitIsResolved) {
  auto connection = Connect();
  {
    auto tx = Begin(*connection);
    ASSERT_OK(tx->ExecuteScript(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(0.4); RETURN NULL; END';"
        "CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW WHEN (NEW.note = 'slow') EXECUTE FUNCTION slow();"));
    ASSERT_OK(tx->Commit());
  }
  connection.reset();
  std::thread killer([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    KillConnections();
  });
  const std::string id = NewRequestId();
  Note response;
  const auto committed = Do(Write(kA, "slow", &response, id));
  killer.join();
  ASSERT_OK(committed);
  EXPECT_EQ(Notes(kA), 1);
  Note again;
  const auto repeat = Do(Write(kA, "slow", &again, id));
  ASSERT_OK(repeat);
  EXPECT_TRUE(repeat->repeated);
  EXPECT_EQ(again.SerializeAsString(), response.SerializeAsString());
  ExpectWhole(kA);
}

TEST_P(PostgresCommitTest, UnderAStormOfLostConnectionsEveryAcknowledgedMutationIsThereOnce) {
  const uint64_t seed = TestSeed(77);
  auto other = NewQueue({.committers = 2});
  std::atomic<bool> over{false};
  std::thread killer([&] {
    std::mt19937_64 random(seed);
    while (!over) {
      std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 20000));
      KillConnections();
    }
  });
  std::mutex mutex;
  std::map<std::string, std::string> acknowledged;  // By request id, the agency.
  std::atomic<int> failed{0};
  InThreads(8, [&](int thread) {
    CommitQueue& queue = thread % 2 == 0 ? *queue_ : *other;
    for (int i = 0; i < 60; ++i) {
      const std::string agency = absl::StrCat("agencies/a", (thread + i) % 3);
      const std::string id = NewRequestId();
      const auto committed = queue.Run(Write(agency, id, nullptr, id));
      if (!committed.ok()) {
        EXPECT_EQ(committed.status().code(), absl::StatusCode::kUnavailable) << committed.status();
        ++failed;
        continue;
      }
      std::lock_guard<std::mutex> lock(mutex);
      acknowledged[id] = agency;
    }
  });
  over = true;
  killer.join();
  std::printf("%zu acknowledged, %d told to try again\n", acknowledged.size(), failed.load());
  EXPECT_GT(acknowledged.size(), 100);
  for (const auto& [id, agency] : acknowledged) {
    EXPECT_EQ(CountOf("SELECT COUNT(*) FROM notes WHERE agency = $1 AND note = $2", {agency, id}),
              1);
    const auto repeat = Do(Write(agency, id, nullptr, id));
    ASSERT_OK(repeat);
    EXPECT_TRUE(repeat->repeated);
  }
  // What was not acknowledged happened at most once.
  EXPECT_EQ(
      CountOf("SELECT COUNT(*) FROM (SELECT note FROM notes GROUP BY note HAVING COUNT(*) > 1) d"),
      0);
  EXPECT_EQ(CountOf("SELECT COUNT(*) FROM notes"), Answers());
  for (int i = 0; i < 3; ++i) ExpectWhole(absl::StrCat("agencies/a", i));
}

TEST_P(PostgresCommitTest, TwoReplicasOnOneAgencyNeverDeadlock) {
  auto other = NewQueue({.committers = 4});
  const auto begun = std::chrono::steady_clock::now();
  InThreads(8, [&](int thread) {
    CommitQueue& queue = thread % 2 == 0 ? *queue_ : *other;
    for (int i = 0; i < 50; ++i) {
      // Both the same agency and different ones.
      const std::string agency = i % 2 == 0 ? kA : absl::StrCat("agencies/b", thread % 3);
      ASSERT_OK(queue.Run(Write(agency, "x", nullptr, NewRequestId())));
    }
  });
  // A deadlock would be broken by the server after a second each.
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
  EXPECT_EQ(HeadOf(kA).revision, 8 * 25);
  ExpectWhole(kA);
  for (int i = 0; i < 3; ++i) ExpectWhole(absl::StrCat("agencies/b", i));
  EXPECT_EQ(CountOf("SELECT CAST(deadlocks AS BIGINT) FROM pg_stat_database "
                    "WHERE datname = current_database()"),
            0);
}

INSTANTIATE_TEST_SUITE_P(Postgres, PostgresCommitTest, ::testing::Values(sql::Engine::kPostgres),
                         sql::EngineName);

}  // namespace
}  // namespace dondoc::commit
