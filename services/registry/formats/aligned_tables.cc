// Columns aligned by spaces. Between two columns no line has a letter: what is empty over all
// lines, two spaces wide or more, parts them. A cell goes on in the lines below it.
#include <algorithm>
#include <cstdint>

#include "services/registry/formats/code_points.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/table_clues.h"
#include "services/registry/formats/table_lines.h"

namespace dondoc::registry::tables {
namespace {

// Characters of a line; longer ones are paragraphs.
constexpr size_t kMaxWidth = 300;
// Spaces that part two cells, and that indent a line which goes on with cells above it.
constexpr size_t kGap = 2;
constexpr size_t kIndent = 3;
// Lines at the left edge with one piece of text, such as headings of parts, in a row.
constexpr int kMaxLoose = 2;
// One piece in so many may stand beside another in its cell.
constexpr size_t kMaxStretched = 8;
// Lines with several pieces; fewer are no table.
constexpr size_t kMinLines = 3;

// Words with single spaces between them.
struct Piece {
  TextRange range;
  size_t left = 0, right = 0;  // Half-open, in characters of the line.
};

struct AlignedLine {
  std::vector<Piece> pieces;
  bool rule = false;   // "-----  ------".
  bool after = false;  // An empty line or a rule stands before it.
};

// nullopt for a line that is too long or has tabs.
std::optional<std::vector<Piece>> PiecesOf(absl::string_view text, const TextRange& line) {
  std::vector<Piece> pieces;
  size_t column = 0, spaces = kGap;
  for (size_t at = line.begin; at < line.end;) {
    const size_t here = at;
    const char32_t c = NextCodePoint(text, &at);
    if (c == '\t' || column >= kMaxWidth) return std::nullopt;
    // A combining mark stands over the letter before it.
    if (c >= 0x0300 && c <= 0x036F) {
      if (!pieces.empty()) pieces.back().range.end = at;
      continue;
    }
    ++column;
    if (c == ' ' || c == 0xA0) {
      ++spaces;
      continue;
    }
    if (spaces >= kGap || pieces.empty()) pieces.push_back({{here, here}, column - 1, column - 1});
    spaces = 0;
    pieces.back().range.end = at;
    pieces.back().right = column;
  }
  return pieces;
}

bool IsRuleLine(absl::string_view words) {
  return words.find_first_not_of("-=_ ") == absl::string_view::npos;
}

// The lines of the block, and where it ends.
struct AlignedLines {
  std::vector<AlignedLine> lines;
  size_t several = 0;  // Lines with several pieces.
  size_t end = 0;
};

AlignedLines GatherAlignedLines(absl::string_view text, size_t offset) {
  AlignedLines gathered;
  size_t kept = 0;  // Lines up to the last that is surely of the block.
  int loose = 0;
  bool after = false;
  while (offset < text.size() && gathered.lines.size() < kMaxBlockLines) {
    const TextRange line = LineAt(text, offset);
    offset = AfterLine(text, line);
    std::optional<std::vector<Piece>> pieces = PiecesOf(text, line);
    if (!pieces.has_value()) break;
    if (pieces->empty()) {
      // One empty line may part rows.
      if (after) break;
      after = true;
      continue;
    }
    AlignedLine next;
    next.rule = IsRuleLine(Slice(text, line));
    next.after = after;
    const bool several = pieces->size() > 1;
    const bool indented = pieces->front().left >= kIndent;
    if (!several && !indented && !next.rule) {
      if (++loose > kMaxLoose) break;
      // A paragraph begins behind an empty line; headings of parts are known by their labels.
      if (after && !IsPartHeading(Slice(text, line))) break;
    }
    after = false;
    next.pieces = *std::move(pieces);
    gathered.lines.push_back(std::move(next));
    if (several || indented) {
      loose = 0;
      gathered.several += several;
      kept = gathered.lines.size();
      gathered.end = offset;
    }
  }
  gathered.lines.resize(kept);
  return gathered;
}

// A heading of a part, or anything else that does not keep to the columns.
bool CrossesColumns(absl::string_view text, const AlignedLine& line) {
  if (line.rule) return true;
  const size_t count = line.pieces.size();
  if (count == 1) return line.pieces[0].left < kIndent;
  return count == 2 && IsRowLabel(Slice(text, line.pieces[0].range));
}

// Where the columns begin, from left to right.
std::vector<size_t> ColumnsOf(absl::string_view text, const std::vector<AlignedLine>& lines) {
  bool filled[kMaxWidth + 1] = {};
  for (const AlignedLine& line : lines) {
    if (CrossesColumns(text, line)) continue;
    for (const Piece& piece : line.pieces)
      std::fill(filled + piece.left, filled + piece.right, true);
  }
  std::vector<size_t> columns;
  size_t empty = kGap;
  for (size_t at = 0; at <= kMaxWidth; ++at) {
    if (!filled[at]) {
      ++empty;
      continue;
    }
    if (empty >= kGap) columns.push_back(at);
    empty = 0;
  }
  return columns;
}

Row Assign(const AlignedLine& line, const std::vector<size_t>& columns) {
  Row row(columns.size());
  for (const Piece& piece : line.pieces) {
    const auto next = std::upper_bound(columns.begin(), columns.end(), piece.left);
    const auto column = static_cast<size_t>(next - columns.begin());
    row[column == 0 ? 0 : column - 1].push_back(piece.range);
  }
  return row;
}

// Words stretched over the line for even margins, not cells: in a column, lines have several
// pieces.
bool IsJustified(const std::vector<AlignedLine>& lines, const std::vector<size_t>& columns) {
  size_t pieces = 0, cells = 0;
  for (const AlignedLine& line : lines) {
    if (line.rule) continue;
    pieces += line.pieces.size();
    cells += CountFilled(Assign(line, columns));
  }
  return (pieces - cells) * kMaxStretched > pieces;
}

// The rows below the header begin with a label; where there are none, with a line that has
// something in the first column and in most of the others, or behind an empty line or a rule.
std::vector<Row> RowsOfLines(absl::string_view text, const std::vector<AlignedLine>& lines,
                             const std::vector<size_t>& columns) {
  std::vector<Row> rows_of_lines;
  size_t labels = 0;
  for (const AlignedLine& line : lines) {
    rows_of_lines.push_back(line.rule ? Row(columns.size()) : Assign(line, columns));
    labels += IsRowLabel(FirstWords(text, rows_of_lines.back(), 0));
  }
  size_t parted = 0;
  for (const AlignedLine& line : lines) parted += line.after;
  std::vector<Row> rows;
  bool after_rule = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Row& line = rows_of_lines[i];
    if (lines[i].rule) {
      after_rule = true;
      continue;
    }
    const absl::string_view first = FirstWords(text, line, 0);
    bool begins = after_rule || rows.empty();
    if (labels >= 2) {
      begins |= IsRowLabel(first) || (lines[i].pieces.size() == 1 && IsPartHeading(first));
    } else if (parted >= 2) {
      begins |= lines[i].after;
    } else {
      begins |= !first.empty() && CountFilled(line) * 2 > columns.size();
    }
    after_rule = false;
    if (begins) {
      rows.push_back(line);
    } else {
      AppendToRow(line, &rows.back());
    }
  }
  return rows;
}

}  // namespace

std::optional<Block> ReadAlignedBlock(absl::string_view text, size_t offset) {
  const TextRange line = LineAt(text, offset);
  if (line.end - line.begin > kMaxWidth * U8_MAX_LENGTH) return std::nullopt;
  if (Slice(text, Trimmed(text, line)).find("  ") == absl::string_view::npos) return std::nullopt;
  const std::optional<std::vector<Piece>> first = PiecesOf(text, line);
  if (!first.has_value() || first->size() < 2) return std::nullopt;
  const AlignedLines gathered = GatherAlignedLines(text, offset);
  Block block;
  block.end = std::max(gathered.end, AfterLine(text, line));
  if (gathered.several < kMinLines) return block;
  const std::vector<size_t> columns = ColumnsOf(text, gathered.lines);
  if (columns.size() < 2 || columns.size() > static_cast<size_t>(kMaxTableColumns)) return block;
  if (IsJustified(gathered.lines, columns)) return block;
  block.candidate = true;
  block.table = ToTable(text, RowsOfLines(text, gathered.lines, columns), /*header_needed=*/true);
  return block;
}

}  // namespace dondoc::registry::tables
