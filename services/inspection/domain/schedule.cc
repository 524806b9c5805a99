#include "services/inspection/domain/schedule.h"

#include <algorithm>
#include <bitset>
#include <limits>
#include <numeric>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace dondoc::inspection {
namespace {

using DaySet = std::bitset<kMaxScheduleDays + 1>;

constexpr int kNone = -1;
constexpr int kUnbounded = std::numeric_limits<int>::max();
// Looks at one person's days per node that the budget stands for: large problems have dear nodes,
// and it is time that is to be bounded.
constexpr int64_t kLooksPerNode = 500;

absl::Status CheckProblem(const ScheduleProblem& problem) {
  FieldErrors errors;
  const auto range = [&](const std::string& field, int64_t value, int64_t low, int64_t high) {
    if (value < low || value > high) {
      errors.Add(field, {absl::StrCat("must lie in ", low, " to ", high),
                         absl::StrCat("phải trong khoảng ", low, " đến ", high)});
    }
  };
  range("items", static_cast<int64_t>(problem.tasks.size()), 1, kMaxScheduleItems);
  range("candidates", problem.people, 0, kMaxSchedulePeople);
  range("latest", problem.latest - problem.earliest, 0, kMaxScheduleDays);
  for (size_t i = 0; i < problem.tasks.size(); ++i) {
    const ScheduleTask& task = problem.tasks[i];
    range(absl::StrCat("items[", i, "].working_days"), task.working_days, 1,
          kMaxScheduleWorkingDays);
    range(absl::StrCat("items[", i, "].inspector_count"), task.people_needed, 1,
          kMaxSchedulePeople);
    for (const int person : task.candidates) {
      range(absl::StrCat("items[", i, "].team"), person, 0, problem.people - 1);
    }
  }
  for (const BusyDays& busy : problem.busy) range("busy", busy.person, 0, problem.people - 1);
  return errors.ToStatus();
}

// Days from `first` to `last` as a mask.
DaySet Mask(int first, int last) {
  DaySet mask;
  for (int day = first; day <= last; ++day) mask.set(static_cast<size_t>(day));
  return mask;
}

// One possible stretch of a task, independent of people.
struct Stretch {
  int first;
  int last;
  int lateness;
  DaySet days;
};

class Search {
 public:
  Search(const ScheduleProblem& problem, const std::vector<bool>& working, int64_t node_budget)
      : problem_(problem), node_budget_(node_budget) {
    busy_.resize(static_cast<size_t>(problem.people));
    const int last_day = static_cast<int>(problem.latest - problem.earliest);
    for (const BusyDays& busy : problem.busy) {
      const auto from = std::max<int64_t>(0, busy.first_day - problem.earliest);
      const auto to = std::min<int64_t>(last_day, busy.last_day - problem.earliest);
      if (from > to) continue;
      busy_[static_cast<size_t>(busy.person)] |= Mask(static_cast<int>(from), static_cast<int>(to));
    }
    for (const ScheduleTask& task : problem.tasks) stretches_.push_back(Stretches(task, working));
    FindInterchangeable();
    OrderTasks();
    chosen_.assign(problem.tasks.size(), {});
  }

  ScheduleAnswer Run() {
    // Placing each task first come, first served gives the first answer and, where it meets the
    // bound, the last one.
    Dive();
    answer_.lower_bound = Bound(0);
    if (answer_.lower_bound < answer_.cost) Branch(0);
    // The bound of the whole problem is proven by exhaustion, else it is the root's.
    answer_.optimal = !exhausted_;
    if (answer_.optimal) answer_.lower_bound = answer_.cost;
    answer_.nodes = nodes_;
    return std::move(answer_);
  }

 private:
  struct Choice {
    // Index into the task's stretches; kNone where it is left out.
    int stretch = kNone;
    std::vector<int> people;
  };

  std::vector<Stretch> Stretches(const ScheduleTask& task, const std::vector<bool>& working) {
    std::vector<int> working_days;
    for (size_t day = 0; day < working.size(); ++day) {
      if (working[day]) working_days.push_back(static_cast<int>(day));
    }
    const int64_t from = task.earliest ? *task.earliest - problem_.earliest : 0;
    const int64_t due = task.latest ? *task.latest - problem_.earliest : kUnbounded;
    std::vector<Stretch> stretches;
    const size_t length = static_cast<size_t>(task.working_days);
    for (size_t i = 0; i + length <= working_days.size(); ++i) {
      const int first = working_days[i];
      const int last = working_days[i + length - 1];
      if (first < from) continue;
      stretches.push_back(
          {first, last, static_cast<int>(std::max<int64_t>(0, last - due)), Mask(first, last)});
    }
    return stretches;
  }

