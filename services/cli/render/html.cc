#include "services/cli/render/html.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace dondoc::cli {
namespace {

// The policy makes the promise checkable: even text that slipped through could run and fetch
// nothing.
constexpr absl::string_view kHead = R"(<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font: 11pt/1.4 "Times New Roman", "Liberation Serif", serif; margin: 2em; color: #111; }
h1 { font-size: 15pt; text-align: center; margin: 0 0 1em; }
h2 { font-size: 12pt; margin: 1.2em 0 .5em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #444; padding: 4px 7px; vertical-align: top; }
th { background: #eee; text-align: center; }
td.r { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tfoot td { font-weight: bold; background: #f6f6f6; }
.good { color: #0a5c1f; } .warn { color: #7a4b00; } .bad { color: #a00000; font-weight: bold; }
.dim { color: #555; } .strong { font-weight: bold; }
p { margin: .4em 0; font-size: 10pt; }
@page { size: A4 landscape; margin: 15mm; }
@media print {
  body { margin: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, tfoot td { print-color-adjust: exact; }
}
</style>
)";

void AppendCells(const Table& table, const std::vector<Cell>& row, std::string* out) {
  out->append("<tr>");
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Cell empty;
    const Cell& cell = i < row.size() ? row[i] : empty;
    std::string classes = table.columns[i].align == Align::kRight ? "r" : "";
    if (*HtmlClass(cell.style) != '\0') {
      absl::StrAppend(&classes, classes.empty() ? "" : " ", HtmlClass(cell.style));
    }
    absl::StrAppend(out, "<td");
    if (!classes.empty()) absl::StrAppend(out, " class=\"", classes, "\"");
    absl::StrAppend(out, ">", EscapeHtml(cell.text), "</td>");
  }
  out->append("</tr>\n");
}

void AppendTable(const Table& table, std::string* out) {
  absl::StrAppend(out, "<table>\n");
  const bool headed = std::any_of(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return !column.header.empty(); });
  if (headed) {
    absl::StrAppend(out, "<thead><tr>");
    for (const Column& column : table.columns) {
      absl::StrAppend(out, "<th scope=\"col\">", EscapeHtml(column.header), "</th>");
    }
    absl::StrAppend(out, "</tr></thead>\n");
  }
  absl::StrAppend(out, "<tbody>\n");
  for (const auto& row : table.rows) AppendCells(table, row, out);
  absl::StrAppend(out, "</tbody>\n");
  if (!table.footer.empty()) {
    absl::StrAppend(out, "<tfoot>\n");
    AppendCells(table, table.footer, out);
    absl::StrAppend(out, "</tfoot>\n");
  }
  absl::StrAppend(out, "</table>\n");
  for (const std::string& note : table.notes) {
    absl::StrAppend(out, "<p>", EscapeHtml(note), "</p>\n");
  }
}

}  // namespace

const char* HtmlClass(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kGood:
      return "good";
    case Style::kWarn:
      return "warn";
    case Style::kBad:
      return "bad";
    case Style::kDim:
      return "dim";
    case Style::kStrong:
      return "strong";
  }
  return "";
}

std::string EscapeHtml(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        // Control characters have no place in HTML, escaped or not.
        out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string HtmlTable(const Table& table) {
  std::string out;
  AppendTable(table, &out);
  return out;
}

std::string HtmlDocument(absl::string_view title, absl::string_view styles, absl::string_view body,
                         const Lang& lang) {
  const std::string heading = EscapeHtml(title);
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"", lang.code(), "\">\n<head>\n", kHead,
                      styles.empty() ? "" : "<style>\n", styles, styles.empty() ? "" : "</style>\n",
                      "<title>", heading, "</title>\n</head>\n<body>\n<h1>", heading, "</h1>\n",
                      body, "</body>\n</html>\n");
}

std::string RenderHtml(const std::vector<Table>& tables, const Lang& lang) {
  std::string body;
  for (size_t i = 0; i < tables.size(); ++i) {
    if (i > 0) absl::StrAppend(&body, "<h2>", EscapeHtml(tables[i].title), "</h2>\n");
    AppendTable(tables[i], &body);
  }
  return HtmlDocument(tables.empty() ? "" : tables.front().title, "", body, lang);
}

}  // namespace dondoc::cli
