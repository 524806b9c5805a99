// Rows whose cells are separated by tabs. A cell may hold line ends of its own, so that a row goes
// on until it has all its tabs, or until the next row's label.
#include <algorithm>
#include <map>

#include "services/registry/formats/code_points.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/table_clues.h"
#include "services/registry/formats/table_lines.h"
#include "services/registry/formats/vietnamese_letters.h"

namespace dondoc::registry::tables {
namespace {

// Lines without a tab inside a row; a longer cell ends the table.
constexpr size_t kMaxLinesInCell = 12;
// Lines behind the last tab that may still belong to the last cell.
constexpr size_t kMaxTailLines = 3;
// Fewer lines with tabs are no table.
constexpr size_t kMinTabLines = 3;

size_t CountTabs(absl::string_view line) {
  return static_cast<size_t>(std::count(line.begin(), line.end(), '\t'));
}

bool IsBlankLine(absl::string_view text, const TextRange& line) {
  return Trimmed(text, line).empty();
}

bool BeginsSmall(absl::string_view words) {
  if (words.empty()) return false;
  size_t at = 0;
  const char32_t first = NextCodePoint(words, &at);
  return CapitalLetter(first) != first;
}

// A line of the block.
struct TabLine {
  TextRange range;
  size_t tabs = 0;
  absl::string_view first;  // What stands before its first tab, trimmed.
  // The next line with tabs begins with a small letter, so that its first cell began before it.
  bool next_goes_on = false;
};

// The lines from the first to the last with tabs, and where the block ends.
struct TabLines {
  std::vector<TabLine> lines;
  size_t with_tabs = 0;
  size_t end = 0;
  // A few lines that stand between the last tab and an empty line.
  TextRange tail;
  size_t after_tail = 0;
};

TabLines GatherTabLines(absl::string_view text, size_t offset) {
  TabLines gathered;
  size_t kept = 0;       // Lines up to the last one with tabs.
  bool bounded = false;  // By an empty line or the end of the text.
  while (offset < text.size() && gathered.lines.size() < kMaxBlockLines) {
    const TextRange line = LineAt(text, offset);
    const absl::string_view words = Slice(text, line);
    const size_t tabs = CountTabs(words);
    offset = AfterLine(text, line);
    if (tabs >= static_cast<size_t>(kMaxTableColumns)) break;
    if (IsBlankLine(text, line)) {
      bounded = true;
      // Rows one empty line apart have as many tabs each.
      if (kept == 0 || kept != gathered.lines.size()) break;
      const size_t next = CountTabs(Slice(text, LineAt(text, offset)));
      if (next < 2 || next != gathered.lines.back().tabs) break;
      bounded = false;
      continue;
    }
    const TextRange first = {line.begin, line.begin + std::min(words.find('\t'), words.size())};
    gathered.lines.push_back({line, tabs, Slice(text, Trimmed(text, first))});
    if (tabs > 0) {
      ++gathered.with_tabs;
      kept = gathered.lines.size();
      gathered.end = offset;
    } else if (gathered.lines.size() - kept > kMaxLinesInCell) {
      break;
    }
  }
  const size_t tail = gathered.lines.size() - kept;
  if (tail > 0 && tail <= kMaxTailLines && (bounded || offset >= text.size())) {
    gathered.tail = {gathered.lines[kept].range.begin, gathered.lines.back().range.end};
    gathered.after_tail = AfterLine(text, gathered.lines.back().range);
  }
  gathered.lines.resize(kept);
  bool goes_on = false;
  for (auto line = gathered.lines.rbegin(); line != gathered.lines.rend(); ++line) {
    line->next_goes_on = goes_on;
    if (line->tabs > 0) goes_on = BeginsSmall(line->first);
  }
  return gathered;
}

// How the lines of a block make rows.
struct RowShape {
  bool labelled = false;  // The first column holds labels.
  size_t tabs = 0;        // Of a whole row.
};

bool BeginsRow(const TabLine& line, const RowShape& shape) {
  if (!shape.labelled || line.tabs == 0) return false;
  return IsRowLabel(line.first) || (line.first.empty() && line.tabs == shape.tabs);
}

RowShape RowShapeOf(const std::vector<TabLine>& lines) {
  RowShape shape;
  size_t labels = 0, with_tabs = 0;
  for (const TabLine& line : lines) {
    shape.tabs = std::max(shape.tabs, line.tabs);
    with_tabs += line.tabs > 0;
    labels += line.tabs > 0 && IsRowLabel(line.first);
  }
  shape.labelled = labels * 2 >= with_tabs || (HeadsLabels(lines[0].first) && labels >= 2);
  if (!shape.labelled) return shape;
  // Where cells hold line ends, no line need have all tabs of its row: most rows have.
  std::map<size_t, size_t> rows_by_tabs;
  size_t tabs = 0;
  bool in_row = false;
  const auto finish = [&] {
    if (in_row && tabs >= shape.tabs) ++rows_by_tabs[tabs];
    tabs = 0;
  };
  for (const TabLine& line : lines) {
    if (BeginsRow(line, shape)) {
      finish();
      in_row = true;
    }
    tabs += line.tabs;
  }
  finish();
  size_t most = 0;
  for (const auto& [count, rows] : rows_by_tabs) {
    if (rows > most) shape.tabs = count;
    most = std::max(most, rows);
  }
  return shape;
}

Row SplitAtTabs(absl::string_view text, const TextRange& range) {
  const absl::string_view within = text.substr(0, range.end);
  Row row;
  for (size_t begin = range.begin;;) {
    const size_t end = std::min(within.find('\t', begin), range.end);
    const TextRange cell = Trimmed(text, {begin, end});
    row.emplace_back();
    if (!cell.empty()) row.back().push_back(cell);
    if (end >= range.end) return row;
    begin = end + 1;
  }
}

}  // namespace

std::optional<Block> ReadTabBlock(absl::string_view text, size_t offset) {
  if (CountTabs(Slice(text, LineAt(text, offset))) == 0) return std::nullopt;
  const TabLines gathered = GatherTabLines(text, offset);
  Block block;
  block.end = std::max(gathered.end, AfterLine(text, LineAt(text, offset)));
  if (gathered.with_tabs < kMinTabLines) return block;
  const RowShape shape = RowShapeOf(gathered.lines);
  if (shape.tabs >= static_cast<size_t>(kMaxTableColumns)) return block;
  std::vector<Row> rows;
  TextRange row = gathered.lines[0].range;
  size_t tabs = 0;
  bool last_cells_go_on = false;
  for (const TabLine& line : gathered.lines) {
    const bool part = line.tabs == 0 && tabs >= shape.tabs && IsPartHeading(line.first);
    const bool begins =
        part || (!shape.labelled && line.tabs == 0 && tabs >= shape.tabs && line.next_goes_on) ||
        BeginsRow(line, shape) || (line.tabs > 0 && tabs + line.tabs > shape.tabs);
    if (begins && line.range.begin != row.begin) {
      rows.push_back(SplitAtTabs(text, row));
      row = line.range;
      tabs = 0;
    } else {
      last_cells_go_on |= line.tabs == 0 && tabs >= shape.tabs;
    }
    row.end = line.range.end;
    // The heading of a part is a row of its own.
    tabs = part ? shape.tabs : tabs + line.tabs;
  }
  if (last_cells_go_on && tabs >= shape.tabs && !gathered.tail.empty()) {
    row.end = gathered.tail.end;
    block.end = gathered.after_tail;
  }
  rows.push_back(SplitAtTabs(text, row));
  block.candidate = true;
  block.table = ToTable(text, rows, /*header_needed=*/false);
  return block;
}

}  // namespace dondoc::registry::tables
