// The library against a naive model that shares nothing with it: its own weekday arithmetic, its
// own date arithmetic, one day at a time. The seed is printed; DONDOC_TEST_SEED repeats a run.

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>

#include "gtest/gtest.h"

#include "calendar_testing.h"
#include "common/calendar/clock_budget.h"

namespace dondoc::calendar {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;

constexpr uint32_t kDefaultSeed = 20221003;

uint32_t Seed() {
  const char* text = std::getenv("DONDOC_TEST_SEED");
  return text ? static_cast<uint32_t>(std::strtoul(text, nullptr, 10)) : kDefaultSeed;
}

// A date kept as three numbers.
struct Ymd {
  int y, m, d;
  friend auto operator<=>(const Ymd&, const Ymd&) = default;
};

bool Leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int DaysIn(int y, int m) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && Leap(y) ? 29 : kDays[m - 1];
}

Ymd Step(Ymd day, int step) {
  day.d += step;
  if (day.d > DaysIn(day.y, day.m)) {
    day.d = 1;
    if (++day.m > 12) {
      day.m = 1;
      ++day.y;
    }
  } else if (day.d < 1) {
    if (--day.m < 1) {
      day.m = 12;
      --day.y;
    }
    day.d = DaysIn(day.y, day.m);
  }
  return day;
}

