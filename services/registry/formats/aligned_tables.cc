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

// How the rows of a block tell where they begin.
enum class RowSign {
  kParting,  // Behind an empty line or a rule.
  kLabel,    // With a label in the first column.
  kFullness  // With something in the first column and in most of the others.
};

RowSign RowSignOf(absl::string_view text, const std::vector<AlignedLine>& lines,
                  const std::vector<Row>& rows) {
  size_t labels = 0, labels_here = 0, parts = 1, parts_without = 0;
  bool parted = true;  // No part has two labels.
  const auto finish = [&] {
    parted &= labels_here <= 1;
    parts_without += labels_here == 0;
    labels_here = 0;
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].after || lines[i].rule) {
      finish();
      ++parts;
    }
    const bool label = IsRowLabel(FirstWords(text, rows[i], 0));
    labels += label;
    labels_here += label;
  }
  finish();
  // A label may stand in the middle of its row's height, so partings say more than labels, where
  // they agree but for the header, headings and an end.
  if (parted && parts >= kMinLines && (labels < 2 || parts_without * 2 <= parts))
    return RowSign::kParting;
  return labels >= 2 ? RowSign::kLabel : RowSign::kFullness;
}

std::vector<Row> RowsOfLines(absl::string_view text, const std::vector<AlignedLine>& lines,
                             const std::vector<size_t>& columns) {
  std::vector<Row> cells;
  for (const AlignedLine& line : lines)
    cells.push_back(line.rule ? Row(columns.size()) : Assign(line, columns));
  const RowSign sign = RowSignOf(text, lines, cells);
  std::vector<Row> rows;
  bool after_rule = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].rule) {
      after_rule = true;
      continue;
    }
    const absl::string_view first = FirstWords(text, cells[i], 0);
    bool begins =
        after_rule || rows.empty() || (lines[i].pieces.size() == 1 && IsPartHeading(first));
    after_rule = false;
    switch (sign) {
      case RowSign::kParting:
        begins |= lines[i].after;
        break;
      case RowSign::kLabel:
        begins |= IsRowLabel(first);
        break;
      case RowSign::kFullness:
        begins |= !first.empty() && CountFilled(cells[i]) * 2 > columns.size();
        break;
    }
    if (begins) {
      rows.push_back(cells[i]);
    } else {
      AppendToRow(cells[i], &rows.back());
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
