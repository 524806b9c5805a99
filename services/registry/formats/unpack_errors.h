// Why what is packed in a file could not become text, all INVALID_ARGUMENT.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dondoc::registry {

// NOTICE_MALFORMED: `part` of the file ("word/document.xml", "zip") cannot be read.
absl::Status NoticeMalformed(absl::string_view part);

// NOTICE_ENCRYPTED: the file opens with a password only.
absl::Status NoticeEncrypted();

// NOTICE_UNPACKS_TOO_LARGE: the file holds more than `limit` of `what` ("bytes", "cells", ...).
absl::Status NoticeUnpacksTooLarge(absl::string_view what, size_t limit);

}  // namespace dondoc::registry
