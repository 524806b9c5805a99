#include "services/registry/formats/pdf_lines.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "common/text/fold.h"

namespace dondoc::registry::pdf {
namespace {

// Middles of words of one line differ by less than this share of the taller word's height (raised
// marks of footnotes, larger type beside smaller), those of neighbouring lines by more.
constexpr float kSameLine = 0.4F;
// White space between words: a full space takes 0.2 of the height, in tightly set lines half of
// it. Where the PDF says that there is a space, less will do.
constexpr float kSpace = 0.12F;
constexpr float kSaidSpace = 0.04F;
// Parts of a number label ("1.2.3") and letters of one part ("XXVIII").
constexpr size_t kMostLabelBytes = 12;

float MiddleOf(const PdfWord& word) { return (word.top + word.bottom) / 2; }
float HeightOf(const PdfWord& word) { return word.bottom - word.top; }

bool IsRoman(absl::string_view text) {
  return !text.empty() && text.find_first_not_of("IVXL") == absl::string_view::npos;
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// "1", "1.2", "II", "a", "1a" without what closes it.
bool IsLabelBody(absl::string_view text) {
  if (text.empty() || text.size() > kMostLabelBytes) return false;
  if (IsRoman(text) || (text.size() == 1 && absl::ascii_isalpha(text[0])) || text == "đ") {
    return true;
  }
  while (!text.empty()) {
    const size_t dot = text.find('.');
    if (!IsDigits(text.substr(0, dot)) || text.substr(0, dot).size() > 3) return false;
    if (dot == absl::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
  return false;
}

}  // namespace

Line MakeLine(std::vector<const PdfWord*> words) {
  Line line;
  line.left = words.front()->left;
  line.top = words.front()->top;
  std::vector<float> heights;
  heights.reserve(words.size());
  for (const PdfWord* word : words) {
    line.left = std::min(line.left, word->left);
    line.top = std::min(line.top, word->top);
    line.right = std::max(line.right, word->right);
    line.bottom = std::max(line.bottom, word->bottom);
    heights.push_back(HeightOf(*word));
  }
  const auto median = heights.begin() + static_cast<ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), median, heights.end());
  line.height = *median;
  line.words = std::move(words);
  return line;
}

std::vector<Line> GatherLines(std::vector<const PdfWord*> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const PdfWord* a, const PdfWord* b) { return MiddleOf(*a) < MiddleOf(*b); });
  std::vector<Line> lines;
  for (auto begin = words.begin(); begin != words.end();) {
    // The tallest word so far says where the line is.
    const PdfWord* tallest = *begin;
    auto end = std::next(begin);
    while (end != words.end()) {
      const float height = std::max(HeightOf(*tallest), HeightOf(**end));
      if (MiddleOf(**end) - MiddleOf(*tallest) > kSameLine * height) break;
      if (HeightOf(**end) > HeightOf(*tallest)) tallest = *end;
      ++end;
    }
    std::vector<const PdfWord*> members(begin, end);
    std::stable_sort(members.begin(), members.end(),
                     [](const PdfWord* a, const PdfWord* b) { return a->left < b->left; });
    lines.push_back(MakeLine(std::move(members)));
    begin = end;
  }
  return lines;
}

std::vector<Line> SplitAtGaps(const Line& line, float gap) {
  std::vector<Line> parts;
  std::vector<const PdfWord*> part;
  float right = line.left;
  for (const PdfWord* word : line.words) {
    if (!part.empty() && word->left - right > gap * line.height) {
      parts.push_back(MakeLine(std::move(part)));
      part.clear();
    }
    right = part.empty() ? word->right : std::max(right, word->right);
    part.push_back(word);
  }
  parts.push_back(MakeLine(std::move(part)));
  return parts;
}

bool HasSpaceBetween(const PdfWord& before, const PdfWord& after) {
  const float height = std::min(HeightOf(before), HeightOf(after));
  const float gap = after.left - before.right;
  return gap > kSpace * height || (before.space_after && gap > kSaidSpace * height);
}

Line FirstWordOf(const Line& line) {
  size_t count = 1;
  while (count < line.words.size() &&
         !HasSpaceBetween(*line.words[count - 1], *line.words[count])) {
    ++count;
  }
  return MakeLine({line.words.begin(), line.words.begin() + static_cast<ptrdiff_t>(count)});
}

bool GoesOnUnspaced(absl::string_view before, const Line& after) {
  const auto is_sign = [](char c) {
    return absl::ascii_isspace(static_cast<unsigned char>(c)) || c == '-' || c == '/';
  };
  const std::string& next = after.words.front()->text;
  if (before.size() < 2 || is_sign(next.front())) return false;
  const char last = before.back();
  return (last == '-' || last == '/') && !is_sign(before[before.size() - 2]);
}

bool IsBold(const Line& line) {
  return std::all_of(line.words.begin(), line.words.end(),
                     [](const PdfWord* word) { return word->bold; });
}

std::string TextOf(const Line& line) {
  std::string text;
  const PdfWord* before = nullptr;
  for (const PdfWord* word : line.words) {
    if (before != nullptr && HasSpaceBetween(*before, *word)) text += ' ';
    text += word->text;
    before = word;
  }
  return text;
}

std::string PlainTextOf(const Line& line) { return text::StripMarks(TextOf(line)); }

bool StartsWithLabel(const Line& line) {
  const std::string start = TextOf(FirstWordOf(line));
  for (const absl::string_view bullet : {"-", "+", "–", "—", "•", "*", "\xEF\x82\xB7"}) {
    if (start == bullet) return true;
  }
  if (start.size() < 2) return false;
  const char last = start.back();
  return (last == '.' || last == ')' || last == '/') &&
         IsLabelBody(absl::string_view(start).substr(0, start.size() - 1));
}

bool IsNumberLabel(absl::string_view text) {
  if (absl::StartsWith(text, "(") && absl::EndsWith(text, ")")) text.remove_prefix(1);
  if (absl::EndsWith(text, ".") || absl::EndsWith(text, ")")) text.remove_suffix(1);
  return IsLabelBody(text);
}

}  // namespace dondoc::registry::pdf
