#include "services/registry/formats/odt_styles.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "services/registry/formats/odt_names.h"

namespace dondoc::registry {
namespace {

template <typename T>
void FillFrom(std::optional<T>& value, const std::optional<T>& base) {
  if (!value.has_value()) value = base;
}

bool IsBoldWeight(absl::string_view weight) {
  int number = 0;
  return weight == "bold" || (absl::SimpleAtoi(weight, &number) && number >= 600);
}

// "'.VnTime'" or "Times New Roman, serif": the first family.
absl::string_view FirstFamily(absl::string_view families) {
  families = families.substr(0, families.find(','));
  while (!families.empty() && (families.front() == '\'' || families.front() == '"'))
    families.remove_prefix(1);
  while (!families.empty() && (families.back() == '\'' || families.back() == '"'))
    families.remove_suffix(1);
  return families;
}

NumberFormat OdtFormatOf(absl::string_view format, bool same_letter) {
  if (format.empty()) return NumberFormat::kNone;
  if (format == "a")
    return same_letter ? NumberFormat::kLowerLetter : NumberFormat::kLowerLetterRow;
  if (format == "A")
    return same_letter ? NumberFormat::kUpperLetter : NumberFormat::kUpperLetterRow;
  if (format == "i") return NumberFormat::kLowerRoman;
  if (format == "I") return NumberFormat::kUpperRoman;
  if (absl::StartsWith(format, "01")) return NumberFormat::kDecimalZero;
  return NumberFormat::kDecimal;
}

int Clamped(absl::string_view value, int least, int most) {
  int number = least;
  return absl::SimpleAtoi(value, &number) ? std::clamp(number, least, most) : least;
}

void AddText(absl::string_view text, std::vector<LabelPiece>& pieces) {
  if (!text.empty()) pieces.push_back({std::string(text)});
}

// LibreOffice's "%1%.%2%)" taken apart.
std::vector<LabelPiece> PiecesOfPattern(absl::string_view pattern) {
  std::vector<LabelPiece> pieces;
  const std::string text = AttributeText(pattern.substr(0, kMaxLabelBytes));
  absl::string_view rest = text;
  while (!rest.empty()) {
    const size_t begin = rest.find('%');
    const size_t end = begin == rest.npos ? begin : rest.find('%', begin + 1);
    int level = 0;
    if (end == rest.npos || !absl::SimpleAtoi(rest.substr(begin + 1, end - begin - 1), &level) ||
        level < 1 || level > kMaxListLevels) {
      AddText(rest, pieces);
      break;
    }
    AddText(rest.substr(0, begin), pieces);
    pieces.push_back({"", level - 1});
    rest.remove_prefix(end + 1);
  }
  return pieces;
}

// Prefix, the numbers of the last `shown` levels, suffix.
std::vector<LabelPiece> PiecesOfLevels(int level, int shown, absl::string_view prefix,
                                       absl::string_view suffix) {
  std::vector<LabelPiece> pieces;
  AddText(AttributeText(prefix.substr(0, kMaxLabelBytes)), pieces);
  for (int i = std::max(level - shown + 1, 0); i <= level; ++i) {
    pieces.push_back({"", i});
    if (i < level) pieces.push_back({"."});
  }
  AddText(AttributeText(suffix.substr(0, kMaxLabelBytes)), pieces);
  return pieces;
}

}  // namespace

void OdtTextProperties::Inherit(const OdtTextProperties& base) {
  FillFrom(bold, base.bold);
  FillFrom(capitals, base.capitals);
  FillFrom(hidden, base.hidden);
  FillFrom(font, base.font);
}

RunLook OdtTextProperties::Look() const {
  return {.bold = bold.value_or(false),
          .capitals = capitals.value_or(false),
          .font = font.value_or(FontKind())};
}

const OdtStyle& OdtStyles::Resolved(OdtFamily family, absl::string_view name) {
  StyleMap& resolved = resolved_[static_cast<int>(family)];
  if (const auto known = resolved.find(name); known != resolved.end()) return known->second;
  const StyleMap& styles = Family(family);
  auto style = styles.find(name);
  OdtStyle result;
  if (style != styles.end()) result = style->second;
  for (int i = 0; i < kMaxOdtStyleChain && style != styles.end(); ++i) {
    style = styles.find(style->second.parent);
    if (style == styles.end()) break;
    result.text.Inherit(style->second.text);
    FillFrom(result.list_style, style->second.list_style);
  }
  if (family == OdtFamily::kParagraph) result.text.Inherit(paragraph_defaults_);
  // Names that no style has are not worth remembering.
  if (!styles.contains(name)) name = "";
  OdtStyle& kept = resolved[std::string(name)];
  kept = std::move(result);
  return kept;
}

const ListLevels* OdtStyles::ListStyle(absl::string_view name) const {
  const auto found = list_styles_.find(name);
  return found == list_styles_.end() ? nullptr : found->second.get();
}

OdtStylesReader::OdtStylesReader(OdtStyles& styles) : styles_(styles) {
  for (OdtStyles::StyleMap& resolved : styles_.resolved_) resolved.clear();
  for (ListLevel& level : styles_.outline_) {
    if (level.pieces.empty()) level.format = NumberFormat::kNone;
  }
}

void OdtStylesReader::StartStyle(const XmlAttributes& attributes, bool is_default) {
  text_ = nullptr;
  const absl::string_view family = attributes.Get(kStyle, "family");
  if (family != "paragraph" && family != "text") return;
  const OdtFamily which = family == "text" ? OdtFamily::kText : OdtFamily::kParagraph;
  if (is_default) {
    if (which == OdtFamily::kParagraph) text_ = &styles_.paragraph_defaults_;
    return;
  }
  OdtStyles::StyleMap& styles = styles_.Family(which);
  const absl::string_view name = attributes.Get(kStyle, "name");
  if (name.empty() || styles.size() >= kMaxOdtStyles) return;
  OdtStyle& style = styles[name];
  style = {};
  style.parent = std::string(attributes.Get(kStyle, "parent-style-name"));
  if (const auto list = attributes.Find(kStyle, "list-style-name"); list.has_value())
    style.list_style = std::string(*list);
  text_ = &style.text;
}

void OdtStylesReader::StartListStyle(const XmlAttributes& attributes) {
  list_ = nullptr;
  const absl::string_view name = attributes.Get(kStyle, "name");
  if (name.empty() || styles_.list_styles_.size() >= kMaxOdtListStyles) return;
  auto& list = styles_.list_styles_[name];
  list = std::make_unique<ListLevels>();
  for (ListLevel& level : *list) level.format = NumberFormat::kNone;
  list_ = list.get();
}

void OdtStylesReader::ReadFont(const XmlAttributes& attributes) {
  const FontKind font =
      FontKindOf(FirstFamily(AttributeText(attributes.Get(kVector, "font-family"))));
  // Only those that change something are remembered.
  if (font.legacy.has_value() && styles_.fonts_.size() < kMaxOdtStyles)
    styles_.fonts_[attributes.Get(kStyle, "name")] = font;
}

void OdtStylesReader::ReadText(const XmlAttributes& attributes) {
  if (const auto weight = attributes.Find(kFormatting, "font-weight"); weight.has_value())
    text_->bold = IsBoldWeight(*weight);
  if (const auto transform = attributes.Find(kFormatting, "text-transform"); transform.has_value())
    text_->capitals = *transform == "uppercase";
  if (const auto display = attributes.Find(kTextSpace, "display"); display.has_value())
    text_->hidden = *display == "none";
  if (const auto name = attributes.Find(kStyle, "font-name"); name.has_value()) {
    const auto font = styles_.fonts_.find(*name);
    text_->font = font == styles_.fonts_.end() ? FontKindOf(*name) : font->second;
  } else if (const auto family = attributes.Find(kFormatting, "font-family"); family.has_value()) {
    text_->font = FontKindOf(FirstFamily(*family));
  }
}

void OdtStylesReader::ReadLevel(absl::string_view local, const XmlAttributes& attributes) {
  const int index = Clamped(attributes.Get(kTextSpace, "level"), 1, kMaxListLevels) - 1;
  ListLevel& level = (*list_)[index];
  level = {};
  if (local == "list-level-style-number" || local == "outline-level-style") {
    level.format = OdtFormatOf(attributes.Get(kStyle, "num-format"),
                               attributes.Get(kStyle, "num-letter-sync") == "true");
    level.start = Clamped(attributes.Get(kTextSpace, "start-value"), 1, INT32_MAX);
    const auto pattern = attributes.Find(kExtension, "num-list-format");
    if (level.format == NumberFormat::kNone) return;
    level.pieces =
        pattern.has_value()
            ? PiecesOfPattern(*pattern)
            : PiecesOfLevels(
                  index, Clamped(attributes.Get(kTextSpace, "display-levels"), 1, index + 1),
                  attributes.Get(kStyle, "num-prefix"), attributes.Get(kStyle, "num-suffix"));
  } else {
    level.format = NumberFormat::kBullet;
    AddText(attributes.Get(kTextSpace, "bullet-char").substr(0, kMaxLabelBytes), level.pieces);
  }
}

void OdtStylesReader::StartElement(const XmlName& name, const XmlAttributes& attributes) {
  if (name.space == kStyle) {
    if (name.local == "style") {
      StartStyle(attributes, false);
    } else if (name.local == "default-style") {
      StartStyle(attributes, true);
    } else if (name.local == "font-face") {
      ReadFont(attributes);
    } else if (name.local == "text-properties" && text_ != nullptr) {
      ReadText(attributes);
    }
  } else if (name.space == kTextSpace) {
    if (name.local == "list-style") {
      StartListStyle(attributes);
    } else if (name.local == "outline-style") {
      list_ = &styles_.outline_;
    } else if (list_ != nullptr && (absl::StartsWith(name.local, "list-level-style-") ||
                                    name.local == "outline-level-style")) {
      ReadLevel(name.local, attributes);
    }
  }
}

void OdtStylesReader::EndElement(const XmlName& name) {
  if (name.space == kStyle && (name.local == "style" || name.local == "default-style")) {
    text_ = nullptr;
  } else if (name.space == kTextSpace &&
             (name.local == "list-style" || name.local == "outline-style")) {
    list_ = nullptr;
  }
}

}  // namespace dondoc::registry
