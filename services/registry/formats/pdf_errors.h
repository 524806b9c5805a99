// Why a PDF cannot be read, and what to do about it. All INVALID_ARGUMENT.
#pragma once

#include "absl/status/status.h"

namespace dondoc::registry {

// NOTICE_MALFORMED: not a PDF, cut off, or such that reading it fails or takes too much.
absl::Status PdfMalformed();
// NOTICE_ENCRYPTED: it needs a password.
absl::Status PdfEncrypted();
// NOTICE_IS_SCANNED: its pages are pictures.
absl::Status PdfIsScanned();
// NOTICE_UNPACKS_TOO_LARGE: too many pages or words, with `limit` and what it is of (`of`).
absl::Status PdfHasTooManyPages();
absl::Status PdfHasTooManyWords();

}  // namespace dondoc::registry
