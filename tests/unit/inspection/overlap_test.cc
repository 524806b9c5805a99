#include "services/inspection/domain/overlap.h"

#include <map>
#include <random>
#include <set>

#include "gtest/gtest.h"

#include "services/inspection/domain/inspection_state.h"
#include "services/inspection/domain/warnings.h"
#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

using I = v1::Inspection;

TeamFacts Everybody(const I& inspection) {
  TeamFacts facts;
  for (const std::string& person : PeopleOf(inspection.team())) {
    facts.members.push_back({person, false, false});
  }
  return facts;
}

TEST(Bookings, FollowTheState) {
  I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  *inspection.mutable_fieldwork_end_date() = Date(D(12, 10, 2022));
  const std::set<State> holding = {I::PLANNED,   I::DECIDED,   I::ANNOUNCED,
                                   I::SUSPENDED, I::REPORTING, I::CONCLUDED};
  for (int s = I::State_MIN; s <= I::State_MAX; ++s) {
    inspection.set_state(static_cast<State>(s));
    const bool holds = holding.count(inspection.state()) > 0;
    ASSERT_EQ(BookingsOf(inspection).size(), holds ? 2U : 0U) << I::State_Name(inspection.state());
  }
  inspection.set_state(I::REPORTING);
  EXPECT_EQ(BookingsOf(inspection)[0].last_day, D(12, 10, 2022));
  *inspection.mutable_fieldwork_end_date() = Date(D(20, 10, 2022));
  EXPECT_EQ(BookingsOf(inspection)[0].last_day, D(14, 10, 2022));
  inspection.clear_first_day();
  EXPECT_TRUE(BookingsOf(inspection).empty());
}

TEST(Team, DoubleBookingNamesTheOtherInspection) {
  const I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  TeamFacts facts = Everybody(inspection);
  const Booking other{Officer("binh"), InspectionName("i2"), "TT-2022-0002", D(14, 10, 2022),
                      D(20, 10, 2022)};
  facts.bookings = {other};
  const absl::Status status = CheckTeam(inspection, facts);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "INSPECTOR_DOUBLE_BOOKED");
  EXPECT_EQ(Fact(status, "officer"), Officer("binh"));
  EXPECT_EQ(Fact(status, "inspection"), InspectionName("i2"));
  EXPECT_EQ(Fact(status, "number"), "TT-2022-0002");
  EXPECT_EQ(Fact(status, "first_day"), "2022-10-14");
  EXPECT_EQ(Fact(status, "last_day"), "2022-10-20");

  facts.bookings[0].first_day = D(15, 10, 2022);  // The day after: free.
  EXPECT_TRUE(CheckTeam(inspection, facts).ok());
  facts.bookings = BookingsOf(inspection);  // Its own days are no collision.
  EXPECT_TRUE(CheckTeam(inspection, facts).ok());
  facts.bookings = {other};
  facts.bookings[0].officer = Officer("chi");  // Somebody else's.
  EXPECT_TRUE(CheckTeam(inspection, facts).ok());
}

TEST(Team, AbsentIneligibleAndUnknownPeopleAreRefused) {
  const I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  TeamFacts facts = Everybody(inspection);
  facts.away = {
      {Officer("an"), "agencies/skhcn/inspectors/an/absences/a", D(1, 10, 2022), D(10, 10, 2022)}};
  EXPECT_EQ(ReasonOf(CheckTeam(inspection, facts)), "INSPECTOR_ABSENT");
  EXPECT_EQ(ReasonOf(CheckDays(inspection, facts)), "INSPECTOR_ABSENT");
  facts.away[0].last_day = D(9, 10, 2022);
  EXPECT_TRUE(CheckTeam(inspection, facts).ok());
  facts.members[1].ineligible = true;
  EXPECT_EQ(ReasonOf(CheckTeam(inspection, facts)), "INSPECTOR_INELIGIBLE");
  EXPECT_TRUE(CheckDays(inspection, facts).ok());
  facts.members.pop_back();
  const absl::Status unknown = CheckTeam(inspection, facts);
  EXPECT_EQ(unknown.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(unknown), "OFFICER_NOT_FOUND");
}

