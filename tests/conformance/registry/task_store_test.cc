// The registry's storage on every engine: paging, searching and counting against naive models.

#include "services/registry/storage/task_store.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

#include "common/calendar/date_proto.h"
#include "common/calendar/policy.h"
#include "common/rpc/page.h"
#include "common/rpc/rights.h"
#include "dondoc_schema/registry_storage.h"
#include "services/registry/domain/task_rules.h"
#include "services/registry/storage/days.h"
#include "services/registry/storage/directory_store.h"
#include "services/registry/storage/task_counters.h"
#include "services/registry/storage/task_query.h"
#include "services/registry/storage/task_words.h"
#include "tests/conformance/engine_fixture.h"

namespace dondoc::registry {
namespace {

using v1::Task;

constexpr char kAgency[] = "agencies/so";
const absl::CivilDay kToday(2022, 11, 1);

class TaskStoreTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    sql::EngineTest::SetUp();
    const absl::Time now = absl::FromUnixSeconds(1'660'000'000);
    ASSERT_OK(sql::Migrate(*writer_, rpc::RightsSchema(), now));
    ASSERT_OK(sql::Migrate(
        *writer_, {.component = "registry", .migrations = schema::registry_storage()}, now));
  }

  Task Make(int sequence) {
    Task task;
    // Names in no order of time: nothing may rely on it.
    task.set_name(
        absl::StrFormat("%s/tasks/%08x", kAgency, (sequence * 2654435761u) & 0xffffffffu));
    task.set_number(FormatOfficeNumber("NV", 2022, sequence));
    task.set_text("Nhiệm vụ");
    task.set_lead_unit("agencies/so/units/vp");
    task.set_state(Task::ASSIGNED);
    return task;
  }

  void Insert(const Task& task, int64_t revision = 1) {
    auto tx = Begin(*writer_);
    ASSERT_OK(InsertTask(*tx, kAgency, revision, task));
    ASSERT_OK(tx->Commit());
  }

  // Every page of a list, put together; pages of `size`.
  std::vector<Task> ListAll(const std::string& filter, const std::string& order, int size) {
    const auto query = ParseTaskQuery(kAgency, filter, order, kToday, 3);
    EXPECT_TRUE(query.ok()) << query.status();
    std::vector<Task> all;
    common::v1::PageToken token;
    auto reader = Connect(sql::ConnectionKind::kReader);
    for (int pages = 0; query.ok() && pages < 1000; ++pages) {
      auto tx = Begin(*reader);
      std::vector<common::v1::PageToken> keys;
      auto rows = PageTasks(*tx, kAgency, *query, token, size, keys);
      EXPECT_TRUE(rows.ok()) << rows.status();
      if (!rows.ok() || rows->empty()) break;
      all.insert(all.end(), rows->begin(), rows->end());
      *token.mutable_keys() = keys.back().keys();
    }
    return all;
  }

  static std::vector<std::string> Names(const std::vector<Task>& tasks) {
    std::vector<std::string> names;
    for (const Task& task : tasks) names.push_back(task.name());
    return names;
  }
};

void SetLastDay(absl::CivilDay day, Task& task) {
  *task.mutable_deadline()->mutable_on_day() = calendar::ToDate(day);
  *task.mutable_deadline()->mutable_last_day() = calendar::ToDate(day);
}

TEST_P(TaskStoreTest, PagesThroughTiesAndUndatedRowsWithoutLosingOrRepeatingOne) {
  std::vector<Task> tasks;
  for (int i = 1; i <= 60; ++i) {
    Task task = Make(i);
    // Three days, many ties, a third without a day.
    if (i % 3 != 0) SetLastDay(absl::CivilDay(2022, 11, 1 + i % 2), task);
    Insert(task, /*revision=*/1 + i % 4);
    tasks.push_back(task);
  }
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    const auto key = [](const Task& t) {
      return std::pair(t.deadline().has_last_day() ? DayNumber(t.deadline().last_day()) : kNoDay,
                       t.name());
    };
    return key(a) < key(b);
  });
  for (const int size : {1, 7, 60, 500}) {
    EXPECT_EQ(Names(ListAll("", "due", size)), Names(tasks)) << size;
  }
  std::vector<Task> reversed(tasks.rbegin(), tasks.rend());
  EXPECT_EQ(Names(ListAll("", "due desc", 7)), Names(reversed));
  const auto by_number = ListAll("", "number", 11);
  ASSERT_EQ(by_number.size(), 60u);
  EXPECT_EQ(by_number.front().number(), "NV-2022-0001");
  EXPECT_EQ(by_number.back().number(), "NV-2022-0060");
  EXPECT_EQ(ListAll("", "number desc", 11).front().number(), "NV-2022-0060");
  std::set<std::string> seen;
  for (const Task& task : ListAll("", "update_time desc", 9)) seen.insert(task.name());
  EXPECT_EQ(seen.size(), 60u);
}

