// What the finders of tables in plain text share: lines, rows under construction, and the last word
// on whether rows are a table. Private to text_tables.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"

namespace dondoc::registry::tables {

// Lines of one block that are looked at together; a longer one is cut in two tables.
inline constexpr size_t kMaxBlockLines = 20000;

// The line that begins at `offset`, without its line end (LF, CR LF).
TextRange LineAt(absl::string_view text, size_t offset);
// Where the line after `line` begins; text.size() after the last.
size_t AfterLine(absl::string_view text, const TextRange& line);

inline absl::string_view Slice(absl::string_view text, const TextRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}
// Without white space at the edges.
TextRange Trimmed(absl::string_view text, TextRange range);

// A row by columns; a cell without ranges is empty.
using Row = std::vector<std::vector<TextRange>>;

// Puts what `line` has in each column behind what `row` has.
void AppendToRow(const Row& line, Row* row);
// The first range of a column, "" where it is empty.
absl::string_view FirstWords(absl::string_view text, const Row& row, size_t column);
size_t CountFilled(const Row& row);

// A stretch of lines in some form, and the table it is; without rows where it is none.
struct Block {
  size_t end = 0;          // Where the line after it begins.
  bool candidate = false;  // It took more than a look at its lines to know.
  TextTable table;
};

// A table of `rows`, if that is what they are (text_tables.h). `header_needed`: not without a
// header that reads like one.
TextTable ToTable(absl::string_view text, const std::vector<Row>& rows, bool header_needed);

// Each returns nullopt where no block of its form begins at `offset`, the beginning of a line.
std::optional<Block> ReadTabBlock(absl::string_view text, size_t offset);
std::optional<Block> ReadBarBlock(absl::string_view text, size_t offset);
std::optional<Block> ReadAlignedBlock(absl::string_view text, size_t offset);

}  // namespace dondoc::registry::tables