TEST(Conflicts, AreFoundByEnterpriseEntityAndUnit) {
  I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  inspection.mutable_subject()->set_tax_code("0100109106-001");
  const DeclaredInterest by_enterprise{
      "x", Officer("an"), v1::Interest::SPOUSE, "0100109106", "agencies/skhcn/entities/head-office",
      ""};
  EXPECT_EQ(FindConflicts(inspection, {by_enterprise}).size(), 1U);
  DeclaredInterest by_entity{
      "x", Officer("binh"), v1::Interest::PARENT, "", "agencies/skhcn/entities/petro", ""};
  EXPECT_EQ(ReasonOf(CheckConflicts(inspection, {by_entity})), "CONFLICT_OF_INTEREST");
  EXPECT_EQ(Fact(CheckConflicts(inspection, {by_entity}), "relation"), "PARENT");
  by_entity.officer = Officer("chi");
  EXPECT_TRUE(CheckConflicts(inspection, {by_entity}).ok());

  inspection.clear_subject();
  inspection.mutable_subject()->add_units(Unit("trung-tam"));
  EXPECT_TRUE(FindConflicts(inspection, {by_enterprise, by_entity}).empty());
  const DeclaredInterest by_unit{"x", Officer("an"),    v1::Interest::SIBLING, "",
                                 "",  Unit("trung-tam")};
  EXPECT_EQ(FindConflicts(inspection, {by_unit}).size(), 1U);
}

TEST(Conflicts, DeclaredAfterTheAssignmentAreMarkedOnceAndCleared) {
  I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  const DeclaredInterest late{"x", Officer("an"), v1::Interest::CHILD, "0100109106", "", ""};
  EXPECT_TRUE(MarkConflicts({late}, inspection));
  EXPECT_TRUE(HasWarning(warning::kConflictOfInterest, inspection.warnings()));
  EXPECT_FALSE(MarkConflicts({late}, inspection));
  EXPECT_EQ(inspection.warnings_size(), 1);
  EXPECT_TRUE(MarkConflicts({}, inspection));
  EXPECT_FALSE(MarkConflicts({}, inspection));
  EXPECT_EQ(inspection.warnings_size(), 0);
}

TEST(EnterpriseYear, IsHeldByPlannedVisitsUntilTheyFallAway) {
  I inspection = Ready(D(10, 10, 2022), D(14, 10, 2022));
  inspection.mutable_subject()->set_tax_code("0100109106-001");
  const EnterpriseYearKey key{"0100109106", 2022};
  for (const State state :
       {I::PLANNED, I::DECIDED, I::ANNOUNCED, I::SUSPENDED, I::REPORTING, I::CONCLUDED}) {
    inspection.set_state(state);
    EXPECT_EQ(EnterpriseYearOf(inspection), key) << I::State_Name(state);
  }
  inspection.set_state(I::CANCELLED_FROM_PLAN);
  EXPECT_EQ(EnterpriseYearOf(inspection), std::nullopt);
  inspection.set_state(I::DISCONTINUED);
  EXPECT_EQ(EnterpriseYearOf(inspection), std::nullopt);
  *inspection.mutable_announce_date() = Date(D(10, 10, 2022));
  EXPECT_EQ(EnterpriseYearOf(inspection), key);  // The visit had begun.

  inspection.set_state(I::PLANNED);
  inspection.mutable_subject()->set_enterprise(false);
  EXPECT_EQ(EnterpriseYearOf(inspection), std::nullopt);
  inspection.mutable_subject()->set_enterprise(true);
  inspection.set_basis(I::AD_HOC);
  EXPECT_EQ(EnterpriseYearOf(inspection), std::nullopt);
  EXPECT_EQ(AdHocYearOf(inspection), key);
}

TEST(EnterpriseYear, TheRefusalNamesAgencyAndDaysAndTheInspectionOnlyAtHome) {
  const I requested = Ready(D(10, 10, 2022), D(14, 10, 2022));
  I held = Ready(D(2, 5, 2022), D(6, 5, 2022));
  held.set_name("agencies/sct/inspections/i9");
  held.set_kind(I::EXAMINATION);
  const EnterpriseYearHolder holder = HolderOf(held);
  EXPECT_EQ(holder.agency, "agencies/sct");
  const absl::Status status = EnterpriseAlreadyPlanned(requested, holder);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "ENTERPRISE_ALREADY_PLANNED");
  EXPECT_EQ(Fact(status, "agency"), "agencies/sct");
  EXPECT_EQ(Fact(status, "first_day"), "2022-05-02");
  EXPECT_EQ(Fact(status, "last_day"), "2022-05-06");
  EXPECT_EQ(Fact(status, "tax_code"), "0100109106");
  EXPECT_EQ(Fact(status, "year"), "2022");
  EXPECT_EQ(Fact(status, "precedence"), "REQUESTED_PREVAILS");
  // Nothing of the other agency's inspection leaks, in whatever part of the error.
  EXPECT_EQ(Fact(status, "inspection"), "");
  EXPECT_EQ(status.ToString().find("i9"), std::string::npos);

  I home = held;
  home.set_name(InspectionName("i9"));
  EXPECT_EQ(Fact(EnterpriseAlreadyPlanned(requested, HolderOf(home)), "inspection"),
            InspectionName("i9"));
}

