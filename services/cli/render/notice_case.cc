#include "services/cli/render/notice_case.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "common/text/fold.h"
#include "services/cli/dates.h"
#include "services/cli/names.h"
#include "services/cli/render/table.h"

namespace dondoc::cli {
namespace {

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::Recurrence;
using registry::v1::DirectiveHeader;
using registry::v1::DraftTask;
using registry::v1::NoticeDraft;
using registry::v1::SourcedDate;
using registry::v1::SourcedText;
using registry::v1::Span;

// Longest name of a case's files, in bytes: it stands in tables.
constexpr size_t kMaxCaseName = 60;

void Line(absl::string_view key, absl::string_view value, std::string* out) {
  if (!value.empty()) absl::StrAppend(out, key, ": ", OneLine(value), "\n");
}

// An item of a list: the separator cannot stand in it.
std::string Item(absl::string_view words, absl::string_view separator, absl::string_view instead) {
  return OneLine(absl::StrReplaceAll(words, {{separator, instead}}));
}

// What a person entered does not stand in the document: nobody can be asked to read it there.
std::string Said(const SourcedText& text) {
  const bool stands = text.provenance() != registry::v1::ENTERED && !text.value().empty();
  return stands ? text.value() : "-";
}

// An inferred day is a proposal, not a reading.
std::string Said(const SourcedDate& date) {
  const bool stands = date.provenance() == registry::v1::READ_FROM_TEXT && date.has_value();
  return stands ? IsoDate(date.value()) : "-";
}

void Header(const DirectiveHeader& header, std::string* out) {
  if (header.type() != DirectiveHeader::TYPE_UNSPECIFIED) {
    Line("type", DirectiveHeader::Type_Name(header.type()), out);
  }
  Line("reference", Said(header.reference_no()), out);
  Line("issued", Said(header.issue_date()), out);
  Line("conference", Said(header.conference_date()), out);
  Line("signer", Said(header.signer()), out);
}

void UnitLine(const registry::v1::Unit& unit, std::string* out) {
  std::string names = Item(unit.display_name(), "|", "/");
  for (const std::string& alias : unit.aliases()) {
    absl::StrAppend(&names, " | ", Item(alias, "|", "/"));
  }
  absl::StrAppend(out, "unit ", ShortName(unit.name()), ": ", names, "\n");
}

// The guide leaves out a lead-in that the reader puts before an item without a verb.
std::string OwnText(const DraftTask& task, const std::string& text) {
  if (task.spans_size() > 1) {
    const Span& span = *task.spans().rbegin();
    const auto size = static_cast<int64_t>(text.size());
    const int64_t begin = std::clamp<int64_t>(span.begin(), 0, size);
    const int64_t end = std::clamp<int64_t>(span.end(), begin, size);
    const std::string last =
        OneLine(text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
    if (!last.empty() && absl::EndsWith(text::Fold(task.text()), text::Fold(last))) return last;
  }
  return OneLine(task.text());
}

std::string WithoutClosingMark(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ' ')) {
    text.pop_back();
  }
  return text;
}

absl::string_view ActWord(registry::v1::Act act) {
  switch (act) {
    case registry::v1::REQUEST:
      return "REQUEST";
    case registry::v1::AGREEMENT:
      return "AGREE";
    case registry::v1::CANCELLATION:
      return "CANCEL";
    default:
      return "";  // ASSIGN, which need not be said.
  }
}

std::string LeadOf(const DraftTask& task) {
  if (!task.lead_unit().empty()) return ShortName(task.lead_unit());
  return task.lead_unit_text().empty() ? "" : absl::StrCat("?", task.lead_unit_text());
}

void TaskLines(const DraftTask& task, const std::string& text, std::string* out) {
  absl::StrAppend(out, "\ntask: ", WithoutClosingMark(OwnText(task, text)), "\n");
  Line("lead", LeadOf(task), out);
  std::vector<std::string> with;
  for (const std::string& unit : task.cooperating_units()) with.push_back(ShortName(unit));
  for (const std::string& words : task.cooperating_units_text()) {
    with.push_back(absl::StrCat("?", Item(words, ";", ",")));
  }
  Line("with", absl::StrJoin(with, "; "), out);
  Line("to", task.addressee(), out);
  Line("act", ActWord(task.act()), out);
  Line("deadline", DeadlineNotation(task.deadline()), out);
  if (task.has_quantity()) Line("quantity", absl::StrCat(task.quantity().target()), out);
  std::vector<std::string> cites;
  for (const auto& citation : task.citations()) {
    if (!citation.reference_no().empty()) cites.push_back(Item(citation.reference_no(), ";", ","));
  }
  Line("cites", absl::StrJoin(cites, "; "), out);
  std::vector<std::string> money;
  for (const auto& amount : task.amounts()) money.push_back(absl::StrCat(amount.amount_vnd()));
  Line("money", absl::StrJoin(money, "; "), out);
  Line("product", task.product(), out);
}

// The month that a period of this frequency ends with, which need not be named.
int LastMonthOf(Recurrence::Frequency frequency) {
  switch (frequency) {
    case Recurrence::QUARTERLY:
      return 3;
    case Recurrence::HALF_YEARLY:
      return 6;
    case Recurrence::YEARLY:
      return 12;
    default:
      return 0;
  }
}

std::string Recurring(const Recurrence& rule) {
  // The week ends with it: no day was named.
  constexpr int kSunday = 7;
  std::string words = absl::StrCat("RECURRING ", Recurrence::Frequency_Name(rule.frequency()));
  if (rule.weekday() != 0 && rule.weekday() != kSunday) {
    absl::StrAppend(&words, " weekday ", rule.weekday());
  }
  if (rule.day() != 0) absl::StrAppend(&words, " day ", rule.day());
  if (rule.month_of_period() != 0 && rule.month_of_period() != LastMonthOf(rule.frequency())) {
    absl::StrAppend(&words, " month ", rule.month_of_period());
  }
  if (rule.exclusive()) absl::StrAppend(&words, " before");
  return words;
}

// "Thông báo 12 (bản 2).docx" to "thong-bao-12-ban-2".
std::string Slug(absl::string_view words) {
  std::string slug;
  for (const char c : text::StripMarks(words)) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      slug.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
    if (slug.size() >= kMaxCaseName) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace

std::string DeadlineNotation(const Deadline& deadline) {
  std::string words;
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      words = absl::StrCat("ON_DAY ", IsoDate(deadline.on_day()));
      break;
    case Deadline::kBeforeDay:
      words = absl::StrCat("BEFORE_DAY ", IsoDate(deadline.before_day()));
      break;
    case Deadline::kWithin: {
      const Period& period = deadline.within();
      words = absl::StrCat("WITHIN ", Period::Unit_Name(period.unit()));
      if (period.unit() != Period::YEAR) absl::StrAppend(&words, " ", period.ordinal());
      absl::StrAppend(&words, " ", period.year());
      break;
    }
    case Deadline::kFromEvent: {
      const EventTerm& term = deadline.from_event();
      words = absl::StrCat("TERM ", term.before_event() ? "-" : "", term.count(), " ",
                           EventTerm::Unit_Name(term.unit()));
      break;
    }
    case Deadline::kRecurring:
      return Recurring(deadline.recurring());
    case Deadline::kStanding:
      return "STANDING";
    case Deadline::kCondition:
      return "CONDITIONAL";
    case Deadline::RULE_NOT_SET:
      return "";
  }
  if (deadline.minute_of_day() != 0) {
    absl::StrAppendFormat(&words, " %02d:%02d", deadline.minute_of_day() / 60,
                          deadline.minute_of_day() % 60);
  }
  return words;
}

std::string CaseName(const NoticeDraft& draft) {
  const absl::string_view file = draft.file_name();
  std::string name = Slug(file.substr(0, file.rfind('.')));
  if (name.empty()) name = Slug(draft.header().reference_no().value());
  if (name.empty()) name = absl::StrCat("van-ban-", draft.text_sha256().substr(0, 8));
  return name;
}

std::string RenderNoticeCase(const NoticeDraft& draft,
                             const std::vector<registry::v1::Unit>& units) {
  std::string out = absl::StrCat("# ", OneLine(draft.file_name()), "; reader ",
                                 OneLine(draft.reader_version()), "\n");
  Header(draft.header(), &out);
  for (const registry::v1::Unit& unit : units) UnitLine(unit, &out);
  for (const DraftTask& task : draft.tasks()) TaskLines(task, draft.text(), &out);
  return out;
}

}  // namespace dondoc::cli
