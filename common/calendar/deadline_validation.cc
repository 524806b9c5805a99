#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/calendar/date_proto.h"
#include "common/calendar/deadline.h"
#include "common/calendar/deadline_rule.h"
#include "common/calendar/ranges.h"

namespace dondoc::calendar {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;

void CheckText(absl::string_view text, const std::string& field, FieldErrors& errors) {
  if (text.size() <= kMaxPhraseBytes) return;
  errors.Add(field, {absl::StrCat("must be at most ", kMaxPhraseBytes, " bytes"),
                     absl::StrCat("dài tối đa ", kMaxPhraseBytes, " byte")});
}

bool IsBlank(absl::string_view text) { return absl::StripAsciiWhitespace(text).empty(); }

void CheckPeriod(const Period& period, absl::string_view prefix, FieldErrors& errors) {
  const std::string ordinal = absl::StrCat(prefix, "ordinal");
  switch (period.unit()) {
    case Period::MONTH:
      CheckRange(period.ordinal(), 1, 12, ordinal, errors);
      break;
    case Period::QUARTER:
      CheckRange(period.ordinal(), 1, 4, ordinal, errors);
      break;
    case Period::HALF:
      CheckRange(period.ordinal(), 1, 2, ordinal, errors);
      break;
    case Period::YEAR:
      if (period.ordinal() != 0) {
        errors.Add(ordinal, {"must be 0 for a year", "phải là 0 khi kỳ là năm"});
      }
      break;
    default:
      errors.Add(absl::StrCat(prefix, "unit"), {"must be MONTH, QUARTER, HALF or YEAR",
                                                "phải là MONTH, QUARTER, HALF hoặc YEAR"});
  }
  CheckRange(period.year(), kMinYear, kMaxYear, absl::StrCat(prefix, "year"), errors);
}

void CheckTerm(const EventTerm& term, absl::string_view prefix, FieldErrors& errors) {
  CheckRange(term.count(), 1, kMaxTermCount, absl::StrCat(prefix, "count"), errors);
  if (term.unit() == EventTerm::UNIT_UNSPECIFIED || !EventTerm::Unit_IsValid(term.unit())) {
    errors.Add(absl::StrCat(prefix, "unit"), {"must be DAY, WORKING_DAY, WEEK, MONTH or YEAR",
                                              "phải là DAY, WORKING_DAY, WEEK, MONTH hoặc YEAR"});
  }
  if (term.has_event_date()) {
    ValidateDate(term.event_date(), absl::StrCat(prefix, "event_date"), errors);
  }
}

// UPPER_SNAKE_CASE, as programs compare it.
bool IsEventName(absl::string_view name) {
  if (name.empty() || name.size() > kMaxEventNameChars) return false;
  if (!absl::ascii_isupper(static_cast<unsigned char>(name.front()))) return false;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    if (!absl::ascii_isupper(u) && !absl::ascii_isdigit(u) && c != '_') return false;
  }
  return true;
}

void CheckTexts(const Deadline& deadline, absl::string_view prefix, FieldErrors& errors) {
  CheckText(deadline.phrase(), absl::StrCat(prefix, "phrase"), errors);
  if (deadline.rule_case() == Deadline::kFromEvent) {
    const EventTerm& term = deadline.from_event();
    if (!IsEventName(term.event())) {
      errors.Add(absl::StrCat(prefix, "from_event.event"),
                 {absl::StrCat("must be an UPPER_SNAKE_CASE name of at most ", kMaxEventNameChars,
                               " characters, or OTHER"),
                  absl::StrCat("phải là tên viết hoa dạng UPPER_SNAKE_CASE, tối đa ",
                               kMaxEventNameChars, " ký tự, hoặc OTHER")});
    }
    CheckText(term.event_phrase(), absl::StrCat(prefix, "from_event.event_phrase"), errors);
  }
  if (deadline.rule_case() == Deadline::kCondition) {
    const std::string field = absl::StrCat(prefix, "condition");
    if (IsBlank(deadline.condition())) {
      errors.Add(field, {"is required", "không được để trống"});
    }
    CheckText(deadline.condition(), field, errors);
  }
}

