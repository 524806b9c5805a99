// The styles of a DOCX (styles.xml): what a style and those that it is based on say.
#pragma once

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/docx_properties.h"
#include "services/registry/formats/xml_events.h"

namespace dondoc::registry {

// Styles based on each other; Word allows eleven, and a ring of them never ends.
inline constexpr int kMaxStyleChain = 32;

// Styles that are kept; Word writes no more than 4,079.
inline constexpr size_t kMaxDocxStyles = 10000;

struct DocxStyle {
  std::string base;
  ParagraphProperties paragraph;
  RunProperties run;
  // The style whose w:numPr `paragraph` has, itself or one that it is based on: a list's level
  // names that one.
  std::string list_style;
};

struct DocxRunLook {
  RunLook look;
  bool hidden = false;
};

class DocxStyles {
 public:
  // All that `id` says, inherited included; an empty style where there is none. "" is the default
  // paragraph style.
  const DocxStyle& Resolved(absl::string_view id);
  // How a run that says `run` looks in a paragraph of the style `paragraph`.
  DocxRunLook LookOf(const RunProperties& run, absl::string_view paragraph);

 private:
  friend class DocxStylesReader;

  RunProperties defaults_;
  std::string default_paragraph_style_;
  absl::flat_hash_map<std::string, DocxStyle> styles_;
  absl::flat_hash_map<std::string, DocxStyle> resolved_;
};

class DocxStylesReader : public XmlHandler {
 public:
  explicit DocxStylesReader(DocxStyles& styles) : styles_(styles) {}

  void StartElement(const XmlName& name, const XmlAttributes& attributes) override;
  void EndElement(const XmlName& name) override;
  void Characters(absl::string_view) override {}

 private:
  void StartStyle(const XmlAttributes& attributes);

  DocxStyles& styles_;
  int skipped_ = 0;  // Elements open of a subtree that says nothing.
  bool in_defaults_ = false;
  bool in_run_ = false;
  DocxStyle* style_ = nullptr;
  DocxStyle unnamed_;
};

}  // namespace dondoc::registry
