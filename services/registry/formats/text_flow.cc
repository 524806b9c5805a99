#include "services/registry/formats/text_flow.h"

#include <algorithm>
#include <utility>

namespace dondoc::registry {
namespace {

bool EndsWithBlank(const std::string& text) {
  return !text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n');
}

TextRange Shifted(TextRange range, size_t by) { return {range.begin + by, range.end + by}; }

}  // namespace

void TextFlow::Separate(Separator separator) { separator_ = std::max(separator_, separator); }

void TextFlow::EndParagraph() {
  held_.clear();
  after_bold_ = false;
  if (!std::exchange(in_paragraph_, false)) return;
  Separate(in_cell() ? Separator::kLine : Separator::kEmptyLine);
}

void TextFlow::SeparateTable() {
  if (!in_cell()) {
    if (!out_.text.empty()) Separate(Separator::kEmptyLine);
  } else if (grid_.has_value() ? cell_begin_.has_value() : !out_.text.empty()) {
    Separate(Separator::kLine);
  }
}

void TextFlow::EnsureCell() {
  if (tables_.empty() || tables_.back().in_cell) return;
  StartCell(1, 1);
}

void TextFlow::BeginContent() {
  if (in_paragraph_) {
    out_.text += held_;
    held_.clear();
    return;
  }
  EnsureCell();
  held_.clear();
  in_paragraph_ = true;
  if (!out_.text.empty()) {
    constexpr absl::string_view kSeparators[] = {"", " ", "\n", "\n\n"};
    const absl::string_view separator = kSeparators[static_cast<int>(separator_)];
    out_.text.append(separator.data(), separator.size());
  }
  separator_ = Separator::kNone;
  out_.text.append(static_cast<size_t>(std::exchange(tabs_, 0)), '\t');
  const size_t begin = out_.text.size();
  if (aside_depth_ > 0 && !aside_begin_.has_value()) aside_begin_ = begin;
  if (grid_.has_value() && !cell_begin_.has_value()) cell_begin_ = begin;
}

void TextFlow::Word(absl::string_view word, bool bold) {
  const bool goes_on = bold && after_bold_;
  BeginContent();
  const size_t begin = out_.text.size();
  out_.text.append(word.data(), word.size());
  if (goes_on) {
    out_.bold.back().end = out_.text.size();
  } else if (bold) {
    out_.bold.push_back({begin, out_.text.size()});
  }
  after_bold_ = bold;
}

void TextFlow::Blank(absl::string_view blank) {
  if (!in_paragraph_) return;
  // A tab in a cell would look like the next cell.
  if (blank == "\t" && in_cell()) blank = " ";
  held_.append(blank.data(), blank.size());
}

void TextFlow::FoldedSpace() {
  if (in_paragraph_ && !EndsWithBlank(held_)) held_ += ' ';
}

void TextFlow::LineBreak() {
  if (!in_paragraph_) return;
  while (!held_.empty() && (held_.back() == ' ' || held_.back() == '\t')) held_.pop_back();
  // An empty line is the end of a paragraph, which a cell does not show.
  const size_t most = in_cell() ? 1 : 2;
  const size_t breaks = held_.size() - (held_.find_last_not_of('\n') + 1);
  if (breaks < most) held_ += '\n';
}

void TextFlow::StartTable() {
  EndParagraph();
  EnsureCell();
  SeparateTable();
  tables_.emplace_back();
  if (outermost()) grid_.emplace();
}

void TextFlow::StartRow() {
  if (tables_.empty()) return;
  EndRow();
  EndParagraph();
  OpenTable& table = tables_.back();
  table.in_row = true;
  table.row_begin = out_.text.size();
  table.cells_in_row = 0;
  if (outermost()) {
    grid_->StartRow();
    tabs_ = 0;
  }
}

void TextFlow::SkipColumns(int columns) {
  if (!tables_.empty() && tables_.back().in_row && outermost()) grid_->Skip(columns);
}

void TextFlow::StartCell(int column_span, int row_span) {
  if (tables_.empty()) return;
  EndCell();
  if (!tables_.back().in_row) StartRow();
  OpenTable& table = tables_.back();
  table.in_cell = true;
  table.in_grid = false;
  const bool first = table.cells_in_row++ == 0;
  const bool row_has_text = out_.text.size() > table.row_begin;
  if (outermost()) {
    table.in_grid = grid_->StartCell(column_span, row_span);
    cell_begin_.reset();
    if (!first) {
      ++tabs_;
      // What the cell before left open ends with it.
      if (row_has_text) separator_ = Separator::kNone;
    }
  } else if (row_has_text) {
    separator_ = Separator::kSpace;
  }
}

bool TextFlow::ContinueCell(int column_span) {
  if (tables_.empty()) return false;
  EndCell();
  if (!tables_.back().in_row) StartRow();
  if (outermost() && !grid_->ContinueCell(column_span)) {
    StartCell(column_span, 1);
    return false;
  }
  return true;
}

void TextFlow::EndCell() {
  if (tables_.empty() || !tables_.back().in_cell) return;
  EndParagraph();
  OpenTable& table = tables_.back();
  table.in_cell = false;
  if (outermost() && cell_begin_.has_value() && table.in_grid)
    grid_->AddRange({*cell_begin_, out_.text.size()});
}

void TextFlow::EndRow() {
  if (tables_.empty() || !tables_.back().in_row) return;
  EndCell();
  OpenTable& table = tables_.back();
  table.in_row = false;
  if (outermost()) tabs_ = 0;
  if (out_.text.size() > table.row_begin) separator_ = Separator::kLine;
}

void TextFlow::EndTable() {
  if (tables_.empty()) return;
  EndRow();
  if (outermost()) {
    TextTable table = (*std::move(grid_)).Finish();
    if (!table.rows.empty()) out_.tables.push_back(std::move(table));
    grid_.reset();
    cell_begin_.reset();
  }
  tables_.pop_back();
  SeparateTable();
}

void TextFlow::StartAside() {
  EndParagraph();
  ++aside_depth_;
}

void TextFlow::EndAside() {
  if (aside_depth_ == 0) return;
  EndParagraph();
  if (--aside_depth_ > 0 || !aside_begin_.has_value()) return;
  out_.asides.push_back({*aside_begin_, out_.text.size()});
  aside_begin_.reset();
}

void TextFlow::Append(const FlowText& box) {
  EndParagraph();
  if (box.text.empty()) return;
  BeginContent();
  const size_t shift = out_.text.size();
  out_.text += box.text;
  for (TextRange range : box.bold) out_.bold.push_back(Shifted(range, shift));
  // Inside an aside everything is that aside.
  if (aside_depth_ == 0) {
    for (TextRange range : box.asides) out_.asides.push_back(Shifted(range, shift));
  }
  for (const TextTable& table : box.tables) {
    TextTable& moved = out_.tables.emplace_back(table);
    for (TableRow& row : moved.rows) {
      for (TableCell& cell : row.cells) {
        for (TextRange& range : cell.ranges) range = Shifted(range, shift);
      }
    }
  }
  EndParagraph();
}

void TextFlow::EndAll() {
  while (!tables_.empty()) EndTable();
  EndParagraph();
  while (aside_depth_ > 0) EndAside();
}

FlowText TextFlow::Finish() && {
  EndAll();
  return std::move(out_);
}

}  // namespace dondoc::registry
