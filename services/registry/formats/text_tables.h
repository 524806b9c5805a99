// Tables that people draw in plain text: cells separated by tabs, as a word processor copies them;
// by bars, with or without ruled lines; or columns aligned by spaces.
//
// Cautious: a letterhead and a signature block in two columns are no tables. A table has a header
// and two rows, and three columns, or two under a header that reads like one; columns aligned by
// spaces always need such a header.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry {

// In the text's order; their cells' ranges lie in `text` (UTF-8), without white space at the edges.
// Linear in `text`.
std::vector<TextTable> FindTextTables(absl::string_view text);

}  // namespace dondoc::registry
