// The inspection service's storage on every engine: paging, searching, counting and bookings
// against naive models.

#include "services/inspection/storage/inspection_store.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "services/inspection/domain/board.h"
#include "services/inspection/domain/overlap.h"
#include "services/inspection/storage/directory_store.h"
#include "services/inspection/storage/entity_store.h"
#include "services/inspection/storage/inspection_counters.h"
#include "services/inspection/storage/inspection_query.h"
#include "services/inspection/storage/inspector_store.h"
#include "services/inspection/storage/plan_store.h"
#include "services/inspection/storage/team_facts.h"
#include "tests/conformance/inspection/inspection_fixture.h"

namespace dondoc::inspection {
namespace {

class InspectionStoreTest : public InspectionStoreFixture {
 protected:
  // Every page of a list, put together; pages of `size`.
  std::vector<Inspection> ListAll(const std::string& filter, const std::string& order, int size) {
    const auto query = ParseInspectionQuery(kAgency, filter, order);
    EXPECT_TRUE(query.ok()) << query.status();
    std::vector<Inspection> all;
    common::v1::PageToken token;
    auto reader = Connect(sql::ConnectionKind::kReader);
    for (int pages = 0; query.ok() && pages < 1000; ++pages) {
      auto tx = Begin(*reader);
      PageKeys keys;
      auto rows = PageInspections(*tx, kAgency, *query, token, size, keys);
      EXPECT_TRUE(rows.ok()) << rows.status();
      if (!rows.ok() || rows->empty()) break;
      all.insert(all.end(), rows->begin(), rows->end());
      *token.mutable_keys() = keys.back().keys();
    }
    return all;
  }

