// Builds a DocumentText from what markup says, in the order in which it says it. Knows the
// conventions (document_text.h) so that formats need not: they report paragraphs, cells and words,
// and may leave out or misplace ends, as markup in the wild does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"
#include "services/registry/formats/text_flow.h"

namespace dondoc::registry {

// Text boxes, notes and hidden cells that are open in each other.
inline constexpr size_t kMaxFlowDepth = 16;
// Text boxes, notes and headers of one document, each of which costs more than its words.
inline constexpr size_t kMaxFlows = 100000;

// How the white space of a text is meant. At the beginning and the end of a paragraph or cell
// blanks are dropped in any case.
enum class WhiteSpace {
  kFold,  // A run of blanks and line ends is one space.
  kKeep   // Blanks count; a line end is a LineBreak and a tab a Tab.
};

class TextBuilder {
 public:
  explicit TextBuilder(Format format);

  // A paragraph begins with its first word if it was not started; starting one ends the one before.
  // Without words it leaves nothing.
  void StartParagraph() { EndParagraph(); }
  void EndParagraph();
  // `text` is UTF-8. Words that are split over several calls stay together.
  void AddText(absl::string_view text, bool bold, WhiteSpace white_space = WhiteSpace::kFold);
  // A break by hand within the paragraph; two of them are the end of one.
  void LineBreak();
  void Tab();

  // Cells take the next column that no cell of a row above covers. Ends that are missing follow
  // from what begins next.
  void StartTable();
  void StartRow();
  void StartCell(int column_span = 1, int row_span = 1);
  // A place that the cell above covers, where the markup counts it as a cell; what it holds up to
  // EndCell is not shown and dropped. Without a cell above it is a cell of its own.
  void ContinueCell(int column_span = 1);
  // Columns without a cell.
  void SkipColumns(int columns);
  void EndCell();
  void EndRow();
  void EndTable();

  // Paragraphs that belong to no sentence around them, where they stand.
  void StartAside();
  void EndAside();
  // The same for what stands at the end of the document, though the markup has it in the middle of
  // a sentence, which goes on afterwards: a footnote.
  void StartNote();
  void EndNote();
  // And for what stands at its beginning, though the markup has it elsewhere: a page header. One
  // that says only which page it is, is left out.
  void StartHeader();
  void EndHeader();
  // Paragraphs that follow the one that is open, which goes on afterwards: a text box.
  void StartBox();
  void EndBox();

  void AddRemark(FormatRemark remark);

  // True once the document is over a limit: the rest is not kept and need not be read.
  bool full() const { return !status_.ok(); }

  // Ends what is open. Errors: NOTICE_UNPACKS_TOO_LARGE over kMaxTextBytes, kMaxTableCells,
  // kMaxFlowDepth or kMaxFlows.
  absl::StatusOr<DocumentText> Build() &&;

 private:
  enum class Kind { kBody, kBox, kHeader, kNote, kHidden };

  // A flow that interrupts the one below it.
  struct Open {
    Open(Kind open_kind, bool in_cell) : kind(open_kind), flow(in_cell) {}

    Kind kind;
    TextFlow flow;
    // Boxes that wait for the end of the paragraph.
    std::vector<FlowText> boxes;
  };

  TextFlow& flow() { return open_.back().flow; }
  void Push(Kind kind, bool in_cell);
  // Takes the topmost flow if it is of `kind`.
  bool Pop(Kind kind, FlowText* text);
  // Keeps `text` in `kept` where there is any.
  void Keep(FlowText text, std::vector<FlowText>& kept);
  FlowText Finish(Open open);
  // Puts the boxes that wait behind the paragraph.
  void PlaceBoxes(Open& open);
  // Puts headers and notes around the body.
  FlowText Assemble(TextFlow body);
  void CountText(size_t bytes);
  void CountCell();

  DocumentText document_;
  std::vector<Open> open_;
  std::vector<FlowText> headers_;
  std::vector<FlowText> notes_;
  size_t bytes_ = 0;
  size_t cells_ = 0;
  size_t flows_ = 0;
  absl::Status status_;
};

}  // namespace dondoc::registry
