// The write path loses nothing that it acknowledged when the power goes, and the test would notice
// if it did.
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "tests/fault/commit_workload.h"
#include "tests/fault/power_cut_vfs.h"

namespace dondoc::testing {
namespace {

constexpr int kSeeds = 200;
constexpr int kThreads = 6;
constexpr int kRequests = 90;
// A checkpoint every few commits, so that cuts meet them, too.
constexpr int kCheckpointPages = 16;

sql::Options OptionsFor(const PowerCutVfs& vfs, const std::string& directory,
                        sql::Synchronous synchronous) {
  sql::Options options;
  options.url = absl::StrCat("sqlite:", directory, "/t.db");
  options.sqlite_vfs = vfs.name();
  options.synchronous = synchronous;
  options.wal_autocheckpoint_pages = kCheckpointPages;
  return options;
}

struct Outcome {
  std::vector<Sent> sent;
  int acknowledged = 0;
  bool cut = false;
  int fatal = 0;
};

// Works until the power goes or all is sent, then cuts it.
Outcome WorkUntilCut(PowerCutVfs& vfs, const std::string& directory, sql::Synchronous synchronous,
                     CutMode mode, uint64_t seed, int64_t cut_after) {
  Outcome outcome;
  Store store;
  const absl::Status opened = store.Open(OptionsFor(vfs, directory, synchronous));
  EXPECT_TRUE(opened.ok()) << opened;
  if (!opened.ok()) return outcome;
  if (cut_after > 0) vfs.CutAfter(cut_after, mode, seed);
  std::vector<absl::Status> failed;
  outcome.sent = SendAll(store, kThreads, kRequests, failed);
  outcome.cut = vfs.is_cut();
  // Nothing fails before the cut.
  EXPECT_TRUE(failed.empty() || outcome.cut) << failed.front();
  for (const Sent& sent : outcome.sent) outcome.acknowledged += sent.acknowledged ? 1 : 0;
  vfs.Cut(mode, seed);
  store.queue->Stop();
  outcome.fatal = store.fatal;
  return outcome;
}

// Operations of a whole run after the store was opened.
int64_t OperationsOfAWholeRun(sql::Synchronous synchronous) {
  TempDirectory directory;
  PowerCutVfs vfs("measure");
  Store store;
  EXPECT_TRUE(store.Open(OptionsFor(vfs, directory.path(), synchronous)).ok());
  const int64_t before = vfs.operations();
  std::vector<absl::Status> failed;
  SendAll(store, kThreads, kRequests, failed);
  EXPECT_TRUE(failed.empty());
  return vfs.operations() - before;
}

// The faults found in what survived.
std::vector<std::string> FaultsAfter(const PowerCutVfs& vfs, const Outcome& outcome) {
  TempDirectory after;
  const absl::Status restored = vfs.Restore(after.path());
  if (!restored.ok()) return {restored.ToString()};
  Store store;
  sql::Options options;
  options.url = absl::StrCat("sqlite:", after.path(), "/t.db");
  options.synchronous = sql::Synchronous::kOffForTestsOnly;  // No second cut: only time is saved.
  if (absl::Status opened = store.Open(options); !opened.ok()) return {opened.ToString()};
  std::vector<std::string> faults = Inspect(store, outcome.sent);
  // And the service goes on: what was not acknowledged may be sent again.
  for (Sent sent : outcome.sent) {
    if (sent.acknowledged || sent.id.empty()) continue;
    if (const auto again = SendOne(store, sent); !again.ok()) {
      faults.push_back(again.status().ToString());
    }
  }
  return faults;
}

TEST(CommitPowerCut, EveryAcknowledgedMutationSurvivesExactlyOnce) {
  const int64_t operations = OperationsOfAWholeRun(sql::Synchronous::kFull);
  ASSERT_GT(operations, 20);
  int cut_in_the_middle = 0, told_fatal = 0;
  // How the writers take turns decides where a cut falls, and on a busy machine few fall into a
  // commit: then there are more seeds.
  const auto enough = [&] { return told_fatal > kSeeds / 10; };
  uint64_t seed = 1;
  for (; seed <= kSeeds || (!enough() && seed <= 3 * kSeeds); ++seed) {
    const CutMode mode = seed % 2 == 0 ? CutMode::kTorn : CutMode::kDropUnsynced;
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937_64 random(seed);
    TempDirectory directory;
    PowerCutVfs vfs(absl::StrCat("full-", seed));
    const Outcome outcome =
        WorkUntilCut(vfs, directory.path(), sql::Synchronous::kFull, mode, seed,
                     1 + static_cast<int64_t>(random() % static_cast<uint64_t>(operations)));
    if (outcome.cut && outcome.acknowledged > 0) ++cut_in_the_middle;
    if (outcome.fatal > 0) ++told_fatal;
    const auto faults = FaultsAfter(vfs, outcome);
    ASSERT_THAT(faults, ::testing::IsEmpty());
  }
  std::printf("%d seeds, %d cut in the middle, %d with an I/O error on commit\n",
              static_cast<int>(seed - 1), cut_in_the_middle, told_fatal);
  EXPECT_GT(cut_in_the_middle, kSeeds / 2);
  EXPECT_TRUE(enough()) << told_fatal;
}

// The canary: were the syncs missing, the test above would fail.
TEST(CommitPowerCut, WithoutSyncsTheLossIsNoticed) {
  const int64_t operations = OperationsOfAWholeRun(sql::Synchronous::kOffForTestsOnly);
  int noticed = 0, with_acknowledged = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    TempDirectory directory;
    PowerCutVfs vfs(absl::StrCat("off-", seed));
    const Outcome outcome = WorkUntilCut(
        vfs, directory.path(), sql::Synchronous::kOffForTestsOnly, CutMode::kDropUnsynced, seed,
        operations / 2 + static_cast<int64_t>(random() % static_cast<uint64_t>(operations / 2)));
    if (outcome.acknowledged == 0) continue;
    ++with_acknowledged;
    if (!FaultsAfter(vfs, outcome).empty()) ++noticed;
  }
  EXPECT_GT(with_acknowledged, 0);
  EXPECT_GT(noticed, 0);
}

}  // namespace
}  // namespace dondoc::testing