TEST_P(TaskStoreTest, FiltersAgreeWithTheDomain) {
  std::mt19937 random(20221003);
  std::vector<Task> tasks;
  for (int i = 1; i <= 120; ++i) {
    Task task = Make(i);
    task.set_lead_unit(absl::StrCat("agencies/so/units/u", i % 3));
    task.set_state(static_cast<Task::State>(1 + random() % 8));
    if (random() % 4 != 0) SetLastDay(kToday - 10 + static_cast<int>(random() % 20), task);
    if (task.state() == Task::COMPLETED) {
      *task.mutable_submit_date() = calendar::ToDate(kToday - 10 + static_cast<int>(random() % 20));
    }
    Insert(task);
    Derive(kToday, {}, task);
    tasks.push_back(task);
  }
  const auto expect = [&](const std::string& filter, auto matches) {
    std::set<std::string> expected, found;
    for (const Task& task : tasks) {
      if (matches(task)) expected.insert(task.name());
    }
    for (const Task& task : ListAll(filter, "", 13)) found.insert(task.name());
    EXPECT_EQ(found, expected) << filter;
    EXPECT_FALSE(expected.empty()) << filter << ": the data gives nothing to find";
  };
  for (const auto timeliness : {Task::ON_TIME, Task::LATE, Task::IN_TIME, Task::OVERDUE}) {
    expect(absl::StrCat("timeliness = ", Task::Timeliness_Name(timeliness)),
           [&](const Task& task) { return task.timeliness() == timeliness; });
  }
  expect("due_soon = true", [](const Task& task) { return task.due_soon(); });
  expect("no_date = true", [](const Task& task) { return !task.deadline().has_last_day(); });
  expect("unit = u1 AND state = ASSIGNED", [](const Task& task) {
    return task.lead_unit() == "agencies/so/units/u1" && task.state() == Task::ASSIGNED;
  });
  expect("state != CANCELLED AND due < 2022-11-01", [](const Task& task) {
    return task.state() != Task::CANCELLED && task.deadline().has_last_day() &&
           DayNumber(task.deadline().last_day()) < DayNumber(kToday);
  });
  expect("due >= 2022-11-01", [](const Task& task) {
    return task.deadline().has_last_day() &&
           DayNumber(task.deadline().last_day()) >= DayNumber(kToday);
  });
}

