#include "services/registry/formats/plain_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"

#include "common/base/status_macros.h"
#include "common/text/normalize.h"
#include "services/registry/formats/format.h"
#include "services/registry/formats/format_errors.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/text_decoding.h"
#include "services/registry/formats/text_tables.h"

namespace dondoc::registry {
namespace {

// NUL and the C0 controls that no text editor writes. Tab, line ends and form feed are text.
bool IsBinaryByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

bool IsBinary(absl::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), IsBinaryByte);
}

bool IsEmptyText(absl::string_view utf8) {
  if (absl::StartsWith(utf8, kUtf8Mark)) utf8.remove_prefix(kUtf8Mark.size());
  return utf8.find_first_not_of(" \t\r\n\f\v") == absl::string_view::npos;
}

// `document` holds its text; finds what its layout tells.
absl::StatusOr<DocumentText> Finish(DocumentText document) {
  if (document.text.size() > kMaxTextBytes) return NoticeTooLarge(document.text.size());
  if (IsBinary(document.text)) return NoticeNotText("binary");
  if (IsEmptyText(document.text)) return NoticeEmpty();
  document.tables = FindTextTables(document.text);
  return document;
}

}  // namespace

absl::StatusOr<DocumentText> ReadPlainText(absl::string_view bytes) {
  DocumentText document;
  document.format = Format::kText;
  if (const std::optional<Utf16> utf16 = Utf16Of(bytes); utf16.has_value()) {
    std::optional<std::string> text = FromUtf16(*utf16, bytes);
    if (!text.has_value()) return NoticeNotText("binary");
    document.text = *std::move(text);
    return Finish(std::move(document));
  }
  if (IsBinary(bytes)) return NoticeNotText("binary");
  if (text::IsValidUtf8(bytes)) {
    document.text = std::string(bytes);
    return Finish(std::move(document));
  }
  std::optional<std::string> text = FromOldVietnamese(bytes);
  // Normalize knows where the first bad byte is, and how to say it.
  if (!text.has_value()) {
    RETURN_IF_ERROR(text::Normalize(bytes).status());
    return NoticeNotText("binary");
  }
  document.text = *std::move(text);
  document.remarks.push_back(FormatRemark::kLegacyEncoding);
  return Finish(std::move(document));
}

}  // namespace dondoc::registry
