#include "services/registry/reader/unit_phrases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "services/registry/domain/task_limits.h"
#include "services/registry/reader/action_verbs.h"
#include "services/registry/reader/collectives.h"
#include "services/registry/reader/limits.h"
#include "services/registry/reader/unit_words.h"
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
  if (NotUnits().Match(tokens, at, end)) return true;
  return tokens[at].IsWord("phòng"_w) && at + 2 < end && tokens[at + 1].IsMark(',') &&
         tokens[at + 2].IsWord("chống"_w);
}

// Past "đồng chí", "đ/c", "ông", "bà" before a name; `at` where none stands there.
size_t PersonTitleEnd(const Tokens& tokens, size_t at, size_t end) {
  if (IsWordAt(tokens, at, end, "đồng"_w) && IsWordAt(tokens, at + 1, end, "chí"_w)) return at + 2;
  if (IsWordAt(tokens, at, end, "đ"_w) && at + 2 < end && tokens[at + 1].IsMark('/') &&
      tokens[at + 2].IsWord("c"_w)) {
    return at + 3;
  }
  const bool title = IsWordAt(tokens, at, end, "ông"_w) || IsWordAt(tokens, at, end, "bà"_w) ||
                     IsWordAt(tokens, at, end, "đc"_w);
  return title && at + 1 < end && tokens[at + 1].capital ? at + 1 : at;
}

constexpr size_t kMaxPersonNameTokens = 6;
// Tokens of a post with the name of its holder: "Phó Chủ tịch Thường trực UBND tỉnh Nguyễn Văn A".
constexpr size_t kMaxHolderTokens = 16;

// One past "Phó Chủ tịch UBND tỉnh Trần Văn B": a deputy's post with the name of its holder, at
// least two words in capitals at the end; the beginning where none stands there.
size_t HolderEnd(const Tokens& tokens, TokenRange range) {
  if (!IsWordAt(tokens, range.begin, range.end, "phó"_w) || !tokens[range.begin].capital)
    return range.begin;
  size_t capitals = 0;
  bool post = false;
  size_t at = range.begin;
  const size_t limit = std::min(range.end, range.begin + kMaxHolderTokens);
  for (; at < limit && tokens[at].IsWord(); ++at) {
    if (at > range.begin && tokens[at].breaks_before > 1) break;
    if (tokens[at].capital) {
      ++capitals;
      continue;
    }
    // Words of posts and bodies in small letters; any other is the verb.
    const bool of_post = tokens[at].IsWord("tịch"_w) || tokens[at].IsWord("tỉnh"_w) ||
                         tokens[at].IsWord("huyện"_w) || tokens[at].IsWord("phủ"_w) ||
                         tokens[at].IsWord("tướng"_w) || tokens[at].IsWord("trưởng"_w) ||
                         tokens[at].IsWord("đốc"_w) ||
                         (tokens[at].IsWord("trực"_w) && tokens[at - 1].IsWord("thường"_w)) ||
                         tokens[at].IsWord("thành"_w) || tokens[at].IsWord("phố"_w) ||
                         tokens[at].IsWord("phường"_w) || tokens[at].IsWord("nhân"_w) ||
                         tokens[at].IsWord("ban"_w) || tokens[at].IsWord("dân"_w) ||
                         tokens[at].IsWord("xã"_w) || tokens[at].IsWord("ủy"_w) ||
                         tokens[at].IsWord("thư"_w) || tokens[at].IsWord("thường"_w);
    if (!of_post) break;
    post = true;
    capitals = 0;
  }
  return post && capitals >= 2 ? at : range.begin;
}

// "Đội Quản lý vận hành lưới điện cao thế hoàn thành ...": a verb at `at` that is part of the name,
// since the name's own verb stands right before it and the sentence's behind.
bool IsVerbOfName(const Tokens& tokens, size_t at, size_t end) {
  static const auto& verbs_of_names = *new PhraseTable{
      {"đầu tư"}, {"vận hành"}, {"giám sát"}, {"khai thác"}, {"bảo trì"}, {"phát triển"},
  };
  constexpr size_t kNameReach = 10;
  if (at < 2 || !tokens[at - 2].capital || tokens[at - 1].capital) return false;
  if (!ActionVerbs().Match(tokens, at - 2, at)) return false;
  const auto verb = verbs_of_names.Match(tokens, at, end);
  if (!verb) return false;
  const size_t limit = std::min(end, at + kNameReach);
  for (size_t next = at + verb->length; next < limit && tokens[next].IsWord(); ++next) {
    if (VerbAt(tokens, next, end)) return true;
  }
  return false;
}

