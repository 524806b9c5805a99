#include "services/registry/formats/format.h"

#include "absl/strings/str_cat.h"

#include "common/base/error.h"
#include "services/registry/formats/limits.h"

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

}  // namespace dondoc::registry
