// Text files: what encoding they are in, and what they say.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// The text of a text file, with its tables. A file in UTF-8 is its own text, byte for byte; UTF-16
// (with a byte order mark, or where every other byte is zero), Windows-1258, TCVN3 and VNI are
// turned into it. Errors: NOTICE_NOT_TEXT for control characters, INVALID_UTF8 for bytes in none of
// these encodings, NOTICE_EMPTY, NOTICE_TOO_LARGE where the text in UTF-8 is.
absl::StatusOr<DocumentText> ReadPlainText(absl::string_view bytes);

}  // namespace dondoc::registry
