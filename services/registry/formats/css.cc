#include "services/registry/formats/css.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {
namespace {

// Selectors of all style elements; word processors write some hundreds.
constexpr size_t kMaxStyleRules = 5000;
// Classes of an element that are looked up.
constexpr int kMaxClasses = 8;
// Bytes of a font's name and of a selector; longer ones name nothing we know.
constexpr size_t kMaxNameBytes = 100;
// From this weight on, letters are bold.
constexpr int kBoldWeight = 600;

std::optional<bool> BoldOf(absl::string_view weight) {
  if (weight == "bold" || weight == "bolder") return true;
  if (weight == "normal" || weight == "lighter") return false;
  int number = 0;
  if (!absl::SimpleAtoi(weight, &number)) return std::nullopt;
  return number >= kBoldWeight;
}

std::optional<std::string> FirstFamily(absl::string_view families) {
  absl::string_view name = families.substr(0, families.find(','));
  name = absl::StripAsciiWhitespace(name);
  while (!name.empty() && (name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
  while (!name.empty() && (name.back() == '"' || name.back() == '\'')) name.remove_suffix(1);
  if (name.empty() || name.size() > kMaxNameBytes) return std::nullopt;
  return std::string(name);
}

void Declare(absl::string_view property, absl::string_view value, CssStyle* style) {
  const std::string small = absl::AsciiStrToLower(value.substr(0, kMaxNameBytes));
  if (property == "font-weight") {
    if (const auto bold = BoldOf(small); bold.has_value()) style->bold = bold;
  } else if (property == "font") {
    // "bold 12pt Arial": a weight of its own, or the normal one.
    style->bold = absl::StartsWith(small, "bold") || absl::StrContains(small, " bold ");
  } else if (property == "font-family") {
    if (auto font = FirstFamily(value); font.has_value()) style->font = std::move(font);
  } else if (property == "display") {
    style->hidden = small == "none";
  } else if (property == "visibility") {
    style->hidden |= small == "hidden" || small == "collapse";
  } else if (property == "mso-hide") {
    style->hidden |= small == "all";
  } else if (property == "white-space") {
    style->keeps_space = absl::StartsWith(small, "pre") && small != "pre-line";
  } else if (property == "list-style-type" || property == "list-style") {
    style->list_type = small.substr(0, small.find(' '));
  } else if (property == "mso-list") {
    style->is_label = small == "ignore";
  } else if (property == "mso-tab-count") {
    style->is_tab = true;
  } else if (property == "mso-element") {
    style->is_note = small == "footnote-list" || small == "endnote-list";
  } else if (property == "page-break-before") {
    style->breaks_page = small == "always";
  }
}

// A tag, a class, or a tag with a class.
bool IsSimpleSelector(absl::string_view selector) {
  if (selector.empty() || selector.size() > kMaxNameBytes) return false;
  int dots = 0;
  for (const char c : selector) {
    dots += c == '.';
    if (c != '.' && c != '-' && c != '_' && !absl::ascii_isalnum(static_cast<unsigned char>(c)))
      return false;
  }
  return dots <= 1 && selector.back() != '.';
}

// Without "/* */" and "<!-- -->", which hid style from browsers long ago.
std::string WithoutComments(absl::string_view css) {
  std::string out;
  out.reserve(css.size());
  while (!css.empty()) {
    const size_t at = css.find("/*");
    out.append(css.data(), std::min(at, css.size()));
    if (at == absl::string_view::npos) break;
    const size_t end = css.find("*/", at + 2);
    if (end == absl::string_view::npos) break;
    css.remove_prefix(end + 2);
  }
  return out;
}

}  // namespace

void CssStyle::Add(const CssStyle& other) {
  if (other.bold.has_value()) bold = other.bold;
  if (other.font.has_value()) font = other.font;
  if (other.list_type.has_value()) list_type = other.list_type;
  hidden |= other.hidden;
  keeps_space |= other.keeps_space;
  is_label |= other.is_label;
  is_tab |= other.is_tab;
  is_note |= other.is_note;
  breaks_page |= other.breaks_page;
}

CssStyle ParseDeclarations(absl::string_view declarations) {
  CssStyle style;
  for (const absl::string_view declaration : absl::StrSplit(declarations, ';')) {
    const size_t colon = declaration.find(':');
    if (colon == absl::string_view::npos || colon > kMaxNameBytes) continue;
    absl::string_view value = declaration.substr(colon + 1);
    value = absl::StripAsciiWhitespace(value.substr(0, value.find('!')));
    Declare(absl::AsciiStrToLower(absl::StripAsciiWhitespace(declaration.substr(0, colon))), value,
            &style);
  }
  return style;
}

void StyleSheet::Add(absl::string_view css) {
  const std::string text = WithoutComments(css);
  absl::string_view rest = text;
  while (rules_.size() < kMaxStyleRules) {
    const size_t open = rest.find('{');
    const size_t close = rest.find('}', open == absl::string_view::npos ? 0 : open);
    if (open == absl::string_view::npos || close == absl::string_view::npos) return;
    absl::string_view selectors = rest.substr(0, open);
    if (const size_t mark = selectors.rfind("<!--"); mark != absl::string_view::npos)
      selectors.remove_prefix(mark + 4);
    AddRule(selectors, rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
}

void StyleSheet::AddRule(absl::string_view selectors, absl::string_view declarations) {
  const CssStyle style = ParseDeclarations(declarations);
  for (absl::string_view selector : absl::StrSplit(selectors, ',')) {
    selector = absl::StripAsciiWhitespace(selector);
    if (rules_.size() >= kMaxStyleRules) return;
    if (IsSimpleSelector(selector)) rules_[selector].Add(style);
  }
}

CssStyle StyleSheet::StyleOf(absl::string_view tag, absl::string_view classes) const {
  CssStyle style;
  if (rules_.empty()) return style;
  const auto add = [&](absl::string_view selector) {
    if (const auto rule = rules_.find(selector); rule != rules_.end()) style.Add(rule->second);
  };
  add(tag);
  int looked = 0;
  for (const absl::string_view name :
       absl::StrSplit(classes.substr(0, kMaxNameBytes * kMaxClasses), absl::ByAnyChar(" \t\r\n"),
                      absl::SkipEmpty())) {
    if (++looked > kMaxClasses) break;
    add(absl::StrCat(".", name));
    add(absl::StrCat(tag, ".", name));
  }
  return style;
}

}  // namespace dondoc::registry
