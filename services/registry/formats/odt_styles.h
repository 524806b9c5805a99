// The styles of an ODT, from styles.xml and content.xml: how text looks, and how lists count.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/list_labels.h"
#include "services/registry/formats/run_writer.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

// Styles and list styles that are kept. Each way of formatting a word makes one of the former.
inline constexpr size_t kMaxOdtStyles = 100000;
inline constexpr size_t kMaxOdtListStyles = 10000;
// Styles that follow from each other; a ring of them never ends.
inline constexpr int kMaxOdtStyleChain = 32;

// What is not said is inherited.
struct OdtTextProperties {
  std::optional<bool> bold, capitals, hidden;
  std::optional<FontKind> font;

  void Inherit(const OdtTextProperties& base);
  RunLook Look() const;
};

struct OdtStyle {
  std::string parent;
  std::optional<std::string> list_style;
  OdtTextProperties text;
};

enum class OdtFamily { kParagraph, kText };

class OdtStyles {
 public:
  // All that the style says, inherited included; an empty one where there is none.
  const OdtStyle& Resolved(OdtFamily family, absl::string_view name);
  // nullptr for none.
  const ListLevels* ListStyle(absl::string_view name) const;
  // How headings count that are in no list.
  const ListLevels& outline() const { return outline_; }

 private:
  friend class OdtStylesReader;
  using StyleMap = absl::flat_hash_map<std::string, OdtStyle>;

  StyleMap& Family(OdtFamily family) { return styles_[static_cast<int>(family)]; }

  OdtTextProperties paragraph_defaults_;
  StyleMap styles_[2];
  StyleMap resolved_[2];
  absl::flat_hash_map<std::string, std::unique_ptr<ListLevels>> list_styles_;
  absl::flat_hash_map<std::string, FontKind> fonts_;
  ListLevels outline_ = ListLevels();
};

// Reads office:font-face-decls, office:styles and office:automatic-styles.
class OdtStylesReader : public XmlHandler {
 public:
  explicit OdtStylesReader(OdtStyles& styles);

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override;
  void EndElement(const XmlName& name) override;
  void Characters(absl::string_view) override {}

 private:
  void StartStyle(const XmlAttributes& attributes, bool is_default);
  void StartListStyle(const XmlAttributes& attributes);
  void ReadFont(const XmlAttributes& attributes);
  void ReadText(const XmlAttributes& attributes);
  void ReadLevel(absl::string_view local, const XmlAttributes& attributes);

  OdtStyles& styles_;
  OdtTextProperties* text_ = nullptr;
  ListLevels* list_ = nullptr;
};

}  // namespace dondoc::registry
