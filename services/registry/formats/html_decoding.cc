#include "services/registry/formats/html_decoding.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "common/text/normalize.h"
#include "services/registry/formats/code_pages.h"
#include "services/registry/formats/html_cleaner.h"
#include "services/registry/formats/text_decoding.h"

namespace dondoc::registry {
namespace {

// Where <meta> stands.
constexpr size_t kHeadBytes = 16384;

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

}  // namespace

HtmlText DecodeHtml(absl::string_view bytes) {
  if (const std::optional<Utf16> order = Utf16Of(bytes); order.has_value()) {
    if (std::optional<std::string> text = FromUtf16(*order, bytes); text.has_value())
      return {CleanHtml(*text), false};
  }
  if (absl::StartsWith(bytes, kUtf8Mark)) return {CleanHtml(bytes.substr(kUtf8Mark.size())), false};
  const std::string charset = DeclaredCharset(bytes);
  if (!NamesOldFonts(bytes)) {
    if (charset == "windows-1258") return {CleanHtml(FromWindows1258(bytes)), true};
    if (text::IsValidUtf8(bytes)) return {CleanHtml(bytes), false};
    if (std::optional<std::string> old = FromOldVietnamese(bytes); old.has_value())
      return {CleanHtml(*old), true};
  }
  // Files often say UTF-8 and are something else; what is UTF-8 by chance is hardly anything else.
  if (charset == "utf-8" || text::IsValidUtf8(bytes)) return {CleanHtml(bytes), false};
  return {CleanHtml(FromWindows1252(bytes)), true};
}

}  // namespace dondoc::registry
