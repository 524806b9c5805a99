#include "services/registry/formats/text_builder.h"

#include <algorithm>
#include <utility>

#include "services/registry/formats/limits.h"
#include "services/registry/formats/page_number.h"
#include "services/registry/formats/unpack_errors.h"

namespace dondoc::registry {
namespace {

constexpr absl::string_view kNoBreakSpace = "\u00A0";

// Bytes of the blank at the beginning of `text`; 0 where a word stands.
size_t BlankLength(absl::string_view text) {
  switch (text.front()) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      return 1;
    case kNoBreakSpace.front():
      return text.substr(0, kNoBreakSpace.size()) == kNoBreakSpace ? kNoBreakSpace.size() : 0;
    default:
      return 0;
  }
}

size_t WordLength(absl::string_view text) {
  size_t end = 0;
  while (end < text.size() && BlankLength(text.substr(end)) == 0) ++end;
  return end;
}

void AppendAsides(const std::vector<FlowText>& asides, TextFlow& flow) {
  for (const FlowText& aside : asides) {
    flow.StartAside();
    flow.Append(aside);
    flow.EndAside();
  }
}

}  // namespace

TextBuilder::TextBuilder(Format format) {
  document_.format = format;
  open_.emplace_back(Kind::kBody, false);
}

void TextBuilder::CountText(size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > kMaxTextBytes && status_.ok())
    status_ = NoticeUnpacksTooLarge("text bytes", kMaxTextBytes);
}

void TextBuilder::CountCell() {
  if (++cells_ > kMaxTableCells && status_.ok())
    status_ = NoticeUnpacksTooLarge("table cells", kMaxTableCells);
}

void TextBuilder::PlaceBoxes(Open& open) {
  for (const FlowText& box : std::exchange(open.boxes, {})) open.flow.Append(box);
}

void TextBuilder::EndParagraph() {
  flow().EndParagraph();
  PlaceBoxes(open_.back());
}

void TextBuilder::AddText(absl::string_view text, bool bold, WhiteSpace white_space) {
  CountText(text.size());
  if (full()) return;
  while (!text.empty()) {
    const size_t blank = BlankLength(text);
    const size_t length = blank > 0 ? blank : WordLength(text);
    const absl::string_view piece = text.substr(0, length);
    if (blank == 0) {
      flow().Word(piece, bold);
    } else if (piece == kNoBreakSpace) {
      flow().Blank(piece);
    } else if (white_space == WhiteSpace::kFold) {
      flow().FoldedSpace();
    } else if (piece == "\n") {
      flow().LineBreak();
    } else if (piece != "\r") {
      flow().Blank(piece);
    }
    text.remove_prefix(length);
  }
}

void TextBuilder::LineBreak() {
  CountText(1);
  if (!full()) flow().LineBreak();
}

void TextBuilder::Tab() {
  CountText(1);
  if (!full()) flow().Blank("\t");
}

void TextBuilder::StartTable() {
  CountCell();
  if (full()) return;
  EndParagraph();
  flow().StartTable();
}

void TextBuilder::StartRow() {
  // A row without cells costs as much as one with a cell.
  CountCell();
  if (full()) return;
  EndParagraph();
  flow().StartRow();
}

void TextBuilder::SkipColumns(int columns) { flow().SkipColumns(columns); }

void TextBuilder::StartCell(int column_span, int row_span) {
  CountCell();
  if (full()) return;
  EndParagraph();
  flow().StartCell(column_span, row_span);
}

void TextBuilder::ContinueCell(int column_span) {
  CountCell();
  if (full()) return;
  EndParagraph();
  if (flow().ContinueCell(column_span)) Push(Kind::kHidden, true);
}

void TextBuilder::EndCell() {
  EndParagraph();
  FlowText dropped;
  if (!Pop(Kind::kHidden, &dropped)) flow().EndCell();
}

void TextBuilder::EndRow() {
  EndParagraph();
  flow().EndRow();
}

void TextBuilder::EndTable() {
  EndParagraph();
  flow().EndTable();
}

void TextBuilder::StartAside() {
  EndParagraph();
  flow().StartAside();
}

void TextBuilder::EndAside() {
  EndParagraph();
  flow().EndAside();
}

void TextBuilder::StartNote() { Push(Kind::kNote, false); }

void TextBuilder::EndNote() {
  FlowText note;
  if (Pop(Kind::kNote, &note)) Keep(std::move(note), notes_);
}

void TextBuilder::StartHeader() { Push(Kind::kHeader, false); }

void TextBuilder::EndHeader() {
  FlowText header;
  if (Pop(Kind::kHeader, &header) && !IsPageNumber(header.text)) Keep(std::move(header), headers_);
}

void TextBuilder::StartBox() { Push(Kind::kBox, flow().in_cell()); }

void TextBuilder::EndBox() {
  FlowText box;
  if (Pop(Kind::kBox, &box)) Keep(std::move(box), open_.back().boxes);
}

void TextBuilder::AddRemark(FormatRemark remark) {
  auto& remarks = document_.remarks;
  if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) remarks.push_back(remark);
}

void TextBuilder::Push(Kind kind, bool in_cell) {
  if (open_.size() == kMaxFlowDepth && status_.ok())
    status_ = NoticeUnpacksTooLarge("text boxes in each other", kMaxFlowDepth);
  if (!full()) open_.emplace_back(kind, in_cell);
}

bool TextBuilder::Pop(Kind kind, FlowText* text) {
  if (open_.back().kind != kind) return false;
  Open top = std::move(open_.back());
  open_.pop_back();
  *text = Finish(std::move(top));
  return true;
}

void TextBuilder::Keep(FlowText text, std::vector<FlowText>& kept) {
  if (text.text.empty()) return;
  if (++flows_ > kMaxFlows && status_.ok())
    status_ = NoticeUnpacksTooLarge("text boxes and notes", kMaxFlows);
  if (!full()) kept.push_back(std::move(text));
}

FlowText TextBuilder::Finish(Open open) {
  open.flow.EndParagraph();
  PlaceBoxes(open);
  return std::move(open.flow).Finish();
}

FlowText TextBuilder::Assemble(TextFlow body) {
  body.EndAll();
  TextFlow whole(false);
  AppendAsides(headers_, whole);
  if (headers_.empty()) {
    whole = std::move(body);
  } else {
    whole.Append(std::move(body).Finish());
  }
  AppendAsides(notes_, whole);
  return std::move(whole).Finish();
}

absl::StatusOr<DocumentText> TextBuilder::Build() && {
  // What was never ended becomes what it would have been.
  while (open_.size() > 1) {
    EndCell();
    EndBox();
    EndHeader();
    EndNote();
  }
  EndParagraph();
  if (full()) return status_;
  FlowText text = Assemble(std::move(flow()));
  document_.text = std::move(text.text);
  document_.tables = std::move(text.tables);
  document_.bold = std::move(text.bold);
  document_.asides = std::move(text.asides);
  return std::move(document_);
}

}  // namespace dondoc::registry
