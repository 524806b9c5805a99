#include "services/registry/reader/pattern.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {
namespace {

// Words of an event; longer ones are prose that lost its full stop.
constexpr size_t kMaxEventTokens = 40;

[[noreturn]] void Malformed(absl::string_view text) {
  std::fprintf(stderr, "malformed pattern: %.*s\n", static_cast<int>(text.size()), text.data());
  std::abort();
}

std::string Expand(absl::string_view text, const PatternParts& parts) {
  std::string result(text);
  // Parts may name parts that stand before them in the list.
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    result = absl::StrReplaceAll(result, {{part->first, part->second}});
  }
  return result;
}

bool IsAtomName(absl::string_view item) { return item[0] >= 'A' && item[0] <= 'Z'; }

}  // namespace

bool EndsSentence(const Tokens& tokens, size_t at, size_t end) {
  const bool dot_before = at > 0 && tokens[at - 1].IsMark('.') && !tokens[at].space_before;
  if (at + 1 >= end) return true;
  const Token& after = tokens[at + 1];
  if (after.IsMark('.') && !after.space_before) return false;
  // An ellipsis ends a sentence only where a new line follows.
  if (dot_before) return after.breaks_before > 0;
  if (!after.space_before)
    return after.IsMark('/') || after.IsMark('"') ||
           (after.capital && at > 0 && tokens[at - 1].IsWord() && !tokens[at - 1].upper &&
            !tokens[at - 1].capital);
  if (at > 0 && tokens[at - 1].IsWord() && !tokens[at].space_before) {
    switch (tokens[at - 1].word) {
      case "tp"_w:
      case "ts"_w:
      case "ths"_w:
      case "pgs"_w:
      case "gs"_w:
      case "bs"_w:
      case "tx"_w:
      case "tt"_w:
      case "kt"_w:
      case "tl"_w:
      case "tm"_w:
      case "tuq"_w:
      case "đ/c"_w:
        return false;
      default:
        break;
    }
    // "Q. 1", "P. Trần Phú", "H. Vị Xuyên": parts of an address.
    const bool address = tokens[at - 1].IsWord("q"_w) || tokens[at - 1].IsWord("p"_w) ||
                         tokens[at - 1].IsWord("h"_w) || tokens[at - 1].IsWord("x"_w);
    if (address && tokens[at - 1].upper && after.breaks_before == 0) return false;
  }
  return true;
}

size_t EventEnd(const Tokens& tokens, size_t at, size_t end) {
  size_t i = at;
  for (; i < end && i - at < kMaxEventTokens; ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::kMark) {
      const bool stops = token.mark == ';' || token.mark == '(' || token.mark == ')' ||
                         token.mark == ':' || token.mark == '?';
      if (stops) break;
      if (token.mark == '.' && EndsSentence(tokens, i, end)) break;
      // "hồ sơ đầy đủ, hợp lệ" goes on; any other comma begins another thought.
      if (token.mark == ',' && !(i + 1 < end && tokens[i + 1].IsWord("hợp"_w))) break;
    } else if (token.IsWord("để"_w) || token.IsWord("phải"_w) || token.IsWord("đồng"_w) ||
               token.IsWord("thì"_w) || token.IsWord("hoặc"_w)) {
      // "hợp đồng" is part of an event, "đồng thời" is not.
      if (token.IsWord("đồng"_w) && !(i + 1 < end && tokens[i + 1].IsWord("thời"_w))) continue;
      break;
    }
  }
  return i;
}

Pattern::Pattern(absl::string_view text, const PatternParts& parts) {
  const std::string spaced = absl::StrReplaceAll(Expand(text, parts), {{"(", " ( "},
                                                                       {")", " ) "},
                                                                       {"[", " [ "},
                                                                       {"]", " ] "},
                                                                       {"{", " { "},
                                                                       {"}", " } "},
                                                                       {"|", " | "}});
  const std::vector<std::string> items = absl::StrSplit(spaced, ' ', absl::SkipEmpty());
  size_t at = 0;
  std::vector<Sequence> alternatives = ParseAlternatives(items, &at);
  if (at != items.size() || alternatives.size() != 1) Malformed(text);
  root_ = std::move(alternatives.front());
  if (AddFirst(root_) || (first_words_.empty() && !starts_with_number_)) Malformed(text);
}

