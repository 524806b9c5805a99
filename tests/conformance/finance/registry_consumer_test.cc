// What the registry's feed does to finance on every engine: rights, clock policies, calendars; once
// each, however often a change comes.

#include "services/finance/consumers/registry_consumer.h"

#include <string>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/calendar/date_proto.h"
#include "common/commit/change_log.h"
#include "common/rpc/rights.h"
#include "services/finance/domain/dossier_clock.h"
#include "services/finance/storage/directory_store.h"
#include "services/finance/storage/dossier_store.h"
#include "tests/conformance/finance/finance_fixture.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::finance {
namespace {

class RegistryConsumerTest : public FinanceSchemaTest {
 protected:
  // Applies `resource` as a change; gives how many resources of ours that changed.
  template <typename Resource>
  size_t Apply(const Resource& resource, int64_t revision,
               const std::string& incarnation = "first") {
    common::v1::Change change;
    change.set_name(resource.name());
    change.set_actor("agencies/so/officers/van-thu");
    change.mutable_cursor()->set_agency(kAgency);
    change.mutable_cursor()->set_incarnation(incarnation);
    change.mutable_cursor()->set_revision(revision);
    change.mutable_cursor()->set_ordinal(1);
    change.mutable_after()->PackFrom(resource);
    auto tx = Begin(*writer_);
    commit::Call call;
    call.agency = kAgency;
    commit::WriteContext write(*tx, call, "ours", ++revision_, now_, today_, ids_);
    const auto status = RegistryHandlers(environment_).Apply(write, change);
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_TRUE(tx->Commit().committed());
    return write.changes().size();
  }

  v1::ClockPolicy Policy() {
    auto tx = Begin(*writer_);
    const auto policy = CurrentClockPolicy(*tx, kAgency);
    EXPECT_TRUE(policy.ok()) << policy.status();
    return policy.ok() ? *policy : v1::ClockPolicy();
  }

  static registry::v1::Directive NoticeOf(int working_days) {
    registry::v1::Directive directive;
    directive.set_name("agencies/so/directives/d1");
    directive.mutable_header()->mutable_title()->set_value("Thông báo kết luận");
    *directive.mutable_header()->mutable_issue_date()->mutable_value() =
        calendar::ToDate(absl::CivilDay(2022, 10, 5));
    directive.set_imported_by("agencies/so/officers/van-thu");
    registry::v1::Clause& clause = *directive.add_clauses();
    clause.set_section("II.1");
    clause.set_text("Thanh toán không quá 05 ngày làm việc");
    auto& clock = *clause.mutable_clock();
    clock.add_purposes(registry::v1::ClockClause::PAYMENT);
    clock.mutable_term()->set_event("VALID_DOSSIER");
    clock.mutable_term()->set_count(working_days);
    clock.mutable_term()->set_unit(common::v1::EventTerm::WORKING_DAY);
    return directive;
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'665'400'000);
  const absl::CivilDay today_{2022, 10, 10};
  FakeClock clock_{now_};
  IdGenerator ids_{clock_};
  Environment environment_;
  int64_t revision_ = 0;
};

TEST_P(RegistryConsumerTest, AClauseBecomesThePolicyOnce) {
  EXPECT_EQ(Apply(NoticeOf(5), 7), 1u);
  v1::ClockPolicy policy = Policy();
  ASSERT_EQ(policy.version(), 1);
  ASSERT_EQ(policy.rules_size(), 1);
  EXPECT_EQ(policy.rules(0).term().count(), 5);
  EXPECT_EQ(policy.rules(0).source().directive(), "agencies/so/directives/d1");
  EXPECT_EQ(policy.rules(0).source().section(), "II.1");
  EXPECT_EQ(policy.origin().revision(), 7);
  EXPECT_EQ(policy.on_behalf_of(), "agencies/so/officers/van-thu");
  EXPECT_FALSE(policy.etag().empty());
  // The same change again, then the same content from a restored registry.
  EXPECT_EQ(Apply(NoticeOf(5), 7), 0u);
  EXPECT_EQ(Apply(NoticeOf(5), 7, "second"), 0u);
  EXPECT_EQ(Policy().version(), 1);
  // Another content at the same place of another history counts.
  EXPECT_EQ(Apply(NoticeOf(3), 7, "second"), 1u);
  EXPECT_EQ(Policy().version(), 2);
}

TEST_P(RegistryConsumerTest, OfficersAreKnownAfterTheirChange) {
  registry::v1::Officer officer;
  officer.set_name("agencies/so/officers/binh");
  officer.add_roles(ACCOUNTANT);
  const auto known = [&] {
    auto tx = Begin(*writer_);
    return RequireOfficer(*tx, kAgency, officer.name());
  };
  EXPECT_ERROR(known(), absl::StatusCode::kNotFound, "NOT_FOUND");
  Apply(officer, 1);
  ASSERT_OK(known());
}

TEST_P(RegistryConsumerTest, ACalendarResolvesTheClocksThatWaited) {
  constexpr int kYear = 2040;
  v1::ClockPolicy policy;
  policy.set_version(1);
  v1::ClockRule& rule = *policy.add_rules();
  rule.set_purpose(v1::ClockRule::PAYMENT);
  *rule.mutable_term() = NoticeOf(5).clauses(0).clock().term();
  v1::Dossier dossier;
  dossier.set_name("agencies/so/dossiers/d1");
  dossier.set_number("HS-2040-0001");
  dossier.set_kind(v1::Dossier::PAYMENT);
  dossier.set_state(v1::Dossier::VALID);
  dossier.set_unit("agencies/so/units/qlkh");
  *dossier.mutable_valid_date() = calendar::ToDate(absl::CivilDay(kYear, 5, 7));
  {
    auto tx = Begin(*writer_);
    const auto calendar = environment_.calendars.Get(*tx, kAgency);
    ASSERT_OK(calendar);
    StartProcessingClock({policy, **calendar, environment_.policy}, dossier);
    ASSERT_EQ(WaitingYear(dossier), kYear);
    ASSERT_OK(InsertDossier(*tx, kAgency, 1, dossier));
    ASSERT_OK(tx->Commit());
  }
  registry::v1::CalendarYear table;
  table.set_name("agencies/so/calendarYears/2040");
  table.set_status(registry::v1::CalendarYear::CONFIRMED);
  table.set_version("2040.1");
  EXPECT_EQ(Apply(table, 9), 1u);
  auto tx = Begin(*writer_);
  const auto resolved = GetDossier(*tx, "agencies/so/dossiers/HS-2040-0001", "name");
  ASSERT_OK(resolved);
  // Monday 07/05/2040 and five working days.
  EXPECT_EQ(RunningLastDay(*resolved), absl::CivilDay(kYear, 5, 14));
  EXPECT_EQ(Count(*tx, "SELECT COUNT(*) FROM dossier_counters WHERE dossiers > 0"), 1);
  EXPECT_EQ(Count(*tx, "SELECT COUNT(*) FROM dossiers WHERE missing_year > 0"), 0);
}

DONDOC_ON_EVERY_ENGINE(RegistryConsumerTest);

}  // namespace
}  // namespace dondoc::finance
