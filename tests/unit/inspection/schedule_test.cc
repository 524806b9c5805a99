#include "services/inspection/domain/schedule.h"

#include <functional>
#include <random>

#include "gtest/gtest.h"

#include "tests/unit/inspection/inspection_testing.h"

namespace dondoc::inspection {
namespace {

// Whether `answer` keeps every promise, and what it costs, computed from the days alone.
ScheduleCost Audit(const ScheduleProblem& problem, const ScheduleAnswer& answer) {
  ScheduleCost cost;
  std::optional<absl::CivilDay> begin;
  std::optional<absl::CivilDay> end;
  for (size_t t = 0; t < problem.tasks.size(); ++t) {
    const ScheduleTask& task = problem.tasks[t];
    if (!answer.placements[t]) {
      ++cost.unplaced;
      continue;
    }
    const Placement& p = *answer.placements[t];
    EXPECT_GE(p.first_day, problem.earliest);
    EXPECT_LE(p.last_day, problem.latest);
    if (task.earliest) {
      EXPECT_GE(p.first_day, *task.earliest);
    }
    EXPECT_TRUE(TestCalendar().IsWorkingDay(p.first_day).value());
    EXPECT_TRUE(TestCalendar().IsWorkingDay(p.last_day).value());
    EXPECT_EQ(TestCalendar().CountWorkingDays(p.first_day - 1, p.last_day).value(),
              task.working_days);
    EXPECT_EQ(p.people.size(), static_cast<size_t>(task.people_needed));
    for (size_t i = 0; i < p.people.size(); ++i) {
      const int person = p.people[i];
      if (i > 0) {
        EXPECT_LT(p.people[i - 1], person);
      }
      EXPECT_NE(std::find(task.candidates.begin(), task.candidates.end(), person),
                task.candidates.end());
      for (const BusyDays& busy : problem.busy) {
        if (busy.person != person) continue;
        EXPECT_TRUE(busy.last_day < p.first_day || p.last_day < busy.first_day);
      }
      for (size_t u = 0; u < t; ++u) {
        if (!answer.placements[u]) continue;
        const Placement& q = *answer.placements[u];
        if (std::find(q.people.begin(), q.people.end(), person) == q.people.end()) continue;
        EXPECT_TRUE(q.last_day < p.first_day || p.last_day < q.first_day);
      }
    }
    const int64_t late = task.latest ? std::max<int64_t>(0, p.last_day - *task.latest) : 0;
    EXPECT_EQ(p.lateness_days, late);
    cost.lateness_days += late;
    begin = begin ? std::min(*begin, p.first_day) : p.first_day;
    end = end ? std::max(*end, p.last_day) : p.last_day;
  }
  if (begin) cost.span_days = *end - *begin + 1;
  return cost;
}

// The best cost there is, by trying every day and every team of every task.
ScheduleCost BruteForce(const ScheduleProblem& problem) {
  ScheduleAnswer now;
  now.placements.resize(problem.tasks.size());
  ScheduleCost best{static_cast<int>(problem.tasks.size()) + 1, 0, 0};
  std::vector<BusyDays> busy = problem.busy;
  const std::function<void(size_t)> place = [&](size_t t) {
    if (t == problem.tasks.size()) {
      ScheduleCost cost;
      std::optional<absl::CivilDay> begin;
      std::optional<absl::CivilDay> end;
      for (const auto& p : now.placements) {
        if (!p) {
          ++cost.unplaced;
          continue;
        }
        cost.lateness_days += p->lateness_days;
        begin = begin ? std::min(*begin, p->first_day) : p->first_day;
        end = end ? std::max(*end, p->last_day) : p->last_day;
      }
      if (begin) cost.span_days = *end - *begin + 1;
      best = std::min(best, cost);
      return;
    }
    const ScheduleTask& task = problem.tasks[t];
    now.placements[t].reset();
    place(t + 1);
    for (absl::CivilDay first = problem.earliest; first <= problem.latest; ++first) {
      if (task.earliest && first < *task.earliest) continue;
      if (!TestCalendar().IsWorkingDay(first).value()) continue;
      const absl::CivilDay last =
          TestCalendar().AddWorkingDays(first - 1, task.working_days).value();
      if (last > problem.latest) break;
      const size_t n = task.candidates.size();
      for (unsigned set = 0; set < (1U << n); ++set) {
        if (__builtin_popcount(set) != task.people_needed) continue;
        bool free = true;
        std::vector<int> people;
        for (size_t i = 0; i < n; ++i) {
          if ((set & (1U << i)) == 0) continue;
          people.push_back(task.candidates[i]);
          for (const BusyDays& b : busy) {
            free &= b.person != task.candidates[i] || b.last_day < first || last < b.first_day;
          }
        }
        if (!free) continue;
        const size_t size = busy.size();
        for (const int person : people) busy.push_back({person, first, last});
        now.placements[t] = Placement{first, last, people,
                                      task.latest ? std::max<int64_t>(0, last - *task.latest) : 0};
        place(t + 1);
        now.placements[t].reset();
        busy.resize(size);
      }
    }
  };
  place(0);
  return best;
}

TEST(Schedule, AgreesWithBruteForceOnSmallProblems) {
  const uint32_t seed = PrintedSeed();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  int late = 0;
  int unplaced = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    ScheduleProblem problem;
    problem.people = 1 + pick(4);
    // Around Tết 2022 and other weeks, so that days off matter.
    problem.earliest = D(20, 1, 2022) + pick(60);
    problem.latest = problem.earliest + 4 + pick(10);
    for (int t = 1 + pick(3); t > 0; --t) {
      ScheduleTask task;
      task.working_days = 1 + pick(4);
      for (int p = 0; p < problem.people; ++p) {
        if (pick(4) > 0) task.candidates.push_back(p);
      }
      task.people_needed = 1 + pick(std::min(problem.people, 2));
      if (pick(3) == 0) task.earliest = problem.earliest + pick(6);
      if (pick(3) > 0) task.latest = problem.earliest + pick(8);
      problem.tasks.push_back(task);
    }
    for (int b = pick(4); b > 0; --b) {
      const absl::CivilDay first = problem.earliest + pick(12) - 2;
      problem.busy.push_back({pick(problem.people), first, first + pick(4)});
    }
    const auto answer = Solve(problem, TestCalendar());
    ASSERT_TRUE(answer.ok()) << answer.status();
    const ScheduleCost cost = Audit(problem, *answer);
    const ScheduleCost best = BruteForce(problem);
    ASSERT_TRUE(answer->optimal);
    ASSERT_EQ(answer->cost, cost);
    ASSERT_EQ(answer->lower_bound, cost);
    ASSERT_EQ(cost, best) << "unplaced " << best.unplaced << " late " << best.lateness_days
                          << " span " << best.span_days;
    late += best.lateness_days > 0 ? 1 : 0;
    unplaced += best.unplaced > 0 ? 1 : 0;

    // With hardly any effort allowed it still keeps its promises, and its bound is one.
    const auto hasty = Solve(problem, TestCalendar(), 1);
    ASSERT_TRUE(hasty.ok());
    ASSERT_EQ(hasty->cost, Audit(problem, *hasty));
    ASSERT_LE(hasty->lower_bound, best);
    ASSERT_GE(hasty->cost, best);
    if (hasty->optimal) {
      ASSERT_EQ(hasty->cost, best);
    }
  }
  EXPECT_GT(late, 10);
  EXPECT_GT(unplaced, 10);
}

TEST(Schedule, TwoInspectionsShareOneInspectorOneAfterTheOther) {
  ScheduleProblem problem;
  problem.people = 1;
  problem.earliest = D(3, 10, 2022);
  problem.latest = D(31, 10, 2022);
  problem.tasks = {{3, 1, {0}, {}, {}}, {3, 1, {0}, {}, {}}};
  const auto answer = Solve(problem, TestCalendar());
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->optimal);
  EXPECT_EQ(answer->cost, (ScheduleCost{0, 0, 8}));  // Mon to Wed, Thu to Mon.
}

