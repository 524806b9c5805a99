#include "tests/reader/expectation.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kAgency = "agencies/corpus";

using common::v1::Deadline;
using common::v1::EventTerm;
using common::v1::Period;
using common::v1::Recurrence;

std::vector<std::string> List(absl::string_view value, char separator) {
  std::vector<std::string> items;
  for (absl::string_view item : absl::StrSplit(value, separator)) {
    item = absl::StripAsciiWhitespace(item);
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

std::string Date(const google::type::Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string RecurrenceText(const Recurrence& rule) {
  std::string result = absl::StrCat("RECURRING ", Recurrence::Frequency_Name(rule.frequency()));
  // Sunday ends the week: no day was named.
  constexpr int kSunday = 7;
  if (rule.weekday() != 0 && rule.weekday() != kSunday)
    absl::StrAppend(&result, " weekday ", rule.weekday());
  if (rule.day() != 0) absl::StrAppend(&result, " day ", rule.day());
  // The last month of a period need not be named.
  const int last = rule.frequency() == Recurrence::QUARTERLY     ? 3
                   : rule.frequency() == Recurrence::HALF_YEARLY ? 6
                   : rule.frequency() == Recurrence::YEARLY      ? 12
                                                                 : 0;
  if (rule.month_of_period() != 0 && rule.month_of_period() != last) {
    absl::StrAppend(&result, " month ", rule.month_of_period());
  }
  if (rule.exclusive()) absl::StrAppend(&result, " before");
  return result;
}

// The same notation with what need not be said left out.
std::string CanonicalNotation(absl::string_view value) {
  std::vector<std::string> words = absl::StrSplit(value, ' ', absl::SkipEmpty());
  if (words.size() > 1 && words[0] == "RECURRING") {
    const std::string last = words[1] == "QUARTERLY"     ? "3"
                             : words[1] == "HALF_YEARLY" ? "6"
                             : words[1] == "YEARLY"      ? "12"
                                                         : "";
    for (size_t i = 2; i + 1 < words.size(); ++i) {
      if (words[i] == "month" && words[i + 1] == last) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                    words.begin() + static_cast<std::ptrdiff_t>(i) + 2);
        break;
      }
    }
  }
  if (!words.empty() && words[0] == "CONDITIONAL") words.resize(1);
  if (words.size() == 1 && words[0] == "NONE") return "";
  return absl::StrJoin(words, " ");
}

class Parser {
 public:
  absl::StatusOr<Expectation> Run(absl::string_view text) {
    result_.directory.agency = std::string(kAgency);
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      ++line_;
      line = absl::StripAsciiWhitespace(line);
      if (line.empty() || line.front() == '#') continue;
      const size_t colon = line.find(':');
      if (colon == absl::string_view::npos) return Wrong("no key");
      const absl::string_view key = absl::StripAsciiWhitespace(line.substr(0, colon));
      const absl::string_view value = absl::StripAsciiWhitespace(line.substr(colon + 1));
      if (!Take(key, value)) return Wrong(absl::StrCat("unknown key ", key));
    }
    return std::move(result_);
  }

 private:
  absl::Status Wrong(absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat("line ", line_, ": ", what));
  }

  bool Take(absl::string_view key, absl::string_view value) {
    if (key == "type" || key == "reference" || key == "issued" || key == "conference" ||
        key == "signer") {
      result_.header.emplace_back(key, value == "-" ? "" : value);
      return true;
    }
    if (absl::ConsumePrefix(&key, "unit ")) {
      const std::vector<std::string> names = List(value, '|');
      ReaderDirectory::Unit unit;
      unit.name = absl::StrCat(kAgency, "/units/", absl::StripAsciiWhitespace(key));
      if (!names.empty()) {
        unit.display_name = names.front();
        unit.aliases.assign(names.begin() + 1, names.end());
      }
      result_.directory.units.push_back(std::move(unit));
      return true;
    }
    if (key == "task") {
      ExpectedTask& task = result_.tasks.emplace_back();
      task.text = std::string(value);
      task.line = line_;
      return true;
    }
    if (result_.tasks.empty()) return false;
    ExpectedTask& task = result_.tasks.back();
    if (value == "-") value = "";
    if (key == "lead") {
      task.lead = std::string(value);
    } else if (key == "with") {
      task.with = List(value, ';');
    } else if (key == "to") {
      task.to = std::string(value);
    } else if (key == "act") {
      task.act = std::string(value);
    } else if (key == "deadline") {
      task.deadline = CanonicalNotation(value);
    } else if (key == "quantity") {
      task.quantity = std::string(value.substr(0, value.find(' ')));
    } else if (key == "cites") {
      task.cites = List(value, ';');
    } else if (key == "money") {
      task.money = List(value, ';');
    } else if (key == "product") {
      task.product = std::string(value);
    } else {
      return false;
    }
    return true;
  }

  Expectation result_;
  int line_ = 0;
};

}  // namespace

absl::StatusOr<Expectation> ParseExpectation(absl::string_view text) { return Parser().Run(text); }

std::string CanonicalDeadline(const Deadline& deadline) {
  std::string result;
  switch (deadline.rule_case()) {
    case Deadline::kOnDay:
      result = absl::StrCat("ON_DAY ", Date(deadline.on_day()));
      break;
    case Deadline::kBeforeDay:
      result = absl::StrCat("BEFORE_DAY ", Date(deadline.before_day()));
      break;
    case Deadline::kWithin: {
      const Period& period = deadline.within();
      result = absl::StrCat("WITHIN ", Period::Unit_Name(period.unit()));
      if (period.unit() != Period::YEAR) absl::StrAppend(&result, " ", period.ordinal());
      absl::StrAppend(&result, " ", period.year());
      break;
    }
    case Deadline::kFromEvent: {
      const EventTerm& term = deadline.from_event();
      result = absl::StrCat("TERM ", term.before_event() ? "-" : "", term.count(), " ",
                            EventTerm::Unit_Name(term.unit()));
      break;
    }
    case Deadline::kRecurring:
      return RecurrenceText(deadline.recurring());
    case Deadline::kStanding:
      return "STANDING";
    case Deadline::kCondition:
      return "CONDITIONAL";
    default:
      return "";
  }
  if (deadline.minute_of_day() != 0) {
    absl::StrAppendFormat(&result, " %02d:%02d", deadline.minute_of_day() / 60,
                          deadline.minute_of_day() % 60);
  }
  return result;
}

}  // namespace dondoc::registry
