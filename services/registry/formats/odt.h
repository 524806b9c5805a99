// Documents of LibreOffice and its kin (OpenDocument Text, ISO/IEC 26300).
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// The text of the ODT `bytes` as a reader sees it with all tracked changes accepted. Errors,
// INVALID_ARGUMENT: NOTICE_MALFORMED, NOTICE_UNPACKS_TOO_LARGE, NOTICE_ENCRYPTED.
absl::StatusOr<DocumentText> ReadOdt(absl::string_view bytes);

}  // namespace dondoc::registry
