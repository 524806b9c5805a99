#include "services/registry/formats/docx_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

#include "services/registry/formats/code_points.h"
#include "services/registry/formats/docx_names.h"

namespace dondoc::registry {

enum class DocxTag {
  kOther,
  // Elements of whose content nothing is shown.
  kSkipped,
  kParagraph,
  kParagraphProperties,
  kRun,
  kRunProperties,
  kText,
  kTab,
  kBreak,
  kCarriageReturn,
  kNoBreakHyphen,
  kSoftHyphen,
  kSymbol,
  kFieldCharacter,
  kFootnoteReference,
  kEndnoteReference,
  kNote,
  kTable,
  kRow,
  kRowProperties,
  kCell,
  kCellProperties,
  kBox,
  kSectionProperties,
  kDeleted,
  // Properties.
  kGridBefore,
  kGridSpan,
  kVerticalMerge,
  kHidden,
  kHeaderReference,
  kTitlePage,
};

namespace {

// Text of one w:t that is kept before it is written.
constexpr size_t kMaxPendingTextBytes = size_t{64} << 10;

DocxTag DocxTagOf(absl::string_view local) {
  static const auto& tags = *new absl::flat_hash_map<absl::string_view, DocxTag>{
      {"p", DocxTag::kParagraph},
      {"pPr", DocxTag::kParagraphProperties},
      {"r", DocxTag::kRun},
      {"rPr", DocxTag::kRunProperties},
      {"t", DocxTag::kText},
      {"tab", DocxTag::kTab},
      {"ptab", DocxTag::kTab},
      {"br", DocxTag::kBreak},
      {"cr", DocxTag::kCarriageReturn},
      {"noBreakHyphen", DocxTag::kNoBreakHyphen},
      {"softHyphen", DocxTag::kSoftHyphen},
      {"sym", DocxTag::kSymbol},
      {"fldChar", DocxTag::kFieldCharacter},
      {"footnoteReference", DocxTag::kFootnoteReference},
      {"endnoteReference", DocxTag::kEndnoteReference},
      {"footnote", DocxTag::kNote},
      {"endnote", DocxTag::kNote},
      {"tbl", DocxTag::kTable},
      {"tr", DocxTag::kRow},
      {"trPr", DocxTag::kRowProperties},
      {"tc", DocxTag::kCell},
      {"tcPr", DocxTag::kCellProperties},
      {"txbxContent", DocxTag::kBox},
      {"sectPr", DocxTag::kSectionProperties},
      {"del", DocxTag::kDeleted},
      {"moveFrom", DocxTag::kDeleted},
      {"gridBefore", DocxTag::kGridBefore},
      {"gridSpan", DocxTag::kGridSpan},
      {"vMerge", DocxTag::kVerticalMerge},
      {"hidden", DocxTag::kHidden},
      {"headerReference", DocxTag::kHeaderReference},
      {"titlePg", DocxTag::kTitlePage},
      {"sdtPr", DocxTag::kSkipped},
      {"sdtEndPr", DocxTag::kSkipped},
      {"customXmlPr", DocxTag::kSkipped},
      {"smartTagPr", DocxTag::kSkipped},
      {"tblPr", DocxTag::kSkipped},
      {"tblPrEx", DocxTag::kSkipped},
      {"tblGrid", DocxTag::kSkipped},
      {"rt", DocxTag::kSkipped},
      {"ffData", DocxTag::kSkipped}};
  const auto tag = tags.find(local);
  return tag == tags.end() ? DocxTag::kOther : tag->second;
}

// Signs of the fonts Symbol and Wingdings, which have no code of their own.
absl::string_view SignOf(uint32_t code) {
  switch (code & 0xFF) {
    case 0xB7:
      return "•";
    case 0x2D:
      return "-";
    case 0xA7:
      return "▪";
    case 0xE0:
      return "→";
    case 0xFC:
      return "✓";
    case 0x6F:
    case 0xA8:
      return "☐";
    case 0xFE:
      return "☑";
    default:
      return "";
  }
}

bool IsSymbolArea(uint32_t code) { return code >= 0xF000 && code <= 0xF0FF; }

std::optional<int> NoteId(const XmlAttributes& attributes) {
  int id = 0;
  if (!absl::SimpleAtoi(WordAttribute(attributes, "id"), &id)) return std::nullopt;
  return id;
}

}  // namespace

void DocxTextReader::StartElement(const XmlName& name, const XmlAttributes& attributes) {
  if (skipped_ > 0) {
    ++skipped_;
  } else if (IsWord(name.space)) {
    StartWord(DocxTagOf(name.local), name.local, attributes);
  } else if (name.space == kCompatibility) {
    StartCompatibility(name.local);
  } else if (IsMath(name.space) && name.local == "t") {
    in_text_ = true;
    keep_space_ = true;
  }
}

void DocxTextReader::EndElement(const XmlName& name) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (IsWord(name.space)) {
    EndWord(DocxTagOf(name.local));
  } else if (name.space == kCompatibility) {
    if (name.local == "AlternateContent" && !alternatives_.empty()) alternatives_.pop_back();
  } else if (IsMath(name.space) && name.local == "t") {
    EndText();
  }
}

