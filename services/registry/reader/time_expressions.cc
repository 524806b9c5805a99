#include "services/registry/reader/time_expressions.h"

#include <algorithm>
#include <array>

namespace dondoc::registry {
namespace {

using common::v1::EventTerm;
using common::v1::Period;

constexpr int kMinutesPerHour = 60;

bool IsMarkAt(const Tokens& tokens, size_t at, size_t end, char mark) {
  return at < end && tokens[at].IsMark(mark);
}

// One or two digits in [min, max].
bool IsSmall(const Tokens& tokens, size_t at, size_t end, int min, int max) {
  return at < end && tokens[at].IsNumber() && tokens[at].size() <= 2 && tokens[at].value >= min &&
         tokens[at].value <= max;
}

// A mark that joins two numbers of one date: '/' with or without spaces, '.' and '-' without.
bool Joins(const Tokens& tokens, size_t at, size_t end, char mark) {
  if (at + 1 >= end || !tokens[at].IsMark(mark) || !tokens[at + 1].IsNumber()) return false;
  return mark == '/' || (!tokens[at].space_before && !tokens[at + 1].space_before);
}

// "năm 2026" at `at`; 0 otherwise.
int YearInWords(const Tokens& tokens, size_t at, size_t end) {
  return IsWordAt(tokens, at, end, "năm"_w) && at + 1 < end && IsYear(tokens[at + 1])
             ? tokens[at + 1].value
             : 0;
}

// Where a day without a year may end: at a mark or a word that is no unit of what is counted.
bool EndsPhrase(const Token& token) {
  return token.kind == TokenKind::kMark && !token.IsMark('%') && !token.IsMark('/') &&
         !token.IsMark('-');
}

std::optional<Read<DateParts>> ReadNumericDate(const Tokens& tokens, size_t at, size_t end) {
  for (const char mark : {'/', '.', '-'}) {
    if (!Joins(tokens, at + 1, end, mark) || !IsSmall(tokens, at + 2, end, 1, 12)) continue;
    DateParts date{tokens[at].value, tokens[at + 2].value};
    size_t next = at + 3;
    if (Joins(tokens, next, end, mark)) {
      const Token& year = tokens[next + 1];
      if (IsYear(year)) {
        date.year = year.value;
      } else if (year.size() == 2) {
        date.year = 2000 + year.value;
        date.short_year = true;
      } else {
        return std::nullopt;
      }
      return Read<DateParts>{date, next + 2};
    }
    // Without a year, "3-4 ngày" is a range and "16/KH" a document; "trước 20-8" is a day.
    if (mark == '-' && (tokens[at].value <= 12 || (next < end && !EndsPhrase(tokens[next]))))
      return std::nullopt;
    if (IsMarkAt(tokens, next, end, '/')) return std::nullopt;
    if (const int year = YearInWords(tokens, next, end)) {
      date.year = year;
      next += 2;
    }
    return Read<DateParts>{date, next};
  }
  return std::nullopt;
}

std::optional<Read<DateParts>> ReadWordDate(const Tokens& tokens, size_t at, size_t end) {
  if (!IsWordAt(tokens, at + 1, end, "tháng"_w) || !IsSmall(tokens, at + 2, end, 1, 12)) {
    return std::nullopt;
  }
  DateParts date{tokens[at].value, tokens[at + 2].value};
  size_t next = at + 3;
  if (const int year = YearInWords(tokens, next, end)) {
    date.year = year;
    next += 2;
  } else if (IsMarkAt(tokens, next, end, '/') && next + 1 < end && IsYear(tokens[next + 1])) {
    date.year = tokens[next + 1].value;
    next += 2;
  }
  return Read<DateParts>{date, next};
}

int SingleWordNumber(const Token& token) {
  if (!token.IsWord()) return 0;
  switch (token.word) {
    case "một"_w:
      return 1;
    case "hai"_w:
      return 2;
    case "ba"_w:
      return 3;
    case "bốn"_w:
      return 4;
    case "năm"_w:
      return 5;
    case "sáu"_w:
      return 6;
    case "bảy"_w:
    case "bẩy"_w:
      return 7;
    case "tám"_w:
      return 8;
    case "chín"_w:
      return 9;
    case "mười"_w:
      return 10;
    default:
      return 0;
  }
}

// Value of a number in up to four words ("mười lăm", "hai mươi mốt"); -1 where they say none.
int WordsNumber(const Tokens& tokens, TokenRange words) {
  int tens = 0;
  int ones = 0;
  for (size_t at = words.begin; at < words.end; ++at) {
    const Token& token = tokens[at];
    if (token.IsWord("mười"_w)) {
      tens = 1;
    } else if (token.IsWord("mươi"_w)) {
      tens = ones;
      ones = 0;
    } else if (token.IsWord("lăm"_w)) {
      ones = 5;
    } else if (token.IsWord("mốt"_w)) {
      ones = 1;
    } else if (token.IsWord("tư"_w)) {
      ones = 4;
    } else if (const int value = SingleWordNumber(token)) {
      ones = value;
    } else {
      return -1;
    }
  }
  return tens * 10 + ones;
}

// The month in words behind "tháng": "giêng", "tư", "mười hai". "năm" would be a year.
std::optional<Read<int>> MonthInWords(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end) return std::nullopt;
  switch (tokens[at].word) {
    case "giêng"_w:
      return Read<int>{1, at + 1};
    case "tư"_w:
      return Read<int>{4, at + 1};
    case "chạp"_w:
      return Read<int>{12, at + 1};
    case "mười"_w:
      if (IsWordAt(tokens, at + 1, end, "một"_w)) return Read<int>{11, at + 2};
      if (IsWordAt(tokens, at + 1, end, "hai"_w)) return Read<int>{12, at + 2};
      return Read<int>{10, at + 1};
    case "hai"_w:
    case "ba"_w:
    case "sáu"_w:
    case "bảy"_w:
    case "tám"_w:
    case "chín"_w:
      return Read<int>{SingleWordNumber(tokens[at]), at + 1};
    default:
      return std::nullopt;
  }
}

// One period, without what may follow it.
std::optional<Read<PeriodParts>> ReadOnePeriod(const Tokens& tokens, size_t at, size_t end) {
  if (at >= end) return std::nullopt;
  PeriodParts period;
  const Token& first = tokens[at];
  size_t next = at + 1;
  const auto relative = [&](Period::Unit unit) -> std::optional<Read<PeriodParts>> {
    if (next >= end) return std::nullopt;
    const bool this_one = tokens[next].IsWord("này"_w) || tokens[next].IsWord("nay"_w);
    const bool next_one = tokens[next].IsWord("tới"_w) || tokens[next].IsWord("sau"_w);
    if (!this_one && !next_one) return std::nullopt;
    period.unit = unit;
    period.relative = next_one ? 1 : 0;
    return Read<PeriodParts>{period, next + 1};
  };
  if (first.IsWord("năm"_w)) {
    if (auto found = relative(Period::YEAR)) return found;
    if (next >= end || !IsYear(tokens[next])) return std::nullopt;
    period.unit = Period::YEAR;
    period.year = tokens[next].value;
    period.first_month = 1;
    return Read<PeriodParts>{period, next + 1};
  }
  if (first.IsWord("tháng"_w)) {
    if (auto found = relative(Period::MONTH)) return found;
    period.unit = Period::MONTH;
    if (IsSmall(tokens, next, end, 1, 12)) {
      period.ordinal = tokens[next].value;
      ++next;
    } else if (const auto named = MonthInWords(tokens, next, end)) {
      period.ordinal = named->value;
      next = named->next;
    } else {
      return std::nullopt;
    }
    period.first_month = period.ordinal;
  } else if (first.IsWord("quý"_w)) {
    if (auto found = relative(Period::QUARTER)) return found;
    if (next >= end) return std::nullopt;
    period.unit = Period::QUARTER;
    if (IsSmall(tokens, next, end, 1, 4)) {
      period.ordinal = tokens[next].value;
    } else {
      period.ordinal = RomanNumber(tokens[next]).value_or(0);
      if (period.ordinal < 1 || period.ordinal > 4) return std::nullopt;
    }
    period.first_month = period.ordinal * 3 - 2;
    ++next;
  } else if (first.IsNumber() || SingleWordNumber(first) != 0) {
    // "6 tháng đầu năm 2022".
    const int months = first.IsNumber() ? first.value : SingleWordNumber(first);
    if (months < 1 || months > 11 || !IsWordAt(tokens, next, end, "tháng"_w)) return std::nullopt;
    const bool head = IsWordAt(tokens, next + 1, end, "đầu"_w);
    if (!head && !IsWordAt(tokens, next + 1, end, "cuối"_w)) return std::nullopt;
    if (!IsWordAt(tokens, next + 2, end, "năm"_w)) return std::nullopt;
    period.first_month = head ? 1 : 13 - months;
    if (months == 6) {
      period.unit = Period::HALF;
      period.ordinal = head ? 1 : 2;
    } else if (months == 3) {
      period.unit = Period::QUARTER;
      period.ordinal = head ? 1 : 4;
    } else {
      period.unit = Period::MONTH;
      period.ordinal = head ? months : 12;
      period.range = true;
    }
    next += 3;
    if (next < end && IsYear(tokens[next])) period.year = tokens[next++].value;
    return Read<PeriodParts>{period, next};
  } else {
    return std::nullopt;
  }
  // The year: "/2022", "-2019", ".2022", "năm 2026".
  if (const int year = YearInWords(tokens, next, end)) {
    period.year = year;
    next += 2;
  } else if (next + 1 < end && IsYear(tokens[next + 1]) &&
             (tokens[next].IsMark('/') || tokens[next].IsMark('-') || tokens[next].IsMark('.'))) {
    period.year = tokens[next + 1].value;
    next += 2;
  } else if (Joins(tokens, next, end, '/')) {
    return std::nullopt;
  }
  return Read<PeriodParts>{period, next};
}

}  // namespace

