#include "services/registry/formats/unpack_errors.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"

namespace dondoc::registry {

absl::Status NoticeMalformed(absl::string_view part) {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_MALFORMED",
               {absl::StrCat("The file is damaged: ", part,
                             " cannot be read; open it in a word processor and save it again."),
                absl::StrCat("Tệp bị hỏng: không đọc được ", part,
                             "; hãy mở bằng trình soạn thảo và lưu lại.")})
      .With("part", part);
}

absl::Status NoticeEncrypted() {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_ENCRYPTED",
               {"The file is protected by a password; save it without one.",
                "Tệp có mật khẩu; hãy lưu lại bản không đặt mật khẩu."});
}

absl::Status NoticeUnpacksTooLarge(absl::string_view what, size_t limit) {
  return Error(absl::StatusCode::kInvalidArgument, "NOTICE_UNPACKS_TOO_LARGE",
               {absl::StrCat("The file holds more than can be read (", what, ", limit ", limit,
                             "); leave out what does not belong to the document."),
                absl::StrCat("Nội dung trong tệp vượt quá mức đọc được (", what, ", giới hạn ",
                             limit, "); hãy bỏ bớt phần không thuộc văn bản.")})
      .With("what", what)
      .With("limit", absl::StrCat(limit));
}

}  // namespace dondoc::registry
