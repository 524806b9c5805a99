#include "services/registry/formats/text_tables.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "services/registry/formats/limits.h"
#include "services/registry/formats/table_clues.h"
#include "services/registry/formats/table_lines.h"

namespace dondoc::registry {
namespace {

// Blocks that are looked at; what stands behind so many stays text.
constexpr int kMaxBlocks = 2000;

}  // namespace

namespace tables {
namespace {

// Header and two rows.
constexpr size_t kMinRows = 3;
constexpr size_t kMinColumns = 3;
// A column counts where one row of so many has something in it.
constexpr size_t kSparse = 5;
// Rows at the beginning that may be a letterhead, and ranges of them that are looked at.
constexpr size_t kLetterheadRows = 5;
constexpr size_t kLetterheadRanges = 60;
// Rows at the beginning of which one is the header; a title may stand above it.
constexpr size_t kHeaderRows = 2;

bool HoldsLetterhead(absl::string_view text, const std::vector<Row>& rows) {
  size_t looked = 0;
  for (size_t i = 0; i < std::min(rows.size(), kLetterheadRows); ++i) {
    for (const auto& cell : rows[i]) {
      for (const TextRange& range : cell) {
        if (++looked > kLetterheadRanges) return false;
        if (IsLetterhead(Slice(text, range))) return true;
      }
    }
  }
  return false;
}

bool HasHeader(absl::string_view text, const std::vector<Row>& rows) {
  for (size_t i = 0; i < std::min(rows.size(), kHeaderRows); ++i) {
    int heads = 0;
    for (const auto& cell : rows[i]) {
      std::string words;
      for (const TextRange& range : cell) {
        if (words.size() > kMaxHeaderBytes) break;
        absl::StrAppend(&words, words.empty() ? "" : " ", Slice(text, range));
      }
      heads += IsHeaderCell(words);
    }
    if (heads >= 2) return true;
  }
  return false;
}

size_t CountColumns(const std::vector<Row>& rows) {
  std::vector<size_t> filled;
  for (const Row& row : rows) {
    filled.resize(std::max(filled.size(), row.size()));
    for (size_t column = 0; column < row.size(); ++column) filled[column] += !row[column].empty();
  }
  return static_cast<size_t>(std::count_if(filled.begin(), filled.end(), [&](size_t count) {
    return count >= 1 && count * kSparse >= rows.size();
  }));
}

}  // namespace

TextRange LineAt(absl::string_view text, size_t offset) {
  size_t end = text.find('\n', offset);
  if (end == absl::string_view::npos) end = text.size();
  if (end > offset && text[end - 1] == '\r') --end;
  return {offset, end};
}

size_t AfterLine(absl::string_view text, const TextRange& line) {
  size_t at = line.end;
  if (at < text.size() && text[at] == '\r') ++at;
  return at < text.size() ? at + 1 : at;
}

TextRange Trimmed(absl::string_view text, TextRange range) {
  constexpr absl::string_view kSpace = " \t\r\n\f\v";
  const auto is_space = [&](size_t at) { return kSpace.find(text[at]) != kSpace.npos; };
  while (range.begin < range.end && is_space(range.begin)) ++range.begin;
  while (range.begin < range.end && is_space(range.end - 1)) --range.end;
  return range;
}

void AppendToRow(const Row& line, Row* row) {
  row->resize(std::max(row->size(), line.size()));
  for (size_t column = 0; column < line.size(); ++column) {
    (*row)[column].insert((*row)[column].end(), line[column].begin(), line[column].end());
  }
}

absl::string_view FirstWords(absl::string_view text, const Row& row, size_t column) {
  return column < row.size() && !row[column].empty() ? Slice(text, row[column].front())
                                                     : absl::string_view();
}

size_t CountFilled(const Row& row) {
  return static_cast<size_t>(
      std::count_if(row.begin(), row.end(), [](const auto& cell) { return !cell.empty(); }));
}

TextTable ToTable(absl::string_view text, const std::vector<Row>& rows, bool header_needed) {
  TextTable table;
  if (rows.size() < kMinRows) return table;
  const size_t columns = CountColumns(rows);
  header_needed |= columns < kMinColumns;
  if (columns < 2 || (header_needed && !HasHeader(text, rows))) return table;
  if (HoldsLetterhead(text, rows)) return table;
  table.rows.reserve(rows.size());
  for (const Row& row : rows) {
    TableRow& out = table.rows.emplace_back();
    out.cells.resize(row.size());
    for (size_t column = 0; column < row.size(); ++column) {
      out.cells[column].ranges = row[column];
      out.cells[column].column = static_cast<int>(column);
    }
  }
  return table;
}

}  // namespace tables

std::vector<TextTable> FindTextTables(absl::string_view text) {
  using Reader = std::optional<tables::Block> (*)(absl::string_view, size_t);
  constexpr Reader kReaders[] = {tables::ReadBarBlock, tables::ReadTabBlock,
                                 tables::ReadAlignedBlock};
  std::vector<TextTable> found;
  size_t cells = 0;
  int blocks = 0;
  // A block that is no table is not looked at from its middle again.
  size_t not_before[std::size(kReaders)] = {};
  for (size_t offset = 0; offset < text.size() && cells <= kMaxTableCells && blocks < kMaxBlocks;) {
    size_t next = tables::AfterLine(text, tables::LineAt(text, offset));
    for (size_t form = 0; form < std::size(kReaders); ++form) {
      if (offset < not_before[form]) continue;
      std::optional<tables::Block> block = kReaders[form](text, offset);
      if (!block.has_value()) continue;
      blocks += block->candidate;
      if (block->table.rows.empty()) {
        not_before[form] = block->end;
        continue;
      }
      for (const TableRow& row : block->table.rows) cells += row.cells.size();
      // The bound is for all tables; the one that breaks it stays text.
      if (cells <= kMaxTableCells) found.push_back(std::move(block->table));
      next = block->end;
      break;
    }
    offset = next;
  }
  return found;
}

}  // namespace dondoc::registry
