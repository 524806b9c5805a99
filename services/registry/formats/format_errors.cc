#include "services/registry/formats/format_errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::registry {

absl::Status NoticeEmpty() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_EMPTY",
               {"The document has no text.", "Văn bản không có chữ nào."});
}

absl::Status NoticeNotText(absl::string_view format) {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_NOT_TEXT",
               {absl::StrCat("The file is not a document that can be read (", format,
                             "); save it as DOCX or PDF."),
                absl::StrCat("Tệp không phải văn bản đọc được (", format,
                             "); hãy lưu lại dạng DOCX hoặc PDF.")})
      .With("format", format);
}

}  // namespace dondoc::registry
