#include "services/registry/formats/pdf_text_builder.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "services/registry/formats/limits.h"

namespace dondoc::registry::pdf {
namespace {

float WidestOf(const std::vector<Line>& lines) {
  float width = 0;
  for (const Line& line : lines) width = std::max(width, line.width());
  return width;
}

// A letterhead and a signature are broken by hand, but for two things: the items of a list of
// recipients wrap, and so does the issuer's name, in bold under its superior's that is not.
class HandBroken {
 public:
  explicit HandBroken(const std::vector<Line>& lines)
      : is_list_(std::any_of(lines.begin(), lines.end(), StartsWithLabel)),
        begins_plain_(!lines.empty() && !IsBold(lines.front())),
        width_(WidestOf(lines)) {}

  bool Joins(const Line& before, const Line& after) const {
    if (is_list_) return IsWrapped(before, after, width_);
    return begins_plain_ && IsBold(before) && IsBold(after);
  }

 private:
  const bool is_list_;
  const bool begins_plain_;
  const float width_;
};

}  // namespace

void PdfTextBuilder::Separate() {
  EndBold();
  if (!text_.text.empty()) text_.text += "\n\n";
}

void PdfTextBuilder::EndBold() { in_bold_ = false; }

void PdfTextBuilder::Words(const Line& line) {
  std::string& text = text_.text;
  const PdfWord* before = nullptr;
  for (const PdfWord* word : line.words) {
    if (before != nullptr && HasSpaceBetween(*before, *word)) text += ' ';
    const size_t begin = text.size();
    text += word->text;
    if (word->bold && in_bold_) {
      text_.bold.back().end = text.size();
    } else if (word->bold) {
      text_.bold.push_back({begin, text.size()});
    }
    in_bold_ = word->bold;
    before = word;
  }
}

void PdfTextBuilder::AddLine(const Line& line, bool begins_paragraph) {
  if (begins_paragraph || text_.text.empty()) {
    Separate();
  } else if (!GoesOnUnspaced(text_.text, line)) {
    text_.text += '\n';
  }
  Words(line);
}

TableCell PdfTextBuilder::AddCell(const std::vector<Line>& lines, const Joins& joins) {
  EndBold();
  const size_t begin = text_.text.size();
  const Line* before = nullptr;
  for (const Line& line : lines) {
    if (before != nullptr && !joins(*before, line)) {
      text_.text += '\n';
    } else if (before != nullptr && !GoesOnUnspaced(text_.text, line)) {
      text_.text += ' ';
    }
    Words(line);
    before = &line;
  }
  EndBold();
  TableCell cell;
  if (begin < text_.text.size()) cell.ranges.push_back({begin, text_.text.size()});
  return cell;
}

void PdfTextBuilder::AddTable(const Table& table) {
  Separate();
  TextTable result;
  // Of each column, the rows that a cell further up still covers.
  std::vector<size_t> covered(table.columns.size(), 0);
  for (const Row& row : table.rows) {
    if (!result.rows.empty()) text_.text += '\n';
    TableRow cells;
    size_t column = 0;
    const auto add = [&](const std::vector<Line>& lines, size_t span, size_t row_span) {
      if (column > 0) text_.text += '\t';
      const float width = table.columns[column + span - 1].right - table.columns[column].left;
      // Heads are short: how they wrap says nothing.
      const bool head = result.rows.size() < table.head_rows;
      TableCell cell = AddCell(lines, [&](const Line& before, const Line& after) {
        return head || IsWrapped(before, after, width);
      });
      cell.column = static_cast<int>(column);
      cell.column_span = static_cast<int>(span);
      cell.row_span = static_cast<int>(row_span);
      cells.cells.push_back(std::move(cell));
      std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(column), span, row_span);
      column += span;
    };
    const auto add_empty_until = [&](size_t end) {
      while (column < end) {
        if (covered[column] > 0) {
          ++column;
        } else {
          add({}, 1, 1);
        }
      }
    };
    for (const Cell& cell : row.cells) {
      add_empty_until(cell.column);
      add(cell.lines, cell.span, cell.row_span);
    }
    add_empty_until(table.columns.size());
    for (size_t& rows : covered) rows -= rows > 0 ? 1 : 0;
    cells_ += cells.cells.size();
    result.rows.push_back(std::move(cells));
  }
  // Beyond the limit the text stays, without its structure.
  if (cells_ <= kMaxTableCells) text_.tables.push_back(std::move(result));
}

void PdfTextBuilder::AddTwoColumns(const TwoColumns& columns) {
  Separate();
  TableRow row;
  for (const auto* lines : {&columns.left, &columns.right}) {
    if (!row.cells.empty()) text_.text += '\t';
    const HandBroken broken(*lines);
    row.cells.push_back(AddCell(*lines, [&](const Line& before, const Line& after) {
      return broken.Joins(before, after);
    }));
  }
  row.cells.back().column = 1;
  cells_ += 2;
  if (cells_ <= kMaxTableCells) text_.tables.push_back({{std::move(row)}});
}

void PdfTextBuilder::AddAside(const std::vector<Line>& lines) {
  if (lines.empty()) return;
  Separate();
  const size_t begin = text_.text.size();
  for (const Line& line : lines) {
    if (text_.text.size() > begin) text_.text += '\n';
    Words(line);
  }
  EndBold();
  text_.asides.push_back({begin, text_.text.size()});
}

DocumentText PdfTextBuilder::Take(std::vector<FormatRemark> remarks) {
  text_.text += '\n';
  text_.remarks = std::move(remarks);
  return std::move(text_);
}

}  // namespace dondoc::registry::pdf
