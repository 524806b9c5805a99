// Patterns of the deadline grammar, written as text and matched against tokens. A pattern is a
// parsing expression: alternatives are tried in order, optional parts are taken where they match,
// and nothing is ever undone, so that a match costs no more than the pattern is long. (RE2 would be
// linear too, but works on bytes: dates, numbers and periods would be parsed twice.)
//
//   trước          the word, in lower case
//   6              the number, in digits ("06" too)
//   , ; : -        the mark
//   LP RP          round brackets
//   (a b|c)        first alternative that matches
//   [a|b]          the same, or nothing
//   {a|b}          one or more times, at most kMaxRepeats
//   DATE ...       an atom of time_expressions.h or an event's words, kept in Captures
//   <name>         a named part, see pattern_parts in deadline_rules.cc
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

#include "services/registry/reader/time_expressions.h"

namespace dondoc::registry {

inline constexpr int kMaxRepeats = 6;

// What a match read.
struct Captures {
  std::optional<DateParts> date;         // DATE, DM
  std::optional<DateParts> second_date;  // the second DATE
  std::optional<int> minute;             // HOUR, minutes after 00:00
  int weekday = 0;                       // WEEKDAY
  std::optional<PeriodParts> period;     // PERIOD
  std::optional<TermParts> term;         // TERM, COUNT (the number alone)
  TokenRange event;                      // EVENT, EVENTUNTIL
  int day = 0;                           // DAY; of two the last
};

using PatternParts = std::vector<std::pair<absl::string_view, absl::string_view>>;

// Immutable after construction; matching is thread-safe.
class Pattern {
 public:
  // Ends the process on a malformed pattern: patterns are constants of this program.
  Pattern(absl::string_view text, const PatternParts& parts);

  struct Match {
    size_t end = 0;
    Captures captures;
  };
  // The match that begins at `at` and stays before `end`.
  std::optional<Match> MatchAt(const Tokens& tokens, size_t at, size_t end) const;

  // Words with which a match can begin.
  const absl::flat_hash_set<WordId>& first_words() const { return first_words_; }
  // Whether a match can begin with a number.
  bool starts_with_number() const { return starts_with_number_; }

 private:
  enum class Kind { kWord, kNumber, kMark, kGroup, kOptional, kRepeat, kAtom };
  enum class Atom {
    kDate,
    kDayMonth,
    kDay,
    kHour,
    kWeekday,
    kPeriod,
    kTerm,
    kCount,
    kEvent,
    kEventUntil
  };
  struct Node;
  using Sequence = std::vector<Node>;
  struct Node {
    Kind kind = Kind::kWord;
    WordId word = 0;
    int number = 0;
    char mark = 0;
    Atom atom = Atom::kDate;
    std::vector<Sequence> alternatives;
  };

  static std::vector<Sequence> ParseAlternatives(const std::vector<std::string>& items, size_t* at);
  static Atom AtomNamed(absl::string_view name);
  static std::optional<size_t> MatchSequence(const Sequence& sequence, const Tokens& tokens,
                                             size_t at, size_t end, Captures* captures);
  static std::optional<size_t> MatchAlternatives(const std::vector<Sequence>& alternatives,
                                                 const Tokens& tokens, size_t at, size_t end,
                                                 Captures* captures);
  // False only where no match of a sequence that begins with `node` begins at `at`; exact for
  // words, numbers and marks.
  static bool MayBegin(const Node& node, const Tokens& tokens, size_t at, size_t end);
  static std::optional<size_t> MatchAtom(Atom atom, const Tokens& tokens, size_t at, size_t end,
                                         Captures* captures);
  // Adds what `sequence` can begin with; returns whether it can be empty.
  bool AddFirst(const Sequence& sequence);

  Sequence root_;
  absl::flat_hash_set<WordId> first_words_;
  bool starts_with_number_ = false;
};

// Where the words of an event that begins at `at` end: at a bracket, a semicolon, a colon, the end
// of the sentence, a comma that does not continue it, or a word that begins another thought.
size_t EventEnd(const Tokens& tokens, size_t at, size_t end);

// Whether the full stop at `at` ends a sentence: not one of an ellipsis, of a number or of an
// abbreviation ("TP. Hà Giang").
bool EndsSentence(const Tokens& tokens, size_t at, size_t end);

}  // namespace dondoc::registry
