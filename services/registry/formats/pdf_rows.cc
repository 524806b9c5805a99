#include "services/registry/formats/pdf_rows.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace dondoc::registry::pdf {
namespace {

// Of the lines in the first column, this share are numbers where it is a column of numbers.
constexpr double kNumberShare = 0.6;
// Boxes of neighbouring lines overlap a little; what is left of them does not.
constexpr float kShrink = 0.25F;
// White space between rows is larger than within them by more than this, in heights, or tells
// nothing.
constexpr float kRowGap = 0.25F;

// Where rows begin, and the height at which the head ends; pieces above the first start are the
// head or the rest of a row.
struct RowPlan {
  std::vector<float> starts;
  bool numbered = false;
  std::optional<float> head_end;
};

float TopOf(const std::vector<Piece>& pieces) {
  float top = pieces.front().line.top;
  for (const Piece& piece : pieces) top = std::min(top, piece.line.top);
  return top;
}

// Pieces that begin a row by being a number in the first column, or by reaching over it.
std::vector<const Piece*> AnchorsOf(const std::vector<Piece>& pieces, const Piece* head) {
  std::vector<const Piece*> anchors;
  size_t in_first = 0;
  size_t numbers = 0;
  for (const Piece& piece : pieces) {
    if (piece.column != 0 || &piece == head) continue;
    if (head != nullptr && piece.line.middle() < head->line.middle()) continue;
    const bool over = piece.span > 1;
    const bool number = !over && IsNumberLabel(TextOf(piece.line));
    if (!over) ++in_first;
    if (number) ++numbers;
    if (number || over) anchors.push_back(&piece);
  }
  const bool numbered =
      numbers > 0 && static_cast<double>(numbers) >= kNumberShare * static_cast<double>(in_first);
  if (!numbered) anchors.clear();
  return anchors;
}

float TopLine(const Piece& anchor) { return anchor.line.middle() - anchor.line.height / 2; }

bool Straddles(const Line& line, float y) {
  return line.top + kShrink * line.height < y && line.bottom - kShrink * line.height > y;
}

// Numbers stand in the middle of their rows where some do not begin on a line of the other columns.
bool IsCenteredInRows(const std::vector<Piece>& pieces, const std::vector<const Piece*>& anchors) {
  // Both are in order of height: one walk.
  size_t first = 0;
  for (const Piece* anchor : anchors) {
    const float y = TopLine(*anchor);
    while (first < pieces.size() && pieces[first].line.middle() < y - anchor->line.height) ++first;
    for (size_t i = first; i < pieces.size() && pieces[i].line.middle() < y + anchor->line.height;
         ++i) {
      if (&pieces[i] != anchor && pieces[i].column > 0 && Straddles(pieces[i].line, y)) return true;
    }
  }
  return false;
}

// Heights at which no piece stands, from top to bottom.
std::vector<float> CutsOf(const std::vector<Piece>& pieces) {
  std::vector<std::pair<float, float>> boxes;
  for (const Piece& piece : pieces) {
    const float by = kShrink * piece.line.height;
    boxes.emplace_back(piece.line.top + by, piece.line.bottom - by);
  }
  std::sort(boxes.begin(), boxes.end());
  std::vector<float> cuts;
  float bottom = boxes.front().second;
  for (const auto& [top, end] : boxes) {
    if (top > bottom) cuts.push_back((top + bottom) / 2);
    bottom = std::max(bottom, end);
  }
  return cuts;
}

// Starts of rows with their numbers in the middle: a row reaches as far below its number as above.
std::vector<float> CenteredStarts(const std::vector<Piece>& pieces,
                                  const std::vector<const Piece*>& anchors, float top) {
  const std::vector<float> cuts = CutsOf(pieces);
  std::vector<float> starts{top};
  for (size_t i = 0; i + 1 < anchors.size(); ++i) {
    const float middle = anchors[i]->line.middle();
    const float next = anchors[i + 1]->line.middle();
    float start = std::clamp(2 * middle - starts.back(), middle, next);
    auto best = std::lower_bound(cuts.begin(), cuts.end(), start);
    if (best == cuts.end() || (best != cuts.begin() && start - *std::prev(best) < *best - start)) {
      if (best != cuts.begin()) --best;
    }
    if (best != cuts.end() && *best > middle && *best < next) start = *best;
    starts.push_back(start);
  }
  return starts;
}

// Lines that stand beside each other, with no cut between them.
struct Band {
  float top = 0;
  float bottom = 0;
  bool in_first_column = false;
};

std::vector<Band> BandsOf(const std::vector<Piece>& pieces) {
  const std::vector<float> cuts = CutsOf(pieces);
  std::vector<Band> bands;
  size_t cut = 0;
  for (const Piece& piece : pieces) {
    bool next = bands.empty();
    for (; cut < cuts.size() && piece.line.middle() > cuts[cut]; ++cut) next = true;
    if (next) bands.push_back({piece.line.top, piece.line.bottom});
    bands.back().top = std::min(bands.back().top, piece.line.top);
    bands.back().bottom = std::max(bands.back().bottom, piece.line.bottom);
    if (piece.column == 0) bands.back().in_first_column = true;
  }
  return bands;
}

// Starts of rows without numbers: where the white space between lines is larger than within rows,
// or else wherever the first column has something.
std::vector<float> UnnumberedStarts(const std::vector<Piece>& pieces) {
  const std::vector<Band> bands = BandsOf(pieces);
  float least = 0;
  float most = 0;
  for (size_t i = 1; i < bands.size(); ++i) {
    const float gap = bands[i].top - bands[i - 1].bottom;
    least = i == 1 ? gap : std::min(least, gap);
    most = i == 1 ? gap : std::max(most, gap);
  }
  const bool told_by_gaps = most - least > kRowGap * pieces.front().line.height;
  std::vector<float> starts;
  for (size_t i = 1; i < bands.size(); ++i) {
    const float gap = bands[i].top - bands[i - 1].bottom;
    if (told_by_gaps ? gap > (least + most) / 2 : bands[i].in_first_column) {
      starts.push_back((bands[i].top + bands[i - 1].bottom) / 2);
    }
  }
  return starts;
}

RowPlan PlanRows(const std::vector<Piece>& pieces, const Table* before) {
  const Piece* head = nullptr;
  for (const Piece& piece : pieces) {
    if (piece.column == 0 && IsNumberHead(piece.line)) {
      head = &piece;
      break;
    }
  }
  RowPlan plan;
  const std::vector<const Piece*> anchors = AnchorsOf(pieces, head);
  plan.numbered = !anchors.empty();
  if (!plan.numbered) {
    // All of it may be the rest of a row with a number.
    plan.numbered = before != nullptr && before->numbered &&
                    std::none_of(pieces.begin(), pieces.end(),
                                 [](const Piece& piece) { return piece.column == 0; });
    if (!plan.numbered) plan.starts = UnnumberedStarts(pieces);
    return plan;
  }
  const float top = TopOf(pieces);
  const bool centered = IsCenteredInRows(pieces, anchors);
  if (head != nullptr) {
    if (before != nullptr && before->head_rows > 0) {
      plan.head_end = top + before->head_height;
    } else if (centered) {
      plan.head_end = 2 * head->line.middle() - top;
    }
  }
  if (centered) {
    plan.starts = CenteredStarts(pieces, anchors, plan.head_end.value_or(top));
  } else {
    for (const Piece* anchor : anchors) plan.starts.push_back(TopLine(*anchor));
  }
  if (head != nullptr && !plan.head_end) plan.head_end = plan.starts.front();
  return plan;
}

}  // namespace

