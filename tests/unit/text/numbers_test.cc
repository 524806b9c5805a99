#include "common/text/numbers.h"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base/error.h"

namespace dondoc::text {
namespace {

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();

TEST(FormatMoney, Table) {
  EXPECT_EQ(FormatMoney(0), "0");
  EXPECT_EQ(FormatMoney(999), "999");
  EXPECT_EQ(FormatMoney(1000), "1.000");
  EXPECT_EQ(FormatMoney(1234567), "1.234.567");
  EXPECT_EQ(FormatMoney(-1234567), "-1.234.567");
  EXPECT_EQ(FormatMoney(-100), "-100");
  EXPECT_EQ(FormatMoney(1500000, MoneyUnit::kDong), "1.500.000 đ");
  EXPECT_EQ(FormatMoney(kMax), "9.223.372.036.854.775.807");
  EXPECT_EQ(FormatMoney(kMin), "-9.223.372.036.854.775.808");
}

TEST(ParseMoney, Accepts) {
  const std::vector<std::pair<std::string, int64_t>> cases = {
      {"0", 0},
      {"1000000", 1000000},
      {"1.000.000", 1000000},
      {"1 000 000", 1000000},
      {"1\u00A0000\u00A0000 đồng", 1000000},
      {"1.000 đồng", 1000},
      {"1.000đ", 1000},
      {"1.000 Đ", 1000},
      {"1.000 VNĐ", 1000},
      {"1.000 vnd", 1000},
      {"1,5 triệu", 1500000},
      {"1,50 triệu đồng", 1500000},
      {"0,000001 triệu", 1},
      {"2 tỷ", 2000000000},
      {"2 TỈ ĐỒNG", 2000000000},
      {"2 ty\u0309 đồng", 2000000000},
      {"500 nghìn", 500000},
      {"500 ngàn đồng", 500000},
      {"500tr", 500000000},
      {"1.234,567 triệu", 1234567000},
      {"3 nghìn tỷ", 3000000000000},
      {"1,25 nghìn tỷ đồng", 1250000000000},
      {"2 tỷ 500 triệu", 2500000000},
      {"2 tỷ 500 triệu 300 nghìn 10 đồng", 2500300010},
      {"1 triệu rưỡi", 1500000},
      {"2 tỷ rưỡi đồng", 2500000000},
      {"1 tỷ 2,5 triệu", 1002500000},
      {"-1.000", -1000},
      {"- 1.000 đồng", -1000},
      {"\u22121,5 triệu", -1500000},
      {"1.000,00 đồng", 1000},
      {"  7  ", 7},
      {"007", 7},
      {"9.223.372.036.854.775.807", kMax},
      {"-9.223.372.036.854.775.808", kMin},
      {"9.223.372.036,854775807 tỷ", kMax},
      {"1,00000000000000000000000000000000000000000 tỷ", 1000000000},
  };
  for (const auto& [text, dong] : cases) {
    const auto result = ParseMoney(text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, dong) << text;
  }
}

TEST(ParseMoney, Refuses) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "INVALID_MONEY"},
      {"-", "INVALID_MONEY"},
      {"--1", "INVALID_MONEY"},
      {"+1", "INVALID_MONEY"},
      {"đồng", "INVALID_MONEY"},
      {"triệu", "INVALID_MONEY"},
      {"1.5 triệu", "INVALID_MONEY"},
      {"1.00", "INVALID_MONEY"},
      {"1000.000", "INVALID_MONEY"},
      {"1,000,000", "INVALID_MONEY"},
      {"1,000.5", "INVALID_MONEY"},
      {"1.000.", "INVALID_MONEY"},
      {"1,", "INVALID_MONEY"},
      {".5", "INVALID_MONEY"},
      {"1.000 000", "INVALID_MONEY"},
      {"1 2", "INVALID_MONEY"},
      {"1 triệu 500", "INVALID_MONEY"},
      {"1 triệu 2 tỷ", "INVALID_MONEY"},
      {"1 triệu 1 triệu", "INVALID_MONEY"},
      {"1 triệu 2000 nghìn", "INVALID_MONEY"},
      {"1,5 tỷ 2 triệu", "INVALID_MONEY"},
      {"1,5 tỷ rưỡi", "INVALID_MONEY"},
      {"1 rưỡi", "INVALID_MONEY"},
      {"1 triệu đồng 5 đồng", "INVALID_MONEY"},
      {"1e6", "INVALID_MONEY"},
      {"0x10", "INVALID_MONEY"},
      {"1 usd", "INVALID_MONEY"},
      {"1 đôla", "INVALID_MONEY"},
      {"1 triệuđồng", "INVALID_MONEY"},
      {"1\xFF", "INVALID_MONEY"},
      {"١٢", "INVALID_MONEY"},
      {std::string(kMaxMoneyTextBytes + 1, '1'), "INVALID_MONEY"},
      {"1,5", "MONEY_NOT_WHOLE"},
      {"1,500 đồng", "MONEY_NOT_WHOLE"},
      {"0,0001 nghìn", "MONEY_NOT_WHOLE"},
      {"1,00000001 triệu", "MONEY_NOT_WHOLE"},
      {"9.223.372.036.854.775.808", "MONEY_OUT_OF_RANGE"},
      {"-9.223.372.036.854.775.809", "MONEY_OUT_OF_RANGE"},
      {"99999999999999999999999", "MONEY_OUT_OF_RANGE"},
      {"10.000.000.000 tỷ", "MONEY_OUT_OF_RANGE"},
      {"18.446.744.073.709.551.615", "MONEY_OUT_OF_RANGE"},
      {"9.223.372 nghìn tỷ rưỡi", "MONEY_OUT_OF_RANGE"},
  };
  for (const auto& [text, reason] : cases) {
    const auto result = ParseMoney(text);
    ASSERT_FALSE(result.ok()) << text << " is " << *result;
    EXPECT_EQ(ReasonOf(result.status()), reason) << text;
    EXPECT_EQ(result.status().code(), reason == "MONEY_OUT_OF_RANGE"
                                          ? absl::StatusCode::kOutOfRange
                                          : absl::StatusCode::kInvalidArgument);
  }
}