// Zeller's congruence: 0 = Saturday, 1 = Sunday.
bool Weekend(Ymd day) {
  int y = day.y, m = day.m;
  if (m < 3) {
    m += 12;
    --y;
  }
  const int h =
      (day.d + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7;
  return h < 2;
}

Ymd Of(absl::CivilDay day) { return {static_cast<int>(day.year()), day.month(), day.day()}; }
absl::CivilDay Civil(Ymd day) { return absl::CivilDay(day.y, day.m, day.d); }

struct Model {
  std::map<int, bool> years;    // Year to "proposed".
  std::map<Ymd, bool> worked;   // Days that differ from their weekday.
  std::map<Ymd, bool> swapped;  // Swapped days off.
  std::map<Ymd, bool> pending;  // Proposed rows not in force.

  // nullopt: no table.
  std::optional<bool> Working(Ymd day) const {
    if (!years.contains(day.y)) return std::nullopt;
    const auto found = worked.find(day);
    return found != worked.end() ? found->second : !Weekend(day);
  }
  bool Proposed(Ymd day) const { return years.at(day.y) || pending.contains(day); }
};

struct World {
  std::vector<YearTable> tables;
  Model model;
};

World RandomWorld(std::mt19937& random) {
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  World world;
  for (int year = 2019; year <= 2029; ++year) {
    if (pick(0, 7) == 0) continue;
    YearTable table =
        PlainYear(year, pick(0, 3) == 0 ? TableStatus::kProposed : TableStatus::kConfirmed);
    const bool proposed_year = table.status == TableStatus::kProposed;
    world.model.years[year] = proposed_year;
    std::map<Ymd, bool> used;
    for (int i = pick(0, 60); i > 0; --i) {
      const int month = pick(1, 12);
      const Ymd day = {year, month, pick(1, DaysIn(year, month))};
      if (!used.emplace(day, true).second) continue;
      DayKind kind = DayKind::kPublicHoliday;
      if (Weekend(day)) {
        if (pick(0, 1) == 0) kind = DayKind::kMakeUp;
      } else {
        const DayKind weekday_kinds[] = {DayKind::kPublicHoliday, DayKind::kCompensatory,
                                         DayKind::kSwappedOff};
        kind = weekday_kinds[pick(0, 2)];
      }
      DayRow row = Row(Civil(day), kind);
      if (pick(0, 9) == 0) row.status = TableStatus::kProposed;
      const bool applies = proposed_year || !row.status;
      if (applies) {
        world.model.worked[day] = kind == DayKind::kMakeUp;
        if (kind == DayKind::kSwappedOff) world.model.swapped[day] = true;
      } else {
        world.model.pending[day] = true;
      }
      table.rows.push_back(row);
    }
    world.tables.push_back(table);
  }
  std::shuffle(world.tables.begin(), world.tables.end(), random);
  return world;
}

struct Expected {
  std::optional<Ymd> last;
  int missing = 0;
  bool provisional = false;
};

Expected ModelWorkingDays(const Model& model, Ymd start, int count, int step) {
  Expected result;
  Ymd day = start;
  for (int counted = 0; counted < count;) {
    day = Step(day, step);
    const auto working = model.Working(day);
    if (!working) return {std::nullopt, day.y, false};
    if (model.Proposed(day)) result.provisional = true;
    if (*working) ++counted;
  }
  result.last = day;
  return result;
}

Expected ModelRoll(const Model& model, Ymd day, int step, bool roll_swapped) {
  Expected result;
  if (!model.years.contains(day.y)) return {std::nullopt, day.y, false};
  result.provisional = model.Proposed(day);
  if (roll_swapped || !model.swapped.contains(day)) {
    while (true) {
      const auto working = model.Working(day);
      if (!working) return {std::nullopt, day.y, false};
      if (model.Proposed(day)) result.provisional = true;
      if (*working) break;
      day = Step(day, step);
    }
  }
  result.last = day;
  return result;
}

Ymd ModelMonths(Ymd day, int months) {
  int y = day.y, m = day.m;
  for (int i = 0; i < std::abs(months); ++i) {
    m += months < 0 ? -1 : 1;
    if (m < 1) {
      m = 12;
      --y;
    } else if (m > 12) {
      m = 1;
      ++y;
    }
  }
  return {y, m, std::min(day.d, DaysIn(y, m))};
}

TEST(Property, TermsAgreeWithTheNaiveModel) {
  const uint32_t seed = Seed();
  std::cout << "DONDOC_TEST_SEED=" << seed << std::endl;
  std::mt19937 random(seed);
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  int resolved = 0, missing = 0, provisional = 0;
  for (int round = 0; round < 60; ++round) {
    const World world = RandomWorld(random);
    const Calendar calendar = Calendar::Create(world.tables).value();
    for (int i = 0; i < 300; ++i) {
      const int month = pick(1, 12);
      const int year = pick(2020, 2028);
      const Ymd event = {year, month, pick(1, DaysIn(year, month))};
      const auto unit = static_cast<EventTerm::Unit>(pick(1, 5));
      const bool before = pick(0, 3) == 0;
      const int step = before ? -1 : 1;
      const int count = unit == EventTerm::YEAR    ? pick(1, 3)
                        : unit == EventTerm::MONTH ? pick(1, 20)
                        : unit == EventTerm::WEEK  ? pick(1, 30)
                                                   : pick(1, 60);
      Policy policy;
      policy.roll_over_swapped_days = pick(0, 1) == 0;

      Expected expected;
      if (unit == EventTerm::WORKING_DAY) {
        expected = ModelWorkingDays(world.model, event, count, step);
      } else {
        Ymd raw = event;
        if (unit == EventTerm::MONTH) {
          raw = ModelMonths(event, count * step);
        } else if (unit == EventTerm::YEAR) {
          raw = ModelMonths(event, count * step * 12);
        } else {
          for (int n = 0; n < count * (unit == EventTerm::WEEK ? 7 : 1); ++n) raw = Step(raw, step);
        }
        expected = ModelRoll(world.model, raw, step, policy.roll_over_swapped_days);
      }

      const Deadline deadline = Resolved(calendar, Term(Civil(event), count, unit, before), policy);
      SCOPED_TRACE(deadline.ShortDebugString());
      if (expected.last) {
        ++resolved;
        ASSERT_EQ(deadline.resolution(), common::v1::RESOLVED);
        ASSERT_EQ(Of(*CivilDayOf(deadline.last_day())), *expected.last);
        ASSERT_EQ(deadline.provisional(), expected.provisional);
        if (expected.provisional) ++provisional;
        ASSERT_LE(deadline.trace_size(), kMaxTraceSteps);
        const auto& last = deadline.trace(deadline.trace_size() - 1);
        ASSERT_EQ(Of(*CivilDayOf(last.day())), *expected.last);
        ASSERT_EQ(last.count(), count);
      } else {
        ++missing;
        ASSERT_EQ(deadline.resolution(), common::v1::YEAR_MISSING);
        ASSERT_EQ(deadline.missing_year(), expected.missing);
        ASSERT_FALSE(deadline.has_last_day());
      }
    }
  }
  // The worlds were worth looking at.
  EXPECT_GT(resolved, 5000);
  EXPECT_GT(missing, 500);
  EXPECT_GT(provisional, 500);
}

TEST(Property, CountingIsTheInverseOfAdding) {
  std::mt19937 random(Seed());
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  int compared = 0;
  for (int round = 0; round < 40; ++round) {
    const World world = RandomWorld(random);
    const Calendar calendar = Calendar::Create(world.tables).value();
    for (int i = 0; i < 200; ++i) {
      const absl::CivilDay from = D(1, 1, 2019) + pick(0, 365 * 11);
      const absl::CivilDay to = from + pick(-800, 800);
      // One day at a time.
      int count = 0;
      std::optional<int> missing;
      const int step = to < from ? -1 : 1;
      // Forward counts (from, to]; backward counts [to, from).
      for (Ymd day = Of(from); Civil(day) != to;) {
        day = Step(day, step);
        const auto working = world.model.Working(day);
        if (!working) {
          missing = day.y;
          break;
        }
        if (*working) count += step;
      }
      const auto fast = calendar.CountWorkingDays(from, to);
      Trace trace;
      const auto slow = calendar.CountWorkingDays(from, to, &trace);
      if (missing) {
        ASSERT_EQ(MissingYearOf(slow.status()), missing);
        ASSERT_TRUE(MissingYearOf(fast.status()).has_value());
        continue;
      }
      ++compared;
      ASSERT_EQ(fast.value(), count);
      ASSERT_EQ(slow.value(), count);
      if (count == 0) continue;
      const absl::CivilDay back = calendar.AddWorkingDays(from, count).value();
      ASSERT_EQ(calendar.CountWorkingDays(from, back).value(), count);
      ASSERT_TRUE(calendar.IsWorkingDay(back).value());
    }
  }
  EXPECT_GT(compared, 2000);
}

TEST(Property, ClocksAgreeWithTheNaiveModel) {
  std::mt19937 random(Seed());
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  int with_last_day = 0, without = 0;
  for (int round = 0; round < 40; ++round) {
    const World world = RandomWorld(random);
    const Calendar calendar = Calendar::Create(world.tables).value();
    for (int i = 0; i < 200; ++i) {
      ClockBudget budget;
      budget.unit =
          pick(0, 1) == 0 ? ClockBudget::Unit::kWorkingDays : ClockBudget::Unit::kCalendarDays;
      budget.count = pick(1, 60);
      budget.start = D(1, 1, 2020) + pick(0, 365 * 9);
      for (int n = pick(0, 4); n > 0; --n) {
        const absl::CivilDay from = *budget.start + pick(-10, 60);
        budget.pauses.push_back({from, from + pick(0, 40)});
      }
      if (pick(0, 4) == 0) budget.pauses.push_back({*budget.start + pick(-5, 90), std::nullopt});
      std::shuffle(budget.pauses.begin(), budget.pauses.end(), random);
      const absl::CivilDay as_of = *budget.start + pick(-5, 150);
      const auto paused = [&budget](Ymd day) {
        for (const Pause& pause : budget.pauses) {
          if (pause.from <= Civil(day) && (!pause.to || Civil(day) < *pause.to)) return true;
        }
        return false;
      };

      // A year and a half is enough for 60 days, 4 pauses of 40 and any roll; beyond it only an
      // open pause can hold the clock.
      Ymd day = Of(*budget.start);
      int counted = 0, used = 0, missing = 0;
      std::optional<Ymd> last;
      for (int n = 0; n < 550 && !last && missing == 0; ++n) {
        day = Step(day, 1);
        if (paused(day)) continue;
        const bool done = counted == budget.count;
        if (!done) {
          if (budget.unit == ClockBudget::Unit::kWorkingDays) {
            const auto working = world.model.Working(day);
            if (!working) {
              missing = day.y;
              break;
            }
            if (!*working) continue;
          }
          ++counted;
          if (Civil(day) <= as_of) used = counted;
          if (counted < budget.count) continue;
        }
        const auto working = world.model.Working(day);
        if (!working) {
          missing = day.y;
        } else if (*working) {
          last = day;
        }
      }

      const ClockReading reading = ReadClock(calendar, Policy(), budget, as_of).value();
      ASSERT_EQ(reading.used, used);
      ASSERT_EQ(reading.left, budget.count - used);
      ASSERT_EQ(reading.missing_year.value_or(0), missing);
      ASSERT_EQ(reading.last_day.has_value(), last.has_value());
      if (!last) {
        ++without;
        continue;
      }
      ++with_last_day;
      ASSERT_EQ(Of(*reading.last_day), *last);
      const ClockState state = as_of < *budget.start  ? ClockState::kNotStarted
                               : as_of > Civil(*last) ? ClockState::kExpired
                               : paused(Of(as_of))    ? ClockState::kPaused
                                                      : ClockState::kRunning;
      ASSERT_EQ(reading.state, state);
    }
  }
  EXPECT_GT(with_last_day, 2000);
  EXPECT_GT(without, 500);
}

}  // namespace
}  // namespace dondoc::calendar