std::optional<int> RomanNumber(const Token& token) {
  if (!token.IsWord() || !token.upper) return std::nullopt;
  constexpr std::array<WordId, 12> kRoman = {"i"_w,   "ii"_w,   "iii"_w, "iv"_w, "v"_w,  "vi"_w,
                                             "vii"_w, "viii"_w, "ix"_w,  "x"_w,  "xi"_w, "xii"_w};
  const auto found = std::find(kRoman.begin(), kRoman.end(), token.word);
  if (found == kRoman.end()) return std::nullopt;
  return static_cast<int>(found - kRoman.begin()) + 1;
}

std::optional<Read<DateParts>> ReadDate(const Tokens& tokens, size_t at, size_t end) {
  if (!IsSmall(tokens, at, end, 1, 31)) return std::nullopt;
  if (auto numeric = ReadNumericDate(tokens, at, end)) return numeric;
  return ReadWordDate(tokens, at, end);
}

std::optional<Read<DateParts>> ReadDayMonth(const Tokens& tokens, size_t at, size_t end) {
  auto date = ReadDate(tokens, at, end);
  if (!date || date->value.year != 0) return std::nullopt;
  return date;
}

std::optional<Read<int>> ReadDayOfMonth(const Tokens& tokens, size_t at, size_t end) {
  if (!IsSmall(tokens, at, end, 1, 31) || ReadDate(tokens, at, end)) return std::nullopt;
  return Read<int>{tokens[at].value, at + 1};
}

