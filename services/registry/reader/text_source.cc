#include "services/registry/reader/text_source.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/reader/limits.h"

namespace dondoc::registry {
namespace {

absl::Status Empty() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_EMPTY",
               {"The document has no text.", "Văn bản không có chữ nào."});
}

absl::Status NotText(absl::string_view format) {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_NOT_TEXT",
               {absl::StrCat("The file is not plain text (", format, "); save it as UTF-8 text."),
                absl::StrCat("Tệp không phải văn bản thuần (", format,
                             "); hãy lưu lại dạng văn bản UTF-8.")})
      .With("format", format);
}

struct Signature {
  absl::string_view bytes;
  absl::string_view format;
};

// First bytes of the formats that people send by mistake.
constexpr Signature kSignatures[] = {
    {"PK\x03\x04", "zip, docx, xlsx"},
    {"%PDF-", "pdf"},
    {"\xD0\xCF\x11\xE0", "doc, xls"},
    {"{\\rtf", "rtf"},
    {"\xFF\xFE", "utf-16"},
    {"\xFE\xFF", "utf-16"},
    {"\x1F\x8B", "gzip"},
    {"\x89PNG", "png"},
    {"\xFF\xD8\xFF", "jpeg"},
};

// NUL and the C0 controls that no text editor writes. Tab, line ends and form feed are text.
bool IsBinaryByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

}  // namespace

absl::Status NoticeTooLarge(size_t size) {
  return Error(
             absl::StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE",
             {absl::StrCat("The document has ", size, " bytes; the limit is ", kMaxNoticeBytes,
                           "."),
              absl::StrCat("Văn bản dài ", size, " byte; giới hạn là ", kMaxNoticeBytes, " byte.")})
      .With("size", absl::StrCat(size))
      .With("limit", absl::StrCat(kMaxNoticeBytes));
}

absl::StatusOr<SourceText> SourceText::FromBytes(absl::string_view bytes) {
  if (bytes.size() > kMaxNoticeBytes) return NoticeTooLarge(bytes.size());
  if (bytes.empty()) return Empty();
  for (const Signature& signature : kSignatures) {
    if (absl::StartsWith(bytes, signature.bytes)) return NotText(signature.format);
  }
  if (std::any_of(bytes.begin(), bytes.end(), IsBinaryByte)) return NotText("binary");
  return FromText(std::string(bytes));
}

absl::StatusOr<SourceText> SourceText::FromText(std::string original) {
  SourceText source;
  source.original_ = std::move(original);
  ASSIGN_OR_RETURN(source.normalized_, text::NormalizedText::From(source.original_));
  const std::string& text = source.normalized_.text();
  if (text.find_first_not_of(" \t\n") == std::string::npos) return Empty();
  return source;
}

v1::Span SourceText::OriginalSpan(size_t begin, size_t end) const {
  const text::Span span = normalized_.OriginalSpan(begin, end);
  v1::Span result;
  result.set_begin(static_cast<int64_t>(span.begin));
  result.set_end(static_cast<int64_t>(span.end));
  return result;
}

absl::string_view SourceText::OriginalText(const v1::Span& span) const {
  return absl::string_view(original_).substr(static_cast<size_t>(span.begin()),
                                             static_cast<size_t>(span.end() - span.begin()));
}

}  // namespace dondoc::registry
