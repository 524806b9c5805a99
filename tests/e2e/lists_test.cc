// Filters, orders and pages of tasks through the gateway, through ties, undated rows and ă/â/đ.
#include <algorithm>
#include <set>
#include <vector>

#include "tests/e2e/department.h"

namespace dondoc::testing {
namespace {

using registry::v1::ListTasksRequest;
using registry::v1::ListTasksResponse;
using registry::v1::Task;
using registry::v1::TaskService;
using TaskStub = TaskService::StubInterface;

// 2022-10-10 is the suite's business day.
class ListsTest : public DepartmentTest {
 protected:
  void SetUp() override {
    DepartmentTest::SetUp();
    // Ties on the day, undated ones, and texts that differ in marks alone.
    const struct {
      const char* text;
      const char* unit;
      int day;
    } kTasks[] = {{"Đo lường xăng dầu", "unit-a", 7}, {"Đo lường điện", "unit-a", 12},
                  {"Do luong nước", "unit-b", 12},    {"Ăn mòn kim loại", "unit-b", 12},
                  {"Ấn phẩm khoa học", "unit-a", 12}, {"Đề án mật ong", "unit-b", 12},
                  {"Chợ dân sinh", "unit-a", 0},      {"Chuyển đổi số", "unit-b", 0},
                  {"Kiểm tra công vụ", "", 25},       {"Đánh giá chỉ số", "unit-a", 31}};
    for (const auto& [text, unit, day] : kTasks) {
      all_.insert(NewTask(text, unit, day).name());
    }
    ASSERT_EQ(all_.size(), std::size(kTasks));
  }

  absl::StatusOr<ListTasksResponse> Page(const std::string& filter, const std::string& order,
                                         int size, const std::string& token) {
    ListTasksRequest request;
    request.set_parent(agency());
    request.set_filter(filter);
    request.set_order_by(order);
    request.set_page_size(size);
    request.set_page_token(token);
    return As<TaskService>("auditor", &TaskStub::ListTasks, request);
  }

  // All pages.
  std::vector<Task> All(const std::string& filter, const std::string& order = "", int size = 3) {
    std::vector<Task> tasks;
    std::string token;
    do {
      const auto page = Page(filter, order, size, token);
      EXPECT_TRUE(page.ok()) << filter << ": " << page.status();
      if (!page.ok()) break;
      EXPECT_LE(page->tasks_size(), size);
      tasks.insert(tasks.end(), page->tasks().begin(), page->tasks().end());
      token = page->next_page_token();
    } while (!token.empty() && tasks.size() < 100);
    return tasks;
  }
  size_t Count(const std::string& filter) { return All(filter).size(); }

  std::set<std::string> all_;
};

TEST_F(ListsTest, PagesOfAnySizeGiveEveryTaskOnceInOrder) {
  for (const char* order : {"", "due", "due desc", "number", "number desc", "update_time desc"}) {
    std::vector<std::string> reference;
    for (const Task& task : All("", order, 50)) reference.push_back(task.name());
    EXPECT_EQ(std::set<std::string>(reference.begin(), reference.end()), all_) << order;
    for (const int size : {1, 2, 3, 7}) {
      std::vector<std::string> names;
      for (const Task& task : All("", order, size)) names.push_back(task.name());
      EXPECT_EQ(names, reference) << order << " by " << size;
    }
  }
}

TEST_F(ListsTest, UndatedTasksComeLast) {
  const std::vector<Task> tasks = All("", "due");
  ASSERT_EQ(tasks.size(), all_.size());
  EXPECT_EQ(tasks.front().deadline().last_day().day(), 7);
  EXPECT_FALSE(tasks[8].deadline().has_last_day());
  EXPECT_FALSE(tasks[9].deadline().has_last_day());
}

TEST_F(ListsTest, FiltersCountWhatTheySay) {
  EXPECT_EQ(Count("unit = unit-a"), 5u);
  EXPECT_EQ(Count("unit = \"" + Unit("unit-b") + "\""), 4u);
  EXPECT_EQ(Count("state = UNASSIGNED"), 1u);
  EXPECT_EQ(Count("state != UNASSIGNED"), 9u);
  EXPECT_EQ(Count("timeliness = OVERDUE"), 1u);
  EXPECT_EQ(Count("timeliness = IN_TIME"), 9u);
  EXPECT_EQ(Count("no_date = true"), 2u);
  EXPECT_EQ(Count("no_date = false"), 8u);
  EXPECT_EQ(Count("due >= 2022-10-12 AND due <= 2022-10-25"), 6u);
  EXPECT_EQ(Count("due < 2022-10-12"), 1u);
  EXPECT_EQ(Count("due = 2022-10-12 AND unit = unit-b"), 3u);
}

TEST_F(ListsTest, SearchMindsMarksWhereTheyAreWritten) {
  // Written without marks a word finds all spellings; with marks only its own.
  EXPECT_EQ(Count("text : \"do luong\""), 3u);
  EXPECT_EQ(Count("text : \"đo lường\""), 2u);
  EXPECT_EQ(Count("text : \"không có\""), 0u);
}

TEST_F(ListsTest, TokensHoldForTheirOwnListOnly) {
  const auto first = Page("", "due", 2, "");
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_FALSE(first->next_page_token().empty());
  EXPECT_GT(first->revision(), 0);
  // Another filter or order is another list; another page size is the same one.
  EXPECT_TRUE(BadField(Page("state = ASSIGNED", "due", 2, first->next_page_token()).status(),
                       "page_token"));
  EXPECT_TRUE(BadField(Page("", "number", 2, first->next_page_token()).status(), "page_token"));
  EXPECT_TRUE(Page("", "due", 5, first->next_page_token()).ok());
  // Every page carries the first page's revision, whatever happens between.
  NewTask("Việc mới", "unit-a", 1);
  const auto second = Page("", "due", 2, first->next_page_token());
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->revision(), first->revision());
}

}  // namespace
}  // namespace dondoc::testing
