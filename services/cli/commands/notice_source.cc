// The document behind a corrected draft, for what reads it again or keeps it.
#include <filesystem>

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/cli/commands/notice.h"
#include "services/cli/context.h"

namespace dondoc::cli {

using registry::v1::NoticeDraft;

absl::StatusOr<NoticeFile> SourceOf(Context& context, const NoticeDraft& draft,
                                    const std::string& document) {
  if (document.empty()) {
    if (!draft.format().empty() && draft.format() != "text") {
      context.err() << context.lang()(
                           Text{absl::StrCat("attention: the draft was read from a file (",
                                             draft.format(),
                                             "); its text alone has lost the tables, give the file "
                                             "with --document"),
                                absl::StrCat("chú ý: bản nháp đọc từ tệp ", draft.format(),
                                             "; riêng phần chữ không còn bảng biểu, nên đưa tệp "
                                             "gốc bằng --document")})
                    << "\n";
    }
    const std::string stem = std::filesystem::path(draft.file_name()).stem().string();
    return NoticeFile{absl::StrCat(stem, ".txt"), draft.text(), false};
  }
  ASSIGN_OR_RETURN(NoticeFile file, ReadNoticeFile(context, document));
  if (file.is_draft) {
    return InvalidField("--document", {"must be the document, not a draft",
                                       "phải là văn bản, không phải bản nháp"});
  }
  return file;
}

void NoteOtherText(Context& context, const NoticeDraft& read, const NoticeDraft& draft) {
  if (read.text_sha256() == draft.text_sha256()) return;
  context.err() << context.lang()(
                       Text{"attention: the text read from this document today is not the draft's; "
                            "is it the same document?",
                            "chú ý: chữ đọc từ văn bản này hôm nay khác với bản nháp; có đúng là "
                            "một văn bản không?"})
                << "\n";
}

}  // namespace dondoc::cli
