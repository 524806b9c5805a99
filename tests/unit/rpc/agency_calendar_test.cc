// The calendar an agency counts by, and how long a made one is kept.
#include "common/rpc/agency_calendar.h"

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "common/calendar/date_proto.h"
#include "tests/unit/rpc/rpc_fixture.h"

#include "dondoc/registry/v1/calendar.pb.h"

namespace dondoc::rpc {
namespace {

v1::CalendarYear YearWithHoliday(int year, absl::CivilDay day) {
  v1::CalendarYear table;
  table.set_name(absl::StrCat(kAgency, "/calendarYears/", year));
  table.set_status(v1::CalendarYear::CONFIRMED);
  table.set_version("test");
  v1::CalendarDay& holiday = *table.add_days();
  *holiday.mutable_day() = calendar::ToDate(day);
  holiday.set_kind(v1::CalendarDay::PUBLIC_HOLIDAY);
  holiday.set_display_name("Ngày nghỉ");
  holiday.set_legal_reference("test");
  return table;
}

TEST(CalendarYearOfTest, ReadsTheYear) {
  EXPECT_EQ(CalendarYearOf(kAgency + "/calendarYears/2022").value_or(0), 2022);
  for (const char* id : {"x", "", "1000", "2022x", "-5", "99999999999"}) {
    EXPECT_CODE(CalendarYearOf(absl::StrCat(kAgency, "/calendarYears/", id)).status(),
                absl::StatusCode::kInvalidArgument, "INVALID_FIELD");
  }
}

TEST(MakeCalendarTest, OwnTablesStandInThePlaceOfTheOfficialOnes) {
  const absl::CivilDay tuesday(2022, 10, 11);
  const auto official = MakeCalendar(std::vector<v1::CalendarYear>());
  const auto own = MakeCalendar(std::vector{YearWithHoliday(2022, tuesday)});
  ASSERT_TRUE(official.ok() && own.ok()) << official.status() << own.status();
  EXPECT_NE(official->FindYear(2022), nullptr);
  ASSERT_NE(own->FindYear(2022), nullptr);
  EXPECT_EQ(own->FindYear(2022)->version, "test");
  EXPECT_EQ(own->FindYear(2022)->rows.size(), 1u);
  // The other years stay.
  ASSERT_NE(own->FindYear(2023), nullptr);
  EXPECT_EQ(own->FindYear(2023)->version, official->FindYear(2023)->version);
  EXPECT_FALSE(MakeCalendar(std::vector{YearWithHoliday(2022, absl::CivilDay(2021, 1, 1))}).ok());
}

class CalendarCacheTest : public RpcTest {
 protected:
  void SetUp() override {
    RpcTest::SetUp();
    revision_ = made_ = 0;
    connection_ = *database_->Connect(sql::ConnectionKind::kReader);
    tx_ = *connection_->Begin();
  }
  std::shared_ptr<const calendar::Calendar> Get(const std::string& agency = kAgency) {
    auto calendar = cache_.Get(*tx_, agency);
    EXPECT_TRUE(calendar.ok()) << calendar.status();
    return calendar.ok() ? *calendar : nullptr;
  }

  // What the source answers, and how often it was asked.
  static inline int64_t revision_ = 0;
  static inline int made_ = 0;
  CalendarCache cache_{
      {.revision = [](sql::Transaction&, absl::string_view) -> absl::StatusOr<int64_t> {
         return revision_;
       },
       .make = [](sql::Transaction&, absl::string_view) -> absl::StatusOr<calendar::Calendar> {
         ++made_;
         return MakeCalendar(std::vector<v1::CalendarYear>());
       }}};
  std::unique_ptr<sql::Connection> connection_;
  std::unique_ptr<sql::Transaction> tx_;
};

TEST_F(CalendarCacheTest, AgenciesWithoutTablesShareTheOfficialOne) {
  EXPECT_EQ(Get(), Get(kOther));
  EXPECT_EQ(made_, 1);
}

TEST_F(CalendarCacheTest, ANewTableMakesANewCalendar) {
  revision_ = 1;
  const auto first = Get();
  EXPECT_EQ(Get(), first);
  EXPECT_EQ(made_, 1);
  EXPECT_NE(Get(kOther), first);
  revision_ = 2;
  EXPECT_NE(Get(), first);
  EXPECT_EQ(made_, 3);
}

}  // namespace
}  // namespace dondoc::rpc
