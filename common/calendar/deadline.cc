#include "common/calendar/deadline.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"
#include "common/calendar/deadline_rule.h"
#include "common/calendar/ranges.h"
#include "common/calendar/trace.h"

namespace dondoc::calendar {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::TraceStep;

constexpr int kMonthsPerYear = 12;

// A day `months` away, or the last of that month where it has no such day.
struct Corresponding {
  absl::CivilDay day;
  bool month_end = false;
};

Corresponding AddMonths(absl::CivilDay day, int64_t months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay end = absl::CivilDay(month + 1) - 1;
  if (day.day() > end.day()) return {end, true};
  return {absl::CivilDay(month) + (day.day() - 1), false};
}

// `units` of the term away from `start`, in the term's direction; for every unit but working days.
Corresponding Offset(const EventTerm& term, absl::CivilDay start, int units) {
  const int64_t signed_units = term.before_event() ? -int64_t{units} : int64_t{units};
  switch (term.unit()) {
    case EventTerm::WEEK:
      return {start + signed_units * kDaysPerWeek, false};
    case EventTerm::MONTH:
      return AddMonths(start, signed_units);
    case EventTerm::YEAR:
      return AddMonths(start, signed_units * kMonthsPerYear);
    default:
      return {start + signed_units, false};
  }
}

// One call of Resolve.
class Resolver {
 public:
  Resolver(const Calendar& calendar, const Policy& policy, Deadline& deadline)
      : calendar_(calendar), policy_(policy), deadline_(deadline) {}

  void Run() {
    ClearOutputOnly(deadline_);
    deadline_.set_kind(KindOf(deadline_));
    FieldErrors errors;
    internal::ValidateRule(deadline_, "", errors);
    if (!errors.empty()) {
      const absl::Status status = Localized(errors.ToStatus(), Language::kVietnamese);
      Warn(warning::kInvalidRule, absl::StrCat("Thời hạn không hợp lệ: ", status.message()));
      return;
    }
    switch (deadline_.rule_case()) {
      case Deadline::kOnDay:
        return ResolveFixed(*CivilDayOf(deadline_.on_day()));
      case Deadline::kBeforeDay:
        return ResolveFixed(*CivilDayOf(deadline_.before_day()) - 1);
      case Deadline::kWithin:
        return ResolveFixed(LastDayOf(deadline_.within()));
      case Deadline::kFromEvent:
        return ResolveTerm(deadline_.from_event());
      case Deadline::kRecurring:
      case Deadline::kStanding:
      case Deadline::kCondition:
        return deadline_.set_resolution(common::v1::NO_DATE);
      case Deadline::RULE_NOT_SET:
        if (deadline_.kind() == Deadline::NONE) {
          return deadline_.set_resolution(common::v1::NO_DATE);
        }
        return Warn(warning::kNoRule, "Chưa xác định được ý nghĩa của cụm từ thời hạn");
    }
  }

 private:
  void Warn(absl::string_view reason, std::string message,
            std::optional<absl::CivilDay> day = std::nullopt) {
    auto* added = deadline_.add_warnings();
    added->set_reason(std::string(reason));
    added->set_message(std::move(message));
    if (day) *added->mutable_day() = ToDate(*day);
  }

  // Keeps no half results: a deadline without its year has a reason and a year, nothing else.
  void SetYearMissing(int year) {
    ClearOutputOnly(deadline_);
    deadline_.set_kind(KindOf(deadline_));
    deadline_.set_resolution(common::v1::YEAR_MISSING);
    deadline_.set_missing_year(year);
    WarnYearMissing(year);
  }
  void SetYearMissing(const absl::Status& status, absl::CivilDay day) {
    SetYearMissing(MissingYearOf(status).value_or(static_cast<int>(day.year())));
  }
  void WarnYearMissing(int64_t year) {
    Warn(warning::kCalendarYearMissing, absl::StrCat("Chưa có lịch làm việc năm ", year));
  }

  void SetLastDay(absl::CivilDay day) {
    *deadline_.mutable_last_day() = ToDate(day);
    deadline_.set_resolution(common::v1::RESOLVED);
    deadline_.set_calendar_version(calendar_.version());
  }

