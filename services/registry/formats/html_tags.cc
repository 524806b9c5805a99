#include "services/registry/formats/html_tags.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace dondoc::registry {
namespace {

// Bytes of a class attribute that are looked at.
constexpr size_t kMaxClassBytes = 500;

struct Kind {
  HtmlTag tag;
  absl::string_view names;
};

constexpr Kind kKinds[] = {
    {HtmlTag::kBlock,
     "address article blockquote body caption center dd details dir div dl dt fieldset figcaption "
     "figure form hgroup hr html legend main p section summary"},
    {HtmlTag::kHeading, "h1 h2 h3 h4 h5 h6"},
    {HtmlTag::kBold, "b strong"},
    {HtmlTag::kLineBreak, "br"},
    {HtmlTag::kPre, "pre listing xmp plaintext"},
    {HtmlTag::kFont, "font"},
    {HtmlTag::kAnchor, "a"},
    {HtmlTag::kList, "ul ol"},
    {HtmlTag::kItem, "li"},
    {HtmlTag::kTable, "table"},
    {HtmlTag::kRow, "tr"},
    {HtmlTag::kCell, "td"},
    {HtmlTag::kHeaderCell, "th"},
    {HtmlTag::kStyle, "style"},
    {HtmlTag::kHidden,
     "applet audio button canvas datalist del embed frameset head iframe input map math "
     "noframes noscript object optgroup option script select svg template textarea title video "
     "xml"},
    {HtmlTag::kSite, "nav header footer aside menu"},
};

// Names that content management systems of government sites give to the document's element.
const absl::flat_hash_set<absl::string_view>& DocumentClasses() {
  static const auto& names = *new absl::flat_hash_set<absl::string_view>{
      "article-content", "article-body",   "articlebody",
      "article-detail",  "content-detail", "detail-content",
      "news-content",    "news-detail",    "post-content",
      "entry-content",   "noidung",        "noi-dung",
      "noidungvanban",   "toanvancontent", "journal-content-article"};
  return names;
}

const absl::flat_hash_set<absl::string_view>& FurnitureClasses() {
  static const auto& names = *new absl::flat_hash_set<absl::string_view>{
      "nav",        "navbar",      "navigation",  "menu",          "mainmenu",    "topmenu",
      "breadcrumb", "breadcrumbs", "sidebar",     "site-header",   "site-footer", "footer",
      "pagination", "pager",       "share",       "social",        "related",     "comments",
      "banner",     "topbar",      "advertising", "advertisement", "skip-link",   "toolbar"};
  return names;
}

template <typename Names>
bool HasName(absl::string_view attribute, const Names& names) {
  const std::string small = absl::AsciiStrToLower(attribute.substr(0, kMaxClassBytes));
  for (const absl::string_view name :
       absl::StrSplit(small, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    if (names.contains(name)) return true;
  }
  return false;
}

}  // namespace

HtmlTag HtmlTagOf(absl::string_view name) {
  static const auto& tags = *[] {
    auto* map = new absl::flat_hash_map<absl::string_view, HtmlTag>;
    for (const Kind& kind : kKinds) {
      for (const absl::string_view tag : absl::StrSplit(kind.names, ' '))
        map->emplace(tag, kind.tag);
    }
    return map;
  }();
  const auto found = tags.find(name);
  return found == tags.end() ? HtmlTag::kInline : found->second;
}

absl::string_view Attributes::Get(absl::string_view name) const {
  if (pairs_ == nullptr) return "";
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == pair[0]) return pair[1] == nullptr ? absl::string_view() : pair[1];
  }
  return "";
}

bool Attributes::Has(absl::string_view name) const {
  if (pairs_ == nullptr) return false;
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == pair[0]) return true;
  }
  return false;
}

bool MayHoldDocument(absl::string_view name, const Attributes& attributes) {
  return name == "article" || name == "main" || attributes.Get("role") == "main" ||
         absl::EqualsIgnoreCase(attributes.Get("itemprop"), "articleBody") ||
         HasName(attributes.Get("class"), DocumentClasses()) ||
         HasName(attributes.Get("id"), DocumentClasses());
}

bool IsSiteFurniture(const Attributes& attributes) {
  return attributes.Get("role") == "navigation" ||
         HasName(attributes.Get("class"), FurnitureClasses()) ||
         HasName(attributes.Get("id"), FurnitureClasses());
}

}  // namespace dondoc::registry
