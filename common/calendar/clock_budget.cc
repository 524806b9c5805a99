#include "common/calendar/clock_budget.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/ranges.h"

namespace dondoc::calendar {
namespace {

using Unit = ClockBudget::Unit;

std::vector<Pause>::iterator FindOpenPause(ClockBudget& budget) {
  return std::find_if(budget.pauses.begin(), budget.pauses.end(),
                      [](const Pause& pause) { return !pause.to; });
}

bool IsPaused(const std::vector<Pause>& pauses, absl::CivilDay day) {
  return std::any_of(pauses.begin(), pauses.end(), [day](const Pause& pause) {
    return pause.from <= day && (!pause.to || day < *pause.to);
  });
}

// Visits the days after the start that no pause covers, in order.
class UnpausedDays {
 public:
  explicit UnpausedDays(const ClockBudget& budget) : pauses_(budget.pauses), day_(*budget.start) {
    std::sort(pauses_.begin(), pauses_.end(),
              [](const Pause& a, const Pause& b) { return a.from < b.from; });
  }

  // The next such day; nullopt once an open pause has begun.
  std::optional<absl::CivilDay> Next() {
    ++day_;
    for (; next_ < pauses_.size() && pauses_[next_].from <= day_; ++next_) {
      const Pause& pause = pauses_[next_];
      if (!pause.to) return std::nullopt;
      if (*pause.to > day_) day_ = *pause.to;
    }
    return day_;
  }

 private:
  std::vector<Pause> pauses_;
  absl::CivilDay day_;
  size_t next_ = 0;
};

// Walks the budget to its last day, counting what is used by `cutoff` on the way.
class BudgetWalk {
 public:
  BudgetWalk(const Calendar& calendar, const Policy& policy, const ClockBudget& budget,
             absl::CivilDay cutoff, ClockReading& reading)
      : calendar_(calendar),
        policy_(policy),
        budget_(budget),
        cutoff_(cutoff),
        days_(budget),
        reading_(reading) {}

  void Run() {
    absl::CivilDay day = *budget_.start;
    for (int counted = 0; counted < budget_.count;) {
      const auto next = days_.Next();
      if (!next) return;
      day = *next;
      if (budget_.unit == Unit::kWorkingDays) {
        const auto info = Look(day);
        if (!info) return;
        if (!info->working) continue;
      }
      ++counted;
      if (day <= cutoff_) reading_.used = counted;
    }
    if (budget_.unit == Unit::kCalendarDays && !Roll(day)) return;
    reading_.last_day = day;
  }

 private:
  std::optional<DayInfo> Look(absl::CivilDay day) {
    const auto info = calendar_.Describe(day);
    if (!info.ok()) {
      reading_.missing_year = MissingYearOf(info.status());
      return std::nullopt;
    }
    if (info->proposed) reading_.provisional = true;
    return *info;
  }

  // Moves `day` to the day the term may end on; false where that cannot be known.
  bool Roll(absl::CivilDay& day) {
    auto info = Look(day);
    if (!info) return false;
    const bool swapped = info->row && info->row->kind == DayKind::kSwappedOff;
    if (swapped && !policy_.roll_over_swapped_days) return true;
    while (!info->working) {
      const auto next = days_.Next();
      if (!next) return false;
      day = *next;
      info = Look(day);
      if (!info) return false;
    }
    return true;
  }

  const Calendar& calendar_;
  const Policy& policy_;
  const ClockBudget& budget_;
  const absl::CivilDay cutoff_;
  UnpausedDays days_;
  ClockReading& reading_;
};

absl::Status NotRunning(absl::string_view en, absl::string_view vi) {
  return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_RUNNING",
               {std::string(en), std::string(vi)});
}

absl::Status CheckRunning(ClockBudget& budget) {
  if (!budget.start) return NotRunning("the clock has not started", "thời hạn chưa bắt đầu tính");
  if (budget.stopped) return NotRunning("the clock is stopped", "thời hạn đã kết thúc");
  if (FindOpenPause(budget) != budget.pauses.end()) {
    return NotRunning("the clock is paused already", "thời hạn đang tạm dừng");
  }
  return absl::OkStatus();
}

}  // namespace

