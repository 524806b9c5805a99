#include "services/registry/formats/format.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/formats/docx.h"
#include "services/registry/formats/format_errors.h"
#include "services/registry/formats/format_signs.h"
#include "services/registry/formats/html.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/odt.h"
#include "services/registry/formats/plain_text.h"
#include "services/registry/formats/unpack_errors.h"

namespace dondoc::registry {

absl::Status NoticeTooLarge(size_t size) {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_TOO_LARGE",
               {absl::StrCat("The document has ", size, " bytes; the limit is ", kMaxDocumentBytes,
                             "."),
                absl::StrCat("Văn bản dài ", size, " byte; giới hạn là ", kMaxDocumentBytes,
                             " byte.")})
      .With("size", absl::StrCat(size))
      .With("limit", absl::StrCat(kMaxDocumentBytes));
}

absl::StatusOr<Format> DetectFormat(absl::string_view bytes) {
  if (bytes.empty()) return NoticeEmpty();
  const absl::string_view sign = FormatSign(bytes);
  if (sign.empty()) return Format::kText;
  if (sign == "docx") return Format::kDocx;
  if (sign == "odt") return Format::kOdt;
  if (sign == "html") return Format::kHtml;
  if (sign == "pdf") return Format::kPdf;
  if (sign == "encrypted") return NoticeEncrypted();
  return NoticeNotText(sign);
}

absl::StatusOr<DocumentText> ReadDocument(absl::string_view bytes) {
  if (bytes.size() > kMaxDocumentBytes) return NoticeTooLarge(bytes.size());
  ASSIGN_OR_RETURN(const Format format, DetectFormat(bytes));
  switch (format) {
    case Format::kText:
      return ReadPlainText(bytes);
    case Format::kHtml:
      return ReadHtml(bytes);
    case Format::kDocx:
      return ReadDocx(bytes);
    case Format::kOdt:
      return ReadOdt(bytes);
    case Format::kPdf:
      break;
  }
  return Error(absl::StatusCode::kInternal, "NOTICE_IS_PDF",
               {"A PDF is read by the PDF reader.", "Tệp PDF do bộ đọc PDF xử lý."});
}

}  // namespace dondoc::registry
