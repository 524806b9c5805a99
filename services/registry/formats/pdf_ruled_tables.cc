#include "services/registry/formats/pdf_ruled_tables.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_rows.h"

namespace dondoc::registry::pdf {
namespace {

// Lines nearer than this are one, and lines that miss each other by less meet, in points.
constexpr float kNear = 3;
// A side of a cell is ruled where lines cover this share of it.
constexpr float kRuled = 0.6F;
// Columns of a table; one of two columns has at least two rows.
constexpr size_t kLeastColumns = 3;
constexpr size_t kLeastColumnsOfMany = 2;
constexpr size_t kManyRows = 2;
// Rows of a table on one page: its lines are limited, too.
constexpr size_t kMostRows = 256;
// Of the cells in the first column, this share are numbers where it is a column of numbers.
constexpr double kNumberedShare = 0.6;

// Lines of a page that meet.
struct Lattice {
  std::vector<PdfRule> across;
  std::vector<PdfRule> down;
};

// The distinct places of `rules`, and where those that cross them begin and end: a table may be
// open to the left and right, and a row at a page break above or below.
std::vector<float> PlacesOf(const std::vector<PdfRule>& rules,
                            const std::vector<PdfRule>& crossing) {
  std::vector<float> places;
  for (const PdfRule& rule : rules) places.push_back(rule.at);
  const float least = *std::min_element(places.begin(), places.end());
  const float most = *std::max_element(places.begin(), places.end());
  float begin = least;
  float end = most;
  for (const PdfRule& rule : crossing) {
    begin = std::min(begin, rule.begin);
    end = std::max(end, rule.end);
  }
  if (end - most > kNear) places.push_back(end);
  if (least - begin > kNear) places.push_back(begin);
  std::sort(places.begin(), places.end());
  std::vector<float> distinct;
  for (const float place : places) {
    if (distinct.empty() || place - distinct.back() > kNear) distinct.push_back(place);
  }
  return distinct;
}

bool Meet(const PdfRule& across, const PdfRule& down) {
  return down.at > across.begin - kNear && down.at < across.end + kNear &&
         across.at > down.begin - kNear && across.at < down.end + kNear;
}

// The lines of `page` by what meets what.
std::vector<Lattice> LatticesOf(const PdfPage& page) {
  const size_t across = page.across.size();
  std::vector<size_t> parent(across + page.down.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (size_t a = 0; a < across; ++a) {
    for (size_t d = 0; d < page.down.size(); ++d) {
      if (Meet(page.across[a], page.down[d])) parent[root(a)] = root(across + d);
    }
  }
  std::vector<Lattice> by_root(parent.size());
  for (size_t a = 0; a < across; ++a) by_root[root(a)].across.push_back(page.across[a]);
  for (size_t d = 0; d < page.down.size(); ++d)
    by_root[root(across + d)].down.push_back(page.down[d]);
  std::vector<Lattice> lattices;
  for (Lattice& lattice : by_root) {
    if (!lattice.across.empty() && !lattice.down.empty()) lattices.push_back(std::move(lattice));
  }
  return lattices;
}

// One past the last of `places` that is not behind `x`, less one: the slot that `x` is in.
std::optional<size_t> SlotAt(const std::vector<float>& places, float x) {
  const auto after = std::upper_bound(places.begin(), places.end(), x);
  if (after == places.begin() || after == places.end()) return std::nullopt;
  return static_cast<size_t>(after - places.begin()) - 1;
}

// Which sides of the slots between `lanes` and `crossings` are ruled by `rules`, which run along
// the lanes: [lane][slot].
std::vector<std::vector<bool>> SidesOf(const std::vector<PdfRule>& rules,
                                       const std::vector<float>& lanes,
                                       const std::vector<float>& crossings) {
  std::vector<std::vector<float>> covered(lanes.size(),
                                          std::vector<float>(crossings.size() - 1, 0));
  for (const PdfRule& rule : rules) {
    const auto lane = static_cast<size_t>(
        std::lower_bound(lanes.begin(), lanes.end(), rule.at - kNear) - lanes.begin());
    if (lane >= lanes.size()) continue;
    for (size_t slot = 0; slot + 1 < crossings.size(); ++slot) {
      const float begin = std::max(rule.begin, crossings[slot]);
      const float end = std::min(rule.end, crossings[slot + 1]);
      if (end > begin) covered[lane][slot] += end - begin;
    }
  }
  std::vector<std::vector<bool>> sides(lanes.size(), std::vector<bool>(crossings.size() - 1));
  for (size_t lane = 0; lane < lanes.size(); ++lane) {
    for (size_t slot = 0; slot + 1 < crossings.size(); ++slot) {
      sides[lane][slot] = covered[lane][slot] >= kRuled * (crossings[slot + 1] - crossings[slot]);
    }
  }
  return sides;
}

class Grid {
 public:
  explicit Grid(const Lattice& lattice)
      : xs_(PlacesOf(lattice.down, lattice.across)), ys_(PlacesOf(lattice.across, lattice.down)) {
    if (!IsTable()) return;
    down_ = SidesOf(lattice.down, xs_, ys_);
    across_ = SidesOf(lattice.across, ys_, xs_);
  }

  size_t columns() const { return xs_.empty() ? 0 : xs_.size() - 1; }
  size_t rows() const { return ys_.empty() ? 0 : ys_.size() - 1; }
  float top() const { return ys_.front(); }
  float bottom() const { return ys_.back(); }

  bool IsTable() const {
    if (columns() > static_cast<size_t>(kMaxTableColumns) || rows() > kMostRows || rows() == 0)
      return false;
    return columns() >= kLeastColumns || (columns() >= kLeastColumnsOfMany && rows() >= kManyRows);
  }

  // The cells of `words`; nothing where one stands outside.
  std::optional<Table> Fill(const std::vector<const PdfWord*>& words) const {
    Table table;
    // The cell that owns each slot, by row and column.
    std::vector<std::vector<size_t>> owner(rows(), std::vector<size_t>(columns(), kNone));
    std::vector<Place> places;
    for (size_t row = 0; row < rows(); ++row) {
      for (size_t column = 0; column < columns(); ++column) {
        if (owner[row][column] != kNone) continue;
        const Place place = PlaceAt(row, column, owner);
        for (size_t r = row; r < row + place.row_span; ++r) {
          std::fill_n(owner[r].begin() + static_cast<std::ptrdiff_t>(column), place.span,
                      places.size());
        }
        places.push_back(place);
      }
    }
    std::vector<std::vector<const PdfWord*>> content(places.size());
    for (const PdfWord* word : words) {
      const auto column = SlotAt(xs_, (word->left + word->right) / 2);
      const auto row = SlotAt(ys_, (word->top + word->bottom) / 2);
      if (!column || !row) return std::nullopt;
      content[owner[*row][*column]].push_back(word);
    }
    table.rows.resize(rows());
    table.columns.resize(columns());
    for (size_t i = 0; i < places.size(); ++i) {
      if (content[i].empty()) continue;
      const Place& place = places[i];
      std::vector<Line> lines = GatherLines(std::move(content[i]));
      if (place.span == 1) Widen(table.columns[place.column], lines);
      table.rows[place.row].cells.push_back(
          {place.column, place.span, place.row_span, std::move(lines)});
    }
    for (size_t column = 0; column < columns(); ++column) {
      if (table.columns[column].width() <= 0)
        table.columns[column] = {xs_[column], xs_[column + 1]};
    }
    return table;
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  struct Place {
    size_t row = 0;
    size_t column = 0;
    size_t span = 1;
    size_t row_span = 1;
  };

  // The cell whose top left corner is here: as far as no line ends it and no other cell stands.
  Place PlaceAt(size_t row, size_t column, const std::vector<std::vector<size_t>>& owner) const {
    Place place{row, column};
    while (column + place.span < columns() && !down_[column + place.span][row] &&
           owner[row][column + place.span] == kNone) {
      ++place.span;
    }
    while (row + place.row_span < rows()) {
      const size_t next = row + place.row_span;
      bool open = true;
      for (size_t c = column; c < column + place.span && open; ++c) {
        open = !across_[next][c] && owner[next][c] == kNone;
      }
      for (size_t c = column + 1; c < column + place.span && open; ++c) open = !down_[c][next];
      if (!open) break;
      ++place.row_span;
    }
    return place;
  }

  // Columns reach as far as their words: how lines wrap tells paragraphs apart.
  static void Widen(Column& column, const std::vector<Line>& lines) {
    for (const Line& line : lines) {
      const bool first = column.width() <= 0;
      column.left = first ? line.left : std::min(column.left, line.left);
      column.right = first ? line.right : std::max(column.right, line.right);
    }
  }

  std::vector<float> xs_;
  std::vector<float> ys_;
  // [x or y][row or column]
  std::vector<std::vector<bool>> down_;
  std::vector<std::vector<bool>> across_;
};

const Cell* FirstCell(const Row& row) {
  return row.cells.empty() || row.cells.front().column != 0 ? nullptr : &row.cells.front();
}

// "STT", over two lines where the column is narrow.
bool IsNumberHeadOf(const Cell& cell) {
  std::vector<const PdfWord*> words;
  for (const Line& line : cell.lines)
    words.insert(words.end(), line.words.begin(), line.words.end());
  return IsNumberHead(MakeLine(std::move(words)));
}

// What the first column says of the rows.
void ReadNumbers(const Table* before, Table& table) {
  if (const Cell* head = FirstCell(table.rows[0]); head != nullptr && IsNumberHeadOf(*head)) {
    table.head_rows = std::min(head->row_span, table.rows.size());
  }
  size_t cells = 0;
  size_t numbers = 0;
  for (size_t i = table.head_rows; i < table.rows.size(); ++i) {
    const Cell* first = FirstCell(table.rows[i]);
    if (first == nullptr || first->span > 1) continue;
    ++cells;
    if (IsNumberLabel(TextOf(first->lines.front()))) ++numbers;
  }
  const bool goes_on = before != nullptr && before->numbered && cells == 0;
  table.numbered = goes_on || (numbers > 0 && static_cast<double>(numbers) >=
                                                  kNumberedShare * static_cast<double>(cells));
  table.begins_within_row = table.numbered && table.head_rows < table.rows.size() &&
                            !table.rows[table.head_rows].cells.empty() &&
                            FirstCell(table.rows[table.head_rows]) == nullptr;
}

// From top to bottom.
std::vector<Grid> GridsOf(const PdfPage& page) {
  std::vector<Grid> grids;
  for (const Lattice& lattice : LatticesOf(page)) {
    Grid grid(lattice);
    if (grid.IsTable()) grids.push_back(std::move(grid));
  }
  std::stable_sort(grids.begin(), grids.end(),
                   [](const Grid& a, const Grid& b) { return a.top() < b.top(); });
  return grids;
}

}  // namespace

std::vector<Extent> RuledExtents(const PdfPage& page) {
  std::vector<Extent> extents;
  for (const Grid& grid : GridsOf(page)) extents.push_back({grid.top(), grid.bottom()});
  return extents;
}

std::vector<Table> FindRuledTables(const PdfPage& page, const std::vector<Line>& lines,
                                   const Table* before) {
  std::vector<Table> tables;
  const std::vector<Grid> grids = GridsOf(page);
  size_t at = 0;
  for (const Grid& grid : grids) {
    size_t begin = at;
    while (begin < lines.size() && lines[begin].middle() < grid.top()) ++begin;
    size_t end = begin;
    std::vector<const PdfWord*> words;
    for (; end < lines.size() && lines[end].middle() < grid.bottom(); ++end) {
      words.insert(words.end(), lines[end].words.begin(), lines[end].words.end());
    }
    if (words.empty()) continue;
    // Words beside it: no table of the text, or one that is not ruled all round.
    std::optional<Table> table = grid.Fill(words);
    if (!table) continue;
    table->begin = begin;
    table->end = end;
    ReadNumbers(begin == 0 ? before : nullptr, *table);
    tables.push_back(*std::move(table));
    at = end;
  }
  return tables;
}

}  // namespace dondoc::registry::pdf
