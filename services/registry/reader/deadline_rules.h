// The grammar of deadline phrases as a table: what is written, what it means. Rows are tried in
// order at every place of a task; the first that matches wins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/pattern.h"

namespace dondoc::registry {

// What a matched phrase means.
enum class Meaning {
  kNotDeadline,        // Looks like one and is none; hides its words from the rows below.
  kOnDate,             // Last allowed day: DATE; with HOUR until that hour of it.
  kBeforeDate,         // First day that is too late: DATE.
  kWindow,             // From one day to DATE (the second, where there are two).
  kWithinPeriod,       // Within PERIOD.
  kBeforePeriod,       // Before the first day of PERIOD.
  kStartOfPeriod,      // "đầu tháng": its first day (Civil Code 2015 Art. 146).
  kMiddleOfPeriod,     // "giữa tháng": the 15th; "giữa năm": 30 June.
  kEndOfPeriod,        // "cuối tháng": its last day.
  kBeforeEndOfPeriod,  // "trước cuối tháng": before that day.
  kFromEvent,          // TERM after EVENT.
  kBeforeEvent,        // TERM before EVENT.
  kFromDate,           // TERM after DATE.
  kWithoutEvent,       // TERM, and nothing says from when.
  kWeekly,
  kMonthly,
  kMonthlyEnd,      // The month's last day.
  kThisWeek,        // The Friday of the document's week.
  kNextWeek,        // The Friday of the week after.
  kDayOfThisWeek,   // WEEKDAY of the document's week.
  kDayOfNextWeek,   // WEEKDAY of the week after.
  kDayOfThisMonth,  // DAY of the document's month.
  kDayOfNextMonth,  // DAY of the month after.
  kEndOfThisMonth,
  kEndOfThisQuarter,
  kEndOfThisYear,
  kQuarterlyEnd,    // DAY of the quarter's last month.
  kQuarterlyStart,  // DAY of the quarter's first month.
  kHalfYearly,
  kYearly,
  kWeekOfYear,  // The Friday of week COUNT of the year.
  // WEEKDAY alone: of the weekly recurrence that stands before it, else the next one.
  kWeekday,
  kLikeBefore,  // A day window without a period: the recurrence that stands before it.
  kAnchored,    // Repeated, counted from an event.
  kStanding,
  kCondition,
};

// Flags of a row.
enum RuleFlag : uint32_t {
  kNoFlags = 0,
  kExclusive = 1u << 0,   // The day itself is too late ("trước").
  kDayMissing = 1u << 1,  // A recurrence that names no day.
  kScopeNoun = 1u << 2,   // Not after a noun that it describes ("nhiệm vụ thường xuyên").
  kDataCutOff = 1u << 3,  // Not after words of a report's data ("số liệu đến ngày").
  // Only where it ends the clause or a bracket, is no past day, and a report or paper is due or the
  // clause begins with what takes place then: "báo cáo Giám đốc Sở ngày 12/9/2025", "Kiểm tra hiện
  // trường ngày 11, 12/3".
  kReportDay = 1u << 4,
  // Only of a month, and where the clause hands something over before it.
  kHandedOver = 1u << 5,
};

// How strongly a phrase speaks; the strongest of a task is its deadline.
enum Strength : int {
  kVague = 5,  // "kịp thời"
  kStandingWork = 10,
  kContractual = 12,  // "đến kỳ"
  kBareRecurrence = 15,
  kPlainDate = 20,  // "vào ngày ..."
  kRecurrence = 26,
  kTerm = 28,
  kFixed = 30,  // "hoàn thành trước ngày ..."
};

struct DeadlineRule {
  // Names the row in tests and traces: letter of the group in domain terms and a word.
  absl::string_view id;
  Meaning meaning;
  uint32_t flags;
  int strength;
  Pattern pattern;
};

// The table and its index by first word. Built once, immutable.
class DeadlineRules {
 public:
  static const DeadlineRules& Get();

  // Rows that can begin with `token`, in table order.
  const std::vector<int>& Candidates(const Token& token) const;
  const DeadlineRule& rule(int index) const { return rules_[static_cast<size_t>(index)]; }
  const std::vector<DeadlineRule>& rules() const { return rules_; }

 private:
  DeadlineRules();

  std::vector<DeadlineRule> rules_;
  absl::flat_hash_map<WordId, std::vector<int>> by_first_word_;
  std::vector<int> by_number_;
  std::vector<int> none_;
};

}  // namespace dondoc::registry