// "Viện Chiến lược, Chính sách tài nguyên": the comma at `mark` joins two fields of one name, and
// not the names of two bodies.
bool JoinsFields(const Tokens& tokens, size_t at, size_t mark, size_t end) {
  const bool of_fields = tokens[at].IsWord("viện"_w) || tokens[at].IsWord("vụ"_w) ||
                         tokens[at].IsWord("cục"_w) || tokens[at].IsWord("trung"_w);
  if (!of_fields || !tokens[mark].IsMark(',') || mark + 2 >= end) return false;
  return !tokens[mark - 1].capital && tokens[mark + 1].capital && tokens[mark + 2].IsWord() &&
         !tokens[mark + 2].capital && !UnitNouns().Match(tokens, mark + 1, end) &&
         !Posts().Match(tokens, mark + 1, end);
}

// One past an unknown unit's name that begins at `at`: up to a mark or the verb in small letters.
size_t UnknownNameEnd(const Tokens& tokens, size_t at, size_t end) {
  const auto noun = UnitNouns().Match(tokens, at, end);
  size_t next = at + (noun ? noun->length : 1);
  while (next < end && next - at < UnitMatcher::kMaxUnitTokens) {
    const Token& token = tokens[next];
    // "Kế hoạch - Tài chính", "Văn hóa, Thể thao và Du lịch".
    const bool dash = (token.IsMark('-') && next + 1 < end && tokens[next + 1].capital) ||
                      JoinsFields(tokens, at, next, end) ||
                      (token.IsMark(',') && tokens[next - 1].IsWord("hóa"_w) &&
                       IsWordAt(tokens, next + 1, end, "thể"_w));
    // "Binh đoàn 15", "Đội số 3".
    const bool number = token.IsNumber() && token.size() <= 3 &&
                        (tokens[next - 1].IsWord("đoàn"_w) || tokens[next - 1].IsWord("số"_w) ||
                         tokens[next - 1].IsWord("khu"_w));
    if (!token.IsWord() && !dash && !number) break;
    if (token.breaks_before > 1) break;
    if (const auto field = FieldNames().Match(tokens, next, end)) {
      next += field->length;
      continue;
    }
    if (!token.capital && !dash && !number) {
      // "Sở Xây dựng": the second syllable of a word that is a verb as well.
      const auto word = ActionVerbs().Match(tokens, next - 1, end);
      const bool second = tokens[next - 1].capital &&
                          ((word && word->length > 1) ||
                           (token.IsWord("trực"_w) && tokens[next - 1].IsWord("thường"_w)));
      const bool traffic = token.IsWord("giao"_w) && IsWordAt(tokens, next + 1, end, "thông"_w);
      // "Ban xây dựng Đảng", "Ban tổ chức": no body is called "Ban" alone.
      const bool of_board = next == at + 1 && tokens[at].IsWord("ban"_w);
      if (const auto board = ActionVerbs().Match(tokens, next, end); board && of_board) {
        next += board->length;
        continue;
      }
      if (IsVerbOfName(tokens, next, end)) {
        next += 2;
        continue;
      }
      const bool verb = VerbAt(tokens, next, end).has_value() && !second && !traffic &&
                        !token.IsWord("quản"_w) &&
                        (!token.IsWord("thông"_w) || IsWordAt(tokens, next + 1, end, "qua"_w) ||
                         IsWordAt(tokens, next + 1, end, "báo"_w));
      // "HĐND tỉnh nghị quyết": behind the place only its name goes on.
      const bool past_place =
          (tokens[next - 1].IsWord("tỉnh"_w) || tokens[next - 1].IsWord("huyện"_w)) &&
          !tokens[next - 1].capital && !token.IsWord("ủy"_w) && next - at > 1;
      const bool order = (token.IsWord("giao"_w) && !traffic && !second) || token.IsWord("yêu"_w) ||
                         (token.IsWord("đồng"_w) && IsWordAt(tokens, next + 1, end, "ý"_w)) ||
                         (token.IsWord("thống"_w) && IsWordAt(tokens, next + 1, end, "nhất"_w)) ||
                         (token.IsWord("đề"_w) && IsWordAt(tokens, next + 1, end, "nghị"_w));
      if (verb || order || past_place || token.IsWord("theo"_w) || token.IsWord("để"_w) ||
          token.IsWord("phải"_w) || token.IsWord("có"_w) || token.IsWord("đã"_w)) {
        break;
      }
      // "và" joins words of one name, unless another unit's name follows.
      if (token.IsWord("và"_w) && (next + 1 >= end || tokens[next + 1].IsWord("các"_w) ||
                                   UnitNouns().Match(tokens, next + 1, end))) {
        break;
      }
    }
    ++next;
  }
  if (tokens[next - 1].IsWord("và"_w) && next > at + 1) --next;
  return next;
}

