#include "services/registry/formats/html.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/css.h"
#include "services/registry/formats/format_errors.h"
#include "services/registry/formats/html_decoding.h"
#include "services/registry/formats/html_labels.h"
#include "services/registry/formats/html_parser.h"
#include "services/registry/formats/html_survey.h"
#include "services/registry/formats/html_tags.h"
#include "services/registry/formats/legacy_encodings.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/text_builder.h"

namespace dondoc::registry {
namespace {

struct OldFont {
  LegacyEncoding encoding;
  bool capitals = false;
};

// An open element; what it does not say itself it has from the one around it.
struct HtmlElement {
  HtmlTag tag = HtmlTag::kInline;
  bool shown = true;
  bool in_document = false;  // Of an element that may hold the document.
  bool bold = false;
  bool keeps_space = false;
  std::optional<OldFont> font;
  // It began these, which end with it.
  bool label = false;
  bool aside = false;
  bool chosen = false;
};

struct HtmlTable {
  bool layout = false;
  bool started = false;  // The builder knows of it: it has a row.
  bool in_row = false;
};

int SpanOf(absl::string_view value, int most) {
  int span = 1;
  if (!absl::SimpleAtoi(value, &span) || span < 0) return 1;
  // None: to the end of the table.
  return span == 0 ? most : std::min(span, most);
}

// References to characters 128 to 159 mean those of Windows, not controls.
std::string WithoutControls(std::string text) {
  if (!absl::StrContains(text, '\xC2')) return text;
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\xC2' && at + 1 < text.size() &&
        static_cast<unsigned char>(text[at + 1]) < 0xA0) {
      out += FromWindows1252(absl::string_view(text).substr(++at, 1));
    } else {
      out += text[at];
    }
  }
  return out;
}

class HtmlReader : public HtmlEvents {
 public:
  // `whole`: the page may hold an article, but all of it is read.
  HtmlReader(const HtmlSurvey& survey, bool whole)
      : survey_(survey),
        document_(whole ? std::nullopt : survey.document),
        builder_(Format::kHtml) {}

  void Start(absl::string_view name, const Attributes& attributes) override {
    Flush();
    HtmlElement element = open_.empty() ? HtmlElement() : open_.back();
    element.label = element.aside = element.chosen = false;
    element.tag = HtmlTagOf(name);
    if (MayHoldDocument(name, attributes)) {
      element.in_document = true;
      element.chosen = document_ == candidates_++;
      inside_ |= element.chosen;
    }
    const CssStyle style = StyleOf(name, attributes);
    element.shown &= !Hides(name, element, attributes, style);
    ApplyStyle(attributes, style, &element);
    if (Visible(element)) Begin(name, attributes, style, &element);
    if (element.tag == HtmlTag::kTable) ++tables_seen_;
    open_.push_back(element);
  }

  void End(absl::string_view /*name*/) override {
    Flush();
    if (open_.empty()) return;
    const HtmlElement element = open_.back();
    open_.pop_back();
    if (Visible(element)) Finish(element);
    if (!element.chosen) return;
    inside_ = false;
    finished_ = true;
  }

  void Text(absl::string_view text) override {
    if (!open_.empty() && Visible(open_.back())) pending_.append(text.data(), text.size());
  }

  bool done() const override { return finished_ || builder_.full(); }

  absl::StatusOr<DocumentText> Result() && {
    Flush();
    return std::move(builder_).Build();
  }

 private:
  bool Visible(const HtmlElement& element) const {
    return element.shown && (inside_ || !document_.has_value());
  }

  CssStyle StyleOf(absl::string_view name, const Attributes& attributes) const {
    CssStyle style = survey_.styles.StyleOf(name, attributes.Get("class"));
    if (const absl::string_view own = attributes.Get("style"); !own.empty())
      style.Add(ParseDeclarations(own));
    return style;
  }

