#include "services/registry/formats/pdf_errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "services/registry/formats/limits.h"
#include "services/registry/formats/pdf_words_format.h"

namespace dondoc::registry {

absl::Status PdfMalformed() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_MALFORMED",
               {"The PDF cannot be read: it is damaged or too complex. Save it again from the "
                "program it was written with.",
                "Không đọc được tệp PDF: tệp hỏng hoặc quá phức tạp. Hãy xuất lại tệp từ chương "
                "trình soạn thảo."})
      .With("part", "pdf");
}

absl::Status PdfEncrypted() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_ENCRYPTED",
               {"The PDF is protected with a password; save it without one.",
                "Tệp PDF có mật khẩu; hãy lưu lại không đặt mật khẩu."})
      .With("format", "pdf");
}

absl::Status PdfIsScanned() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_IS_SCANNED",
               {"The PDF holds pictures of pages and no text. Send the file it was written in, or "
                "recognise the text (OCR) first.",
                "Tệp PDF là ảnh quét, không có chữ. Hãy gửi tệp soạn thảo gốc hoặc nhận dạng chữ "
                "(OCR) trước."});
}

absl::Status PdfHasTooManyPages() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_UNPACKS_TOO_LARGE",
               {absl::StrCat("The PDF has more than ", kMaxPages, " pages."),
                absl::StrCat("Tệp PDF có hơn ", kMaxPages, " trang.")})
      .With("limit", absl::StrCat(kMaxPages))
      .With("of", "pages");
}

absl::Status PdfHasTooManyWords() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_UNPACKS_TOO_LARGE",
               {absl::StrCat("The PDF has more than ", kMaxPdfWords, " words."),
                absl::StrCat("Tệp PDF có hơn ", kMaxPdfWords, " từ.")})
      .With("limit", absl::StrCat(kMaxPdfWords))
      .With("of", "words");
}

}  // namespace dondoc::registry
