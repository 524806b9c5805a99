#include "services/registry/formats/docx_properties.h"

#include "absl/strings/numbers.h"

#include "services/registry/formats/docx_names.h"

namespace dondoc::registry {
namespace {

template <typename T>
void FillIn(std::optional<T>& value, const std::optional<T>& base) {
  if (!value.has_value()) value = base;
}

// A theme's font goes before a named one, and no theme has an old font.
std::optional<FontKind> FontOf(const XmlAttributes& attributes, absl::string_view name,
                               absl::string_view theme) {
  if (!WordAttribute(attributes, theme).empty()) return FontKind();
  const absl::string_view font = WordAttribute(attributes, name);
  if (font.empty()) return std::nullopt;
  return FontKindOf(font);
}

}  // namespace

bool IsOn(const XmlAttributes& attributes) {
  const absl::string_view value = WordAttribute(attributes, "val");
  return value != "0" && value != "false" && value != "off";
}

std::optional<int> IntValue(const XmlAttributes& attributes) {
  int value = 0;
  if (!absl::SimpleAtoi(WordAttribute(attributes, "val"), &value)) return std::nullopt;
  return value;
}

void RunProperties::Read(absl::string_view local, const XmlAttributes& attributes) {
  if (local == "b") {
    bold = IsOn(attributes);
  } else if (local == "caps") {
    capitals = IsOn(attributes);
  } else if (local == "vanish") {
    hidden = IsOn(attributes);
  } else if (local == "rStyle") {
    style = std::string(WordAttribute(attributes, "val"));
  } else if (local == "rFonts") {
    if (const auto font = FontOf(attributes, "ascii", "asciiTheme"); font.has_value())
      ascii_font = font;
    if (const auto font = FontOf(attributes, "hAnsi", "hAnsiTheme"); font.has_value())
      high_font = font;
  }
}

void RunProperties::Inherit(const RunProperties& base) {
  FillIn(bold, base.bold);
  FillIn(capitals, base.capitals);
  FillIn(hidden, base.hidden);
  FillIn(ascii_font, base.ascii_font);
  FillIn(high_font, base.high_font);
}

void ParagraphProperties::Read(absl::string_view local, const XmlAttributes& attributes) {
  if (local == "pStyle") {
    style = std::string(WordAttribute(attributes, "val"));
  } else if (local == "numId") {
    list = IntValue(attributes);
  } else if (local == "ilvl") {
    level = IntValue(attributes);
  }
}

void ParagraphProperties::Inherit(const ParagraphProperties& base) {
  FillIn(list, base.list);
  FillIn(level, base.level);
}

}  // namespace dondoc::registry