  static bool Hides(absl::string_view name, const HtmlElement& element,
                    const Attributes& attributes, const CssStyle& style) {
    if (style.hidden || attributes.Has("hidden")) return true;
    switch (element.tag) {
      case HtmlTag::kHidden:
      case HtmlTag::kStyle:
        return true;
      case HtmlTag::kSite:
        // An article may have a header of its own.
        return !(element.in_document && name == "header");
      case HtmlTag::kAnchor:
        // Word's reference to a footnote, in the middle of a sentence.
        return absl::StartsWith(attributes.Get("name"), "_ftnref") ||
               absl::StartsWith(attributes.Get("name"), "_ednref");
      case HtmlTag::kBlock:
      case HtmlTag::kList:
        return !element.chosen && IsSiteFurniture(attributes);
      default:
        return false;
    }
  }

  static void ApplyStyle(const Attributes& attributes, const CssStyle& style,
                         HtmlElement* element) {
    if (element->tag == HtmlTag::kBold || element->tag == HtmlTag::kHeading ||
        element->tag == HtmlTag::kHeaderCell)
      element->bold = true;
    if (style.bold.has_value()) element->bold = *style.bold;
    element->keeps_space |= element->tag == HtmlTag::kPre || style.keeps_space;
    std::string font = style.font.value_or("");
    if (font.empty() && element->tag == HtmlTag::kFont)
      font = std::string(attributes.Get("face").substr(0, attributes.Get("face").find(',')));
    if (font.empty()) return;
    bool capitals = false;
    const std::optional<LegacyEncoding> encoding = LegacyEncodingOfFont(font, &capitals);
    element->font.reset();
    if (encoding.has_value()) element->font = OldFont{*encoding, capitals};
  }

  void Begin(absl::string_view name, const Attributes& attributes, const CssStyle& style,
             HtmlElement* element) {
    switch (element->tag) {
      case HtmlTag::kLineBreak:
        if (style.breaks_page) {
          builder_.EndParagraph();
        } else {
          builder_.LineBreak();
        }
        break;
      case HtmlTag::kBlock:
      case HtmlTag::kHeading:
      case HtmlTag::kPre:
      case HtmlTag::kSite:
        builder_.StartParagraph();
        break;
      case HtmlTag::kList:
        builder_.EndParagraph();
        labels_.StartList(name == "ol", attributes, style);
        break;
      case HtmlTag::kItem:
        builder_.EndParagraph();
        labels_.StartItem(attributes, style);
        break;
      case HtmlTag::kTable:
        builder_.EndParagraph();
        tables_.push_back({IsLayout()});
        break;
      case HtmlTag::kRow:
        BeginRow();
        break;
      case HtmlTag::kCell:
      case HtmlTag::kHeaderCell:
        BeginCell(attributes);
        break;
      default:
        break;
    }
    const absl::string_view title = attributes.Get("title");
    // LibreOffice's page header and footer.
    element->aside = style.is_note ||
                     (element->tag == HtmlTag::kBlock && (title == "header" || title == "footer"));
    if (element->aside) builder_.StartAside();
    if (style.is_tab) {
      // Word puts blanks there as wide as the tab.
      builder_.Tab();
      element->shown = false;
    }
    if (style.is_label) {
      element->label = true;
      in_label_ = true;
    }
  }

  void Finish(const HtmlElement& element) {
    if (element.label) {
      in_label_ = false;
      labels_.SetLabel(std::exchange(label_, ""));
    }
    switch (element.tag) {
      case HtmlTag::kBlock:
      case HtmlTag::kHeading:
      case HtmlTag::kPre:
      case HtmlTag::kSite:
        builder_.EndParagraph();
        break;
      case HtmlTag::kItem:
        builder_.EndParagraph();
        labels_.EndItem();
        break;
      case HtmlTag::kList:
        builder_.EndParagraph();
        labels_.EndList();
        break;
      case HtmlTag::kTable:
        EndTable();
        break;
      case HtmlTag::kRow:
        EndRow();
        break;
      case HtmlTag::kCell:
      case HtmlTag::kHeaderCell:
        if (!tables_.empty() && tables_.back().started) {
          builder_.EndCell();
        } else {
          builder_.EndParagraph();
        }
        break;
      default:
        break;
    }
    if (element.aside) builder_.EndAside();
  }

