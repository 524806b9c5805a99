#include "services/registry/reader/clause_splitter.h"

#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/deadline_rules.h"
#include "services/registry/reader/orders.h"
#include "services/registry/reader/pattern.h"
#include "services/registry/reader/unit_words.h"

namespace dondoc::registry {
namespace {

// Words that may stand in a clause that is only a deadline, besides the deadline ("quý:", "bằng văn
// bản").
constexpr size_t kMaxExtraTokens = 3;

// Whether `range` says nothing but when; a verb of its own ("báo cáo hằng quý") makes it a task.
bool IsOnlyDeadline(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const DeadlineRules& rules = DeadlineRules::Get();
  size_t extra = 0;
  bool matched = false;
  for (size_t at = range.begin; at < range.end;) {
    size_t next = at;
    for (const int index : rules.Candidates(tokens[at])) {
      if (rules.rule(index).strength < kBareRecurrence) continue;
      if (const auto match = rules.rule(index).pattern.MatchAt(tokens, at, range.end)) {
        next = match->end;
        break;
      }
    }
    if (next > at) {
      matched = true;
      at = next;
      continue;
    }
    if (tokens[at].kind != TokenKind::kMark && ++extra > kMaxExtraTokens) return false;
    ++at;
  }
  const bool own_verb = extra > 0 && ActionVerbs().Match(tokens, range.begin, range.end);
  return matched && !own_verb;
}

bool IsOnlyUnits(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  const UnitList list = ReadUnitList(document, matcher, range);
  if (list.units.empty() || list.end < range.end) return false;
  // An unknown name needs its kind and more.
  constexpr size_t kLeastWords = 3;
  return list.units.front().status != UnitReading::Status::kUnknown ||
         (range.size() >= kLeastWords &&
          UnitNouns().Match(document.tokens(), range.begin, range.end));
}

// "riêng Đảng bộ xã thẩm định lại", "trường hợp quá hạn phải báo cáo": what holds for some only.
bool BeginsException(const Tokens& tokens, TokenRange range) {
  constexpr size_t kLeastWords = 4;
  if (range.size() < kLeastWords) return false;
  const Token& first = tokens[range.begin];
  const bool opens = first.IsWord("riêng"_w) || first.IsWord("nếu"_w) ||
                     (first.IsWord("đối"_w) && tokens[range.begin + 1].IsWord("với"_w)) ||
                     (first.IsWord("trường"_w) && tokens[range.begin + 1].IsWord("hợp"_w));
  return opens && ActionVerbs().Find(tokens, {range.begin + 2, range.end}).has_value();
}

// Whether the colon at `at` leads to names: "như:", "bao gồm:", "các sở, ngành:".
bool LeadsToNames(const Tokens& tokens, size_t at) {
  const Token& before = tokens[at - 1];
  return before.IsWord("như"_w) || before.IsWord("gồm"_w) || before.IsWord("ngành"_w);
}

// One past "(1)", "(ii)", "(a)" at `at`, which numbers parts of a sentence; `at` where none stands
// there.
size_t EnumeratorEnd(const Tokens& tokens, size_t at, size_t end) {
  constexpr uint32_t kMaxEnumerator = 4;
  if (at + 2 >= end || !tokens[at].IsMark('(') || !tokens[at + 2].IsMark(')')) return at;
  const Token& inside = tokens[at + 1];
  const bool number = inside.IsNumber() && inside.size() <= 2;
  const bool letter = inside.IsWord() && !inside.capital && inside.size() <= kMaxEnumerator &&
                      (inside.size() == 1 || inside.IsWord("ii"_w) || inside.IsWord("iii"_w) ||
                       inside.IsWord("iv"_w) || inside.IsWord("vi"_w) || inside.IsWord("vii"_w) ||
                       inside.IsWord("viii"_w) || inside.IsWord("ix"_w));
  return number || letter ? at + 3 : at;
}

}  // namespace

TokenRange TrimClause(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const auto is = [&](size_t at, char mark) { return tokens[at].IsMark(mark); };
  while (!range.empty()) {
    const size_t last = range.end - 1;
    const bool ellipsis =
        is(last, '.') && last > range.begin && is(last - 1, '.') && !tokens[last].space_before;
    if (!ellipsis && (is(last, '.') || is(last, ';') || is(last, ',') || is(last, '/') ||
                      is(last, ':') || is(last, '-'))) {
      --range.end;
    } else {
      break;
    }
  }
  while (!range.empty() && tokens[range.begin].kind == TokenKind::kMark && !is(range.begin, '(') &&
         !is(range.begin, '"')) {
    ++range.begin;
  }
  return range;
}

std::vector<ClausePiece> SplitClauses(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range) {
  const Tokens& tokens = document.tokens();
  std::vector<ClausePiece> pieces;
  size_t begin = range.begin;
  bool after_semicolon = false;
  const auto add = [&](size_t end) {
    const TokenRange piece = TrimClause(document, {begin, end});
    if (piece.empty()) return;
    // "Các sở, ban, ngành; UBND các huyện thường xuyên cập nhật": the semicolon parts those told.
    if (after_semicolon && !pieces.empty() && IsOnlyUnits(document, matcher, pieces.back().range)) {
      pieces.back().range.end = piece.end;
      pieces.back().without_action = false;
      return;
    }
    const bool action = BeginsOrder(document, matcher, piece) || BeginsException(tokens, piece);
    const bool joins =
        !pieces.empty() && ((after_semicolon && !action) || IsOnlyDeadline(document, piece));
    if (joins) {
      pieces.back().range.end = piece.end;
    } else {
      pieces.push_back({piece, !action});
    }
  };
  int depth = 0;
  // Behind "như:" or "các sở, ngành:", where semicolons part names up to the end of the sentence.
  bool names = false;
  for (size_t at = range.begin; at < range.end; ++at) {
    const Token& token = tokens[at];
    if (token.kind != TokenKind::kMark) continue;
    const bool may_number = at == range.begin || tokens[at - 1].kind == TokenKind::kMark;
    if (depth == 0 && may_number) {
      if (const size_t numbered = EnumeratorEnd(tokens, at, range.end); numbered > at) {
        add(at);
        begin = numbered;
        after_semicolon = !pieces.empty();
        at = numbered - 1;
        continue;
      }
    }
    if (token.mark == '(') ++depth;
    if (token.mark == ')' && depth > 0) --depth;
    if (token.mark == ':' && at > range.begin) names = LeadsToNames(tokens, at);
    const bool semicolon = token.mark == ';' && depth == 0;
    if (semicolon && names && at + 1 < range.end && tokens[at + 1].capital) continue;
    // A bracket that is never closed must not swallow the paragraph: a full stop before a new
    // sentence in capitals closes it.
    const bool capital_follows = at + 1 < range.end && tokens[at + 1].capital;
    // "hợp lệ).Trình": the space behind the full stop is missing.
    const bool glued =
        token.mark == '.' && at > range.begin && at + 1 < range.end && capital_follows &&
        !tokens[at + 1].upper && !tokens[at + 1].space_before &&
        ((tokens[at - 1].IsWord() && !tokens[at - 1].capital) || tokens[at - 1].IsMark(')'));
    const bool stop = token.mark == '.' && (glued || EndsSentence(tokens, at, range.end)) &&
                      (depth == 0 || (capital_follows && tokens[at + 1].breaks_before > 0));
    if (!semicolon && !stop) continue;
    if (stop && at + 1 < range.end && !capital_follows && !tokens[at + 1].IsNumber() &&
        tokens[at + 1].IsWord() && tokens[at + 1].breaks_before == 0) {
      // "v.v. của" goes on in small letters.
      if (!BeginsAction(tokens, at + 1, range.end)) continue;
    }
    add(at);
    begin = at + 1;
    after_semicolon = semicolon;
    names = names && semicolon;
    depth = 0;
  }
  add(range.end);
  return pieces;
}

}  // namespace dondoc::registry
