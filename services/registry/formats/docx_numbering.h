// The lists of a DOCX (numbering.xml): numbers (w:num) that share definitions (w:abstractNum), and
// where each stands.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/docx_properties.h"
#include "services/registry/formats/docx_styles.h"
#include "services/registry/formats/list_labels.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

// Lists that are kept; Word counts numbers in 15 bits and lets no document get near.
inline constexpr size_t kMaxDocxLists = 32767;
inline constexpr size_t kMaxDocxListDefinitions = 10000;

struct DocxListLevels {
  // How the labels look besides their text, and the styles whose paragraphs are of a level.
  struct Look {
    RunProperties run;
    std::string paragraph_style;
  };

  ListLevels levels;
  std::array<Look, kMaxListLevels> looks;
};

class DocxNumbering {
 public:
  struct Label {
    std::string text;
    RunProperties run;
  };

  // Counts a paragraph of the list `list` and gives its label; nullopt where there is no such list
  // or its label is empty. `level` is what the paragraph itself says; otherwise the level that the
  // list has for `style` (the style that names the list), then `style_level`.
  std::optional<Label> Next(int list, std::optional<int> level, absl::string_view style,
                            std::optional<int> style_level, DocxStyles& styles);

 private:
  friend class DocxNumberingReader;

  struct Definition {
    DocxListLevels levels;
    std::string style_link;  // The numbering style that has the levels.
    ListCounter counter;
  };
  struct Override {
    std::optional<int> start;
    bool has_level = false;
  };
  struct Number {
    int definition = -1;
    // Where the number says other than its definition.
    std::array<Override, kMaxListLevels> overrides;
    // The overriding levels; once a paragraph has used the number, all of its levels.
    std::unique_ptr<DocxListLevels> levels;
    bool used = false;
  };

  // The definition that holds for `number`, by way of a numbering style where it says so.
  Definition* DefinitionOf(const Number& number, DocxStyles& styles);
  static void Prepare(Number& number, Definition& definition);

  absl::flat_hash_map<int, Definition> definitions_;
  absl::flat_hash_map<int, Number> numbers_;
};

class DocxNumberingReader : public XmlHandler {
 public:
  explicit DocxNumberingReader(DocxNumbering& numbering) : numbering_(numbering) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override;
  void EndElement(const XmlName& name) override;
  void Characters(absl::string_view) override {}

 private:
  void StartDefinition(const XmlAttributes& attributes);
  void StartNumber(const XmlAttributes& attributes);
  void StartOverride(const XmlAttributes& attributes);
  void StartLevel(const XmlAttributes& attributes);
  void ReadLevel(absl::string_view local, const XmlAttributes& attributes);

  DocxNumbering& numbering_;
  int skipped_ = 0;
  DocxNumbering::Definition* definition_ = nullptr;
  DocxNumbering::Number* number_ = nullptr;
  DocxNumbering::Override* override_ = nullptr;
  // The level that is being read.
  ListLevel* level_ = nullptr;
  DocxListLevels::Look* look_ = nullptr;
  bool in_run_ = false;
};

}  // namespace dondoc::registry
