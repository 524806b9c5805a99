#include "common/base/ids.h"

#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace dondoc {
namespace {

const absl::Time kNow = absl::FromUnixMillis(1'660'000'000'123);

TEST(IdGeneratorTest, MakesVersionSevenOfTheClock) {
  FakeClock clock(kNow);
  IdGenerator ids(clock);
  const std::string id = ids.Next();
  EXPECT_TRUE(IsUuid(id)) << id;
  EXPECT_EQ(id[14], '7');
  EXPECT_TRUE(id[19] == '8' || id[19] == '9' || id[19] == 'a' || id[19] == 'b') << id;
  EXPECT_EQ(UuidTime(id), kNow);
}

TEST(IdGeneratorTest, RisesWhileTheClockStandsStill) {
  FakeClock clock(kNow);
  IdGenerator ids(clock);
  std::string last = ids.Next();
  // More than the twelve bits of one millisecond hold.
  for (int i = 0; i < 3 * 4096; ++i) {
    const std::string next = ids.Next();
    ASSERT_LT(last, next) << i;
    last = next;
  }
  EXPECT_EQ(UuidTime(last), kNow + absl::Milliseconds(3));
}

TEST(IdGeneratorTest, RisesWhenTheClockStepsBackAndForth) {
  FakeClock clock(kNow);
  IdGenerator ids(clock);
  std::string last;
  for (const int millis : {0, 5, -1000, 2, 6, -7, 100'000, -100'000, 100'001}) {
    clock.Set(kNow + absl::Milliseconds(millis));
    for (int i = 0; i < 3; ++i) {
      const std::string next = ids.Next();
      ASSERT_LT(last, next);
      last = next;
    }
  }
}

TEST(IdGeneratorTest, ThreadsNeverShareAnId) {
  FakeClock clock(kNow);
  IdGenerator ids(clock);
  std::vector<std::vector<std::string>> made(4);
  std::vector<std::thread> threads;
  for (auto& mine : made) {
    threads.emplace_back([&ids, &mine] {
      for (int i = 0; i < 5000; ++i) mine.push_back(ids.Next());
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& mine : made) {
    for (size_t i = 1; i < mine.size(); ++i) ASSERT_LT(mine[i - 1], mine[i]);
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), 20000);
}

TEST(UuidTest, KnowsItsOwnShape) {
  EXPECT_TRUE(IsUuid("01890a5d-ac96-774b-bcce-b302099a8057"));
  EXPECT_FALSE(IsUuid(""));
  EXPECT_FALSE(IsUuid("01890A5D-ac96-774b-bcce-b302099a8057"));
  EXPECT_FALSE(IsUuid("01890a5d-ac96-774b-bcce-b302099a805"));
  EXPECT_FALSE(IsUuid("01890a5d-ac96-774b-bcce-b302099a80577"));
  EXPECT_FALSE(IsUuid("01890a5dxac96-774b-bcce-b302099a8057"));
  EXPECT_FALSE(IsUuid("01890a5d-ac96-774b-bcce-b302099a805g"));
}

TEST(UuidTest, OnlyVersionSevenHasATime) {
  EXPECT_EQ(UuidTime("01890a5d-ac96-774b-bcce-b302099a8057"), absl::FromUnixMillis(0x01890a5dac96));
  EXPECT_FALSE(UuidTime("7d444840-9dc0-41d1-b245-5ffdce74fad2").has_value());
  EXPECT_FALSE(UuidTime("not a uuid").has_value());
}

TEST(RandomHexTest, HasTheLengthAskedForAndDiffers) {
  EXPECT_EQ(RandomHex(16).size(), 32);
  EXPECT_NE(RandomHex(16), RandomHex(16));
  EXPECT_EQ(RandomHex(8).find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace dondoc
