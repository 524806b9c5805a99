#include "services/registry/formats/odt_text.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

#include "services/registry/formats/limits.h"
#include "services/registry/formats/odt_names.h"

namespace dondoc::registry {

enum class OdtTag {
  kOther,
  // Elements of whose content nothing is shown in the text.
  kSkipped,
  kParagraph,
  kHeading,
  kSpan,
  kSpaces,
  kTab,
  kLineBreak,
  kList,
  kListItem,
  kListHeader,
  kNoteBody,
  kTable,
  kRow,
  kCell,
  kBox,
  kHeader,
};

namespace {

// Spaces that one element may stand for.
constexpr int kMaxSpaces = 1000;

using Tags = absl::flat_hash_map<absl::string_view, OdtTag>;

OdtTag Lookup(const Tags& tags, absl::string_view local) {
  const auto tag = tags.find(local);
  return tag == tags.end() ? OdtTag::kOther : tag->second;
}

OdtTag TextTag(absl::string_view local) {
  static const auto& tags = *new Tags{{"p", OdtTag::kParagraph},
                                      {"h", OdtTag::kHeading},
                                      {"span", OdtTag::kSpan},
                                      {"s", OdtTag::kSpaces},
                                      {"tab", OdtTag::kTab},
                                      {"line-break", OdtTag::kLineBreak},
                                      {"list", OdtTag::kList},
                                      {"list-item", OdtTag::kListItem},
                                      {"list-header", OdtTag::kListHeader},
                                      {"note-body", OdtTag::kNoteBody},
                                      {"note-citation", OdtTag::kSkipped},
                                      // What was deleted is kept here.
                                      {"tracked-changes", OdtTag::kSkipped},
                                      {"hidden-text", OdtTag::kSkipped},
                                      {"ruby-text", OdtTag::kSkipped},
                                      {"script", OdtTag::kSkipped}};
  // How an index was made.
  if (absl::EndsWith(local, "-source")) return OdtTag::kSkipped;
  return Lookup(tags, local);
}

OdtTag TableTag(absl::string_view local) {
  static const auto& tags =
      *new Tags{{"table", OdtTag::kTable},     {"table-row", OdtTag::kRow},
                {"table-cell", OdtTag::kCell}, {"covered-table-cell", OdtTag::kSkipped},
                {"title", OdtTag::kSkipped},   {"desc", OdtTag::kSkipped}};
  return Lookup(tags, local);
}

// Shapes hold paragraphs as text boxes do.
OdtTag DrawingTag(absl::string_view local) {
  static const auto& tags =
      *new Tags{{"text-box", OdtTag::kBox},   {"custom-shape", OdtTag::kBox},
                {"rect", OdtTag::kBox},       {"ellipse", OdtTag::kBox},
                {"circle", OdtTag::kBox},     {"caption", OdtTag::kBox},
                {"line", OdtTag::kBox},       {"polyline", OdtTag::kBox},
                {"polygon", OdtTag::kBox},    {"regular-polygon", OdtTag::kBox},
                {"path", OdtTag::kBox},       {"connector", OdtTag::kBox},
                {"measure", OdtTag::kBox},    {"image", OdtTag::kSkipped},
                {"object", OdtTag::kSkipped}, {"object-ole", OdtTag::kSkipped},
                {"plugin", OdtTag::kSkipped}, {"floating-frame", OdtTag::kSkipped}};
  return Lookup(tags, local);
}

OdtTag OfficeTag(absl::string_view local) {
  static const auto& tags = *new Tags{{"annotation", OdtTag::kSkipped},
                                      {"forms", OdtTag::kSkipped},
                                      {"event-listeners", OdtTag::kSkipped},
                                      {"binary-data", OdtTag::kSkipped}};
  return Lookup(tags, local);
}

OdtTag StyleTag(absl::string_view local) {
  static const auto& tags =
      *new Tags{{"header", OdtTag::kHeader},        {"header-first", OdtTag::kHeader},
                {"header-left", OdtTag::kSkipped},  {"footer", OdtTag::kSkipped},
                {"footer-first", OdtTag::kSkipped}, {"footer-left", OdtTag::kSkipped}};
  return Lookup(tags, local);
}

OdtTag OdtTagOf(const XmlName& name) {
  if (name.space == kTextSpace) return TextTag(name.local);
  if (name.space == kTableSpace) return TableTag(name.local);
  if (name.space == kDrawing) return DrawingTag(name.local);
  if (name.space == kOffice) return OfficeTag(name.local);
  if (name.space == kStyle) return StyleTag(name.local);
  // Titles and descriptions of pictures.
  if (name.space == kVector || name.space == kDublinCore) return OdtTag::kSkipped;
  return OdtTag::kOther;
}

int Count(absl::string_view value, int most) {
  int number = 1;
  return absl::SimpleAtoi(value, &number) ? std::clamp(number, 1, most) : 1;
}

bool IsHidden(const XmlName& name, const XmlAttributes& attributes) {
  return (name.space == kTextSpace && attributes.Get(kTextSpace, "display") == "none") ||
         (name.space == kStyle && attributes.Get(kStyle, "display") == "false");
}

}  // namespace

void OdtTextReader::StartElement(const XmlName& name, const XmlAttributes& attributes) {
  if (skipped_ > 0) {
    ++skipped_;
    return;
  }
  const OdtTag tag = IsHidden(name, attributes) ? OdtTag::kSkipped : OdtTagOf(name);
  switch (tag) {
    case OdtTag::kOther:
      break;
    case OdtTag::kSkipped:
      skipped_ = 1;
      break;
    case OdtTag::kParagraph:
    case OdtTag::kHeading:
      StartParagraph(tag == OdtTag::kHeading, attributes);
      break;
    case OdtTag::kSpan:
      StartSpan(attributes);
      break;
    case OdtTag::kSpaces:
      Spaces(attributes);
      break;
    case OdtTag::kTab:
      if (Shown()) writer_.Tab();
      break;
    case OdtTag::kLineBreak:
      if (Shown()) writer_.LineBreak();
      break;
    case OdtTag::kList:
      StartList(attributes);
      break;
    case OdtTag::kListItem:
      StartItem(attributes);
      break;
    case OdtTag::kListHeader:
      if (!story().lists.empty()) story().lists.back().item_begins = false;
      break;
    case OdtTag::kNoteBody:
      StartStory();
      writer_.Builder().StartNote();
      break;
    case OdtTag::kBox:
      StartStory();
      writer_.Builder().StartBox();
      break;
    case OdtTag::kHeader:
      StartStory();
      writer_.Builder().StartHeader();
      break;
    case OdtTag::kTable:
      writer_.Builder().StartTable();
      break;
    case OdtTag::kRow:
      writer_.Builder().StartRow();
      break;
    case OdtTag::kCell:
      StartCell(attributes);
      break;
  }
}

void OdtTextReader::EndElement(const XmlName& name) {
  if (skipped_ > 0) {
    --skipped_;
    return;
  }
  switch (OdtTagOf(name)) {
    case OdtTag::kParagraph:
    case OdtTag::kHeading:
      EndParagraph();
      break;
    case OdtTag::kSpan:
      if (story().looks.size() > 1) story().looks.pop_back();
      break;
    case OdtTag::kList:
      if (!story().lists.empty()) story().lists.pop_back();
      break;
    case OdtTag::kNoteBody:
      writer_.Builder().EndNote();
      EndStory();
      break;
    case OdtTag::kBox:
      writer_.Builder().EndBox();
      EndStory();
      break;
    case OdtTag::kHeader:
      writer_.Builder().EndHeader();
      EndStory();
      break;
    case OdtTag::kTable:
      writer_.Builder().EndTable();
      break;
    case OdtTag::kRow:
      writer_.Builder().EndRow();
      break;
    case OdtTag::kCell:
      writer_.Builder().EndCell();
      break;
    default:
      break;
  }
}

void OdtTextReader::Characters(absl::string_view text) {
  if (skipped_ == 0 && Shown()) writer_.Text(text, story().looks.back().Look(), WhiteSpace::kFold);
}

void OdtTextReader::StartParagraph(bool heading, const XmlAttributes& attributes) {
  const OdtStyle& style =
      styles_.Resolved(OdtFamily::kParagraph, attributes.Get(kTextSpace, "style-name"));
  writer_.StartParagraph();
  story().looks.assign(1, style.text);
  if (attributes.Get(kTextSpace, "is-list-header") == "true") return;
  if (!story().lists.empty()) {
    LabelItem(style);
  } else if (heading) {
    LabelHeading(Count(attributes.Get(kTextSpace, "outline-level"), kMaxListLevels) - 1, style);
  }
}

void OdtTextReader::EndParagraph() {
  writer_.EndParagraph();
  story().looks.clear();
}

void OdtTextReader::StartSpan(const XmlAttributes& attributes) {
  if (story().looks.empty()) return;
  OdtTextProperties look =
      styles_.Resolved(OdtFamily::kText, attributes.Get(kTextSpace, "style-name")).text;
  look.Inherit(story().looks.back());
  story().looks.push_back(std::move(look));
}

void OdtTextReader::Spaces(const XmlAttributes& attributes) {
  if (!Shown()) return;
  const auto count = static_cast<size_t>(Count(attributes.Get(kTextSpace, "c"), kMaxSpaces));
  writer_.Text(std::string(count, ' '), story().looks.back().Look(), WhiteSpace::kKeep);
}

void OdtTextReader::StartList(const XmlAttributes& attributes) {
  OpenList list;
  list.style = std::string(attributes.Get(kTextSpace, "style-name"));
  if (!story().lists.empty()) {
    const OpenList& outer = story().lists.back();
    if (list.style.empty()) list.style = outer.style;
    list.counter = outer.counter;
    story().lists.push_back(std::move(list));
    return;
  }
  const absl::string_view before = attributes.Get(kTextSpace, "continue-list");
  if (const auto found = by_id_.find(before); found != by_id_.end()) {
    list.counter = found->second;
  } else if (attributes.Get(kTextSpace, "continue-numbering") == "true") {
    if (const auto same = by_style_.find(list.style); same != by_style_.end())
      list.counter = same->second;
  }
  if (list.counter == nullptr) list.counter = std::make_shared<ListCounter>();
  const absl::string_view id = attributes.Get(kXmlSpace, "id");
  if (!id.empty() && by_id_.size() < kMaxOdtLists) by_id_[id] = list.counter;
  if (by_style_.size() < kMaxOdtLists) by_style_[list.style] = list.counter;
  story().lists.push_back(std::move(list));
}

void OdtTextReader::StartItem(const XmlAttributes& attributes) {
  if (story().lists.empty()) return;
  OpenList& list = story().lists.back();
  list.item_begins = true;
  list.item_start.reset();
  int start = 0;
  if (absl::SimpleAtoi(attributes.Get(kTextSpace, "start-value"), &start)) list.item_start = start;
}

void OdtTextReader::StartCell(const XmlAttributes& attributes) {
  writer_.Builder().StartCell(
      Count(attributes.Get(kTableSpace, "number-columns-spanned"), kMaxTableColumns),
      Count(attributes.Get(kTableSpace, "number-rows-spanned"), kMaxRowSpan));
}

void OdtTextReader::StartStory() {
  story().label = writer_.TakeLabel();
  stories_.emplace_back();
}

void OdtTextReader::EndStory() {
  if (stories_.size() == 1) return;
  stories_.pop_back();
  writer_.PutLabel(std::exchange(story().label, std::nullopt));
}

void OdtTextReader::LabelItem(const OdtStyle& paragraph) {
  OpenList& list = story().lists.back();
  if (!std::exchange(list.item_begins, false)) return;
  const int level = std::min(static_cast<int>(story().lists.size()), kMaxListLevels) - 1;
  const ListLevels* levels =
      styles_.ListStyle(list.style.empty() ? paragraph.list_style.value_or("") : list.style);
  if (levels == nullptr) return;
  if (list.item_start.has_value()) list.counter->Restart(level, *list.item_start);
  WriteLabel(*levels, *list.counter, level, paragraph);
}

void OdtTextReader::LabelHeading(int level, const OdtStyle& paragraph) {
  WriteLabel(styles_.outline(), headings_, level, paragraph);
}

void OdtTextReader::WriteLabel(const ListLevels& levels, ListCounter& counter, int level,
                               const OdtStyle& paragraph) {
  counter.Next(levels, level);
  const std::string label = counter.Label(levels, level);
  const absl::string_view shown = absl::StripAsciiWhitespace(label);
  if (!shown.empty()) writer_.Label(shown, paragraph.text.Look());
}

}  // namespace dondoc::registry