TEST(EnterpriseYear, ThanhTraGoesBeforeKiemTra) {
  EXPECT_EQ(Precedence(I::SPECIALISED, I::EXAMINATION), "REQUESTED_PREVAILS");
  EXPECT_EQ(Precedence(I::EXAMINATION, I::ADMINISTRATIVE), "HOLDER_PREVAILS");
  EXPECT_EQ(Precedence(I::SPECIALISED, I::ADMINISTRATIVE), "EQUAL");
  EXPECT_EQ(Precedence(I::EXAMINATION, I::EXAMINATION), "EQUAL");
}

TEST(EnterpriseYear, AdHocVisitsAreWarnedOnly) {
  I ad_hoc = Ready(D(10, 10, 2022), D(14, 10, 2022));
  ad_hoc.set_basis(I::AD_HOC);
  const EnterpriseYearHolder holder = HolderOf(Ready(D(2, 5, 2022), D(6, 5, 2022)));
  MarkEnterpriseVisited(&holder, ad_hoc);
  EXPECT_TRUE(HasWarning(warning::kEnterpriseVisited, ad_hoc.warnings()));
  MarkEnterpriseVisited(nullptr, ad_hoc);
  EXPECT_EQ(ad_hoc.warnings_size(), 0);
}

// A random history of bookings, checked against a model that marks every single day of every person
// and every single year of every enterprise.
TEST(Property, BookingsAgreeWithANaiveModel) {
  const uint32_t seed = PrintedSeed();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  int refused_people = 0;
  int refused_enterprises = 0;
  int accepted = 0;
  for (int round = 0; round < 60; ++round) {
    std::map<std::string, I> stored;
    for (int step = 0; step < 40; ++step) {
      const std::string id = absl::StrCat("i", pick(12));
      if (stored.count(InspectionName(id)) > 0 && pick(3) == 0) {
        I& old = stored[InspectionName(id)];
        old.set_state(pick(2) == 0 ? I::CANCELLED_FROM_PLAN : I::CONCLUDED);
        continue;
      }
      const absl::CivilDay first = D(1, 3, 2022) + pick(40);
      I wanted = Ready(first, first + pick(8));
      wanted.set_name(InspectionName(id));
      wanted.clear_team();
      std::set<std::string> people;
      for (int i = 1 + pick(3); i > 0; --i) people.insert(Officer(absl::StrCat("p", pick(6))));
      for (const std::string& person : people) wanted.mutable_team()->add_members(person);
      wanted.mutable_subject()->set_tax_code(absl::StrCat("010010910", pick(10)));

      // The model.
      std::set<std::pair<std::string, absl::CivilDay>> taken;
      std::set<std::string> enterprises;
      for (const auto& [name, other] : stored) {
        if (name == wanted.name() || other.state() == I::CANCELLED_FROM_PLAN) continue;
        for (const std::string& person : PeopleOf(other.team())) {
          for (auto day = Day(other.first_day()); day <= Day(other.last_day()); ++day) {
            taken.insert({person, day});
          }
        }
        enterprises.insert(other.subject().tax_code());
      }
      bool collides = false;
      for (const std::string& person : people) {
        for (auto day = first; day <= Day(wanted.last_day()); ++day) {
          collides |= taken.count({person, day}) > 0;
        }
      }

      // The code.
      TeamFacts facts = Everybody(wanted);
      bool enterprise_taken = false;
      for (const auto& [name, other] : stored) {
        for (const Booking& booking : BookingsOf(other)) facts.bookings.push_back(booking);
        enterprise_taken |=
            name != wanted.name() && EnterpriseYearOf(other) == EnterpriseYearOf(wanted);
      }
      const absl::Status status = CheckTeam(wanted, facts);
      ASSERT_EQ(status.ok(), !collides) << "round " << round << " step " << step << " " << status;
      if (!status.ok()) {
        ASSERT_EQ(ReasonOf(status), "INSPECTOR_DOUBLE_BOOKED");
      }
      ASSERT_EQ(enterprise_taken, enterprises.count(wanted.subject().tax_code()) > 0)
          << "round " << round << " step " << step;
      refused_people += collides ? 1 : 0;
      refused_enterprises += enterprise_taken ? 1 : 0;
      if (!collides && !enterprise_taken) {
        stored[wanted.name()] = wanted;
        ++accepted;
      }
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused_people, 100);
  EXPECT_GT(refused_enterprises, 100);
}

}  // namespace
}  // namespace dondoc::inspection
