#include "services/cli/render/notice_diff.h"

#include <memory>

#include "absl/strings/str_cat.h"

#include "common/base/status_macros.h"
#include "services/cli/commands/notice.h"
#include "services/cli/context.h"
#include "services/cli/notice_client.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

using registry::v1::NoticeDraft;

// The corrected draft against what is read of its text today.
absl::Status ShowCorrections(Context& context, const std::string& what) {
  ASSIGN_OR_RETURN(const NoticeDraft corrected, DraftNamed(context, what));
  // The text goes as text, whatever file it came out of.
  NoticeFile text;
  text.file_name =
      absl::StrCat(corrected.file_name().substr(0, corrected.file_name().rfind('.')), ".txt");
  text.bytes = corrected.text();
  ASSIGN_OR_RETURN(Client * client, context.client());
  ASSIGN_OR_RETURN(const NoticeDraft read, ParseNotice(*client, corrected.agency(), text));
  const auto corrections = CorrectionsOf(read, corrected);
  RETURN_IF_ERROR(Print(context, CorrectionStruct(corrections),
                        [&] { return CorrectionTable(corrections, context.lang()); }));
  return absl::OkStatus();
}

}  // namespace

void RegisterNoticeDiff(Command& notice) {
  const auto what = std::make_shared<std::string>();
  notice
      .Add("diff",
           {"what was corrected in a draft, against what the reader reads today",
            "những chỗ đã sửa trong bản nháp so với kết quả đọc hiện nay"},
           "notice diff draft.json\nnotice diff draft.json --output json")
      .Argument(
          "draft-or-directive", what.get(),
          {"draft as corrected, or id of a directive", "bản nháp đã sửa hoặc mã văn bản đã nhập"})
      .Run([what](Context& context) { return ShowCorrections(context, *what); });
}

}  // namespace dondoc::cli
