#include "services/cli/render/days_left.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "services/cli/dates.h"
#include "services/cli/render/deadline.h"

namespace dondoc::cli {
namespace {

using google::type::Date;

absl::CivilDay Civil(const Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

}  // namespace

std::string DaysLeftText(const Date& last_day, const Date& today, const Lang& lang) {
  const int64_t left = Civil(last_day) - Civil(today);
  if (left == 0) return lang(Text{"today", "hôm nay"});
  if (left > 0) {
    return lang(Text{absl::StrCat(left, left == 1 ? " day left" : " days left"),
                     absl::StrCat("còn ", left, " ngày")});
  }
  return lang(Text{absl::StrCat(-left, left == -1 ? " day late" : " days late"),
                   absl::StrCat("quá ", -left, " ngày")});
}

Cell LastDayCell(const Date& last_day, const std::optional<Date>& today, const Lang& lang) {
  if (last_day.year() == 0) return Cell();
  const std::string day = FormatDate(last_day, lang);
  if (!today) return day;
  return {absl::StrCat(day, " (", DaysLeftText(last_day, *today, lang), ")"),
          Civil(last_day) < Civil(*today)    ? Style::kBad
          : Civil(last_day) == Civil(*today) ? Style::kWarn
                                             : Style::kPlain};
}

Cell ClockCell(const common::v1::Deadline& clock, const Date& ended,
               const std::optional<Date>& today, const Lang& lang) {
  if (!clock.has_last_day()) return {DeadlineText(clock, lang), Style::kDim};
  if (ended.year() == 0) return LastDayCell(clock.last_day(), today, lang);
  return {absl::StrCat(FormatDate(clock.last_day(), lang), " (", lang(Text{"done ", "xong "}),
                       FormatDate(ended, lang), ")"),
          Civil(ended) > Civil(clock.last_day()) ? Style::kWarn : Style::kGood};
}

}  // namespace dondoc::cli