TEST(Schedule, ALargeProblemEndsWithinItsBudgetAndSaysHowFarItMayBeOff) {
  ScheduleProblem problem;
  problem.people = 12;
  problem.earliest = D(1, 2, 2022);
  problem.latest = D(31, 12, 2022);
  for (int t = 0; t < kMaxScheduleItems; ++t) {
    ScheduleTask task;
    task.working_days = 5 + t % 11;
    task.people_needed = 2 + t % 3;
    for (int p = 0; p < problem.people; ++p) {
      if ((p + t) % 4 != 0) task.candidates.push_back(p);
    }
    task.latest = problem.earliest + 30 + (t * 7) % 200;
    problem.tasks.push_back(task);
  }
  const auto answer = Solve(problem, TestCalendar());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->cost, Audit(problem, *answer));
  EXPECT_EQ(answer->cost.unplaced, 0);
  EXPECT_LE(answer->nodes, kScheduleNodeBudget + 1);
  EXPECT_LE(answer->lower_bound, answer->cost);
  const auto again = Solve(problem, TestCalendar());
  ASSERT_TRUE(again.ok());
  for (size_t t = 0; t < problem.tasks.size(); ++t) {
    ASSERT_EQ(answer->placements[t]->first_day, again->placements[t]->first_day);
    ASSERT_EQ(answer->placements[t]->people, again->placements[t]->people);
  }
}

TEST(Schedule, HostileProblemsAreRefusedOrHarmless) {
  ScheduleProblem problem;
  problem.earliest = D(3, 10, 2022);
  problem.latest = D(31, 10, 2022);
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "INVALID_FIELD");
  problem.people = 1;
  problem.tasks = {{1, 1, {7}, {}, {}}};
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "INVALID_FIELD");
  problem.tasks = {{0, 1, {0}, {}, {}}};
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "INVALID_FIELD");
  problem.tasks = {{1, 1, {0}, {}, {}}};
  problem.latest = problem.earliest - 1;
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "INVALID_FIELD");
  problem.latest = problem.earliest + kMaxScheduleDays + 1;
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "INVALID_FIELD");
  problem.earliest = D(3, 10, 2035);
  problem.latest = D(31, 10, 2035);
  EXPECT_EQ(ReasonOf(Solve(problem, TestCalendar()).status()), "YEAR_MISSING");
  // Nobody to send, and bounds far outside the window.
  problem.earliest = D(3, 10, 2022);
  problem.latest = D(31, 10, 2022);
  problem.tasks = {{1, 1, {}, {}, {}}, {1, 1, {0}, D(1, 1, 2100), D(1, 1, 1950)}};
  const auto answer = Solve(problem, TestCalendar());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->cost.unplaced, 2);
  EXPECT_TRUE(answer->optimal);
}

}  // namespace
}  // namespace dondoc::inspection
