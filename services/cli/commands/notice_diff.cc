#include "services/cli/render/notice_diff.h"

#include <memory>

#include "common/base/status_macros.h"
#include "services/cli/commands/notice.h"
#include "services/cli/context.h"
#include "services/cli/notice_client.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::NoticeDraft;

struct DiffFlags {
  std::string what;
  std::string document;
};

// The corrected draft against what is read of its document today.
absl::Status ShowCorrections(Context& context, const DiffFlags& flags) {
  ASSIGN_OR_RETURN(const NoticeDraft corrected, DraftNamed(context, flags.what));
  ASSIGN_OR_RETURN(const NoticeFile source, SourceOf(context, corrected, flags.document));
  ASSIGN_OR_RETURN(Client * client, context.client());
  ASSIGN_OR_RETURN(const NoticeDraft read, ParseNotice(*client, corrected.agency(), source));
  NoteOtherText(context, read, corrected);
  const auto corrections = CorrectionsOf(read, corrected);
  RETURN_IF_ERROR(Print(context, CorrectionStruct(corrections),
                        [&] { return CorrectionTable(corrections, context.lang()); }));
  return absl::OkStatus();
}

}  // namespace

void RegisterNoticeDiff(Command& notice) {
  const auto flags = std::make_shared<DiffFlags>();
  notice
      .Add("diff",
           {"what was corrected in a draft, against what the reader reads today",
            "những chỗ đã sửa trong bản nháp so với kết quả đọc hiện nay"},
           "notice diff draft.json\nnotice diff draft.json --document thong-bao.docx --output json")
      .Argument(
          "draft-or-directive", &flags->what,
          {"draft as corrected, or id of a directive", "bản nháp đã sửa hoặc mã văn bản đã nhập"})
      .Option("--document", &flags->document,
              {"the document itself, read instead of the draft's text",
               "chính văn bản, đọc thay cho phần chữ của bản nháp"},
              "FILE")
      .Run([flags](Context& context) { return ShowCorrections(context, *flags); });
}

}  // namespace dondoc::cli
