#include "services/registry/reader/deadline_builder.h"

#include <string>
#include <utility>

#include "common/calendar/calendar.h"
#include "common/calendar/date_proto.h"
#include "common/calendar/policy.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::Recurrence;

constexpr int kMonthsPerYear = 12;

int LastDayOfMonth(int year, int month) {
  return (absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1).day();
}

int MonthsOf(Period::Unit unit) {
  switch (unit) {
    case Period::MONTH:
      return 1;
    case Period::QUARTER:
      return 3;
    case Period::HALF:
      return 6;
    default:
      return kMonthsPerYear;
  }
}

// A period with its year told; nullopt where it cannot be. Ranges keep where they begin.
struct ResolvedPeriod {
  Period period;
  int first_month = 1;
  int first_year = 0;
};
std::optional<ResolvedPeriod> ResolvePeriod(const PeriodParts& parts,
                                            std::optional<absl::CivilDay> document_date) {
  ResolvedPeriod result;
  Period& period = result.period;
  period.set_unit(parts.unit);
  const int months = MonthsOf(parts.unit);
  if (parts.relative) {
    if (!document_date) return std::nullopt;
    const absl::CivilMonth now(*document_date);
    const int index = (now.month() - 1) / months;
    const absl::CivilMonth first =
        absl::CivilMonth(now.year(), index * months + 1) + *parts.relative * months;
    period.set_year(static_cast<int>(first.year()));
    if (parts.unit != Period::YEAR) period.set_ordinal((first.month() - 1) / months + 1);
    result.first_month = first.month();
  } else {
    period.set_ordinal(parts.ordinal);
    result.first_month = parts.first_month;
    int year = parts.year;
    if (year == 0) {
      if (!document_date) return std::nullopt;
      year = static_cast<int>(document_date->year());
      const int last_month = parts.ordinal * months;
      if (absl::CivilMonth(year, last_month) < absl::CivilMonth(*document_date)) ++year;
    }
    period.set_year(year);
  }
  result.first_year = period.year();
  return result;
}

// Last day of a resolved period.
absl::CivilDay LastDay(const Period& period) {
  const int months = MonthsOf(period.unit());
  const int last_month = period.unit() == Period::YEAR ? kMonthsPerYear : period.ordinal() * months;
  return absl::CivilDay(absl::CivilMonth(period.year(), last_month) + 1) - 1;
}

const PhraseTable& Events() {
  // The value orders them: the lowest that stands in the words names the event.
  static const auto& table = *new PhraseTable{
      {"hồ sơ hợp lệ", 0},
      {"hợp lệ", 0},
      {"phê duyệt", 1},
      {"nghiệm thu", 2},
      {"hợp đồng có hiệu lực", 3},
      {"kết thúc hợp đồng", 4},
      {"hết hạn hợp đồng", 4},
      {"cho ý kiến", 5},
      {"có ý kiến", 5},
      {"nhận được", 6},
      {"tiếp nhận", 6},
      {"thông báo", 7},
      {"công bố", 7},
      {"có kết quả", 8},
      {"ký", 9},
      {"ban hành", 9},
      {"phiên họp", 10},
      {"cuộc họp", 10},
      {"hội nghị", 10},
      {"kết thúc", 11},
      {"hoàn thành", 11},
  };
  return table;
}

constexpr absl::string_view kEventNames[] = {
    "VALID_DOSSIER", "APPROVAL", "ACCEPTANCE", "CONTRACT_EFFECTIVE",
    "CONTRACT_END",  "OPINION",  "RECEIPT",    "ANNOUNCEMENT",
    "RESULT",        "ISSUANCE", "MEETING",    "COMPLETION",
};

class Builder {
 public:
  Builder(const Document& document, const DeadlineRule& rule, TokenRange range,
          const Captures& captures, std::optional<absl::CivilDay> document_date,
          std::vector<DoubtAt>* dropped)
      : document_(document),
        rule_(rule),
        captures_(captures),
        document_date_(document_date),
        dropped_(dropped) {
    finding_.range = range;
    finding_.strength = rule.strength;
    finding_.rule_id = rule.id;
    finding_.deadline.set_phrase(document.Verbatim(range));
  }

