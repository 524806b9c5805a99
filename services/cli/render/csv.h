// A table for spreadsheets.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

#include "services/cli/render/table.h"

namespace dondoc::cli {

// One field by RFC 4180, quoted where needed. A text that a spreadsheet would take for a formula
// (beginning with = + - @, tab or carriage return) gets a leading apostrophe; numbers stay numbers.
std::string CsvField(absl::string_view text);

// Heads, rows and footer; UTF-8 with byte order mark, lines end in CR LF. Title and notes are left
// out: a spreadsheet wants one rectangle.
std::string RenderCsv(const Table& table);

}  // namespace dondoc::cli
