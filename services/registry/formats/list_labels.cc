#include "services/registry/formats/list_labels.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace dondoc::registry {
namespace {

std::string Letters(int64_t number, char first, bool row) {
  const auto letter = static_cast<char>(first + (number - 1) % 26);
  const int64_t rest = (number - 1) / 26;
  if (!row) return std::string(static_cast<size_t>(rest) + 1, letter);
  if (rest == 0) return std::string(1, letter);
  return std::string{static_cast<char>(first + rest - 1), letter};
}

std::string Roman(int64_t number, bool upper) {
  struct Sign {
    int64_t value;
    absl::string_view lower, upper;
  };
  constexpr Sign kSigns[] = {
      {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
      {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
      {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
  std::string roman;
  for (const Sign& sign : kSigns) {
    for (; number >= sign.value; number -= sign.value)
      absl::StrAppend(&roman, upper ? sign.upper : sign.lower);
  }
  return roman;
}

}  // namespace

std::string FormatNumber(NumberFormat format, int64_t number) {
  switch (format) {
    case NumberFormat::kNone:
    case NumberFormat::kBullet:
      return "";
    case NumberFormat::kDecimal:
      break;
    case NumberFormat::kDecimalZero:
      return number >= 0 && number < 10 ? absl::StrCat("0", number) : absl::StrCat(number);
    default:
      if (number < 1 || number > kMaxLetterNumber) break;
      switch (format) {
        case NumberFormat::kLowerLetter:
          return Letters(number, 'a', false);
        case NumberFormat::kUpperLetter:
          return Letters(number, 'A', false);
        case NumberFormat::kLowerLetterRow:
          return Letters(number, 'a', true);
        case NumberFormat::kUpperLetterRow:
          return Letters(number, 'A', true);
        default:
          return Roman(number, format == NumberFormat::kUpperRoman);
      }
  }
  return absl::StrCat(number);
}

std::string BulletText(absl::string_view mark) {
  return mark == "+" || mark == "•" ? std::string(mark) : "-";
}

void ListCounter::Next(const ListLevels& levels, int level) {
  Count& count = counts_[level];
  if (count.restarted) {
    count.restarted = false;
  } else {
    count.number = count.begun ? count.number + 1 : levels[level].start;
  }
  count.begun = true;
  for (int below = level + 1; below < kMaxListLevels; ++below) {
    if (level < levels[below].restart_below) counts_[below].begun = false;
  }
}

void ListCounter::Restart(int level, int64_t start) {
  counts_[level] = {.number = start, .begun = true, .restarted = true};
}

std::string ListCounter::Label(const ListLevels& levels, int level) const {
  const ListLevel& own = levels[level];
  std::string label;
  for (const LabelPiece& piece : own.pieces) {
    if (piece.level < 0) {
      label += piece.text;
      continue;
    }
    const int shown = std::min(piece.level, level);
    // A level above that has not been used shows what it would begin with.
    const int64_t number = counts_[shown].begun ? counts_[shown].number : levels[shown].start;
    const bool decimal = own.legal && levels[shown].format != NumberFormat::kNone &&
                         levels[shown].format != NumberFormat::kBullet;
    label += FormatNumber(decimal ? NumberFormat::kDecimal : levels[shown].format, number);
  }
  if (own.format == NumberFormat::kBullet) return BulletText(label);
  if (label.size() > kMaxLabelBytes) {
    size_t end = kMaxLabelBytes;
    while ((static_cast<unsigned char>(label[end]) & 0xC0) == 0x80) --end;
    label.resize(end);
  }
  return label;
}

}  // namespace dondoc::registry
