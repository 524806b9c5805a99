#include "common/calendar/date_proto.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "calendar_testing.h"

namespace dondoc::calendar {
namespace {

using ::testing::ElementsAre;

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(DateProto, RoundTrips) {
  for (absl::CivilDay day = D(1, 1, 1900); day.year() <= 2200; ++day) {
    ASSERT_EQ(CivilDayOf(ToDate(day)), day);
    ASSERT_EQ(ParseDay(FormatDay(day)).value(), day);
    ASSERT_EQ(ParseDay(FormatIsoDay(day)).value(), day);
  }
}

TEST(DateProto, RefusesImpossibleAndPartialDates) {
  for (const auto& date :
       {Date(2022, 2, 29), Date(2022, 4, 31), Date(2022, 13, 1), Date(2022, 0, 1), Date(2022, 1, 0),
        Date(0, 1, 1), Date(2022, 0, 0), Date(-5, 1, 1), Date(10000, 1, 1), Date(2022, -1, 1),
        Date(2022, 1, -1), Date(2147483647, 2147483647, 2147483647),
        Date(2022, -2147483647, 2147483647), Date(1900, 2, 29)}) {
    EXPECT_EQ(CivilDayOf(date), std::nullopt) << date.ShortDebugString();
    EXPECT_EQ(ReasonOf(ParseDate(date).status()), "INVALID_DATE");
  }
  EXPECT_EQ(ParseDate(Date(2024, 2, 29)).value(), D(29, 2, 2024));
}

TEST(DateProto, ValidateDateNamesTheField) {
  FieldErrors errors;
  EXPECT_EQ(ValidateDate(Date(2022, 10, 7), "a", errors), D(7, 10, 2022));
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(ValidateDate(Date(2022, 2, 30), "b", errors), std::nullopt);
  EXPECT_EQ(ValidateDate(Date(1899, 12, 31), "c", errors), std::nullopt);
  EXPECT_EQ(ValidateDate(Date(2201, 1, 1), "d", errors), std::nullopt);
  EXPECT_EQ(ValidateDate(Date(1900, 1, 1), "e", errors), D(1, 1, 1900));
  EXPECT_EQ(ValidateDate(Date(2200, 12, 31), "f", errors), D(31, 12, 2200));
  EXPECT_THAT(Fields(errors), ElementsAre("b", "c", "d"));
}

TEST(DateProto, Formats) {
  EXPECT_EQ(FormatDay(D(7, 1, 2022)), "07/01/2022");
  EXPECT_EQ(FormatIsoDay(D(7, 1, 2022)), "2022-01-07");
}

TEST(DateProto, ParsesWhatPeopleWrite) {
  EXPECT_EQ(ParseDay("07/10/2022").value(), D(7, 10, 2022));
  EXPECT_EQ(ParseDay("30/7/2026").value(), D(30, 7, 2026));
  EXPECT_EQ(ParseDay("1/3/2027").value(), D(1, 3, 2027));
  EXPECT_EQ(ParseDay("2022-10-07").value(), D(7, 10, 2022));
}

TEST(DateProto, RefusesEverythingElse) {
  for (const absl::string_view text : {"",
                                       "/",
                                       "//",
                                       "--",
                                       "07/10",
                                       "07/10/22",
                                       "7/10/02022",
                                       "31/02/2022",
                                       "29/02/2022",
                                       "10/13/2022",
                                       "00/10/2022",
                                       "2022/10/07",
                                       "07-10-2022",
                                       "2022-1-7",
                                       "2022-10-7",
                                       " 07/10/2022",
                                       "07/10/2022 ",
                                       "+7/10/2022",
                                       "-7/10/2022",
                                       "07/10/-022",
                                       "0x7/10/2022",
                                       "07/10/2022/1",
                                       "2022-10-07T00:00",
                                       "07.10.2022",
                                       "1899-12-31",
                                       "2201-01-01",
                                       "07/10/2022\n",
                                       "٠٧/١٠/٢٠٢٢",
                                       "\xff\xfe",
                                       "99999999999999999999/1/2022"}) {
    const auto day = ParseDay(text);
    ASSERT_FALSE(day.ok()) << text;
    EXPECT_EQ(day.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(day.status()), "INVALID_DATE") << text;
  }
  EXPECT_EQ(ReasonOf(ParseDay(absl::string_view("07/10/202\0", 10)).status()), "INVALID_DATE");
}

}  // namespace
}  // namespace dondoc::calendar
