// Full disks and syncs that fail.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"
#include "tests/fault/commit_workload.h"
#include "tests/fault/faulty_vfs.h"

namespace dondoc::testing {
namespace {

class CommitStorageFault : public ::testing::Test {
 protected:
  void SetUp() override {
    const absl::Status opened = store_.Open(Options());
    ASSERT_TRUE(opened.ok()) << opened;
  }
  sql::Options Options() const {
    sql::Options options;
    options.url = absl::StrCat("sqlite:", directory_.path(), "/t.db");
    options.sqlite_vfs = disk_.name();
    return options;
  }
  std::vector<Sent> Send(int count) {
    failed_.clear();
    std::vector<Sent> sent = SendAll(store_, 4, count, failed_);
    all_.insert(all_.end(), sent.begin(), sent.end());
    return sent;
  }

  TempDirectory directory_;
  FaultyVfs disk_{"faulty"};
  Store store_;
  std::vector<Sent> all_;
  std::vector<absl::Status> failed_;
};

TEST_F(CommitStorageFault, AFullDiskIsToldAndOverWhenThereIsRoom) {
  for (int round = 0; round < 5; ++round) {
    Send(40);
    EXPECT_TRUE(failed_.empty()) << failed_.front();
    disk_.Set(FaultyVfs::Fault::kFull);
    Send(40);
    EXPECT_GT(failed_.size(), 0);
    for (const absl::Status& status : failed_) {
      EXPECT_TRUE(status.code() == absl::StatusCode::kResourceExhausted ||
                  status.code() == absl::StatusCode::kUnavailable)
          << status;
      EXPECT_NE(ReasonOf(status), "");
    }
    disk_.Set(FaultyVfs::Fault::kNone);
  }
  EXPECT_GT(disk_.failed(), 0);
  Send(40);
  EXPECT_TRUE(failed_.empty());
  EXPECT_EQ(store_.fatal, 0) << "a full disk ends nobody";
  EXPECT_THAT(Inspect(store_, all_), ::testing::IsEmpty());
  // What was refused may be sent again.
  for (Sent& sent : all_) {
    if (!sent.acknowledged) {
      EXPECT_TRUE(SendOne(store_, sent).ok());
    }
  }
  EXPECT_THAT(Inspect(store_, all_), ::testing::IsEmpty());
}

TEST_F(CommitStorageFault, ACommitThatTheDiskDoesNotTakeIsFatal) {
  Send(40);
  ASSERT_TRUE(failed_.empty());
  EXPECT_EQ(store_.fatal, 0);
  disk_.Set(FaultyVfs::Fault::kSyncFails);
  Send(1);
  ASSERT_EQ(failed_.size(), 1) << "nobody is told it is safe";
  EXPECT_EQ(store_.fatal, 1);
  // The next start reads the file anew.
  store_.queue->Stop();
  store_.queue.reset();
  store_.database.reset();
  disk_.Set(FaultyVfs::Fault::kNone);
  Store next;
  const absl::Status opened = next.Open(Options());
  ASSERT_TRUE(opened.ok()) << opened;
  EXPECT_THAT(Inspect(next, all_), ::testing::IsEmpty());
  for (Sent& sent : all_) EXPECT_TRUE(SendOne(next, sent).ok());
  EXPECT_THAT(Inspect(next, all_), ::testing::IsEmpty());
}

}  // namespace
}  // namespace dondoc::testing