// A post and the unit it speaks for: "Trưởng phòng Nội vụ", "Giám đốc Sở Tài chính".
std::optional<UnitReading> ReadPost(const Document& document, const UnitMatcher& matcher,
                                    TokenRange range) {
  const auto post = Posts().Match(document.tokens(), range.begin, range.end);
  if (!post) return std::nullopt;
  const size_t name = range.begin + post->length;
  const auto match = matcher.MatchPrefix(document, {name, range.end});
  if (!match || match->ambiguous) return std::nullopt;
  // "Phó Chủ tịch UBND tỉnh Trần Văn B": one of several, and not the body itself.
  if (HolderEnd(document.tokens(), range) > range.begin) return std::nullopt;
  UnitReading reading;
  reading.status = Status::kKnown;
  reading.unit = match->unit;
  reading.range = {range.begin, match->end};
  return reading;
}

// "đồng chí Nguyễn Văn A - Trưởng phòng Nội vụ": the unit beside the name, else the person.
std::optional<UnitReading> ReadPerson(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range) {
  const Tokens& tokens = document.tokens();
  const size_t name = PersonTitleEnd(tokens, range.begin, range.end);
  if (name >= range.end) return std::nullopt;
  if (const size_t holder = HolderEnd(tokens, {name, range.end}); holder > name) {
    UnitReading person;
    person.person = true;
    person.range = {range.begin, holder};
    return person;
  }
  if (name == range.begin) return std::nullopt;
  if (auto post = ReadPost(document, matcher, {name, range.end})) {
    post->range.begin = range.begin;
    return post;
  }
  size_t next = name;
  while (next < range.end && next - name < kMaxPersonNameTokens && tokens[next].IsWord() &&
         !Posts().Match(tokens, next, range.end)) {
    // "Trung tá Lâm Văn Hổ": the second word of a rank is small.
    const bool rank = next == name + 1 && next + 1 < range.end && tokens[next + 1].capital;
    if (!tokens[next].capital && !rank) break;
    ++next;
    // "H'Linh Niê".
    const bool joined = next + 1 < range.end && tokens[next].IsMark('\'') &&
                        !tokens[next].space_before && !tokens[next + 1].space_before &&
                        tokens[next + 1].capital;
    if (joined) ++next;
  }
  if (next == name) {
    // "Đồng chí Bí thư Tỉnh ủy Bến Tre": a post alone.
    const auto post = Posts().Match(tokens, name, range.end);
    if (!post || !tokens[name].capital) return std::nullopt;
    next = name + post->length;
    if (next < range.end && UnitNouns().Match(tokens, next, range.end))
      next = UnknownNameEnd(tokens, next, range.end);
    UnitReading holder;
    holder.person = true;
    holder.range = {range.begin, next};
    return holder;
  }
  UnitReading person;
  person.person = true;
  person.range = {range.begin, next};
  size_t post_at = next;
  if (post_at < range.end &&
      (tokens[post_at].IsMark('-') || tokens[post_at].IsMark(',') || tokens[post_at].IsMark('('))) {
    ++post_at;
  }
  if (auto post = ReadPost(document, matcher, {post_at, range.end})) {
    post->range.begin = range.begin;
    if (post->range.end < range.end && tokens[post->range.end].IsMark(')')) ++post->range.end;
    return post;
  }
  return person;
}