  std::optional<DeadlineFinding> Build(const DeadlineFinding* before) {
    if (!Fill(before)) return std::nullopt;
    // "Hoàn trước 15/11/2022": the word that "Hoàn" begins is not there.
    const Tokens& tokens = document_.tokens();
    for (size_t i = finding_.range.begin; i + 1 < finding_.range.end; ++i) {
      if (tokens[i].IsWord("hoàn"_w) && !tokens[i + 1].IsWord("thành"_w) &&
          !tokens[i + 1].IsWord("tất"_w) && !tokens[i + 1].IsWord("thiện"_w)) {
        Note(Doubt::kWordMissing);
        break;
      }
    }
    return std::move(finding_);
  }

 private:
  void Note(Doubt doubt) { finding_.doubts.push_back({doubt, finding_.range}); }

  bool Drop(Doubt doubt) {
    dropped_->push_back({doubt, finding_.range});
    return false;
  }

  bool Fill(const DeadlineFinding* before) {
    switch (rule_.meaning) {
      case Meaning::kNotDeadline:
        return false;
      case Meaning::kOnDate:
      case Meaning::kBeforeDate:
      case Meaning::kWindow:
        return FillDate();
      case Meaning::kThisWeek:
      case Meaning::kNextWeek:
      case Meaning::kWeekOfYear:
        return FillWeek();
      case Meaning::kWeekday:
        return FillWeekday(before);
      case Meaning::kDayOfThisWeek:
      case Meaning::kDayOfNextWeek:
      case Meaning::kDayOfThisMonth:
      case Meaning::kDayOfNextMonth:
      case Meaning::kEndOfThisMonth:
      case Meaning::kEndOfThisQuarter:
      case Meaning::kEndOfThisYear:
        return FillRelativeDay();
      case Meaning::kWithinPeriod:
      case Meaning::kBeforePeriod:
      case Meaning::kStartOfPeriod:
      case Meaning::kMiddleOfPeriod:
      case Meaning::kEndOfPeriod:
      case Meaning::kBeforeEndOfPeriod:
        return FillPeriod();
      case Meaning::kFromEvent:
      case Meaning::kBeforeEvent:
      case Meaning::kFromDate:
      case Meaning::kWithoutEvent:
        return FillTerm();
      case Meaning::kWeekly:
      case Meaning::kMonthly:
      case Meaning::kMonthlyEnd:
      case Meaning::kQuarterlyEnd:
      case Meaning::kQuarterlyStart:
      case Meaning::kHalfYearly:
      case Meaning::kYearly:
        return FillRecurrence();
      case Meaning::kLikeBefore:
        if (before == nullptr || before->deadline.rule_case() != Deadline::kRecurring) return false;
        *finding_.deadline.mutable_recurring() = before->deadline.recurring();
        finding_.deadline.mutable_recurring()->set_day(captures_.day);
        finding_.deadline.mutable_recurring()->set_exclusive((rule_.flags & kExclusive) != 0);
        if ((rule_.flags & kExclusive) == 0) Note(Doubt::kDateWindow);
        return true;
      case Meaning::kAnchored:
        SetCondition();
        Note(Doubt::kRecurrenceAnchored);
        return true;
      case Meaning::kStanding:
        finding_.deadline.set_standing(true);
        return true;
      case Meaning::kCondition:
        if (captures_.term) {
          if (!captures_.term->hours) return false;
          Note(Doubt::kHourTerm);
        }
        SetCondition();
        return true;
    }
    return false;
  }

  void SetCondition() { finding_.deadline.set_condition(Cut(document_.Line(finding_.range))); }

  // Cuts a long text at a space.
  static std::string Cut(std::string text) {
    if (text.size() <= kMaxPhraseBytes) return text;
    const size_t space = text.rfind(' ', kMaxPhraseBytes);
    text.resize(space == std::string::npos || space == 0 ? 0 : space);
    return text;
  }

