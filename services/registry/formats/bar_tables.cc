// Rows whose cells stand between bars ("|" or box drawing), with or without ruled lines. A cell may
// go on over several lines.
#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"

#include "services/registry/formats/limits.h"
#include "services/registry/formats/table_clues.h"
#include "services/registry/formats/table_lines.h"

namespace dondoc::registry::tables {
namespace {

constexpr auto kMaxColumns = static_cast<size_t>(kMaxTableColumns);

// "│", "┃", "║".
constexpr absl::string_view kBoxBars[] = {"\xE2\x94\x82", "\xE2\x94\x83", "\xE2\x95\x91"};

// Bytes of the bar at `at`, 0 where there is none.
size_t BarAt(absl::string_view text, size_t at) {
  if (text[at] == '|') return 1;
  if (text[at] != '\xE2') return 0;
  for (const absl::string_view bar : kBoxBars) {
    if (absl::StartsWith(text.substr(at), bar)) return bar.size();
  }
  return 0;
}

// A ruled line: nothing but dashes, corners and bars, such as "+---+---+", "|:--|--:|" or
// "├──┼──┤".
bool IsRule(absl::string_view words) {
  size_t dashes = 0;
  for (size_t at = 0; at < words.size(); ++at) {
    const char c = words[at];
    if (c == '-' || c == '=') {
      ++dashes;
    } else if (c == '\xE2' && at + 2 < words.size() &&
               (words[at + 1] == '\x94' || words[at + 1] == '\x95')) {
      // Box drawing is U+2500 to U+257F, the horizontal strokes among it.
      dashes += BarAt(words, at) == 0;
      at += 2;
    } else if (absl::string_view("+|: \t").find(c) == absl::string_view::npos) {
      return false;
    }
  }
  return dashes >= 2;
}

// Begins with a corner, so that it can begin a table.
bool IsOuterRule(absl::string_view words) {
  return !words.empty() && (words[0] == '+' || words[0] == '|' || words[0] == '\xE2') &&
         IsRule(words);
}

// The cells of a line; empty where it is no row. `range` is trimmed.
Row SplitAtBars(absl::string_view text, const TextRange& range) {
  Row row;
  size_t bars = 0, begin = range.begin;
  const auto finish = [&](size_t end) {
    const TextRange cell = Trimmed(text, {begin, end});
    row.emplace_back();
    if (!cell.empty()) row.back().push_back(cell);
  };
  for (size_t at = range.begin; at < range.end;) {
    const size_t bar = BarAt(text, at);
    if (bar == 0) {
      ++at;
      continue;
    }
    // A bar at the edge of the line bounds the first cell or the last.
    if (at != range.begin) finish(at);
    at += bar;
    begin = at;
    ++bars;
    if (row.size() > kMaxColumns) return {};
  }
  if (bars < 2) return {};
  // Where no bar opens the line, one at its end leaves the last cell empty.
  if (begin < range.end) {
    finish(range.end);
  } else if (BarAt(text, range.begin) == 0) {
    row.emplace_back();
  }
  return row.size() > kMaxColumns ? Row() : row;
}

// Lines between two ruled lines.
using Group = std::vector<Row>;

size_t CountRowLabels(absl::string_view text, const Group& group) {
  return static_cast<size_t>(std::count_if(group.begin(), group.end(), [&](const Row& line) {
    return IsRowLabel(FirstWords(text, line, 0));
  }));
}

// Each line a row, but for those that only go on with the cells of the row before them: they have
// no label where the first column has labels, else few of the cells.
void AppendByLine(const Group& group, bool labelled, std::vector<Row>* rows) {
  bool first = true;
  for (const Row& line : group) {
    const bool goes_on = line[0].empty() && (labelled || CountFilled(line) * 2 <= line.size());
    if (first || !goes_on) {
      rows->push_back(line);
    } else {
      AppendToRow(line, &rows->back());
    }
    first = false;
  }
}

void AppendAsOne(const Group& group, std::vector<Row>* rows) {
  Row row;
  for (const Row& line : group) AppendToRow(line, &row);
  rows->push_back(std::move(row));
}

std::vector<Row> RowsOfGroups(absl::string_view text, const std::vector<Group>& groups) {
  size_t labels = 0;
  for (const Group& group : groups) labels += CountRowLabels(text, group);
  const bool labelled = labels >= 2;
  // Rules between all rows, or just under the header?
  const bool ruled = groups.size() >= 3;
  std::vector<Row> rows;
  for (size_t i = 0; i < groups.size(); ++i) {
    const bool header = i == 0 && groups.size() > 1;
    if (CountRowLabels(text, groups[i]) < 2 && (ruled || header)) {
      AppendAsOne(groups[i], &rows);
    } else {
      AppendByLine(groups[i], labelled, &rows);
    }
  }
  return rows;
}

}  // namespace

std::optional<Block> ReadBarBlock(absl::string_view text, size_t offset) {
  std::vector<Group> groups;
  bool open = false;  // The last group takes more lines.
  Block block;
  for (size_t lines = 0; offset < text.size() && lines < kMaxBlockLines; ++lines) {
    const TextRange line = LineAt(text, offset);
    const TextRange words = Trimmed(text, line);
    const bool rule = block.end == 0 ? IsOuterRule(Slice(text, words)) : IsRule(Slice(text, words));
    if (rule) {
      open = false;
    } else {
      Row row = SplitAtBars(text, words);
      if (row.empty()) break;
      if (!open) groups.emplace_back();
      open = true;
      groups.back().push_back(std::move(row));
    }
    offset = AfterLine(text, line);
    block.end = offset;
  }
  if (block.end == 0) return std::nullopt;
  block.candidate = true;
  block.table = ToTable(text, RowsOfGroups(text, groups), /*header_needed=*/false);
  return block;
}

}  // namespace dondoc::registry::tables
