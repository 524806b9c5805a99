#include "common/identity/key_ring.h"

#include <filesystem>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/base/error.h"
#include "tests/unit/identity/testing.h"

namespace dondoc::identity {
namespace {

using testing::Config;
using testing::Jwks;
using testing::kNow;
using testing::TestKey;

class KeyRingTest : public ::testing::Test {
 protected:
  void Open(std::vector<KeySetConfig> configs) {
    KeyRingOptions options;
    options.report = [this](const KeySetReport& report) { reports_.push_back(report); };
    auto ring = KeyRing::Create(std::move(configs), clock_, std::move(options));
    ASSERT_TRUE(ring.ok()) << ring.status();
    ring_ = *std::move(ring);
  }
  bool Has(absl::string_view key_id) const {
    return ring_->Snapshot()->by_issuer.at("test")->keys.contains(key_id);
  }
  // Lets the next use look at the files.
  uint64_t Check() {
    clock_.Advance(kKeyCheckInterval);
    return ring_->Generation();
  }

  FakeClock clock_{kNow};
  const testing::TempDir dir_;
  const TestKey one_{TestKey::Type::kEd25519, "one"};
  const TestKey two_{TestKey::Type::kP256, "two"};
  std::vector<KeySetReport> reports_;
  std::unique_ptr<KeyRing> ring_;
};

TEST_F(KeyRingTest, TakesNewKeysWithoutARestart) {
  const std::string path = dir_.Write("keys.json", Jwks({one_.Jwk()}));
  Open({Config(path)});
  const uint64_t first = ring_->Generation();
  EXPECT_TRUE(Has("one"));

  dir_.Write("keys.json", Jwks({one_.Jwk(), two_.Jwk()}));
  clock_.Advance(kKeyCheckInterval - absl::Nanoseconds(1));
  EXPECT_EQ(ring_->Generation(), first) << "looked before the interval passed";
  clock_.Advance(absl::Nanoseconds(1));
  EXPECT_GT(ring_->Generation(), first);
  EXPECT_TRUE(Has("one"));
  EXPECT_TRUE(Has("two"));

  dir_.Write("keys.json", Jwks({two_.Jwk()}));
  Check();
  EXPECT_FALSE(Has("one"));
  ASSERT_EQ(reports_.size(), 2u);
  EXPECT_TRUE(reports_[0].status.ok());
  EXPECT_EQ(reports_[0].keys, 2u);
  EXPECT_EQ(reports_[1].keys, 1u);
  EXPECT_EQ(reports_[1].issuer, "test");
  EXPECT_EQ(reports_[1].path, path);
}

TEST_F(KeyRingTest, SameContentIsNotAChange) {
  Open({Config(dir_.Write("keys.json", Jwks({one_.Jwk()})))});
  const uint64_t first = ring_->Generation();
  dir_.Write("keys.json", Jwks({one_.Jwk()}));
  EXPECT_EQ(Check(), first);
  EXPECT_TRUE(reports_.empty());
}

TEST_F(KeyRingTest, ABrokenFileKeepsTheOldKeysAndIsReportedOnce) {
  const std::string path = dir_.Write("keys.json", Jwks({one_.Jwk()}));
  Open({Config(path)});
  const uint64_t first = ring_->Generation();
  dir_.Write("keys.json", "{\"keys\":[");
  EXPECT_EQ(Check(), first);
  EXPECT_EQ(Check(), first);
  EXPECT_TRUE(Has("one"));
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(ReasonOf(reports_[0].status), "KEY_SET_INVALID");
  EXPECT_EQ(reports_[0].keys, 1u);
  EXPECT_EQ(ReasonOf(ring_->Health().at(0).status), "KEY_SET_INVALID");

  // Another fault is another report.
  std::filesystem::remove(path);
  EXPECT_EQ(Check(), first);
  EXPECT_TRUE(Has("one"));
  ASSERT_EQ(reports_.size(), 2u);
  EXPECT_EQ(ReasonOf(reports_[1].status), "KEY_FILE_UNREADABLE");

  // The old file back again: sound, no new keys.
  dir_.Write("keys.json", Jwks({one_.Jwk()}));
  EXPECT_EQ(Check(), first);
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_TRUE(reports_[2].status.ok());
  EXPECT_TRUE(ring_->Health().at(0).status.ok());

  dir_.Write("keys.json", Jwks({two_.Jwk()}));
  EXPECT_GT(Check(), first);
  EXPECT_TRUE(Has("two"));
}

TEST_F(KeyRingTest, AFileThatOthersMayWriteIsRefusedEvenWhenOnlyItsModeChanged) {
  const std::string path = dir_.Write("keys.json", Jwks({one_.Jwk()}));
  Open({Config(path)});
  Check();
  ASSERT_EQ(chmod(path.c_str(), 0666), 0);
  Check();
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(ReasonOf(reports_[0].status), "KEY_FILE_TOO_OPEN");
  EXPECT_TRUE(Has("one"));
}

TEST_F(KeyRingTest, FollowsASwappedLink) {
  dir_.Write("v1.json", Jwks({one_.Jwk()}));
  dir_.Write("v2.json", Jwks({two_.Jwk()}));
  const std::string path = dir_.path() + "/keys.json";
  ASSERT_EQ(symlink("v1.json", path.c_str()), 0);
  Open({Config(path)});
  const std::string next = dir_.path() + "/next";
  ASSERT_EQ(symlink("v2.json", next.c_str()), 0);
  std::filesystem::rename(next, path);
  Check();
  EXPECT_TRUE(Has("two"));
  EXPECT_FALSE(Has("one"));
}

TEST_F(KeyRingTest, AClockThatStepsBackDoesNotStopTheChecks) {
  Open({Config(dir_.Write("keys.json", Jwks({one_.Jwk()})))});
  clock_.Set(kNow - absl::Hours(5));
  dir_.Write("keys.json", Jwks({two_.Jwk()}));
  ring_->Generation();
  EXPECT_TRUE(Has("two"));
}

TEST_F(KeyRingTest, OneSetChangesTheOthersStay) {
  auto other = Config(dir_.Write("other.json", Jwks({two_.Jwk()})));
  other.issuer = "other";
  Open({Config(dir_.Write("keys.json", Jwks({one_.Jwk()}))), other});
  const auto before = ring_->Snapshot();
  dir_.Write("keys.json", Jwks({one_.Jwk(), two_.Jwk()}));
  Check();
  const auto after = ring_->Snapshot();
  EXPECT_NE(before->by_issuer.at("test"), after->by_issuer.at("test"));
  EXPECT_EQ(before->by_issuer.at("other"), after->by_issuer.at("other"));
}

TEST_F(KeyRingTest, StartsWithSoundFilesOnly) {
  const auto reason = [&](KeySetConfig config) {
    return ReasonOf(KeyRing::Create({std::move(config)}, clock_).status());
  };
  EXPECT_EQ(reason(Config(dir_.path() + "/absent")), "KEY_FILE_UNREADABLE");
  EXPECT_EQ(reason(Config(dir_.Write("bad.json", "x"))), "KEY_SET_INVALID");
  EXPECT_EQ(reason({}), "KEY_SET_CONFIG_INVALID");
}

}  // namespace
}  // namespace dondoc::identity