  void WarnDayOff(absl::CivilDay day, const DayInfo& info) {
    const auto working = calendar_.LastWorkingDayOnOrBefore(day);
    std::string message =
        absl::StrCat("Ngày cuối ", FormatDay(day), " là ngày nghỉ: ", DescribeDayVi(day, info));
    std::optional<absl::CivilDay> shown;
    if (working.ok()) {
      shown = *working;
      absl::StrAppend(&message, "; ngày làm việc gần nhất trước đó là ", FormatDay(*shown));
    }
    Warn(warning::kLastDayIsDayOff, std::move(message), shown);
  }

  void WarnMakeUpDay(absl::CivilDay day, const DayInfo& info) {
    if (!info.row || info.row->kind != DayKind::kMakeUp) return;
    Warn(warning::kLastDayIsMakeUpDay,
         absl::StrCat("Ngày cuối ", FormatDay(day), " là ngày làm bù: ", DescribeDayVi(day, info)),
         day);
  }

  // Fixed dates and period ends: they stay where the document put them.
  void ResolveFixed(absl::CivilDay last) {
    const auto info = calendar_.Describe(last);
    if (!info.ok()) {
      if (!policy_.fixed_days_without_table) return SetYearMissing(info.status(), last);
      SetLastDay(last);
      return WarnYearMissing(last.year());
    }
    SetLastDay(last);
    if (!info->working) WarnDayOff(last, *info);
    WarnMakeUpDay(last, *info);
    if (info->pending || (info->row && info->proposed)) {
      Warn(warning::kProposedDay,
           absl::StrCat("Lịch ngày ", FormatDay(last),
                        " mới là đề xuất: ", DescribeDayVi(last, *info)),
           last);
    }
  }

  void ResolveTerm(const EventTerm& term) {
    if (!term.has_event_date()) return deadline_.set_resolution(common::v1::AWAITING_EVENT);
    const absl::CivilDay event = *CivilDayOf(term.event_date());
    const auto start = StartOf(term, event);
    if (!start) return;
    if (term.unit() == EventTerm::WORKING_DAY) {
      const int count = term.before_event() ? -term.count() : term.count();
      const auto last = calendar_.AddWorkingDays(*start, count, &trace_);
      if (!last.ok()) return SetYearMissing(last.status(), *start);
      return FinishTerm(*last);
    }
    ResolveCalendarTerm(term, *start);
  }

  // The day the count starts from (not counted itself): the event's, or the working day a receipt
  // is deferred to. nullopt when a missing year has already been set.
  std::optional<absl::CivilDay> StartOf(const EventTerm& term, absl::CivilDay event) {
    const bool receipt = !term.before_event() &&
                         std::find(policy_.receipt_events.begin(), policy_.receipt_events.end(),
                                   term.event()) != policy_.receipt_events.end();
    const auto info = calendar_.Describe(event);
    trace_.Add(event, 0, TraceStep::START, info.ok() ? DescribeDayVi(event, *info) : "");
    if (!receipt) return event;
    if (!info.ok()) {
      // Only a policy that asks what day the receipt was needs that day's year.
      if (!policy_.defer_receipt_on_day_off) return event;
      SetYearMissing(info.status(), event);
      return std::nullopt;
    }
    if (info->working) {
      if (info->proposed && policy_.defer_receipt_on_day_off) trace_.NoteProposed(event);
      return event;
    }
    const auto next = calendar_.NextWorkingDay(event);
    if (!policy_.defer_receipt_on_day_off) {
      Warn(warning::kEventOnDayOff,
           absl::StrCat("Nhận hồ sơ vào ngày nghỉ ", FormatDay(event), "; vẫn tính từ ngày đó"),
           next.ok() ? std::optional(*next) : std::nullopt);
      return event;
    }
    if (!next.ok()) {
      SetYearMissing(next.status(), event);
      return std::nullopt;
    }
    Warn(warning::kEventOnDayOff,
         absl::StrCat("Nhận hồ sơ vào ngày nghỉ ", FormatDay(event), "; coi như nhận ngày ",
                      FormatDay(*next)),
         *next);
    if (info->proposed) trace_.NoteProposed(event);
    for (absl::CivilDay day = event + 1; day < *next; ++day) {
      TraceWorkingDayStep(day, *calendar_.Describe(day), 0, trace_);
    }
    if (calendar_.Describe(*next)->proposed) trace_.NoteProposed(*next);
    trace_.Add(*next, 0, TraceStep::START, "coi như ngày nhận hồ sơ");
    return *next;
  }

