// The registry's changes on every engine: what a directive orders is made once, however often the
// feed says it.

#include <map>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/commit/mutation.h"
#include "common/identity/principal.h"
#include "services/inspection/consumers/registry_consumer.h"
#include "services/inspection/storage/directory_store.h"
#include "services/inspection/storage/inspection_query.h"
#include "services/inspection/storage/inspector_store.h"
#include "tests/conformance/inspection/inspection_fixture.h"

#include "dondoc/registry/v1/calendar.pb.h"
#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::inspection {
namespace {

using Clause = registry::v1::InspectionClause;

class FeedApplyTest : public InspectionStoreFixture {
 protected:
  // Applies one change in a transaction of its own; the changes it noted.
  std::vector<commit::ChangeRecord> Apply(const std::string& name,
                                          const google::protobuf::Message& after,
                                          const std::string& agency = kAgency) {
    common::v1::Change change;
    change.mutable_cursor()->set_agency(agency);
    change.mutable_cursor()->set_revision(++revision_);
    change.set_name(name);
    change.mutable_after()->PackFrom(after);
    auto tx = Begin(*writer_);
    commit::Call call;
    call.agency = agency;
    commit::WriteContext write(*tx, call, "incarnation", revision_,
                               absl::FromUnixSeconds(1'664'800'000), absl::CivilDay(2022, 10, 3),
                               ids_);
    const absl::Status applied = RegistryHandlers(environment_).Apply(write, change);
    EXPECT_TRUE(applied.ok()) << applied;
    EXPECT_TRUE(tx->Commit().committed());
    return write.changes();
  }

  std::vector<Inspection> All() {
    auto tx = Begin(*writer_);
    PageKeys keys;
    const auto query = ParseInspectionQuery(kAgency, "", "number");
    const auto all = PageInspections(*tx, kAgency, *query, {}, 100, keys);
    EXPECT_TRUE(all.ok()) << all.status();
    return all.ok() ? *all : std::vector<Inspection>{};
  }

  static registry::v1::Directive NineMonths() {
    registry::v1::Directive directive;
    directive.set_name("agencies/so/directives/d1");
    *directive.mutable_header()->mutable_conference_date()->mutable_value() =
        calendar::ToDate(absl::CivilDay(2022, 10, 3));
    const auto add = [&](Clause::Action action, Clause::Kind kind, int count) {
      registry::v1::Clause& clause = *directive.add_clauses();
      clause.set_unit("agencies/so/units/tt");
      clause.set_text("thanh tra");
      clause.mutable_inspection()->set_action(action);
      clause.mutable_inspection()->set_inspection_kind(kind);
      clause.mutable_inspection()->set_count(count);
    };
    add(Clause::PLAN, Clause::SPECIALISED, 2);
    add(Clause::CANCEL_FROM_PLAN, Clause::ADMINISTRATIVE, 1);
    add(Clause::INTERNAL_CHECK, Clause::CIVIL_SERVICE, 1);
    return directive;
  }

  SystemClock clock_;
  IdGenerator ids_{clock_};
  Environment environment_;
  int64_t revision_ = 0;
};

TEST_P(FeedApplyTest, ADirectiveGivesItsInspectionsOnce) {
  const auto directive = NineMonths();
  EXPECT_EQ(Apply(directive.name(), directive).size(), 4u);
  EXPECT_TRUE(Apply(directive.name(), directive).empty());
  const auto all = All();
  ASSERT_EQ(all.size(), 4u);
  std::map<std::pair<Inspection::Kind, Inspection::State>, int> counted;
  for (const Inspection& i : all) {
    ++counted[{i.kind(), i.state()}];
    EXPECT_EQ(i.plan_year(), 2022);
    EXPECT_EQ(i.clause().directive(), directive.name());
    EXPECT_EQ(i.origin().service(), "registry");
    EXPECT_FALSE(i.etag().empty());
  }
  EXPECT_EQ((counted[{Inspection::SPECIALISED, Inspection::PLANNED}]), 2);
  EXPECT_EQ((counted[{Inspection::ADMINISTRATIVE, Inspection::CANCELLED_FROM_PLAN}]), 1);
  EXPECT_EQ((counted[{Inspection::INTERNAL_CHECK, Inspection::PLANNED}]), 1);
  EXPECT_EQ(all[0].number(), "TT-2022-0001");
  EXPECT_EQ(all[3].number(), "TT-2022-0004");
}

TEST_P(FeedApplyTest, OfficersBecomeInspectorsAndKeepWhatIsOurs) {
  registry::v1::Officer officer;
  officer.set_name("agencies/so/officers/lan");
  officer.set_display_name("Nguyễn Thị Lan");
  officer.add_roles(INSPECTOR);
  EXPECT_EQ(Apply(officer.name(), officer).size(), 1u);
  {
    auto tx = Begin(*writer_);
    auto inspector = GetInspector(*tx, kAgency, "agencies/so/inspectors/lan");
    ASSERT_OK(inspector);
    EXPECT_TRUE(inspector->has_inspector_role());
    inspector->set_card_no("A123");
    ASSERT_OK(StoreInspector(*tx, kAgency, *inspector));
    ASSERT_OK(tx->Commit());
  }
  EXPECT_TRUE(Apply(officer.name(), officer).empty());
  officer.clear_roles();
  officer.set_disabled(true);
  EXPECT_EQ(Apply(officer.name(), officer).size(), 1u);
  auto tx = Begin(*writer_);
  const auto inspector = GetInspector(*tx, kAgency, "agencies/so/inspectors/lan");
  ASSERT_OK(inspector);
  EXPECT_EQ(inspector->card_no(), "A123");
  EXPECT_TRUE(inspector->disabled());
  identity::Principal principal;
  principal.kind = identity::PrincipalKind::kOfficer;
  principal.subject = officer.name();
  principal.agency = "so";
  EXPECT_ERROR(rpc::LoadRights(*tx, principal), absl::StatusCode::kPermissionDenied,
               "OFFICER_DISABLED");
}

TEST_P(FeedApplyTest, UnitsAndCalendarsAreCopiedAndWhatCannotBeUsedIsSkipped) {
  registry::v1::Unit unit;
  unit.set_name("agencies/so/units/tt");
  unit.set_display_name("Thanh tra Sở");
  EXPECT_TRUE(Apply(unit.name(), unit).empty());
  registry::v1::CalendarYear table;
  table.set_name("agencies/so/calendarYears/2022");
  table.set_status(registry::v1::CalendarYear::CONFIRMED);
  table.set_version("own-1");
  EXPECT_TRUE(Apply(table.name(), table).empty());
  registry::v1::CalendarYear bad = table;
  bad.set_name("agencies/so/calendarYears/2023");
  *bad.add_days()->mutable_day() = calendar::ToDate(absl::CivilDay(1999, 1, 1));
  EXPECT_TRUE(Apply(bad.name(), bad).empty());
  // Another agency's resource in this agency's feed.
  EXPECT_TRUE(Apply("agencies/other/units/x", unit).empty());
  auto tx = Begin(*writer_);
  const auto units = FindUnits(*tx, kAgency, {unit.name(), "agencies/so/units/none"});
  ASSERT_OK(units);
  ASSERT_EQ(units->size(), 1u);
  EXPECT_EQ((*units)[0].display_name, "Thanh tra Sở");
  EXPECT_EQ(AllCalendarYears(*tx, kAgency)->size(), 1u);
  EXPECT_EQ(*CalendarRevision(*tx, kAgency), 1);
}

DONDOC_ON_EVERY_ENGINE(FeedApplyTest);

}  // namespace
}  // namespace dondoc::inspection
