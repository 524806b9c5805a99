#include "services/finance/domain/money.h"

#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "tests/unit/finance/finance_testing.h"

namespace dondoc::finance {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
constexpr auto kOutOfRange = absl::StatusCode::kOutOfRange;

TEST(CheckedArithmetic, ExactAtTheEdges) {
  EXPECT_EQ(*CheckedAdd(kMax - 1, 1), kMax);
  EXPECT_EQ(*CheckedAdd(kMin + 1, -1), kMin);
  EXPECT_EQ(*CheckedSub(kMin + 1, 1), kMin);
  EXPECT_EQ(*CheckedSub(-1, kMin), kMax);
  EXPECT_EQ(*CheckedMul(kMax, -1), -kMax);
  EXPECT_EQ(*CheckedMul(kMin, 1), kMin);
}

TEST(CheckedArithmetic, RefusesOverflow) {
  EXPECT_THAT(CheckedAdd(kMax, 1), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedAdd(kMin, -1), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedSub(kMin, 1), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedSub(0, kMin), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedMul(kMin, -1), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedMul(kMax / 2 + 1, 2), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
  EXPECT_THAT(CheckedSum({kMax, 1}), Fails(kOutOfRange, "AMOUNT_OVERFLOW"));
}

TEST(CheckedArithmetic, NineThousandLargestAmountsSum) {
  EXPECT_EQ(*CheckedSum(std::vector<int64_t>(9000, kMaxAmount)), 9000 * kMaxAmount);
}

TEST(Shares, ExactlyTheShareIsBothAtLeastAndAtMost) {
  constexpr Fraction kHalf{1, 2};
  EXPECT_TRUE(AtLeastShare(500, 1000, kHalf));
  EXPECT_TRUE(AtMostShare(500, 1000, kHalf));
  EXPECT_FALSE(AtLeastShare(499, 1000, kHalf));
  EXPECT_FALSE(AtMostShare(501, 1000, kHalf));
  // Of an odd whole, the half lies between two đồng.
  EXPECT_FALSE(AtLeastShare(500, 1001, kHalf));
  EXPECT_TRUE(AtLeastShare(501, 1001, kHalf));
  EXPECT_TRUE(AtMostShare(500, 1001, kHalf));
  EXPECT_FALSE(AtMostShare(501, 1001, kHalf));
}

TEST(Shares, DoNotOverflow) {
  constexpr Fraction kThird{333'333, 1'000'000};
  EXPECT_TRUE(AtLeastShare(kMax, kMax, kThird));
  EXPECT_FALSE(AtMostShare(kMax, kMax, kThird));
  EXPECT_TRUE(AtMostShare(kMin, kMax, kThird));
  // One đồng decides, where a double could not tell the two apart.
  constexpr Fraction kHalf{1, 2};
  constexpr int64_t kWhole = 9'000'000'000'000'000'002;
  EXPECT_TRUE(AtMostShare(kWhole / 2, kWhole, kHalf));
  EXPECT_FALSE(AtMostShare(kWhole / 2 + 1, kWhole, kHalf));
}

TEST(Shares, OfNothing) {
  EXPECT_TRUE(AtLeastShare(0, 0, {1, 2}));
  EXPECT_FALSE(AtMostShare(1, 0, {1, 2}));
}

TEST(BasisPoints, RoundDownAndAreNotClipped) {
  EXPECT_EQ(BasisPoints(16'051, 16'274), 9862);  // 98,6297 % is shown as 98,62.
  EXPECT_EQ(BasisPoints(3, 2), 15'000);
  EXPECT_EQ(BasisPoints(-1, 3), -3334);
  EXPECT_EQ(BasisPoints(0, 5), 0);
  EXPECT_EQ(BasisPoints(1, 0), std::nullopt);
  EXPECT_EQ(BasisPoints(1, -1), std::nullopt);
  EXPECT_EQ(BasisPoints(kMax, 1), std::nullopt);
  EXPECT_EQ(BasisPoints(kMax, kMax), 10'000);
}

TEST(LargestRemainder, KnownSplits) {
  EXPECT_THAT(*SplitByLargestRemainder(100, {1, 1, 1}), ElementsAre(34, 33, 33));
  EXPECT_THAT(*SplitByLargestRemainder(101, {50, 30, 20}), ElementsAre(51, 30, 20));
  EXPECT_THAT(*SplitByLargestRemainder(10, {3, 0, 1}), ElementsAre(8, 0, 2));
  EXPECT_THAT(*SplitByLargestRemainder(1, {1, 1, 1, 1}), ElementsAre(1, 0, 0, 0));
  EXPECT_THAT(*SplitByLargestRemainder(0, {0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(*SplitByLargestRemainder(kMaxAmount, {1}), ElementsAre(kMaxAmount));
}

TEST(LargestRemainder, RefusesNonsense) {
  EXPECT_THAT(SplitByLargestRemainder(1, {}), HasBadFields(std::vector<std::string>{"weights"}));
  EXPECT_THAT(SplitByLargestRemainder(1, {0, 0}),
              HasBadFields(std::vector<std::string>{"weights"}));
  EXPECT_THAT(SplitByLargestRemainder(-1, {1, -1}),
              HasBadFields(std::vector<std::string>{"total", "weights[1]"}));
  EXPECT_THAT(SplitByLargestRemainder(kMaxAmount + 1, {kMaxSplitWeight + 1}),
              HasBadFields(std::vector<std::string>{"total", "weights[0]"}));
  EXPECT_THAT(SplitByLargestRemainder(1, std::vector<int64_t>(kMaxSplitParts + 1, 1)),
              HasBadFields(std::vector<std::string>{"weights"}));
}

TEST(LargestRemainder, SumsExactlyAndStaysWithinOneOfTheShare) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const int64_t total = static_cast<int64_t>(random() % (kMaxAmount + 1)) >> (random() % 50);
    std::vector<int64_t> weights(1 + random() % 60);
    for (int64_t& weight : weights) {
      weight = static_cast<int64_t>(random() % (kMaxSplitWeight + 1)) >> (random() % 20);
    }
    weights[0] = std::max<int64_t>(weights[0], 1);
    const auto parts = SplitByLargestRemainder(total, weights);
    ASSERT_THAT(parts, Succeeds());
    ASSERT_EQ(parts->size(), weights.size());
    EXPECT_EQ(std::accumulate(parts->begin(), parts->end(), int64_t{0}), total);
    const __int128 weight_sum = std::accumulate(weights.begin(), weights.end(), int64_t{0});
    for (size_t i = 0; i < weights.size(); ++i) {
      const __int128 off = static_cast<__int128>((*parts)[i]) * weight_sum -
                           static_cast<__int128>(total) * weights[i];
      EXPECT_TRUE(off < weight_sum && off > -weight_sum) << "part " << i;
      if (weights[i] == 0) {
        EXPECT_EQ((*parts)[i], 0);
      }
    }
  }
}

TEST(Amounts, Validation) {
  for (const int64_t good : {int64_t{1}, kMaxAmount}) {
    FieldErrors errors;
    ValidateAmount(good, "amount", errors);
    EXPECT_TRUE(errors.empty()) << good;
  }
  for (const int64_t bad : {kMin, int64_t{-1}, int64_t{0}, kMaxAmount + 1, kMax}) {
    FieldErrors errors;
    ValidateAmount(bad, "amount", errors);
    EXPECT_THAT(errors.ToStatus(), HasBadFields(std::vector<std::string>{"amount"})) << bad;
  }
  FieldErrors errors;
  ValidateAmountOrZero(0, "amount", errors);
  EXPECT_TRUE(errors.empty());
  ValidateAmountOrZero(-1, "amount", errors);
  EXPECT_FALSE(errors.empty());
}

TEST(FormatDong, GroupsByThousands) {
  EXPECT_EQ(FormatDong(0), "0 đồng");
  EXPECT_EQ(FormatDong(999), "999 đồng");
  EXPECT_EQ(FormatDong(1'000), "1.000 đồng");
  EXPECT_EQ(FormatDong(1'234'567), "1.234.567 đồng");
  EXPECT_EQ(FormatDong(-123'456), "-123.456 đồng");
}

}  // namespace
}  // namespace dondoc::finance