// One past the joint between two units of a list; `at` where there is none. Sets `cooperates` where
// the joint says so.
size_t JointEnd(const Tokens& tokens, size_t at, size_t end, bool* cooperates) {
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
  if (IsWordAt(tokens, next, end, "là"_w) && IsWordAt(tokens, next + 1, end, "cơ"_w)) {
    // "là cơ quan chủ trì, phối hợp với ..."
    next += 2;
  }
  if (const auto with = CooperationPhrases().Match(tokens, next, end);
      with && (tokens[next].IsWord("phối"_w) || tokens[next].IsWord("cùng"_w))) {
    *cooperates = true;
    return next + with->length;
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
  if (auto person = ReadPerson(document, matcher, range)) return person;
  if (auto match = matcher.MatchPrefix(document, range)) {
    reading.status = match->ambiguous ? Status::kAmbiguous : Status::kKnown;
    reading.unit = std::move(match->unit);
    reading.range = {range.begin, match->end};
    return reading;
  }
  if (auto post = ReadPost(document, matcher, range)) return post;
  if (const auto post = Posts().Match(tokens, range.begin, range.end);
      post && tokens[range.begin].capital && !tokens[range.begin].IsWord("lãnh"_w)) {
    // "Giám đốc Sở Xây dựng", of a department that the directory does not have.
    const size_t name = range.begin + post->length;
    if (name < range.end && tokens[name].IsWord() && UnitNouns().Match(tokens, name, range.end) &&
        !NotUnits().Match(tokens, name, range.end)) {
      reading.range = {range.begin, UnknownNameEnd(tokens, name, range.end)};
      if (document.Text(reading.range).size() <= kMaxUnitNameBytes) return reading;
    }
    return std::nullopt;
  }
  if (const auto noun = UnitNouns().Match(tokens, range.begin, range.end);
      noun && IsWordAt(tokens, range.begin + noun->length, range.end, "này"_w)) {
    reading.range = {range.begin, range.begin + noun->length + 1};
    return reading;
  }
  if (!tokens[range.begin].capital || IsRatherAction(tokens, range.begin, range.end))
    return std::nullopt;
  reading.status = Status::kUnknown;
  reading.range = {range.begin, UnknownNameEnd(tokens, range.begin, range.end)};
  if (document.Text(reading.range).size() > kMaxUnitNameBytes) return std::nullopt;
  return reading;
}

namespace {

// One past the name of a field at `at`: up to a comma or "và" that is not of it, or a verb.
size_t FieldEnd(const Tokens& tokens, size_t at, size_t end) {
  size_t next = at;
  while (next < end && next - at < UnitMatcher::kMaxUnitTokens) {
    const Token& token = tokens[next];
    if (token.breaks_before > 1) break;
    if (const auto field = FieldNames().Match(tokens, next, end)) {
      next += field->length;
      continue;
    }
    // "Văn hóa, Thể thao và Du lịch", "Lao động - Thương binh và Xã hội".
    const bool of_name =
        (token.IsMark(',') && next > at && tokens[next - 1].IsWord("hóa"_w) &&
         IsWordAt(tokens, next + 1, end, "thể"_w)) ||
        (token.IsMark('-') && next > at && next + 1 < end && tokens[next + 1].capital);
    if (of_name) {
      ++next;
      continue;
    }
    if (!token.IsWord() || token.IsWord("và"_w)) break;
    // "Giao thông": the second syllable of a word in capitals is no verb.
    const bool second = next > at && tokens[next - 1].capital;
    if (next > at && !token.capital && !second && VerbAt(tokens, next, end)) break;
    if (token.IsWord("theo"_w) || token.IsWord("cùng"_w) || token.IsWord("chủ"_w) ||
        token.IsWord("để"_w) || token.IsWord("khẩn"_w) || token.IsWord("trong"_w) ||
        token.IsWord("tại"_w)) {
      break;
    }
    ++next;
  }
  return next;
}

// "các Bộ: Tài chính, Nội vụ và Công an", "các Sở Xây dựng, Tài chính": each of them. Empty where
// `noun`, the last word of a collective, is not followed by names.
std::vector<UnitReading> ReadNamedMembers(const Document& document, const UnitMatcher& matcher,
                                          size_t noun, size_t end, size_t* next) {
  const Tokens& tokens = document.tokens();
  std::vector<UnitReading> units;
  if (!tokens[noun].IsWord("bộ"_w) && !tokens[noun].IsWord("sở"_w) &&
      !tokens[noun].IsWord("vụ"_w) && !tokens[noun].IsWord("phòng"_w) &&
      !tokens[noun].IsWord("cục"_w)) {
    return units;
  }
  size_t at = noun + 1;
  if (at < end && tokens[at].IsMark(':')) ++at;
  while (at < end && tokens[at].IsWord() && tokens[at].capital &&
         units.size() < static_cast<size_t>(kMaxCooperatingUnits)) {
    // "..., Ủy ban nhân dân các tỉnh": a body with a noun of its own.
    if (!units.empty() && UnitNouns().Match(tokens, at, end) &&
        !NotUnits().Match(tokens, at, end) && at + 1 < end &&
        (tokens[at + 1].capital || CollectiveEnd(tokens, at, end) > at) &&
        !tokens[at].IsWord("công"_w)) {
      break;
    }
    const size_t field_end = FieldEnd(tokens, at, end);
    if (field_end == at) break;
    UnitReading unit;
    unit.range = {at, field_end};
    unit.words = absl::StrCat(document.Line({noun, noun + 1}), " ", document.Line(unit.range));
    if (unit.words.size() > static_cast<size_t>(kMaxUnitNameBytes)) break;
    if (auto match = matcher.MatchName(unit.words)) {
      unit.status = match->ambiguous ? Status::kAmbiguous : Status::kKnown;
      unit.unit = std::move(match->unit);
    }
    units.push_back(std::move(unit));
    *next = field_end;
    at = field_end;
    if (at < end && tokens[at].IsMark(',')) {
      ++at;
    } else if (IsWordAt(tokens, at, end, "và"_w)) {
      ++at;
    } else {
      break;
    }
  }
  return units;
}

}  // namespace

UnitList ReadUnitList(const Document& document, const UnitMatcher& matcher, TokenRange range) {
  UnitList list;
  list.end = range.begin;
  size_t at = range.begin;
  bool cooperates = false;
  while (list.units.size() < static_cast<size_t>(kMaxCooperatingUnits)) {
    auto unit = ReadUnit(document, matcher, {at, range.end});
    if (!unit) break;
    list.end = unit->range.end;
    std::vector<UnitReading> members;
    if (unit->status == Status::kCollective) {
      members = ReadNamedMembers(document, matcher, list.end - 1, range.end, &list.end);
      // "các Sở Giáo dục và Đào tạo": all of one kind.
      if (members.size() == 1) {
        unit->range.end = list.end;
        members.clear();
      }
    }
    if (members.empty()) members.push_back(*std::move(unit));
    for (UnitReading& member : members) {
      member.cooperates = cooperates;
      // "Các sở, ban, ngành; UBND các huyện": one collective.
      UnitReading* last = list.units.empty() ? nullptr : &list.units.back();
      const bool goes_on =
          last != nullptr && last->status == Status::kCollective &&
          member.status == Status::kCollective && last->cooperates == cooperates &&
          last->range.end + 1 == member.range.begin &&
          document.Text({last->range.begin, member.range.end}).size() <= kMaxUnitNameBytes;
      if (goes_on) {
        last->range.end = member.range.end;
      } else {
        list.units.push_back(std::move(member));
      }
    }
    at = JointEnd(document.tokens(), list.end, range.end, &cooperates);
    if (at == list.end) break;
  }
  return list;
}

bool EndsWithOrder(const Document& document, TokenRange range) {
  const Tokens& tokens = document.tokens();
  const Token& last = tokens[range.end - 1];
  if (last.IsWord("giao"_w) || last.IsWord("cầu"_w)) return true;
  if (range.size() <= 2) return false;
  const Token& before = tokens[range.end - 2];
  return (last.IsWord("đạo"_w) && before.IsWord("chỉ"_w)) ||
         (last.IsWord("luận"_w) && before.IsWord("kết"_w));
}

std::vector<UnitReading> ReadHeadingUnits(const Document& document, const UnitMatcher& matcher,
                                          TokenRange range) {
  const Tokens& tokens = document.tokens();
  if (range.empty() || document.Text(range).size() > kMaxLeadInBytes) return {};
  if (IsWordAt(tokens, range.begin, range.end, "về"_w)) return {};
  // Nobody is told yet.
  if (EndsWithOrder(document, range)) return {};
  const size_t begin = range.begin;
  // "Riêng Điện lực Hương Khê", "Yêu cầu đối với nhà thầu".
  if (IsWordAt(tokens, range.begin, range.end, "riêng"_w) && range.size() > 1) ++range.begin;
  for (int i = 0; i < 2; ++i) {
    if (const auto assign = AssignmentVerbs().Match(tokens, range.begin, range.end)) {
      range.begin += assign->length;
      if (range.empty()) return {};
    }
  }
  if (const auto person = ReadPerson(document, matcher, range)) return {*person};
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
  const bool named = (tokens[range.begin].capital || range.begin > begin) &&
                     !IsRatherAction(tokens, range.begin, range.end) &&
                     document.Text(range).size() <= kMaxUnitNameBytes;
  // "Văn phòng có trách nhiệm", "Văn phòng (đ/c Chánh Văn phòng)" speak to a unit; "Phòng QLKH mới"
  // is another one.
  // "Ủy ban nhân dân tỉnh, chỉ đạo các cơ quan": whatever the name, a verb follows it.
  if (!list.units.empty() && list.end + 1 < range.end) {
    const size_t verb = tokens[list.end].IsMark(',') ? list.end + 1 : list.end;
    // "Hội đồng nhân dân tỉnh đề nghị Ủy ban nhân dân tỉnh ...": who orders, and not who is told.
    if (AssignmentVerbs().Match(tokens, verb, range.end) &&
        ReadUnit(document, matcher,
                 {verb + AssignmentVerbs().Match(tokens, verb, range.end)->length, range.end})) {
      return {};
    }
    const bool duty = tokens[verb].IsWord("có"_w) || tokens[verb].IsWord("phải"_w);
    if (duty || (!tokens[verb].capital && VerbAt(tokens, verb, range.end)))
      return std::move(list.units);
  }
  if (!list.units.empty() && list.units.front().status != Status::kUnknown) {
    const Token& after = tokens[list.end];
    const bool speaks = after.kind == TokenKind::kMark || after.IsWord("có"_w) ||
                        after.IsWord("phải"_w) || after.IsWord("và"_w) ||
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

// Past "chủ trì" or "phối hợp" behind a name of a cell; `at` where neither stands there.
static size_t RoleEnd(const Tokens& tokens, size_t at, size_t end) {
  const bool role =
      (IsWordAt(tokens, at, end, "chủ"_w) && IsWordAt(tokens, at + 1, end, "trì"_w)) ||
      (IsWordAt(tokens, at, end, "phối"_w) && IsWordAt(tokens, at + 1, end, "hợp"_w));
  return role ? at + 2 : at;
}

std::vector<UnitReading> ReadUnitCell(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range) {
  const Tokens& tokens = document.tokens();
  std::vector<UnitReading> units;
  size_t at = range.begin;
  while (at < range.end && units.size() < static_cast<size_t>(kMaxCooperatingUnits)) {
    if (tokens[at].kind == TokenKind::kMark || tokens[at].IsWord("và"_w)) {
      ++at;
      continue;
    }
    // "Phòng Kinh tế chủ trì; Hội Nông dân xã phối hợp".
    if (const size_t role = RoleEnd(tokens, at, range.end); role > at) {
      at = role;
      continue;
    }
    auto unit = ReadUnit(document, matcher, {at, range.end});
    const bool person = unit && PersonTitleEnd(tokens, at, range.end) > at;
    if (!unit || (unit->status == Status::kUnknown && !person) ||
        unit->status == Status::kCollective) {
      // Its words up to a separator.
      UnitReading words;
      size_t end = at;
      while (end < range.end) {
        const Token& token = tokens[end];
        // A comma parts names, not the words of one ("Các sở, ngành liên quan").
        const bool comma =
            token.IsMark(',') && end + 1 < range.end &&
            (tokens[end + 1].capital || matcher.MatchPrefix(document, {end + 1, range.end}) ||
             (tokens[end + 1].IsWord("các"_w) && !tokens[at].IsWord("các"_w)));
        // "Vụ Pháp chế và các đơn vị liên quan".
        const bool others = token.IsWord("và"_w) && end + 1 < range.end &&
                            tokens[end + 1].IsWord("các"_w) && !tokens[at].IsWord("các"_w);
        const bool separates =
            comma || others || token.IsMark(';') || token.IsMark('+') ||
            (token.breaks_before > 0 && token.IsMark('-')) ||
            (token.breaks_before > 0 && token.capital && UnitNouns().Match(tokens, end, range.end));
        if ((separates || RoleEnd(tokens, end, range.end) > end) && end > at) break;
        ++end;
      }
      if (unit) words.status = unit->status;
      words.range = {at, end};
      if (end == range.end && end > at + 1 && tokens[end - 1].IsMark('.')) --words.range.end;
      unit = words;
    }
    at = std::max(at + 1, unit->range.end);
    // "Phòng A (chủ trì)", "Phòng A phối hợp với Phòng B".
    if (at < range.end && tokens[at].IsMark('(')) {
      while (at < range.end && !tokens[at].IsMark(')')) ++at;
    }
    bool cooperates = false;
    at = std::max(at, JointEnd(tokens, at, range.end, &cooperates));
    units.push_back(*std::move(unit));
  }
  return units;
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
