#include "services/cli/render/table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/text/width.h"

namespace dondoc::cli {
namespace {

// Between columns.
constexpr size_t kGap = 2;
// A wrapping column is never squeezed below this: three or four Vietnamese words.
constexpr size_t kMinWrapColumns = 24;

using Lines = std::vector<std::string>;

// Width of a head: its widest word where it may be broken, but not less than a short number.
size_t HeadWidth(const Column& column) {
  constexpr size_t kLeastHead = 5;
  if (!column.narrow_head) return text::DisplayWidth(column.header);
  size_t widest = std::min(kLeastHead, text::DisplayWidth(column.header));
  for (const absl::string_view word : absl::StrSplit(column.header, ' ')) {
    widest = std::max(widest, text::DisplayWidth(word));
  }
  return widest;
}

size_t WidestIn(const Table& table, size_t column) {
  size_t widest = HeadWidth(table.columns[column]);
  const auto measure = [&](const std::vector<Cell>& row) {
    if (column < row.size())
      widest = std::max(widest, text::DisplayWidth(OneLine(row[column].text)));
  };
  for (const auto& row : table.rows) measure(row);
  measure(table.footer);
  return widest;
}

// Natural widths, then the widest wrapping column gives way until the table fits or none can.
std::vector<size_t> Widths(const Table& table, size_t limit) {
  std::vector<size_t> widths;
  size_t total = 0;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(WidestIn(table, i));
    total += widths.back() + (i > 0 ? kGap : 0);
  }
  while (limit > 0 && total > limit) {
    size_t* widest = nullptr;
    for (size_t i = 0; i < widths.size(); ++i) {
      if (!table.columns[i].wraps || widths[i] <= kMinWrapColumns) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) break;
    const size_t cut = std::min(total - limit, *widest - kMinWrapColumns);
    // Takes at most down to the next widest in one go would be fairer; halving is close enough and
    // keeps the loop short.
    const size_t step = std::max<size_t>(1, std::min(cut, (*widest - kMinWrapColumns + 1) / 2));
    *widest -= step;
    total -= step;
  }
  return widths;
}

void AppendRow(const Table& table, const std::vector<Cell>& row, const std::vector<size_t>& widths,
               bool color, bool is_head, std::string* out) {
  std::vector<Lines> cells;
  size_t height = 1;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string line = i < row.size() ? OneLine(row[i].text) : "";
    const bool wraps = is_head ? table.columns[i].narrow_head : table.columns[i].wraps;
    cells.push_back(wraps ? text::Wrap(line, widths[i]) : Lines{line});
    height = std::max(height, cells.back().size());
  }
  for (size_t y = 0; y < height; ++y) {
    // Spaces are owed until something follows them, so that no line ends in spaces.
    size_t owed = 0;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) owed += kGap;
      const std::string piece = y < cells[i].size() ? cells[i][y] : "";
      const size_t used = text::DisplayWidth(piece);
      const size_t spare = widths[i] > used ? widths[i] - used : 0;
      if (piece.empty()) {
        owed += widths[i];
        continue;
      }
      const bool right = table.columns[i].align == Align::kRight;
      out->append(owed + (right ? spare : 0), ' ');
      absl::StrAppend(out, Paint(piece, i < row.size() ? row[i].style : Style::kPlain, color));
      owed = right ? 0 : spare;
    }
    out->push_back('\n');
  }
}

void AppendRule(const std::vector<size_t>& widths, std::string* out) {
  for (size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) out->append(kGap, ' ');
    for (size_t column = 0; column < widths[i]; ++column) out->append("─");
  }
  out->push_back('\n');
}

}  // namespace

size_t LeastWidth(const Table& table) {
  size_t total = 0;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    size_t width = WidestIn(table, i);
    if (table.columns[i].wraps) width = std::min(width, kMinWrapColumns);
    total += width + (i > 0 ? kGap : 0);
  }
  return total;
}

std::string Paint(absl::string_view text, Style style, bool color) {
  if (!color || text.empty()) return std::string(text);
  const char* code = nullptr;
  switch (style) {
    case Style::kPlain:
      return std::string(text);
    case Style::kGood:
      code = "\x1b[32m";
      break;
    case Style::kWarn:
      code = "\x1b[33m";
      break;
    case Style::kBad:
      code = "\x1b[31m";
      break;
    case Style::kDim:
      code = "\x1b[2m";
      break;
    case Style::kStrong:
      code = "\x1b[1m";
      break;
  }
  return absl::StrCat(code, text, "\x1b[0m");
}

std::string OneLine(absl::string_view text) {
  std::string line;
  bool space = false;
  for (const char c : text::SafeForTerminal(text)) {
    if (c == ' ' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !line.empty()) line += ' ';
    space = false;
    line += c;
  }
  return line;
}

std::string RenderTable(const Table& table, const TableStyle& style) {
  std::string out;
  if (!table.title.empty()) {
    absl::StrAppend(&out, Paint(OneLine(table.title), Style::kStrong, style.color), "\n");
  }
  const std::vector<size_t> widths = Widths(table, style.columns > 0 ? style.columns : 0);
  std::vector<Cell> heads;
  for (const Column& column : table.columns) heads.emplace_back(column.header, Style::kStrong);
  // A list of facts has columns without heads.
  const bool headed =
      std::any_of(heads.begin(), heads.end(), [](const Cell& head) { return !head.text.empty(); });
  if (headed) {
    AppendRow(table, heads, widths, style.color, true, &out);
    AppendRule(widths, &out);
  }
  for (const auto& row : table.rows) AppendRow(table, row, widths, style.color, false, &out);
  if (!table.footer.empty()) {
    AppendRule(widths, &out);
    AppendRow(table, table.footer, widths, style.color, false, &out);
  }
  for (const std::string& note : table.notes) {
    const std::string safe = text::SafeForTerminal(note);
    const Lines lines = style.columns > 0 ? text::Wrap(safe, style.columns) : Lines{safe};
    for (const std::string& line : lines)
      absl::StrAppend(&out, Paint(line, Style::kDim, style.color), "\n");
  }
  return out;
}

}  // namespace dondoc::cli
