// Tables as one static page to print or to send.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/cli/lang.h"
#include "services/cli/render/table.h"

namespace dondoc::cli {

// `text` for use between tags and in quoted attributes.
std::string EscapeHtml(absl::string_view text);

// A whole HTML 5 document: styles inside, A4 landscape when printed, no script, nothing fetched.
// The first title is the page's heading; notes stand beneath their table.
std::string RenderHtml(const std::vector<Table>& tables, const Lang& lang);

}  // namespace dondoc::cli
