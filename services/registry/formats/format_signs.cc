#include "services/registry/formats/format_signs.h"

#include <cstddef>
#include <optional>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "services/registry/formats/text_decoding.h"

namespace dondoc::registry {
namespace {

// A literal with its zero bytes.
template <size_t kSize>
constexpr absl::string_view Bytes(const char (&literal)[kSize]) {
  return absl::string_view(literal, kSize - 1);
}

// Where a PDF says that it is one; some producers write other bytes before it.
constexpr size_t kPdfSignBytes = 1024;
// The tags of an HTML page begin in the first bytes, behind comments at most.
constexpr size_t kHtmlSignBytes = 8192;

struct Sign {
  absl::string_view bytes;
  absl::string_view format;
};

// The first bytes of what people send by mistake.
constexpr Sign kFirstBytes[] = {
    {"{\\rtf", "rtf"},
    {"\x1F\x8B", "gzip"},
    {"Rar!\x1A\x07", "rar"},
    {"7z\xBC\xAF\x27\x1C", "7z"},
    {"\xFD"
     "7zXZ",
     "xz"},
    {"\x89PNG", "png"},
    {"\xFF\xD8\xFF", "jpeg"},
    {"GIF8", "gif"},
    {Bytes("II*\0"), "tiff"},
    {Bytes("MM\0*"), "tiff"},
    {"AT&TFORM", "djvu"},
    {"MIME-Version:", "mht"},
};

// Names of parts in a zip package.
constexpr Sign kZipParts[] = {
    {"word/document", "docx"}, {"xl/workbook", "xlsx"}, {"ppt/presentation", "pptx"}};

// Names of streams in an OLE2 file, which are in UTF-16.
constexpr Sign kOleStreams[] = {
    {Bytes("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "encrypted"},
    {Bytes("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "doc"},
    {Bytes("W\0o\0r\0k\0b\0o\0o\0k\0"), "xls"},
    {Bytes("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0"), "ppt"}};

// An OpenDocument file's first part is "mimetype", stored as it is.
constexpr absl::string_view kOdfText = "application/vnd.oasis.opendocument.text";
constexpr absl::string_view kOdfSheet = "application/vnd.oasis.opendocument.spreadsheet";
constexpr absl::string_view kOdfSlides = "application/vnd.oasis.opendocument.presentation";

constexpr absl::string_view kHtmlTags[] = {
    "html", "head", "body", "meta", "title", "style",   "table", "div",    "p",  "h1",
    "h2",   "h3",   "span", "font", "main",  "article", "b",     "center", "ul", "ol"};

unsigned Number16(absl::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
}

// The contents of a first part called "mimetype", and what stands behind them; "" without it.
absl::string_view Mimetype(absl::string_view zip) {
  constexpr size_t kNameLength = 26, kExtraLength = 28, kName = 30;
  constexpr absl::string_view kPart = "mimetype";
  if (zip.size() < kName + kPart.size() || Number16(zip, kNameLength) != kPart.size()) return "";
  if (zip.substr(kName, kPart.size()) != kPart) return "";
  const size_t contents = kName + kPart.size() + Number16(zip, kExtraLength);
  return contents < zip.size() ? zip.substr(contents) : "";
}

absl::string_view ZipFormat(absl::string_view zip) {
  const absl::string_view mimetype = Mimetype(zip);
  if (absl::StartsWith(mimetype, kOdfText)) return "odt";
  if (absl::StartsWith(mimetype, kOdfSheet)) return "ods";
  if (absl::StartsWith(mimetype, kOdfSlides)) return "odp";
  for (const Sign& sign : kZipParts) {
    if (absl::StrContains(zip, sign.bytes)) return sign.format;
  }
  return "zip";
}

absl::string_view OleFormat(absl::string_view bytes) {
  for (const Sign& sign : kOleStreams) {
    if (absl::StrContains(bytes, sign.bytes)) return sign.format;
  }
  return "ole";
}

// Skips white space, comments, and what stands in <? ?>.
absl::string_view FirstTag(absl::string_view page) {
  for (;;) {
    page = absl::StripLeadingAsciiWhitespace(page);
    const absl::string_view end = absl::StartsWith(page, "<!--") ? "-->"
                                  : absl::StartsWith(page, "<?") ? ">"
                                                                 : "";
    if (end.empty()) return page;
    const size_t at = page.find(end);
    if (at == absl::string_view::npos) return "";
    page.remove_prefix(at + end.size());
  }
}

bool IsHtml(absl::string_view tag) {
  if (absl::StartsWithIgnoreCase(tag, "<!doctype html")) return true;
  if (!absl::StartsWith(tag, "<")) return false;
  const size_t end = tag.find_first_of(" \t\r\n/>", 1);
  if (end == absl::string_view::npos) return false;
  return absl::c_linear_search(kHtmlTags, absl::AsciiStrToLower(tag.substr(1, end - 1)));
}

// "html", "xml" (Word 2003, for example) or "".
absl::string_view MarkupFormat(absl::string_view bytes) {
  std::string decoded;
  absl::string_view page = bytes.substr(0, kHtmlSignBytes);
  if (const std::optional<Utf16> order = Utf16Of(page); order.has_value()) {
    decoded = FromUtf16(*order, page).value_or("");
    page = decoded;
  }
  if (absl::StartsWith(page, kUtf8Mark)) page.remove_prefix(kUtf8Mark.size());
  if (IsHtml(FirstTag(page))) return "html";
  return absl::StartsWith(page, "<?xml") ? "xml" : "";
}

}  // namespace

absl::string_view FormatSign(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "PK\x03\x04")) return ZipFormat(bytes);
  if (absl::StartsWith(bytes, "\xD0\xCF\x11\xE0")) return OleFormat(bytes);
  if (absl::StrContains(bytes.substr(0, kPdfSignBytes), "%PDF-")) return "pdf";
  for (const Sign& sign : kFirstBytes) {
    if (absl::StartsWith(bytes, sign.bytes)) return sign.format;
  }
  return MarkupFormat(bytes);
}

}  // namespace dondoc::registry
