#include "services/registry/formats/html_decoding.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "common/text/normalize.h"
#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/code_points.h"
#include "services/registry/formats/text_decoding.h"

namespace dondoc::registry {
namespace {

// Where <meta> stands.
constexpr size_t kHeadBytes = 16384;
// Bytes of a condition, "<![if !supportLists]>".
constexpr size_t kMaxConditionalBytes = 200;

// What stands behind "charset=" in the head, lower case; "" without it.
std::string DeclaredCharset(absl::string_view bytes) {
  const std::string head = absl::AsciiStrToLower(bytes.substr(0, kHeadBytes));
  constexpr absl::string_view kName = "charset=";
  const size_t at = absl::string_view(head).find(kName);
  if (at == absl::string_view::npos) return "";
  absl::string_view rest = absl::string_view(head).substr(at + kName.size());
  while (!rest.empty() && absl::string_view("\"' ").find(rest.front()) != absl::string_view::npos)
    rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of("\"' ;/>\t\r\n")));
}

// Some font of the page keeps bytes for letters, so that the fonts say what they mean.
bool NamesOldFonts(absl::string_view bytes) {
  return absl::StrContains(bytes, ".Vn") || absl::StrContains(bytes, "VNI-");
}

// Where Word's "<![if ...]>" or "<![endif]>" at `at` ends; npos where none begins. Browsers take
// them for comments, the parser for text.
size_t EndOfConditional(absl::string_view page, size_t at) {
  if (page.substr(at, 3) != "<![") return absl::string_view::npos;
  const size_t end = page.substr(at, kMaxConditionalBytes).find('>');
  // Not the "<![endif]-->" that ends a comment.
  if (end == absl::string_view::npos || page[at + end - 1] != ']') return absl::string_view::npos;
  return at + end + 1;
}

// `utf8` with U+FFFD for what is ill-formed, a space for controls, which are no HTML, and without
// Word's conditions.
std::string WellFormed(absl::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    if (utf8[at] == '<') {
      if (const size_t end = EndOfConditional(utf8, at); end != absl::string_view::npos) {
        at = end;
        continue;
      }
    }
    const char32_t c = NextCodePoint(utf8, &at);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    AppendCodePoint(control ? U' ' : c, &out);
  }
  return out;
}

}  // namespace

HtmlText DecodeHtml(absl::string_view bytes) {
  if (const std::optional<Utf16> order = Utf16Of(bytes); order.has_value()) {
    if (std::optional<std::string> text = FromUtf16(*order, bytes); text.has_value())
      return {WellFormed(*text), false};
  }
  if (absl::StartsWith(bytes, kUtf8Mark))
    return {WellFormed(bytes.substr(kUtf8Mark.size())), false};
  const std::string charset = DeclaredCharset(bytes);
  if (!NamesOldFonts(bytes)) {
    if (charset == "windows-1258") return {WellFormed(FromWindows1258(bytes)), true};
    if (text::IsValidUtf8(bytes)) return {WellFormed(bytes), false};
    if (std::optional<std::string> old = FromOldVietnamese(bytes); old.has_value())
      return {WellFormed(*old), true};
  }
  // Files often say UTF-8 and are something else; what is UTF-8 by chance is hardly anything else.
  if (charset == "utf-8" || text::IsValidUtf8(bytes)) return {WellFormed(bytes), false};
  return {WellFormed(FromWindows1252(bytes)), true};
}

}  // namespace dondoc::registry