TEST(ParseMoney, ReadsWhatIsFormatted) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20000; ++i) {
    const auto dong = static_cast<int64_t>(random()) >> (random() % 64);
    const auto plain = ParseMoney(FormatMoney(dong));
    ASSERT_TRUE(plain.ok()) << dong;
    EXPECT_EQ(*plain, dong);
    EXPECT_EQ(ParseMoney(FormatMoney(dong, MoneyUnit::kDong)).value_or(~dong), dong);
  }
}

TEST(FormatDecimalHundredths, Table) {
  EXPECT_EQ(FormatDecimalHundredths(0), "0,00");
  EXPECT_EQ(FormatDecimalHundredths(5), "0,05");
  EXPECT_EQ(FormatDecimalHundredths(-5), "-0,05");
  EXPECT_EQ(FormatDecimalHundredths(8750), "87,50");
  EXPECT_EQ(FormatDecimalHundredths(12345678), "123.456,78");
  EXPECT_EQ(FormatDecimalHundredths(kMin), "-92.233.720.368.547.758,08");
}

TEST(NumberFromWords, Table) {
  const std::vector<std::pair<std::string, int>> cases = {{"không", 0},
                                                          {"ba", 3},
                                                          {"BỐN", 4},
                                                          {"bẩy", 7},
                                                          {"mười", 10},
                                                          {"mười một", 11},
                                                          {"mười lăm", 15},
                                                          {"mười bốn", 14},
                                                          {"hai mươi", 20},
                                                          {"hai mươi mốt", 21},
                                                          {"Hai mươi  tư", 24},
                                                          {"ba mươi lăm", 35},
                                                          {"hai mươi nhăm", 25},
                                                          {"bốn mươi bốn", 44},
                                                          {"chín mươi chín", 99},
                                                          {"hai mươi một", 21}};
  for (const auto& [words, number] : cases) EXPECT_EQ(NumberFromWords(words), number) << words;
  for (const std::string bad :
       {"", "mươi", "mười năm", "hai mươi năm", "mười mốt", "mười tư", "mười không", "một mươi",
        "không mươi", "hai ba", "một trăm", "ba ngày", "mười lăm hai", "lăm", "mốt", "tư",
        "hai mươi ba bốn", "muoi", "3"}) {
    EXPECT_EQ(NumberFromWords(bad), std::nullopt) << bad;
  }
}

TEST(NumberToWords, RoundTrip) {
  for (int i = 0; i <= kMaxNumberInWords; ++i) {
    const auto words = NumberToWords(i);
    ASSERT_TRUE(words.has_value()) << i;
    EXPECT_EQ(NumberFromWords(*words), i) << *words;
  }
  EXPECT_EQ(NumberToWords(15), "mười lăm");
  EXPECT_EQ(NumberToWords(11), "mười một");
  EXPECT_EQ(NumberToWords(21), "hai mươi mốt");
  EXPECT_EQ(NumberToWords(30), "ba mươi");
  EXPECT_EQ(NumberToWords(-1), std::nullopt);
  EXPECT_EQ(NumberToWords(100), std::nullopt);
}

}  // namespace
}  // namespace dondoc::text