TEST_P(TaskStoreTest, SearchesWithAndWithoutDiacritics) {
  const std::vector<std::string> texts = {"Tổ chức Hội thảo Lịch KH&CN", "Hoà giải tranh chấp",
                                          "Hội nghị mật ong bạc hà", "đánh giá, chấm điểm"};
  for (size_t i = 0; i < texts.size(); ++i) {
    Task task = Make(static_cast<int>(i) + 1);
    task.set_text(texts[i]);
    if (i % 2 == 0) SetLastDay(kToday + static_cast<int>(i), task);
    Insert(task);
  }
  const auto found = [&](const std::string& words) {
    std::set<std::string> result;
    for (const Task& task : ListAll(absl::StrCat("text : \"", words, "\""), "", 1)) {
      result.insert(task.text());
    }
    return result;
  };
  using Set = std::set<std::string>;
  EXPECT_EQ(found("hội"), (Set{texts[0], texts[2]}));
  EXPECT_EQ(found("HOI"), (Set{texts[0], texts[2]}));
  EXPECT_EQ(found("hội thảo"), Set{texts[0]});
  EXPECT_EQ(found("hòa giải"), Set{texts[1]});
  EXPECT_EQ(found("ha"), Set{texts[2]});
  EXPECT_EQ(found("danh gia"), Set{texts[3]});
  EXPECT_EQ(found("đánh"), Set{texts[3]});
  EXPECT_EQ(found("NV-2022-0003"), Set{texts[2]});
  EXPECT_EQ(found("không có"), Set{});
}

// Words wait beside the token table until kFoldEvery tasks have come: wherever they stand, and
// whatever was changed there, a search finds the same as reading every task.
TEST_P(TaskStoreTest, ASearchFindsTasksWhoseWordsWaitAndWhoseWordsAreFolded) {
  std::mt19937 random(20221115);
  const std::vector<std::string> words = {"nghiệm", "thu", "đề", "tài", "thanh", "lý"};
  std::map<std::string, Task> tasks;
  const auto change = [&](Task& task) {
    task.set_topic(absl::StrCat(words[random() % 6], " ", words[random() % 6]));
    SetLastDay(kToday + static_cast<int>(random() % 5), task);
  };
  int64_t most_waiting = 0;
  const int count = 2 * kFoldEvery + 40;
  for (int i = 1; i <= count; ++i) {
    Task task = Make(i);
    // Notices of several years: no year alone brings enough for a fold.
    task.set_number(FormatOfficeNumber("NV", 2020 + i % 5, i / 5 + 1));
    change(task);
    Insert(task);
    tasks[task.name()] = task;
    if (random() % 2 == 0) {
      auto& chosen = std::next(tasks.begin(), static_cast<int>(random() % tasks.size()))->second;
      Task after = chosen;
      change(after);
      auto tx = Begin(*writer_);
      ASSERT_OK(UpdateTask(*tx, kAgency, 2, chosen, after));
      ASSERT_OK(tx->Commit());
      chosen = after;
    }
    auto tx = Begin(*writer_);
    const auto waiting = tx->QueryInt("SELECT COUNT(*) FROM pending_words");
    ASSERT_OK(waiting);
    most_waiting = std::max(most_waiting, **waiting);
  }
  EXPECT_EQ(most_waiting, kFoldEvery - 1);

  for (const auto& [filter, needs] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"text:\"nghiệm\"", {"nghiệm"}},
           {"text:\"de tai\"", {"đề", "tài"}},
           {"text:\"thanh\" AND text:\"thu\"", {"thanh", "thu"}}}) {
    std::vector<Task> expected;
    for (const auto& [name, task] : tasks) {
      const std::vector<absl::string_view> has = absl::StrSplit(task.topic(), ' ');
      if (std::all_of(needs.begin(), needs.end(), [&](const std::string& word) {
            return std::find(has.begin(), has.end(), word) != has.end();
          })) {
        expected.push_back(task);
      }
    }
    ASSERT_GT(expected.size(), 10u) << filter;
    const auto sorted = [&](auto less) {
      std::sort(expected.begin(), expected.end(), less);
      return Names(expected);
    };
    const auto by_day = [](const Task& a, const Task& b) {
      return std::pair(DayNumber(a.deadline().last_day()), a.name()) <
             std::pair(DayNumber(b.deadline().last_day()), b.name());
    };
    for (const int size : {3, 1000}) {
      EXPECT_EQ(Names(ListAll(filter, "due", size)), sorted(by_day)) << filter << " by " << size;
      EXPECT_EQ(Names(ListAll(filter, "due desc", size)),
                sorted([&](const Task& a, const Task& b) { return by_day(b, a); }));
      EXPECT_EQ(Names(ListAll(filter, "number", size)),
                sorted([](const Task& a, const Task& b) { return a.number() < b.number(); }));
      EXPECT_EQ(Names(ListAll(filter, "number desc", size)),
                sorted([](const Task& a, const Task& b) { return b.number() < a.number(); }));
    }
  }
  ASSERT_EQ(ListAll("text:\"nv-2022-0007\"", "due", 5).size(), 1u);
  EXPECT_EQ(ListAll("text:\"nv-2022-0007\"", "due", 5).front().number(), "NV-2022-0007");
}

