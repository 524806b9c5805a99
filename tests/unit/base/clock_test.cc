#include "common/base/clock.h"

#include "gtest/gtest.h"

namespace dondoc {
namespace {

absl::Time Utc(int year, int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

TEST(VietnamDayTest, ChangesAtSeventeenUtc) {
  EXPECT_EQ(VietnamDay(Utc(2022, 8, 9, 16, 59, 59)), absl::CivilDay(2022, 8, 9));
  EXPECT_EQ(VietnamDay(Utc(2022, 8, 9, 17, 0, 0)), absl::CivilDay(2022, 8, 10));
  EXPECT_EQ(VietnamDay(Utc(2022, 12, 31, 17, 0, 0)), absl::CivilDay(2023, 1, 1));
  EXPECT_EQ(VietnamDay(Utc(2024, 2, 28, 17, 0, 0)), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(VietnamDay(Utc(2024, 2, 28, 16, 59, 59) + absl::Milliseconds(999)),
            absl::CivilDay(2024, 2, 28));
}

TEST(BusinessDayTest, FollowsTheClockUnlessPinned) {
  FakeClock clock(Utc(2022, 8, 9, 16, 59, 59));
  const BusinessDay free(clock, std::nullopt);
  const BusinessDay pinned(clock, absl::CivilDay(2021, 1, 4));
  EXPECT_FALSE(free.pinned());
  EXPECT_TRUE(pinned.pinned());
  EXPECT_EQ(free.Today(), absl::CivilDay(2022, 8, 9));
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(free.Today(), absl::CivilDay(2022, 8, 10));
  EXPECT_EQ(pinned.Today(), absl::CivilDay(2021, 1, 4));
}

TEST(FakeClockTest, MovesOnlyWhenTold) {
  FakeClock clock(absl::UnixEpoch());
  EXPECT_EQ(clock.Now(), absl::UnixEpoch());
  clock.Advance(absl::Seconds(-3));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() - absl::Seconds(3));
  clock.Set(absl::UnixEpoch() + absl::Hours(1));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() + absl::Hours(1));
}

}  // namespace
}  // namespace dondoc
