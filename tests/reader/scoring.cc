#include "tests/reader/scoring.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/text/fold.h"
#include "services/registry/reader/unit_matcher.h"

namespace dondoc::registry {
namespace {

using Words = std::vector<std::string>;

// Letters and digits, unmarked: a wrong tone is no other task.
Words WordsOf(absl::string_view text) {
  Words words;
  std::string word;
  for (const char c : text::StripMarks(text)) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// Share of both texts that their common words are, from 0 to 1.
double Likeness(const Words& a, const Words& b) {
  if (a.empty() || b.empty()) return 0;
  std::map<std::string, int> count;
  for (const std::string& word : a) ++count[word];
  int shared = 0;
  for (const std::string& word : b) {
    auto found = count.find(word);
    if (found == count.end() || found->second == 0) continue;
    --found->second;
    ++shared;
  }
  return 2.0 * shared / static_cast<double>(a.size() + b.size());
}

constexpr double kSameTask = 0.5;

// The text of a task without the lead-in that was put before it.
std::string OwnText(const v1::DraftTask& task, const std::string& text) {
  const bool lead_in =
      std::any_of(task.warnings().begin(), task.warnings().end(),
                  [](const auto& warning) { return warning.reason() == "LEAD_IN_REPEATED"; });
  if (task.spans_size() < 2 || !lead_in) return task.text();
  const v1::Span& span = task.spans(task.spans_size() - 1);
  return text.substr(static_cast<size_t>(span.begin()),
                     static_cast<size_t>(span.end() - span.begin()));
}

// Pairs (expected, read), both ascending, with the greatest likeness in total.
std::vector<std::pair<int, int>> Align(const std::vector<Words>& expected,
                                       const std::vector<Words>& read) {
  const size_t n = expected.size();
  const size_t m = read.size();
  std::vector<std::vector<double>> like(n, std::vector<double>(m));
  std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, 0));
  for (size_t i = n; i-- > 0;) {
    for (size_t j = m; j-- > 0;) {
      like[i][j] = Likeness(expected[i], read[j]);
      best[i][j] = std::max(best[i + 1][j], best[i][j + 1]);
      if (like[i][j] >= kSameTask)
        best[i][j] = std::max(best[i][j], like[i][j] + best[i + 1][j + 1]);
    }
  }
  std::vector<std::pair<int, int>> pairs;
  for (size_t i = 0, j = 0; i < n && j < m;) {
    if (like[i][j] >= kSameTask && best[i][j] == like[i][j] + best[i + 1][j + 1]) {
      pairs.emplace_back(static_cast<int>(i++), static_cast<int>(j++));
    } else if (best[i][j] == best[i + 1][j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return pairs;
}

std::string IdOf(absl::string_view unit) { return std::string(unit.substr(unit.rfind('/') + 1)); }

// "Sở Xây" of "Sở Xây dựng": the name ends within, and not at a mark or before another name.
bool CutsShort(absl::string_view expected, absl::string_view read) {
  const std::string whole = text::StripMarks(expected);
  absl::string_view rest = whole;
  if (!absl::ConsumePrefix(&rest, text::StripMarks(read)) || !absl::ConsumePrefix(&rest, " "))
    return false;
  return !rest.empty() && absl::ascii_isalnum(static_cast<unsigned char>(rest.front())) &&
         !absl::StartsWith(rest, "va ");
}

bool SameName(absl::string_view expected, absl::string_view read) {
  const std::string left = absl::StrJoin(WordsOf(expected), " ");
  const std::string right = absl::StrJoin(WordsOf(read), " ");
  if (left.empty() || right.empty()) return left == right;
  if (UnitMatcher::Key(expected) == UnitMatcher::Key(read)) return true;
  if (CutsShort(expected, read)) return false;
  return absl::StrContains(left, right) || absl::StrContains(right, left);
}

bool SameLead(const std::string& expected, const v1::DraftTask& task) {
  if (expected.empty()) return task.lead_unit().empty() && task.lead_unit_text().empty();
  if (expected.front() == '?') {
    return task.lead_unit().empty() &&
           SameName(absl::string_view(expected).substr(1), task.lead_unit_text());
  }
  return IdOf(task.lead_unit()) == expected;
}

// Counts the items of `read` that stand in `expected`, each once.
template <typename Same>
Tally CompareLists(std::vector<std::string> expected, const std::vector<std::string>& read,
                   Same same) {
  Tally tally;
  tally.expected = static_cast<int>(expected.size());
  tally.read = static_cast<int>(read.size());
  for (const std::string& item : read) {
    const auto found =
        std::find_if(expected.begin(), expected.end(),
                     [&](const std::string& candidate) { return same(candidate, item); });
    if (found == expected.end()) continue;
    expected.erase(found);
    ++tally.right;
  }
  return tally;
}

std::vector<std::string> Cooperating(const v1::DraftTask& task) {
  std::vector<std::string> units;
  for (const std::string& unit : task.cooperating_units()) units.push_back(IdOf(unit));
  for (const std::string& words : task.cooperating_units_text())
    units.push_back(absl::StrCat("?", words));
  return units;
}

bool IsDated(absl::string_view deadline) {
  return absl::StartsWith(deadline, "ON_DAY") || absl::StartsWith(deadline, "BEFORE_DAY") ||
         absl::StartsWith(deadline, "WITHIN");
}

absl::string_view ActWord(v1::Act act) {
  switch (act) {
    case v1::REQUEST:
      return "REQUEST";
    case v1::AGREEMENT:
      return "AGREE";
    case v1::CANCELLATION:
      return "CANCEL";
    default:
      return "ASSIGN";
  }
}

std::string Date(const v1::SourcedDate& date) {
  if (!date.has_value()) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.value().year(), date.value().month(),
                         date.value().day());
}

class Comparison {
 public:
  Comparison(const Expectation& expected, const v1::NoticeDraft& draft)
      : expected_(expected), draft_(draft) {}

  Score Run() {
    Header();
    std::vector<Words> expected, read;
    for (const ExpectedTask& task : expected_.tasks) expected.push_back(WordsOf(task.text));
    for (const v1::DraftTask& task : draft_.tasks())
      read.push_back(WordsOf(OwnText(task, draft_.text())));
    const auto pairs = Align(expected, read);
    Tally& tasks = score_[Measure::kTasks];
    tasks.right = static_cast<int>(pairs.size());
    tasks.expected = static_cast<int>(expected.size());
    tasks.read = static_cast<int>(read.size());
    size_t pair = 0;
    int next_read = 0;
    for (int i = 0; i <= static_cast<int>(expected.size()); ++i) {
      const bool matched = pair < pairs.size() && pairs[pair].first == i;
      const bool last = i == static_cast<int>(expected.size());
      if (!matched && !last) {
        Say("missing task: ", expected_.tasks[static_cast<size_t>(i)].text);
        continue;
      }
      const int until = last ? draft_.tasks_size() : pairs[pair].second;
      for (; next_read < until; ++next_read) {
        const v1::DraftTask& extra = draft_.tasks(next_read);
        Say("extra task: ", extra.text());
        if (IsDated(CanonicalDeadline(extra.deadline()))) Invent(extra);
      }
      if (last) break;
      Task(expected_.tasks[static_cast<size_t>(i)], draft_.tasks(next_read++));
      ++pair;
    }
    return std::move(score_);
  }

 private:
  template <typename... Parts>
  void Say(const Parts&... parts) {
    score_.disagreements.push_back(absl::StrCat(parts...));
  }

  void Invent(const v1::DraftTask& task) {
    ++score_.invented_dates;
    Say("INVENTED DATE: ", CanonicalDeadline(task.deadline()), " \"", task.deadline().phrase(),
        "\" in: ", task.text());
  }

  void Header() {
    const v1::DirectiveHeader& header = draft_.header();
    for (const auto& [key, value] : expected_.header) {
      std::string read;
      if (key == "type") read = v1::DirectiveHeader::Type_Name(header.type());
      // What a person entered stands nowhere in the document.
      if (key == "reference" && header.reference_no().provenance() != v1::ENTERED)
        read = header.reference_no().value();
      // An inferred day is a proposal, not a reading.
      if (key == "issued" && header.issue_date().provenance() == v1::READ_FROM_TEXT)
        read = Date(header.issue_date());
      if (key == "conference" && header.conference_date().provenance() == v1::READ_FROM_TEXT)
        read = Date(header.conference_date());
      if (key == "signer" && header.signer().provenance() != v1::ENTERED)
        read = header.signer().value();
      const bool same = key == "signer" ? WordsOf(read) == WordsOf(value) : read == value;
      score_[Measure::kHeader].Add(same);
      if (!same) Say(key, ": read '", read, "', expected '", value, "'");
    }
  }

  void Task(const ExpectedTask& expected, const v1::DraftTask& read) {
    const auto differ = [&](absl::string_view what, absl::string_view got,
                            absl::string_view wanted) {
      Say(what, ": read '", got, "', expected '", wanted, "' in: ", expected.text);
    };
    const bool lead = SameLead(expected.lead, read);
    score_[Measure::kLead].Add(lead);
    if (!lead) {
      differ("lead",
             read.lead_unit().empty() ? absl::StrCat("?", read.lead_unit_text())
                                      : IdOf(read.lead_unit()),
             expected.lead);
    }
    const std::string deadline = CanonicalDeadline(read.deadline());
    score_[Measure::kDeadline].Add(deadline == expected.deadline);
    if (deadline != expected.deadline) differ("deadline", deadline, expected.deadline);
    if (IsDated(deadline) && !IsDated(expected.deadline)) Invent(read);

    const std::vector<std::string> with = Cooperating(read);
    List(
        Measure::kCooperating, "with", expected.with, with,
        [](const std::string& a, const std::string& b) {
          if (a.front() != '?' || b.front() != '?') return a == b;
          return SameName(absl::string_view(a).substr(1), absl::string_view(b).substr(1));
        },
        expected.text);
    const auto equal = [](const std::string& a, const std::string& b) { return a == b; };
    std::vector<std::string> quantity;
    if (read.has_quantity()) quantity.push_back(absl::StrCat(read.quantity().target()));
    List(Measure::kQuantity, "quantity",
         expected.quantity.empty() ? std::vector<std::string>{}
                                   : std::vector<std::string>{expected.quantity},
         quantity, equal, expected.text);
    std::vector<std::string> cites;
    for (const v1::Citation& citation : read.citations()) cites.push_back(citation.reference_no());
    List(Measure::kCitation, "cites", expected.cites, cites, equal, expected.text);
    std::vector<std::string> money;
    for (const v1::DraftMoney& amount : read.amounts())
      money.push_back(absl::StrCat(amount.amount_vnd()));
    List(Measure::kMoney, "money", expected.money, money, equal, expected.text);
    std::vector<std::string> to;
    if (!read.addressee().empty()) to.push_back(read.addressee());
    List(
        Measure::kAddressee, "to",
        expected.to.empty() ? std::vector<std::string>{} : std::vector<std::string>{expected.to},
        to, [](const std::string& a, const std::string& b) { return SameName(a, b); },
        expected.text);
    const bool act = ActWord(read.act()) == expected.act;
    score_[Measure::kAct].Add(act);
    if (!act) differ("act", ActWord(read.act()), expected.act);
  }

  template <typename Same>
  void List(Measure measure, absl::string_view what, const std::vector<std::string>& expected,
            const std::vector<std::string>& read, Same same, absl::string_view text) {
    const Tally tally = CompareLists(expected, read, same);
    score_[measure] += tally;
    if (tally.right < tally.expected || tally.right < tally.read) {
      Say(what, ": read '", absl::StrJoin(read, "; "), "', expected '",
          absl::StrJoin(expected, "; "), "' in: ", text);
    }
  }

  const Expectation& expected_;
  const v1::NoticeDraft& draft_;
  Score score_;
};

}  // namespace

absl::string_view NameOf(Measure measure) {
  constexpr absl::string_view kNames[] = {"tasks",    "lead",  "with", "deadline", "quantity",
                                          "citation", "money", "to",   "act",      "header"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kMeasures);
  return kNames[static_cast<size_t>(measure)];
}

void Score::operator+=(const Score& other) {
  for (size_t i = 0; i < tallies.size(); ++i) tallies[i] += other.tallies[i];
  invented_dates += other.invented_dates;
}

Score Compare(const Expectation& expected, const v1::NoticeDraft& draft) {
  return Comparison(expected, draft).Run();
}

}  // namespace dondoc::registry
