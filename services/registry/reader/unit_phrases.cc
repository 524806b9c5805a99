#include "services/registry/reader/unit_phrases.h"

#include <algorithm>
#include <utility>

#include "services/registry/domain/task_limits.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/vocabulary.h"

namespace dondoc::registry {
namespace {

using Status = UnitReading::Status;

// "Tổ chức" begins with the unit word "tổ", "Ban hành" with "ban": the longer word wins. "Phòng,
// chống tham nhũng" is no office.
bool IsRatherAction(const Tokens& tokens, size_t at, size_t end) {
  const auto noun = UnitNouns().Match(tokens, at, end);
  const auto verb = ActionVerbs().Match(tokens, at, end);
  if (!noun) return true;
  if (verb && verb->length > noun->length) return true;
  if (!tokens[at].IsWord("phòng"_w)) return false;
  return IsWordAt(tokens, at + 1, end, "chống"_w) || IsWordAt(tokens, at + 1, end, "ngừa"_w) ||
         (at + 2 < end && tokens[at + 1].IsMark(',') && tokens[at + 2].IsWord("chống"_w));
}

// One past an unknown unit's name that begins at `at`: up to a mark or the verb in small letters.
size_t UnknownNameEnd(const Tokens& tokens, size_t at, size_t end) {
  const auto noun = UnitNouns().Match(tokens, at, end);
  size_t next = at + (noun ? noun->length : 1);
  while (next < end && next - at < UnitMatcher::kMaxUnitTokens) {
    const Token& token = tokens[next];
    const bool dash = token.IsMark('-') && next + 1 < end && tokens[next + 1].capital;
    if (!token.IsWord() && !dash) break;
    if (token.breaks_before > 1) break;
    if (!token.capital && !dash) {
      const bool verb = ActionVerbs().Match(tokens, next, end).has_value() &&
                        !token.IsWord("quản"_w) && !token.IsWord("thông"_w);
      if (verb || token.IsWord("để"_w) || token.IsWord("phải"_w) || token.IsWord("có"_w) ||
          token.IsWord("đã"_w)) {
        break;
      }
      // "và" joins words of one name, unless another unit's name follows.
      if (token.IsWord("và"_w) && (next + 1 >= end || UnitNouns().Match(tokens, next + 1, end)))
        break;
    }
    ++next;
  }
  return next;
}

// One past the joint between two units of a list; `at` where there is none.
size_t JointEnd(const Tokens& tokens, size_t at, size_t end) {
  size_t next = at;
  bool joint = false;
  if (next < end && (tokens[next].IsMark(',') || tokens[next].IsMark(';'))) {
    ++next;
    joint = true;
  }
  if (IsWordAt(tokens, next, end, "chủ"_w) && IsWordAt(tokens, next + 1, end, "trì"_w)) {
    next += 2;
    if (next < end && tokens[next].IsMark(',')) ++next;
  }
  if (IsWordAt(tokens, next, end, "phối"_w) && IsWordAt(tokens, next + 1, end, "hợp"_w)) {
    size_t with = next + 2;
    if (IsWordAt(tokens, with, end, "với"_w) || IsWordAt(tokens, with, end, "cùng"_w)) ++with;
    return with;
  }
  if (IsWordAt(tokens, next, end, "và"_w) || IsWordAt(tokens, next, end, "cùng"_w)) return next + 1;
  return joint ? next : at;
}

}  // namespace

std::optional<UnitReading> ReadUnit(const Document& document, const UnitMatcher& matcher,
                                    TokenRange range) {
  const Tokens& tokens = document.tokens();
  if (range.empty()) return std::nullopt;
  UnitReading reading;
  const size_t collective = CollectiveEnd(tokens, range.begin, range.end);
  if (collective > range.begin) {
    reading.status = Status::kCollective;
    reading.range = {range.begin, collective};
    return reading;
  }
  if (auto match = matcher.MatchPrefix(document, range)) {
    reading.status = match->ambiguous ? Status::kAmbiguous : Status::kKnown;
    reading.unit = std::move(match->unit);
    reading.range = {range.begin, match->end};
    return reading;
  }
  if (!tokens[range.begin].capital || IsRatherAction(tokens, range.begin, range.end))
    return std::nullopt;
  reading.status = Status::kUnknown;
  reading.range = {range.begin, UnknownNameEnd(tokens, range.begin, range.end)};
  if (document.Text(reading.range).size() > kMaxUnitNameBytes) return std::nullopt;
  return reading;
}

UnitList ReadUnitList(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  UnitList list;
  list.end = range.begin;
  size_t at = range.begin;
  while (list.units.size() < static_cast<size_t>(kMaxCooperatingUnits)) {
    auto unit = ReadUnit(document, matcher, {at, range.end});
    if (!unit) break;
    list.end = unit->range.end;
    list.units.push_back(*std::move(unit));
    at = JointEnd(document.tokens(), list.end, range.end);
    if (at == list.end) break;
  }
  return list;
}

std::vector<UnitReading> ReadHeadingUnits(const Document& document, const UnitMatcher& matcher,
                                          TokenRange range) {
  const Tokens& tokens = document.tokens();
  if (range.empty() || document.Text(range).size() > kMaxLeadInBytes) return {};
  if (const auto assign = AssignmentVerbs().Match(tokens, range.begin, range.end)) {
    range.begin += assign->length;
    if (range.empty()) return {};
  }
  // The whole heading is one name, commas and all.
  if (auto match = matcher.Match(document, range)) {
    UnitReading reading;
    reading.status = match->ambiguous ? Status::kAmbiguous : Status::kKnown;
    reading.unit = std::move(match->unit);
    reading.range = range;
    return {reading};
  }
  UnitList list = ReadUnitList(document, matcher, range);
  if (!list.units.empty() && list.end == range.end) return std::move(list.units);
  const bool abbreviation = range.size() == 1 && UnitMatcher::LooksLikeUnit(document, range);
  const bool named = tokens[range.begin].capital &&
                     !IsRatherAction(tokens, range.begin, range.end) &&
                     document.Text(range).size() <= kMaxUnitNameBytes;
  // "Văn phòng có trách nhiệm", "Văn phòng (đ/c Chánh Văn phòng)" speak to a unit; "Phòng QLKH mới"
  // is another one.
  if (!list.units.empty() && list.units.front().status != Status::kUnknown) {
    const Token& after = tokens[list.end];
    const bool speaks = after.kind == TokenKind::kMark || after.IsWord("có"_w) ||
                        after.IsWord("phải"_w) ||
                        ActionVerbs().Match(tokens, list.end, range.end).has_value();
    if (speaks) return std::move(list.units);
  }
  if (abbreviation || named) {
    UnitReading reading;
    reading.range = range;
    return {reading};
  }
  return {};
}

std::optional<Subject> ReadSubject(const Document& document, const UnitMatcher& matcher,
                                   TokenRange range) {
  const Tokens& tokens = document.tokens();
  Subject subject;
  size_t at = range.begin;
  const auto assign = AssignmentVerbs().Match(tokens, at, range.end);
  if (assign) {
    subject.assigned = tokens[at].IsWord("giao"_w) || tokens[at].IsWord("phân"_w);
    at += assign->length;
  }
  auto unit = ReadUnit(document, matcher, {at, range.end});
  if (!unit) return std::nullopt;
  // Without "giao" the name must be a subject: a verb, a comma or "có trách nhiệm" follows. Else
  // "Thanh tra chuyên ngành 02 đơn vị" would speak to the inspectorate.
  const size_t end = unit->range.end;
  if (!assign) {
    if (end >= range.end) return std::nullopt;
    const bool verb = ActionVerbs().Match(tokens, end, range.end).has_value();
    const bool mark = tokens[end].IsMark(',') || tokens[end].IsMark(':');
    const bool duty =
        tokens[end].IsWord("có"_w) || tokens[end].IsWord("phải"_w) || tokens[end].IsWord("đã"_w);
    if (!verb && !mark && !duty) return std::nullopt;
    if (mark && unit->status == Status::kUnknown) return std::nullopt;
  }
  subject.unit = *std::move(unit);
  return subject;
}

std::vector<UnitReading> ReadCooperatingUnits(const Document& document, const UnitMatcher& matcher,
                                              TokenRange range) {
  std::vector<UnitReading> units;
  const Tokens& tokens = document.tokens();
  for (size_t at = range.begin; at < range.end;) {
    const auto hit = CooperationPhrases().Match(tokens, at, range.end);
    if (!hit) {
      ++at;
      continue;
    }
    UnitList list = ReadUnitList(document, matcher, {at + hit->length, range.end});
    for (UnitReading& unit : list.units) {
      if (units.size() < static_cast<size_t>(kMaxCooperatingUnits))
        units.push_back(std::move(unit));
    }
    at = std::max(list.end, at + hit->length);
  }
  return units;
}

}  // namespace dondoc::registry
