// What the bytes of a file say about its format, without reading it.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::registry {

// "docx", "odt", "pdf", "html", or what cannot be read: "doc", "xls", "xlsx", "pptx", "zip", "rtf",
// "png", ...; "" for what may be text. "encrypted" for an office document under a password.
absl::string_view FormatSign(absl::string_view bytes);

}  // namespace dondoc::registry
