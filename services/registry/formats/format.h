// The door of the formats: from the bytes of a file to its text. Pure: no I/O, no clock, no global
// state; the same bytes give the same text. Time and memory are linear in the bytes and bounded
// (limits.h).
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// INVALID_ARGUMENT (NOTICE_TOO_LARGE) for a file of `size` bytes; also for whoever gathers the
// bytes, who stops at the limit instead of keeping them.
absl::Status NoticeTooLarge(size_t size);

// The format of `bytes`, by what stands in them, never by a name. Errors, INVALID_ARGUMENT:
// NOTICE_EMPTY, NOTICE_NOT_TEXT with the `format` that it is instead (doc, rtf, xlsx, png, ...) and
// what to do.
absl::StatusOr<Format> DetectFormat(absl::string_view bytes);

// The text of `bytes`. A PDF is not read here: a PDF library may crash or never end on a hostile
// file, so it runs in a process of its own (pdf_words.h). Errors, all INVALID_ARGUMENT: those of
// DetectFormat, NOTICE_TOO_LARGE, INVALID_UTF8, NOTICE_MALFORMED (a package or markup that cannot
// be read, with `part`), NOTICE_UNPACKS_TOO_LARGE, NOTICE_ENCRYPTED. For a PDF it is INTERNAL
// NOTICE_IS_PDF: the caller asks DetectFormat first.
absl::StatusOr<DocumentText> ReadDocument(absl::string_view bytes);

}  // namespace dondoc::registry
