// The little of CSS that says what a text means: what is bold, hidden, a list's label, or set in an
// old font.
#pragma once

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {

// What declarations say; nothing where they are silent.
struct CssStyle {
  std::optional<bool> bold;
  bool hidden = false;
  bool keeps_space = false;              // white-space: pre.
  std::optional<std::string> font;       // The first family.
  std::optional<std::string> list_type;  // list-style-type, lower case.
  // Microsoft Word's: a span that holds a list's label as text; one that stands for a tab; what
  // holds footnotes.
  bool is_label = false;
  bool is_tab = false;
  bool is_note = false;
  bool breaks_page = false;

  // What `other` says goes over this.
  void Add(const CssStyle& other);
};

// Declarations as in a style attribute: "font-weight:bold;display:none".
CssStyle ParseDeclarations(absl::string_view declarations);

// The rules of <style> elements whose selectors are a tag, a class or both; others are left out, as
// are those behind the first kMaxStyleRules.
class StyleSheet {
 public:
  void Add(absl::string_view css);
  // `classes` as in a class attribute.
  CssStyle StyleOf(absl::string_view tag, absl::string_view classes) const;

 private:
  void AddRule(absl::string_view selectors, absl::string_view declarations);

  // By selector: "p", ".MsoNormal", "p.MsoNormal".
  absl::flat_hash_map<std::string, CssStyle> rules_;
};

}  // namespace dondoc::registry