TEST_P(TaskStoreTest, CountersAgreeWithEveryTaskUnderRandomChanges) {
  const unsigned seed = 7;
  std::mt19937 random(seed);
  std::vector<Task> tasks;
  for (int step = 0; step < 300; ++step) {
    auto tx = Begin(*writer_);
    if (tasks.size() < 20 || random() % 3 == 0) {
      Task task = Make(step + 1);
      task.set_lead_unit(random() % 5 == 0 ? ""
                                           : absl::StrCat("agencies/so/units/u", random() % 3));
      if (random() % 3 != 0) SetLastDay(kToday - 5 + static_cast<int>(random() % 10), task);
      ASSERT_OK(InsertTask(*tx, kAgency, step + 1, task));
      tasks.push_back(task);
    } else {
      Task& task = tasks[random() % tasks.size()];
      const Task before = task;
      task.set_state(static_cast<Task::State>(1 + random() % 8));
      task.set_lead_unit(absl::StrCat("agencies/so/units/u", random() % 3));
      if (random() % 2 == 0) SetLastDay(kToday - 5 + static_cast<int>(random() % 10), task);
      *task.mutable_submit_date() = calendar::ToDate(kToday - 5 + static_cast<int>(random() % 10));
      ASSERT_OK(UpdateTask(*tx, kAgency, step + 1, before, task));
    }
    ASSERT_OK(tx->Commit());
  }
  auto tx = Begin(*writer_);
  for (const absl::CivilDay as_of : {kToday - 7, kToday, kToday + 30}) {
    const auto sums = SumCounters(*tx, kAgency, as_of, 3);
    ASSERT_OK(sums);
    std::map<std::string, v1::TaskCounts> expected;
    for (Task task : tasks) {
      Derive(as_of, {}, task);
      v1::TaskCounts& counts = expected[task.lead_unit()];
      if (task.state() == Task::CANCELLED) {
        counts.set_cancelled(counts.cancelled() + 1);
        continue;
      }
      counts.set_total(counts.total() + 1);
      counts.set_on_time(counts.on_time() + (task.timeliness() == Task::ON_TIME));
      counts.set_late(counts.late() + (task.timeliness() == Task::LATE));
      counts.set_in_time(counts.in_time() + (task.timeliness() == Task::IN_TIME));
      counts.set_overdue(counts.overdue() + (task.timeliness() == Task::OVERDUE));
      counts.set_due_soon(counts.due_soon() + task.due_soon());
      counts.set_no_date(counts.no_date() +
                         (task.timeliness() == Task::IN_TIME && !task.deadline().has_last_day()));
    }
    ASSERT_EQ(sums->size(), expected.size()) << "seed " << seed;
    for (const UnitCounts& sum : *sums) {
      EXPECT_EQ(sum.counts.ShortDebugString(), expected[sum.unit].ShortDebugString())
          << sum.unit << " seed " << seed;
      EXPECT_EQ(sum.counts.total(), sum.counts.on_time() + sum.counts.late() +
                                        sum.counts.in_time() + sum.counts.overdue());
    }
  }
}

