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

// One HTML 5 document around `body`, which is HTML already: no script, nothing fetched. `title` is
// text, `styles` more CSS than every page has.
std::string HtmlDocument(absl::string_view title, absl::string_view styles, absl::string_view body,
                         const Lang& lang);

// `table` and its notes, without its title. A list of facts has columns without heads.
std::string HtmlTable(const Table& table);

// The CSS class of a cell's style; empty for a plain one.
const char* HtmlClass(Style style);

// A whole HTML 5 document: styles inside, A4 landscape when printed, no script, nothing fetched.
// The first title is the page's heading; notes stand beneath their table.
std::string RenderHtml(const std::vector<Table>& tables, const Lang& lang);

}  // namespace dondoc::cli