Pattern::Atom Pattern::AtomNamed(absl::string_view name) {
  if (name == "DATE") return Atom::kDate;
  if (name == "DM") return Atom::kDayMonth;
  if (name == "DAY") return Atom::kDay;
  if (name == "HOUR") return Atom::kHour;
  if (name == "WEEKDAY") return Atom::kWeekday;
  if (name == "PERIOD") return Atom::kPeriod;
  if (name == "TERM") return Atom::kTerm;
  if (name == "COUNT") return Atom::kCount;
  if (name == "EVENT") return Atom::kEvent;
  if (name == "EVENTUNTIL") return Atom::kEventUntil;
  Malformed(name);
}

std::vector<Pattern::Sequence> Pattern::ParseAlternatives(const std::vector<std::string>& items,
                                                          size_t* at) {
  std::vector<Sequence> result(1);
  while (*at < items.size()) {
    const std::string& item = items[*at];
    if (item == ")" || item == "]" || item == "}") return result;
    ++*at;
    if (item == "|") {
      result.emplace_back();
      continue;
    }
    Node node;
    if (item == "(" || item == "[" || item == "{") {
      node.kind = item == "(" ? Kind::kGroup : item == "[" ? Kind::kOptional : Kind::kRepeat;
      node.alternatives = ParseAlternatives(items, at);
      const char* close = item == "(" ? ")" : item == "[" ? "]" : "}";
      if (*at >= items.size() || items[*at] != close) Malformed(item);
      ++*at;
    } else if (item == "LP" || item == "RP" || (item.size() == 1 && absl::ascii_ispunct(item[0]))) {
      node.kind = Kind::kMark;
      node.mark = item == "LP" ? '(' : item == "RP" ? ')' : item[0];
    } else if (int number = 0; absl::SimpleAtoi(item, &number)) {
      node.kind = Kind::kNumber;
      node.number = number;
    } else if (IsAtomName(item)) {
      node.kind = Kind::kAtom;
      node.atom = AtomNamed(item);
    } else {
      node.kind = Kind::kWord;
      node.word = HashWord(item);
    }
    result.back().push_back(std::move(node));
  }
  return result;
}

bool Pattern::AddFirst(const Sequence& sequence) {
  for (const Node& node : sequence) {
    bool empty = false;
    switch (node.kind) {
      case Kind::kWord:
        first_words_.insert(node.word);
        break;
      case Kind::kNumber:
        starts_with_number_ = true;
        break;
      case Kind::kMark:
        // A match never begins with a mark: an optional one at the front is skipped.
        break;
      case Kind::kGroup:
      case Kind::kOptional:
      case Kind::kRepeat:
        empty = node.kind == Kind::kOptional;
        for (const Sequence& alternative : node.alternatives) {
          if (AddFirst(alternative)) empty = true;
        }
        break;
      case Kind::kAtom:
        starts_with_number_ = true;
        // Atoms that may begin with a word.
        if (node.atom == Atom::kWeekday) {
          first_words_.insert({"thứ"_w, "chủ"_w});
        } else if (node.atom == Atom::kPeriod) {
          first_words_.insert({"tháng"_w, "quý"_w, "năm"_w});
        }
        break;
    }
    if (!empty) return false;
  }
  return true;
}

std::optional<Pattern::Match> Pattern::MatchAt(const Tokens& tokens, size_t at, size_t end) const {
  Match match;
  const auto found = MatchSequence(root_, tokens, at, end, &match.captures);
  if (!found || *found <= at) return std::nullopt;
  match.end = *found;
  return match;
}

std::optional<size_t> Pattern::MatchSequence(const Sequence& sequence, const Tokens& tokens,
                                             size_t at, size_t end, Captures* captures) {
  for (const Node& node : sequence) {
    switch (node.kind) {
      case Kind::kWord:
      case Kind::kNumber:
      case Kind::kMark:
        if (!MayBegin(node, tokens, at, end)) return std::nullopt;
        ++at;
        break;
      case Kind::kGroup: {
        const auto next = MatchAlternatives(node.alternatives, tokens, at, end, captures);
        if (!next) return std::nullopt;
        at = *next;
        break;
      }
      case Kind::kOptional:
        at = MatchAlternatives(node.alternatives, tokens, at, end, captures).value_or(at);
        break;
      case Kind::kRepeat: {
        int repeats = 0;
        for (; repeats < kMaxRepeats; ++repeats) {
          const auto next = MatchAlternatives(node.alternatives, tokens, at, end, captures);
          if (!next) break;
          at = *next;
        }
        if (repeats == 0) return std::nullopt;
        break;
      }
      case Kind::kAtom: {
        const auto next = MatchAtom(node.atom, tokens, at, end, captures);
        if (!next) return std::nullopt;
        at = *next;
        break;
      }
    }
  }
  return at;
}