void CheckHour(const Deadline& deadline, absl::string_view prefix, FieldErrors& errors) {
  const std::string field = absl::StrCat(prefix, "minute_of_day");
  CheckRange(deadline.minute_of_day(), 0, kMinutesPerDay - 1, field, errors);
  if (deadline.minute_of_day() == 0) return;
  switch (deadline.rule_case()) {
    case Deadline::kBeforeDay:
      // "trước 15h00 ngày 15/6" allows that day until 15:00; before_day would end it on 14/6.
      errors.Add(field, {"an hour goes with on_day: before_day excludes the whole day",
                         "giờ chỉ đi với on_day: before_day loại trừ cả ngày"});
      break;
    case Deadline::kStanding:
    case Deadline::kCondition:
    case Deadline::RULE_NOT_SET:
      errors.Add(field,
                 {"an hour needs a rule that gives a day", "giờ chỉ dùng khi thời hạn có ngày"});
      break;
    case Deadline::kRecurring:
      if (deadline.recurring().exclusive()) {
        errors.Add(field, {"an hour goes with a day that is not excluded (exclusive = false)",
                           "giờ chỉ đi với ngày không bị loại trừ (exclusive = false)"});
      }
      break;
    default:
      break;
  }
}

}  // namespace

namespace internal {

void ValidateRule(const Deadline& deadline, absl::string_view prefix, FieldErrors& errors) {
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      ValidateDate(deadline.on_day(), absl::StrCat(prefix, "on_day"), errors);
      break;
    case Deadline::kBeforeDay:
      ValidateDate(deadline.before_day(), absl::StrCat(prefix, "before_day"), errors);
      break;
    case Deadline::kWithin:
      CheckPeriod(deadline.within(), absl::StrCat(prefix, "within."), errors);
      break;
    case Deadline::kFromEvent:
      CheckTerm(deadline.from_event(), absl::StrCat(prefix, "from_event."), errors);
      break;
    case Deadline::kRecurring:
      ValidateRecurrence(deadline.recurring(), absl::StrCat(prefix, "recurring."), errors);
      break;
    case Deadline::kStanding:
      if (!deadline.standing()) {
        errors.Add(absl::StrCat(prefix, "standing"),
                   {"set it to true or choose another rule", "đặt là true hoặc chọn quy tắc khác"});
      }
      break;
    case Deadline::kCondition:
    case Deadline::RULE_NOT_SET:
      break;
  }
}

}  // namespace internal

void ValidateDeadline(const Deadline& deadline, absl::string_view prefix, FieldErrors& errors) {
  internal::ValidateRule(deadline, prefix, errors);
  CheckTexts(deadline, prefix, errors);
  CheckHour(deadline, prefix, errors);
}

void ClearOutputOnly(Deadline& deadline) {
  deadline.clear_kind();
  deadline.clear_last_day();
  deadline.clear_resolution();
  deadline.clear_trace();
  deadline.clear_warnings();
  deadline.clear_calendar_version();
  deadline.clear_provisional();
  deadline.clear_missing_year();
}

Deadline::Kind KindOf(const Deadline& deadline) {
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      return Deadline::ON_DAY;
    case Deadline::kBeforeDay:
      return Deadline::BEFORE_DAY;
    case Deadline::kWithin:
      return Deadline::WITHIN_PERIOD;
    case Deadline::kFromEvent:
      return Deadline::FROM_EVENT;
    case Deadline::kRecurring:
      return Deadline::RECURRING;
    case Deadline::kStanding:
      return Deadline::STANDING;
    case Deadline::kCondition:
      return Deadline::CONDITIONAL;
    case Deadline::RULE_NOT_SET:
      break;
  }
  return IsBlank(deadline.phrase()) ? Deadline::NONE : Deadline::KIND_UNSPECIFIED;
}

}  // namespace dondoc::calendar