void ValidateClockBudget(const ClockBudget& budget, absl::string_view prefix, FieldErrors& errors) {
  if (budget.count < 1 || budget.count > kMaxTermCount) {
    errors.Add(absl::StrCat(prefix, "count"), {absl::StrCat("must be from 1 to ", kMaxTermCount),
                                               absl::StrCat("phải từ 1 đến ", kMaxTermCount)});
  }
  if (budget.start) CheckYears(*budget.start, absl::StrCat(prefix, "start"), errors);
  if (budget.stopped) {
    const std::string field = absl::StrCat(prefix, "stopped");
    CheckYears(*budget.stopped, field, errors);
    if (!budget.start || *budget.stopped < *budget.start) {
      errors.Add(field, {"must not be before the start", "không được trước ngày bắt đầu"});
    }
  }
  if (budget.pauses.size() > kMaxPauses) {
    errors.Add(absl::StrCat(prefix, "pauses"),
               {absl::StrCat("must be at most ", kMaxPauses), absl::StrCat("tối đa ", kMaxPauses)});
    return;
  }
  bool open = false;
  for (size_t i = 0; i < budget.pauses.size(); ++i) {
    const Pause& pause = budget.pauses[i];
    const std::string at = absl::StrCat(prefix, "pauses[", i, "].");
    CheckYears(pause.from, absl::StrCat(at, "from"), errors);
    const std::string to = absl::StrCat(at, "to");
    if (!pause.to) {
      if (open) errors.Add(to, {"only one pause may be open", "chỉ được một lần đang tạm dừng"});
      open = true;
      continue;
    }
    CheckYears(*pause.to, to, errors);
    if (*pause.to < pause.from) {
      errors.Add(to, {"must not be before from", "không được trước ngày bắt đầu tạm dừng"});
    }
  }
}

absl::StatusOr<ClockReading> ReadClock(const Calendar& calendar, const Policy& policy,
                                       const ClockBudget& budget, absl::CivilDay as_of) {
  FieldErrors errors;
  ValidateClockBudget(budget, "", errors);
  RETURN_IF_ERROR(errors.ToStatus());
  ClockReading reading;
  reading.left = budget.count;
  if (!budget.start) return reading;
  const bool stopped = budget.stopped && *budget.stopped <= as_of;
  const absl::CivilDay until = stopped ? *budget.stopped : as_of;
  BudgetWalk(calendar, policy, budget, until, reading).Run();
  reading.left = budget.count - reading.used;
  const bool over = reading.last_day && until > *reading.last_day;
  if (over) reading.days_over = until - *reading.last_day;
  if (as_of < *budget.start) {
    reading.state = ClockState::kNotStarted;
  } else if (stopped) {
    reading.state = ClockState::kStopped;
  } else if (over) {
    reading.state = ClockState::kExpired;
  } else if (IsPaused(budget.pauses, as_of)) {
    reading.state = ClockState::kPaused;
  } else {
    reading.state = ClockState::kRunning;
  }
  return reading;
}

absl::Status PauseClock(absl::CivilDay first_uncounted, ClockBudget& budget) {
  RETURN_IF_ERROR(CheckRunning(budget));
  budget.pauses.push_back({first_uncounted, std::nullopt});
  return absl::OkStatus();
}

absl::Status ResumeClock(absl::CivilDay first_counted, ClockBudget& budget) {
  const auto open = FindOpenPause(budget);
  if (open == budget.pauses.end()) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_PAUSED",
                 {"the clock is not paused", "thời hạn không tạm dừng"});
  }
  if (first_counted < open->from) {
    return InvalidField(
        "day", {"must not be before the pause began", "không được trước ngày bắt đầu tạm dừng"});
  }
  // A pause that covers no day leaves no trace.
  if (first_counted == open->from) {
    budget.pauses.erase(open);
  } else {
    open->to = first_counted;
  }
  return absl::OkStatus();
}

absl::Status ReturnForSupplement(const Policy& policy, absl::CivilDay day, ClockBudget& budget) {
  RETURN_IF_ERROR(CheckRunning(budget));
  if (day < *budget.start) {
    return InvalidField("day", {"must not be before the clock started",
                                "không được trước ngày bắt đầu tính thời hạn"});
  }
  if (policy.supplement == Policy::Supplement::kPause) return PauseClock(day + 1, budget);
  budget.start.reset();
  budget.pauses.clear();
  return absl::OkStatus();
}

absl::Status ReceiveSupplement(absl::CivilDay day, ClockBudget& budget) {
  const bool paused = FindOpenPause(budget) != budget.pauses.end();
  if (budget.stopped || (budget.start && !paused)) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLOCK_NOT_WAITING",
                 {"no dossier was returned for supplement", "không có hồ sơ đang trả lại bổ sung"});
  }
  if (paused) return ResumeClock(day + 1, budget);
  budget.start = day;
  return absl::OkStatus();
}

}  // namespace dondoc::calendar