bool IsNumberHead(const Line& line) {
  std::string text = PlainTextOf(line);
  // In a narrow column the word itself may be broken.
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text == "tt" || text == "stt" || text == "sott" || text == "sothutu";
}

void AddToRow(Cell cell, Row& row) {
  const auto at = std::find_if(row.cells.begin(), row.cells.end(), [&](const Cell& other) {
    return other.column < cell.column + cell.span && cell.column < other.column + other.span;
  });
  if (at == row.cells.end()) {
    row.cells.push_back(std::move(cell));
    return;
  }
  const size_t end = std::max(at->column + at->span, cell.column + cell.span);
  at->column = std::min(at->column, cell.column);
  at->span = end - at->column;
  std::move(cell.lines.begin(), cell.lines.end(), std::back_inserter(at->lines));
}

void SortRow(Row& row) {
  std::stable_sort(row.cells.begin(), row.cells.end(),
                   [](const Cell& a, const Cell& b) { return a.column < b.column; });
  std::vector<Cell> cells;
  for (Cell& cell : row.cells) {
    if (cells.empty() || cells.back().column + cells.back().span <= cell.column) {
      cells.push_back(std::move(cell));
      continue;
    }
    Cell& last = cells.back();
    last.span = std::max(last.column + last.span, cell.column + cell.span) - last.column;
    std::move(cell.lines.begin(), cell.lines.end(), std::back_inserter(last.lines));
  }
  row.cells = std::move(cells);
}

void MakeRows(std::vector<Piece> pieces, const Table* before, Table& table) {
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.line.middle() < b.line.middle();
  });
  const RowPlan plan = PlanRows(pieces, before);
  const float top = TopOf(pieces);
  // 0 is the head, 1 the rest of a row, the others begin at the plan's starts.
  std::vector<Row> rows(plan.starts.size() + 2);
  for (Piece& piece : pieces) {
    const float middle = piece.line.middle();
    size_t row = static_cast<size_t>(
        std::upper_bound(plan.starts.begin(), plan.starts.end(), middle) - plan.starts.begin());
    row = row > 0 ? row + 1 : plan.head_end && middle < *plan.head_end ? 0 : 1;
    if (row == 0) table.head_height = std::max(table.head_height, piece.line.bottom - top);
    AddToRow({piece.column, piece.span, 1, {std::move(piece.line)}}, rows[row]);
  }
  table.head_rows = rows[0].cells.empty() ? 0 : 1;
  table.numbered = plan.numbered;
  table.begins_within_row = plan.numbered && !rows[1].cells.empty();
  for (Row& row : rows) {
    if (row.cells.empty()) continue;
    SortRow(row);
    table.rows.push_back(std::move(row));
  }
}

}  // namespace dondoc::registry::pdf