std::optional<Read<int>> ReadHour(const Tokens& tokens, size_t at, size_t end) {
  if (!IsSmall(tokens, at, end, 0, 24) || at + 1 >= end) return std::nullopt;
  const int hour = tokens[at].value;
  const bool word = tokens[at + 1].IsWord("h"_w) || tokens[at + 1].IsWord("giờ"_w) ||
                    tokens[at + 1].IsWord("g"_w);
  if (!word && !Joins(tokens, at + 1, end, ':') &&
      !(tokens[at + 1].IsMark(':') && IsSmall(tokens, at + 2, end, 0, 59) &&
        !tokens[at + 2].space_before)) {
    return std::nullopt;
  }
  size_t next = at + 2;
  int minute = 0;
  if (IsSmall(tokens, next, end, 0, 59) && tokens[next].size() == 2 &&
      !ReadDate(tokens, next, end)) {
    minute = tokens[next].value;
    ++next;
    if (IsWordAt(tokens, next, end, "phút"_w)) ++next;
    if (next < end && tokens[next].IsMark('\'') && !tokens[next].space_before) ++next;
  } else if (!word) {
    return std::nullopt;
  }
  const int total = hour * kMinutesPerHour + minute;
  if (total > 24 * kMinutesPerHour) return std::nullopt;
  return Read<int>{total, next};
}

std::optional<Read<int>> ReadWeekday(const Tokens& tokens, size_t at, size_t end) {
  if (at + 1 >= end) return std::nullopt;
  if (tokens[at].IsWord("chủ"_w) && tokens[at + 1].IsWord("nhật"_w)) return Read<int>{7, at + 2};
  if (!tokens[at].IsWord("thứ"_w)) return std::nullopt;
  if (IsSmall(tokens, at + 1, end, 2, 7)) return Read<int>{tokens[at + 1].value - 1, at + 2};
  int named = tokens[at + 1].IsWord("tư"_w) ? 4 : SingleWordNumber(tokens[at + 1]);
  if (named < 2 || named > 7) return std::nullopt;
  return Read<int>{named - 1, at + 2};
}

