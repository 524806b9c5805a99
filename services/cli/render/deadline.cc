#include "services/cli/render/deadline.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "services/cli/dates.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::Recurrence;
using common::v1::TraceStep;

std::string PeriodText(const Period& period, const Lang& lang) {
  switch (period.unit()) {
    case Period::MONTH:
      return lang(Text{absl::StrFormat("within %04d-%02d", period.year(), period.ordinal()),
                       absl::StrFormat("trong tháng %d/%d", period.ordinal(), period.year())});
    case Period::QUARTER:
      return lang(Text{absl::StrFormat("within quarter %d of %d", period.ordinal(), period.year()),
                       absl::StrFormat("trong quý %d/%d", period.ordinal(), period.year())});
    case Period::HALF:
      return lang(Text{absl::StrFormat("within half %d of %d", period.ordinal(), period.year()),
                       absl::StrFormat("trong %d tháng %s năm %d", 6,
                                       period.ordinal() == 1 ? "đầu" : "cuối", period.year())});
    default:
      return lang(
          Text{absl::StrCat("within ", period.year()), absl::StrCat("trong năm ", period.year())});
  }
}

Text UnitWords(EventTerm::Unit unit) {
  switch (unit) {
    case EventTerm::WORKING_DAY:
      return {"working days", "ngày làm việc"};
    case EventTerm::WEEK:
      return {"weeks", "tuần"};
    case EventTerm::MONTH:
      return {"months", "tháng"};
    case EventTerm::YEAR:
      return {"years", "năm"};
    default:
      return {"days", "ngày"};
  }
}

std::string TermText(const EventTerm& term, const Lang& lang) {
  std::string event = term.event_phrase();
  if (event.empty() && term.event() != "OTHER") event = lang.Word(term.event());
  // "nhận được hồ sơ hợp lệ" and "có quyết định phê duyệt" are clauses; "kể từ" wants a moment.
  const bool clause = term.event() == "VALID_DOSSIER" || term.event() == "APPROVAL";
  if (lang.vietnamese() && clause && !absl::StartsWith(event, "khi ") &&
      !absl::StartsWith(event, "ngày ")) {
    event = absl::StrCat("khi ", event);
  }
  if (term.has_event_date()) {
    const std::string day = FormatDate(term.event_date(), lang);
    event = event.empty() ? day : absl::StrCat(event, " (", day, ")");
  }
  const Text from = term.before_event() ? Text{"before", "trước"} : Text{"from", "kể từ"};
  return absl::StrCat(term.count(), " ", lang(UnitWords(term.unit())),
                      event.empty() ? "" : absl::StrCat(" ", lang(from), " ", event));
}

std::string RecurrenceText(const Recurrence& recurring, const Lang& lang) {
  Text words;
  switch (recurring.frequency()) {
    case Recurrence::WEEKLY:
      words = {"every week", "hằng tuần"};
      break;
    case Recurrence::MONTHLY:
      words = {"every month", "hằng tháng"};
      break;
    case Recurrence::QUARTERLY:
      words = {"every quarter", "hằng quý"};
      break;
    case Recurrence::HALF_YEARLY:
      words = {"every half year", "6 tháng một lần"};
      break;
    default:
      words = {"every year", "hằng năm"};
  }
  std::string text = lang(words);
  if (recurring.day() > 0) {
    absl::StrAppend(&text,
                    recurring.exclusive() ? lang(Text{", before day ", ", trước ngày "})
                                          : lang(Text{", by day ", ", ngày "}),
                    recurring.day());
  }
  if (recurring.month_of_period() > 0) {
    absl::StrAppend(&text, lang(Text{" of month ", " của tháng thứ "}),
                    recurring.month_of_period());
  }
  return text;
}

}  // namespace

std::string DeadlineText(const Deadline& deadline, const Lang& lang) {
  if (deadline.has_last_day()) {
    std::string text = FormatDate(deadline.last_day(), lang);
    if (deadline.minute_of_day() > 0) {
      text = absl::StrFormat("%s %02d:%02d", text, deadline.minute_of_day() / 60,
                             deadline.minute_of_day() % 60);
    }
    return text;
  }
  switch (deadline.resolution()) {
    case common::v1::AWAITING_EVENT:
      return lang.Word("AWAITING_EVENT");
    case common::v1::YEAR_MISSING:
      return absl::StrCat(lang.Word("YEAR_MISSING"), " ", deadline.missing_year());
    default:
      return deadline.standing() ? lang.Word("STANDING") : "-";
  }
}

std::string RuleText(const Deadline& deadline, const Lang& lang) {
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      return absl::StrCat(lang(Text{"by ", "đến hết ngày "}), FormatDate(deadline.on_day(), lang));
    case Deadline::kBeforeDay:
      return absl::StrCat(lang(Text{"before ", "trước ngày "}),
                          FormatDate(deadline.before_day(), lang));
    case Deadline::kWithin:
      return PeriodText(deadline.within(), lang);
    case Deadline::kFromEvent:
      return TermText(deadline.from_event(), lang);
    case Deadline::kRecurring:
      return RecurrenceText(deadline.recurring(), lang);
    case Deadline::kStanding:
      return lang.Word("STANDING");
    case Deadline::kCondition:
      return deadline.condition();
    case Deadline::RULE_NOT_SET:
      return "";
  }
  return "";
}

Table DeadlineFacts(const Deadline& deadline, const Lang& lang) {
  std::string last_day = DeadlineText(deadline, lang);
  if (deadline.has_last_day()) {
    absl::StrAppend(&last_day, " (", WeekdayName(deadline.last_day(), lang), ")");
  }
  std::string calendar = deadline.calendar_version();
  if (deadline.provisional()) absl::StrAppend(&calendar, " (", lang.Word("provisional"), ")");
  Table table =
      FactsTable("", {{lang.Word("phrase"), deadline.phrase()},
                      {lang(Text{"Meaning", "Nghĩa là"}), RuleText(deadline, lang)},
                      {lang.Word("last_day"), {last_day, Style::kStrong}},
                      {lang(Text{"Calendar", "Lịch"}),
                       {calendar, deadline.provisional() ? Style::kWarn : Style::kPlain}}});
  for (const auto& warning : deadline.warnings()) {
    table.rows.push_back({Cell(lang.Word("warning"), Style::kDim),
                          Cell(absl::StrCat(warning.message(), warning.has_day() ? " " : "",
                                            FormatDate(warning.day(), lang)),
                               Style::kWarn)});
  }
  return table;
}

Table TraceTable(const Deadline& deadline, const Lang& lang) {
  Table table;
  table.columns = {{lang.Word("day")},
                   {lang.Word("weekday")},
                   {lang.Word("count"), Align::kRight},
                   {lang.Word("reason"), Align::kLeft, true},
                   {lang.Word("note"), Align::kLeft, true}};
  for (const TraceStep& step : deadline.trace()) {
    const bool counted =
        step.reason() == TraceStep::COUNTED || step.reason() == TraceStep::MAKE_UP_DAY;
    table.rows.push_back({FormatDate(step.day(), lang), WeekdayName(step.day(), lang),
                          absl::StrCat(step.count()),
                          Cell(lang.Word(TraceStep::Reason_Name(step.reason())),
                               counted ? Style::kGood : Style::kDim),
                          step.note()});
  }
  return table;
}

}  // namespace dondoc::cli
