#include "services/cli/render/csv.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dondoc::cli {
namespace {

// True for a plain negative number, which is data: "-12" must stay summable.
bool IsNumber(absl::string_view text) {
  if (text.size() < 2 || text[0] != '-') return false;
  bool digits = false;
  for (const char c : text.substr(1)) {
    if (absl::ascii_isdigit(c)) {
      digits = true;
    } else if (c != '.' && c != ',') {
      return false;
    }
  }
  return digits;
}

bool LooksLikeFormula(absl::string_view text) {
  // Spreadsheets skip leading spaces; a full-width sign is taken for the sign by some.
  text = absl::StripLeadingAsciiWhitespace(text);
  if (text.empty()) return false;
  if (absl::StrContains("=+-@", text[0])) return !IsNumber(text);
  for (const absl::string_view wide : {"＝", "＋", "－", "＠"}) {
    if (absl::StartsWith(text, wide)) return true;
  }
  return false;
}

void AppendCsvRow(const std::vector<std::string>& fields, std::string* out) {
  for (size_t i = 0; i < fields.size(); ++i) absl::StrAppend(out, i > 0 ? "," : "", fields[i]);
  out->append("\r\n");
}

std::vector<std::string> Fields(const std::vector<Cell>& cells) {
  std::vector<std::string> fields;
  for (const Cell& cell : cells) fields.push_back(CsvField(cell.text));
  return fields;
}

}  // namespace

std::string CsvField(absl::string_view text) {
  std::string value;
  const bool control_first = !text.empty() && (text[0] == '\t' || text[0] == '\r');
  if (control_first || LooksLikeFormula(text)) value = "'";
  absl::StrAppend(&value, text);
  if (value.find_first_of("\",\r\n") == std::string::npos) return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string RenderCsv(const Table& table) {
  std::string out = "\xEF\xBB\xBF";
  std::vector<std::string> heads;
  for (const Column& column : table.columns) heads.push_back(CsvField(column.header));
  AppendCsvRow(heads, &out);
  for (const auto& row : table.rows) AppendCsvRow(Fields(row), &out);
  if (!table.footer.empty()) AppendCsvRow(Fields(table.footer), &out);
  return out;
}

}  // namespace dondoc::cli