void DocxTextReader::Characters(absl::string_view text) {
  if (!in_text_ || skipped_ > 0) return;
  text_.append(text.data(), text.size());
  if (text_.size() > kMaxPendingTextBytes) {
    if (const RunLook* look = ShownLook(); look != nullptr) Emit(text_, *look);
    text_.clear();
  }
}

// One alternative is shown: the first, or what stands in for all.
void DocxTextReader::StartCompatibility(absl::string_view local) {
  if (local == "AlternateContent") {
    alternatives_.push_back(false);
  } else if ((local == "Choice" || local == "Fallback") && !alternatives_.empty()) {
    if (alternatives_.back()) return Skip();
    alternatives_.back() = true;
  }
}

void DocxTextReader::StartWord(DocxTag tag, absl::string_view local,
                               const XmlAttributes& attributes) {
  if (tag == DocxTag::kSkipped || (tag == DocxTag::kOther && IsFormerState(local))) return Skip();
  if (StartProperties(tag)) return;
  if (!properties_.empty()) return ReadProperty(tag, local, attributes);
  if (StartBlock(tag, attributes)) return;
  if (story().in_run) StartRunContent(tag, attributes);
}

bool DocxTextReader::StartProperties(DocxTag tag) {
  switch (tag) {
    case DocxTag::kParagraphProperties:
      properties_.push_back(Properties::kParagraph);
      return true;
    case DocxTag::kRunProperties:
      if (!properties_.empty()) {
        properties_.push_back(Properties::kMark);
      } else if (story().in_run) {
        properties_.push_back(Properties::kRun);
      } else {
        Skip();
      }
      return true;
    case DocxTag::kCellProperties:
      properties_.push_back(Properties::kCell);
      return true;
    case DocxTag::kRowProperties:
      properties_.push_back(Properties::kRow);
      return true;
    case DocxTag::kSectionProperties:
      properties_.push_back(Properties::kSection);
      return true;
    default:
      return false;
  }
}

void DocxTextReader::ReadProperty(DocxTag tag, absl::string_view local,
                                  const XmlAttributes& attributes) {
  switch (properties_.back()) {
    case Properties::kParagraph:
      story().paragraph.properties.Read(local, attributes);
      break;
    case Properties::kMark:
      if (tag == DocxTag::kDeleted) story().paragraph.mark_deleted = true;
      story().paragraph.mark.Read(local, attributes);
      break;
    case Properties::kRun:
      story().run.Read(local, attributes);
      break;
    case Properties::kCell:
      if (cells_.empty()) break;
      if (tag == DocxTag::kGridSpan) cells_.back().column_span = IntValue(attributes).value_or(1);
      if (tag == DocxTag::kVerticalMerge)
        cells_.back().continues = WordAttribute(attributes, "val") != "restart";
      break;
    case Properties::kRow:
      if (tag == DocxTag::kGridBefore)
        writer_.Builder().SkipColumns(IntValue(attributes).value_or(0));
      if (tag == DocxTag::kDeleted || (tag == DocxTag::kHidden && IsOn(attributes)))
        row_deleted_ = true;
      break;
    case Properties::kSection:
      ReadSection(tag, attributes);
      break;
  }
}

void DocxTextReader::ReadSection(DocxTag tag, const XmlAttributes& attributes) {
  if (context_.section_seen) return;
  if (tag == DocxTag::kTitlePage) context_.has_title_page = IsOn(attributes);
  if (tag != DocxTag::kHeaderReference) return;
  const absl::string_view id =
      attributes.Find(kRelationshipId, "id").value_or(attributes.Get(kRelationshipIdStrict, "id"));
  const absl::string_view type = WordAttribute(attributes, "type");
  if (type == "first") context_.first_page_header = std::string(id);
  if (type == "default" || type.empty()) context_.default_header = std::string(id);
}