  void ResolveCalendarTerm(const EventTerm& term, absl::CivilDay start) {
    const Corresponding raw = Offset(term, start, term.count());
    if (!InYears(raw.day)) {
      return Warn(warning::kOutOfRange,
                  absl::StrCat("Thời hạn kết thúc ngoài các năm ", kMinYear, " đến ", kMaxYear));
    }
    const auto info = calendar_.Describe(raw.day);
    if (!info.ok()) return SetYearMissing(info.status(), raw.day);
    for (int unit = 1; unit <= term.count(); ++unit) {
      const absl::CivilDay day = Offset(term, start, unit).day;
      const auto passed = calendar_.Describe(day);
      trace_.Add(day, unit, TraceStep::COUNTED, passed.ok() ? DescribeDayVi(day, *passed) : "");
    }
    if (raw.month_end) {
      Warn(warning::kMonthEnd,
           absl::StrCat("Tháng không có ngày tương ứng; lấy ngày cuối tháng ", FormatDay(raw.day)),
           raw.day);
    }
    if (info->proposed) trace_.NoteProposed(raw.day);
    const bool swapped = info->row && info->row->kind == DayKind::kSwappedOff;
    if (info->working) return FinishTerm(raw.day);
    if (swapped && !policy_.roll_over_swapped_days) {
      WarnDayOff(raw.day, *info);
      return FinishTerm(raw.day);
    }
    const auto rolled = Roll(term, raw.day);
    if (!rolled) return;
    if (rolled->year() > raw.day.year()) {
      const auto before = calendar_.LastWorkingDayOnOrBefore(raw.day);
      Warn(warning::kRolledIntoNextYear,
           absl::StrCat("Thời hạn hết ngày ", FormatDay(raw.day), " (ngày nghỉ), chuyển sang ",
                        FormatDay(*rolled), " thuộc năm ngân sách sau"),
           before.ok() ? std::optional(*before) : std::nullopt);
    }
    FinishTerm(*rolled);
  }

  // From a day off to the nearest working day away from the event. nullopt when a missing year has
  // been set.
  std::optional<absl::CivilDay> Roll(const EventTerm& term, absl::CivilDay raw) {
    const int step = term.before_event() ? -1 : 1;
    for (absl::CivilDay day = raw + step;; day += step) {
      const auto info = calendar_.Describe(day);
      if (!info.ok()) {
        SetYearMissing(info.status(), day);
        return std::nullopt;
      }
      if (!info->working) {
        TraceWorkingDayStep(day, *info, term.count(), trace_);
        continue;
      }
      if (info->proposed) trace_.NoteProposed(day);
      trace_.Add(day, term.count(), TraceStep::ROLLED,
                 term.before_event()
                     ? "hết hạn vào ngày nghỉ, lùi về ngày làm việc liền trước"
                     : "hết hạn vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo");
      return day;
    }
  }

  void FinishTerm(absl::CivilDay last) {
    SetLastDay(last);
    if (const auto info = calendar_.Describe(last); info.ok()) WarnMakeUpDay(last, *info);
    for (TraceStep& step : trace_.Steps()) *deadline_.add_trace() = std::move(step);
    if (const auto& proposed = trace_.first_proposed()) {
      deadline_.set_provisional(true);
      Warn(warning::kProvisionalCalendar,
           absl::StrCat("Tạm tính: lịch từ ngày ", FormatDay(*proposed),
                        " chưa được quyết định, ngày cuối có thể thay đổi"),
           *proposed);
    }
  }

  const Calendar& calendar_;
  const Policy& policy_;
  Deadline& deadline_;
  Trace trace_;
};

}  // namespace

absl::CivilDay LastDayOf(const Period& period) {
  int last_month = kMonthsPerYear;
  switch (period.unit()) {
    case Period::MONTH:
      last_month = period.ordinal();
      break;
    case Period::QUARTER:
      last_month = period.ordinal() * 3;
      break;
    case Period::HALF:
      last_month = period.ordinal() * 6;
      break;
    default:
      break;
  }
  return absl::CivilDay(absl::CivilMonth(period.year(), last_month) + 1) - 1;
}

void Resolve(const Calendar& calendar, const Policy& policy, Deadline& deadline) {
  Resolver(calendar, policy, deadline).Run();
}

}  // namespace dondoc::calendar
