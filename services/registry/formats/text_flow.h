// One stream of text with its tables, bold words and asides, written by the conventions of
// document_text.h: the body of a document, a note, a text box. TextBuilder puts flows together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"
#include "services/registry/formats/table_grid.h"

namespace dondoc::registry {

// What became of a flow. Offsets count from its own beginning.
struct FlowText {
  std::string text;
  std::vector<TextTable> tables;
  std::vector<TextRange> bold;
  std::vector<TextRange> asides;
};

class TextFlow {
 public:
  // `in_cell`: the flow stands in a cell of a table, so that its paragraphs are lines and its own
  // tables are no tables.
  explicit TextFlow(bool in_cell) : stands_in_cell_(in_cell) {}

  void EndParagraph();
  // A stretch without blanks.
  void Word(absl::string_view word, bool bold);
  // A blank that counts only between words: a space, a tab, a no-break space.
  void Blank(absl::string_view blank);
  // A blank unless one stands there already.
  void FoldedSpace();
  void LineBreak();

  void StartTable();
  void StartRow();
  void SkipColumns(int columns);
  void StartCell(int column_span, int row_span);
  // False where there is no cell above to continue; then it is a cell of its own.
  bool ContinueCell(int column_span);
  void EndCell();
  void EndRow();
  void EndTable();

  void StartAside();
  void EndAside();

  // Writes `box` as paragraphs of their own.
  void Append(const FlowText& box);

  bool in_cell() const { return stands_in_cell_ || !tables_.empty(); }
  // Text and held blanks.
  size_t size() const { return out_.text.size() + held_.size(); }

  // Ends tables, paragraphs and asides.
  void EndAll();
  // EndAll, and the text.
  FlowText Finish() &&;

 private:
  // What to write before the next word.
  enum class Separator { kNone, kSpace, kLine, kEmptyLine };

  struct OpenTable {
    // Size of the text when the row began.
    size_t row_begin = 0;
    int cells_in_row = 0;
    bool in_row = false;
    bool in_cell = false;
    // The cell is one of the grid.
    bool in_grid = false;
  };

  bool outermost() const { return tables_.size() == 1 && !stands_in_cell_; }
  void Separate(Separator separator);
  // Puts a table apart from what its surroundings hold.
  void SeparateTable();
  // Text in a table stands in a cell, whatever the markup forgot.
  void EnsureCell();
  // Writes what is due before a word.
  void BeginContent();

  bool stands_in_cell_;
  FlowText out_;
  Separator separator_ = Separator::kNone;
  // Tabs due before the next word, for the cells begun since the last.
  int tabs_ = 0;
  // Blanks since the last word of the paragraph.
  std::string held_;
  bool in_paragraph_ = false;  // A word of it is written.
  bool after_bold_ = false;    // The paragraph's last word is bold.
  std::vector<OpenTable> tables_;
  std::optional<TableGrid> grid_;  // Of the outermost table.
  std::optional<size_t> cell_begin_;
  int aside_depth_ = 0;
  std::optional<size_t> aside_begin_;
};

}  // namespace dondoc::registry