  bool FillDate() {
    // A window's last day is the second date, or the only one ("từ ngày 10 đến ngày 15/10/2022").
    const bool window = rule_.meaning == Meaning::kWindow;
    // Of two days the last is the one for finishing.
    const bool second = captures_.second_date && (window || rule_.meaning == Meaning::kBeforeDate);
    const DateParts& parts = second ? *captures_.second_date : *captures_.date;
    if (!IsRealDay(parts)) {
      Note(Doubt::kDateImpossible);
      return true;
    }
    const bool hour = captures_.minute && *captures_.minute > 0;
    const bool before = rule_.meaning == Meaning::kBeforeDate;
    std::optional<absl::CivilDay> day = DayOf(parts, document_date_);
    if (!day) {
      Note(Doubt::kYearUnknown);
      return true;
    }
    if (parts.year == 0) {
      // The day before the one named must not be past either.
      if (before && document_date_ && *day - 1 < *document_date_) {
        day = absl::CivilDay(day->year() + 1, day->month(), day->day());
      }
      // A day that has just gone by is told of, not set for next year; late in the year plans speak
      // of the next.
      constexpr int kJustPast = 30;
      constexpr int kLateMonth = 11;
      if (document_date_ && document_date_->month() < kLateMonth &&
          day->year() > document_date_->year()) {
        const absl::CivilDay past(document_date_->year(), parts.month, parts.day);
        if (past < *document_date_ && *document_date_ - past <= kJustPast)
          return Drop(Doubt::kDeadlineBeforeDocument);
      }
      Note(Doubt::kYearInferred);
    }
    if (parts.short_year) Note(Doubt::kYearShort);
    if (document_date_ && *day < *document_date_) return Drop(Doubt::kDeadlineBeforeDocument);
    if (before) {
      *finding_.deadline.mutable_before_day() = calendar::ToDate(*day);
    } else {
      *finding_.deadline.mutable_on_day() = calendar::ToDate(*day);
    }
    if (hour && *captures_.minute < calendar::kMinutesPerDay) {
      finding_.deadline.set_minute_of_day(*captures_.minute);
    }
    if (window) Note(Doubt::kDateWindow);
    return true;
  }

  // Offices close a week on Friday.
  bool FillWeek() {
    if (!document_date_) {
      Note(Doubt::kYearUnknown);
      return true;
    }
    absl::CivilDay friday = absl::NextWeekday(*document_date_ - 1, absl::Weekday::friday);
    if (rule_.meaning == Meaning::kNextWeek) friday += 7;
    if (rule_.meaning == Meaning::kWeekOfYear) {
      // ISO 8601: 4 January is in the first week.
      const absl::CivilDay fourth(document_date_->year(), 1, 4);
      const int week = captures_.term ? captures_.term->count : 0;
      constexpr int kMostWeeks = 53;
      if (week < 1 || week > kMostWeeks) return false;
      friday = absl::PrevWeekday(fourth + 1, absl::Weekday::monday) + 7 * (week - 1) + 4;
      if (friday < *document_date_) return Drop(Doubt::kDeadlineBeforeDocument);
    }
    SetOn(friday);
    Note(Doubt::kRelativePeriod);
    return true;
  }

  bool FillWeekday(const DeadlineFinding* before) {
    const bool exclusive = (rule_.flags & kExclusive) != 0;
    const bool hour = captures_.minute && *captures_.minute < calendar::kMinutesPerDay;
    if (before != nullptr && before->deadline.recurring().frequency() == Recurrence::WEEKLY) {
      Recurrence& recurrence = *finding_.deadline.mutable_recurring();
      recurrence.set_frequency(Recurrence::WEEKLY);
      recurrence.set_weekday(captures_.weekday);
      recurrence.set_exclusive(exclusive && !hour);
      finding_.strength = kRecurrence;
      if (hour) finding_.deadline.set_minute_of_day(*captures_.minute);
      return true;
    }
    if (!document_date_) {
      Note(Doubt::kYearUnknown);
      return true;
    }
    const absl::CivilDay monday = absl::PrevWeekday(*document_date_ + 1, absl::Weekday::monday);
    absl::CivilDay day = monday + (captures_.weekday - 1);
    if (day < *document_date_) day += 7;
    exclusive && !hour ? SetBefore(day) : SetOn(day);
    if (hour) finding_.deadline.set_minute_of_day(*captures_.minute);
    Note(Doubt::kRelativePeriod);
    return true;
  }

