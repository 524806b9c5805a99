// HTML pages: what word processors save as a web page, and what sites publish.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// The words of a page as a reader sees them: without scripts, forms, menus and what is hidden;
// where the page holds an article, only that. Tables that only place others on the page are read as
// paragraphs. Errors: NOTICE_EMPTY, NOTICE_UNPACKS_TOO_LARGE.
absl::StatusOr<DocumentText> ReadHtml(absl::string_view bytes);

}  // namespace dondoc::registry
