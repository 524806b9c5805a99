// Why a file could not become text, all INVALID_ARGUMENT (format.h lists the rest).
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {

// NOTICE_EMPTY.
absl::Status NoticeEmpty();

// NOTICE_NOT_TEXT: the file is in `format` ("doc", "png", ...), which is not read.
absl::Status NoticeNotText(absl::string_view format);

}  // namespace dondoc::registry
