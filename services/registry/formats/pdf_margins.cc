#include "services/registry/formats/pdf_margins.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

#include "services/registry/formats/limits.h"

namespace dondoc::registry::pdf {
namespace {

// Lines from the top or the bottom of a page that may be running ones.
constexpr size_t kRunningLines = 3;
// A running line stands on at least this share of the pages (left and right pages may differ).
constexpr double kRunningShare = 0.4;
// Heights of running lines differ by less than this from page to page, in points.
constexpr float kRunningStep = 4;
// Parts of a running line (left and right); more is the head of a table.
constexpr size_t kRunningParts = 2;
constexpr float kPartGap = 1.2F;
// Words raised as marks are smaller than this share of the line.
constexpr float kMarkHeight = 0.8F;
constexpr size_t kMarkBytes = 3;

// The number that `text` shows as a page number: "2", "- 2 -", "Trang 2", "2/5", "Trang 2 / 5".
std::optional<int> PageNumberOf(absl::string_view text) {
  absl::ConsumePrefix(&text, "trang");
  absl::ConsumePrefix(&text, "page");
  while (!text.empty() && absl::StrContains("- –", text.substr(0, 1))) text.remove_prefix(1);
  const size_t size = static_cast<size_t>(
      std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit) - text.begin());
  int number = 0;
  if (size == 0 || size > 4 || !absl::SimpleAtoi(text.substr(0, size), &number)) {
    return std::nullopt;
  }
  text.remove_prefix(size);
  const bool rest_is_count = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == ' ' || c == '/' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (!rest_is_count || text.size() > 10) return std::nullopt;
  return number;
}

// A line at the edge of a page: the `depth`-th from the top or the bottom.
struct Edge {
  bool top = true;
  size_t depth = 0;
};

const Line* LineAt(const std::vector<Line>& lines, Edge edge) {
  if (edge.depth >= lines.size()) return nullptr;
  return &lines[edge.top ? edge.depth : lines.size() - 1 - edge.depth];
}

// Takes the page numbers at one edge, where the numbers go along with the pages.
void TakePageNumbers(std::vector<std::vector<Line>>& pages, Edge edge) {
  // By how much the number is ahead of the page, and on how many pages.
  std::map<int, size_t> offsets;
  std::vector<std::optional<int>> numbers(pages.size());
  for (size_t i = 0; i < pages.size(); ++i) {
    const Line* line = LineAt(pages[i], edge);
    if (line == nullptr || pages[i].size() == 1) continue;
    numbers[i] = PageNumberOf(PlainTextOf(*line));
    if (numbers[i]) ++offsets[*numbers[i] - static_cast<int>(i)];
  }
  const auto most = std::max_element(offsets.begin(), offsets.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  // A single number must be that of its page: the first page mostly has none.
  if (most == offsets.end() || (most->second < 2 && most->first != 1)) return;
  for (size_t i = 0; i < pages.size(); ++i) {
    if (!numbers[i] || *numbers[i] - static_cast<int>(i) != most->first) continue;
    const Line* line = LineAt(pages[i], edge);
    pages[i].erase(pages[i].begin() + (line - pages[i].data()));
  }
}

// What is the same of a running line on every page: its text without numbers, and its height.
using RunningKey = std::pair<std::string, long>;

RunningKey KeyOf(const Line& line) {
  std::string text = PlainTextOf(line);
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isdigit(c); }, '#');
  return {std::move(text), std::lround(line.middle() / kRunningStep)};
}

size_t CountNear(const std::map<RunningKey, size_t>& counts, const RunningKey& key) {
  size_t count = 0;
  for (long step = -1; step <= 1; ++step) {
    const auto found = counts.find({key.first, key.second + step});
    if (found != counts.end()) count += found->second;
  }
  return count;
}

bool MayRun(const Line& line) { return SplitAtGaps(line, kPartGap).size() <= kRunningParts; }

// Takes running lines from the outermost inwards; one is only where all outside of it are.
void TakeRepeated(std::vector<std::vector<Line>>& pages, bool top,
                  std::vector<std::vector<Line>>& asides) {
  std::map<RunningKey, size_t> counts;
  for (const auto& lines : pages) {
    for (size_t depth = 0; depth < std::min(kRunningLines, lines.size()); ++depth) {
      const Line* line = LineAt(lines, {top, depth});
      if (MayRun(*line)) ++counts[KeyOf(*line)];
    }
  }
  const auto least = std::max<size_t>(
      2, static_cast<size_t>(std::ceil(kRunningShare * static_cast<double>(pages.size()))));
  std::set<std::string> seen;
  for (size_t i = 0; i < pages.size(); ++i) {
    for (size_t taken = 0; taken < kRunningLines; ++taken) {
      const Line* line = LineAt(pages[i], {top, 0});
      if (line == nullptr || !MayRun(*line)) break;
      RunningKey key = KeyOf(*line);
      if (CountNear(counts, key) < least) break;
      if (seen.insert(std::move(key.first)).second) asides[i].push_back(*line);
      pages[i].erase(pages[i].begin() + (line - pages[i].data()));
    }
  }
}