  // A day counted from the document's.
  bool FillRelativeDay() {
    if (!document_date_) {
      Note(Doubt::kYearUnknown);
      return true;
    }
    const absl::CivilDay today = *document_date_;
    const absl::CivilDay monday = absl::PrevWeekday(today + 1, absl::Weekday::monday);
    const absl::CivilMonth month(today);
    absl::CivilDay day;
    switch (rule_.meaning) {
      case Meaning::kDayOfThisWeek:
        day = monday + (captures_.weekday - 1);
        break;
      case Meaning::kDayOfNextWeek:
        day = monday + 7 + (captures_.weekday - 1);
        break;
      case Meaning::kDayOfThisMonth:
      case Meaning::kDayOfNextMonth: {
        const absl::CivilMonth of = month + (rule_.meaning == Meaning::kDayOfNextMonth ? 1 : 0);
        day = absl::CivilDay(of) + (captures_.day - 1);
        if (absl::CivilMonth(day) != of) {
          Note(Doubt::kDateImpossible);
          return true;
        }
        break;
      }
      case Meaning::kEndOfThisMonth:
        day = absl::CivilDay(month + 1) - 1;
        break;
      case Meaning::kEndOfThisQuarter:
        day =
            absl::CivilDay(absl::CivilMonth(month.year(), (month.month() - 1) / 3 * 3 + 1) + 3) - 1;
        break;
      default:
        day = absl::CivilDay(month.year(), kMonthsPerYear, 31);
        break;
    }
    const bool hour = captures_.minute && *captures_.minute > 0;
    // Until an hour of the day the day itself still counts.
    const bool before = (rule_.flags & kExclusive) != 0 && !hour;
    if (day < today || (before && day == today)) return Drop(Doubt::kDeadlineBeforeDocument);
    before ? SetBefore(day) : SetOn(day);
    if (hour && *captures_.minute < calendar::kMinutesPerDay)
      finding_.deadline.set_minute_of_day(*captures_.minute);
    Note(Doubt::kRelativePeriod);
    return true;
  }

  bool FillPeriod() {
    const PeriodParts& parts = *captures_.period;
    const auto resolved = ResolvePeriod(parts, document_date_);
    if (!resolved) {
      Note(Doubt::kYearUnknown);
      return true;
    }
    if (parts.relative) {
      Note(Doubt::kRelativePeriod);
    } else if (parts.year == 0) {
      Note(Doubt::kYearInferred);
    }
    const Period& period = resolved->period;
    const absl::CivilDay first(period.year(), FirstMonth(period), 1);
    const absl::CivilDay last = LastDay(period);
    if (document_date_ && last < *document_date_) return Drop(Doubt::kDeadlineBeforeDocument);
    // "Trong tháng 9, các cấp đã ..." in October: told of, not set for next year.
    constexpr int kMostDaysAhead = 300;
    if (parts.unit == Period::MONTH && parts.year == 0 && !parts.relative && document_date_ &&
        first - *document_date_ > kMostDaysAhead) {
      return Drop(Doubt::kDeadlineBeforeDocument);
    }
    const bool exclusive = (rule_.flags & kExclusive) != 0;
    switch (rule_.meaning) {
      case Meaning::kBeforePeriod:
        SetBefore(absl::CivilDay(resolved->first_year, resolved->first_month, 1));
        break;
      case Meaning::kStartOfPeriod:
        exclusive ? SetBefore(first) : SetOn(first);
        break;
      case Meaning::kMiddleOfPeriod: {
        const absl::CivilDay middle = MiddleOf(period);
        exclusive ? SetBefore(middle) : SetOn(middle);
        break;
      }
      case Meaning::kEndOfPeriod:
        SetOn(last);
        break;
      case Meaning::kBeforeEndOfPeriod:
        SetBefore(last);
        break;
      default:
        *finding_.deadline.mutable_within() = period;
        if (parts.range) Note(Doubt::kPeriodRange);
        return true;
    }
    const absl::CivilDay day = finding_.deadline.has_on_day()
                                   ? *calendar::CivilDayOf(finding_.deadline.on_day())
                                   : *calendar::CivilDayOf(finding_.deadline.before_day()) - 1;
    if (document_date_ && day < *document_date_) return Drop(Doubt::kDeadlineBeforeDocument);
    return true;
  }

  static int FirstMonth(const Period& period) {
    return period.unit() == Period::YEAR ? 1 : (period.ordinal() - 1) * MonthsOf(period.unit()) + 1;
  }

