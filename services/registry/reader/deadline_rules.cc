#include "services/registry/reader/deadline_rules.h"

#include <utility>

namespace dondoc::registry {
namespace {

// Parts of patterns. A part may use those that stand before it.
const PatternParts& Parts() {
  static const auto& parts = *new PatternParts{
      {"<every>", "(hằng|hàng|mỗi)"},
      {"<done>",
       "(hoàn thành xong|hoàn thành|hoàn tất|hoàn thiện xong|hoàn thiện|hoàn|thực hiện "
       "xong|xong|kết thúc|ht)"},
      {"<latest>",
       "(chậm nhất là|chậm nhất|muộn nhất là|muộn nhất|trễ nhất|không muộn hơn|không chậm "
       "hơn|không quá|không chậm quá|không để quá|không muộn quá|"
       "hạn cuối|hạn chót)"},
      {"<limit>", "(thời hạn|thời gian|hạn|tiến độ|tg)"},
      // What may stand before the date or period itself: "Thời hạn hoàn thành: chậm nhất ...".
      {"<pre>", "[dự kiến|phấn đấu] [<limit>] [<done>] [xong] [:] [<latest>]"},
      {"<mustpre>",
       "(dự kiến <done>|phấn đấu <done>|<limit> <done> [:] [<latest>]|<limit> : [<latest>]|<done> "
       "[xong] "
       "[:] [<latest>]|<latest>)"},
      {"<since>",
       "(kể từ khi|kể từ ngày|kể từ thời điểm|kể từ lúc|kể từ|tính từ khi|tính từ ngày|tính từ "
       "thời điểm|"
       "tính từ|từ khi|từ ngày|từ thời điểm|sau khi|sau ngày)"},
      {"<until>", "(trước khi|trước ngày|trước thời điểm|trước)"},
      // Words that open a term counted in days.
      {"<within>",
       "(không quá|chậm nhất|muộn nhất|trong thời hạn|trong thời gian|trong vòng|tối đa|không chậm "
       "hơn|"
       "không muộn hơn|thời hạn|ít nhất|tối thiểu|là|sau|vào|trong|trước)"},
      {"<strict>",
       "(không quá|chậm nhất là|chậm nhất sau|chậm nhất|muộn nhất|trong thời hạn không quá|trong "
       "thời hạn "
       "tối đa|trong thời hạn|trong thời gian không quá|trong vòng|tối đa|không chậm hơn|không "
       "muộn hơn)"},
      {"<by>",
       "(chậm nhất là|chậm nhất vào|chậm nhất đến|chậm nhất|muộn nhất là|muộn nhất vào|muộn "
       "nhất|vào|đến)"},
      {"<halfyear>", "(6 tháng|sáu tháng)"},
      // "02 lần/tuần", "02 kỳ/tháng", "2 số/quý".
      {"<times>", "(lần|kỳ|số|buổi|bài|tin|chuyên mục)"},
  };
  return parts;
}

struct DeadlineRow {
  absl::string_view id;
  Meaning meaning;
  uint32_t flags;
  int strength;
  absl::string_view pattern;
};

// Numbers of the table rows of domain knowledge stand in
// tests/unit/reader/deadline_phrases_test.cc.
constexpr DeadlineRow kDeadlineRows[] = {
    // What lies behind: "trong tuần qua ghi nhận 688 ca".
    {"past-period", Meaning::kNotDeadline, kNoFlags, kFixed,
     "[trong|vào] (tuần|tháng|quý|năm|thời gian|ngày) (qua|vừa qua|vừa rồi|trước đó)"},
    {"past-term", Meaning::kNotDeadline, kNoFlags, kFixed, "[trong] TERM (qua|vừa qua)"},
    // "tổ chức trong tuần thứ hai của tháng 6": which week no rule counts.
    {"nth-week", Meaning::kNotDeadline, kNoFlags, kFixed,
     "[trong|vào] tuần thứ COUNT [của] PERIOD"},

    // Hours: no rule of a deadline counts them.
    {"hours-before-event", Meaning::kCondition, kNoFlags, kTerm,
     "(<latest> [trước]|trước) TERM tính đến EVENT"},

    // Repeated.
    {"half-and-year-before", Meaning::kHalfYearly, kExclusive, kRecurrence,
     "[định kỳ] <halfyear> LP trước [ngày] DM RP [,|;] năm LP trước [ngày] DM RP"},
    {"half-bracket-before", Meaning::kHalfYearly, kExclusive, kRecurrence,
     "[định kỳ] <halfyear> LP trước [ngày] DM RP"},
    {"times-a-month", Meaning::kMonthly, kDayMissing, kRecurrence,
     "[định kỳ] COUNT <times> / tháng"},
    {"times-a-week", Meaning::kWeekly, kDayMissing, kRecurrence, "[định kỳ] COUNT <times> / tuần"},
    {"months-a-time", Meaning::kMonthly, kDayMissing, kRecurrence, "[định kỳ] 1 tháng / lần"},
    {"weeks-a-time", Meaning::kWeekly, kDayMissing, kRecurrence, "[định kỳ] 1 tuần / lần"},
    {"quarters-a-time", Meaning::kQuarterlyEnd, kDayMissing, kRecurrence, "[định kỳ] 1 quý / lần"},
    {"times-a-quarter", Meaning::kQuarterlyEnd, kDayMissing, kRecurrence,
     "[định kỳ] COUNT <times> / quý"},
    {"times-a-year", Meaning::kYearly, kDayMissing, kRecurrence, "[định kỳ] 1 lần / năm"},
    {"weekly-day-last", Meaning::kWeekly, kNoFlags, kRecurrence,
     "[định kỳ] <every> tuần [,] [trước|<by>] [HOUR] [ngày] [vào] [sáng|chiều] WEEKDAY"},
    {"weekly-day-before", Meaning::kWeekly, kExclusive, kRecurrence,
     "trước [ngày] WEEKDAY <every> tuần"},
    {"weekly-day-first", Meaning::kWeekly, kNoFlags, kRecurrence,
     "[trước|<by>] [HOUR] [ngày|sáng|chiều] WEEKDAY <every> tuần"},
    {"monthly-window", Meaning::kMonthly, kNoFlags, kRecurrence,
     "từ [ngày] DAY đến [ngày] DAY [của] <every> tháng"},
    {"monthly-before", Meaning::kMonthly, kExclusive, kRecurrence,
     "trước [ngày] DAY [của] <every> tháng"},
    {"monthly-by", Meaning::kMonthly, kNoFlags, kRecurrence, "[<by>] ngày DAY [của] <every> tháng"},
    {"monthly-bracket-before", Meaning::kMonthly, kExclusive, kRecurrence,
     "[định kỳ] <every> tháng [LP|,] trước [ngày] DAY [RP|<every> tháng]"},
    {"monthly-bracket-by", Meaning::kMonthly, kNoFlags, kRecurrence,
     "[định kỳ] <every> tháng [LP|,] <by> [ngày] DAY [RP|<every> tháng]"},
    {"half-yearly-days-before", Meaning::kHalfYearly, kExclusive, kRecurrence,
     "[định kỳ] trước [ngày] DM và [trước] [ngày] DM [của] <every> năm"},
    {"half-yearly-days", Meaning::kHalfYearly, kNoFlags, kRecurrence,
     "[định kỳ] [<by>] [ngày] DM và [ngày] DM [của] <every> năm"},
    {"yearly-before", Meaning::kYearly, kExclusive, kRecurrence,
     "trước [ngày] DM [của] <every> năm"},
    {"yearly-by", Meaning::kYearly, kNoFlags, kRecurrence, "[<by>] ngày DM [của] <every> năm"},
    {"yearly-bracket-before", Meaning::kYearly, kExclusive, kRecurrence,
     "[định kỳ] <every> năm [LP|,] trước [ngày] DM [RP]"},
    {"yearly-bracket-by", Meaning::kYearly, kNoFlags, kRecurrence,
     "[định kỳ] <every> năm [LP|,] <by> [ngày] DM [RP]"},
    {"quarterly-end-before", Meaning::kQuarterlyEnd, kExclusive, kRecurrence,
     "[định kỳ] <every> quý [LP|,] trước [ngày] DAY [của] tháng cuối quý [RP]"},
    {"quarterly-start-before", Meaning::kQuarterlyStart, kExclusive, kRecurrence,
     "[định kỳ] <every> quý [LP|,] trước [ngày] DAY [của] tháng đầu quý [RP]"},
    {"quarter-end-before", Meaning::kQuarterlyEnd, kExclusive, kRecurrence,
     "trước [ngày] DAY [của] tháng cuối [của] quý"},
    {"quarter-start-before", Meaning::kQuarterlyStart, kExclusive, kRecurrence,
     "trước [ngày] DAY [của] tháng đầu [của] quý"},
    {"quarterly-end-by", Meaning::kQuarterlyEnd, kNoFlags, kRecurrence,
     "[định kỳ] <every> quý [LP|,] <by> [ngày] DAY [của] tháng cuối quý [RP]"},
    {"quarterly-start-by", Meaning::kQuarterlyStart, kNoFlags, kRecurrence,
     "[định kỳ] <every> quý [LP|,] <by> [ngày] DAY [của] tháng đầu quý [RP]"},
    {"half-yearly-both-before", Meaning::kHalfYearly, kExclusive, kRecurrence,
     "định kỳ <halfyear> [một lần|1 lần] [LP|,] trước [ngày] DM và [trước] [ngày] DM [RP]"},
    {"half-yearly-before", Meaning::kHalfYearly, kExclusive, kRecurrence,
     "định kỳ <halfyear> [một lần|1 lần] [LP|,] trước [ngày] DM [RP]"},
    {"half-yearly-by", Meaning::kHalfYearly, kNoFlags, kRecurrence,
     "định kỳ <halfyear> [một lần|1 lần] [LP|,] <by> [ngày] DM [RP]"},
    {"last-month-of-term", Meaning::kLikeBefore, kExclusive, kRecurrence,
     "trước [ngày] DAY [của] tháng cuối [của] kỳ"},
    {"list-quarter", Meaning::kQuarterlyEnd, kNoFlags, kRecurrence,
     "quý : [ngày] DAY [của] tháng cuối quý"},
    {"list-half", Meaning::kHalfYearly, kNoFlags, kRecurrence, "COUNT tháng : [ngày] DM"},
    {"list-year", Meaning::kYearly, kNoFlags, kRecurrence, "năm : [ngày] DM"},
    {"anchored", Meaning::kAnchored, kNoFlags, kRecurrence,
     "[định kỳ] COUNT (năm|tháng|quý) (một|1) lần <since> EVENT"},
    {"month-after", Meaning::kAnchored, kNoFlags, kRecurrence,
     "[<by>] ngày cuối [cùng] của tháng (kế tiếp|tiếp theo|sau) EVENT"},
    {"monthly-last-day", Meaning::kMonthlyEnd, kNoFlags, kRecurrence,
     "[định kỳ] [<every> tháng] [LP|,] [<by>] [vào] ngày cuối [cùng] [của] (<every> tháng|tháng) "
     "[RP]"},
    {"weekly-times", Meaning::kWeekly, kDayMissing, kRecurrence,
     "[định kỳ] (1 tuần|mỗi tuần|<every> tuần) (một|1) lần"},
    {"monthly-times", Meaning::kMonthly, kDayMissing, kRecurrence,
     "[định kỳ] (1 tháng|mỗi tháng|<every> tháng) (một|1) lần"},
    {"half-yearly-times", Meaning::kHalfYearly, kDayMissing, kRecurrence,
     "[định kỳ] <halfyear> (một|1) lần"},
    {"yearly-times", Meaning::kYearly, kDayMissing, kRecurrence,
     "[định kỳ] (1 năm|mỗi năm|<every> năm) (một|1) lần"},
    {"weekly-bare", Meaning::kWeekly, kDayMissing, kRecurrence, "định kỳ <every> tuần"},
    {"monthly-bare", Meaning::kMonthly, kDayMissing, kRecurrence, "định kỳ <every> tháng"},
    {"quarterly-bare", Meaning::kQuarterlyEnd, kDayMissing, kRecurrence, "định kỳ <every> quý"},
    {"half-yearly-bare", Meaning::kHalfYearly, kDayMissing, kRecurrence, "định kỳ <halfyear>"},
    {"yearly-bare", Meaning::kYearly, kDayMissing, kRecurrence, "định kỳ <every> năm"},
    {"every-week", Meaning::kWeekly, kDayMissing | kScopeNoun, kBareRecurrence, "<every> tuần"},
    {"every-month", Meaning::kMonthly, kDayMissing | kScopeNoun, kBareRecurrence, "<every> tháng"},
    {"every-quarter", Meaning::kQuarterlyEnd, kDayMissing | kScopeNoun, kBareRecurrence,
     "<every> quý"},

    {"every-year", Meaning::kYearly, kDayMissing | kScopeNoun, kBareRecurrence, "<every> năm"},

    // Counted from an event.
    {"from-date", Meaning::kFromDate, kNoFlags, kTerm, "{<within>} TERM [,] <since> DATE"},
    {"least-before-event", Meaning::kBeforeEvent, kNoFlags, kTerm,
     "[<done>] <until> EVENTUNTIL [ít nhất|tối thiểu] TERM"},
    // "sau 10 ngày kể từ ngày ký" says when something begins.
    {"start-after", Meaning::kNotDeadline, kNoFlags, kTerm, "sau TERM [,] <since> EVENT"},
    {"from-event", Meaning::kFromEvent, kNoFlags, kTerm, "{<within>} TERM [,] <since> EVENT"},
    {"before-event", Meaning::kBeforeEvent, kNoFlags, kTerm, "{<within>} TERM [,] <until> EVENT"},

    // Fixed days.
    {"validity", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(có giá trị|giá trị|có hiệu lực|hiệu lực|thi hành) [thi hành] (đến hết|đến|kể từ|từ) [ngày] "
     "DATE"},
    {"data-window", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(số liệu|kỳ|kỳ báo cáo|giai đoạn|thời điểm) [báo cáo] [tính] từ [ngày] (DATE|DAY) đến [hết] "
     "[ngày] DATE"},
    {"data-until", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(tính đến|số liệu đến|lũy kế đến|số liệu tính đến) [hết] [ngày] (DATE|PERIOD)"},
    {"finished-window", Meaning::kWindow, kDataCutOff, kFixed,
     "<mustpre> [trong] từ [ngày] (DATE|DAY) (đến hết|đến|tới|-) [ngày] DATE"},
    {"window", Meaning::kWindow, kDataCutOff, kPlainDate,
     "từ [HOUR] [ngày] (DATE|DAY) (đến hết|đến|tới|-) [HOUR] [ngày] DATE"},
    {"day-window", Meaning::kLikeBefore, kNoFlags, kRecurrence, "từ [ngày] DAY đến [ngày] DAY"},
    {"session-of", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(kỳ họp|phiên họp|hội nghị) [thường lệ] (giữa|cuối|đầu) PERIOD"},
    {"since-start-until", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(kể từ|tính từ|từ) đầu (năm|tháng|quý|vụ|nhiệm kỳ) [học] đến [hết] [ngày] (DATE|PERIOD)"},
    {"start-of", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(kể từ|tính từ|từ) (đầu|giữa|cuối) (PERIOD|năm|tháng|quý)"},
    {"start-date", Meaning::kNotDeadline, kNoFlags, kFixed,
     "(kể từ|tính từ|từ) [ngày|thời điểm ngày] (DATE|PERIOD)"},
    {"named-day", Meaning::kOnDate, kNoFlags, kFixed,
     "(trong|đến|vào) [hết] ngày (mai|hôm nay|nay|kia) LP [ngày] DATE RP"},
    {"before-named-day", Meaning::kBeforeDate, kNoFlags, kFixed,
     "trước ngày (mai|kia) LP [ngày] DATE RP"},
    {"before-day-of-event", Meaning::kBeforeDate, kNoFlags, kFixed,
     "<pre> trước (ngày khai giảng|khai giảng|ngày quốc khánh|lễ quốc khánh|quốc khánh|tiết thanh "
     "minh|thanh minh|tết dương lịch|ngày bầu cử|ngày khai mạc) [LP] [ngày] DATE [RP]"},
    {"hour-before", Meaning::kOnDate, kNoFlags, kFixed,
     "<pre> (trước|đến) HOUR [,] [WEEKDAY] [,] [ngày] [LP] DATE [RP]"},
    {"hour-by", Meaning::kOnDate, kNoFlags, kFixed,
     "<mustpre> [là|vào|đến|lúc] HOUR [,] [WEEKDAY] [,] [ngày] [LP] DATE [RP]"},
    {"before-two-dates", Meaning::kBeforeDate, kNoFlags, kFixed,
     "<pre> trước [ngày] DATE và [trước] [ngày] DATE"},
    {"before-date", Meaning::kBeforeDate, kNoFlags, kFixed, "<pre> trước [ngày] DATE"},
    {"until-date", Meaning::kOnDate, kNoFlags, kFixed, "<pre> (đến hết|hết) [ngày] DATE"},
    {"by-date", Meaning::kOnDate, kNoFlags, kFixed,
     "<mustpre> [là] [đến|vào|trong] [hết] [ngày] DATE"},
    {"limit-date", Meaning::kOnDate, kNoFlags, kFixed, "hạn [là] [đến] [ngày] DATE"},
    {"to-date", Meaning::kOnDate, kDataCutOff, kPlainDate, "(đến|tới) ngày DATE"},
    {"before-day-of-this-week", Meaning::kDayOfThisWeek, kExclusive, kFixed,
     "<pre> trước [HOUR] [ngày] WEEKDAY [trong] tuần này"},
    {"day-of-this-week", Meaning::kDayOfThisWeek, kNoFlags, kPlainDate,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) [HOUR] [ngày] WEEKDAY [trong] tuần này"},
    {"before-day-of-next-week", Meaning::kDayOfNextWeek, kExclusive, kFixed,
     "<pre> trước [HOUR] [ngày] WEEKDAY tuần (sau|tới)"},
    {"day-of-next-week", Meaning::kDayOfNextWeek, kNoFlags, kPlainDate,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) [HOUR] [ngày] WEEKDAY tuần (sau|tới)"},
    {"before-day-of-this-month", Meaning::kDayOfThisMonth, kExclusive, kFixed,
     "<pre> trước [ngày] DAY [của] tháng này"},
    {"day-of-this-month", Meaning::kDayOfThisMonth, kNoFlags, kPlainDate,
     "(<mustpre> [là] [vào|đến]|vào|đến) ngày DAY [của] tháng này"},
    {"before-day-of-next-month", Meaning::kDayOfNextMonth, kExclusive, kFixed,
     "<pre> trước [ngày] DAY [của] tháng (sau|tới)"},
    {"day-of-next-month", Meaning::kDayOfNextMonth, kNoFlags, kPlainDate,
     "(<mustpre> [là] [vào|đến]|vào|đến) ngày DAY [của] tháng (sau|tới)"},
    {"end-of-this-week", Meaning::kThisWeek, kNoFlags, kPlainDate,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) cuối tuần [này]"},
    {"week-festival", Meaning::kNotDeadline, kNoFlags, kVague, "[ngay] trong tuần lễ"},
    {"week-of-year", Meaning::kWeekOfYear, kNoFlags, kPlainDate,
     "[<done>] [ngay] trong tuần COUNT"},
    {"next-week", Meaning::kNextWeek, kNoFlags, kPlainDate, "[<done>] [ngay] trong tuần (sau|tới)"},
    {"this-week", Meaning::kThisWeek, kNoFlags, kPlainDate,
     "[<done>] [ngay] trong tuần [này|tới đây]"},
    {"weekday-before", Meaning::kWeekday, kExclusive, kPlainDate,
     "trước [HOUR] [ngày|chiều] WEEKDAY"},
    {"weekday", Meaning::kWeekday, kNoFlags, kPlainDate,
     "(vào|<latest>) [HOUR] [ngày|sáng|chiều] WEEKDAY"},
    {"weekday-with-date", Meaning::kOnDate, kNoFlags, kPlainDate,
     "[vào] [HOUR] [ngày|sáng|chiều] WEEKDAY [,] [LP] [ngày] DATE [RP]"},
    {"on-dates", Meaning::kOnDate, kNoFlags, kPlainDate,
     "(vào|trong) [các|hai|ba] ngày {[ngày] DAY [,|và|-]} [ngày] DATE"},
    {"on-date", Meaning::kOnDate, kNoFlags, kPlainDate,
     "(vào lúc HOUR|lúc HOUR|vào|trong) [sáng|chiều|tối|trưa] [ngày] DATE"},

    {"report-days", Meaning::kOnDate, kReportDay, kPlainDate,
     "[các|hai|ba] ngày {[ngày] DAY (,|và|-)} [ngày] DATE"},
    {"report-day", Meaning::kOnDate, kReportDay, kPlainDate, "ngày DATE"},

    // "trình HĐND tỉnh tại kỳ họp chuyên đề tháng 3/2026": handed over where the month's meeting
    // is.
    {"at-meeting-of-month", Meaning::kWithinPeriod, kHandedOver, kPlainDate,
     "(tại|vào) (phiên họp|kỳ họp|hội nghị|cuộc họp|buổi họp|phiên|giao ban) [thường kỳ|thường "
     "lệ|chuyên đề|giao ban|bất thường|cuối|đầu] [của] PERIOD"},

    // Periods.
    {"before-start-of-period", Meaning::kStartOfPeriod, kExclusive, kFixed,
     "<pre> trước đầu PERIOD"},
    {"before-middle-of-period", Meaning::kMiddleOfPeriod, kExclusive, kFixed,
     "<pre> trước giữa PERIOD"},
    {"before-end-of-period", Meaning::kBeforeEndOfPeriod, kNoFlags, kFixed,
     "<pre> trước cuối PERIOD"},
    {"start-of-period", Meaning::kStartOfPeriod, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) đầu PERIOD"},
    {"middle-of-period", Meaning::kMiddleOfPeriod, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) giữa PERIOD"},
    {"end-of-period", Meaning::kEndOfPeriod, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) cuối PERIOD"},
    {"bare-middle-of-period", Meaning::kMiddleOfPeriod, kScopeNoun, kPlainDate, "giữa PERIOD"},
    {"bare-start-of-period", Meaning::kStartOfPeriod, kScopeNoun, kPlainDate, "đầu PERIOD"},
    {"bare-end-of-period", Meaning::kEndOfPeriod, kScopeNoun, kPlainDate, "cuối PERIOD"},
    {"end-of-this-month", Meaning::kEndOfThisMonth, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) cuối tháng [này]"},
    {"end-of-this-quarter", Meaning::kEndOfThisQuarter, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) cuối quý [này]"},
    {"end-of-this-year", Meaning::kEndOfThisYear, kNoFlags, kFixed,
     "(<mustpre> [là] [vào|trong|đến]|vào|trong|đến) cuối năm [này|nay]"},
    {"before-period", Meaning::kBeforePeriod, kNoFlags, kFixed, "<pre> trước PERIOD"},
    {"finished-in-period", Meaning::kWithinPeriod, kNoFlags, kFixed,
     "<mustpre> [ngay] (trong|vào|đến hết|hết) PERIOD"},
    {"in-period", Meaning::kWithinPeriod, kScopeNoun, kPlainDate, "[ngay] trong PERIOD"},
    {"expected-period", Meaning::kWithinPeriod, kNoFlags, kPlainDate, "dự kiến [trong|vào] PERIOD"},
    {"aim-until-period", Meaning::kWithinPeriod, kNoFlags, kPlainDate, "phấn đấu đến [hết] PERIOD"},
    {"until-period", Meaning::kWithinPeriod, kDataCutOff, kPlainDate, "(đến hết|hết) PERIOD"},
    {"finished-period", Meaning::kWithinPeriod, kNoFlags, kPlainDate, "<mustpre> PERIOD"},

    // A term that does not say from when, after everything that does.
    {"without-event", Meaning::kWithoutEvent, kNoFlags, kTerm, "<strict> TERM"},
    {"finished-in-term", Meaning::kWithoutEvent, kNoFlags, kTerm,
     "<done> [xong] [trong] [thời gian|thời hạn] [tối đa|không quá] TERM [tới]"},
    {"in-time-of", Meaning::kWithoutEvent, kNoFlags, kTerm, "trong (thời gian|thời hạn) TERM"},
    {"in-coming-term", Meaning::kWithoutEvent, kNoFlags, kTerm,
     "trong TERM (tới|tiếp theo|sau đó)"},

    // What no calendar knows.
    {"until-event", Meaning::kNotDeadline, kNoFlags, kContractual,
     "(cho đến khi|cho tới khi|đến khi) EVENT"},
    {"finished-before-event", Meaning::kCondition, kNoFlags, kContractual,
     "<done> trước (khi|thời điểm|tết|mùa|kỳ|dịp|lễ|đại hội|hội nghị|năm học|khai giảng) EVENT"},
    {"before-season", Meaning::kCondition, kNoFlags, kContractual,
     "trước (mùa mưa bão|mùa mưa lũ|mùa mưa|mùa lũ|mùa bão|mùa khô|tết nguyên đán|tết|năm học "
     "mới|ngày khai giảng)"},
    {"in-case", Meaning::kCondition, kNoFlags, kContractual, "(trường hợp|nếu) EVENT"},
    {"after-event", Meaning::kCondition, kNoFlags, kContractual, "sau khi EVENT"},
    {"before-event-told", Meaning::kCondition, kNoFlags, kContractual, "trước khi EVENT"},
    {"right-after-event", Meaning::kCondition, kNoFlags, kContractual,
     "ngay (sau khi|khi|sau) EVENT"},
    {"on-request", Meaning::kCondition, kNoFlags, kContractual,
     "khi (cần thiết|cần|đủ điều kiện|có (dấu hiệu|yêu cầu|đề nghị|chỉ đạo|hướng dẫn|lệnh|phát "
     "sinh|tình "
     "huống|thông tin|tin "
     "báo|cảnh báo)|phát sinh|phát hiện|xảy ra)"},
    {"when", Meaning::kCondition, kNoFlags, kContractual, "khi có EVENT"},
    {"if-it-happens", Meaning::kCondition, kNoFlags, kContractual,
     "(nếu có phát sinh|nếu phát sinh|có phát sinh)"},
    {"when-due", Meaning::kCondition, kNoFlags, kContractual,
     "(đến kỳ kết thúc|đến kỳ|đến hạn|tới hạn)"},
    {"by-progress", Meaning::kCondition, kNoFlags, kContractual,
     "(theo tiến độ|theo lộ trình|đúng tiến độ|đúng lộ trình)"},
    {"keep-progress", Meaning::kCondition, kNoFlags, kVague, "(đảm bảo tiến độ|bảo đảm tiến độ)"},
    {"in-time", Meaning::kCondition, kNoFlags, kVague,
     "(kịp thời|khẩn trương|sớm hoàn thành|không để kéo dài|xử lý dứt điểm|đúng thời "
     "hạn|đúng hạn|"
     "trong thời gian sớm nhất|trong thời gian tới|sớm nhất)"},
    {"standing", Meaning::kStanding, kScopeNoun, kStandingWork,
     "(thường xuyên|<every> ngày|liên tục)"},
};

}  // namespace

DeadlineRules::DeadlineRules() {
  rules_.reserve(sizeof(kDeadlineRows) / sizeof(kDeadlineRows[0]));
  for (const DeadlineRow& row : kDeadlineRows) {
    const int index = static_cast<int>(rules_.size());
    rules_.push_back({row.id, row.meaning, row.flags, row.strength, Pattern(row.pattern, Parts())});
    const Pattern& pattern = rules_.back().pattern;
    for (const WordId word : pattern.first_words()) by_first_word_[word].push_back(index);
    if (pattern.starts_with_number()) by_number_.push_back(index);
  }
}

const DeadlineRules& DeadlineRules::Get() {
  static const auto& rules = *new DeadlineRules();
  return rules;
}

const std::vector<int>& DeadlineRules::Candidates(const Token& token) const {
  if (token.IsNumber()) return by_number_;
  if (!token.IsWord()) return none_;
  const auto found = by_first_word_.find(token.word);
  return found == by_first_word_.end() ? none_ : found->second;
}

}  // namespace dondoc::registry