bool DocxTextReader::StartBlock(DocxTag tag, const XmlAttributes& attributes) {
  switch (tag) {
    case DocxTag::kParagraph:
      StartParagraph();
      return true;
    case DocxTag::kRun:
      story().in_run = true;
      story().run = {};
      story().look.reset();
      return true;
    case DocxTag::kTable:
      BeginCell();
      writer_.Builder().StartTable();
      return true;
    case DocxTag::kRow:
      row_deleted_ = false;
      writer_.Builder().StartRow();
      return true;
    case DocxTag::kCell:
      if (row_deleted_) {
        Skip();
      } else {
        cells_.emplace_back();
      }
      return true;
    case DocxTag::kBox:
      StartBox();
      return true;
    case DocxTag::kNote:
      StartNote(attributes);
      return true;
    case DocxTag::kDeleted:
      Skip();
      return true;
    default:
      return false;
  }
}

void DocxTextReader::StartRunContent(DocxTag tag, const XmlAttributes& attributes) {
  switch (tag) {
    case DocxTag::kText:
      in_text_ = true;
      keep_space_ = attributes.Get(kXml, "space") == "preserve";
      break;
    case DocxTag::kTab:
      if (ShownLook() != nullptr) writer_.Tab();
      break;
    case DocxTag::kBreak:
      Break(WordAttribute(attributes, "type"));
      break;
    case DocxTag::kCarriageReturn:
      Break("");
      break;
    case DocxTag::kNoBreakHyphen:
      if (const RunLook* look = ShownLook(); look != nullptr) Emit("-", *look);
      break;
    case DocxTag::kSoftHyphen:
      SoftHyphen();
      break;
    case DocxTag::kSymbol:
      Symbol(attributes);
      break;
    case DocxTag::kFieldCharacter:
      FieldCharacter(WordAttribute(attributes, "fldCharType"));
      break;
    case DocxTag::kFootnoteReference:
      if (const auto id = NoteId(attributes); id.has_value()) context_.footnotes.insert(*id);
      break;
    case DocxTag::kEndnoteReference:
      if (const auto id = NoteId(attributes); id.has_value()) context_.endnotes.insert(*id);
      break;
    default:
      break;
  }
}

void DocxTextReader::EndWord(DocxTag tag) {
  switch (tag) {
    case DocxTag::kParagraphProperties:
    case DocxTag::kCellProperties:
    case DocxTag::kRowProperties:
    case DocxTag::kRunProperties:
      if (!properties_.empty()) properties_.pop_back();
      story().look.reset();
      break;
    case DocxTag::kSectionProperties:
      if (!properties_.empty()) properties_.pop_back();
      context_.section_seen = true;
      break;
    case DocxTag::kParagraph:
      EndParagraph();
      break;
    case DocxTag::kRun:
      story().in_run = false;
      story().look.reset();
      break;
    case DocxTag::kText:
      EndText();
      break;
    case DocxTag::kTable:
      writer_.Builder().EndTable();
      break;
    case DocxTag::kRow:
      writer_.Builder().EndRow();
      break;
    case DocxTag::kCell:
      EndCell();
      break;
    case DocxTag::kBox:
      EndBox();
      break;
    case DocxTag::kNote:
      writer_.Builder().EndNote();
      break;
    default:
      break;
  }
}

void DocxTextReader::StartParagraph() {
  BeginCell();
  Paragraph& paragraph = story().paragraph;
  const bool joins = paragraph.mark_deleted;
  const bool has_text = joins && paragraph.has_text;
  paragraph = {};
  paragraph.has_text = has_text;
  story().in_paragraph = true;
  if (!joins) writer_.StartParagraph();
}

void DocxTextReader::BeginParagraph() {
  Paragraph& paragraph = story().paragraph;
  if (!story().in_paragraph || std::exchange(paragraph.begun, true)) return;
  if (paragraph.mark_deleted) return;
  const ParagraphProperties& own = paragraph.properties;
  const DocxStyle& style = context_.styles.Resolved(own.style);
  const int list = own.list.value_or(style.paragraph.list.value_or(0));
  if (list <= 0) return;
  // A list that the paragraph names itself has nothing to do with its style.
  const std::string list_style = own.list.has_value() ? "" : style.list_style;
  const std::optional<int> style_level = style.paragraph.level;
  if (context_.styles.LookOf(paragraph.mark, own.style).hidden) return;
  const std::optional<DocxNumbering::Label> label =
      context_.numbering.Next(list, own.level, list_style, style_level, context_.styles);
  if (!label.has_value() || paragraph.has_text) return;
  RunProperties run = label->run;
  run.Inherit(paragraph.mark);
  writer_.Label(label->text, context_.styles.LookOf(run, own.style).look);
}