std::optional<size_t> Pattern::MatchAlternatives(const std::vector<Sequence>& alternatives,
                                                 const Tokens& tokens, size_t at, size_t end,
                                                 Captures* captures) {
  for (const Sequence& alternative : alternatives) {
    // Most end here, before anything is copied.
    if (!alternative.empty() && !MayBegin(alternative.front(), tokens, at, end)) continue;
    Captures tried = *captures;
    if (const auto next = MatchSequence(alternative, tokens, at, end, &tried)) {
      *captures = tried;
      return next;
    }
  }
  return std::nullopt;
}

bool Pattern::MayBegin(const Node& node, const Tokens& tokens, size_t at, size_t end) {
  switch (node.kind) {
    case Kind::kWord:
      return at < end && tokens[at].IsWord(node.word);
    case Kind::kNumber:
      return at < end && tokens[at].IsNumber() && tokens[at].value == node.number;
    case Kind::kMark:
      return at < end && tokens[at].IsMark(node.mark);
    case Kind::kGroup:
    case Kind::kOptional:
    case Kind::kRepeat:
    case Kind::kAtom:
      return true;
  }
  return true;
}

std::optional<size_t> Pattern::MatchAtom(Atom atom, const Tokens& tokens, size_t at, size_t end,
                                         Captures* captures) {
  switch (atom) {
    case Atom::kDate:
    case Atom::kDayMonth: {
      const auto read =
          atom == Atom::kDate ? ReadDate(tokens, at, end) : ReadDayMonth(tokens, at, end);
      if (!read) return std::nullopt;
      (captures->date ? captures->second_date : captures->date) = read->value;
      return read->next;
    }
    case Atom::kDay: {
      const auto read = ReadDayOfMonth(tokens, at, end);
      if (!read) return std::nullopt;
      captures->day = read->value;
      return read->next;
    }
    case Atom::kHour: {
      const auto read = ReadHour(tokens, at, end);
      if (!read) return std::nullopt;
      captures->minute = read->value;
      return read->next;
    }
    case Atom::kWeekday: {
      const auto read = ReadWeekday(tokens, at, end);
      if (!read) return std::nullopt;
      captures->weekday = read->value;
      return read->next;
    }
    case Atom::kPeriod: {
      const auto read = ReadPeriod(tokens, at, end);
      if (!read) return std::nullopt;
      captures->period = read->value;
      return read->next;
    }
    case Atom::kTerm: {
      const auto read = ReadTerm(tokens, at, end);
      if (!read) return std::nullopt;
      captures->term = read->value;
      return read->next;
    }
    case Atom::kCount: {
      const auto read = ReadSmallNumber(tokens, at, end);
      if (!read) return std::nullopt;
      captures->term =
          TermParts{.count = read->value.value, .words_differ = read->value.words_differ};
      return read->next;
    }
    case Atom::kEvent: {
      const size_t next = EventEnd(tokens, at, end);
      if (next == at) return std::nullopt;
      captures->event = {at, next};
      return next;
    }
    case Atom::kEventUntil: {
      // "trước khi kết thúc hợp đồng ít nhất 01 tháng", "trước kỳ họp 15 ngày": up to "ít nhất",
      // "tối thiểu" or a term that ends the phrase.
      const size_t limit = EventEnd(tokens, at, end);
      for (size_t i = at; i + 1 < limit; ++i) {
        const bool least = tokens[i].IsWord("ít"_w) && tokens[i + 1].IsWord("nhất"_w);
        const bool minimum = tokens[i].IsWord("tối"_w) && tokens[i + 1].IsWord("thiểu"_w);
        const auto term = least || minimum ? std::nullopt : ReadTerm(tokens, i, limit);
        const bool ends = term && term->next == limit;
        if (!least && !minimum && !ends) continue;
        if (i == at) return std::nullopt;
        captures->event = {at, i};
        return i;
      }
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace dondoc::registry
