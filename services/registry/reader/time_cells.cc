#include "services/registry/reader/time_cells.h"

#include <utility>

#include "common/calendar/date_proto.h"
#include "services/registry/reader/deadline_builder.h"
#include "services/registry/reader/time_expressions.h"

namespace dondoc::registry {
namespace {

using common::v1::Period;
using common::v1::Recurrence;

// What the tokens of a cell say, the last of each.
struct Found {
  std::optional<DateParts> date;
  std::optional<PeriodParts> period;
  int year = 0;
  bool every_year = false;
};

void Scan(const Tokens& tokens, TokenRange range, Found* found) {
  for (size_t at = range.begin; at < range.end;) {
    if (const auto date = ReadDate(tokens, at, range.end)) {
      found->date = date->value;
      at = date->next;
      continue;
    }
    if (const auto period = ReadPeriod(tokens, at, range.end)) {
      found->period = period->value;
      at = period->next;
      continue;
    }
    const bool every =
        tokens[at].IsWord("hằng"_w) || tokens[at].IsWord("hàng"_w) || tokens[at].IsWord("mỗi"_w);
    if (every && IsWordAt(tokens, at + 1, range.end, "năm"_w)) found->every_year = true;
    if (IsYear(tokens[at])) found->year = tokens[at].value;
    ++at;
  }
}

// "Cả năm", "Trong tháng": the period of the plan itself.
std::optional<Period::Unit> OwnPeriod(const Tokens& tokens, TokenRange range) {
  if (range.size() != 2) return std::nullopt;
  const bool whole = tokens[range.begin].IsWord("cả"_w) || tokens[range.begin].IsWord("trong"_w);
  if (!whole) return std::nullopt;
  if (tokens[range.begin + 1].IsWord("năm"_w)) return Period::YEAR;
  if (tokens[range.begin + 1].IsWord("quý"_w)) return Period::QUARTER;
  if (tokens[range.begin + 1].IsWord("tháng"_w)) return Period::MONTH;
  return std::nullopt;
}

// "Không", "-", "...".
bool SaysNothing(const Tokens& tokens, TokenRange range) {
  for (size_t at = range.begin; at < range.end; ++at) {
    if (tokens[at].IsNumber()) return false;
    if (tokens[at].IsWord()) return tokens[at].IsWord("không"_w);
  }
  return true;
}

void SetWithin(const PeriodParts& parts, std::optional<absl::CivilDay> base,
               DeadlineFinding* finding) {
  const auto days = DaysOf(parts, base);
  if (!days) {
    finding->doubts.push_back({Doubt::kYearUnknown, finding->range});
    return;
  }
  Period& period = *finding->deadline.mutable_within();
  period.set_unit(parts.unit);
  period.set_year(static_cast<int>(days->last.year()));
  if (parts.unit != Period::YEAR) {
    const int months = parts.unit == Period::MONTH ? 1 : parts.unit == Period::QUARTER ? 3 : 6;
    period.set_ordinal((days->last.month() - 1) / months + 1);
  }
  if (parts.year == 0) finding->doubts.push_back({Doubt::kYearInferred, finding->range});
  if (parts.range) finding->doubts.push_back({Doubt::kPeriodRange, finding->range});
}

}  // namespace

std::optional<DeadlineFinding> ReadTimeCell(const Document& document,
                                            const std::vector<TokenRange>& cell,
                                            std::optional<absl::CivilDay> base, bool before) {
  if (cell.empty()) return std::nullopt;
  const Tokens& tokens = document.tokens();
  TokenRange whole{cell.front().begin, cell.front().end};
  // Lines of one cell stand apart where columns are aligned by spaces; only the first is cited.
  if (cell.size() == 1 && SaysNothing(tokens, whole)) return std::nullopt;

  Found found;
  std::optional<DeadlineFinding> phrase;
  for (const TokenRange range : cell) {
    Scan(tokens, range, &found);
    const DeadlinePhrases phrases = FindDeadlines(document, range, {}, base);
    bool several = false;
    const DeadlineFinding* strongest = StrongestDeadline(phrases, &several);
    if (strongest != nullptr && (!phrase || strongest->strength > phrase->strength))
      phrase = *strongest;
  }
  DeadlineFinding finding;
  finding.range = whole;
  finding.strength = kFixed;
  finding.rule_id = "time-cell";
  finding.deadline.set_phrase(document.Verbatim(whole));
  if (phrase && phrase->strength >= kPlainDate) {
    finding.deadline = phrase->deadline;
    finding.range = phrase->range;
    finding.doubts = phrase->doubts;
    if (before && finding.deadline.has_on_day()) {
      const google::type::Date day = finding.deadline.on_day();
      *finding.deadline.mutable_before_day() = day;
    }
    if (before && finding.deadline.has_recurring() && finding.deadline.recurring().day() != 0)
      finding.deadline.mutable_recurring()->set_exclusive(true);
    return finding;
  }
  if (found.every_year && found.period && found.period->unit == Period::MONTH) {
    Recurrence& rule = *finding.deadline.mutable_recurring();
    rule.set_frequency(Recurrence::YEARLY);
    rule.set_month_of_period(found.period->ordinal);
    return finding;
  }
  if (found.date && IsRealDay(*found.date)) {
    const auto day = DayOf(*found.date, base);
    if (!day) {
      finding.doubts.push_back({Doubt::kYearUnknown, finding.range});
      return finding;
    }
    *(before ? finding.deadline.mutable_before_day() : finding.deadline.mutable_on_day()) =
        calendar::ToDate(*day);
    if (found.date->year == 0) finding.doubts.push_back({Doubt::kYearInferred, finding.range});
    return finding;
  }
  if (found.period && !(phrase && phrase->strength >= kBareRecurrence)) {
    SetWithin(*found.period, base, &finding);
    return finding;
  }
  if (const auto own = OwnPeriod(tokens, whole); own && base) {
    PeriodParts parts;
    parts.unit = *own;
    parts.relative = 0;
    SetWithin(parts, base, &finding);
    return finding;
  }
  if (found.year != 0 && !phrase) {
    PeriodParts parts;
    parts.unit = Period::YEAR;
    parts.year = found.year;
    parts.first_month = 1;
    SetWithin(parts, base, &finding);
    return finding;
  }
  if (phrase) {
    finding.deadline = phrase->deadline;
    finding.strength = phrase->strength;
    finding.range = phrase->range;
    finding.doubts = phrase->doubts;
    return finding;
  }
  finding.strength = kContractual;
  finding.deadline.set_condition(document.Line(whole));
  return finding;
}

}  // namespace dondoc::registry