  // Civil Code 2015 Art. 146: the 15th of a month, the last day of June of a year; of a quarter or
  // half the law says nothing, so the middle month's last day is taken as for the year.
  static absl::CivilDay MiddleOf(const Period& period) {
    if (period.unit() == Period::MONTH) {
      return absl::CivilDay(period.year(), period.ordinal(), 15);
    }
    const int month = FirstMonth(period) + (MonthsOf(period.unit()) - 1) / 2;
    return absl::CivilDay(period.year(), month, LastDayOfMonth(period.year(), month));
  }

  void SetOn(absl::CivilDay day) { *finding_.deadline.mutable_on_day() = calendar::ToDate(day); }
  void SetBefore(absl::CivilDay day) {
    *finding_.deadline.mutable_before_day() = calendar::ToDate(day);
  }

  bool FillTerm() {
    const TermParts& parts = *captures_.term;
    if (parts.words_differ) Note(Doubt::kNumberWordsDiffer);
    // 24 hours are a day of the calendar; no rule of a deadline counts other hours.
    constexpr int kHoursPerDay = 24;
    const bool days_told_in_hours =
        parts.hours && parts.count > 0 && parts.count % kHoursPerDay == 0;
    if (parts.hours) Note(Doubt::kHourTerm);
    if (parts.hours && !days_told_in_hours) {
      SetCondition();
      return true;
    }
    const int count = days_told_in_hours ? parts.count / kHoursPerDay : parts.count;
    if (count < 1 || count > calendar::kMaxTermCount) {
      Note(Doubt::kTermOutOfRange);
      return true;
    }
    EventTerm& term = *finding_.deadline.mutable_from_event();
    term.set_count(count);
    term.set_unit(days_told_in_hours ? EventTerm::DAY : parts.unit);
    term.set_before_event(rule_.meaning == Meaning::kBeforeEvent);
    term.set_event("OTHER");
    if (term.unit() == EventTerm::DAY && !days_told_in_hours) Note(Doubt::kCalendarDays);
    if (rule_.meaning == Meaning::kWithoutEvent) {
      Note(Doubt::kEventMissing);
      return true;
    }
    std::optional<DateParts> date = captures_.date;
    if (rule_.meaning == Meaning::kFromDate) {
      term.set_event_phrase(DateWords());
    } else {
      term.set_event(std::string(EventName(document_, captures_.event)));
      term.set_event_phrase(Cut(document_.Verbatim(captures_.event)));
      if (const auto read =
              ReadDate(document_.tokens(), captures_.event.begin, captures_.event.end)) {
        date = read->value;
      }
    }
    if (date && IsRealDay(*date)) {
      if (const auto day = DayOf(*date, document_date_)) {
        *term.mutable_event_date() = calendar::ToDate(*day);
        if (date->year == 0) Note(Doubt::kYearInferred);
      }
    }
    return true;
  }

  // The words of a date that stands at the end of the phrase.
  std::string DateWords() const {
    const Tokens& tokens = document_.tokens();
    for (size_t i = finding_.range.begin; i < finding_.range.end; ++i) {
      const auto read = ReadDate(tokens, i, finding_.range.end);
      if (read && read->next == finding_.range.end) {
        const bool named = i > finding_.range.begin && tokens[i - 1].IsWord("ngày"_w);
        return document_.Verbatim({named ? i - 1 : i, finding_.range.end});
      }
    }
    return "";
  }

