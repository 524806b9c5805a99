#include "services/registry/reader/time_cells.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

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
  // "trước" stands before the date.
  bool before = false;
  // What part of the period: the word "đầu", "giữa" or "cuối" before it; 0 for all of it.
  WordId part = 0;
  int year = 0;
  bool every_year = false;
};

void Scan(const Tokens& tokens, TokenRange range, Found* found) {
  for (size_t at = range.begin; at < range.end;) {
    if (const auto date = ReadDate(tokens, at, range.end)) {
      found->date = date->value;
      found->before = (at > range.begin && tokens[at - 1].IsWord("trước"_w)) ||
                      (at > range.begin + 1 && tokens[at - 2].IsWord("trước"_w));
      at = date->next;
      continue;
    }
    if (const auto period = ReadPeriod(tokens, at, range.end)) {
      found->period = period->value;
      const bool part =
          at > range.begin && (tokens[at - 1].IsWord("đầu"_w) || tokens[at - 1].IsWord("giữa"_w) ||
                               tokens[at - 1].IsWord("cuối"_w));
      found->part = part ? tokens[at - 1].word : 0;
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
  constexpr size_t kFewWords = 5;
  if (range.size() > kFewWords) return false;
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

// "Đầu tháng 12": Civil Code 2015 Art. 146.
void SetPart(WordId part, DeadlineFinding* finding) {
  const Period period = finding->deadline.within();
  const int months = period.unit() == Period::MONTH     ? 1
                     : period.unit() == Period::QUARTER ? 3
                     : period.unit() == Period::HALF    ? 6
                                                        : 12;
  const int first = period.unit() == Period::YEAR ? 1 : (period.ordinal() - 1) * months + 1;
  constexpr int kMiddleOfMonth = 15;
  absl::CivilDay day(period.year(), first, 1);
  if (part == "cuối"_w) {
    day = absl::CivilDay(absl::CivilMonth(period.year(), first) + months) - 1;
  } else if (part == "giữa"_w) {
    day = months == 1
              ? day + (kMiddleOfMonth - 1)
              : absl::CivilDay(absl::CivilMonth(period.year(), first) + (months + 1) / 2) - 1;
  }
  *finding->deadline.mutable_on_day() = calendar::ToDate(day);
}

void SetDay(const DateParts& date, std::optional<absl::CivilDay> base, bool before,
            DeadlineFinding* finding) {
  const auto day = DayOf(date, base);
  if (!day) {
    finding->doubts.push_back({Doubt::kYearUnknown, finding->range});
    return;
  }
  *(before ? finding->deadline.mutable_before_day() : finding->deadline.mutable_on_day()) =
      calendar::ToDate(*day);
  if (date.year == 0) finding->doubts.push_back({Doubt::kYearInferred, finding->range});
}

std::optional<DeadlineFinding> ReadOneCell(const Document& document, TokenRange whole,
                                           std::optional<absl::CivilDay> base, bool before) {
  const Tokens& tokens = document.tokens();
  if (SaysNothing(tokens, whole)) return std::nullopt;
  Found found;
  Scan(tokens, whole, &found);
  const DeadlinePhrases phrases = FindDeadlines(document, whole, {}, base);
  bool several = false;
  const DeadlineFinding* phrase = StrongestDeadline(phrases, &several);
  DeadlineFinding finding;
  finding.range = whole;
  finding.strength = kFixed;
  finding.rule_id = "time-cell";
  finding.deadline.set_phrase(document.Verbatim(whole));
  if (phrase != nullptr && phrase->strength >= kPlainDate) {
    finding = *phrase;
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
    SetDay(*found.date, base, before || found.before, &finding);
    return finding;
  }
  if (found.period && !(phrase != nullptr && phrase->strength >= kBareRecurrence)) {
    SetWithin(*found.period, base, &finding);
    if (found.part != 0 && finding.deadline.has_within()) SetPart(found.part, &finding);
    return finding;
  }
  if (const auto own = OwnPeriod(tokens, whole); own && base) {
    PeriodParts parts;
    parts.unit = *own;
    parts.relative = 0;
    SetWithin(parts, base, &finding);
    return finding;
  }
  if (found.year != 0 && phrase == nullptr) {
    PeriodParts parts;
    parts.unit = Period::YEAR;
    parts.year = found.year;
    parts.first_month = 1;
    SetWithin(parts, base, &finding);
    return finding;
  }
  if (phrase != nullptr) return *phrase;
  finding.strength = kContractual;
  finding.deadline.set_condition(document.Line(whole));
  return finding;
}

}  // namespace

std::optional<SourceText> JoinedCell(const Document& document,
                                     const std::vector<TokenRange>& cell) {
  std::string words;
  for (const TokenRange range : cell)
    absl::StrAppend(&words, words.empty() ? "" : " ", document.Line(range));
  auto source = SourceText::FromText(std::move(words));
  if (!source.ok()) return std::nullopt;
  return *std::move(source);
}

std::optional<DeadlineFinding> ReadTimeCell(const Document& document,
                                            const std::vector<TokenRange>& cell,
                                            std::optional<absl::CivilDay> base, bool before) {
  if (cell.empty()) return std::nullopt;
  if (cell.size() == 1) return ReadOneCell(document, cell.front(), base, before);
  const auto joined = JoinedCell(document, cell);
  if (!joined) return std::nullopt;
  const Document words(*joined);
  auto finding = ReadOneCell(words, {0, words.tokens().size()}, base, before);
  if (!finding) return std::nullopt;
  // Places of the joined words mean nothing in the document.
  finding->range = cell.front();
  for (DoubtAt& doubt : finding->doubts) doubt.range = cell.front();
  return finding;
}

}  // namespace dondoc::registry
