// Many threads, many agencies, bodies that fail at random, repeats, against a model that knows
// nothing of SQL: every acknowledged effect is there once and nothing else.
#include <map>
#include <mutex>
#include <random>

#include "common/base/sha256.h"
#include "common/base/status_macros.h"
#include "tests/conformance/commit/commit_fixture.h"

namespace dondoc::commit {
namespace {

constexpr int kThreads = 8;
constexpr int kAgencies = 7;
constexpr int kStepsPerThread = 120;

// What should be there: by agency, the notes acknowledged.
struct Model {
  std::mutex mutex;
  std::map<std::string, std::multiset<std::string>> notes;
  std::map<std::string, int64_t> revisions;
  int64_t answers = 0;
};

class ModelTest : public CommitTest {
 protected:
  // One client: writes, fails in its own ways, repeats what it did.
  void Client(std::vector<CommitQueue*> queues, uint64_t seed, int client, Model& model) {
    std::mt19937_64 random(seed + static_cast<uint64_t>(client));
    const auto die = [&](int sides) { return static_cast<int>(random() % sides); };
    struct Done {
      std::string agency, text, id, answer;
    };
    std::vector<Done> done;
    for (int step = 0; step < kStepsPerThread; ++step) {
      CommitQueue& queue = *queues[die(static_cast<int>(queues.size()))];
      const int kind = die(10);
      if (kind == 0 && !done.empty()) {
        const Done& old = done[die(static_cast<int>(done.size()))];
        Note answer;
        const auto committed = queue.Run(Write(old.agency, old.text, &answer, old.id));
        ASSERT_OK(committed);
        ASSERT_TRUE(committed->repeated);
        ASSERT_EQ(answer.SerializeAsString(), old.answer);
        continue;
      }
      const std::string agency = absl::StrCat("agencies/a", die(kAgencies));
      const std::string text = absl::StrCat("note ", client, ".", step);
      const std::string id = NewRequestId();
      if (kind <= 2) {
        const int how = die(4);
        const auto failed = queue.Run(Make(
            agency,
            [text, how](WriteContext& write) -> absl::Status {
              if (how > 0) RETURN_IF_ERROR(InsertNote(write, text));
              if (how == 1) return InsertNote(write, "forbidden");
              if (how == 2) return write.tx().Execute("DELETE FROM nowhere").status();
              if (how == 3) {
                write.tx().ExecuteDeferred(
                    "INSERT INTO notes (agency, id, note) "
                    "VALUES ('x', 'x', 'forbidden')");
                return absl::OkStatus();
              }
              return absl::FailedPreconditionError("no");
            },
            nullptr, id));
        ASSERT_FALSE(failed.ok());
        continue;
      }
      Note answer;
      auto mutation = Write(agency, text, &answer, id);
      const bool dry = kind == 3;
      mutation->validate_only = dry;
      if (dry) mutation->call.request_id.clear();
      const auto committed = queue.Run(std::move(mutation));
      ASSERT_OK(committed);
      if (dry) continue;
      done.push_back({agency, text, id, answer.SerializeAsString()});
      std::lock_guard<std::mutex> lock(model.mutex);
      model.notes[agency].insert(text);
      ++model.revisions[agency];
      ++model.answers;
    }
  }

  void ExpectEqual(const Model& model) {
    auto connection = Connect(sql::ConnectionKind::kReader);
    auto tx = Begin(*connection);
    for (const auto& [agency, notes] : model.notes) {
      const auto found = Texts(*tx, "SELECT note FROM notes WHERE agency = $1", {agency});
      EXPECT_EQ(std::multiset<std::string>(found.begin(), found.end()), notes) << agency;
      EXPECT_EQ(HeadOf(agency).revision, model.revisions.at(agency)) << agency;
      std::multiset<std::string> in_feed;
      for (const auto& change : Changes(agency)) {
        Note after;
        ASSERT_TRUE(change.after().UnpackTo(&after));
        in_feed.insert(after.agency());
      }
      EXPECT_EQ(in_feed, notes) << agency;
      ExpectWhole(agency);
    }
    EXPECT_EQ(Answers(), model.answers);
  }
};

TEST_P(ModelTest, ManyThreadsManyAgencies) {
  const uint64_t seed = TestSeed(20220809);
  Model model;
  InThreads(kThreads, [&](int i) { Client({queue_.get()}, seed, i, model); });
  ASSERT_GT(model.answers, kThreads * kStepsPerThread / 3);
  ExpectEqual(model);
}

TEST_P(ModelTest, TwoReplicas) {
  // One process owns a SQLite file; its two queues stand in for nothing there but still must agree.
  const uint64_t seed = TestSeed(20220810);
  auto other = NewQueue({.committers = 3});
  EXPECT_EQ(other->incarnation(), queue_->incarnation());
  Model model;
  InThreads(kThreads, [&](int i) { Client({queue_.get(), other.get()}, seed, i, model); });
  ASSERT_GT(model.answers, kThreads * kStepsPerThread / 3);
  other->Stop();
  ExpectEqual(model);
}

DONDOC_ON_EVERY_ENGINE(ModelTest);

}  // namespace
}  // namespace dondoc::commit