TEST_P(TaskStoreTest, OfficeNumbersCountByAgencyAndYear) {
  {
    auto tx = Begin(*writer_);
    EXPECT_EQ(*NextOfficeNumber(*tx, kAgency, 2022), 1);
  }
  Insert(Make(1));
  Insert(Make(12));
  auto tx = Begin(*writer_);
  EXPECT_EQ(*NextOfficeNumber(*tx, kAgency, 2022), 13);
  EXPECT_EQ(*NextOfficeNumber(*tx, kAgency, 2023), 1);
  EXPECT_EQ(*NextOfficeNumber(*tx, "agencies/other", 2022), 1);
  EXPECT_EQ(FormatOfficeNumber("NV", 2022, 12), "NV-2022-0012");
  EXPECT_EQ(FormatOfficeNumber("NV", 2022, 123456), "NV-2022-123456");
}

TEST_P(TaskStoreTest, ATaskIsFoundByNameAndByNumber) {
  const Task task = Make(12);
  Insert(task);
  auto tx = Begin(*writer_);
  EXPECT_EQ(GetTask(*tx, kAgency, task.name())->text(), task.text());
  EXPECT_EQ(GetTask(*tx, kAgency, "agencies/so/tasks/NV-2022-0012")->name(), task.name());
  EXPECT_ERROR(GetTask(*tx, kAgency, "agencies/so/tasks/NV-2022-0013"), absl::StatusCode::kNotFound,
               "NOT_FOUND");
}

TEST_P(TaskStoreTest, OneUnitNameMeansOneUnit) {
  auto tx = Begin(*writer_);
  v1::Unit office, other;
  office.set_name("agencies/so/units/vp");
  office.set_display_name("Văn phòng");
  office.add_aliases("VP Sở");
  ASSERT_OK(InsertUnit(*tx, kAgency, office));
  other.set_name("agencies/so/units/other");
  other.set_display_name("vp  sở");
  EXPECT_ERROR(InsertUnit(*tx, kAgency, other), absl::StatusCode::kAlreadyExists, "UNIT_EXISTS");
}

TEST_P(TaskStoreTest, PeopleAreListedInVietnameseOrder) {
  const std::vector<std::string> in_order = {"Lê Thị An", "Trần Văn Ăn", "Phạm Ân",
                                             "Lý Bình",   "Võ Dung",     "Bùi Đạt"};
  {
    auto tx = Begin(*writer_);
    for (size_t i = 0; i < in_order.size(); ++i) {
      v1::Officer officer;
      officer.set_name(absl::StrCat("agencies/so/officers/o", (i * 5) % 6));
      officer.set_display_name(in_order[i]);
      ASSERT_OK(InsertOfficer(*tx, kAgency, officer));
    }
    ASSERT_OK(tx->Commit());
  }
  auto tx = Begin(*writer_);
  std::vector<std::string> found;
  common::v1::PageToken token;
  while (true) {
    PageKeys keys;
    const auto page = PageOfficers(*tx, kAgency, token, 2, keys);
    ASSERT_OK(page);
    if (page->empty()) break;
    for (const auto& officer : *page) found.push_back(officer.display_name());
    *token.mutable_keys() = keys.back().keys();
  }
  EXPECT_EQ(found, in_order);
}

TEST(TaskQuery, RefusesWhatItDoesNotKnowNamingTheField) {
  const auto reason = [](const std::string& filter, const std::string& order) {
    const auto query = ParseTaskQuery(kAgency, filter, order, kToday, 3);
    EXPECT_EQ(query.status().code(), absl::StatusCode::kInvalidArgument) << filter;
    const auto bad = BadRequestOf(query.status());
    return bad.field_violations().empty() ? "" : bad.field_violations(0).field();
  };
  for (const char* filter : {"colour = red", "state = DONE", "state > ASSIGNED", "unit : vp",
                             "unit = a/b/c", "unit = agencies/other/units/vp", "due = tomorrow",
                             "due : 2022-11-01", "timeliness = LATER", "text = x", "text : \"...\"",
                             "due_soon = maybe", "state", "state = ASSIGNED OR state = ACCEPTED"}) {
    EXPECT_EQ(reason(filter, ""), "filter") << filter;
  }
  EXPECT_EQ(reason("", "colour"), "order_by");
}

DONDOC_ON_EVERY_ENGINE(TaskStoreTest);

}  // namespace
}  // namespace dondoc::registry