  // People who are free on the same days and may do the same tasks are one and the same to the
  // search until it uses them differently.
  void FindInterchangeable() {
    kind_.resize(busy_.size());
    std::vector<std::vector<bool>> may(busy_.size(),
                                       std::vector<bool>(problem_.tasks.size(), false));
    for (size_t t = 0; t < problem_.tasks.size(); ++t) {
      for (const int person : problem_.tasks[t].candidates)
        may[static_cast<size_t>(person)][t] = true;
    }
    for (size_t p = 0; p < busy_.size(); ++p) {
      size_t kind = 0;
      while (may[kind] != may[p]) ++kind;
      kind_[p] = kind;
    }
  }

  // Most pressing first: earliest due, then longest, then most people.
  void OrderTasks() {
    order_.resize(problem_.tasks.size());
    std::iota(order_.begin(), order_.end(), size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](size_t a, size_t b) {
      const ScheduleTask& x = problem_.tasks[a];
      const ScheduleTask& y = problem_.tasks[b];
      const absl::CivilDay x_due = x.latest.value_or(problem_.latest);
      const absl::CivilDay y_due = y.latest.value_or(problem_.latest);
      if (x_due != y_due) return x_due < y_due;
      if (x.working_days != y.working_days) return x.working_days > y.working_days;
      return x.people_needed > y.people_needed;
    });
  }

  bool IsFree(int person, const Stretch& stretch) const {
    ++looks_;
    return (busy_[static_cast<size_t>(person)] & stretch.days).none();
  }

  bool Feasible(const ScheduleTask& task, const Stretch& stretch) const {
    int free = 0;
    for (const int person : task.candidates) {
      if (IsFree(person, stretch) && ++free == task.people_needed) return true;
    }
    return false;
  }

  // The stretch of least lateness, earliest first, that still has people; kNone where none has.
  // Stretches ascend, so lateness never falls.
  int FirstFeasible(size_t task) const {
    for (size_t s = 0; s < stretches_[task].size(); ++s) {
      if (Feasible(problem_.tasks[task], stretches_[task][s])) return static_cast<int>(s);
    }
    return kNone;
  }

  // What the placed tasks cost, plus the least that the tasks from position `depth` on can add,
  // each taken alone: placing more of them never helps another.
  ScheduleCost Bound(size_t depth) const {
    ScheduleCost bound;
    int begin = kUnbounded;
    int end = kNone;
    for (size_t i = 0; i < depth; ++i) {
      const size_t task = order_[i];
      if (chosen_[task].stretch == kNone) {
        ++bound.unplaced;
        continue;
      }
      const Stretch& s = stretches_[task][static_cast<size_t>(chosen_[task].stretch)];
      bound.lateness_days += s.lateness;
      begin = std::min(begin, s.first);
      end = std::max(end, s.last);
    }
    for (size_t i = depth; i < order_.size(); ++i) {
      const size_t task = order_[i];
      const int first = FirstFeasible(task);
      if (first == kNone) {
        ++bound.unplaced;
        continue;
      }
      const Stretch& s = stretches_[task][static_cast<size_t>(first)];
      bound.lateness_days += s.lateness;
      // It may end no earlier than this, and it may be left out only at a price that outweighs any
      // span.
      end = std::max(end, s.last);
      bound.span_days = std::max<int64_t>(bound.span_days, ShortestFrom(task, first));
    }
    if (end != kNone && begin != kUnbounded) {
      bound.span_days = std::max<int64_t>(bound.span_days, end - begin + 1);
    }
    return bound;
  }

  // Calendar days of the shortest stretch of `task` that still has people, from `first` on.
  int64_t ShortestFrom(size_t task, int first) const {
    int64_t shortest = kUnbounded;
    for (size_t s = static_cast<size_t>(first); s < stretches_[task].size(); ++s) {
      const Stretch& stretch = stretches_[task][s];
      if (stretch.last - stretch.first + 1 < shortest && Feasible(problem_.tasks[task], stretch)) {
        shortest = stretch.last - stretch.first + 1;
        if (shortest == problem_.tasks[task].working_days) break;
      }
    }
    return shortest;
  }

  void Place(size_t task, int stretch, const std::vector<int>& people) {
    const DaySet& days = stretches_[task][static_cast<size_t>(stretch)].days;
    for (const int person : people) busy_[static_cast<size_t>(person)] |= days;
    chosen_[task] = {stretch, people};
  }

  void Remove(size_t task) {
    if (chosen_[task].stretch == kNone) return;
    // The stretch was free before, so clearing its days restores what was there.
    const DaySet& days = stretches_[task][static_cast<size_t>(chosen_[task].stretch)].days;
    for (const int person : chosen_[task].people) busy_[static_cast<size_t>(person)] &= ~days;
    chosen_[task] = {};
  }

