#include "services/cli/dates.h"

#include <gtest/gtest.h>

#include "services/cli/deadline_flags.h"
#include "services/cli/names.h"
#include "services/cli/render/deadline.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;

TEST(DatesTest, ReadsBothOrders) {
  for (const char* text : {"2022-10-31", "31/10/2022", "31-10-2022", "31.10.2022"}) {
    const auto date = ParseDate("--due", text);
    ASSERT_TRUE(date.ok()) << text;
    EXPECT_EQ(IsoDate(*date), "2022-10-31");
  }
}

TEST(DatesTest, RefusesWhatIsNoDay) {
  for (const char* text : {"", "31/02/2022", "2022-13-01", "10/2022", "1/1/22", "2022-10-31x",
                           "a/b/c", "-1/10/2022", "0000-01-01", "99999-01-01", "2022--10"}) {
    const auto date = ParseDate("--due", text);
    EXPECT_EQ(date.status().code(), absl::StatusCode::kInvalidArgument) << text;
    ASSERT_EQ(BadRequestOf(date.status()).field_violations_size(), 1);
    EXPECT_EQ(BadRequestOf(date.status()).field_violations(0).field(), "--due");
  }
}

TEST(DatesTest, WritesByLanguage) {
  const auto date = ParseDate("", "2022-10-03");
  ASSERT_TRUE(date.ok());
  EXPECT_EQ(FormatDate(*date, Lang(Language::kVietnamese)), "03/10/2022");
  EXPECT_EQ(FormatDate(*date, Lang(Language::kEnglish)), "2022-10-03");
  EXPECT_EQ(WeekdayName(*date, Lang(Language::kEnglish)), "Monday");
  EXPECT_EQ(FormatDate(google::type::Date(), Lang()), "");
  google::protobuf::Timestamp time;
  time.set_seconds(1664815800);  // 16:50 UTC is ten to midnight in Vietnam.
  EXPECT_EQ(FormatTime(time, Lang(Language::kVietnamese)), "03/10/2022 23:50:00");
  EXPECT_EQ(FormatTime(time, Lang(Language::kEnglish)), "2022-10-03 23:50:00");
}

TEST(DeadlineFlagsTest, Periods) {
  EXPECT_EQ(ParsePeriod("2022-10")->unit(), Period::MONTH);
  EXPECT_EQ(ParsePeriod("10/2022")->ordinal(), 10);
  EXPECT_EQ(ParsePeriod("2022-Q4")->unit(), Period::QUARTER);
  EXPECT_EQ(ParsePeriod("q4/2022")->ordinal(), 4);
  EXPECT_EQ(ParsePeriod("2022-H2")->unit(), Period::HALF);
  EXPECT_EQ(ParsePeriod("2022")->unit(), Period::YEAR);
  for (const char* text :
       {"", "22", "2022-13", "2022-Q5", "2022-H3", "Q4", "2022-10-01", "2022-"}) {
    EXPECT_FALSE(ParsePeriod(text).ok()) << text;
  }
}

TEST(DeadlineFlagsTest, OneRuleOnly) {
  DeadlineFlags flags;
  flags.working_days = 7;
  flags.from = "28/09/2022";
  const auto deadline = flags.ToDeadline();
  ASSERT_TRUE(deadline.ok());
  EXPECT_EQ(deadline->from_event().unit(), EventTerm::WORKING_DAY);
  EXPECT_EQ(deadline->from_event().count(), 7);
  EXPECT_EQ(IsoDate(deadline->from_event().event_date()), "2022-09-28");

  flags.on = "31/10/2022";
  EXPECT_EQ(flags.ToDeadline().status().code(), absl::StatusCode::kInvalidArgument);

  DeadlineFlags none;
  EXPECT_EQ(none.ToDeadline()->rule_case(), Deadline::RULE_NOT_SET);
  none.from = "28/09/2022";
  EXPECT_FALSE(none.ToDeadline().ok());
  DeadlineFlags far;
  far.days = 4000;
  EXPECT_FALSE(far.ToDeadline().ok());
}

TEST(DeadlineTextTest, SaysWhyThereIsNoDate) {
  const Lang lang(Language::kEnglish);
  Deadline deadline;
  EXPECT_EQ(DeadlineText(deadline, lang), "-");
  deadline.set_resolution(common::v1::YEAR_MISSING);
  deadline.set_missing_year(2031);
  EXPECT_NE(DeadlineText(deadline, lang).find("2031"), std::string::npos);
  deadline.mutable_last_day()->set_year(2022);
  deadline.mutable_last_day()->set_month(6);
  deadline.mutable_last_day()->set_day(15);
  deadline.set_minute_of_day(15 * 60);
  EXPECT_EQ(DeadlineText(deadline, lang), "2022-06-15 15:00");
}

TEST(NamesTest, ShortAndFullNames) {
  EXPECT_EQ(*AgencyName("so-khcn"), "agencies/so-khcn");
  EXPECT_EQ(*AgencyName("agencies/so-khcn"), "agencies/so-khcn");
  EXPECT_EQ(ReasonOf(AgencyName("").status()), "AGENCY_NEEDED");
  EXPECT_FALSE(AgencyName("agencies/a/units/b").ok());
  EXPECT_EQ(*ResourceName("unit", "agencies/a", "units", "van-phong"),
            "agencies/a/units/van-phong");
  EXPECT_EQ(*ResourceName("unit", "agencies/a", "units", "units/x"), "agencies/a/units/x");
  EXPECT_EQ(*ResourceName("unit", "agencies/a", "units", "agencies/b/units/x"),
            "agencies/b/units/x");
  EXPECT_FALSE(ResourceName("unit", "agencies/a", "units", "").ok());
  EXPECT_FALSE(ResourceName("unit", "agencies/a", "units", "x/y").ok());
  EXPECT_EQ(*SubjectFrom("a", "director"), "agencies/a/officers/director");
  EXPECT_EQ(*SubjectFrom("", "operators/local"), "operators/local");
  EXPECT_EQ(QuoteFilter("say \"a\\b\""), R"("say \"a\\b\"")");
}

}  // namespace
}  // namespace dondoc::cli