  static std::vector<std::string> Names(const std::vector<Inspection>& inspections) {
    std::vector<std::string> names;
    for (const Inspection& inspection : inspections) names.push_back(inspection.name());
    return names;
  }
};

TEST_P(InspectionStoreTest, PagesThroughTiesAndUndatedRowsWithoutLosingOrRepeatingOne) {
  std::vector<Inspection> all;
  for (int i = 1; i <= 40; ++i) {
    Inspection inspection = Make(i);
    if (i % 3 != 0) SetDays(kDay + i % 2, kDay + 5, inspection);
    Insert(inspection, /*revision=*/1 + i % 4);
    all.push_back(inspection);
  }
  std::sort(all.begin(), all.end(), [](const Inspection& a, const Inspection& b) {
    const auto key = [](const Inspection& i) {
      return std::pair(i.has_first_day() ? DayNumber(i.first_day()) : kNoDayNumber, i.name());
    };
    return key(a) < key(b);
  });
  for (const int size : {1, 7, 40, 500}) EXPECT_EQ(Names(ListAll("", "", size)), Names(all));
  const std::vector<Inspection> reversed(all.rbegin(), all.rend());
  EXPECT_EQ(Names(ListAll("", "first_day desc", 7)), Names(reversed));
  const auto by_number = ListAll("", "number", 11);
  ASSERT_EQ(by_number.size(), 40u);
  EXPECT_EQ(by_number.front().number(), "TT-2022-0001");
  EXPECT_EQ(by_number.back().number(), "TT-2022-0040");
  std::set<std::string> seen;
  for (const Inspection& i : ListAll("", "update_time desc", 9)) seen.insert(i.name());
  EXPECT_EQ(seen.size(), 40u);
}

TEST_P(InspectionStoreTest, FiltersAgreeWithTheResources) {
  std::mt19937 random(20221003);
  std::vector<Inspection> all;
  for (int i = 1; i <= 100; ++i) {
    Inspection inspection = Make(i);
    inspection.set_state(static_cast<Inspection::State>(1 + random() % 8));
    inspection.set_kind(static_cast<Inspection::Kind>(1 + random() % 4));
    inspection.set_basis(random() % 3 == 0 ? Inspection::AD_HOC : Inspection::IN_PLAN);
    inspection.set_plan_year(2021 + static_cast<int>(random() % 2));
    inspection.set_lead_unit(absl::StrCat(kAgency, "/units/u", random() % 3));
    inspection.set_awaiting_dates(random() % 4 == 0);
    // A branch of the same enterprise: found by the enterprise's code.
    if (i == 7) {
      SetEnterprise("0100109106-001", inspection);
      inspection.set_basis(Inspection::AD_HOC);
    }
    if (random() % 3 != 0) {
      const int begin = static_cast<int>(random() % 30);
      SetDays(kDay + begin, kDay + begin + 2, inspection);
    }
    if (random() % 2 == 0) {
      *inspection.mutable_due_date() = calendar::ToDate(kDay + static_cast<int>(random() % 9));
    }
    inspection.mutable_team()->set_leader(Officer(i % 5));
    if (i % 10 == 0) {
      inspection.mutable_clause()->set_directive(absl::StrCat(kAgency, "/directives/d1"));
    }
    Insert(inspection);
    all.push_back(inspection);
  }
  const auto expect = [&](const std::string& filter, auto matches) {
    std::set<std::string> expected, found;
    for (const Inspection& i : all) {
      if (matches(i)) expected.insert(i.name());
    }
    for (const Inspection& i : ListAll(filter, "", 13)) found.insert(i.name());
    EXPECT_EQ(found, expected) << filter;
    EXPECT_FALSE(expected.empty()) << filter << ": the data gives nothing to find";
  };
  expect("state = PLANNED", [](const auto& i) { return i.state() == Inspection::PLANNED; });
  expect("kind = EXAMINATION AND basis = AD_HOC", [](const auto& i) {
    return i.kind() == Inspection::EXAMINATION && i.basis() == Inspection::AD_HOC;
  });
  expect("plan_year = 2022 AND unit = u1", [](const auto& i) {
    return i.plan_year() == 2022 && i.lead_unit() == "agencies/so/units/u1";
  });
  expect("awaiting = true", [](const auto& i) { return i.awaiting_dates(); });
  expect("member = o3", [](const auto& i) { return i.team().leader() == Officer(3); });
  expect("directive = d1", [](const auto& i) { return !i.clause().directive().empty(); });
  expect("tax_code = 0100109106", [](const auto& i) { return i.subject().enterprise(); });
  expect("first_day <= 2022-11-10", [](const auto& i) {
    return i.has_first_day() && DayNumber(i.first_day()) <= DayNumber(kDay + 9);
  });
  expect("due < 2022-11-05", [](const auto& i) {
    return i.has_due_date() && DayNumber(i.due_date()) < DayNumber(kDay + 4);
  });
}

TEST_P(InspectionStoreTest, SearchesWithAndWithoutDiacriticsAlsoAfterTheDaysMoved) {
  const std::vector<std::string> titles = {
      "Thanh tra kinh doanh xăng dầu", "Kiểm tra vàng trang sức", "Thanh tra xăng và mũ bảo hiểm"};
  std::vector<Inspection> all;
  for (size_t i = 0; i < titles.size(); ++i) {
    all.push_back(Make(static_cast<int>(i) + 1));
    all.back().set_title(titles[i]);
    Insert(all.back());
  }
  const auto found = [&](const std::string& words) {
    std::set<std::string> result;
    for (const auto& i : ListAll(absl::StrCat("text : \"", words, "\""), "", 1)) {
      result.insert(i.title());
    }
    return result;
  };
  using Set = std::set<std::string>;
  EXPECT_EQ(found("xăng dầu"), Set{titles[0]});
  EXPECT_EQ(found("xang"), (Set{titles[0], titles[2]}));
  Inspection moved = all[0];
  SetDays(kDay, kDay + 3, moved);
  moved.set_title("Thanh tra phân bón");
  {
    auto tx = Begin(*writer_);
    ASSERT_OK(UpdateInspection(*tx, kAgency, 2, all[0], moved));
    ASSERT_OK(tx->Commit());
  }
  EXPECT_EQ(found("xang"), Set{titles[2]});
  EXPECT_EQ(found("phan bon"), Set{"Thanh tra phân bón"});
}

TEST_P(InspectionStoreTest, CountersAndBookingsAgreeWithEveryInspectionUnderRandomChanges) {
  const unsigned seed = 11;
  std::mt19937 random(seed);
  std::vector<Inspection> all;
  const auto shuffle = [&](Inspection& inspection) {
    inspection.set_state(static_cast<Inspection::State>(1 + random() % 8));
    inspection.set_awaiting_subject(random() % 2 == 0);
    inspection.clear_due_date();
    if (random() % 2 == 0) {
      *inspection.mutable_due_date() = calendar::ToDate(kDay + static_cast<int>(random() % 5));
    }
    inspection.clear_team();
    inspection.mutable_team()->set_leader(Officer(static_cast<int>(random() % 4)));
    if (random() % 2 == 0) inspection.mutable_team()->add_members(Officer(9));
    inspection.clear_first_day();
    inspection.clear_last_day();
    if (random() % 3 != 0) {
      const int begin = static_cast<int>(random() % 20);
      SetDays(kDay + begin, kDay + begin + static_cast<int>(random() % 6), inspection);
    }
  };
  for (int step = 1; step <= 150; ++step) {
    auto tx = Begin(*writer_);
    if (all.size() < 10 || random() % 4 == 0) {
      Inspection inspection = Make(step);
      shuffle(inspection);
      ASSERT_OK(InsertInspection(*tx, kAgency, step, inspection));
      all.push_back(inspection);
    } else {
      Inspection& inspection = all[random() % all.size()];
      const Inspection before = inspection;
      shuffle(inspection);
      ASSERT_OK(UpdateInspection(*tx, kAgency, step, before, inspection));
    }
    ASSERT_OK(tx->Commit());
  }
  auto tx = Begin(*writer_);
  std::vector<StageCount> naive;
  for (const Inspection& inspection : all) naive.push_back({StageOf(inspection), 1});
  const auto counters = ReadCounters(*tx, kAgency, 0);
  ASSERT_OK(counters);
  for (const absl::CivilDay as_of : {kDay - 1, kDay + 2, kDay + 90}) {
    EXPECT_EQ(SumBoard(*counters, as_of).DebugString(), SumBoard(naive, as_of).DebugString())
        << "seed " << seed;
  }
  EXPECT_TRUE(ReadCounters(*tx, kAgency, 2021)->empty());
  for (int officer : {0, 1, 2, 3, 9}) {
    std::set<std::pair<std::string, absl::CivilDay>> expected, found;
    for (const Inspection& inspection : all) {
      for (const Booking& booking : BookingsOf(inspection)) {
        if (booking.officer == Officer(officer) && booking.first_day <= kDay + 12 &&
            booking.last_day >= kDay + 8) {
          expected.emplace(booking.number, booking.last_day);
        }
      }
    }
    const auto bookings = LoadBookings(*tx, kAgency, {Officer(officer)}, kDay + 8, kDay + 12);
    ASSERT_OK(bookings);
    for (const Booking& booking : *bookings) found.emplace(booking.number, booking.last_day);
    EXPECT_EQ(found, expected) << Officer(officer) << " seed " << seed;
  }
}

TEST_P(InspectionStoreTest, AnInspectionIsFoundByNameAndByNumber) {
  Insert(Make(12));
  auto tx = Begin(*writer_);
  EXPECT_EQ(GetInspection(*tx, kAgency, Make(12).name())->number(), "TT-2022-0012");
  EXPECT_EQ(GetInspection(*tx, kAgency, "agencies/so/inspections/TT-2022-0012")->name(),
            Make(12).name());
  EXPECT_ERROR(GetInspection(*tx, kAgency, "agencies/so/inspections/TT-2022-0013"),
               absl::StatusCode::kNotFound, "NOT_FOUND");
  EXPECT_EQ(*TakeOfficeNumber(*tx, kAgency, 2022), "TT-2022-0001");
  EXPECT_EQ(*TakeOfficeNumber(*tx, kAgency, 2022), "TT-2022-0002");
  EXPECT_EQ(*TakeOfficeNumber(*tx, kAgency, 2023), "TT-2023-0001");
}

TEST_P(InspectionStoreTest, TheTeamsFactsRefuseTheDoubleBookingTheAbsenceAndTheInterest) {
  Inspection held = Make(1);
  held.mutable_team()->set_leader(Officer(1));
  SetDays(kDay, kDay + 9, held);
  Insert(held);
  auto tx = Begin(*writer_);
  for (int i : {1, 2}) {
    v1::Inspector inspector;
    inspector.set_name(absl::StrCat(kAgency, "/inspectors/o", i));
    inspector.set_officer(Officer(i));
    inspector.set_has_inspector_role(true);
    ASSERT_OK(StoreInspector(*tx, kAgency, inspector));
  }
  v1::Absence absence;
  absence.set_name("agencies/so/inspectors/o2/absences/r1");
  *absence.mutable_first_day() = calendar::ToDate(kDay + 20);
  *absence.mutable_last_day() = calendar::ToDate(kDay + 22);
  ASSERT_OK(StoreAbsence(*tx, kAgency, absence));
  v1::Interest interest;
  interest.set_name("agencies/so/inspectors/o2/interests/r1");
  interest.set_entity("agencies/so/entities/mother");
  interest.set_relation(v1::Interest::SPOUSE);
  ASSERT_OK(InsertInterest(*tx, kAgency, interest, "0100109106"));

  const auto check = [&](int officer, absl::CivilDay first, const std::string& tax_code) {
    Inspection wanted = Make(2);
    wanted.mutable_team()->set_leader(Officer(officer));
    SetDays(first, first + 2, wanted);
    if (!tax_code.empty()) SetEnterprise(tax_code, wanted);
    const auto facts = LoadTeamFacts(*tx, kAgency, wanted);
    return facts.ok() ? CheckTeam(wanted, *facts) : facts.status();
  };
  using absl::StatusCode;
  EXPECT_ERROR(check(1, kDay + 9, ""), StatusCode::kFailedPrecondition, "INSPECTOR_DOUBLE_BOOKED");
  EXPECT_ERROR(check(1, kDay - 2, ""), StatusCode::kFailedPrecondition, "INSPECTOR_DOUBLE_BOOKED");
  EXPECT_TRUE(check(1, kDay + 10, "").ok());
  EXPECT_ERROR(check(2, kDay + 18, ""), StatusCode::kFailedPrecondition, "INSPECTOR_ABSENT");
  EXPECT_TRUE(check(2, kDay + 23, "").ok());
  // A branch is its enterprise.
  EXPECT_ERROR(check(2, kDay + 30, "0100109106-001"), StatusCode::kFailedPrecondition,
               "CONFLICT_OF_INTEREST");
  EXPECT_ERROR(check(3, kDay + 30, ""), StatusCode::kNotFound, "OFFICER_NOT_FOUND");
  absence.set_cancelled(true);
  interest.set_withdrawn(true);
  ASSERT_OK(StoreAbsence(*tx, kAgency, absence));
  ASSERT_OK(UpdateInterest(*tx, kAgency, interest));
  EXPECT_TRUE(check(2, kDay + 18, "0100109106").ok());
}

TEST_P(InspectionStoreTest, OneEntityATaxCodeAndListsInVietnameseOrder) {
  auto tx = Begin(*writer_);
  const auto make = [](const std::string& id, const std::string& name, const std::string& code) {
    v1::Entity entity;
    entity.set_name(absl::StrCat(kAgency, "/entities/", id));
    entity.set_display_name(name);
    entity.set_tax_code(code);
    entity.set_type(v1::Entity::ENTERPRISE);
    return entity;
  };
  const v1::Entity fuel = make("z", "Ánh Dương", "0100109106");
  ASSERT_OK(InsertEntity(*tx, kAgency, fuel));
  ASSERT_OK(InsertEntity(*tx, kAgency, make("a", "Đại Phát", "0100109107")));
  ASSERT_OK(InsertEntity(*tx, kAgency, make("b", "Hộ không mã", "")));
  ASSERT_OK(InsertEntity(*tx, kAgency, make("c", "Hộ không mã", "")));
  EXPECT_ERROR(InsertEntity(*tx, kAgency, make("d", "X", "0100109106")),
               absl::StatusCode::kAlreadyExists, "ENTITY_EXISTS");
  EXPECT_ERROR(InsertEntity(*tx, kAgency, fuel), absl::StatusCode::kAlreadyExists, "ENTITY_EXISTS");
  const auto list = [&](const std::string& filter) {
    std::vector<std::string> ids;
    const auto query = ParseEntityQuery(filter);
    EXPECT_TRUE(query.ok()) << query.status();
    common::v1::PageToken token;
    while (query.ok()) {
      PageKeys keys;
      const auto page = PageEntities(*tx, kAgency, *query, token, 1, keys);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) break;
      for (const auto& entity : *page) ids.emplace_back(rpc::LastSegment(entity.name()));
      *token.mutable_keys() = keys.back().keys();
    }
    return ids;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(list(""), (Ids{"z", "a", "b", "c"}));
  EXPECT_EQ(list("tax_code = \"0100 109 107\""), Ids{"a"});
  EXPECT_EQ(list("text : \"ho ma\" AND dissolved = false"), (Ids{"b", "c"}));
  v1::Entity renamed = fuel;
  renamed.set_display_name("Yên Bình");
  renamed.set_dissolved(true);
  ASSERT_OK(UpdateEntity(*tx, kAgency, fuel, renamed));
  EXPECT_EQ(list(""), (Ids{"a", "b", "c", "z"}));
  EXPECT_EQ(list("text : \"anh duong\""), Ids{});
  EXPECT_EQ(list("dissolved = true AND type = ENTERPRISE"), Ids{"z"});
}

TEST_P(InspectionStoreTest, PlansAreOneAYearNewestFirst) {
  auto tx = Begin(*writer_);
  v1::Plan plan;
  for (const int year : {2021, 2023, 2022}) {
    plan.set_name(absl::StrCat(kAgency, "/plans/", year));
    plan.set_year(year);
    ASSERT_OK(InsertPlan(*tx, kAgency, plan));
  }
  EXPECT_ERROR(InsertPlan(*tx, kAgency, plan), absl::StatusCode::kAlreadyExists, "PLAN_EXISTS");
  PageKeys keys;
  const auto first = PagePlans(*tx, kAgency, {}, 2, keys);
  ASSERT_OK(first);
  ASSERT_EQ(first->size(), 2u);
  EXPECT_EQ((*first)[0].year(), 2023);
  const auto rest = PagePlans(*tx, kAgency, keys.back(), 2, keys);
  ASSERT_OK(rest);
  ASSERT_EQ(rest->size(), 1u);
  EXPECT_EQ((*rest)[0].year(), 2021);
}

TEST(InspectionQuery, RefusesWhatItDoesNotKnowNamingTheField) {
  const auto field = [](const std::string& filter, const std::string& order) {
    const auto query = ParseInspectionQuery(kAgency, filter, order);
    EXPECT_EQ(query.status().code(), absl::StatusCode::kInvalidArgument) << filter;
    const auto bad = BadRequestOf(query.status());
    return bad.field_violations().empty() ? "" : bad.field_violations(0).field();
  };
  for (const char* filter :
       {"colour = red", "state = DONE", "state > PLANNED", "unit : vp", "unit = a/b/c",
        "unit = agencies/other/units/vp", "first_day = tomorrow", "due : 2022-11-01",
        "kind = KIND_UNSPECIFIED", "text = x", "text : \"...\"", "awaiting = maybe",
        "tax_code = 12", "plan_year = soon", "member = agencies/other/officers/o"}) {
    EXPECT_EQ(field(filter, ""), "filter") << filter;
  }
  EXPECT_EQ(field("", "colour"), "order_by");
}

DONDOC_ON_EVERY_ENGINE(InspectionStoreTest);

}  // namespace
}  // namespace dondoc::inspection