  void Dive() {
    std::vector<int> used(busy_.size(), 0);
    for (const size_t task : order_) {
      const int stretch = FirstFeasible(task);
      if (stretch == kNone) continue;
      std::vector<int> people;
      for (const int person : problem_.tasks[task].candidates) {
        if (IsFree(person, stretches_[task][static_cast<size_t>(stretch)])) {
          people.push_back(person);
        }
      }
      // Spread the work: those used least first.
      std::stable_sort(people.begin(), people.end(), [&](int a, int b) {
        return used[static_cast<size_t>(a)] < used[static_cast<size_t>(b)];
      });
      people.resize(static_cast<size_t>(problem_.tasks[task].people_needed));
      std::sort(people.begin(), people.end());
      for (const int person : people) ++used[static_cast<size_t>(person)];
      Place(task, stretch, people);
    }
    Keep(Bound(order_.size()));
    for (const size_t task : order_) Remove(task);
  }

  void Keep(const ScheduleCost& cost) {
    answer_.cost = cost;
    answer_.placements.assign(order_.size(), std::nullopt);
    for (size_t task = 0; task < order_.size(); ++task) {
      if (chosen_[task].stretch == kNone) continue;
      const Stretch& s = stretches_[task][static_cast<size_t>(chosen_[task].stretch)];
      answer_.placements[task] = Placement{problem_.earliest + s.first, problem_.earliest + s.last,
                                           chosen_[task].people, s.lateness};
    }
  }

  // True when the search must stop: out of nodes, or nothing better is possible.
  bool Done() const { return exhausted_ || answer_.cost <= answer_.lower_bound; }

  void Branch(size_t depth) {
    if (++nodes_ > node_budget_ || looks_ / kLooksPerNode > node_budget_) {
      exhausted_ = true;
      return;
    }
    const ScheduleCost bound = Bound(depth);
    if (!(bound < answer_.cost)) return;
    if (depth == order_.size()) {
      Keep(bound);
      return;
    }
    const size_t task = order_[depth];
    const ScheduleTask& t = problem_.tasks[task];
    for (size_t s = 0; s < stretches_[task].size() && !Done(); ++s) {
      const Stretch& stretch = stretches_[task][s];
      std::vector<int> free;
      for (const int person : t.candidates) {
        if (IsFree(person, stretch)) free.push_back(person);
      }
      if (free.size() < static_cast<size_t>(t.people_needed)) continue;
      std::vector<int> team;
      BranchTeams(depth, static_cast<int>(s), free, 0, team);
    }
    // Left out: the only way on where nothing fits, and sometimes the way to fit more of the
    // others.
    if (!Done()) Branch(depth + 1);
  }

  // Every team of free people, one for each set of interchangeable ones.
  void BranchTeams(size_t depth, int stretch, const std::vector<int>& free, size_t from,
                   std::vector<int>& team) {
    const size_t task = order_[depth];
    const size_t needed = static_cast<size_t>(problem_.tasks[task].people_needed) - team.size();
    if (needed == 0) {
      Place(task, stretch, team);
      Branch(depth + 1);
      Remove(task);
      return;
    }
    for (size_t i = from; i + needed <= free.size() && !Done(); ++i) {
      bool repeats = false;
      for (size_t j = from; j < i && !repeats; ++j) repeats = Same(free[j], free[i]);
      if (repeats) continue;
      team.push_back(free[i]);
      BranchTeams(depth, stretch, free, i + 1, team);
      team.pop_back();
    }
  }

  bool Same(int a, int b) const {
    const auto x = static_cast<size_t>(a);
    const auto y = static_cast<size_t>(b);
    return kind_[x] == kind_[y] && busy_[x] == busy_[y];
  }

  const ScheduleProblem& problem_;
  const int64_t node_budget_;
  std::vector<DaySet> busy_;                     // By person.
  std::vector<size_t> kind_;                     // By person: who may do the same tasks.
  std::vector<std::vector<Stretch>> stretches_;  // By task, ascending.
  std::vector<size_t> order_;                    // Tasks as the search takes them.
  std::vector<Choice> chosen_;                   // By task.
  ScheduleAnswer answer_;
  int64_t nodes_ = 0;
  mutable int64_t looks_ = 0;
  bool exhausted_ = false;
};

}  // namespace

absl::StatusOr<ScheduleAnswer> Solve(const ScheduleProblem& problem,
                                     const calendar::Calendar& calendar, int64_t node_budget) {
  RETURN_IF_ERROR(CheckProblem(problem));
  std::vector<bool> working;
  for (absl::CivilDay day = problem.earliest; day <= problem.latest; ++day) {
    ASSIGN_OR_RETURN(const bool is_working, calendar.IsWorkingDay(day));
    working.push_back(is_working);
  }
  return Search(problem, working, node_budget).Run();
}

}  // namespace dondoc::inspection