  bool IsLayout() const {
    return tables_seen_ < survey_.is_layout.size() && survey_.is_layout[tables_seen_];
  }

  // The table begins with its first row, so that a caption stands before it.
  void BeginRow() {
    if (tables_.empty() || tables_.back().layout) {
      builder_.EndParagraph();
      return;
    }
    if (!tables_.back().started) builder_.StartTable();
    builder_.StartRow();
    tables_.back().started = tables_.back().in_row = true;
  }

  void BeginCell(const Attributes& attributes) {
    if (tables_.empty() || tables_.back().layout) {
      builder_.EndParagraph();
      return;
    }
    if (!tables_.back().in_row) BeginRow();
    builder_.StartCell(SpanOf(attributes.Get("colspan"), kMaxTableColumns),
                       SpanOf(attributes.Get("rowspan"), kMaxRowSpan));
  }

  void EndRow() {
    if (tables_.empty() || !tables_.back().in_row) {
      builder_.EndParagraph();
      return;
    }
    builder_.EndRow();
    tables_.back().in_row = false;
  }

  void EndTable() {
    if (tables_.empty()) return;
    if (tables_.back().started) {
      builder_.EndTable();
    } else {
      builder_.EndParagraph();
    }
    tables_.pop_back();
  }

  // Hands over the words since the last tag. Text comes in pieces that may part a letter of an old
  // encoding from its mark.
  void Flush() {
    if (pending_.empty()) return;
    std::string text = WithoutControls(std::exchange(pending_, ""));
    const HtmlElement& element = open_.back();
    if (element.font.has_value()) {
      std::string unicode = FromLegacy(element.font->encoding, text, element.font->capitals);
      if (unicode != text) builder_.AddRemark(FormatRemark::kLegacyEncoding);
      text = std::move(unicode);
    }
    if (in_label_) {
      label_ += text;
      return;
    }
    if (!absl::StripAsciiWhitespace(text).empty()) {
      if (const std::string label = labels_.TakeLabel(text); !label.empty())
        builder_.AddText(absl::StrCat(label, " "), /*bold=*/false);
    }
    builder_.AddText(text, element.bold,
                     element.keeps_space ? WhiteSpace::kKeep : WhiteSpace::kFold);
  }

  const HtmlSurvey& survey_;
  const std::optional<size_t> document_;
  TextBuilder builder_;
  HtmlLabels labels_;
  std::vector<HtmlElement> open_;
  std::vector<HtmlTable> tables_;
  std::string pending_;
  std::string label_;  // Word's, as far as it is read.
  bool in_label_ = false;
  bool inside_ = false;    // The element that holds the document.
  bool finished_ = false;  // It has ended.
  size_t candidates_ = 0;
  size_t tables_seen_ = 0;
};

absl::StatusOr<DocumentText> ReadPage(absl::string_view utf8, const HtmlSurvey& survey,
                                      bool whole) {
  HtmlReader reader(survey, whole);
  RETURN_IF_ERROR(ParseHtml(utf8, reader));
  return std::move(reader).Result();
}

}  // namespace

absl::StatusOr<DocumentText> ReadHtml(absl::string_view bytes) {
  const HtmlText page = DecodeHtml(bytes);
  ASSIGN_OR_RETURN(const HtmlSurvey survey, SurveyHtml(page.utf8));
  ASSIGN_OR_RETURN(DocumentText document, ReadPage(page.utf8, survey, /*whole=*/false));
  // An article that styles hide is not the document.
  if (document.text.empty() && survey.document.has_value()) {
    ASSIGN_OR_RETURN(document, ReadPage(page.utf8, survey, /*whole=*/true));
  }
  if (absl::StripAsciiWhitespace(document.text).empty()) return NoticeEmpty();
  if (page.legacy && document.remarks.empty())
    document.remarks.push_back(FormatRemark::kLegacyEncoding);
  return document;
}

}  // namespace dondoc::registry
