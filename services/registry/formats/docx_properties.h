// What paragraphs and runs of a DOCX say about their looks, as far as the text depends on it.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "services/registry/formats/run_writer.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

// The value of an on-off property: <w:b/>, <w:b w:val="0"/>.
bool IsOn(const XmlAttributes& attributes);
// Attribute w:val as a number; nullopt for none.
std::optional<int> IntValue(const XmlAttributes& attributes);

// Properties of a run; what is not said is inherited.
struct RunProperties {
  std::optional<bool> bold, capitals, hidden;
  // Fonts of letters up to U+007F and of those beyond.
  std::optional<FontKind> ascii_font, high_font;
  std::string style;

  // Takes in the child `local` of an rPr.
  void Read(absl::string_view local, const XmlAttributes& attributes);
  // Fills what is not said from `base`.
  void Inherit(const RunProperties& base);
};

struct ParagraphProperties {
  std::optional<int> list;  // numId; 0 for none.
  std::optional<int> level;
  std::string style;

  // Takes in the element `local` of a pPr or of its numPr.
  void Read(absl::string_view local, const XmlAttributes& attributes);
  void Inherit(const ParagraphProperties& base);
};

}  // namespace dondoc::registry