  bool FillRecurrence() {
    Recurrence recurrence;
    recurrence.set_exclusive((rule_.flags & kExclusive) != 0);
    const bool day_missing = (rule_.flags & kDayMissing) != 0;
    switch (rule_.meaning) {
      case Meaning::kWeekly:
        recurrence.set_frequency(Recurrence::WEEKLY);
        // Without a weekday the week ends on Sunday, as the other periods end on their last day.
        recurrence.set_weekday(day_missing ? 7 : captures_.weekday);
        if (day_missing) Note(Doubt::kWeekdayMissing);
        break;
      case Meaning::kMonthly:
        recurrence.set_frequency(Recurrence::MONTHLY);
        recurrence.set_day(captures_.day);
        break;
      case Meaning::kMonthlyEnd:
        recurrence.set_frequency(Recurrence::MONTHLY);
        recurrence.set_day(31);
        break;
      case Meaning::kQuarterlyEnd:
      case Meaning::kQuarterlyStart:
        recurrence.set_frequency(Recurrence::QUARTERLY);
        recurrence.set_day(captures_.day);
        if (!day_missing) {
          recurrence.set_month_of_period(rule_.meaning == Meaning::kQuarterlyStart ? 1 : 3);
        }
        break;
      case Meaning::kHalfYearly:
        if (captures_.term && captures_.term->count != 6) return false;
        recurrence.set_frequency(Recurrence::HALF_YEARLY);
        if (captures_.date) {
          recurrence.set_day(captures_.date->day);
          recurrence.set_month_of_period((captures_.date->month - 1) % 6 + 1);
        }
        break;
      default:
        recurrence.set_frequency(Recurrence::YEARLY);
        if (captures_.date) {
          recurrence.set_day(captures_.date->day);
          recurrence.set_month_of_period(captures_.date->month);
        }
        break;
    }
    if (captures_.date && !IsRealDay(*captures_.date)) {
      Note(Doubt::kDateImpossible);
      return true;
    }
    if (day_missing && rule_.meaning != Meaning::kWeekly) Note(Doubt::kRecurrenceWithoutDay);
    *finding_.deadline.mutable_recurring() = recurrence;
    if (captures_.minute && *captures_.minute < calendar::kMinutesPerDay) {
      finding_.deadline.set_minute_of_day(*captures_.minute);
    }
    const Tokens& tokens = document_.tokens();
    const size_t after = finding_.range.end;
    if (after + 1 < tokens.size() && tokens[after].IsWord("hoặc"_w) &&
        (tokens[after + 1].IsWord("khi"_w) || tokens[after + 1].IsWord("đột"_w))) {
      Note(Doubt::kAlsoOnEvent);
    }
    return true;
  }

  const Document& document_;
  const DeadlineRule& rule_;
  const Captures& captures_;
  const std::optional<absl::CivilDay> document_date_;
  std::vector<DoubtAt>* dropped_;
  DeadlineFinding finding_;
};

}  // namespace

absl::string_view EventName(const Document& document, TokenRange words) {
  int best = -1;
  for (size_t at = words.begin; at < words.end; ++at) {
    const auto hit = Events().Match(document.tokens(), at, words.end);
    if (hit && (best < 0 || hit->value < best)) best = hit->value;
  }
  return best < 0 ? absl::string_view("OTHER") : kEventNames[best];
}

bool IsRealDay(const DateParts& parts) {
  constexpr int kLeapYear = 2024;
  const int year = parts.year == 0 ? kLeapYear : parts.year;
  return parts.day <= LastDayOfMonth(year, parts.month);
}

std::optional<absl::CivilDay> DayOf(const DateParts& parts,
                                    std::optional<absl::CivilDay> document_date) {
  if (parts.year != 0) return absl::CivilDay(parts.year, parts.month, parts.day);
  if (!document_date) return std::nullopt;
  // 29/02 waits for a leap year; CivilDay would make 01/03 of it.
  absl::CivilDay day(document_date->year(), parts.month, parts.day);
  constexpr int kYearsToLeapYear = 8;
  for (int i = 1; i <= kYearsToLeapYear && (day < *document_date || day.day() != parts.day); ++i) {
    day = absl::CivilDay(document_date->year() + i, parts.month, parts.day);
  }
  return day;
}

std::optional<DaySpan> DaysOf(const PeriodParts& parts,
                              std::optional<absl::CivilDay> document_date) {
  const auto resolved = ResolvePeriod(parts, document_date);
  if (!resolved) return std::nullopt;
  return DaySpan{absl::CivilDay(resolved->first_year, resolved->first_month, 1),
                 LastDay(resolved->period)};
}

std::optional<DeadlineFinding> BuildDeadline(const Document& document, const DeadlineRule& rule,
                                             TokenRange range, const Captures& captures,
                                             std::optional<absl::CivilDay> document_date,
                                             const DeadlineFinding* before,
                                             std::vector<DoubtAt>* dropped) {
  return Builder(document, rule, range, captures, document_date, dropped).Build(before);
}

}  // namespace dondoc::registry