void DocxTextReader::EndParagraph() {
  BeginParagraph();
  story().in_paragraph = false;
  if (!story().paragraph.mark_deleted) writer_.EndParagraph();
}

void DocxTextReader::BeginCell() {
  if (cells_.empty() || std::exchange(cells_.back().begun, true)) return;
  story().paragraph = {};
  const Cell& cell = cells_.back();
  if (cell.continues) {
    writer_.Builder().ContinueCell(cell.column_span);
  } else {
    writer_.Builder().StartCell(cell.column_span);
  }
}

void DocxTextReader::EndCell() {
  if (cells_.empty()) return;
  BeginCell();
  cells_.pop_back();
  story().paragraph = {};
  writer_.Builder().EndCell();
}

void DocxTextReader::StartBox() {
  BeginParagraph();
  story().label = writer_.TakeLabel();
  writer_.Builder().StartBox();
  stories_.emplace_back();
}

void DocxTextReader::EndBox() {
  if (stories_.size() == 1) return;
  stories_.pop_back();
  writer_.Builder().EndBox();
  writer_.PutLabel(std::exchange(story().label, std::nullopt));
}

void DocxTextReader::StartNote(const XmlAttributes& attributes) {
  const std::optional<int> id = NoteId(attributes);
  const absl::string_view type = WordAttribute(attributes, "type");
  // Others are the lines that set notes apart.
  const bool is_text = type.empty() || type == "normal";
  if (notes_ == nullptr || !is_text || !id.has_value() || !notes_->contains(*id)) return Skip();
  writer_.Builder().StartNote();
}

void DocxTextReader::EndText() {
  if (!std::exchange(in_text_, false)) return;
  const RunLook* look = ShownLook();
  if (look != nullptr) {
    std::replace(text_.begin(), text_.end(), '\n', ' ');
    Emit(keep_space_ ? text_ : absl::StripAsciiWhitespace(text_), *look);
  }
  text_.clear();
}

const RunLook* DocxTextReader::ShownLook() {
  Story& open = story();
  if (open.instructions > 0) return nullptr;
  if (!open.look.has_value())
    open.look = context_.styles.LookOf(open.run, open.paragraph.properties.style);
  return open.look->hidden ? nullptr : &open.look->look;
}

void DocxTextReader::Emit(absl::string_view text, const RunLook& look) {
  BeginCell();
  BeginParagraph();
  if (!text.empty()) story().paragraph.has_text = true;
  writer_.Text(text, look, WhiteSpace::kKeep);
}

void DocxTextReader::Break(absl::string_view type) {
  if (ShownLook() == nullptr) return;
  writer_.LineBreak();
  // What stands on another page is another paragraph.
  if (type == "page" || type == "column") writer_.LineBreak();
}

// A field has an instruction, then its result, which is what is shown.
void DocxTextReader::FieldCharacter(absl::string_view type) {
  Story& open = story();
  if (type == "begin") {
    open.fields.push_back(true);
    ++open.instructions;
  } else if (type == "separate" && !open.fields.empty() && open.fields.back()) {
    open.fields.back() = false;
    --open.instructions;
  } else if (type == "end" && !open.fields.empty()) {
    if (open.fields.back()) --open.instructions;
    open.fields.pop_back();
  }
}

// It is not shown; but word processors also write it for the byte 0xAD, which is a letter ("ư") in
// an old font.
void DocxTextReader::SoftHyphen() {
  const RunLook* look = ShownLook();
  if (look != nullptr && look->font.legacy == LegacyEncoding::kTcvn3) Emit("\u00AD", *look);
}

void DocxTextReader::Symbol(const XmlAttributes& attributes) {
  const RunLook* look = ShownLook();
  uint32_t code = 0;
  if (look == nullptr || !absl::SimpleHexAtoi(WordAttribute(attributes, "char"), &code)) return;
  RunLook shown = *look;
  shown.font = FontKindOf(WordAttribute(attributes, "font"));
  if (IsSymbolArea(code) && !shown.font.legacy.has_value()) return Emit(SignOf(code), shown);
  if (code < 0x20 || code > 0xFFFD || (code >= 0xD800 && code <= 0xDFFF)) return;
  std::string text;
  AppendCodePoint(code, &text);
  Emit(text, shown);
}

}  // namespace dondoc::registry