std::optional<Read<PeriodParts>> ReadPeriod(const Tokens& tokens, size_t at, size_t end) {
  auto result = ReadOnePeriod(tokens, at, end);
  if (!result || result->value.relative || result->value.unit == Period::YEAR) return result;
  // "Quý III và Quý IV/2026", "tháng 10, tháng 11/2022", "tháng 10-11/2022".
  constexpr int kMaxPeriodsOfRange = 12;
  for (int i = 0; i < kMaxPeriodsOfRange; ++i) {
    const size_t joint = result->next;
    if (joint + 1 >= end) break;
    const bool joined = tokens[joint].IsMark(',') || tokens[joint].IsMark('-') ||
                        tokens[joint].IsWord("và"_w) || tokens[joint].IsWord("đến"_w) ||
                        tokens[joint].IsWord("hoặc"_w);
    if (!joined) break;
    std::optional<Read<PeriodParts>> further = ReadOnePeriod(tokens, joint + 1, end);
    if (further && (further->value.unit != result->value.unit || further->value.relative ||
                    tokens[joint + 1].IsNumber())) {
      break;
    }
    if (!further) {
      // The unit may stand only once: "quý III và IV", "tháng 10, 11 năm 2022".
      const bool month = result->value.unit == Period::MONTH;
      const bool quarter = result->value.unit == Period::QUARTER;
      const auto roman = RomanNumber(tokens[joint + 1]);
      int ordinal = 0;
      if (month && IsSmall(tokens, joint + 1, end, 1, 12)) ordinal = tokens[joint + 1].value;
      if (quarter && IsSmall(tokens, joint + 1, end, 1, 4)) ordinal = tokens[joint + 1].value;
      if (quarter && roman && *roman <= 4) ordinal = *roman;
      if (ordinal == 0) break;
      PeriodParts last = result->value;
      last.ordinal = ordinal;
      last.year = 0;
      size_t next = joint + 2;
      if (const int year = YearInWords(tokens, next, end)) {
        last.year = year;
        next += 2;
      } else if (Joins(tokens, next, end, '/') && IsYear(tokens[next + 1])) {
        last.year = tokens[next + 1].value;
        next += 2;
      } else if (next < end && tokens[next].IsWord()) {
        // "tháng 10, 11 đơn vị ..." counts something else, unless a year closes the list.
        if (month && !tokens[joint].IsMark('-')) break;
      }
      further = Read<PeriodParts>{last, next};
    }
    const int first_month = result->value.first_month;
    if (further->value.ordinal <= result->value.ordinal && further->value.year == 0) break;
    result = further;
    result->value.first_month = first_month;
    result->value.range = true;
  }
  return result;
}

std::optional<Read<SmallNumber>> ReadSmallNumber(const Tokens& tokens, size_t at, size_t end) {
  constexpr int kMaxSmallNumber = 9999;
  if (at >= end) return std::nullopt;
  SmallNumber number;
  size_t next = at + 1;
  if (tokens[at].IsNumber()) {
    if (tokens[at].value < 1 || tokens[at].value > kMaxSmallNumber) return std::nullopt;
    number.value = tokens[at].value;
  } else {
    number.value = SingleWordNumber(tokens[at]);
    if (number.value == 0) return std::nullopt;
    return Read<SmallNumber>{number, next};
  }
  constexpr size_t kMaxNumberWords = 4;
  if (IsMarkAt(tokens, next, end, '(')) {
    size_t close = next + 1;
    while (close < end && close - next - 1 < kMaxNumberWords && tokens[close].IsWord()) ++close;
    const TokenRange words{next + 1, close};
    if (!words.empty() && IsMarkAt(tokens, close, end, ')')) {
      const int spoken = WordsNumber(tokens, words);
      if (spoken >= 0) {
        number.words_differ = spoken != number.value;
        next = close + 1;
      }
    }
  }
  return Read<SmallNumber>{number, next};
}

std::optional<Read<TermParts>> ReadTerm(const Tokens& tokens, size_t at, size_t end) {
  const auto number = ReadSmallNumber(tokens, at, end);
  if (!number || number->next >= end) return std::nullopt;
  TermParts term;
  term.count = number->value.value;
  term.words_differ = number->value.words_differ;
  const size_t unit = number->next;
  size_t next = unit + 1;
  if (!tokens[unit].IsWord()) return std::nullopt;
  switch (tokens[unit].word) {
    case "ngày"_w:
      term.unit = EventTerm::DAY;
      if (IsWordAt(tokens, next, end, "làm"_w) && IsWordAt(tokens, next + 1, end, "việc"_w)) {
        term.unit = EventTerm::WORKING_DAY;
        next += 2;
      }
      break;
    case "tuần"_w:
      term.unit = EventTerm::WEEK;
      break;
    case "tháng"_w:
      term.unit = EventTerm::MONTH;
      break;
    case "năm"_w:
      term.unit = EventTerm::YEAR;
      break;
    case "giờ"_w:
    case "tiếng"_w:
    case "h"_w:
      term.hours = true;
      break;
    default:
      return std::nullopt;
  }
  return Read<TermParts>{term, next};
}

}  // namespace dondoc::registry