// "1 Không kể ...", "* ...", "(1) ...": begins a footnote.
bool BeginsFootnote(const Line& line) {
  const std::string& first = line.words.front()->text;
  const std::string digits = first.substr(0, first.find_first_not_of("0123456789"));
  return first[0] == '*' || IsNumberLabel(first) || (!digits.empty() && digits.size() < kMarkBytes);
}

// What an electronic signature prints: who, when, with what.
bool BeginsStamp(const Line& line) {
  const std::string text = PlainTextOf(line);
  for (const absl::string_view start :
       {"ky boi", "nguoi ky", "thoi gian ky", "ngay ky:", "digitally signed", "signature "}) {
    if (absl::StartsWith(text, start)) return true;
  }
  return false;
}

void MoveTo(std::vector<Line>& from, size_t begin, size_t end, std::vector<Line>& to) {
  const auto first = from.begin() + static_cast<ptrdiff_t>(begin);
  const auto last = from.begin() + static_cast<ptrdiff_t>(end);
  to.insert(to.end(), std::make_move_iterator(first), std::make_move_iterator(last));
  from.erase(first, last);
}

void TakeStamps(const Frame& frame, std::vector<Line>& lines, std::vector<Line>& asides) {
  for (size_t i = 0; i < lines.size();) {
    if (!frame.IsSmall(lines[i]) || !BeginsStamp(lines[i])) {
      ++i;
      continue;
    }
    size_t end = i + 1;
    while (end < lines.size() && frame.IsSmall(lines[end]) &&
           lines[end].top - lines[end - 1].bottom < lines[end].height) {
      ++end;
    }
    MoveTo(lines, i, end, asides);
  }
}

bool IsFootnoteMark(const PdfWord& word, const Line& line) {
  return word.text.size() < kMarkBytes &&
         word.text.find_first_not_of("0123456789*") == std::string::npos &&
         word.bottom - word.top < kMarkHeight * line.height &&
         (word.top + word.bottom) / 2 < line.middle();
}

// Takes raised numbers out of the lines, of which a page with footnotes has some.
void DropFootnoteMarks(std::vector<Line>& lines, std::deque<PdfWord>& words) {
  for (Line& line : lines) {
    std::vector<const PdfWord*> kept;
    const PdfWord* mark = nullptr;
    for (const PdfWord* word : line.words) {
      if (!kept.empty() && IsFootnoteMark(*word, line)) {
        mark = word;
        continue;
      }
      // A full stop behind the mark stands at the word before it.
      if (mark != nullptr && !HasSpaceBetween(*mark, *word)) {
        words.push_back(*word);
        words.back().left = kept.back()->right;
        word = &words.back();
      }
      mark = nullptr;
      kept.push_back(word);
    }
    if (kept.size() < line.words.size()) line = MakeLine(std::move(kept));
  }
}

void TakeFootnotes(const Frame& frame, std::vector<Line>& lines, std::vector<Line>& asides,
                   std::deque<PdfWord>& words) {
  size_t begin = lines.size();
  for (size_t i = lines.size(); i-- > 0 && frame.IsSmall(lines[i]);) {
    // A table in small type, whose rows have numbers too.
    if (SplitAtGaps(lines[i], kPartGap).size() > 1) return;
    if (BeginsFootnote(lines[i])) begin = i;
  }
  // A page that is small print from top to bottom is its own text.
  if (begin == lines.size() || begin == 0) return;
  MoveTo(lines, begin, lines.size(), asides);
  DropFootnoteMarks(lines, words);
}

}  // namespace

void TakeRunningLines(std::vector<std::vector<Line>>& pages,
                      std::vector<std::vector<Line>>& asides) {
  for (const bool top : {true, false}) {
    // The number may stand outside of the running line or inside.
    TakePageNumbers(pages, {top, 0});
    TakePageNumbers(pages, {top, 1});
    TakeRepeated(pages, top, asides);
    TakePageNumbers(pages, {top, 0});
  }
}

void TakeSmallPrint(const Frame& frame, std::vector<Line>& lines, std::vector<Line>& asides,
                    std::deque<PdfWord>& words) {
  TakeStamps(frame, lines, asides);
  TakeFootnotes(frame, lines, asides, words);
}

}  // namespace dondoc::registry::pdf
