// What the elements of HTML are to a reader.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::registry {

enum class HtmlTag {
  kInline,     // Flows with the words around it; unknown elements too.
  kBlock,      // A paragraph, or something that holds paragraphs.
  kHeading,    // h1 to h6.
  kBold,       // b, strong.
  kLineBreak,  // br.
  kPre,
  kFont,
  kAnchor,
  kList,  // ul, ol.
  kItem,  // li.
  kTable,
  kRow,
  kCell,
  kHeaderCell,
  kStyle,   // Not shown, but says how others are.
  kHidden,  // Not shown, or no words of the document: scripts, form controls.
  kSite     // What stands around the document on a web page: nav, header, footer, aside.
};

HtmlTag HtmlTagOf(absl::string_view name);

// The attributes of an element, names in lower case.
class Attributes {
 public:
  // `pairs`: names and values in turn (a value may be null), ended by a null name.
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}

  // "" for a missing one.
  absl::string_view Get(absl::string_view name) const;
  bool Has(absl::string_view name) const;

 private:
  const char* const* pairs_;
};

// An element that may hold the document and nothing else: article, main, and what sites call so.
bool MayHoldDocument(absl::string_view name, const Attributes& attributes);

// A block that sites call a menu, a trail of links, a footer.
bool IsSiteFurniture(const Attributes& attributes);

}  // namespace dondoc::registry
